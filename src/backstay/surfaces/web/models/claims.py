"""Claims and reports, as JSON twins give them."""

from __future__ import annotations

from datetime import date, datetime

from pydantic import Field

from .common import Model, Named, Page, Paging


class SourceOut(Model):
    """One link of the chain of who says so."""

    name: str
    kind: str
    stance: str
    start: int | None = None
    end: int | None = None


class AmountOut(Model):
    """A number that the claim states: low to high in `unit`, a missing bound is open."""

    text: str
    low: float | None
    high: float | None
    unit: str
    of: str
    kind: str
    approx: bool
    start: int | None = None
    end: int | None = None


class WhenOut(Model):
    """An interval of days, both ends included."""

    text: str
    start: str | None
    end: str | None
    precision: str
    at: list[int | None] | None = None


class ReasonOut(Model):
    """Why a field of the claim is set."""

    field: str
    because: str
    score: float | None = None


class PlaceOut(Model):
    """Where the event took place, in the text's words and as an id."""

    text: str
    id: str | None = None


class ClaimOut(Model):
    """One claim in the exchange form, the same as in exports."""

    doc: str = Field(description="The report's id.")
    id: str
    quote: str
    start: int
    end: int
    actor: Named | None
    recipient: Named | None
    event_type: str
    mode: str | None
    channel: str | None
    backer: str | None
    client: str | None
    effect: str | None
    status: str
    certainty: str
    sources: list[SourceOut] = Field(description="Who says so, outermost first.")
    amounts: list[AmountOut]
    when: WhenOut | None
    where: str | None
    place: PlaceOut | None
    because: str | None = Field(description="Id of the claim given as its reason.")
    score: float | None
    reasons: list[ReasonOut]


class ClaimCard(Model):
    """A claim with what is known of its report. `address` is its page."""

    claim: ClaimOut
    outlet: str | None
    title: str | None
    url: str | None
    published: date | None
    address: str


class ReportCard(Model):
    """A report without its text. `claims` counts its claims."""

    id: str
    title: str | None
    outlet: str | None
    byline: str | None
    url: str | None
    published: date | None
    claims: int
    address: str


class StateCard(Model):
    """A government and how many claims tell what holds it up, what presses it, and what it does to others."""

    state: str
    name: str
    claims: int
    held: int
    pressed: int
    as_backer: int
    address: str


class OverviewOut(Page):
    """What the ledger holds."""

    reports: int
    claims: int
    states: list[StateCard]
    states_total: int
    latest: list[ReportCard]
    skipped: int


class StatesOut(Page):
    """Governments whose name holds `q`."""

    q: str
    states: list[StateCard]


class ReportsOut(Page):
    """A page of the list of reports."""

    filters: dict[str, str]
    paging: Paging
    reports: list[ReportCard]


class PublishedOut(Model):
    """When a report was published; `at` only where the time of day is known."""

    day: date
    precision: str
    at: datetime | None


class ReportOut(Page):
    """A report with its text and every claim in it. `chosen` is the id of the claim that was asked for."""

    id: str
    title: str | None
    outlet: str | None
    byline: str | None
    url: str | None
    published: PublishedOut | None
    language: str | None
    retrieved: datetime | None
    sha256: str | None
    provenance: dict[str, str]
    text: str
    claims: list[ClaimOut]
    chosen: str | None
    reason: ClaimCard | None = Field(description="The claim that the chosen one gives as its reason.")


class ClaimPage(Page):
    """One claim with its report."""

    card: ClaimCard


class ClaimsOut(Page):
    """A page of the list of claims."""

    filters: dict[str, str]
    paging: Paging
    claims: list[ClaimCard]


class SearchOut(Page):
    """What was found for the words `q`, a few of each."""

    q: str
    states: list[StateCard]
    parties: list[PartyHit]
    reports: list[ReportCard]
    claims: list[ClaimCard]


class PartyHit(Model):
    """A party whose name holds the words, with a count among the claims looked at."""

    name: str
    state: str | None
    claims: int
    address: str


class SkippedItem(Model):
    """An input that was not read."""

    address: str
    reason: str
    detail: str
    sha256: str | None
    at: datetime | None


class SkippedOut(Page):
    """What was not read, and why."""

    filters: dict[str, str]
    counts: dict[str, int]
    paging: Paging
    skipped: list[SkippedItem]


class WordOut(Model):
    """A word of the vocabulary: what pages say for it and what it means."""

    word: str
    label: str
    meaning: str


class VocabularyOut(Model):
    """One vocabulary."""

    key: str
    heading: str
    words: list[WordOut]


class AboutOut(Page):
    """What the words mean."""

    version: str
    vocabularies: list[VocabularyOut]


SearchOut.model_rebuild()
