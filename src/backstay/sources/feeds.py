"""RSS and Atom: each entry an item; full text where the feed carries it, else the story's address or its summary."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from backstay.records import Skipped
from backstay.records.errors import BrokenFeed, EmptyInput, SkipReport

from .dates import read_date
from .encoding import clean
from .fragments import looks_like_html, text_of_fragment
from .items import Hints, Item, make_item
from .metadata import web_address
from .text import with_headline

if TYPE_CHECKING:
    from feedparser import FeedParserDict

_FULL_TEXT = 120  # words at which an entry's content is the story and not its teaser
_HINT = "Check the feed in a browser or a feed validator; save the stories' pages and read those."


def skipped(address: str, error: SkipReport) -> Skipped:
    """`error` as the record that the ledger keeps."""
    detail = f"{error.message} {error.hint}".strip()
    return Skipped(address, error.reason, detail, at=datetime.now(UTC).replace(microsecond=0))


def items_of_feed(
    address: str, payload: bytes, hints: Hints, *, from_address: str | None = None
) -> Iterator[Item | Skipped]:
    """The entries of a feed, in its order, as items; an entry without text as `Skipped`.

    Args:
        address: what the entries are named after (`address#entry=3`).
        payload: the feed's bytes.
        hints: for the items' keys.
        from_address: where the feed was fetched, None for a file. Only then are entries' links followed.

    Raises:
        BrokenFeed: it cannot be parsed or holds no entry.
    """
    feed = _parsed(payload)
    outlet = feed.feed.get("title")
    for number, entry in enumerate(feed.entries, start=1):
        name = f"{address}#entry={number}"
        fields = _fields(entry, outlet, feed.version, from_address)
        try:
            yield _item(name, entry, fields, hints, follow=from_address is not None)
        except SkipReport as error:
            yield skipped(name, error)
    if feed.bozo:
        broken = BrokenFeed(f"This feed is not well formed; {len(feed.entries)} entries were found.", hint=_HINT)
        yield skipped(address, broken)


def _parsed(payload: bytes) -> FeedParserDict:
    """The feed as feedparser has it; `bozo` is left set only where the XML is not well formed."""
    import feedparser

    try:
        # A stream, never the bytes themselves: feedparser takes a string for a path or an address to open.
        feed = feedparser.parse(io.BytesIO(payload))
    except (
        ArithmeticError,
        AssertionError,
        AttributeError,
        LookupError,
        TypeError,
        ValueError,
        RecursionError,
    ) as error:
        # Its parser for malformed feeds lets such errors through, on a stray &#xD800; for one.
        raise BrokenFeed("This feed is broken.", hint=_HINT) from error
    if not feed.entries:
        raise BrokenFeed("This feed is broken or holds no entry.", hint=_HINT)
    feed.bozo = bool(feed.bozo) and not isinstance(feed.get("bozo_exception"), feedparser.CharacterEncodingOverride)
    return feed


def _item(name: str, entry: Mapping[str, Any], fields: dict[str, str], hints: Hints, *, follow: bool) -> Item:
    content, summary = _content(entry), _plain(entry.get("summary"))
    best = max(content, summary, key=lambda text: len(text.split()))
    full = len(best.split()) >= _FULL_TEXT
    if follow and not full and "url" in fields:
        return make_item(fields["url"], "url", None, hints, fields)
    body = best if full or not content else content
    if not body:
        raise EmptyInput("This entry has no text.", hint="Save the page that it links to, and read that.")
    text = with_headline(fields.get("title"), body)
    return make_item(name, "text", text.encode("utf-8"), hints, fields)


def _fields(entry: Mapping[str, Any], outlet: str | None, version: str, base: str | None) -> dict[str, str]:
    """What the entry says, by our names. Atom's `updated` is no publication time; RSS 1.0's only date is one."""
    source = entry.get("source")
    named = source.get("title") if isinstance(source, Mapping) else None
    published = entry.get("published") or entry.get("created")
    if not published and version in {"rss10", "rss090"}:
        published = entry.get("updated")
    found = {
        "title": _plain(entry.get("title")),
        "outlet": _plain(named or outlet),
        "byline": _plain(entry.get("author")),
        "url": web_address(entry.get("link"), base) or "",
        "published": _date(published),
        "id": clean(str(entry.get("id") or "")),
        "found": "feed",
    }
    return {name: " ".join(value.split()) for name, value in found.items() if value.strip()}


def _date(written: object) -> str:
    return written if isinstance(written, str) and read_date(written) is not None else ""


def _content(entry: Mapping[str, Any]) -> str:
    parts = entry.get("content") or []
    texts = [_plain(part.get("value")) for part in parts if isinstance(part, Mapping)]
    return max(texts, key=len, default="")


def _plain(value: object) -> str:
    """Words of a value that may be HTML."""
    if not isinstance(value, str):
        return ""
    if looks_like_html(value) or "&" in value or "<" in value:
        return text_of_fragment(value)
    return clean(value).strip()
