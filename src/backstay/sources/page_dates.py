"""The publication time as a reader sees it on the page. An update is not a publication, a guess is not a date."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from backstay.records import Precision, Published

from .dates import read_date

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_ELSEWHERE = {"aside", "footer", "nav", "form"}
_OTHER_STORIES = re.compile(
    r"related|recommend|sidebar|comment|promo|trending|most-read|widget|copyright|newsletter", re.I
)
_PUBLISHED = re.compile(r"publi[sc]|posted|pubdate|entry-date|dateline|created", re.I)
_DATED = re.compile(r"date|time|publi[sc]|posted|byline|meta", re.I)
_UPDATED = re.compile(r"updat|modif|revis|last edited|corrected", re.I)
_LEAD = re.compile(r"\b(?:published|posted|issued|first published)\b[:\s]*(?:on\s+)?", re.I)
_LONGEST = 120  # characters of an element that states a date; more is prose
_MOST = 2_000  # elements looked at


def date_on_page(tree: HtmlElement) -> Published | None:
    """The page's own publication time, or None where it states none or several that differ.

    Microdata (`itemprop="datePublished"`) and elements marked as published come first, then other `<time>` elements and
    elements named after dates, where they agree on one day.
    """
    marked: list[Published] = []
    others: list[Published] = []
    for element in _candidates(tree):
        published = _date_of(element)
        if published is None or published.precision is Precision.YEAR:
            continue
        (marked if _PUBLISHED.search(_marks(element)) else others).append(published)
    if marked:
        return marked[0]
    return others[0] if len({found.day for found in others}) == 1 else None


def _candidates(tree: HtmlElement) -> Iterator[HtmlElement]:
    looked = 0
    for element in tree.iter("time", "span", "div", "p", "abbr", "meta", "li", "em", "small"):
        marks = _marks(element)
        if element.tag != "time" and not _DATED.search(marks):
            continue
        looked += 1
        if looked > _MOST:
            return
        if not _UPDATED.search(marks) and not _is_elsewhere(element):
            yield element


def _marks(element: HtmlElement) -> str:
    """What the page calls the element."""
    names = [element.get(name) or "" for name in ("class", "id", "itemprop", "data-testid")]
    if element.get("pubdate") is not None:
        names.append("pubdate")
    return " ".join(names)


def _is_elsewhere(element: HtmlElement) -> bool:
    """Does the element belong to another story, or to the site around this one?"""
    for above in (element, *element.iterancestors()):
        if above.tag in _ELSEWHERE or (above.tag not in {"html", "body"} and _OTHER_STORIES.search(_marks(above))):
            return True
    return False


def _date_of(element: HtmlElement) -> Published | None:
    written = element.get("datetime") or element.get("content") or ""
    if element.tag == "time" and _says_updated(element):
        return None
    found = read_date(written) if written else None
    if found is not None or element.tag == "meta":
        return found
    return _date_in(" ".join(element.text_content().split()))


def _says_updated(element: HtmlElement) -> bool:
    """“Updated <time>…</time>”: the word stands in the element or right before it."""
    before = element.getprevious()
    above = element.getparent()
    lead = (before.tail if before is not None else above.text if above is not None else None) or ""
    label = before.text_content() if before is not None and not lead.strip() else ""
    return bool(_UPDATED.search(element.text_content()) or _UPDATED.search(f"{label} {lead}"[-40:]))


def _date_in(text: str) -> Published | None:
    """The date that a short line gives as that of publication."""
    if len(text) > _LONGEST:
        return None
    lead = _LEAD.search(text)
    if lead:
        text = text[lead.end() :]
    updated = _UPDATED.search(text)
    return read_date(text[: updated.start()] if updated else text)
