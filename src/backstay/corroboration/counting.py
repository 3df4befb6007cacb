"""The origins of a government's claims, counted once and kept beside the ledger, so that every page shows one number.

The origins are kept as long as the claims on the government, and the reports that they are of, stay as they are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from .._version import __version__
from ..records import Origin
from .origins import origins

if TYPE_CHECKING:
    from ..ledger import ClaimRow, Ledger

FOLDER = "origins"
"""Its name in the ledger's folder. It can be deleted at any time."""


@dataclass(slots=True)
class _Kept:
    """`mark`: of the claims that were counted."""

    version: str = ""
    mark: str = ""
    origins: list[Origin] = field(default_factory=list)


def counted(ledger: Ledger, client: str, rows: Sequence[ClaimRow]) -> list[Origin]:
    """The origins of all claims on a client, `rows`: those of `traced`, without their evidence.

    Raises ModelMissing without the knowledge file.
    """
    import msgspec

    from ..ledger.beside import write_beside

    if ledger.as_of is not None or not (client.isascii() and client.isalnum()):
        return _count(ledger, rows)
    path = ledger.path / FOLDER / f"{client}.json"
    mark, kept = _mark(ledger, client), _load(path)
    if not kept.mark or kept.mark != mark:
        kept.origins = _count(ledger, rows)
        kept.mark, kept.version = mark, __version__
        write_beside(path, msgspec.json.encode(kept))
    return kept.origins


def _count(ledger: Ledger, rows: Sequence[ClaimRow]) -> list[Origin]:
    """Origins with the relays of their reports, which are looked up where they are kept."""
    from ..knowledge import Knowledge
    from .echoes import relate
    from .kept.relayed import relays_by_report

    knowledge = Knowledge.load()
    reports = ledger.texts(sorted({row.claim.report for row in rows}))
    relays = relate(reports, knowledge, relays_by_report(ledger.path, reports, knowledge))
    return [replace(origin, evidence=()) for origin in origins(rows, relays)]


def _mark(ledger: Ledger, client: str) -> str:
    """Changes with any claim on the client, and with any report that has one."""
    found = ledger.select(
        "SELECT count(*) AS n, CAST(bit_xor(hash(c.id, c.record, r.content, r.outlet, r.url, r.title, r.published)) "
        "AS VARCHAR) AS mark FROM ledger.claims c JOIN ledger.reports r ON r.id = c.report WHERE c.client = $client",
        {"client": client},
    )
    return f"{found['n'][0]} {found['mark'][0]}"


def _load(path: Path) -> _Kept:
    import msgspec

    try:
        kept = msgspec.json.decode(path.read_bytes(), type=_Kept)
    except (OSError, msgspec.DecodeError):
        return _Kept()
    return kept if kept.version == __version__ else _Kept()
