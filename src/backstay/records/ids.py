"""Ids from content, so that reading the same thing twice changes nothing."""

from __future__ import annotations

import hashlib
import unicodedata

_HEX_DIGITS = 16  # 64 bits: a collision among ten million records has a chance of about 3 in a million


def content_id(prefix: str, *parts: object) -> str:
    """`prefix` and 16 hexadecimal digits of the SHA-256 of `parts`, each normalised (NFC) and kept apart."""
    joined = "\x1f".join("" if part is None else unicodedata.normalize("NFC", str(part)) for part in parts)
    return prefix + hashlib.sha256(joined.encode("utf-8", "surrogatepass")).hexdigest()[:_HEX_DIGITS]
