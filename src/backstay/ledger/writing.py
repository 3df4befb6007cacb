"""Outcomes into the tables: work out what is new, then write that in one transaction."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from backstay.records import Claim, Report

from .connection import Connection
from .rows import (
    Row,
    amount_rows,
    claim_row,
    clean,
    compact,
    plain,
    report_row,
    skipped_row,
    source_rows,
    utc,
)
from .schema import OF_REPORT
from .views import Outcome

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_GIVEN = "given"


@dataclass(slots=True)
class Kept:
    """What the ledger says of a report it has: enough to tell whether a new reading changes anything."""

    reader: str
    address: str
    content: str
    retrieved: datetime | None


@dataclass(slots=True)
class Plan:
    """What a batch changes. `replaced` and `forgotten` name rows that go before the new ones come."""

    readings: dict[str, tuple[Row, Report, tuple[Claim, ...]]] = field(default_factory=dict)
    inputs: dict[str, Row] = field(default_factory=dict)
    skipped: dict[str, Row] = field(default_factory=dict)
    replaced: set[str] = field(default_factory=set)
    input_keys_gone: set[str] = field(default_factory=set)
    skipped_keys_gone: set[str] = field(default_factory=set)

    @property
    def empty(self) -> bool:
        return not (self.readings or self.inputs or self.skipped or self.skipped_keys_gone)


class Planner:
    """Goes through a batch in order and notes what is new against what the ledger has."""

    def __init__(self, connection: Connection, outcomes: Sequence[Outcome], reader: str) -> None:
        self._reader = reader
        self._now = datetime.now(UTC).replace(tzinfo=None)
        self._plan = Plan()
        keys = [clean(outcome.key) for outcome in outcomes]
        ids = [outcome.report.id for outcome in outcomes if outcome.report is not None]
        self._inputs = {
            key: (read_by, outcome, report)
            for key, read_by, outcome, report in connection.rows(
                "SELECT key, reader, outcome, report FROM ledger.inputs WHERE key IN (SELECT unnest(?::VARCHAR[]))",
                [keys],
            )
        }
        self._reports = {
            id_: Kept(*rest)
            for id_, *rest in connection.rows(
                "SELECT id, reader, address, content, retrieved FROM ledger.reports "
                "WHERE id IN (SELECT unnest(?::VARCHAR[]))",
                [ids],
            )
        }
        self._in_ledger = frozenset(self._reports)
        self._skipped = {
            key: (reason, detail)
            for key, reason, detail in connection.rows(
                "SELECT key, reason, detail FROM ledger.skipped WHERE key IN (SELECT unnest(?::VARCHAR[]))", [keys]
            )
        }
        self._skipped_in_ledger = frozenset(self._skipped)

    def plan(self, outcomes: Iterable[Outcome]) -> Plan:
        for outcome in outcomes:
            if outcome.report is not None:
                self._reading(outcome.report, outcome)
            self._skip(outcome)
            self._input(outcome)
        return self._plan

    def _reading(self, report: Report, outcome: Outcome) -> None:
        row = report_row(report, outcome.claims, reader=self._reader, address=outcome.address, now=self._now)
        kept = self._reports.get(report.id)
        if kept is not None and not self._supersedes(row, report, kept):
            return
        if kept is not None:
            if report.id in self._in_ledger:
                self._plan.replaced.add(report.id)
            report = _since_first_retrieved(report, kept)
            row = report_row(report, outcome.claims, reader=self._reader, address=outcome.address, now=self._now)
        self._reports[report.id] = Kept(row["reader"], row["address"], row["content"], row["retrieved"])
        self._plan.readings[report.id] = (row, report, outcome.claims)

    def _supersedes(self, row: Row, report: Report, kept: Kept) -> bool:
        """A reading takes another's place if something differs and it has the better right to speak.

        That is so for another reader version, for the same address read again, and for what a user has given by hand;
        a copy found elsewhere changes nothing about the report that is kept.
        """
        if (row["reader"], row["content"]) == (kept.reader, kept.content):
            return False
        return row["reader"] != kept.reader or row["address"] == kept.address or _GIVEN in report.provenance.values()

    def _skip(self, outcome: Outcome) -> None:
        key, plan = clean(outcome.key), self._plan
        if outcome.skipped is None:
            plan.skipped.pop(key, None)
            if key in self._skipped_in_ledger:
                plan.skipped_keys_gone.add(key)
            return
        row = skipped_row(key, outcome.skipped, self._now)
        if self._skipped.get(key) == (clean(row["reason"]), clean(row["detail"])):
            return
        if key in self._skipped_in_ledger:
            plan.skipped_keys_gone.add(key)
        self._skipped[key] = (row["reason"], row["detail"])
        plan.skipped[key] = row

    def _input(self, outcome: Outcome) -> None:
        key = clean(outcome.key)
        word = "skipped" if outcome.skipped is not None else "read"
        report = outcome.report.id if outcome.report is not None else None
        if self._inputs.get(key) == (self._reader, word, report):
            return
        if key in self._inputs and key not in self._plan.inputs:
            self._plan.input_keys_gone.add(key)
        self._inputs[key] = (self._reader, word, report)
        self._plan.inputs[key] = {
            "key": key,
            "address": outcome.address,
            "reader": self._reader,
            "outcome": word,
            "report": report,
            "noted": self._now,
        }


def _since_first_retrieved(report: Report, kept: Kept) -> Report:
    """A report that is read again has still been known since it was first retrieved."""
    again = utc(report.retrieved)
    if kept.retrieved is None or again is None or again <= kept.retrieved:
        return report
    return replace(report, retrieved=kept.retrieved.replace(tzinfo=UTC))


def write_plan(connection: Connection, plan: Plan) -> None:
    """The whole plan in one transaction, or nothing of it."""

    def once() -> None:
        with connection.transaction() as cursor:
            _remove(cursor, plan)
            _add(cursor, plan)

    connection.patiently(once)


def _remove(cursor: DuckDBPyConnection, plan: Plan) -> None:
    if plan.replaced:
        for table, column in OF_REPORT.items():
            _delete(cursor, table, column, plan.replaced)
    if plan.input_keys_gone:
        _delete(cursor, "inputs", "key", plan.input_keys_gone)
    if plan.skipped_keys_gone:
        _delete(cursor, "skipped", "key", plan.skipped_keys_gone)


def _delete(cursor: DuckDBPyConnection, table: str, column: str, values: set[str]) -> None:
    # Table and column come from the schema, never from outside.
    cursor.execute(
        f"DELETE FROM ledger.{table} WHERE {column} IN (SELECT unnest(?::VARCHAR[]))",  # noqa: S608
        [sorted(values)],
    )


def _add(cursor: DuckDBPyConnection, plan: Plan) -> None:
    readings = list(plan.readings.values())
    claims = [claim for _, _, claims in readings for claim in claims]
    insert(cursor, "reports", [row for row, _, _ in readings])
    insert(cursor, "texts", [{"report": report.id, "text": report.text} for _, report, _ in readings])
    insert(cursor, "claims", [claim_row(claim, row["published"]) for row, _, claims in readings for claim in claims])
    insert(cursor, "sources", [row for claim in claims for row in source_rows(claim)])
    insert(cursor, "amounts", [row for claim in claims for row in amount_rows(claim)])
    insert(cursor, "inputs", list(plan.inputs.values()))
    insert(cursor, "skipped", list(plan.skipped.values()))


_AT_ONCE = 4_000
"""Rows a statement: a whole batch as one JSON value would take hundreds of megabytes."""


def insert(cursor: DuckDBPyConnection, table: str, rows: Sequence[Row]) -> None:
    """Add rows to a table of the schema. Their columns are the table's, their values plain Python values."""
    if not rows:
        return
    columns: list[tuple[Any, ...]] = cursor.execute(f"DESCRIBE ledger.{table}").fetchall()
    structure = compact([{name: ["VARCHAR"] if kind == "VARCHAR[]" else kind for name, kind, *_ in columns}])
    for begin in range(0, len(rows), _AT_ONCE):
        cursor.execute(
            f"INSERT INTO ledger.{table} BY NAME "  # noqa: S608
            "SELECT row.* FROM (SELECT unnest(from_json_strict(?::JSON, ?)) AS row)",
            [compact([plain(row) for row in rows[begin : begin + _AT_ONCE]]), structure],
        )
