"""Why a party is ranked where it is: what was counted, in words."""

from __future__ import annotations

from .features import Table

_TELLING = (
    # column, smallest value worth telling, words
    ("triple2", 0.5, "the same event between the two, about {:.0f} of late (half-life 50 days)"),
    ("triple3", 0.5, "the same event between the two, {:.0f} in all"),
    ("pair1", 0.5, "the two met in any event, about {:.0f} of late (half-life 8 days)"),
    ("pair3", 1.5, "the two met in any event, {:.0f} in all"),
    ("circle0_share", 0.01, "they have partners in common of late (share {:.0%})"),
    ("home_relation2", 0.5, "parties of the same country did this to it, about {:.0f} times"),
    ("of_relation1", 1.5, "it was last in this kind of event, about {:.0f} times of late (half-life 20 days)"),
    ("popular1", 3.0, "it is in the news, in about {:.0f} events of late (half-life 7 days)"),
)
_SHOWN = 3


def reasons(table: Table, candidate: int) -> tuple[str, ...]:
    """The first three that hold, the most particular first; the first question of the table is meant."""
    value = dict(zip(table.columns, table.features[0, candidate].tolist(), strict=True))
    told = [words.format(value[name]) for name, least, words in _TELLING if value[name] >= least]
    if value["triple_ago"] < 1000:
        ago = int(value["triple_ago"])
        told.insert(
            0, "the same event between the two the day before" if ago == 1 else f"the same event {ago} days ago"
        )
    return tuple(told[:_SHOWN]) or ("parties like it took part in events like this",)
