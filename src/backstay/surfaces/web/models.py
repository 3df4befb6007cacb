"""What the pages show and their JSON twins hold: one shape for both, described by OpenAPI."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from pydantic import BaseModel, ConfigDict, Field


class Model(BaseModel):
    """Frozen, and strict about names."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Problem(Model):
    """What went wrong, and what to do about it."""

    status: int = Field(description="The HTTP status.")
    message: str = Field(description="What is wrong, in plain words.")
    hint: str = Field(description="What to do about it; may be empty.")


class ErrorOut(Model):
    """The one shape of every error."""

    error: Problem


class Named(Model):
    """A party to a claim: the text's words, and who that is."""

    text: str
    entity: str | None = None
    entity_id: str | None = None
    state: str | None = Field(default=None, description="ISO 3166 alpha-3")
    sector: list[str] = Field(default_factory=list, description="PLOVER sectors")
    start: int | None = None
    end: int | None = None


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
    """A government and how many claims bear on it."""

    state: str
    name: str
    claims: int
    as_client: int
    as_backer: int
    address: str


class Paging(Model):
    """Where in a list this page stands. `previous` and `next` are addresses of twins, absent at the ends."""

    total: int
    first: int = Field(description="Place of the first row, counted from 1; 0 for an empty page.")
    last: int
    previous: str | None
    next: str | None


class Page(Model):
    """What every page carries. `as_of` None means everything in the ledger."""

    as_of: date | None


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


class TellingOut(Model):
    """One telling that claims go back to."""

    id: str
    source: str
    first_told: date | None
    claims: int
    reports: int


class StepOut(Model):
    """One claim in the spread of an event: first, telling, relay, denies, doubts, declines or counters."""

    claim: str
    day: date | None
    step: str
    who: str
    outlet: str | None
    after: str | None = Field(description="Whom it passes on, where it is a relay.")
    news: list[str]
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


class TimelineRow(Model):
    """Claims of one period that say the same of one tie. `said` is real, ahead or against."""

    first: date
    last: date
    backer: str
    backer_name: str
    channel: str | None
    effect: str | None
    said: str
    claims: int
    address: str


class TimelineOut(Model):
    """Claims over time. `undated` claims have no publication date and stand in no row."""

    period: str = Field(description="day, month, quarter or year: the length of a row's period")
    rows: list[TimelineRow]
    undated: int
    elsewhere: int = Field(description="Claims on backers with fewer claims, left out where there are too many rows.")


class BackedLine(Model):
    """One government and one channel that this one is said to back, or press."""

    client: str
    client_name: str
    channel: str | None
    claims: int
    address: str


class StateOut(Page):
    """A government's page. `brief` is the brief on it, None where no claim bears on its backing."""

    state: str
    name: str
    brief: dict[str, Any] | None
    denials: list[dict[str, Any]]
    denials_total: int
    timeline: TimelineOut
    backs: list[BackedLine]


class SolvencyOut(Page):
    """What a government can pay as of `day`: the baseline and, where one was asked for, a what-if. Money in USD m.

    Lists and mappings are those of the view of the solvency engine; `backtest` is None where none is kept.
    """

    state: str
    name: str
    case: str
    day: date
    months: int
    asked: dict[str, Any]
    scenarios: list[dict[str, Any]]
    sensitivity: list[dict[str, Any]]
    if_cut: list[dict[str, Any]]
    rests_on: list[dict[str, Any]]
    foretold: list[dict[str, Any]]
    backtest: dict[str, Any] | None


class MoverOut(Model):
    """One telling, event or fact that moved a tie."""

    id: str
    day: date
    channel: str
    push: float = Field(description="-1 to 1: above 0 builds or keeps the tie")
    weight: float = Field(description="0 to 1")
    claims: list[str]


class BreakOut(Model):
    """A break of a tie: it fell between `first` and `last` (80%)."""

    backer: str
    backer_name: str
    client: str
    client_name: str
    channel: str
    first: date
    last: date
    effect: str
    probability: float
    evidence: list[str]
    address: str


class TieOut(Model):
    """One tie as it stands, in standard deviations: 0 where acts for and against balance. `channel` all nets the
    rest.
    """

    backer: str
    client: str
    other: str
    other_name: str
    channel: str
    level: float
    interval80: tuple[float, float]
    interval95: tuple[float, float]
    known: bool
    trend: str
    arrow: str
    signals: int
    last_word: date
    denials: int
    last_denial: date | None
    breaks: list[BreakOut]
    moved_by: list[MoverOut]
    history: list[tuple[date, float, float, float]] = Field(description="Day, level, low, high (80%), month by month.")
    address: str


class TiesOut(Page):
    """The ties of a government: who holds it up, or (`backing`) whom it holds up."""

    state: str
    name: str
    backing: bool
    until: date
    ties: list[TieOut]


class BreaksOut(Page):
    """Breaks of ties, the latest first."""

    total: int
    breaks: list[BreakOut]


class MatrixCell(Model):
    """One backer and one client, all channels netted."""

    backer: str
    backer_name: str
    client: str
    client_name: str
    level: float
    interval80: tuple[float, float]
    trend: str
    arrow: str
    signals: int
    address: str


class MatrixOut(Page):
    """The ties of the world whose level is known, the farthest from nought first."""

    until: date | None
    cells: list[MatrixCell]
    not_known: int


class PartyCard(Model):
    """A party by its id, and how many claims name it."""

    id: str
    name: str
    kind: str = Field(description="person, office, force, firm, group, igo, ngo, outlet, school, state, or unknown")
    state: str | None
    claims: int
    address: str


class PartiesOut(Page):
    """A page of the list of parties whose name holds `q`, those with most claims first."""

    filters: dict[str, str]
    paging: Paging
    parties: list[PartyCard]


class NameOut(Model):
    """A way to write a party, what kind of name it is, and who has it."""

    text: str
    use: str
    source: str


class PostOut(Model):
    """A post held, or what a group was, from `since` to `until`; `seen`: the last day that its source was looked at."""

    title: str
    state: str | None
    sectors: list[str]
    since: str
    until: str
    seen: str
    source: str


class RelativeOut(Model):
    """Another party, with its address."""

    id: str
    name: str
    kind: str
    address: str


class PartyTie(Model):
    """A tie that claims naming the party bear on."""

    backer: str
    client: str
    channel: str | None
    claims: int
    address: str


class PartyOut(Page):
    """A party: what the knowledge file holds on it, each fact with its source, and what the ledger's claims say."""

    id: str
    name: str
    kind: str
    state: str | None
    sectors: list[str]
    source: str | None = Field(description="Who has this party; null for one that only the ledger names.")
    died: str | None
    names: list[NameOut]
    posts: list[PostOut]
    parents: list[RelativeOut] = Field(description="Who owns or commands it, from the nearest up.")
    children: list[RelativeOut]
    ties: list[PartyTie]
    claims_total: int
    claims: list[ClaimCard] = Field(description="The latest claims that name it.")


class MapPlace(Model):
    """Where events are said to have taken place. Degrees (WGS 84)."""

    id: str
    name: str
    kind: str = Field(description="state, division, county, town, capital, region, airport, base, ...")
    state: str | None
    latitude: float
    longitude: float
    claims: int
    address: str


class MapOut(Page):
    """Governments that claims name, and places of events, those with most claims first."""

    states: list[StateCard]
    places: list[MapPlace]
    places_total: int


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


class WatchedOut(Model):
    """What is watched: a government's ties, or those to one backer or in one channel."""

    client: str
    backer: str | None
    channel: str | None
    since: date | None = Field(description="Breaks found from this day on; null: those of the last year in the ledger.")


class AlertOut(Model):
    """A break of a tie that is watched."""

    id: str
    title: str
    text: str
    backer: str
    client: str
    channel: str
    effect: str
    first: date
    last: date
    found: date = Field(description="The day from which it could be told.")
    probability: float = Field(description="That the level changed within first..last, in 0..1.")
    evidence: list[str] = Field(description="Ids of the signals that moved the tie then.")
    raised: datetime


class WatchOut(Page):
    """What is watched, and the alerts on it."""

    watched: list[WatchedOut]
    total: int
    alerts: list[AlertOut]


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


class WhyOut(Model):
    """An input that moved a forecast, with the ids of what opens it."""

    text: str
    raises: bool
    share: float = Field(description="What it adds to the log odds.")
    evidence: list[str]


class OutlookLine(Model):
    """The chance of one change of one tie within a horizon."""

    backer: str
    backer_name: str
    channel: str
    effect: str
    horizon_days: int
    closes: date
    probability: float
    low: float = Field(description="Lower end of a central 80% interval.")
    high: float
    word: str = Field(description="ICD 203 likelihood word.")
    base_rate: float
    signals: int = Field(description="What is known of the tie within the year before.")
    moved_by: list[WhyOut]
    address: str


class QuestionOut(Model):
    """What is asked of a tie, and how that is resolved."""

    effect: str
    rule: str


class ForecastOut(Model):
    """A forecast on the record; `outcome` is 1, 0 or, while its horizon is open, None."""

    id: str
    made: date
    closes: date
    backer: str
    backer_name: str
    client: str
    client_name: str
    channel: str
    effect: str
    horizon_days: int
    probability: float
    word: str
    base_rate: float
    knew: str = Field(description="Digest of the signals that were known.")
    model: str
    rule: str
    outcome: int | None
    scored: date | None


class OutlookOut(Page):
    """A government's outlook. `not_enough` names the ties without enough evidence for a forecast."""

    state: str
    name: str
    made: date | None
    signals: int
    knew: str
    model: str
    enough: int
    lines: list[OutlookLine]
    not_enough: list[str]
    questions: list[QuestionOut]
    history: list[ForecastOut]


class ScoreOut(Model):
    """How one effect at one horizon was forecast. A skill below 0: the simpler forecast was better."""

    effect: str
    horizon_days: int
    cases: int
    days: int
    happened: float
    brier: float
    brier_low: float
    brier_high: float
    log_score: float
    calibration_error: float
    brier_rate: float
    brier_persistence: float
    skill_rate: float | None
    skill_persistence: float | None
    bars: list[list[float]] = Field(description="Mean chance, share that came, number, by tenths of the chance.")


class CaseOut(Model):
    """A scored forecast."""

    made: date
    backer: str
    client: str
    channel: str
    effect: str
    horizon_days: int
    probability: float
    word: str
    base_rate: float
    persistence: float
    outcome: int


class ScoreboardOut(Page):
    """The record of all forecasts: scores, those furthest off, and those whose horizon is open."""

    made: int
    scored: int
    scores: list[ScoreOut]
    furthest_off: list[CaseOut]
    open: list[ForecastOut]
    open_total: int
