"""A report in the making."""

from __future__ import annotations

from dataclasses import dataclass, field

from backstay.records import Link, Published

from .dates import read_date
from .encoding import clean
from .items import Item

_LONGEST_VALUE = 1_000  # characters; a longer title, outlet or byline is none


@dataclass(slots=True)
class Draft:
    """The text and what is known about it. The first origin to settle a field wins, and is kept in `provenance`."""

    text: str = ""
    values: dict[str, str] = field(default_factory=dict)
    provenance: dict[str, str] = field(default_factory=dict)
    published: Published | None = None
    links: tuple[Link, ...] = ()

    def settle(self, name: str, value: str | None, origin: str) -> None:
        """Set `name` to `value`, unless that is empty or something better has set it."""
        tidy = " ".join(clean(value or "").split())
        if tidy and len(tidy) <= _LONGEST_VALUE and name not in self.values:
            self.values[name] = tidy
            self.provenance[name] = origin

    def settle_date(self, published: Published | None, origin: str) -> None:
        """Set the publication time, unless something better has."""
        if published is not None and self.published is None:
            self.published = published
            self.provenance["published"] = origin

    def settle_from_container(self, item: Item) -> None:
        """Take over what the feed or the answer around the item says."""
        origin = item.fields.get("found", "address")
        for name in ("title", "outlet", "byline", "url", "id"):
            self.settle(name, item.fields.get(name), origin)
        self.settle_date(read_date(item.fields.get("published", "")), origin)
