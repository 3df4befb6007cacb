"""Links of an article to other sites: what is linked, to where, and where it stands in the text that is kept.

The links are taken from the page before its article is, with the words before them; a link whose words, with those,
do not stand in the article's text was none of it (navigation, "read more").
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from backstay.records import Link

from .metadata import site_of, web_address

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_MOST_LINKS = 1_000
_BLOCKS = frozenset(("p", "li", "blockquote", "td", "th", "h1", "h2", "h3", "h4", "figcaption", "div", "section"))
_CONTEXT = 60
"""Characters before a link by which it is found again."""
_ENOUGH = 4 * _CONTEXT
"""So many characters are looked at, blanks and all: pages of one long block hold a thousand links."""
_LEAST_CONTEXT = 12
"""Fewer characters, link and all, may stand anywhere."""


@dataclass(frozen=True, slots=True)
class Away:
    """A link to another site: its words, what stands before them in their block, and the address."""

    before: str
    words: str
    address: str


def links_away(tree: HtmlElement, own: str | None) -> list[Away]:
    """The links of a page, at `own`, to other sites, in order; without an own address, those with a whole one."""
    found = islice(tree.iter("a"), _MOST_LINKS)
    return [away for link in found if (away := _away(link, own)) is not None]


def _away(link: HtmlElement, own: str | None) -> Away | None:
    address = web_address(link.get("href"), base=own)
    words = " ".join(link.text_content().split())
    if address is None or not words or (own is not None and site_of(address) == site_of(own)):
        return None
    if not urlsplit(address).path.strip("/"):
        return None  # a site's front page is nobody's article
    return Away(_before(link), words, address)


def _before(link: HtmlElement) -> str:
    """The last words of the block before a link, with the blank that parts them from it."""
    parts: list[str] = []
    for part in _backwards(link):
        parts.append(part)
        if sum(map(len, parts)) >= _ENOUGH:
            break
    before = "".join(reversed(parts))
    folded = " ".join(before.split())
    return folded + " " if folded and before[-1].isspace() else folded


def _backwards(link: HtmlElement) -> Iterator[str]:
    """The text of the block before a link, piece by piece, the nearest first; nothing where it is in none."""
    if not any(each.tag in _BLOCKS for each in link.iterancestors()):
        return
    node = link
    while node.tag not in _BLOCKS:
        for sibling in node.itersiblings(preceding=True):
            yield sibling.tail or ""
            if isinstance(sibling.tag, str):  # a comment says nothing
                yield sibling.text_content()
        node = node.getparent()
        yield node.text or ""


def links_in(text: str, away: Sequence[Away]) -> tuple[Link, ...]:
    """Those of the links that stand in the text of the article, in its order, each place once."""
    found = {link.start: link for link in _found(text, away)}
    return tuple(found[start] for start in sorted(found))


def _found(text: str, away: Sequence[Away]) -> Iterator[Link]:
    for each in away:
        sought = each.before[-_CONTEXT:] + each.words
        at = text.find(sought) if len(sought) >= _LEAST_CONTEXT else -1
        if at >= 0:
            end = at + len(sought)
            yield Link(end - len(each.words), end, each.address)
