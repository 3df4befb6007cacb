"""What reports say of where they have their stories, found once for each reading of a report and kept.

Looking through a report takes ten milliseconds, and the origins of every government that it speaks of ask for it.
"""

from __future__ import annotations

import contextlib
import sqlite3
import zlib
from collections.abc import Sequence
from hashlib import sha256
from typing import TYPE_CHECKING

from ..._version import __version__
from ...records import Relay, Report
from ..echoes import relays_of
from .files import opened, writing

if TYPE_CHECKING:
    from pathlib import Path

    from ...knowledge import Knowledge

FOLDER = "origins"
"""Its name in the ledger's folder."""
FILE = "relays.sqlite"
FORM = 1
"""Form of the file. Another number makes all be looked for anew: change it with what is found."""
TABLES = "CREATE TABLE said (report TEXT PRIMARY KEY, digest TEXT NOT NULL, relays BLOB NOT NULL) WITHOUT ROWID"
_TOGETHER = 50
"""Reports whose relays are kept in one go."""


def relays_by_report(ledger: Path, reports: Sequence[Report], knowledge: Knowledge) -> dict[str, list[Relay]]:
    """By report, the relays that its text shows; see `echoes.relays_of`."""
    from ...knowledge import own

    with opened(ledger / FOLDER / FILE, f"{__version__} {FORM} {own.digest()}", TABLES) as store:
        if store is None:
            return {report.id: relays_of(report, knowledge) for report in reports}
        found: dict[str, list[Relay]] = {}
        for at in range(0, len(reports), _TOGETHER):
            found |= _of_some(store, reports[at : at + _TOGETHER], knowledge)
    return found


def _of_some(store: sqlite3.Connection, reports: Sequence[Report], knowledge: Knowledge) -> dict[str, list[Relay]]:
    """The same of a few reports; what is found is kept at once, so that whoever is stopped goes on there."""
    ids = [report.id for report in reports]
    marks = ",".join("?" * len(ids))
    rows = store.execute(f"SELECT report, digest, relays FROM said WHERE report IN ({marks})", ids)  # noqa: S608
    kept = {report: (digest, packed) for report, digest, packed in rows}
    found: dict[str, list[Relay]] = {}
    new: list[tuple[str, str, bytes]] = []
    for report in reports:
        digest, before = _digest(report), kept.get(report.id)
        if before is not None and before[0] == digest:
            found[report.id] = _unpacked(before[1])
        else:
            found[report.id] = relays_of(report, knowledge)
            new.append((report.id, digest, _packed(found[report.id])))
    if new:
        with contextlib.suppress(sqlite3.Error), writing(store):  # what cannot be kept is looked for again
            store.executemany("INSERT OR REPLACE INTO said VALUES (?, ?, ?)", new)
    return found


def _digest(report: Report) -> str:
    told = f"{report.outlet}\n{report.url}\n{report.published}\n{report.text}"
    return sha256(told.encode("utf-8", "surrogatepass")).hexdigest()[:24]


def _packed(relays: list[Relay]) -> bytes:
    import msgspec

    return zlib.compress(msgspec.json.encode(relays), 1)


def _unpacked(packed: bytes) -> list[Relay]:
    import msgspec

    return msgspec.json.decode(zlib.decompress(packed), type=list[Relay])
