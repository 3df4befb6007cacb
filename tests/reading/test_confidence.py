"""How likely a claim is right, and which claims are kept for it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from backstay.reading import Reader
from backstay.reading.circumstances import reason_of
from backstay.reading.confidence import BACKING, CAUSE, LEAST, WEIGHTS_FILE, kept
from backstay.reading.weighing import load_weights
from backstay.records import Channel, Claim, Published, Report, report_id
from backstay.records.errors import ModelMissing

TEXT = (
    "Rosatom cuts its staff in Sudan\n\n"
    "Russia's state firm Rosatom has cut its staff in Sudan from 400 to about 50, a person close to the Sudanese "
    "energy ministry said on Tuesday. It has withdrawn most of its engineers because Khartoum can no longer pay for "
    "them. Khartoum owes the company $200 million. Egypt accused Ethiopia of filling the dam without an agreement. "
    "Observers say that things may or may not go on as they were."
)


@pytest.fixture(scope="module")
def report() -> Report:
    day = Published(date(2019, 6, 4))
    return Report(report_id(TEXT, None), TEXT, published=day, outlet="The Example Herald", language="en")


@pytest.fixture(scope="module")
def everything(report: Report) -> tuple[Claim, ...]:
    return Reader.load(0.01).read(report)


def test_the_score_is_a_chance_with_its_reason(everything: tuple[Claim, ...]) -> None:
    assert len(everything) > 3
    for claim in everything:
        (why,) = [reason for reason in claim.reasons if reason.field == "score"]
        assert why.score == pytest.approx(claim.score, abs=6e-4)
        assert 0 < why.score < 1


def test_what_is_said_plainly_is_surer_than_what_is_hardly_said(everything: tuple[Claim, ...]) -> None:
    by_quote = {claim.quote: claim.score or 0.0 for claim in everything}
    plain = max(score for quote, score in by_quote.items() if "has cut its staff" in quote)
    assert plain > 0.8
    assert plain > max((score for quote, score in by_quote.items() if "things may" in quote), default=0.0)


@pytest.mark.parametrize("least", [0.3, 0.5, 0.9])
def test_a_higher_bar_keeps_some_of_the_same(least: float, report: Report, everything: tuple[Claim, ...]) -> None:
    found = Reader.load(least).read(report)
    assert {claim.id for claim in found} <= {claim.id for claim in everything}
    sure = {claim.id for claim in everything if (claim.score or 0.0) >= least}
    assert sure <= {claim.id for claim in found}
    causes = {claim.because for claim in found}
    assert {claim.id for claim in found} - sure <= causes


def test_what_holds_a_government_up_is_kept_for_less(everything: tuple[Claim, ...]) -> None:
    claim = replace(everything[0], channel=Channel.FORCES)
    between = (BACKING + LEAST) / 2
    assert kept(claim, between, None)
    assert not kept(replace(claim, channel=None), between, None)
    assert not kept(replace(claim, channel=Channel.PRESSURE), between, None)
    assert not kept(claim, between, between + 0.01)
    assert CAUSE <= BACKING <= LEAST


def test_a_reason_comes_with_what_it_explains(report: Report, everything: tuple[Claim, ...]) -> None:
    (cause,) = (claim for claim in everything if "can no longer pay" in claim.quote)
    assert CAUSE < (cause.score or 0.0) < 0.9
    (explained,) = (claim for claim in Reader.load(0.9).read(report) if claim.because)
    assert explained.because == cause.id
    assert "withdrawn most of its engineers" in explained.quote


def test_the_reason_is_the_clause_after_the_causal_word_not_the_one_around_it() -> None:
    text = "The pullout goes on and it's due to a lack of contracts."
    clauses = [(0, 19), (text.index("it's"), len(text) - 1), (text.index("a lack"), len(text) - 1)]
    assert reason_of(text, clauses[0], (0, len(text)), clauses) == 2
    assert reason_of(text, clauses[0], (0, len(text)), clauses[:2]) == 1
    assert reason_of(text, clauses[2], (0, len(text)), clauses) is None


def test_a_network_that_is_not_there_is_told(tmp_path: Path) -> None:
    assert load_weights(WEIGHTS_FILE).rows
    with pytest.raises(ModelMissing, match="confidence"):
        load_weights(tmp_path / "confidence.npz")
