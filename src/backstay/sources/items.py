"""What the user says about the inputs, and one thing among them that may become one report."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from backstay.records import content_id
from backstay.records.errors import UsageError

Kind = Literal["html", "text", "record", "url"]

FIELDS = ("text", "title", "published", "outlet", "byline", "url", "id")
"""Our names for what a column or a feed entry may hold."""

_ISO_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2}([T ]\d{2}:\d{2}.*)?)?)?")
_UNHASHED = frozenset({"retrieved"})  # when something was read does not change what it says


@dataclass(frozen=True, slots=True)
class Hints:
    """What the user says about the inputs.

    `published` (ISO date or time) and `outlet` override what is found. `columns` maps our field names (`FIELDS`) to the
    columns of JSON lines. `max_bytes` bounds one report, compressed or not. `languages` are ISO 639-1 codes.

    Raises:
        UsageError: a date that is none, an unknown field name, no language.
    """

    published: str | None = None
    outlet: str | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    max_bytes: int = 20_000_000
    allow_private: bool = False
    languages: tuple[str, ...] = ("en",)

    def __post_init__(self) -> None:
        """Refuse what cannot be meant."""
        from .dates import read_date

        if self.published is not None and (
            not _ISO_DATE.fullmatch(self.published.strip()) or read_date(self.published) is None
        ):
            raise UsageError(
                f"“{self.published}” is no date that Backstay reads.", hint="Write it as 2019-06-03, 2019-06 or 2019."
            )
        unknown = sorted(set(self.columns) - set(FIELDS))
        if unknown:
            raise UsageError(
                f"Backstay has no field “{unknown[0]}” to map a column to.",
                hint=f"The fields are: {', '.join(FIELDS)}.",
            )
        if not self.languages:
            raise UsageError("No language is given.", hint="Name at least one, for example en.")


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that may become one report.

    `address` is a path, an address, either with a part (`path#line=12`, `feed#entry=3`), or `-` for standard input.
    `payload` is None only for kind `url`, which `extract` fetches. `fields` holds what the container knows (`FIELDS`,
    and `charset`, `retrieved`, `found` where they apply). The same input read again has the same `key`.
    """

    address: str
    kind: Kind
    payload: bytes | None
    fields: Mapping[str, str]
    key: str


def make_item(
    address: str, kind: Kind, payload: bytes | None, hints: Hints, fields: Mapping[str, str] | None = None
) -> Item:
    """An item with the key that its bytes, its fields and the hints that change its report give."""
    known = dict(fields or {})
    sha256 = sha256_of(payload) if payload is not None else None
    stable = sorted((name, value) for name, value in known.items() if name not in _UNHASHED)
    key = content_id("i", address, kind, sha256, stable, _hints_that_matter(kind, hints))
    return Item(address, kind, payload, known, key)


def sha256_of(payload: bytes) -> str:
    """Hexadecimal SHA-256."""
    return hashlib.sha256(payload).hexdigest()


def _hints_that_matter(kind: Kind, hints: Hints) -> list[object]:
    parts: list[object] = [hints.published, hints.outlet, hints.languages]
    if kind == "record":
        parts.append(sorted(hints.columns.items()))
    if kind == "url":
        parts += [hints.max_bytes, hints.allow_private]
    return parts
