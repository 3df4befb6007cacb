"""The origins of a government's claims, counted once and kept beside the ledger, so that every page shows one number.

What each report says of where it has its story takes ten milliseconds to find. It is kept by report; the origins are
kept as long as the claims on the government, and the reports that they are of, stay as they are.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from .._version import __version__
from ..records import Origin, Relay
from .origins import origins

if TYPE_CHECKING:
    from ..ledger import ClaimRow, Ledger

FOLDER = "origins"
"""Its name in the ledger's folder. It can be deleted at any time."""


@dataclass(slots=True)
class _Kept:
    """`mark`: of the claims that were counted. `said`: by report, a digest of its text and its relays."""

    version: str = ""
    mark: str = ""
    origins: list[Origin] = field(default_factory=list)
    said: dict[str, tuple[str, list[Relay]]] = field(default_factory=dict)


def counted(ledger: Ledger, client: str, rows: Sequence[ClaimRow]) -> list[Origin]:
    """The origins of all claims on a client, `rows`: those of `traced`, without their evidence.

    Raises ModelMissing without the knowledge file.
    """
    if ledger.as_of is not None or not (client.isascii() and client.isalnum()):
        return _count(ledger, rows, _Kept())
    path = ledger.path / FOLDER / f"{client}.json"
    mark, kept = _mark(ledger, client), _load(path)
    if not kept.mark or kept.mark != mark:
        kept.origins = _count(ledger, rows, kept)
        kept.mark, kept.version = mark, __version__
        _keep(path, kept)
    return kept.origins


def _count(ledger: Ledger, rows: Sequence[ClaimRow], kept: _Kept) -> list[Origin]:
    """Origins with the relays of their reports; what the reports say is left in `kept`."""
    from hashlib import sha256

    from ..knowledge import Knowledge
    from .echoes import relate, relays_of

    knowledge = Knowledge.load()
    reports = ledger.texts(sorted({row.claim.report for row in rows}))
    said: dict[str, tuple[str, list[Relay]]] = {}
    for report in reports:
        told = f"{report.outlet}\n{report.url}\n{report.published}\n{report.text}"
        digest = sha256(told.encode("utf-8", "surrogatepass")).hexdigest()[:24]
        before = kept.said.get(report.id)
        said[report.id] = before if before and before[0] == digest else (digest, relays_of(report, knowledge))
    kept.said = said
    relays = relate(reports, knowledge, {report: found for report, (_, found) in said.items()})
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


def _keep(path: Path, kept: _Kept) -> None:
    """Written whole or not at all; nothing where that cannot be."""
    import msgspec

    draft = path.with_name(f"{path.name}.{os.getpid()}.new")
    try:
        path.parent.mkdir(exist_ok=True)
        draft.write_bytes(msgspec.json.encode(kept))
        draft.replace(path)
    except OSError:
        with contextlib.suppress(OSError):
            draft.unlink(missing_ok=True)
