"""Which tellings of an event are, by the word of others, only what somebody had from an outlet."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from ..records import Event
from .asking import Found
from .kept.repeated import repeats_by_report
from .repeats import Repeat
from .tellers import teller

if TYPE_CHECKING:
    from ..ledger import Ledger

AFTER_DAYS = 14
"""Days after a telling within which others say where it comes from."""
MOST_REPORTS = 300
"""Reports looked through for one event, the earliest first."""


def repeats_of(ledger: Ledger, event: Event, found: Found) -> dict[str, tuple[Repeat, ...]]:
    """By the id of each telling of an event by a person: where others say that they repeat an outlet.

    Looks through the reports of the same two states that came out in the days after. Raises ModelMissing.
    """
    rows = found.rows(event.id)
    spoken = {
        origin.id: (teller(rows[origin.claims[0]]).key, origin.first_told)
        for origin in event.origins
        if teller(rows[origin.claims[0]]).key.startswith("said:")
    }
    days = [day for _, day in spoken.values() if day]
    if not days:
        return {}
    said = _by_key(repeats_by_report(ledger, _near(found, min(days), max(days))))
    return {
        id_: tuple(each for each in said[key] if _follows(each, day))
        for id_, (key, day) in spoken.items()
        if key in said
    }


def _follows(repeat: Repeat, day: date | None) -> bool:
    return bool(day and repeat.published and timedelta(-1) <= repeat.published - day <= timedelta(AFTER_DAYS))


def _near(found: Found, first: date, last: date) -> list[str]:
    """The reports that came out around these days, the first of them first."""
    from_, until = first - timedelta(1), last + timedelta(AFTER_DAYS)
    near = {report: day for report, day in found.reports.items() if day and from_ <= day <= until}
    return sorted(near, key=lambda id_: (near[id_], id_))[:MOST_REPORTS]


def _by_key(repeats: Iterable[Repeat]) -> Mapping[str, Sequence[Repeat]]:
    by_key: defaultdict[str, list[Repeat]] = defaultdict(list)
    for each in repeats:
        by_key[each.key].append(each)
    return by_key
