"""Links of an article to other sites: kept with the words that lead there, where those stand in the text."""

from backstay.sources import Hints, extract
from backstay.sources.items import make_item
from backstay.sources.links import Away, links_in

from .pages import BODY, page

HINTS = Hints()
CANONICAL = '<link rel="canonical" href="https://www.paper.example/2019/06/rostec">'
LINKED = (
    '<p>Rostec has <a href="https://www.reuters.com/world/rostec-cuts?utm=1">cut its staff <b>in\n Venezuela</b></a> '
    'to a few dozen people, <a href="/world/older-story">as this paper has told</a> before, and it '
    '<a href="https://m.paper.example/2018/x">denied</a> that.</p>'
    '<p>A person close to the ministry <a href="//www.wsj.com/articles/rostec">told the Journal</a> so. Others '
    '<a href="https://apnews.com/abc">told the Journal</a> the same, and a <a href="mailto:a@b.example">desk</a>, a '
    '<a href="javascript:alert(1)">script</a> and <a href="https://example.org/">a front page</a> say nothing.</p>'
)
AROUND = (
    '<aside><a href="https://other.example/a/b">Ten things to read about Venezuela this week</a></aside>'
    '<ul><li><a href="https://social.example/share/1">Share</a></li></ul>'
)


def read(payload: bytes, **fields: str):
    return extract(make_item("a.html", "html", payload, HINTS, fields), HINTS)


def test_links_to_other_sites_are_kept_with_their_words() -> None:
    report = read(page(CANONICAL, body=LINKED + BODY, after=AROUND))
    assert [(report.text[link.start : link.end], link.address) for link in report.links] == [
        ("cut its staff in Venezuela", "https://www.reuters.com/world/rostec-cuts?utm=1"),
        ("told the Journal", "https://www.wsj.com/articles/rostec"),
        ("told the Journal", "https://apnews.com/abc"),
    ]
    assert report.links[1].start < report.links[2].start  # the same words twice, each in its own place


def test_the_text_is_what_it_would_be_without_the_links() -> None:
    plain = read(page(CANONICAL, body=LINKED.replace("<a href", "<span title").replace("</a>", "</span>") + BODY))
    report = read(page(CANONICAL, body=LINKED + BODY))
    assert report.text == plain.text
    assert plain.links == ()
    assert report.id == plain.id


def test_the_same_page_gives_the_same_links() -> None:
    payload = page(CANONICAL, body=LINKED + BODY)
    assert read(payload).links == read(payload).links


def test_a_page_without_an_address_keeps_links_that_have_a_whole_one() -> None:
    addresses = [link.address for link in read(page(body=LINKED + BODY)).links]
    assert "https://www.reuters.com/world/rostec-cuts?utm=1" in addresses
    assert "https://m.paper.example/2018/x" in addresses
    assert not any("older-story" in address for address in addresses)


def test_words_that_are_not_in_the_text_or_might_be_anywhere_are_no_link() -> None:
    text = "The ministry said so. The ministry denied it."
    away = [
        Away("The ministry ", "denied it", "https://a.example/1"),
        Away("The ministry ", "confirmed it", "https://a.example/2"),
        Away("", "said", "https://a.example/3"),
    ]
    (link,) = links_in(text, away)
    assert (text[link.start : link.end], link.address) == ("denied it", "https://a.example/1")
