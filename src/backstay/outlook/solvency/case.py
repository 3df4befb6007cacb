"""What a case is: a client, what it sells, whom it owes, who stands behind it, and the dated facts that say so.

All amounts are in the standard units of `units`. `docs/how-to/case.md` describes the file.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

FlowKind = Literal["production", "use", "exports", "price", "imports", "shipped", "paid"]
FLOWS = ("production", "use", "exports", "price", "imports", "shipped", "paid")
STOCKS = ("debt", "arrears", "reserves", "staff")
EVENTS = ("default", "deferral", "exit")
OTHER = ("denial", "sanction", "note")
FACT_KINDS = FLOWS + STOCKS + EVENTS + OTHER
CREDITOR_KINDS = ("cash", "in-kind", "invoices")


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with its interval; `alternatives` are figures that contradict each other and are never averaged."""

    value: float
    low: float | None = None
    high: float | None = None
    alternatives: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Fact:
    """One dated statement. `over`: months that a flow is the mean of, up to `day`. `known`: when it was public.

    `grade` is the Admiralty grade (A to F for the source, 1 to 6 for the matter). `origin`: facts of one origin count
    once. `denies`: the id of the fact that it speaks against; `interested`: by one with a stake in it.
    """

    id: str
    kind: str
    day: date
    known: date
    grade: str
    about: str = ""
    figure: Figure | None = None
    over: int = 1
    unit: str = ""
    said_by: str = ""
    attribution: str = ""
    status: str = ""
    url: str = ""
    note: str = ""
    origin: str = ""
    denies: str = ""
    interested: bool = False
    bias: float = 0.0
    line: int = 0


@dataclass(frozen=True, slots=True)
class Stream:
    """One thing that is sold. `factor`: USD m a month earned by one unit of volume at a price of one.

    The price is a benchmark less `discount`, and less `sanction_discount` for each level of sanctions.
    """

    id: str
    volume_unit: str
    price_unit: str
    factor: float
    output: Figure
    use: Figure
    price: Figure
    benchmark: str = ""
    discount: Figure = Figure(0.0)
    sanction_discount: Figure = Figure(0.0)


@dataclass(frozen=True, slots=True)
class Terms:
    """What a contract asks for from a day on. None leaves what was. `service` USD m a month; `floor`, `cap` volumes."""

    start: date
    known: date
    until: date | None = None
    service: float | None = None
    floor: float | None = None
    cap: float | None = None
    lends: float | None = None
    interest_only: bool = False
    facts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Creditor:
    """One whom the client owes.

    In kind: `service` USD m a month at the price of the day, never fewer than `floor` units nor more than `cap`.
    Cash: `service` USD m a month, principal and interest. Invoices: `service` is new work billed each month.
    `rank`: place in the ladder, 1 is paid first. `hold` in 0..1: how far the creditor sees to his own payment (he lifts
    the oil himself; the client needs him to survive). `forbearance` in 0..1: how far he would rather defer than see
    a default. `grace`: months that pass before a missed payment is a default. `size`: by how much
    service, floor and cap may be larger or smaller than the case has them.
    """

    id: str
    name: str
    kind: str
    rank: int
    opened: date
    known: date
    balance: Figure
    service: float
    rate: float = 0.0
    stream: str = ""
    backer: str = ""
    floor: float = 0.0
    cap: float = 1e12
    grace: float = 1.0
    hold: float = 0.0
    forbearance: float = 0.0
    deferral_months: int = 24
    size: Figure = Figure(1.0, 0.6, 1.6)
    lends: float = 0.0
    collateral: str = ""
    terms: tuple[Terms, ...] = ()
    facts: tuple[str, ...] = ()
    line: int = 0


@dataclass(frozen=True, slots=True)
class Backer:
    """One who stands behind the client. `stake` in 0..1: what he would lose with it beside his loans.

    `supplies`: volume of `stream` (fuel, diluent) that he brings and that must be found at home without him.
    """

    id: str
    name: str
    state: str
    stake: float
    supplies: float = 0.0
    stream: str = ""
    confidence: float = 0.3
    facts: tuple[str, ...] = ()
    line: int = 0


@dataclass(frozen=True, slots=True)
class Crew:
    """Staff that a backer or contractor keeps in the country for one contract. Numbers are persons.

    `backlog` USD m of work not yet done; `share_backlog`: how much of the start above the floor hangs on it, the rest
    hangs on invoices paid. `arms`: the work keeps arms in use.
    """

    id: str
    name: str
    backer: str
    creditor: str
    start: Figure
    floor: float
    backlog: float = 0.0
    share_backlog: float = 0.5
    lag_down: Figure = Figure(24.0, 12.0, 36.0)
    arms: bool = False
    line: int = 0


@dataclass(frozen=True, slots=True)
class Sanction:
    """Sanctions at `level` 0..3 from a day on. `cuts_credit`: no new loans and no refinancing."""

    start: date
    level: float
    cuts_credit: bool = False
    until: date | None = None
    facts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Case:
    """A whole case, valid. Until `until` it would tell of a default, deferral or exit if there was one."""

    id: str
    state: str
    name: str
    start: date
    streams: tuple[Stream, ...]
    creditors: tuple[Creditor, ...]
    backers: tuple[Backer, ...]
    crews: tuple[Crew, ...]
    sanctions: tuple[Sanction, ...]
    facts: tuple[Fact, ...]
    imports: Figure
    imports_rank: int
    reserves: Figure
    other_income: Figure = Figure(0.0)
    priors: dict[str, Figure] = field(default_factory=dict)
    until: date | None = None

    @property
    def end(self) -> date:
        """The last day that the case tells of: `until`, or the end of the year of its last fact."""
        last = max((fact.day for fact in self.facts), default=self.start)
        return self.until or date(last.year, 12, 31)

    def fact(self, name: str) -> Fact | None:
        """The fact of this id."""
        return next((fact for fact in self.facts if fact.id == name), None)
