"""A text as published, and what could not be read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from .ids import content_id
from .vocabulary import Precision


@dataclass(frozen=True, slots=True)
class Published:
    """When a report was published. `at` is set only if the time of day is known (then `precision` is `second`)."""

    day: date
    precision: Precision = Precision.DAY
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """Words of a report, text[start:end], that lead to a page of another site."""

    start: int
    end: int
    address: str


@dataclass(frozen=True, slots=True)
class Report:
    """A text as published. Offsets everywhere are character offsets into `text`.

    `published` is None where nothing settles it: today's date never stands in for it. `provenance` says where each
    field came from (`json-ld`, `opengraph`, `meta`, `page`, `feed`, `given` ...). `links` are those of the text to
    other sites, in its order.
    """

    id: str
    text: str
    url: str | None = None
    outlet: str | None = None
    title: str | None = None
    byline: str | None = None
    published: Published | None = None
    language: str | None = None
    retrieved: datetime | None = None
    sha256: str | None = None
    provenance: Mapping[str, str] = field(default_factory=dict)
    links: tuple[Link, ...] = ()


def report_id(text: str, url: str | None) -> str:
    """Id from what the report says and where: the same page read twice is the same report."""
    return content_id("r", " ".join(text.split()), url or "")


@dataclass(frozen=True, slots=True)
class Skipped:
    """An input that could not be read, kept with its reason. `address` is a path or an address, or a `#part` of one."""

    address: str
    reason: str
    detail: str
    sha256: str | None = None
    at: datetime | None = None
