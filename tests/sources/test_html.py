"""Pages: the article whole, and what the page says of itself, each with where it came from."""

import json

import pytest

from backstay.records.errors import NoArticle, OtherLanguage
from backstay.sources import Hints, extract
from backstay.sources.items import make_item

from .pages import BODY, page

HINTS = Hints()


def read(payload, **fields):
    return extract(make_item("a.html", "html", payload, HINTS, fields), HINTS)


def ld(**node):
    return f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle", **node})}</script>'


def test_the_article_paragraph_by_paragraph_under_its_headline():
    paragraphs = read(page()).text.split("\n\n")
    assert paragraphs[0] == "Rostec cuts its staff in Venezuela"
    assert [paragraph.split()[0] for paragraph in paragraphs[1:]] == ["Rostec", "The", "Caracas"]
    assert "Copyright" not in paragraphs[-1]
    assert "Home" not in "".join(paragraphs)


def test_a_page_with_two_headlines_keeps_the_one_that_readers_see():
    report = read(page(ld(headline="Kremlin firm slashes Caracas team: report")))
    assert report.title == "Kremlin firm slashes Caracas team: report"
    assert report.text.startswith(("Rostec cuts its staff in Venezuela\n\nRostec has", report.title + "\n\nRostec has"))
    assert read(page(ld(headline="Rostec cuts its staff in Venezuela"))).text.count("cuts its staff") == 1


def test_captions_are_read_and_credits_are_not():
    caption = "The minister reviews Russian advisers in Caracas in 2018."
    figure = f"<figure><img src=a.jpg><figcaption>{caption}</figcaption></figure>"
    credit = "<figure><img src=b.jpg><figcaption>AFP photo</figcaption></figure>"
    text = read(page(body=figure + BODY + credit)).text
    assert f"\n\n{caption}\n\n" in text
    assert "AFP photo" not in text


def test_json_ld_comes_first_then_opengraph_then_meta():
    json_ld = ld(headline="From JSON-LD", datePublished="2019-06-03T10:00:00Z", dateModified="2019-07-01T10:00:00Z",
                 author=[{"name": "A. Writer"}, {"name": "B. Writer"}], publisher={"name": "The Post"})  # fmt: skip
    graph = '<meta property="og:title" content="From OpenGraph"><meta property="og:site_name" content="Graph">' \
            '<meta property="article:published_time" content="2019-06-04T10:00:00Z">'  # fmt: skip
    meta = '<meta name="author" content="By C. Writer"><meta name="date" content="2019-06">'
    meta += '<meta name="publisher" content="M">'
    for head, origin, title, outlet, byline, day in (
        (json_ld + graph + meta, "json-ld", "From JSON-LD", "The Post", "A. Writer, B. Writer", "2019-06-03"),
        (graph + meta, "opengraph", "From OpenGraph", "Graph", "C. Writer", "2019-06-04"),
        (meta, "meta", "Rostec cuts its staff in Venezuela", "M", "C. Writer", "2019-06-01"),
    ):
        report = read(page(head))
        assert (report.title, report.outlet, report.byline, str(report.published.day)) == (title, outlet, byline, day)
        assert report.provenance["published"] == report.provenance["outlet"] == origin


def test_json_ld_references_are_followed_and_broken_json_is_passed_over():
    graph = {"@graph": [{"@type": "Organization", "@id": "#o", "name": "The Post"},
                        {"@type": "Article", "headline": "H", "publisher": {"@id": "#o"},
                         "author": {"@id": "#x"}}]}  # fmt: skip
    script = '<script type="application/ld+json">'
    head = f"{script}{{broken</script>{script}{json.dumps(graph)}</script>"
    report = read(page(head))
    assert (report.title, report.outlet, report.byline) == ("H", "The Post", None)


def test_json_ld_that_refers_to_itself_ends():
    loop = {"@graph": [{"@id": "#a", "@type": "Article", "publisher": {"@id": "#b"}},
                       {"@id": "#b", "name": [{"@id": "#b"}]}]}  # fmt: skip
    assert read(page(f'<script type="application/ld+json">{json.dumps(loop)}</script>')).outlet is None


@pytest.mark.parametrize(
    ("before", "after", "head"),
    [
        ("", "", ""),
        ("<h1>Looking back at 3 June 2012</h1>", "", ""),
        ("<time datetime='2019-06-05' class='updated'>5 June 2019</time>", "", ""),
        ("<p>Updated <time datetime='2019-06-05'>5 June 2019</time></p>", "", ""),
        ("<span>Last updated:</span> <time datetime='2019-06-05'>5 June 2019</time>", "", ""),
        ("<span class='date'>Updated June 5, 2019</span>", "", ""),
        ("<span class='date'>2 hours ago</span>", "", ""),
        ("<span class='date'>03/06/2019</span>", "", ""),
        ("", "<aside class='related'><time datetime='2018-01-01'>1 January 2018</time></aside>", ""),
        ("", "<div class='comments'><span class='date'>June 9, 2019</span></div>", ""),
        ("", "<div class=copyright>© June 2024</div>", ""),
        ("<time datetime='2019-06-03'></time><time datetime='2019-06-04'></time>", "", ""),
        ("", "", "<meta name='last-modified' content='2019-06-05'>"),
        ("", "", "<meta property='article:modified_time' content='2019-06-05T10:00:00Z'>"),
        ("", "", "<meta property='og:updated_time' content='2019-06-05T10:00:00Z'>"),
        ("", "", ld(dateModified="2019-06-05")),
        ("", "", ld(datePublished="2999-01-01")),
        ("", "", ld(datePublished="1970-01-01T00:00:00Z")),
    ],
)
def test_a_page_that_states_no_publication_date_has_none(before, after, head):
    """Never today's, never an update's, never another story's."""
    report = read(page(head, before or "<h1>Rostec cuts its staff</h1>", after=after))
    assert report.published is None
    assert "published" not in report.provenance


@pytest.mark.parametrize(
    ("before", "day", "precision"),
    [
        ("<time datetime='2019-06-03T10:00:00Z'>3 June</time>", "2019-06-03", "second"),
        ("<time>June 3, 2019</time>", "2019-06-03", "day"),
        ("<time class='published' datetime='2019-06-03'></time> <time class='updated' datetime='2019-06-05'></time>",
         "2019-06-03", "day"),
        ("<span class='post-date'>Published June 3, 2019 | Updated June 5, 2019</span>", "2019-06-03", "day"),
        ("<div class='dateline'>CARACAS, June 3, 2019</div>", "2019-06-03", "day"),
        ("<span itemprop='datePublished' content='2019-06-03'>Monday</span>", "2019-06-03", "day"),
        ("<p class='meta'>June 2019</p>", "2019-06-01", "month"),
    ],
)  # fmt: skip
def test_the_date_on_the_page(before, day, precision):
    report = read(page(before=f"<h1>Rostec cuts its staff</h1>{before}"))
    assert (str(report.published.day), report.published.precision) == (day, precision)
    assert report.provenance["published"] in {"page", "meta"}


def test_the_day_in_the_address_is_the_last_resort():
    report = read(page(), url="https://www.post.example/2019/06/03/story")
    assert (str(report.published.day), report.provenance["published"]) == ("2019-06-03", "address")
    assert (report.outlet, report.provenance["outlet"]) == ("post.example", "address")


def test_canonical_addresses():
    head = '<link rel="canonical" href="https://post.example/a">'
    assert read(page(head)).url == "https://post.example/a"
    assert read(page(head), url="https://www.post.example/a?ref=x").url == "https://post.example/a"
    assert read(page(head), url="https://mirror.example/a").url == "https://mirror.example/a"
    assert read(page('<link rel="canonical" href="javascript:alert(1)">')).url is None
    assert (
        read(page('<link rel="canonical" href="/rel">'), url="https://post.example/x").url == "https://post.example/rel"
    )


def test_the_outlets_name_is_no_part_of_the_title():
    report = read(
        page(
            '<title>Rostec cuts staff - The Post</title><meta property="og:site_name" content="The Post">',
            before="<p></p>",
        )
    )
    assert report.title == "Rostec cuts staff"


@pytest.mark.parametrize(
    "body",
    [
        "",
        "<video src=a.mp4></video>",
        "<h1>Sign in</h1><form><input></form><p>Please log in to continue reading this story.</p>",
        "<nav>" + "".join(f"<a href=/{n}>Section {n} of the site</a> " for n in range(60)) + "</nav>",
        "<ul>" + "".join(f"<li><a href=/{n}>Headline {n} about Venezuela today</a></li>" for n in range(40)) + "</ul>",
        "<div>" * 50_000,
    ],
)  # fmt: skip
def test_a_page_without_an_article(body):
    with pytest.raises(NoArticle) as caught:
        read(f"<html><head><title>The Post</title></head><body>{body}</body></html>".encode())
    assert caught.value.hint


def test_another_language():
    body = (
        "<p>La empresa rusa redujo su personal en Venezuela a unas pocas decenas, dijo una fuente del ministerio.</p>"
        * 4
    )
    with pytest.raises(OtherLanguage, match="es"):
        read(page(before="<h1>Rusia reduce su personal</h1>", body=body))


def test_text_of_a_page_is_data():
    report = read(
        page(body=BODY + "<p>&lt;script&gt;alert(1)&lt;/script&gt; he wrote on the wall of the ministry.</p>")
    )
    assert "<script>alert(1)</script>" in report.text  # the words that a reader sees; whoever shows them escapes them


def test_declared_legacy_charset():
    source = page(body=BODY + "<p>Президент ответил.</p>").replace(b'charset="utf-8"', b'charset="windows-1251"')
    assert "Президент ответил." in read(source.decode().encode("cp1251", "xmlcharrefreplace")).text


def test_nothing_is_written_to_standard_error(capfd):
    with pytest.raises(NoArticle):
        read(b"<")
    assert capfd.readouterr() == ("", "")
