"""What one source says, in one report, that one party does to another."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from .ids import content_id
from .vocabulary import (
    AmountKind,
    Certainty,
    Channel,
    Effect,
    EventType,
    Precision,
    SourceKind,
    Stance,
    Status,
)


@dataclass(frozen=True, slots=True)
class Mention:
    """Words of the text that name something. `start` and `end` are None for words kept from elsewhere (imports)."""

    text: str
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Party:
    """Who a mention is. `entity` is a name ("Rostec"), `entity_id` its id in the knowledge file.

    `state` is an ISO 3166 alpha-3 code, None for international organisations and transnational groups; `sector` holds
    PLOVER sector codes, most telling first.
    """

    entity: str | None = None
    entity_id: str | None = None
    state: str | None = None
    sector: tuple[str, ...] = ()


PRONOUNS = frozenset(
    "i me my mine we us our ours you your yours he him his she her hers it its they them their theirs who whom which "
    "that this these those both himself herself itself themselves".split()
)


@dataclass(frozen=True, slots=True)
class Participant:
    """A mention and who that is."""

    mention: Mention
    party: Party = Party()

    @property
    def named(self) -> bool:
        """Whether its own words tell who it is: "Moscow", "the firm", and not "it"."""
        words = self.mention.text
        return (len(words) > 1 and words.isupper()) or words.casefold() not in PRONOUNS  # "US" and "IT" are none


@dataclass(frozen=True, slots=True)
class Source:
    """One link of the chain of who says so. The outlet's own voice has an empty `name` and kind `outlet`."""

    name: str
    kind: SourceKind
    stance: Stance = Stance.ASSERTS
    start: int | None = None
    end: int | None = None


OUTLET = Source("", SourceKind.OUTLET)


@dataclass(frozen=True, slots=True)
class Amount:
    """A number that a claim states. low..high bounds it in `unit`; `approx` says that the text itself is vague.

    A missing bound is open: "billions" has a `low` and no `high`. `unit` is `persons`, an ISO 4217 code, `share`, or a
    plural noun; `of` says what is counted, in the text's words.
    """

    text: str
    low: float | None
    high: float | None
    unit: str
    of: str = ""
    kind: AmountKind = AmountKind.LEVEL
    approx: bool = False
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class When:
    """An interval of days, both ends included, resolved against the publication date; None where not settled."""

    text: str
    first: date | None = None
    last: date | None = None
    precision: Precision = Precision.VAGUE
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where the event took place, if it has a place of its own."""

    state: str | None
    text: str = ""
    place_id: str | None = None


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a field is set: `because` in plain words, `score` in 0..1 where a model decided."""

    field: str
    because: str
    score: float | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """What one source says, in one report, that one party does to another. See `docs/reference/records.md`.

    `start` and `end` are character offsets of the clause in the report's text and `quote` the words there. `sources` is
    the chain, outermost first. `score` is the reader's confidence in 0..1.
    """

    id: str
    report: str
    start: int
    end: int
    quote: str
    actor: Participant | None
    recipient: Participant | None
    event_type: EventType
    mode: str | None = None
    channel: Channel | None = None
    backer: str | None = None
    client: str | None = None
    effect: Effect | None = None
    status: Status = Status.HAPPENED
    certainty: Certainty = Certainty.CERTAIN
    sources: tuple[Source, ...] = (OUTLET,)
    amounts: tuple[Amount, ...] = ()
    when: When | None = None
    where: Place | None = None
    because: str | None = None
    score: float | None = None
    reasons: tuple[Reason, ...] = ()

    @property
    def innermost(self) -> Source:
        """The source that is said to know."""
        return self.sources[-1] if self.sources else OUTLET

    @property
    def denied(self) -> bool:
        """Does the innermost source deny the content?"""
        return self.innermost.stance is Stance.DENIES


def claim_id(
    report: str,
    start: int,
    end: int,
    actor: Participant | None,
    recipient: Participant | None,
    event_type: EventType,
    sources: tuple[Source, ...],
) -> str:
    """Id from what makes a claim this claim: its clause, parties, type and innermost source."""

    def key(participant: Participant | None) -> str:
        if participant is None:
            return ""
        mention, party = participant.mention, participant.party
        return f"{mention.text}|{mention.start}|{party.entity or ''}|{party.state or ''}"

    last = sources[-1] if sources else OUTLET
    said_by = f"{last.name}|{last.stance}"
    return content_id("c", report, start, end, key(actor), key(recipient), event_type, said_by)
