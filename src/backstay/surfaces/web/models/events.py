"""Events: occurrences with who tells and who denies them."""

from __future__ import annotations

from datetime import date

from pydantic import Field

from .claims import AmountOut, ClaimCard, StateCard
from .common import Model, Named, Page, Paging


class CredenceOut(Model):
    """How far an event is to be believed: a chance with its central 80% interval, why, and the Admiralty pair."""

    probability: float
    low: float
    high: float
    reason: str
    source: str = Field(description="A to F: how reliable the best source is.")
    source_meaning: str
    information: str = Field(description="1 to 6: how credible what is told is.")
    information_meaning: str


class EventCard(Model):
    """An event in short. `told_by` names who told it first, one for each telling; the rest are counts of claims."""

    id: str
    event_type: str
    mode: str | None
    actor: Named | None
    recipient: Named | None
    channel: str | None
    backer: str | None
    client: str | None
    effect: str | None
    status: str
    first_told: date | None
    last_told: date | None
    quote: str = Field(description="The sentence that told it first.")
    told_by: list[str]
    claims: int
    reports: int
    denials: int
    doubts: int
    declines: int
    counter: int = Field(description="Claims that go against it with a content of their own.")
    conflict: bool = Field(description="Do some of its numbers exclude one another?")
    credence: CredenceOut
    address: str


class EventsOut(Page):
    """A page of the list of events. `choose`: a large ledger's governments, where one must be chosen first."""

    filters: dict[str, str]
    choose: list[StateCard]
    paging: Paging
    events: list[EventCard]


class RepeatOut(Model):
    """Somebody says, in a sentence of another report, that a telling repeats what an outlet had told."""

    outlet: str | None = Field(description="Whose telling is said to be repeated; none where only the press is named.")
    said_by: str
    quote: str
    published: date | None
    address: str = Field(description="The report with the sentence.")


class TellingOut(Model):
    """One telling that claims go back to."""

    id: str
    source: str
    first_told: date | None
    claims: int
    reports: int
    possibly_same: list[str] = Field(
        description="Whose telling it may be one with: an unnamed person may have spoken to both. Never counted as two."
    )
    repeats: list[RepeatOut]


class LinkOut(Model):
    """Words of a sentence that lead to a page of another outlet. `report`: that page in this ledger, if it is here."""

    words: str
    url: str
    outlet: str | None
    report: str | None = Field(description="The address of the report that is linked.")


class StepOut(Model):
    """One claim in the spread of an event: first, telling, relay, denies, doubts, declines or counters."""

    claim: str
    day: date | None
    step: str
    who: str
    outlet: str | None
    after: str | None = Field(description="Whom it passes on, where it is a relay.")
    news: list[str]
    links: list[LinkOut] = Field(description="Where the sentence links to, outside its own site.")
    quote: str
    address: str


class StatedOut(Model):
    """A number with who states it. `against`: it stands in a claim that speaks against the event."""

    amount: AmountOut
    claim: str
    said_by: str
    published: date | None
    against: bool
    address: str


class EventOut(Page):
    """One event: its credence, tellings, spread, what is said against it, and its numbers side by side."""

    card: EventCard
    lead: ClaimCard = Field(description="The claim that everything goes back to.")
    tellings: list[TellingOut]
    steps: list[StepOut]
    denials: list[ClaimCard]
    counter: list[ClaimCard]
    declines: list[ClaimCard]
    amounts: list[StatedOut]
