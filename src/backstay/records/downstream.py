"""What is made of claims: origins, events, ties, breaks and outlooks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from .claim import Amount, Participant, Place, When
from .echo import Relay
from .vocabulary import Channel, Effect, EventType, Status


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
class StatedAmount:
    """A number with the claim that states it."""

    amount: Amount
    claim: str


@dataclass(frozen=True, slots=True)
class Credence:
    """How far an event is to be believed: `probability` in 0..1 with the central 80% interval `low`..`high`.

    `reason` says in a sentence or two what it rests on. `source` (A-F) and `information` (1-6) are the NATO Admiralty
    pair for the best telling and for the event.
    """

    probability: float
    low: float
    high: float
    reason: str
    source: str
    information: str


@dataclass(frozen=True, slots=True)
class Event:
    """What claims are about, once. Claims are named by id, in the order in which they were told.

    `claims` assert it; `denials` deny it, `doubts` doubt it, `declines` are refusals to comment (they say nothing
    either way), and `counter` holds what is said against it with a content of its own ("the office has not changed in
    size"). `origins` are the tellings that `claims` go back to. Conflicting amounts stay side by side, each with who
    states it. `first_told` and `last_told` are publication days of `claims`. `id` follows from the claim that told it
    first, so that later reports leave it as it is.
    """

    id: str
    event_type: EventType
    actor: Participant | None
    recipient: Participant | None
    claims: tuple[str, ...]
    mode: str | None = None
    channel: Channel | None = None
    backer: str | None = None
    client: str | None = None
    effect: Effect | None = None
    status: Status = Status.HAPPENED
    when: When | None = None
    where: Place | None = None
    origins: tuple[Origin, ...] = ()
    denials: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()
    declines: tuple[str, ...] = ()
    counter: tuple[str, ...] = ()
    amounts: tuple[StatedAmount, ...] = ()
    first_told: date | None = None
    last_told: date | None = None
    credence: Credence | None = None

    @property
    def against(self) -> tuple[str, ...]:
        """Everything that speaks against it: denials, doubts, and what contradicts it."""
        return self.denials + self.doubts + self.counter


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
class Mover:
    """An input that moved a forecast: what it is in words, whether it raises the probability, and what opens it.

    `share` is what it adds to the log odds; `evidence` holds ids of origins, events or facts.
    """

    text: str
    raises: bool
    share: float
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Outlook:
    """The probability (0..1) that a tie is cut, ends, holds or builds within a horizon, with its ICD 203 word.

    `low`..`high` is a central 80% interval around the probability, wide where little is known. Without enough evidence
    there is no probability and no word. `signals` counts what is known of the tie within the year before; `made` is the
    day up to which the ledger was looked at.
    """

    backer: str
    client: str
    channel: Channel
    effect: Effect
    made: date
    horizon_days: int
    probability: float | None
    word: str
    base_rate: float
    moved_by: tuple[Mover, ...] = ()
    low: float | None = None
    high: float | None = None
    signals: int = 0

    @property
    def enough(self) -> bool:
        """Whether there was enough evidence for a probability."""
        return self.probability is not None

    @property
    def closes(self) -> date:
        """The last day of the horizon."""
        return self.made + timedelta(days=self.horizon_days)
