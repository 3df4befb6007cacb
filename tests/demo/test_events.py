"""The founding case on the demo dossier, by the shipped reader: one withdrawal, its origin, the denials, the tweet."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from backstay import demo
from backstay.corroboration import EventFilter, Found, find_event, find_events, spread
from backstay.ingest import read_into
from backstay.ledger import ClaimFilter, Ledger
from backstay.records import Event
from backstay.sources import Hints

pytestmark = pytest.mark.slow
JUNE = EventFilter(state="VEN", backer="RUS", since=date(2019, 6, 1), until=date(2019, 6, 6))


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    path = tmp_path_factory.mktemp("demo") / "demo.backstay"
    with Ledger.open(path, write=True) as opened:
        for batch in demo.batches():
            read_into(opened, batch.inputs, Hints(published=batch.published, outlet=batch.outlet), jobs=1)
    with Ledger.open(path) as opened:
        yield opened


@pytest.fixture(scope="module")
def found(ledger: Ledger) -> Found:
    return find_events(ledger, JUNE)


@pytest.fixture(scope="module")
def withdrawal(ledger: Ledger, found: Found) -> Event:
    """The event that the first account tells: the sentence with both numbers."""
    (first,) = (
        row
        for row in ledger.claims(ClaimFilter(text="reduced its staff", party="Rostec"))
        if row.published == date(2019, 6, 2)
    )
    return next(event for event in found.events if first.claim.id in event.claims)


def outlets(event: Event, found: Found, claims: tuple[str, ...]) -> set[str | None]:
    rows = found.rows(event.id)
    return {rows[claim].outlet for claim in claims}


def test_the_withdrawal_is_one_event_told_by_five_outlets(withdrawal: Event, found: Found) -> None:
    told = outlets(withdrawal, found, withdrawal.claims)
    assert {"Northmoor Wire", "The Alder Post", "lakeshore-morning.example", "Fenwick Herald"} <= told
    assert (withdrawal.backer, withdrawal.client, withdrawal.channel) == ("RUS", "VEN", "forces")
    assert withdrawal.actor
    assert withdrawal.actor.party.entity == "Rostec"


def test_it_goes_back_to_the_journal(withdrawal: Event, found: Found) -> None:
    first = withdrawal.origins[0]
    assert first.source == "The Wall Street Journal"
    assert {"Northmoor Wire", "The Alder Post"} <= outlets(withdrawal, found, first.claims)
    steps = spread(found.groups[withdrawal.id])
    assert (steps[0].who, steps[0].step, steps[0].day) == ("The Wall Street Journal", "first", date(2019, 6, 2))


def test_the_second_paper_may_go_back_to_the_same_person(withdrawal: Event) -> None:
    assert "The Telegraph" in [origin.source for origin in withdrawal.origins]
    assert withdrawal.credence
    assert "may go back to the same source" in withdrawal.credence.reason


def test_the_firms_denials_are_attached_and_the_office_that_has_not_changed_keeps_its_content(
    withdrawal: Event, found: Found, ledger: Ledger
) -> None:
    rows = found.rows(withdrawal.id)
    denied = [rows[claim].claim.quote for claim in withdrawal.denials]
    assert any("denied that it had withdrawn" in quote for quote in denied)
    offices = [row.claim for row in ledger.claims(ClaimFilter(text="has not changed for years"))]
    offices += [row.claim for row in ledger.claims(ClaimFilter(text="not changed in size for years"))]
    assert len({office.report for office in offices}) == 2
    for office in offices:
        assert (office.effect, office.innermost.stance) == ("keeps", "asserts")
        assert office.actor is not None
        assert office.actor.party.state == "RUS"
    assert withdrawal.credence
    assert "has an interest" in withdrawal.credence.reason


def test_nobody_confirms_it_and_no_denial_settles_it(withdrawal: Event) -> None:
    credence = withdrawal.credence
    assert credence
    assert 0.4 < credence.probability < 0.9
    assert credence.information in "23"


def test_the_tweet_is_a_claim_of_its_own_with_the_kremlins_denial(withdrawal: Event, found: Found) -> None:
    tweet = next(e for e in found.events for o in e.origins if o.source == "President Donald Trump")
    (origin,) = (o for o in tweet.origins if o.source == "President Donald Trump")
    assert not set(origin.claims) & set(withdrawal.origins[0].claims)
    deniers = {found.rows(tweet.id)[claim].claim.innermost.name for claim in tweet.denials}
    assert deniers & {"The Kremlin", "Kremlin"}


def test_both_numbers_stand_with_who_says_them(withdrawal: Event) -> None:
    bounds = {(each.amount.low, each.amount.high) for each in withdrawal.amounts}
    assert {(24, 60), (900, 1100)} <= bounds


def test_it_is_found_by_its_id_by_a_claim_and_as_of_a_day(ledger: Ledger, withdrawal: Event) -> None:
    assert find_event(ledger, withdrawal.id[:10])[0] == withdrawal
    later = withdrawal.claims[-1]
    assert find_event(ledger, "e" + later[1:])[0] == withdrawal
    before, _ = find_event(ledger.until(date(2019, 6, 2)), withdrawal.id)
    assert before.denials == ()
    assert set(before.claims) < set(withdrawal.claims)
