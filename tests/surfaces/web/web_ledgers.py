"""Ledgers for the pages' tests: invented reports with claims of every kind, written through the ledger itself."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from backstay.ledger import Ledger, Outcome
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
    Skipped,
    Source,
    SourceKind,
    Stance,
    Status,
    When,
    claim_id,
    content_id,
    report_id,
)

READER = "web-tests-1"
RETRIEVED = datetime(2020, 5, 1, 9, 30, tzinfo=UTC)


def make_report(text: str, *, published: date | None, outlet: str | None, title: str | None, url: str | None) -> Report:
    return Report(
        id=report_id(text, url),
        text=text,
        url=url,
        outlet=outlet,
        title=title,
        published=Published(published) if published else None,
        language="en",
        retrieved=RETRIEVED,
        provenance={"title": "page", "published": "json-ld"},
    )


def make_claim(report: Report, quote: str, **fields: object) -> Claim:
    """A claim on the first place where `quote` stands in the report."""
    start = report.text.index(quote)
    end = start + len(quote)
    actor = fields.pop("actor", None)
    recipient = fields.pop("recipient", None)
    event_type = fields.pop("event_type", EventType.COOPERATE)
    sources = fields.pop("sources", (OUTLET,))
    id_ = claim_id(report.id, start, end, actor, recipient, event_type, sources)  # type: ignore[arg-type]
    return Claim(id_, report.id, start, end, quote, actor, recipient, event_type, sources=sources, **fields)  # type: ignore[arg-type]


def who(text: str, entity: str | None, state: str | None, *sector: str) -> Participant:
    return Participant(Mention(text), Party(entity, entity and entity.lower(), state, sector))


def outcome(report: Report, claims: Sequence[Claim], key: str = "") -> Outcome:
    return Outcome(key or content_id("i", report.id), report.url or "page.html", report, tuple(claims))


FIRM = who("The arms firm Borealis", "Borealis", "RUS", "BUS", "MIL")
CARACAS = who("Caracas", None, "VEN", "GOV")
VENEZUELA = who("Venezuela", None, "VEN", "GOV")
MOSCOW = who("Moscow", None, "RUS", "GOV")
INSIDER = Source("a person close to the ministry", SourceKind.ANONYMOUS)
JOURNAL = Source("The Harbour Journal", SourceKind.OUTLET)

FIRST_TEXT = """Arms firm cuts its people in Venezuela

The arms firm Borealis has cut its staff in Venezuela to just a few dozen, from about 1,000 \
three years ago, because Caracas can no longer pay, a person close to the ministry told The Harbour Journal.

The firm said the report was false. Moscow may send new trainers next year, if the debt is settled.

Washington put new sanctions on two tankers.
"""


def founding() -> Outcome:
    """One report whose claims nest, overlap, deny, hedge and count."""
    report = make_report(
        FIRST_TEXT,
        published=date(2019, 6, 3),
        outlet="The Evening Ledger",
        title="Arms firm cuts its people in Venezuela",
        url="https://evening-ledger.example/2019/06/arms-firm",
    )
    chain = (OUTLET, JOURNAL, INSIDER)
    cannot_pay = make_claim(
        report,
        "Caracas can no longer pay",
        actor=CARACAS,
        recipient=FIRM,
        event_type=EventType.STATE,
        channel=Channel.FINANCE,
        backer="RUS",
        client="VEN",
        effect=Effect.CUTS,
        status=Status.ONGOING,
        sources=chain,
    )
    cut = make_claim(
        report,
        "The arms firm Borealis has cut its staff in Venezuela to just a few dozen, from about 1,000 three years ago,"
        " because Caracas can no longer pay",
        actor=FIRM,
        recipient=VENEZUELA,
        event_type=EventType.RETREAT,
        mode="withdraw",
        channel=Channel.FORCES,
        backer="RUS",
        client="VEN",
        effect=Effect.CUTS,
        sources=chain,
        amounts=(
            Amount("a few dozen", 24, 60, "persons", "staff in Venezuela", AmountKind.TO, approx=True),
            Amount("about 1,000", 900, 1100, "persons", "staff in Venezuela", AmountKind.FROM, approx=True),
        ),
        when=When("three years ago", date(2016, 1, 1), date(2016, 12, 31), Precision.YEAR),
        where=Place("VEN", "Venezuela"),
        because=cannot_pay.id,
        score=0.83,
        reasons=(
            Reason("channel", "staff of an arms firm: forces", 0.91),
            Reason("event_type", "“has cut its staff” is a withdrawal", 0.88),
            Reason("sources", "“a person close to … told The Harbour Journal”"),
        ),
    )
    headline = make_claim(
        report,
        "Arms firm cuts its people in Venezuela",
        actor=FIRM,
        recipient=VENEZUELA,
        event_type=EventType.RETREAT,
        channel=Channel.FORCES,
        backer="RUS",
        client="VEN",
        effect=Effect.CUTS,
    )
    denial = make_claim(
        report,
        "The firm said the report was false",
        actor=FIRM,
        recipient=VENEZUELA,
        event_type=EventType.RETREAT,
        channel=Channel.FORCES,
        backer="RUS",
        client="VEN",
        effect=Effect.CUTS,
        sources=(OUTLET, Source("The firm", SourceKind.OFFICE, Stance.DENIES)),
    )
    trainers = make_claim(
        report,
        "Moscow may send new trainers next year, if the debt is settled",
        actor=MOSCOW,
        recipient=VENEZUELA,
        event_type=EventType.AID,
        channel=Channel.FORCES,
        backer="RUS",
        client="VEN",
        effect=Effect.BUILDS,
        status=Status.CONDITIONAL,
        certainty=Certainty.POSSIBLE,
        when=When("next year", date(2020, 1, 1), date(2020, 12, 31), Precision.YEAR),
    )
    sanctions = make_claim(
        report,
        "Washington put new sanctions on two tankers",
        actor=who("Washington", None, "USA", "GOV"),
        event_type=EventType.SANCTION,
        channel=Channel.PRESSURE,
        backer="USA",
        client="VEN",
        effect=Effect.BUILDS,
    )
    return outcome(report, (headline, cut, cannot_pay, denial, trainers, sanctions))


def later() -> Outcome:
    """A report of another year, so that days as of which the ledger is looked at differ."""
    text = "Moscow lent Caracas 2 billion dollars on Monday.\nPekin said nothing.\n"
    report = make_report(
        text, published=date(2020, 3, 2), outlet="Tide Wire", title="A new loan", url="https://tide-wire.example/loan"
    )
    loan = make_claim(
        report,
        "Moscow lent Caracas 2 billion dollars on Monday",
        actor=MOSCOW,
        recipient=CARACAS,
        event_type=EventType.AID,
        channel=Channel.FINANCE,
        backer="RUS",
        client="VEN",
        effect=Effect.BUILDS,
        amounts=(Amount("2 billion dollars", 2e9, 2e9, "USD"),),
    )
    return outcome(report, (loan,))


def undated() -> Outcome:
    text = "Cuba sent doctors to Venezuela."
    report = make_report(text, published=None, outlet=None, title=None, url=None)
    doctors = make_claim(
        report,
        "Cuba sent doctors to Venezuela",
        actor=who("Cuba", None, "CUB", "GOV"),
        recipient=VENEZUELA,
        event_type=EventType.AID,
        channel=Channel.AID,
        backer="CUB",
        client="VEN",
        effect=Effect.BUILDS,
    )
    return outcome(report, (doctors,))


def not_read() -> Outcome:
    skipped = Skipped("folder/broken.html", "no-article", "the page holds only a menu", at=RETRIEVED)
    return Outcome("i-skipped", skipped.address, skipped=skipped)


def write_small(path: Path) -> Path:
    """The ledger that most tests look at."""
    with Ledger.open(path, write=True) as ledger:
        ledger.write([founding(), later(), undated(), not_read()], reader=READER)
    return path


# A large ledger, for looking at and for timing

_PLACES = (
    "VEN",
    "SYR",
    "BLR",
    "CUB",
    "IRN",
    "PRK",
    "UKR",
    "TUR",
    "EGY",
    "IRQ",
    "AFG",
    "MMR",
    "SDN",
    "ZWE",
    "LBY",
    "YEM",
)
_BACKERS = ("RUS", "CHN", "USA", "IRN", "TUR", "CUB", "SAU", "FRA", "GBR", "IND")
_FILL = (
    "The talks went on into the evening and nobody at the table would be drawn on what had been agreed. "
    "A spokesman for the port said that ships were waiting outside the harbour. "
    "Prices in the capital rose again, and people queued for bread and fuel. "
)
_SAYINGS = (
    "{a} sent another shipment of parts to {b}",
    "{a} lent {b} money against oil",
    "{a} has withdrawn some of its advisers from {b}",
    "{a} is to hold exercises with {b} in the autumn",
    "{a} voted with {b} at the council",
    "{a} threatened {b} with new sanctions",
    "{a} put off a payment that {b} owes",
    "{a} met a delegation from {b}",
)


def _saying(pick: random.Random, place: int) -> tuple[EventType, Channel | None, Effect | None]:
    return (
        (EventType.AID, Channel.ARMS, Effect.BUILDS),
        (EventType.AID, Channel.FINANCE, Effect.BUILDS),
        (EventType.RETREAT, Channel.FORCES, Effect.CUTS),
        (EventType.COOPERATE, Channel.FORCES, Effect.KEEPS),
        (EventType.SUPPORT, Channel.DIPLOMACY, Effect.KEEPS),
        (EventType.THREATEN, Channel.PRESSURE, Effect.BUILDS),
        (EventType.CONCEDE, Channel.FINANCE, pick.choice((Effect.CUTS, Effect.ENDS))),
        (EventType.CONSULT, None, None),
    )[place]


def large(reports: int, claims_each: int, seed: int = 7) -> Iterator[Outcome]:
    """`reports` invented reports of about `claims_each` claims; half of the claims bear on a tie."""
    pick = random.Random(seed)
    weights = [1 / (place + 1) for place in range(len(_PLACES))]
    for index in range(reports):
        day = date(2012, 1, 2) + timedelta(days=pick.randrange(3200))
        home = pick.choices(_PLACES, weights)[0]
        lines, wanted = [f"Invented report {index} from {home}"], []
        for number in range(claims_each):
            backer, place = pick.choice(_BACKERS), pick.randrange(len(_SAYINGS))
            client = home if pick.random() < 0.7 else pick.choice(_PLACES)
            quote = f"{_SAYINGS[place].format(a=backer, b=client)}, on day {number} of it"
            lines.append(f"{pick.choice(('An official said that ', 'It appears that ', ''))}{quote}. {_FILL}")
            wanted.append((quote, backer, client, place))
        text = "\n".join(lines)
        outlet = f"Outlet {pick.randrange(60)}"
        report = make_report(
            text, published=day, outlet=outlet, title=lines[0], url=f"https://outlet.example/{seed}/{index}"
        )
        yield outcome(report, [_claim(pick, report, each) for each in wanted])


def _claim(pick: random.Random, report: Report, said: tuple[str, str, str, int]) -> Claim:
    quote, backer, client, place = said
    event_type, channel, effect = _saying(pick, place)
    tied = channel is not None and backer != client and pick.random() < 0.6
    stance = Stance.DENIES if pick.random() < 0.06 else Stance.ASSERTS
    sources = (OUTLET, Source("An official", SourceKind.PERSON, stance)) if pick.random() < 0.5 else (OUTLET,)
    return make_claim(
        report,
        quote,
        actor=who(backer, None, backer, "GOV"),
        recipient=who(client, f"Ministry of {client}", client, "GOV"),
        event_type=event_type,
        channel=channel,
        backer=backer if tied else None,
        client=client if tied else None,
        effect=effect if tied else None,
        status=pick.choice((Status.HAPPENED, Status.HAPPENED, Status.ONGOING, Status.PLANNED)),
        certainty=pick.choice((Certainty.CERTAIN, Certainty.CERTAIN, Certainty.PROBABLE)),
        sources=sources,
        score=round(pick.random(), 3),
        reasons=(
            Reason("channel", "the words of it", 0.7),
            Reason("event_type", "the verb", 0.9),
            Reason("status", "past"),
        ),
    )


def write_large(path: Path, reports: int = 5086, claims_each: int = 20, batch: int = 500) -> Path:
    """About 100,000 claims with the default numbers."""
    waiting: list[Outcome] = []
    with Ledger.open(path, write=True) as ledger:
        for each in large(reports, claims_each):
            waiting.append(each)
            if len(waiting) >= batch:
                ledger.write(waiting, reader=READER)
                waiting = []
        ledger.write([*waiting, not_read(), founding(), later(), undated()], reader=READER)
        ledger.compact()
    return path
