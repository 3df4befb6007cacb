"""A group of claims as an event: what it says was done, in the words of most tellings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from ...records import Claim, Event, Participant, StatedAmount, Status, When
from .tellings import order, tellings
from .told import Role, Told

T = TypeVar("T", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Group:
    """An event with the claims that it was made of, oldest first."""

    event: Event
    told: tuple[Told, ...]

    def of(self, *roles: Role) -> list[Told]:
        """The claims that stand so to the event."""
        return [each for each in self.told if each.role in roles]


def build(members: Sequence[Told]) -> Group:
    """The event of these claims. Fields go by what most origins say, then by what was told first."""
    ordered = sorted(members, key=order)
    main = [each for each in ordered if each.role is Role.ASSERTS] or ordered
    claims = [each.row.claim for each in main]
    kind = _most(claim.event_type for claim in claims)
    assert kind is not None
    event = Event(
        id=event_id(ordered[0].id if not any(t.role is Role.ASSERTS for t in ordered) else main[0].id),
        event_type=kind,
        actor=_party(claim.actor for claim in claims),
        recipient=_party(claim.recipient for claim in claims),
        claims=_ids(ordered, Role.ASSERTS),
        mode=_most(claim.mode for claim in claims if claim.event_type is kind),
        channel=_most(claim.channel for claim in claims),
        backer=_most(claim.backer for claim in claims),
        client=_most(claim.client for claim in claims),
        effect=_most(claim.effect for claim in claims),
        status=_status(claims),
        when=_when(claims),
        where=_most(claim.where for claim in claims),
        denials=_ids(ordered, Role.DENIES),
        doubts=_ids(ordered, Role.DOUBTS),
        declines=_ids(ordered, Role.DECLINES),
        counter=_ids(ordered, Role.COUNTERS),
        amounts=tuple(
            StatedAmount(a, t.id) for t in ordered if t.role is not Role.DECLINES for a in t.row.claim.amounts
        ),
        first_told=main[0].row.published,
        last_told=max((t.row.published for t in main if t.row.published), default=None),
        origins=tellings(ordered),
    )
    return Group(event, tuple(ordered))


def event_id(first_claim: str) -> str:
    """The id of the event that this claim told first. `claim_of` goes back."""
    return "e" + first_claim.removeprefix("c")


def claim_of(event: str) -> str:
    """The claim, or the beginning of its id, that an event's id follows from."""
    return "c" + event.removeprefix("e")


def _ids(told: Iterable[Told], role: Role) -> tuple[str, ...]:
    return tuple(each.id for each in told if each.role is role)


def _most(values: Iterable[T | None]) -> T | None:
    """The commonest; among equals the one told first. None where nobody says."""
    known = [value for value in values if value is not None]
    if not known or known.count(known[0]) == len(known):
        return known[0] if known else None
    return Counter(known).most_common(1)[0][0]


def _party(participants: Iterable[Participant | None]) -> Participant | None:
    """A party by name goes before one that is only described or stands for its state, words before a pronoun."""
    known = [p for p in participants if p is not None]
    named = [p for p in known if p.party.entity and "GOV" not in p.party.sector[:1]]
    chosen = _most(p.party for p in named or known)
    meant = [p for p in named or known if p.party == chosen]
    return next((p for p in meant if p.named), meant[0] if meant else None)


def _status(claims: Sequence[Claim]) -> Status:
    """What came to pass goes before what was planned: a plan that somebody says was carried out has been."""
    real = [c.status for c in claims if c.status in (Status.HAPPENED, Status.ONGOING)]
    return _most(real) or _most(claim.status for claim in claims) or Status.HAPPENED


def _when(claims: Sequence[Claim]) -> When | None:
    """The narrowest interval that a claim settles; among equals the one told first."""
    settled = [c.when for c in claims if c.when and c.when.first and c.when.last]
    return min(settled, key=lambda w: (w.last - w.first).days if w.first and w.last else 0, default=None)
