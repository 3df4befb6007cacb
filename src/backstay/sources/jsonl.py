"""JSON lines and JSON arrays, one record at a time, however long the file; and a record's columns by our names."""

from __future__ import annotations

import codecs
import json
from collections.abc import Iterator, Mapping
from typing import IO, Any

from backstay.records.errors import BrokenLine, TooLarge

from .dates import read_date
from .draft import Draft
from .encoding import clean, decode
from .fragments import looks_like_html, text_of_fragment
from .items import Hints, Item
from .metadata import web_address
from .text import with_headline

_CHUNK = 65_536
_SYNONYMS = {
    "text": ("text", "body", "content", "article", "fulltext", "full_text", "articlebody", "content_text",
             "content_html", "maintext", "main_text", "article_text", "story"),
    "title": ("title", "headline", "heading"),
    "published": ("published", "publication_date", "date_published", "published_at", "publishedat", "publish_date",
                  "pub_date", "pubdate", "published_date", "publication_time", "datepublished", "date_publish",
                  "datetime", "date", "timestamp"),
    "outlet": ("outlet", "source", "publisher", "publication", "site_name", "sitename", "source_name", "newspaper",
               "media", "source_domain", "domain"),
    "byline": ("byline", "author", "authors", "creator"),
    "url": ("url", "link", "href", "permalink", "source_url", "web_url"),
    "id": ("id", "_id", "doc_id", "article_id", "guid", "uuid"),
}  # fmt: skip
_LISTS = ("articles", "items", "results", "docs", "documents", "records", "data", "entries")
_HINT = "Each line must be one JSON object with its text in a column such as “text”; map others with a column map."


def lines(stream: IO[bytes], limit: int) -> Iterator[tuple[int, bytes | TooLarge]]:
    """Numbered lines that are not blank; in place of one over `limit` bytes, the error that says so."""
    number = 0
    while line := stream.readline(limit + 1):
        number += 1
        if len(line) > limit:
            while not line.endswith(b"\n") and line:
                line = stream.readline(_CHUNK)
            yield (
                number,
                TooLarge(f"Line {number} is longer than {limit:,} bytes.", hint="Raise the limit or split it."),
            )
            continue
        if number == 1:
            line = line.removeprefix(codecs.BOM_UTF8)
        if line.strip():
            yield number, line.strip()


def values(stream: IO[bytes], limit: int) -> Iterator[tuple[int, bytes]]:
    """Numbered objects of a JSON array, of the list that a JSON object wraps, or one after another, as JSON bytes.

    Raises:
        BrokenLine: what comes next is no JSON object; those before it have been given.
        TooLarge: one object is over `limit` bytes.
    """
    number = 0
    for value in _objects(stream, limit):
        for record in _unwrapped(value):
            number += 1
            yield number, json.dumps(record, ensure_ascii=False).encode("utf-8", "surrogatepass")


def _objects(stream: IO[bytes], limit: int) -> Iterator[dict[str, Any]]:
    """Objects as they come in, holding no more than one and a chunk."""
    text = codecs.getincrementaldecoder("utf-8-sig")("replace")
    parser = json.JSONDecoder(strict=False)
    buffer, at, count, ended = "", 0, 0, False
    while True:
        at = _skip(buffer, at)
        found = _parsed(parser, buffer, at)
        if found is not None:
            count += 1
            yield found[0]
            at = found[1]
        elif ended:
            if at < len(buffer):
                raise BrokenLine(f"The JSON breaks off or is broken after record {count}.", hint=_HINT)
            return
        else:
            buffer, at = buffer[at:], 0
            if len(buffer) > limit or (buffer and buffer[0] != "{"):
                raise _stuck(buffer, count, limit)
            more = stream.read(max(_CHUNK, len(buffer)))
            ended = not more
            buffer += text.decode(more, final=ended)


def _stuck(buffer: str, count: int, limit: int) -> BrokenLine | TooLarge:
    if buffer[0] == "{":
        return TooLarge(f"Record {count + 1} is longer than {limit:,} bytes.", hint="Raise the limit or split it.")
    return BrokenLine(f"What follows record {count} is no JSON object.", hint=_HINT)


def _skip(buffer: str, at: int) -> int:
    """Past white space and the signs between an array's objects."""
    while at < len(buffer) and buffer[at] in " \t\r\n,[]":
        at += 1
    return at


def _parsed(parser: json.JSONDecoder, buffer: str, at: int) -> tuple[dict[str, Any], int] | None:
    if not buffer.startswith("{", at):
        return None
    try:
        return parser.raw_decode(buffer, at)
    except ValueError:
        return None
    except RecursionError as error:
        raise BrokenLine("The JSON is nested too deeply to be read.", hint=_HINT) from error


def _unwrapped(value: dict[str, Any]) -> list[dict[str, Any]]:
    """The records in an answer such as {"articles": [...]}; else the object itself."""
    if not _column(value, "text", {}):
        for name in _LISTS:
            inside = value.get(name)
            if isinstance(inside, list) and inside and all(isinstance(part, dict) for part in inside):
                return inside
    return [value]


def draft_of_record(payload: bytes, item: Item, hints: Hints) -> Draft:
    """The draft of one record: its text under its headline, other columns by our names.

    Raises:
        BrokenLine: the line is no JSON object or has no text.
        NotText: bytes that are no text.
    """
    record = _object(payload)
    found = {name: column for name in _SYNONYMS if (column := _column(record, name, hints.columns)) is not None}
    if "text" not in found:
        wanted = hints.columns.get("text", "text")
        raise BrokenLine(f"The record has no text: column “{wanted}” is missing, empty or no string.", hint=_HINT)
    draft = Draft()
    for name, (source, value) in found.items():
        if name == "published":
            draft.settle_date(read_date(value), f"column {source}")
        elif name == "url":
            draft.settle(name, web_address(value), f"column {source}")
        elif name != "text":
            draft.settle(name, value, f"column {source}")
    draft.settle_from_container(item)
    source, words = found["text"]
    body = clean(text_of_fragment(words) if looks_like_html(words) else words)
    draft.text = with_headline(draft.values.get("title"), body) if body.strip() else ""
    draft.provenance["text"] = f"column {source}"
    return draft


def _object(payload: bytes) -> Mapping[str, Any]:
    try:
        record = json.loads(decode(payload), strict=False)
    except (ValueError, RecursionError) as error:
        raise BrokenLine("The line is no JSON.", hint=_HINT) from error
    if not isinstance(record, dict):
        raise BrokenLine("The line is JSON, but no object.", hint=_HINT)
    return record


def _column(record: Mapping[str, Any], name: str, columns: Mapping[str, str]) -> tuple[str, str] | None:
    """Column and value for one of our names: the mapped column alone, else the first synonym that holds something."""
    if name in columns:
        value = _value(record.get(columns[name]), name)
        return (columns[name], value) if value else None
    by_lower = {column.lower(): column for column in reversed(list(record))}
    for synonym in _SYNONYMS[name]:
        column = by_lower.get(synonym)
        value = _value(record[column], name) if column is not None else ""
        if column is not None and value:
            return column, value
    return None


def _value(value: object, name: str) -> str:
    """A text is a string; the other columns may be numbers, lists or objects with a name."""
    return _string(value) if name != "text" or isinstance(value, str) else ""


def _string(value: object) -> str:
    """A column's value as text: names of lists and objects, numbers as written."""
    if isinstance(value, str):
        return value if value.strip() else ""
    if isinstance(value, bool) or value is None:
        return ""
    if isinstance(value, int | float):
        return str(int(value)) if abs(value) < 1e15 else ""
    if isinstance(value, list):
        return ", ".join(part for part in map(_string, value) if part)
    return _string(value.get("name")) if isinstance(value, dict) else ""
