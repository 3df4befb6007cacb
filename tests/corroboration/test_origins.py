"""Origins: one telling is counted once, and nothing else is merged."""

from __future__ import annotations

from datetime import date, timedelta
from time import process_time

from hypothesis import given, settings
from hypothesis import strategies as st

from backstay.corroboration import CLOSE_DAYS, origins
from backstay.corroboration.origins import SAME_WORDS, _candidates, _jaccard, _ranked, _shingles
from backstay.ledger import ClaimRow
from backstay.records import (
    OUTLET,
    Channel,
    Effect,
    EventType,
    Precision,
    Source,
    SourceKind,
    Status,
    When,
)
from tests.corroboration.make import CLOSE, CUT, ROSTEC_DENIES, WSJ, row

JUNE_3 = date(2019, 6, 3)
OTHER_WORDS = "The Russian state arms firm now has only a handful of people left in the country"


def count(*rows: ClaimRow) -> int:
    return len(origins(rows))


def test_nothing_has_no_origin() -> None:
    assert origins([]) == []


def test_a_relay_goes_to_the_outlet_that_it_names() -> None:
    first = row(outlet="The Wall Street Journal", report="r1", sources=(OUTLET, CLOSE), published=date(2019, 6, 2))
    relay = row(OTHER_WORDS, outlet="The Example Herald", report="r2", sources=(OUTLET, WSJ, CLOSE))
    short = row(
        "Rostec's withdrawal", outlet="Other Times", report="r3", sources=(OUTLET, Source("WSJ", SourceKind.OUTLET))
    )
    (origin,) = origins([relay, short, first])
    assert set(origin.claims) == {each.claim.id for each in (first, relay, short)}
    assert origin.source == "The Wall Street Journal"
    assert origin.first_told == date(2019, 6, 2)


def test_initials_of_two_outlets_belong_to_neither() -> None:
    names = ("World Street Journal", "Wall Street Journal", "WSJ")
    rows = [row(n, report=n, outlet=None, sources=(OUTLET, Source(n, SourceKind.OUTLET))) for n in names]
    assert count(*rows[1:]) == 1
    assert count(*rows) == 3


def test_an_outlets_own_voice_is_its_own_origin() -> None:
    assert count(row(OTHER_WORDS, outlet="One", report="r1"), row("Rostec left.", outlet="Two", report="r2")) == 2


def test_pages_of_one_outlet_on_one_story_are_one_telling() -> None:
    one = row(OTHER_WORDS, outlet="The Daily One", report="r1")
    other = row("Rostec left.", outlet="one", report="r2", published=JUNE_3 + timedelta(days=2))
    assert count(one, other) == 1


def test_what_a_person_said_is_told_once_whoever_prints_it() -> None:
    names = ("U.S. President Donald Trump", "Trump", "Donald Trump, the president")
    rows = [row(f"words {n}", outlet=n, report=n, sources=(OUTLET, Source(n, SourceKind.PERSON))) for n in names]
    assert count(*rows) == 1


def test_unnamed_people_of_two_outlets_stay_two() -> None:
    one = row(OTHER_WORDS, outlet="One", report="r1", sources=(OUTLET, CLOSE))
    two = row("Rostec left.", outlet="Two", report="r2", sources=(OUTLET, CLOSE))
    assert count(one, two) == 2


def test_a_pronoun_names_nobody() -> None:
    he = Source("he", SourceKind.PERSON)
    assert (
        count(
            row("a", outlet="One", report="r1", sources=(OUTLET, he)),
            row("b", outlet="Two", report="r2", sources=(OUTLET, he)),
        )
        == 2
    )


def test_pages_without_outlet_stand_for_themselves() -> None:
    assert count(row("a", outlet=None, report="r1"), row("b", outlet=None, report="r2")) == 2
    address = "https://www.herald.example/a"
    same_host = [row(q, outlet=None, report=q, url=address) for q in ("a", "b")]
    assert count(*same_host) == 1


def test_nearly_the_same_words_are_one_telling() -> None:
    copied = CUT.replace("just a", "only a") + " several years ago"
    assert count(row(CUT, outlet="One", report="r1"), row(CUT + ".", outlet="Two", report="r2")) == 1
    assert (
        count(row(CUT, outlet="One", report="r1"), row(copied, outlet="Two", report="r2")) == 2
    )  # below the threshold
    short = "Russia sent more aid"
    assert count(row(short, outlet="One", report="r1"), row(short, outlet="Two", report="r2")) == 2


def test_a_denial_is_never_merged_with_what_it_denies() -> None:
    said = row(CUT, outlet="One", report="r1")
    denied = row(CUT, outlet="One", report="r1", sources=(OUTLET, ROSTEC_DENIES))
    assert count(said, denied) == 2


def test_other_things_are_other_origins() -> None:
    base = row()
    for other in (
        row(event_type=EventType.AID),
        row(channel=Channel.ARMS, start=1),
        row(effect=Effect.KEEPS, start=1),
        row(backer="CHN", start=1),
        row(status=Status.PLANNED, start=1),
    ):
        assert count(base, other) == 2
    assert count(base, row(status=Status.ONGOING, start=1)) == 1
    # A relay that says more ("ends") goes back to the same telling as the cut.
    assert count(base, row(effect=Effect.ENDS, start=1)) == 1


def test_one_source_again_after_the_window_is_a_new_telling() -> None:
    later = [
        row(f"words {d}", report=f"r{d}", published=JUNE_3 + timedelta(days=d)) for d in (0, CLOSE_DAYS, CLOSE_DAYS + 1)
    ]
    assert count(*later[:2]) == 1
    assert count(*later) == 2


def test_the_day_that_a_text_settles_counts_before_the_day_it_was_published() -> None:
    then = When("December 10, 2018", date(2018, 12, 10), date(2018, 12, 10), Precision.DAY)
    assert count(row("a"), row("b", start=9, when=then)) == 2
    decade = When("since 2009", date(2009, 1, 1), date(2019, 6, 3), Precision.YEAR)
    assert count(row("a"), row("b", start=9, when=decade)) == 1


def test_the_same_claim_twice_counts_once() -> None:
    (origin,) = origins([row(), row()])
    assert origin.claims == (row().claim.id,)


SOURCES = st.sampled_from(
    [
        (OUTLET,),
        (OUTLET, WSJ),
        (OUTLET, WSJ, CLOSE),
        (OUTLET, CLOSE),
        (OUTLET, ROSTEC_DENIES),
        (OUTLET, Source("he", SourceKind.PERSON)),
    ]
)
ROWS = st.builds(
    row,
    st.sampled_from([CUT, CUT + " ago", OTHER_WORDS, "Rostec left", ""]),
    report=st.sampled_from([f"r{n}" for n in range(12)]),
    start=st.integers(0, 3),
    outlet=st.sampled_from([None, "The Wall Street Journal", "WSJ", "One", "Two"]),
    published=st.none() | st.dates(date(2019, 5, 1), date(2019, 8, 1)),
    sources=SOURCES,
    channel=st.sampled_from([Channel.FORCES, None]),
    effect=st.sampled_from([Effect.CUTS, Effect.ENDS]),
)
LISTS = st.lists(ROWS, max_size=25, unique_by=lambda r: r.claim.id)


@given(LISTS)
def test_every_claim_is_in_exactly_one_origin(rows: list[ClaimRow]) -> None:
    held = [claim for origin in origins(rows) for claim in origin.claims]
    assert sorted(held) == sorted(r.claim.id for r in rows)


@given(LISTS.flatmap(lambda rows: st.tuples(st.just(rows), st.permutations(rows))))
def test_order_does_not_matter(both: tuple[list[ClaimRow], list[ClaimRow]]) -> None:
    assert origins(both[0]) == origins(both[1])


@given(LISTS)
def test_no_origin_mixes_stances_or_ties(rows: list[ClaimRow]) -> None:
    by_id = {r.claim.id: r.claim for r in rows}
    for origin in origins(rows):
        held = [by_id[claim] for claim in origin.claims]
        down = {c.effect and c.effect in (Effect.CUTS, Effect.ENDS) for c in held}
        assert len(down) == 1
        assert len({(c.innermost.stance, c.channel, c.event_type) for c in held}) == 1


@given(LISTS)
@settings(max_examples=50)
def test_near_duplicates_are_found_as_by_comparing_all(rows: list[ClaimRow]) -> None:
    """The index leaves no pair out that is at or above the threshold."""
    shingles = _ranked([_shingles(r.claim.quote) for r in rows])
    candidates = dict(_candidates(shingles))
    for late in range(len(rows)):
        for early in range(late):
            if shingles[early] and shingles[late] and _jaccard(shingles[early], shingles[late]) >= SAME_WORDS:
                assert early in candidates[late]


def test_ten_thousand_claims_take_less_than_two_seconds() -> None:
    rows = [
        row(f"In report {n} the firm number {n} said it had sent {n % 7} more advisers to the capital this year",
            report=f"r{n}", outlet=f"Outlet {n % 300}", published=JUNE_3 + timedelta(days=n % 900))
        for n in range(10_000)
    ]  # fmt: skip
    began = process_time()
    found = origins(rows)
    assert process_time() - began < 6  # a tenth of that on an idle machine
    assert len(found) > 300
