"""A claim as one flat row, for spreadsheets: the first and last of nested things, lists joined by semicolons."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, TextIO

from ...records import Amount, Participant

if TYPE_CHECKING:
    from ...ledger import ClaimRow

Cell = str | int | float | None

_FORMULA_STARTS = tuple("=+-@\t\r\n＝＋－＠")  # what spreadsheets take for a formula (OWASP, CSV injection)
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def flat_row(row: ClaimRow) -> dict[str, Cell]:
    """One claim with its report, one cell a field; None where nothing is known."""
    claim, when = row.claim, row.claim.when
    innermost = claim.innermost
    return {
        "claim": claim.id,
        "report": claim.report,
        "published": row.published.isoformat() if row.published else None,
        "outlet": row.outlet,
        "title": row.title,
        "url": row.url,
        "quote": claim.quote,
        "start": claim.start,
        "end": claim.end,
        **_party("actor", claim.actor),
        **_party("recipient", claim.recipient),
        "event_type": claim.event_type.value,
        "mode": claim.mode,
        "channel": claim.channel and claim.channel.value,
        "backer": claim.backer,
        "client": claim.client,
        "effect": claim.effect and claim.effect.value,
        "status": claim.status.value,
        "certainty": claim.certainty.value,
        "sources": " > ".join(source.name or source.kind.value for source in claim.sources),
        "source": innermost.name or None,
        "source_kind": innermost.kind.value,
        "stance": innermost.stance.value,
        "amounts": "; ".join(_amount(amount) for amount in claim.amounts) or None,
        "when": when.text if when else None,
        "when_first": when.first.isoformat() if when and when.first else None,
        "when_last": when.last.isoformat() if when and when.last else None,
        "where": claim.where.state if claim.where else None,
        "because": claim.because,
        "score": claim.score,
    }


def write_csv(rows: Iterable[ClaimRow], out: TextIO) -> int:
    """Write rows with a header line and give their number. No cell can act as a formula in a spreadsheet."""
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    written = 0
    for row in rows:
        flat = flat_row(row)
        writer.writerow([harmless(flat[column]) for column in COLUMNS])
        written += 1
    return written


def harmless(value: Cell) -> Cell:
    """A text that a spreadsheet would run as a formula gets an apostrophe in front; control characters go."""
    if not isinstance(value, str):
        return value
    # Both before and after: a control character may hide a formula, and is a danger of its own at the start.
    shown = _CONTROLS.sub("", value)
    return "'" + shown if value.startswith(_FORMULA_STARTS) or shown.startswith(_FORMULA_STARTS) else shown


def _party(role: str, participant: Participant | None) -> dict[str, Cell]:
    if participant is None:
        return dict.fromkeys((role, f"{role}_entity", f"{role}_state", f"{role}_sector"))
    party = participant.party
    return {
        role: participant.mention.text,
        f"{role}_entity": party.entity,
        f"{role}_state": party.state,
        f"{role}_sector": " ".join(party.sector) or None,
    }


def _amount(amount: Amount) -> str:
    low, high = (f"{bound:g}" if bound is not None else "" for bound in (amount.low, amount.high))
    bounds = low if low == high else f"{low}..{high}"
    return f"{amount.text} [{amount.kind.value}: {bounds} {amount.unit}]"


COLUMNS: tuple[str, ...] = (
    "claim", "report", "published", "outlet", "title", "url", "quote", "start", "end",
    "actor", "actor_entity", "actor_state", "actor_sector",
    "recipient", "recipient_entity", "recipient_state", "recipient_sector",
    "event_type", "mode", "channel", "backer", "client", "effect", "status", "certainty",
    "sources", "source", "source_kind", "stance",
    "amounts", "when", "when_first", "when_last", "where", "because", "score",
)  # fmt: skip
"""The columns of `flat_row`, in order."""
