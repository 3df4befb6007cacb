"""What kind of thing a name and its first bytes stand for."""

from __future__ import annotations

import codecs
import json
import re
from typing import Literal

from backstay.records.errors import NotText

from .encoding import WHAT_IS_READ, refuse_binary

Form = Literal["html", "text", "lines", "values", "feed"]

HEAD_BYTES = 65_536
"""How much of a beginning is enough to tell."""

_BY_SUFFIX: dict[str, Form] = {
    ".html": "html", ".htm": "html", ".xhtml": "html", ".shtml": "html",
    ".txt": "text", ".text": "text", ".md": "text",
    ".jsonl": "lines", ".ndjson": "lines", ".json": "values",
    ".rss": "feed", ".atom": "feed", ".rdf": "feed", ".xml": "feed",
}  # fmt: skip
_NEVER = frozenset(
    """.csv .tsv .parquet .xlsx .xls .doc .docx .odt .rtf .pdf .epub .png .jpg .jpeg .gif .webp .svg .mp3 .mp4 .zip .tar
    .tgz .7z .xz .bz2 .zst .warc .db .sqlite .duckdb .py .js .css .exe .so""".split()
)
_FEED = re.compile(r"<(?:rss|feed|rdf:RDF)\b", re.IGNORECASE)
_PAGE = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype html|html|head|body|article|main|div|p|h1)\b", re.I | re.S
)


def suffix_of(name: str) -> str:
    """The last suffix in lower case, without `.gz`; empty if there is none."""
    base = name.replace("\\", "/").rsplit("/", 1)[-1].lower().removesuffix(".gz")
    dot = base.rfind(".")
    return base[dot:] if dot > 0 else ""


def readable_name(name: str) -> bool:
    """Does a folder's file look like something to read: a known suffix or none?"""
    suffix = suffix_of(name)
    return suffix in _BY_SUFFIX or suffix == ""


def form_of(name: str, head: bytes) -> Form:
    """The form of what is called `name` and begins with `head`.

    Raises:
        NotText: a format that is not read, by its name or its first bytes.
    """
    suffix = suffix_of(name)
    if suffix in _NEVER:
        raise not_read(suffix)
    refuse_binary(head)
    by_name = _BY_SUFFIX.get(suffix)
    if by_name is None or by_name in {"values", "feed"}:
        return _by_content(head, by_name)
    return by_name


def not_read(suffix: str) -> NotText:
    """The error for a format that is not read."""
    return NotText(f"Backstay does not read {suffix} files.", hint=WHAT_IS_READ)


def _by_content(head: bytes, by_name: Form | None) -> Form:
    text = _characters(head)
    start = text.lstrip("\ufeff \t\r\n")
    if by_name == "values" or (by_name is None and start[:1] in {"{", "["} and _looks_like_json(start)):
        return "lines" if _first_line_is_object(start) else "values"
    if by_name is None and start.startswith("<") and _FEED.search(start[:5_000]) and not _PAGE.match(start):
        return "feed"
    if _PAGE.match(start):
        return "html"
    return by_name or "text"


def _characters(head: bytes) -> str:
    for mark, encoding in ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")):
        if head.startswith(mark):
            return head[2:].decode(encoding, "replace")
    return head.decode("utf-8", "replace")


def _looks_like_json(start: str) -> bool:
    return bool(re.match(r"\[\s*[{\]]|\{\s*[\"}]", start))


def _first_line_is_object(start: str) -> bool:
    """Is the first line an object by itself, with another line after it?"""
    first, _, rest = start.partition("\n")
    if not first.startswith("{") or not rest.strip():
        return False
    try:
        return isinstance(json.loads(first, strict=False), dict)
    except (ValueError, RecursionError):
        return False
