"""What the dossier is for: the whole line turns it into a brief that shows relays, denials and what moved."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from backstay import demo
from backstay.corroboration import origins
from backstay.ingest import read_into
from backstay.ledger import ClaimFilter, ClaimRow, Ledger
from backstay.records import Effect, SourceKind
from backstay.sources import Hints
from backstay.ties import brief, lines, tie_book

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    path = tmp_path_factory.mktemp("demo") / "demo.backstay"
    with Ledger.open(path, write=True) as opened:
        for batch in demo.batches():
            hints = Hints(published=batch.published, outlet=batch.outlet)
            summary = read_into(opened, batch.inputs, hints, jobs=1)
            assert not summary.skipped_items
    with Ledger.open(path) as opened:
        yield opened


def test_all_is_read_and_dated(ledger: Ledger) -> None:
    rows = ledger.reports()
    assert len(rows) == 24
    assert all(r.published for r in rows)
    silent = [r.title for r in rows if not r.claims]
    assert not silent, "a dispatch without a claim"


def test_the_brief_names_backers_and_the_one_who_presses(ledger: Ledger) -> None:
    made = brief(ledger, demo.STATE)
    assert [b.state for b in made.backers][:2] in (["RUS", "CHN"], ["CHN", "RUS"])
    assert "USA" in [b.state for b in made.pressure]
    channels = {line.channel for b in made.backers if b.state == "RUS" for line in b.lines}
    assert {"forces", "finance", "arms"} <= {str(c) for c in channels}


def _staff_cuts(ledger: Ledger) -> list[ClaimRow]:
    def bounds(row: ClaimRow) -> set[tuple[float | None, float | None]]:
        return {(a.low, a.high) for a in row.claim.amounts}

    rows = ledger.claims(ClaimFilter(party="Rostec", since=date(2019, 6, 2), until=date(2019, 6, 5)))
    return [row for row in rows if {(24, 60), (900, 1100)} <= bounds(row)]


def test_the_first_account_has_both_numbers_and_the_whole_chain(ledger: Ledger) -> None:
    first = _staff_cuts(ledger)[0]
    assert first.outlet == "Northmoor Wire"
    page, journal, person = first.claim.sources
    assert page.kind is SourceKind.OUTLET
    assert journal.name == "The Wall Street Journal"
    assert person.kind is SourceKind.ANONYMOUS


def test_relays_that_name_the_newspaper_are_one_origin_with_it(ledger: Ledger) -> None:
    rows = ledger.claims(ClaimFilter(client="VEN", backer="RUS", channel="forces"))
    outlets = {row.claim.id: row.outlet for row in rows}
    told = [{outlets[c] for c in origin.claims} for origin in origins(rows)]
    assert any({"Northmoor Wire", "The Alder Post"} <= together for together in told)


def test_the_denials_stand_beside_the_claims_from_their_day_on(ledger: Ledger) -> None:
    def deniers(day: date) -> str:
        return " ".join(r.claim.innermost.name for r in ledger.until(day).claims(ClaimFilter(denied=True)))

    assert "Rostec" not in deniers(date(2019, 6, 2))
    assert "Rostec" in deniers(date(2019, 6, 3))
    assert "Kremlin" in deniers(date(2019, 6, 4))


def test_the_withdrawal_of_forces_is_a_break_with_its_doubts(ledger: Ledger) -> None:
    """The founding case: seen from the end of June 2019, forces broke downward, with a wide interval and denials."""
    ties = lines(tie_book(ledger.until(date(2019, 6, 30)), client=demo.STATE, backer="RUS"), client=demo.STATE)
    forces = next(each for each in ties if each.channel == "forces")
    (found,) = forces.breaks
    assert found.effect is Effect.CUTS
    assert date(2019, 3, 1) <= found.first <= found.last <= date(2019, 6, 30)
    assert len(found.evidence) >= 3
    assert forces.low < 0 < forces.high
    assert forces.denials >= 3
