"""How an event spread: who told it when, after whom, who added to it, and who spoke against it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ..records import Amount, Event, Status
from .occurrences.build import Group
from .occurrences.likeness import overlap
from .occurrences.told import Role, Told
from .tellers import teller


class Step(StrEnum):
    """What a claim is in the spread of an event."""

    FIRST = "first"
    TELLING = "telling"
    RELAY = "relay"
    DENIES = "denies"
    DOUBTS = "doubts"
    DECLINES = "declines"
    COUNTERS = "counters"


@dataclass(frozen=True, slots=True)
class Spread:
    """One claim in the spread. `who` says it, on the page of `outlet`; `after` told it before, where it is a relay.

    `news` says in words what the claim adds to those before: another number, or that what was planned has happened.
    """

    claim: str
    day: date | None
    step: Step
    who: str
    outlet: str | None
    after: str | None
    news: tuple[str, ...]


def spread(group: Group) -> list[Spread]:
    """The claims of an event in the order in which they were told."""
    origin_of = {claim: origin for origin in group.event.origins for claim in origin.claims}
    begun: set[str] = set()
    steps = []
    before: list[Told] = []
    for told in group.told:
        origin = origin_of.get(told.id)
        step = Step(told.role.value) if told.role is not Role.ASSERTS else Step.RELAY
        if origin and origin.id not in begun:
            step = Step.TELLING if begun else Step.FIRST
            begun.add(origin.id)
        own = told.row.outlet or "a page of no known outlet"
        who = teller(told.row).name or own
        if told.role is not Role.ASSERTS and told.row.claim.innermost.name:
            who = told.row.claim.innermost.name
        after = (origin.source or None) if origin and step is Step.RELAY and origin.source != own else None
        steps.append(Spread(told.id, told.row.published, step, who, told.row.outlet, after, tuple(_news(told, before))))
        before.append(told)
    return steps


def _news(told: Told, before: list[Told]) -> list[str]:
    """What a claim adds: a number that goes with none before, the end of a plan."""
    if told.role is not Role.ASSERTS:
        return []
    earlier = [each for each in before if each.role is Role.ASSERTS]
    found = [f"another number: {amount.text}" for amount in told.amounts if _differs(amount, earlier)]
    ahead = (Status.PLANNED, Status.CONDITIONAL)
    if earlier and told.row.claim.status not in ahead and all(e.row.claim.status in ahead for e in earlier):
        found.append("said to have come to pass")
    return found


def _differs(amount: Amount, earlier: list[Told]) -> bool:
    alike = [a for each in earlier for a in each.amounts if (a.unit, a.kind) == (amount.unit, amount.kind)]
    return bool(alike) and not any(overlap(amount, other) for other in alike)


def in_conflict(event: Event) -> bool:
    """Do two claims state numbers of one kind that cannot both be so?"""
    stated = [each.amount for each in event.amounts]
    return any(
        (one.unit, one.kind) == (other.unit, other.kind) and not overlap(one, other)
        for place, one in enumerate(stated)
        for other in stated[:place]
    )
