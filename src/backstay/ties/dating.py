"""On which day a claim moves a tie: when it was told, or, where the text says so, when it took place.

News tells again what happened long ago ("the last American troops withdrew in 2011", in 2014). Counted on the day on
which it was told, that would move a tie that has not moved.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from ..records import Status

if TYPE_CHECKING:
    from ..records import Claim

SETTLED = 92
"""Days within which a text must settle the day of what it tells, for that to be taken: a quarter."""
LONG_PAST = 365
"""What ended more than so many days before it was told is long past, however roughly the text dates it."""


def long_past(claim: Claim, told: date | None) -> bool:
    """Does the text put what happened more than a year before it was told? What goes on, or is ahead, never is."""
    when = claim.when
    if claim.status is not Status.HAPPENED or told is None or when is None or when.last is None:
        return False
    return (told - when.last).days > LONG_PAST


def day_of(claim: Claim, told: date | None) -> date | None:
    """The middle of the days that the text gives, where they lie within a quarter or are long past; else, and for what
    is ahead, the day on which it was told. None where neither is known.
    """
    when = claim.when
    if when is None or when.first is None or when.last is None or claim.status in {Status.PLANNED, Status.CONDITIONAL}:
        return told
    if (when.last - when.first).days > SETTLED and not long_past(claim, told):
        return told
    day = when.first + (when.last - when.first) / 2
    return min(day, told) if told else day
