"""Pages for the tests, in our own words."""

HEADLINE = "<h1>Rostec cuts its staff in Venezuela</h1>"
BODY = (
    "<p>Rostec has cut its staff in Venezuela to a few dozen, from about 1,000 at the height of the cooperation, a "
    "person close to the Russian defense ministry said.</p>"
    "<p>The company denied it. “The numbers are exaggerated dozens of times,” its press service said on Monday.</p>"
    "<p>Caracas can no longer pay for the upkeep of its aircraft, two former officials said.</p>"
)


def page(head: str = "", before: str = HEADLINE, body: str = BODY, after: str = "") -> bytes:
    """A page with one article."""
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8">{head}</head><body>'
        f'<nav><a href="/">Home</a> <a href="/world">World</a></nav>'
        f"<main><article>{before}{body}</article></main>{after}"
        f"<footer>Copyright 2024 The Post. All rights reserved.</footer></body></html>"
    ).encode()
