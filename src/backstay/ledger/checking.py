"""Is this ledger sound?"""

from __future__ import annotations

import shutil
from pathlib import Path

from backstay.records.errors import LedgerError

from .connection import Connection
from .opening import format_number, not_newer
from .schema import FORMAT
from .upkeep import data_files
from .views import Finding

_LOW_SPACE = 100_000_000
_RESTORE = "Restore the ledger's folder from a copy, or read the sources again into a new ledger with --ledger."


def check(connection: Connection) -> list[Finding]:
    """The catalog is sound, its format known, every data file there and readable, the counts agree, there is space."""
    findings = []
    for look in (_check_catalog, _check_format, _check_files, _check_counts, _check_imported, _check_space):
        try:
            findings.append(look(connection))
        except LedgerError as error:
            findings.append(Finding(False, error.message, error.hint))
    return findings


def _check_catalog(connection: Connection) -> Finding:
    said = [
        word
        for (word,) in connection.rows("SELECT * FROM sqlite_query(?, 'PRAGMA quick_check')", [connection.METADATA])
    ]
    if said != ["ok"]:
        return Finding(
            False, f"The catalog of {connection.folder.root} is damaged: {said[0] if said else '?'}.", _RESTORE
        )
    return Finding(True, f"The catalog of {connection.folder.root} opens and is whole.")


def _check_format(connection: Connection) -> Finding:
    number = format_number(connection)
    not_newer(connection.folder, number)
    if number < FORMAT:
        hint = "The next `backstay read` brings it up to date."
        return Finding(False, f"The ledger has format {number} of {FORMAT}.", hint)
    return Finding(True, f"The ledger has format {number}, the one this Backstay writes.")


def _check_files(connection: Connection) -> Finding:
    files = data_files(connection)
    missing = [path for path in files if not Path(path).is_file()]
    if missing:
        return Finding(False, f"{len(missing)} of {len(files)} data files are missing, first {missing[0]}.", _RESTORE)
    return Finding(True, f"All {len(files)} data files are there.")


def _check_counts(connection: Connection) -> Finding:
    claims, counted, reports, texts = connection.rows(
        "SELECT (SELECT count(record) FROM ledger.claims), (SELECT coalesce(sum(claims), 0) FROM ledger.reports), "
        "(SELECT count(record) FROM ledger.reports), (SELECT count(text) FROM ledger.texts)"
    )[0]
    if (claims, reports) != (counted, texts):
        said = f"Counts differ: {claims} claims where reports have {counted}, {texts} texts for {reports} reports."
        return Finding(False, said, _RESTORE)
    return Finding(True, f"{reports} reports and {claims} claims, and their counts agree.")


def _check_imported(connection: Connection) -> Finding:
    """Rows of imported tables keep to what the schema promises: a day, an id, a push in -1..1, both sides or none."""
    events, facts, broken = connection.rows(
        "SELECT (SELECT count(*) FROM ledger.coded_events), (SELECT count(*) FROM ledger.facts), "
        "(SELECT count(*) FROM ledger.coded_events WHERE day IS NULL OR known < day OR own_id IS NULL "
        "OR push NOT BETWEEN -1 AND 1 OR (backer IS NULL) <> (client IS NULL)) + "
        "(SELECT count(*) FROM ledger.facts WHERE last IS NULL OR own_id IS NULL OR value IS NULL OR backer = client)"
    )[0]
    if broken:
        return Finding(False, f"{broken} of {events + facts} imported events and facts are damaged.", _RESTORE)
    return Finding(True, f"{events} imported events and {facts} imported facts are as they should be.")


def _check_space(connection: Connection) -> Finding:
    free = shutil.disk_usage(connection.folder.root).free
    said = f"{free / 1e9:.1f} GB are free where the ledger is kept."
    if free < _LOW_SPACE:
        return Finding(False, said, "Free some space before the next reading run.")
    return Finding(True, said)
