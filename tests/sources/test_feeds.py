"""Feeds: each entry is read, followed or accounted for."""

import pytest

from backstay.records import Skipped
from backstay.records.errors import BrokenFeed
from backstay.sources import Hints, Item, discover, extract
from backstay.sources.feeds import items_of_feed

HINTS = Hints()
LONG = "<p>" + "The ministry said that it had cut its staff in Venezuela to a few dozen people. " * 10 + "</p>"

RSS = f"""<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>The Post &amp; Mail</title><link>https://post.example/</link>
<item><title>Full text</title><link>https://post.example/a</link><dc:creator>A. Writer</dc:creator>
  <pubDate>Mon, 03 Jun 2019 10:00:00 +0200</pubDate><description>Short.</description>
  <content:encoded><![CDATA[{LONG}<script>evil()</script><p>It denied it.</p>]]></content:encoded></item>
<item><title>Summary only</title><link>/b</link><description>The firm &lt;b&gt;denied&lt;/b&gt; it.</description></item>
<item><link>https://post.example/c</link></item>
</channel></rss>"""

ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>The Post</title>
<entry><title>One</title><id>urn:1</id><updated>2019-06-05T10:00:00Z</updated>
<summary>The firm denied it.</summary></entry>
<entry><title>Two</title><id>urn:2</id><published>2019-06-03T10:00:00Z</published><updated>2019-06-05T10:00:00Z</updated>
<summary>The firm denied it again.</summary></entry></feed>"""

RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>The Post</title></channel>
<item><title>One</title><link>https://post.example/1</link><dc:date>2019-06-03</dc:date>
<description>The firm denied it.</description></item></rdf:RDF>"""


def found(tmp_path, source, name="a.xml"):
    path = tmp_path / name
    path.write_text(source)
    return str(path), list(discover([str(path)], HINTS))


def test_a_feed_in_a_file(tmp_path):
    path, (full, summary, empty) = found(tmp_path, RSS)
    assert [full.address, summary.address, empty.address] == [f"{path}#entry={n}" for n in (1, 2, 3)]
    report = extract(full, HINTS)
    assert report.text.startswith("Full text\n\nThe ministry said")
    assert report.text.endswith("\n\nIt denied it.")
    assert "evil" not in report.text
    assert (report.title, report.outlet, report.byline) == ("Full text", "The Post & Mail", "A. Writer")
    assert (report.url, report.published.at.isoformat()) == ("https://post.example/a", "2019-06-03T10:00:00+02:00")
    assert set(report.provenance.values()) == {"feed", full.address}
    assert extract(summary, HINTS).text == "Summary only\n\nThe firm denied it."
    assert isinstance(empty, Skipped)
    assert empty.reason == "empty"


def test_a_feed_from_an_address_follows_what_is_not_whole():
    items = list(
        items_of_feed("https://post.example/feed", RSS.encode(), HINTS, from_address="https://post.example/feed")
    )
    assert [(item.kind, item.address) for item in items] == [
        ("text", "https://post.example/feed#entry=1"), ("url", "https://post.example/b"), ("url", "https://post.example/c"),
    ]  # fmt: skip
    assert items[1].fields["title"] == "Summary only"


def test_an_update_is_no_publication(tmp_path):
    _, (one, two) = found(tmp_path, ATOM, "a.atom")
    assert extract(one, HINTS).published is None
    assert str(extract(two, HINTS).published.day) == "2019-06-03"


def test_the_one_date_of_rss_1_is_the_publication(tmp_path):
    _, (one,) = found(tmp_path, RDF, "a.rdf")
    assert str(extract(one, HINTS).published.day) == "2019-06-03"


@pytest.mark.parametrize(
    "source",
    [
        "<rss><channel>",
        "<rss version='2.0'><channel><title>T</title></channel></rss>",
        "<feed",
        "<a/>",
        "<rss><item><title>&#xD800;",
    ],
)
def test_a_broken_or_empty_feed_is_accounted_for(tmp_path, source):
    path, (only,) = found(tmp_path, source)
    assert isinstance(only, Skipped)
    assert (only.address, only.reason) == (path, "broken-feed")
    assert only.detail.endswith("those.")


def test_a_feed_that_breaks_off_gives_what_it_has_and_says_so(tmp_path):
    _, parts = found(tmp_path, RSS[: RSS.index("<item><link>")] + "<item><title>Cut")
    assert [part.kind for part in parts if isinstance(part, Item)][:2] == ["text", "text"]
    assert isinstance(parts[-1], Skipped)
    assert parts[-1].reason == "broken-feed"


def test_entities_do_not_reach_out_or_blow_up(tmp_path):
    bomb = '<!DOCTYPE x [<!ENTITY a "' + "x" * 100 + '">' + "".join(
        f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    ) + '<!ENTITY f SYSTEM "file:///etc/passwd">]>'  # fmt: skip
    _, parts = found(tmp_path, bomb + ATOM.replace("The firm denied it.", "&i;&f;"))
    for part in parts:
        if isinstance(part, Item):
            assert len(part.payload or b"") < 10_000
            assert b"root:" not in (part.payload or b"")


def test_a_feeds_bytes_are_never_taken_for_a_path(tmp_path):
    secret = tmp_path / "secret.xml"
    secret.write_text(ATOM)
    with pytest.raises(BrokenFeed):
        list(items_of_feed("x", str(secret).encode(), HINTS))
