"""Whether a tie changes, forecast at rolling origins from a table of events or of dyad-years.

Events (columns date, cameo, support, cut, source_country, target_country): each Monday of the last year in the table,
from its seventh week on, for every ordered pair of states with four events within 120 days: will there be material
support (CAMEO 033, 054, 057, 06 and 07), will there be a cut (CAMEO 16), within 30 and within 90 days.

Dyad-years (i, j, year, matlCoop, ...): for the last two years in the table, from the years before each: will i do
anything of material cooperation for j; and where it did five things or more in a year, will the next year have half of
them or fewer.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy

from backstay.outlook.chances.features import with_horizon_names
from backstay.outlook.chances.marks import Marks, Question, make_marks
from backstay.outlook.chances.rolling import WARM, Design, Rows, Tested, gather, joined, roll
from backstay.outlook.chances.scores import brier, calibration_error, interval, log_score
from backstay.outlook.chances.spells import Groups
from backstay.records.exchange import JsonObject

from .next_year import dyad_years
from .scoring import need

if TYPE_CHECKING:
    import polars
    from numpy.typing import NDArray

FIRST_ORIGIN = 42
YOUNG, STEP = 21, 21
"""Days from the beginning of a piece of an earlier extract to its first origin, and between its origins."""
LEAST = 1000
"""Events that a piece must have to be learned from."""
KINDS: dict[str, tuple[str, ...]] = {
    "speak": ("01", "02"),
    "intend": ("03",),
    "intend to give": ("033",),
    "talk": ("04", "036"),
    "visit": ("042", "043"),
    "negotiate": ("046",),
    "praise": ("05",),
    "sign": ("057",),
    "give": ("054", "06", "07"),
    "yield": ("08",),
    "oppose": ("09", "10", "11", "12"),
    "threaten": ("13", "15"),
    "coerce": ("14", "17"),
    "cut": ("16",),
    "sanction": ("163",),
    "fight": ("18", "19", "20"),
}
"""Kinds of event by the beginnings of their CAMEO codes; the longest that fits holds."""
OWN = ("own", "bayes", "expected", "since", "horizon", "answer", "evidence", "all", "windows", "days", "earlier")
"""How the names of inputs begin that tell of the pair's own history (the Bayes rate holds its sides' shares too)."""
GROUPS = Groups(
    {
        "strife": ("oppose", "threaten", "coerce", "fight"),
        "concord": ("talk", "visit", "negotiate", "praise", "sign", "intend", "give"),
        "anything": tuple(KINDS),
    },
    quick=("strife",),
)
DESIGN = Design(groups=GROUPS, strife="strife")
STEADY = 2_000.0
"""Closed forecasts of support that move their scaling half way: support comes steadily, cuts in waves (`HOLD`).
Set when 2018 had been seen; 2014 is indifferent to it.
"""
SUPPORT = ("intend to give", "sign", "give")
CUT = ("cut", "sanction")


def tie_change_task(file: Path, _scorer: Path, _keep: Path | None) -> JsonObject:
    """Brier, log score and calibration error by question and horizon, with the base rate's and persistence's Brier."""
    import polars

    need(file)
    begun = time.perf_counter()
    table = polars.read_parquet(file)
    if "matlCoop" in table.columns:
        found = dyad_years(table)
    else:
        earlier, marks, origins = events(table)
        found = [
            tested
            for question in questions(marks)
            for tested in forecasts(earlier, marks, question, origins, design_of(question))
        ]
    return {
        "questions": [scored(each) for each in found],
        "n": sum(len(each.chance) for each in found),
        "seconds": round(time.perf_counter() - begun, 1),
    }


def questions(marks: Marks) -> list[Question]:
    """Support and cut."""
    numbers = {name: number for number, name in enumerate(marks.kinds)}
    return [
        Question("support", tuple(numbers[name] for name in SUPPORT)),
        Question("cut", tuple(numbers[name] for name in CUT)),
    ]


def design_of(question: Question) -> Design:
    """Support learns quickly from what has closed how far off it is; cuts hardly."""
    return replace(DESIGN, hold=STEADY) if question.name == "support" else DESIGN


def forecasts(
    earlier: Sequence[Marks], marks: Marks, question: Question, origins: Sequence[int], design: Design | None = None
) -> list[Tested]:
    """Rolling-origin forecasts of one question, from trees that learned from earlier extracts and the year itself."""
    design = design or DESIGN
    whole = [origins[0] - 7 * WARM - 7, *range(origins[0] - 7 * WARM, origins[0], 7), *origins]
    length = int(marks.day[-1] - marks.day[0]) + 1
    before = [rows for each in earlier for rows in rows_of(each, question, design, length, earlier)]
    rows = joined([*before, gather(marks, question, whole, design, earlier)])
    return roll(marks, question, rows, whole[1:], design, _chosen(rows))


def _chosen(rows: Rows) -> NDArray[Any]:
    """The numbers of the inputs that tell of the pair itself: with four origins a month the others teach noise."""
    names = with_horizon_names(rows.names)
    return numpy.array([place for place, name in enumerate(names) if name.startswith(OWN) and "back" not in name])


def rows_of(marks: Marks, question: Question, design: Design, length: int, older: Sequence[Marks]) -> Iterator[Rows]:
    """An earlier extract cut into pieces as long as the tested year so far.

    Each is read as if nothing had come in the years just before it (`earlier.GAP`), so models know what a young series
    looks like.
    """
    first, last = int(marks.day[0]), int(marks.day[-1])
    count = max(1, round((last - first) / length))
    for begin in numpy.linspace(first, max(first, last - length), count).astype(int):
        piece = marks.between(int(begin), int(begin) + length)
        if len(piece.day) < LEAST:
            continue
        yield gather(piece, question, range(int(begin) + YOUNG, int(begin) + length - 14, STEP), design, older)


def events(table: polars.DataFrame) -> tuple[list[Marks], Marks, list[int]]:
    """The events between states as marks: earlier extracts, and the last year; and the origins: that year's Mondays.

    Extracts (column `set`) differ in how much they hold, so each is a series of its own.
    """
    import polars

    from backstay.knowledge import Knowledge

    column = polars.col
    table = table.with_columns(column("date").cast(polars.Date))
    last = table["date"].max()
    assert isinstance(last, date)
    first = date(last.year, 1, 1)
    if "set" not in table.columns:
        table = table.with_columns(set=polars.lit("all"))
    names = polars.concat([table["source_country"], table["target_country"]]).unique()
    state, person = _who(Knowledge.load(), names.to_list(), first)
    sides = {"a": "source_country", "b": "target_country"}
    table = table.with_columns(
        *(column(name).replace_strict({**person, **state}, default=None).alias(side) for side, name in sides.items()),
        polars.all_horizontal(column(name).is_in(list(state)) for name in sides.values()).alias("direct"),
    )
    table = table.drop_nulls(["a", "b"]).filter(column("a") != column("b")).sort("date", maintain_order=True)
    before = table.filter(column("date") < first)
    earlier = [_marks(part) for _, part in sorted(before.group_by("set", maintain_order=True)) if part.height > LEAST]
    marks = _marks(table.filter(column("date") >= first))
    begin = (first - date(1970, 1, 1)).days
    monday = begin + (-first.weekday()) % 7
    return earlier, marks, list(range(monday + FIRST_ORIGIN, int(marks.day[-1]) + 1 - 30 + 1, 7))


def _marks(table: polars.DataFrame) -> Marks:
    days = (table["date"] - date(1970, 1, 1)).dt.total_days().to_numpy()
    kinds = [_kind(code) for code in table["cameo"].to_list()]
    return make_marks(
        days, table["a"].to_list(), table["b"].to_list(), kinds, list(KINDS), direct=table["direct"].to_numpy()
    )


def _who(knowledge: Any, names: Sequence[str], day: date) -> tuple[dict[str, str], dict[str, str]]:
    """States by the table's names, and the states of the people and offices that it names."""
    state = {"Palestinian Territory, Occupied": "PSE", "Holy See Vatican City State": "VAT", "Congo": "COG"}
    person = {}
    for name in names:
        found = knowledge.resolve(name, on=day) if name not in state else None
        if found and found.kind == "state":
            state[name] = found.party.state
        elif found and found.party.state:
            person[name] = found.party.state
    return state, person


def _kind(code: str) -> int:
    fits = [
        (len(start), number)
        for number, starts in enumerate(KINDS.values())
        for start in starts
        if code.startswith(start)
    ]
    return max(fits)[1]


def scored(tested: Tested) -> JsonObject:
    """One question and horizon: scores with a 90% interval over origins, and what simpler forecasts get."""
    chance, outcome = tested.chance, tested.outcome
    mean = float(outcome.mean())
    value = brier(chance, outcome)
    return {
        "question": tested.question,
        "horizon": tested.horizon,
        "n": len(outcome),
        "origins": len(set(tested.origin.tolist())),
        "happened": round(mean, 4),
        "brier": round(value, 4),
        "brier_90": [round(bound, 4) for bound in interval((chance - outcome) ** 2, tested.origin)],
        "log_score": round(log_score(chance, outcome), 4),
        "calibration_error": round(calibration_error(chance, outcome), 4),
        "brier_base_rate": round(mean * (1 - mean), 4),
        "brier_rate_so_far": round(brier(tested.rate, outcome), 4),
        "brier_persistence": round(brier(tested.persistence, outcome), 4),
        "skill": round(1 - value / (mean * (1 - mean)), 3),
    }
