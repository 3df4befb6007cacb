"""Reports and claims for the ledger's tests, by hand and by Hypothesis."""

from __future__ import annotations

from datetime import UTC, date, datetime

from hypothesis import strategies as st

from backstay.ledger import Outcome
from backstay.records import (
    OUTLET,
    Amount,
    AmountKind,
    Certainty,
    Channel,
    Claim,
    Effect,
    EventType,
    Mention,
    Participant,
    Party,
    Place,
    Precision,
    Published,
    Reason,
    Report,
    Source,
    SourceKind,
    Stance,
    Status,
    When,
    claim_id,
    report_id,
)


def make_report(text: str = "Rostec cut its staff in Venezuela.", **fields: object) -> Report:
    given: dict[str, object] = {
        "url": "https://paper.example/1",
        "outlet": "The Paper",
        "title": "Staff cut",
        "published": Published(date(2019, 6, 3)),
        "language": "en",
        "retrieved": datetime(2024, 5, 1, 12, 0, tzinfo=UTC),
        **fields,
    }
    return Report(id=report_id(text, given["url"]), text=text, **given)  # type: ignore[arg-type]


def make_claim(report: Report, start: int = 0, end: int = 10, **fields: object) -> Claim:
    actor = Participant(Mention("Rostec", 0, 6), Party("Rostec", "Q1", "RUS", ("BUS", "GOV")))
    recipient = Participant(Mention("Venezuela", 24, 33), Party("Venezuela", "Q717", "VEN"))
    given: dict[str, object] = {
        "actor": actor,
        "recipient": recipient,
        "event_type": EventType.RETREAT,
        "channel": Channel.FORCES,
        "backer": "RUS",
        "client": "VEN",
        "effect": Effect.CUTS,
        "sources": (OUTLET, Source("a person close to the ministry", SourceKind.ANONYMOUS)),
        "amounts": (Amount("a few dozen", 24, 60, "persons", "staff", AmountKind.TO, True),),
        **fields,
    }
    made = claim_id(report.id, start, end, given["actor"], given["recipient"], given["event_type"], given["sources"])  # type: ignore[arg-type]
    return Claim(id=made, report=report.id, start=start, end=end, quote=report.text[start:end], **given)  # type: ignore[arg-type]


def make_outcome(report: Report, *claims: Claim, key: str | None = None, address: str | None = None) -> Outcome:
    return Outcome(key or f"i{report.id}", address or f"/in/{report.id}", report, claims)


_words = st.text(max_size=40)
_name = st.none() | _words
_state = st.none() | st.sampled_from(["VEN", "RUS", "CHN", "USA"])
_day = st.dates(date(1900, 1, 1), date(2100, 1, 1))
_at = st.integers(0, 5000)
_number = st.none() | st.floats(allow_nan=False, allow_infinity=False)
_participant = st.builds(
    Participant,
    st.builds(Mention, _words, st.none() | _at, st.none() | _at),
    st.builds(Party, _name, _name, _state, st.lists(st.sampled_from(["GOV", "MIL"]), max_size=2).map(tuple)),
)
_source = st.builds(Source, _words, st.sampled_from(SourceKind), st.sampled_from(Stance), st.none() | _at, st.none())
_amount = st.builds(Amount, _words, _number, _number, _words, _words, st.sampled_from(AmountKind), st.booleans())
_when = st.builds(When, _words, st.none() | _day, st.none() | _day, st.sampled_from(Precision))
_moments = st.datetimes(datetime(1970, 1, 2), datetime(2100, 1, 1), timezones=st.none() | st.just(UTC))


@st.composite
def readings(draw: st.DrawFn) -> tuple[Report, tuple[Claim, ...]]:
    """A report of any text with up to three claims of any fields."""
    text = draw(st.text(min_size=1, max_size=200))
    report = make_report(
        text,
        url=draw(_name),
        outlet=draw(_name),
        title=draw(_name),
        byline=draw(_name),
        published=draw(st.none() | st.builds(Published, _day, st.sampled_from(Precision), st.none() | _moments)),
        language=draw(st.none() | st.just("en")),
        retrieved=draw(st.none() | _moments),
        sha256=draw(_name),
        provenance=draw(st.dictionaries(st.sampled_from(["title", "outlet"]), _words, max_size=2)),
    )
    claims = [
        make_claim(
            report,
            start,
            start + 1,
            actor=draw(st.none() | _participant),
            recipient=draw(st.none() | _participant),
            event_type=draw(st.sampled_from(EventType)),
            mode=draw(_name.filter(lambda mode: mode != "")),
            channel=draw(st.none() | st.sampled_from(Channel)),
            backer=draw(_state),
            client=draw(_state),
            effect=draw(st.none() | st.sampled_from(Effect)),
            status=draw(st.sampled_from(Status)),
            certainty=draw(st.sampled_from(Certainty)),
            sources=tuple(draw(st.lists(_source, min_size=1, max_size=3))),
            amounts=tuple(draw(st.lists(_amount, max_size=2))),
            when=draw(st.none() | _when),
            where=draw(st.none() | st.builds(Place, _state, _words, _name)),
            because=draw(_name),
            score=draw(_number),
            reasons=tuple(draw(st.lists(st.builds(Reason, _words, _words, _number), max_size=2))),
        )
        for start in range(draw(st.integers(0, 3)))
    ]
    return report, tuple(claims)
