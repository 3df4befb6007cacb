"""A world as cases: what counts for each event, and whether it is so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from backstay.corroboration import Book
from backstay.corroboration.credence.evidence import Evidence, own_outlet
from backstay.corroboration.credence.model import Weights
from backstay.corroboration.credence.priors import NONE
from backstay.corroboration.credence.record import Records
from backstay.corroboration.credence.weigh import Record, chance, weigh
from backstay.corroboration.occurrences.build import Group
from backstay.corroboration.occurrences.told import Role

from .world import World


@dataclass(frozen=True, slots=True)
class Case:
    """One event: its evidence, the same blind to copies, how many reports are for and against it, and the truth."""

    seen: Evidence
    blind: Evidence
    reports: int
    against: int
    so: bool


def cases(world: World) -> list[Case]:
    """The events that Backstay makes of a world. One that it parts in two counts twice, as its user would see it."""
    book = Book(identify=lambda _name, _day: None).add(world.rows)
    groups, evidence = book.groups(), book.evidence()
    found = []
    for event in book.events():
        group = groups[event.id]
        firm = group.told[0].row.claim.actor
        assert firm is not None
        seen = evidence[event.id]
        against = len(event.denials) + len(event.counter) + len(event.doubts)
        found.append(Case(seen, _blind(group, seen), len(event.claims), against, world.truth[firm.mention.text]))
    return found


def _blind(group: Group, seen: Evidence) -> Evidence:
    """Every report a telling of its own."""
    by_claim = {claim: telling for telling in seen.tellings for claim in telling.claims}
    tellings = tuple(
        replace(
            by_claim[told.id],
            outlet=own_outlet(told),
            speaker=None,
            relays=frozenset(),
            claims=(told.id,),
        )
        for told in group.of(Role.ASSERTS)
    )
    by_source = {(each.name, each.takes_back): each for each in seen.objections}
    against = []
    for told in group.of(Role.DENIES, Role.DOUBTS, Role.COUNTERS):
        like = [
            each for (name, _), each in by_source.items() if name in (told.row.claim.innermost.name, told.row.outlet)
        ]
        against += [replace(each, claim=told.id) for each in like[:1]]
    return Evidence(seen.event, tellings, tuple(against))


def probabilities(evidence: Sequence[Evidence], weights: Weights) -> list[float]:
    """What the model believes of each of these events, with the records that they make together."""
    records = Records(weights, NONE)
    records.renew((), evidence, {each.event: each for each in evidence})

    def one(each: Evidence) -> float:
        def record_of(source: str) -> Record:
            return records.of(source, without=each.event)

        return chance(weigh(each, weights, NONE, record_of).log_odds)

    return [one(each) for each in evidence]


def blind_to_copies(weights: Weights) -> Weights:
    """The same model for one who takes every report for a telling of its own."""
    return replace(weights, hidden=0.0, farm=1.0, same_person=1.0)
