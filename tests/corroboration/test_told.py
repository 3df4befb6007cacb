"""Origins with the relays that reports show: who told a claim beyond what its own clause says."""

from __future__ import annotations

from datetime import date

import pytest

from backstay.corroboration import origins
from backstay.corroboration.echoes import relate
from backstay.knowledge import Knowledge
from backstay.ledger import ClaimRow
from backstay.records import OUTLET, Relay, RelayKind, Report, SourceKind
from tests.corroboration.echoes.make import report
from tests.corroboration.make import CLOSE, ROSTEC_DENIES, WSJ, make_claim, row

QUOTE = "Rostec left Venezuela"
COPIES = 1_000


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return Knowledge.load()


def claim_of(page: Report, quote: str = QUOTE, **fields: object) -> ClaimRow:
    """A claim of `quote` where it stands in a report."""
    claim = make_claim(quote, report=page.id, start=page.text.index(quote), **fields)
    return ClaimRow(claim, page.outlet, page.title, page.url, page.published.day if page.published else None)


@pytest.mark.slow
def test_a_thousand_copies_under_invented_outlets_are_one_telling(knowledge: Knowledge) -> None:
    story = (
        "Rostec left Venezuela overnight with all of its people. Trucks carried crates to the port of La Guaira while "
        "guards burned papers behind the office wall. Nobody who saw them go would give a name or say who had paid."
    )
    pages = [report(f"{story} Signed number{n}.", f"Invented Gazette {n}", "2019-06-03") for n in range(COPIES)]
    rows = [claim_of(page) for page in pages]
    assert len(origins(rows)) == COPIES  # the clause alone, three words, cannot show it
    (origin,) = origins(rows, relate(pages, knowledge))
    assert len(origin.claims) == COPIES
    assert {relay.kind for relay in origin.evidence} == {RelayKind.COPY}


def test_a_sentence_that_goes_back_to_a_newspaper_named_before_is_that_newspapers(knowledge: Knowledge) -> None:
    told = "Rostec has cut its staff, The Wall Street Journal reported. Rostec left Venezuela, the paper said."
    page = report(f"Staff gone\n\n{told}", "The Example Herald")
    first = row(
        "Rostec has cut its staff in the country",
        outlet="The Wall Street Journal",
        report="r1",
        sources=(OUTLET, CLOSE),
        published=date(2019, 6, 2),
    )
    later = claim_of(page)
    assert len(origins([first, later])) == 2
    (origin,) = origins([first, later], relate([page], knowledge))
    assert origin.source == "The Wall Street Journal"
    assert [relay.quote for relay in origin.evidence] == ["Rostec left Venezuela, the paper said."]


def test_two_unnamed_sources_of_one_day_stay_two_and_say_so() -> None:
    one = row("a few dozen are left", outlet="One", report="r1", sources=(OUTLET, WSJ, CLOSE))
    other = row("most have gone home", outlet="Two", report="r2", sources=(OUTLET, CLOSE))
    named = row("none has left", outlet="Three", report="r3", sources=(OUTLET, ROSTEC_DENIES))
    found = {origin.source: origin for origin in origins([one, other, named])}
    assert len(found) == 3
    assert found["The Wall Street Journal"].possibly_same == (found["Two"].id,)
    assert found["Two"].possibly_same == (found["The Wall Street Journal"].id,)
    assert found["Rostec"].possibly_same == ()


def test_weeks_apart_or_in_their_own_name_they_are_simply_two() -> None:
    one = row("a few dozen are left", outlet="One", report="r1", sources=(OUTLET, CLOSE))
    later = row("most have gone home", outlet="Two", report="r2", sources=(OUTLET, CLOSE), published=date(2019, 6, 20))
    own = row("the office is empty", outlet="Three", report="r3")
    assert all(not origin.possibly_same for origin in origins([one, later, own]))


def test_copies_that_go_back_to_each_other_end() -> None:
    def copy(of: str, to: str) -> Relay:
        return Relay(of, f"Paper {to}", RelayKind.COPY, "the same words", 0, 14, 0.95, to=to)

    rows = [row("Rostec left.", outlet=f"Paper {each}", report=each) for each in ("a", "b", "c")]
    relays = [copy("a", "b"), copy("b", "c"), copy("c", "a")]
    found = origins(rows, relays)
    assert sorted(claim for origin in found for claim in origin.claims) == sorted(each.claim.id for each in rows)


def test_an_unsure_relay_decides_nothing() -> None:
    claim = row("Rostec left.", outlet="Paper", report="a")
    relay = Relay("a", "TASS", RelayKind.SAYS, "Rostec left.", 0, 12, 0.2, source_kind=SourceKind.OUTLET)
    assert origins([claim], [relay])[0].source == "Paper"
