"""Real claims and rows for tests, with everything that a test does not care about filled in plausibly."""

from __future__ import annotations

from datetime import date
from typing import Any

from backstay.ledger import ClaimRow
from backstay.records import (
    OUTLET,
    Channel,
    Claim,
    Effect,
    EventType,
    Mention,
    Participant,
    Party,
    Source,
    SourceKind,
    Stance,
    claim_id,
)

WSJ = Source("The Wall Street Journal", SourceKind.OUTLET)
CLOSE = Source("a person close to the Russian defense ministry", SourceKind.ANONYMOUS)
ROSTEC_DENIES = Source("Rostec", SourceKind.OFFICE, Stance.DENIES)
CUT = "Rostec has cut its staff in Venezuela to just a few dozen, from about 1,000"


def make_claim(quote: str = CUT, *, report: str = "r1", start: int = 0, **fields: Any) -> Claim:
    """A claim that Russia cut its forces in Venezuela, unless `fields` say otherwise."""
    actor = fields.pop(
        "actor", Participant(Mention("Rostec", start, start + 6), Party("Rostec", None, "RUS", ("BUS", "MIL")))
    )
    recipient = fields.pop("recipient", Participant(Mention("Venezuela"), Party(None, None, "VEN", ("GOV",))))
    sources = fields.pop("sources", (OUTLET,))
    event_type = fields.pop("event_type", EventType.RETREAT)
    end = start + len(quote)
    told: dict[str, Any] = {
        "channel": Channel.FORCES,
        "backer": "RUS",
        "client": "VEN",
        "effect": Effect.CUTS,
        **fields,
    }
    return Claim(
        id=claim_id(report, start, end, actor, recipient, event_type, sources),
        report=report,
        start=start,
        end=end,
        quote=quote,
        actor=actor,
        recipient=recipient,
        event_type=event_type,
        sources=sources,
        **told,
    )


def row(
    quote: str = CUT,
    *,
    outlet: str | None = "The Example Herald",
    published: date | None = date(2019, 6, 3),
    title: str | None = None,
    url: str | None = None,
    **fields: Any,
) -> ClaimRow:
    """A claim in a report of `outlet`."""
    return ClaimRow(make_claim(quote, **fields), outlet, title, url, published)
