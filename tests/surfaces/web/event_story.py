"""One event as it spreads through eight pages: unnamed sources, a president's word, denials, a correction."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from backstay.ledger import Ledger
from backstay.records import (
    OUTLET,
    Amount,
    AmountKind,
    Channel,
    Claim,
    Effect,
    EventType,
    Link,
    Source,
    SourceKind,
    Stance,
    Status,
)
from tests.surfaces.web.web_ledgers import FIRM, INSIDER, JOURNAL, READER, VENEZUELA, make_claim, make_report, outcome

PRESIDENT = Source("President Donald Trump", SourceKind.PERSON)
FEW = Amount("a few dozen", 24, 60, "persons", "staff", AmountKind.TO)
HUNDRED = Amount("about 200", 180, 220, "persons", "staff", AmountKind.TO, approx=True)
FIRM_DENIES = Source("The firm", SourceKind.OFFICE, Stance.DENIES)
MINISTRY = Source("The ministry", SourceKind.OFFICE, Stance.DECLINES)
PAGES: tuple[tuple[str, int, str, str, tuple[Source, ...], dict[str, object]], ...] = (
    (
        "Harbour Journal",
        3,
        "The arms firm Borealis has cut its staff in Venezuela to a few dozen, a person close to the ministry said.",
        "The arms firm Borealis has cut its staff in Venezuela to a few dozen",
        (OUTLET, INSIDER),
        {"amounts": (FEW,)},
    ),
    (
        "Northmoor Wire",
        4,
        "Borealis has cut its staff in Venezuela to a few dozen, The Harbour Journal reported.",
        "Borealis has cut its staff in Venezuela to a few dozen",
        (OUTLET, JOURNAL),
        {"amounts": (FEW,)},
    ),
    (
        "The Alder Post",
        4,
        "Staff of Borealis left Venezuela over four months and about 200 stayed, a person close to the ministry said.",
        "Staff of Borealis left Venezuela over four months and about 200 stayed",
        (OUTLET, INSIDER),
        {"amounts": (HUNDRED,)},
    ),
    (
        "Capitol Wire",
        5,
        "President Donald Trump wrote that Borealis had cut its staff in Venezuela. The president, a spokesman in "
        "Moscow suggested, was only repeating what The Wall Street Journal had reported.",
        "Borealis had cut its staff in Venezuela",
        (OUTLET, PRESIDENT),
        {},
    ),
    (
        "Taganka Review",
        6,
        "The firm denied that it had cut its staff in Venezuela.",
        "The firm denied that it had cut its staff in Venezuela",
        (OUTLET, FIRM_DENIES),
        {},
    ),
    (
        "Taganka Review",
        7,
        "Specialists come and go, the firm said, but its office in Venezuela has not changed for years.",
        "its office in Venezuela has not changed for years",
        (OUTLET, Source("The firm", SourceKind.OFFICE)),
        {"effect": Effect.KEEPS},
    ),
    (
        "Capitol Wire",
        7,
        "The ministry declined to comment on staff of Borealis in Venezuela.",
        "The ministry declined to comment on staff of Borealis in Venezuela",
        (OUTLET, MINISTRY),
        {},
    ),
    (
        "Northmoor Wire",
        9,
        "Correction: an earlier report that Borealis cut its staff in Venezuela to a few dozen was wrong.",
        "an earlier report that Borealis cut its staff in Venezuela to a few dozen was wrong",
        (OUTLET,),
        {"status": Status.DID_NOT_HAPPEN},
    ),
)


LINKING = 1
"""The page that links to the first one, and to a page that nobody has read."""
_TO = (("has cut its staff", "https://0.example/story?from=1"), ("Venezuela", "https://www.nytimes.com/2019/borealis"))


def _links(text: str) -> tuple[Link, ...]:
    return tuple(Link(text.index(words), text.index(words) + len(words), address) for words, address in _TO)


def write_story(path: Path) -> tuple[Path, list[Claim]]:
    """The ledger, and its claims in the order of the pages."""
    claims, read = [], []
    with Ledger.open(path, write=True) as ledger:
        for place, (outlet, day, text, quote, sources, more) in enumerate(PAGES):
            report = make_report(
                text,
                published=date(2019, 6, day),
                outlet=outlet,
                title=text.split(",")[0],
                url=f"https://{place}.example/story",
            )
            report = replace(report, links=_links(text) if place == LINKING else ())
            fields: dict[str, object] = {"effect": Effect.CUTS, **more}
            claim = make_claim(
                report,
                quote,
                actor=FIRM,
                recipient=VENEZUELA,
                event_type=EventType.RETREAT,
                channel=Channel.FORCES,
                backer="RUS",
                client="VEN",
                sources=sources,
                **fields,
            )
            claims.append(claim)
            read.append(outcome(report, (claim,)))
        ledger.write(read, reader=READER)
    return path, claims
