"""Bytes to characters: byte order mark, UTF-8, the declared charset, then a guess; or a plain no."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator

from backstay.records.errors import NotText

WHAT_IS_READ = (
    "Backstay reads web pages (.html), plain text (.txt), JSON lines (.jsonl, .json, .gz) and RSS or Atom feeds."
)

_MARKS = (  # the longer marks first: UTF-32's begins with UTF-16's
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MAGIC = (
    (b"%PDF-", "a PDF file"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"{\\rtf", "an RTF document"),
    (b"SQLite format 3", "a database"),
    (b"PAR1", "a Parquet table"),
    (b"\x7fELF", "a program"),
)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_CHARSET = re.compile(rb"""charset\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,40})""", re.IGNORECASE)
_HIGH_BYTES = bytes(range(0x80, 0x100))
_GUESS_BYTES = 100_000  # enough to tell an encoding; more costs seconds


def decode(payload: bytes, declared: str | None = None) -> str:
    """The characters of `payload`, without the byte order mark, line ends untouched.

    Args:
        payload: the bytes read.
        declared: what the server or the page says its charset is; believed only where it fits.

    Raises:
        NotText: bytes that are no text in any encoding we know.
    """
    refuse_binary(payload)
    for text in _readings(payload, declared):
        if text is not None and _is_text(text):
            return text
    raise NotText("These bytes are no text in any encoding that Backstay knows.", hint=WHAT_IS_READ)


def refuse_binary(payload: bytes) -> None:
    """Raise NotText for the formats that people hand in by mistake, naming the format."""
    for magic, name in _MAGIC:
        if payload.startswith(magic):
            raise NotText(f"This is {name}, not a text.", hint=WHAT_IS_READ)
    if payload[:4] == b"RIFF" or payload[4:8] == b"ftyp":
        raise NotText("This is an image, a sound or a video, not a text.", hint=WHAT_IS_READ)


def charset_in_page(payload: bytes) -> str | None:
    """The charset that a page's own `<meta>` or XML declaration names."""
    found = _CHARSET.search(payload, 0, 4096)
    return found[1].decode("ascii") if found else None


def clean(text: str) -> str:
    """`text` that every store can keep: NUL and lone surrogates become U+FFFD, one for one."""
    if text.isascii() and "\x00" not in text:
        return text
    return re.sub("[\x00\ud800-\udfff]", "\ufffd", text)


def _readings(payload: bytes, declared: str | None) -> Iterator[str | None]:
    """Ways to read the bytes, the surest first."""
    for mark, encoding in _MARKS:
        if payload.startswith(mark):
            yield payload[len(mark) :].decode(encoding, "replace")
            return
    try:
        yield payload.decode("utf-8")
        if b"\x00" not in payload:
            return
    except UnicodeDecodeError:
        yield _damaged_utf8(payload)
    yield _declared(payload, declared)
    yield _unmarked_utf16(payload)
    yield _mostly_ascii(payload)
    yield _guess(payload)


def _unmarked_utf16(payload: bytes) -> str | None:
    """UTF-16 without a mark: in Western text every other byte is zero."""
    half = len(payload) // 2
    for start, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        if half and payload[start::2].count(0) > 0.7 * half and payload[1 - start :: 2].count(0) == 0:
            return payload.decode(encoding, "replace")
    return None


def _declared(payload: bytes, declared: str | None) -> str | None:
    """By the declared charset, if Python has it and the bytes fit. ISO 8859-1 means Windows-1252, as in browsers."""
    if not declared:
        return None
    name = "windows-1252" if declared.lower() in {"iso-8859-1", "latin-1", "latin1", "ascii", "us-ascii"} else declared
    try:
        return payload.decode(name)
    except (LookupError, UnicodeError, ValueError):
        return None


def _damaged_utf8(payload: bytes) -> str | None:
    """UTF-8 with a few broken bytes, as cut and pasted archives have: each becomes U+FFFD."""
    text = payload.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    sound = len(text) - len(text.encode("ascii", "ignore")) - broken
    return text if sound > 10 * broken else None


def _mostly_ascii(payload: bytes) -> str | None:
    """A Western page with a few curly quotes or accents: too little for a guess, and Windows-1252 is what it is."""
    high = len(payload) - len(payload.translate(None, _HIGH_BYTES))
    if high > 0.05 * len(payload):
        return None
    try:
        return payload.decode("windows-1252")
    except UnicodeDecodeError:
        return None


def _guess(payload: bytes) -> str | None:
    from charset_normalizer import from_bytes

    best = from_bytes(payload[:_GUESS_BYTES]).best()
    return payload.decode(best.encoding, "replace") if best is not None else None


def _is_text(text: str) -> bool:
    """Text has next to no control characters, and few characters that could not be decoded."""
    allowed = len(text) / 500
    return len(_CONTROL.findall(text)) <= allowed and text.count("\ufffd") <= max(allowed * 5, 1)
