"""Plain text, kept character for character: offsets count the file's own characters."""

from __future__ import annotations

import re

from .encoding import clean, decode

_LONGEST_HEADLINE = 200  # characters
_HEAD = re.compile(r"\s*(?P<line>[^\r\n]*\S)[ \t]*(?:\r\n|\r|\n)[ \t]*(?:\r\n|\r|\n)\s*\S")


def text_of(payload: bytes, declared: str | None = None) -> str:
    """The decoded file, nothing added or left out but a byte order mark.

    Raises:
        NotText: bytes that are no text.
    """
    return clean(decode(payload, declared))


def headline_of(text: str) -> str | None:
    """The first line, if it stands like a headline: followed by a blank line, short, without a full stop."""
    found = _HEAD.match(text[: 4 * _LONGEST_HEADLINE])
    if not found:
        return None
    line = " ".join(found["line"].split())
    return line if len(line) <= _LONGEST_HEADLINE and not line.endswith((".", ":", ",", ";")) else None


def with_headline(title: str | None, body: str) -> str:
    """`title`, a blank line and `body`; `body` alone if it begins with that headline, or one much like it, already."""
    if not title or _starts_with(body, title):
        return body
    return f"{title}\n\n{body}"


def _starts_with(body: str, title: str) -> bool:
    first = body.lstrip()[: 2 * len(title) + 50].partition("\n")[0]
    ours, theirs = _words(title), _words(first)
    if not ours or theirs[: len(ours)] == ours:
        return True
    shared = len(set(ours) & set(theirs))
    return shared >= 0.8 * max(len(set(ours)), len(set(theirs)))


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())
