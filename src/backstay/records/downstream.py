"""What is made of claims: origins, events, ties, breaks and outlooks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from .claim import Amount, Participant, Place, When
from .echo import Relay
from .vocabulary import Channel, Effect, EventType


@dataclass(frozen=True, slots=True)
class Origin:
    """The claims that go back to the same telling. `source` names who told it first, as far as the texts say.

    `possibly_same` are other origins that may be the same unnamed person's words; `evidence` are the relays that tie
    claims to this telling.
    """

    id: str
    claims: tuple[str, ...]
    source: str = ""
    first_told: date | None = None
    possibly_same: tuple[str, ...] = ()
    evidence: tuple[Relay, ...] = ()


@dataclass(frozen=True, slots=True)
class Event:
    """What claims are about, once. Conflicting amounts stay side by side. `credence` is a probability in 0..1."""

    id: str
    event_type: EventType
    actor: Participant | None
    recipient: Participant | None
    claims: tuple[str, ...]
    mode: str | None = None
    when: When | None = None
    where: Place | None = None
    origins: tuple[str, ...] = ()
    denials: tuple[str, ...] = ()
    amounts: tuple[Amount, ...] = ()
    credence: float | None = None


@dataclass(frozen=True, slots=True)
class Level:
    """A tie's level on a day in standard deviations, with a central 80% interval."""

    day: date
    level: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Tie:
    """A backer, a client, a channel; its level over time, what moved it, and the date of the last word."""

    backer: str
    client: str
    channel: Channel
    levels: tuple[Level, ...] = ()
    moved_by: tuple[str, ...] = ()
    last_word: date | None = None


@dataclass(frozen=True, slots=True)
class Break:
    """The date at which a tie's level changed, with its probability (0..1) and the evidence."""

    backer: str
    client: str
    channel: Channel
    first: date
    last: date
    effect: Effect
    probability: float
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Outlook:
    """The probability (0..1) that a tie is cut, ends, holds or builds within a horizon, with its ICD 203 word."""

    backer: str
    client: str
    channel: Channel
    effect: Effect
    made: date
    horizon_days: int
    probability: float
    word: str
    base_rate: float
    moved_by: tuple[str, ...] = ()
