"""Title, outlet, byline, address and publication time of a page, each with where it came from.

The order is that of trust: JSON-LD, OpenGraph, meta, the feed that led here, the page as a reader sees it, its address.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from .dates import date_in_address, read_date
from .draft import Draft
from .items import Item
from .jsonld import add_json_ld
from .page_dates import date_on_page

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_OPENGRAPH = {
    "title": ("og:title",),
    "outlet": ("og:site_name",),
    "byline": ("article:author", "og:article:author"),
    "published": ("article:published_time", "og:article:published_time", "og:published_time", "og:pubdate"),
}
_META = {
    "title": ("dc.title", "dcterms.title", "parsely-title", "sailthru.title", "headline", "twitter:title"),
    "outlet": ("publisher", "dc.publisher", "dcterms.publisher", "citation_journal_title", "application-name"),
    "byline": ("author", "byl", "dc.creator", "dcterms.creator", "parsely-author", "citation_author"),
    "published": (
        "datepublished", "date", "pubdate", "publishdate", "publish-date", "publish_date", "publication_date",
        "publication-date", "published_time", "published-date", "article.published", "sailthru.date",
        "dc.date.issued", "dcterms.issued", "dc.date", "dcterms.date", "dc.date.created", "dcterms.created", "pdate",
        "ptime", "parsely-pub-date",
        "citation_publication_date", "citation_date", "originalpublicationdate", "rnews:datepublished",
        "bt:pubdate", "cxenseparse:recs:publishtime", "lp.article:published_time", "article_date_original", "created",
    ),
}  # fmt: skip
_SEPARATORS = "|–—-·»:"
_BY = re.compile(r"^\s*by[:\s]+", re.IGNORECASE)
_ADDRESS = re.compile(r"^(https?://|www\.|@)\S+$", re.IGNORECASE)


def add_metadata(draft: Draft, tree: HtmlElement, item: Item) -> None:
    """Settle everything but the text."""
    metas = _metas(tree)
    _add_address(draft, tree, metas, item.fields.get("url"))
    add_json_ld(draft, tree)
    for origin, names in (("opengraph", _OPENGRAPH), ("meta", _META)):
        _add_metas(draft, metas, origin, names)
    draft.settle_from_container(item)
    draft.settle("title", _headline(tree), "page")
    draft.settle("byline", _byline(tree), "page")
    if draft.published is None:
        draft.settle_date(date_on_page(tree), "page")
    url = draft.values.get("url", "")
    draft.settle_date(date_in_address(url), "address")
    draft.settle("outlet", (urlsplit(url).hostname or "").removeprefix("www."), "address")
    _tidy(draft)


def _metas(tree: HtmlElement) -> dict[str, str]:
    """First non-empty content of each `<meta>`, by its lower-case name."""
    found: dict[str, str] = {}
    for element in tree.iter("meta"):
        content = (element.get("content") or "").strip()
        for attribute in ("property", "name", "itemprop"):
            name = (element.get(attribute) or "").strip().lower()
            if name and content:
                found.setdefault(name, content)
    return found


def _add_metas(draft: Draft, metas: dict[str, str], origin: str, names: dict[str, tuple[str, ...]]) -> None:
    for name in ("title", "outlet", "byline"):
        for content in _contents(metas, names[name]):
            if not _ADDRESS.match(content):
                draft.settle(name, content, origin)
    for content in _contents(metas, names["published"]):
        draft.settle_date(read_date(content), origin)


def _contents(metas: dict[str, str], names: tuple[str, ...]) -> Iterator[str]:
    return (metas[name] for name in names if name in metas)


def _add_address(draft: Draft, tree: HtmlElement, metas: dict[str, str], fetched: str | None) -> None:
    """The canonical address, unless the page was fetched from another site than it names."""
    links = [link.get("href") for link in tree.iter("link") if "canonical" in (link.get("rel") or "").lower().split()]
    for origin, address in [("page", link) for link in links] + [("opengraph", metas.get("og:url"))]:
        url = web_address(address, base=fetched)
        if url and (fetched is None or site_of(url) == site_of(fetched)):
            draft.settle("url", url, origin)


def web_address(address: str | None, base: str | None = None) -> str | None:
    """`address` as an absolute http(s) address, resolved against `base`; None if it is none."""
    try:
        url = urljoin(base or "", (address or "").strip())
        parts = urlsplit(url)
        sound = parts.scheme in {"http", "https"} and bool(parts.hostname) and "@" not in parts.netloc
    except ValueError:
        return None
    return url if sound and len(url) <= 2_000 and url.isprintable() and " " not in url else None


def site_of(url: str) -> str:
    """The host of an address, without "www" and the like."""
    return re.sub(r"^(www|m|mobile|amp)\.", "", (urlsplit(url).hostname or "").lower())


def _headline(tree: HtmlElement) -> str | None:
    """The page's one `<h1>`, else its `<title>`."""
    headings = [" ".join(heading.text_content().split()) for heading in tree.iter("h1")]
    headings = [heading for heading in headings if heading]
    if len(headings) == 1:
        return headings[0]
    return next((title.text_content() for title in tree.iter("title")), None)


def _byline(tree: HtmlElement) -> str | None:
    for element in tree.iter("a", "span", "p", "div", "address"):
        marks = (
            f"{element.get('rel') or ''} {element.get('class') or ''} {element.get('itemprop') or ''}".lower().split()
        )
        if "author" in marks or "byline" in marks:
            text = " ".join(element.text_content().split())
            if 2 <= len(text) <= 100:
                return text
    return None


def _tidy(draft: Draft) -> None:
    """Drop the outlet's name from the end of the title, and “By” from the byline."""
    title, outlet = draft.values.get("title"), draft.values.get("outlet")
    if title and outlet and title.casefold().endswith(outlet.casefold()):
        head = title[: -len(outlet)].rstrip()
        if head and head[-1] in _SEPARATORS:
            draft.values["title"] = head.rstrip(_SEPARATORS + " ") or title
    if "byline" in draft.values:
        draft.values["byline"] = _BY.sub("", draft.values["byline"]) or draft.values["byline"]
