"""A government's ties: levels, trends, breaks, denials, and what moved them, from a ledger."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from backstay.ledger import Ledger
from backstay.records import OUTLET, Channel, Effect, EventType
from backstay.records.errors import NotInLedger, UsageError
from backstay.ties import Trend, every_break, lines, tie_book
from backstay.ties.lines import plain
from backstay.ties.trend import trend
from tests.corroboration.make import ROSTEC_DENIES, row
from tests.ties.test_brief import outcomes


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    """Russia sends men every five days for two years, then none come and it is said to cut; China lends once."""
    words = "Moscow sent another {} advisers and technicians to Venezuela on flight number {}"
    sent = [
        row(
            words.format(number, number * 7), report=f"s{number}", outlet=f"Paper {number}", score=0.9,
            published=date(2017, 1, 1) + timedelta(5 * number), effect=Effect.BUILDS, event_type=EventType.AID,
        )
        for number in range(146)
    ]  # fmt: skip
    cut = [
        row(
            report=f"c{number}",
            outlet=f"Other {number}",
            published=date(2019, 1, 20) + timedelta(30 * number),
            score=0.9,
        )
        for number in range(6)
    ]
    denied = row(report="d", sources=(OUTLET, ROSTEC_DENIES), published=date(2019, 6, 3))
    lent = row("China lent Venezuela money", backer="CHN", channel=Channel.FINANCE, effect=Effect.BUILDS, report="l")
    path = tmp_path_factory.mktemp("ties") / "ledger"
    with Ledger.open(path, write=True) as made:
        made.write(list(outcomes([*sent, *cut, denied, lent])), reader="test")
        yield made


def test_a_tie_that_is_cut_falls_and_breaks_and_shows_its_denial(ledger: Ledger) -> None:
    book = tie_book(ledger)
    forces = next(line for line in lines(book, client="VEN", backer="RUS") if line.channel == "forces")
    assert forces.known
    assert forces.trend in {Trend.FALLING, Trend.FALLING_A_LITTLE}
    assert forces.low95 <= forces.low <= forces.level <= forces.high <= forces.high95
    assert (forces.denials, forces.last_denial) == (1, date(2019, 6, 3))
    assert any(each.effect is Effect.CUTS and each.last >= date(2019, 1, 1) for each in forces.breaks)
    assert forces.signals > 140
    assert forces.history[-1].level == pytest.approx(forces.level)


def test_a_tie_told_of_once_is_not_known(ledger: Ledger) -> None:
    loan = next(line for line in lines(tie_book(ledger), backer="CHN") if line.channel == "finance")
    assert not loan.known
    assert loan.trend is Trend.NOT_KNOWN


def test_a_level_opens_to_the_claims_that_moved_it(ledger: Ledger) -> None:
    forces = next(line for line in lines(tie_book(ledger), client="VEN", backer="RUS") if line.channel == "forces")
    for mover in forces.moved_by:
        assert ledger.claim(mover.claims[0]).claim.client == "VEN"


def test_as_of_sees_nothing_later(ledger: Ledger) -> None:
    then = tie_book(ledger.until(date(2018, 12, 31)))
    now = tie_book(ledger)
    key = ("RUS", "VEN", "forces")
    assert not every_break(then, lambda each: each == key) or all(
        each.last <= date(2018, 12, 31) for each in every_break(then)
    )
    whole = next(line for line in lines(now, client="VEN", backer="RUS") if line.channel == "forces")
    part = next(line for line in lines(then, client="VEN", backer="RUS") if line.channel == "forces")
    assert part.history[-2] == whole.history[len(part.history) - 2]


def test_the_tie_of_which_most_is_told_comes_first(ledger: Ledger) -> None:
    whole = [line for line in lines(tie_book(ledger), client="VEN") if line.channel == "all"]
    assert whole[0].backer == "RUS"
    assert [line.signals for line in whole] == sorted((line.signals for line in whole), reverse=True)


def test_lines_are_plain_json(ledger: Ledger) -> None:
    (first, *_) = plain(tuple(lines(tie_book(ledger), client="VEN")))
    assert first["backer"] == "RUS"
    assert isinstance(first["history"][0]["day"], str)


def test_errors_in_plain_words(ledger: Ledger, tmp_path: Path) -> None:
    with pytest.raises(NotInLedger, match="nothing that moves a tie of SYR"):
        lines(tie_book(ledger), client="SYR")
    with Ledger.open(tmp_path / "empty", write=True) as empty, pytest.raises(UsageError, match="no signal"):
        tie_book(empty)


@pytest.mark.parametrize(
    ("now", "wanted"),
    [
        ((1.8, 2.0, 2.2), Trend.RISING),
        ((0.8, 1.3, 1.8), Trend.RISING_A_LITTLE),
        ((0.5, 1.0, 1.5), Trend.STEADY),
        ((-2.2, -2.0, -1.8), Trend.FALLING),
    ],
)
def test_trends_in_words(now: tuple[float, float, float], wanted: Trend) -> None:
    assert trend((0.7, 1.0, 1.3), now, known=True, was_known=True) is wanted
    assert trend((0.7, 1.0, 1.3), now, known=True, was_known=False) is Trend.NOT_KNOWN
