"""The ledger: what is kept of what was read, and its views."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import Any

from backstay.records import Report, Skipped
from backstay.records.errors import FetchFailed, NotReadable, UsageError

from .changes import added, stamp
from .checking import check
from .connection import Connection
from .forecasts import KeptForecast, keep, kept, resolve
from .frames import FRAMES, KNOWN
from .importing import ImportedFile, add_rows, finish_import
from .lock import WriterLock
from .no_pandas import ask_for_pandas
from .opening import open_for_reading, open_for_writing
from .picking import CLAIM_ORDER, ENOUGH, REPORT_ORDER, among, newest_first, not_there, oldest_first, the_one, way
from .place import Folder, default_path
from .rows import claim_from_record, report_from_record, report_view
from .upkeep import compact
from .views import ALL, ClaimFilter, ClaimRow, Finding, Outcome, PartyRow, PlaceRow, ReportRow, StateRow
from .where import claim_conditions, known_claims, known_reports, page, report_conditions
from .writing import Planner, write_plan


class Ledger:
    """A ledger that is open: a folder of Parquet files under a DuckLake catalog. A context manager.

    One writer at a time; any number of readers beside it, and any number of threads on one open ledger. With `as_of`,
    every view shows what was known on that day: reports published on or before it (one without a publication date
    counts from the day it was retrieved).
    """

    def __init__(self, connection: Connection, lock: WriterLock | None, as_of: date | None) -> None:
        self._connection = connection
        self._lock = lock
        self.path: Path = connection.folder.root
        self.as_of = as_of

    @classmethod
    def open(cls, path: Path | None = None, *, write: bool = False, as_of: date | None = None) -> Ledger:
        """Open the ledger at `path` (default: `default_path()`); with `write`, make it if it is not there.

        Raises LedgerMissing, LedgerLocked, LedgerDamaged, LedgerNewer, DiskFull.
        """
        folder = Folder((path or default_path()).expanduser().absolute())
        if write:
            connection, lock = open_for_writing(folder)
            return cls(connection, lock, as_of)
        return cls(open_for_reading(folder), None, as_of)

    def until(self, as_of: date | None) -> Ledger:
        """The same open ledger as it was known on another day. Shares the connection: close only one of them."""
        return Ledger(self._connection, self._lock, as_of)

    def __enter__(self) -> Ledger:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the files and of the writer's lock. Safe to call twice."""
        self._connection.close()
        if self._lock is not None:
            self._lock.release()

    # Writing

    def write(self, outcomes: Sequence[Outcome], *, reader: str) -> None:
        """Keep what became of these inputs, read by this reader version, in one transaction.

        The same things again change nothing. Another reading of a report takes the place of the one before it, whole.
        Raises DiskFull where there is no space: then nothing of this batch is kept, and all before it is.
        """
        self._must_write()
        plan = Planner(self._connection, outcomes, reader).plan(outcomes)
        if not plan.empty:
            write_plan(self._connection, plan)

    def compact(self) -> None:
        """Merge small files, let old snapshots go, and delete files that nothing names any more."""
        self._must_write()
        compact(self._connection)

    def add_rows(self, table: str, frame: Any, import_: str) -> int:
        """Keep rows of a table (`coded_events` or `facts`, a Polars frame of one dataset) in one transaction.

        Rows that the ledger has are left out; the answer counts those that it had not. Raises DiskFull.
        """
        self._must_write()
        return add_rows(self._connection, table, frame, import_)

    def finish_import(self, file: ImportedFile, bad_rows: Any) -> None:
        """Keep that a file was imported and which of its rows were bad (`row`, `reason`, `detail`)."""
        self._must_write()
        finish_import(self._connection, file, bad_rows)

    def keep_forecasts(self, forecasts: Sequence[KeptForecast]) -> int:
        """Keep forecasts in one transaction; how many were new. One that is there is never changed. Raises DiskFull."""
        self._must_write()
        return keep(self._connection, forecasts)

    def resolve_forecasts(self, outcomes: Sequence[tuple[str, int]], day: date) -> None:
        """Note on `day` what came (1 or 0) of forecasts, by id; an outcome that was noted stays."""
        self._must_write()
        resolve(self._connection, outcomes, day)

    def forecasts(self) -> list[KeptForecast]:
        """Every forecast made, oldest first. Heeds the ledger's `as_of`."""
        return kept(self._connection, self.as_of)

    def _must_write(self) -> None:
        if not self._connection.write:
            raise UsageError(f"The ledger {self.path} was opened for reading.", hint="Open it with write=True.")

    # Views

    def known_keys(self, reader: str | None = None) -> set[str]:
        """Keys of the inputs that are finished; with `reader`, only those that this reader version has finished.

        One that could not be reached (a folder without permission, an address that did not answer) is not finished.
        """
        found = self._connection.rows(
            "SELECT i.key FROM ledger.inputs i WHERE ($reader IS NULL OR i.reader = $reader) AND i.key NOT IN "
            "(SELECT s.key FROM ledger.skipped s WHERE list_contains($unreached, s.reason))",
            {"reader": reader, "unreached": [FetchFailed.reason, NotReadable.reason]},
        )
        return {key for (key,) in found}

    def reports(
        self,
        *,
        outlet: str | None = None,
        since: date | None = None,
        until: date | None = None,
        text: str | None = None,
        limit: int | None = None,
        offset: int = 0,
        newest_first: bool = False,
    ) -> list[ReportRow]:
        """Reports without their texts. `outlet` is part of a name, `text` words in the title or text, days included."""
        where = report_conditions(outlet, since, until, text, self.as_of)
        found = self._connection.rows(
            "SELECT r.id, r.url, r.outlet, r.title, r.byline, r.published, r.published_precision, r.language, "  # noqa: S608
            f"r.retrieved, r.claims, r.words FROM ledger.reports r{where.sql} "
            f"ORDER BY {REPORT_ORDER.format(way=way(newest_first))}{page(limit, offset)}",
            where.parameters,
        )
        return [report_view(row) for row in found]

    def texts(self, ids: Sequence[str]) -> list[Report]:
        """Reports with their texts, by their full ids, in the order of the ids; those not known are left out."""
        where = known_reports(self.as_of)
        where.add("r.id IN (SELECT unnest(?))", list(ids))
        found = self._connection.rows(
            "SELECT r.record, t.text FROM ledger.reports r "  # noqa: S608
            f"JOIN ledger.texts t ON t.report = r.id{where.sql} ORDER BY r.id",
            where.parameters,
        )
        by_id = {report.id: report for report in (report_from_record(record, text) for record, text in found)}
        return [by_id[each] for each in dict.fromkeys(ids) if each in by_id]

    def report(self, id: str) -> Report:
        """One report with its text, by its id or the beginning of it. Raises NotInLedger."""
        known = known_reports(self.as_of)
        known.begins("r.id", id)
        sql = f"SELECT r.id, r.record FROM ledger.reports r{known.sql} ORDER BY r.id LIMIT {ENOUGH}"  # noqa: S608
        found = self._connection.rows(sql, known.parameters)
        whole = the_one("report", id, [each for each, _ in found])
        texts = self._connection.rows("SELECT t.text FROM ledger.texts t WHERE t.report = ?", [whole])
        if not texts:  # another reading took its place just now
            raise not_there("report", whole)
        return report_from_record(dict(found)[whole], texts[0][0])

    def claims(self, where: ClaimFilter = ALL, *, reasons: bool = True) -> list[ClaimRow]:
        """Claims with what their reports say of themselves, by publication day, report and place in the text.

        Without `reasons` they come without why each field was set, three times as fast: for counting thousands.
        """
        conditions = claim_conditions(where, self.as_of)
        if where.limit is not None or where.offset:
            order = CLAIM_ORDER.format(way=way(where.newest_first))
            picked = self._connection.rows(
                f"SELECT c.id, c.published FROM ledger.claims c{conditions.sql} "  # noqa: S608
                f"ORDER BY {order}{page(where.limit, where.offset)}",
                conditions.parameters,
            )
            conditions = among([claim for claim, _ in picked], [day for _, day in picked])
        rows = self._claim_rows(conditions.sql, conditions.parameters, reasons=reasons)
        return sorted(rows, key=newest_first if where.newest_first else oldest_first)

    def _claim_rows(self, picking: str, parameters: Sequence[Any], *, reasons: bool) -> list[ClaimRow]:
        """The picked ones of `claims c`, in no order: sorting whole records takes more memory than DuckDB is given."""

        def row(values: tuple[Any, ...]) -> ClaimRow:
            record, *rest = values
            return ClaimRow(claim_from_record(record, reasons=reasons), *rest)

        return self._connection.stream(
            f"SELECT c.record, r.outlet, r.title, r.url, r.published FROM (SELECT * FROM ledger.claims c{picking}) c "  # noqa: S608
            "JOIN ledger.reports r ON r.id = c.report",
            parameters,
            row,
        )

    def claims_of(
        self,
        *,
        ids: Sequence[str] | None = None,
        reports: Sequence[str] | None = None,
        days: Sequence[date | None] = (),
    ) -> list[ClaimRow]:
        """The claims with these full ids, or of these reports, without why each field was set; by id.

        What is left out lets all through. `days`, the publication days of claims that are asked for by their ids,
        where they are known, spare looking through most of the files.
        """
        where = known_claims(self.as_of)
        if ids is not None:
            where = among(ids, days, where)
        if reports is not None:
            where.add("c.report IN (SELECT unnest(?))", list(reports))
        rows = self._claim_rows(where.sql, where.parameters, reasons=False)
        return sorted(rows, key=lambda row: row.claim.id)

    def readings(self, reports: Collection[str] | None = None) -> dict[str, str]:
        """By report (all, or those with these ids), what its last reading gave, as a digest.

        Another reading has another one when the text or a claim changed.
        """
        known = known_reports(self.as_of)
        if reports is not None:
            known.add("r.id IN (SELECT unnest(?))", list(reports))
        return dict(self._connection.rows(f"SELECT r.id, r.content FROM ledger.reports r{known.sql}", known.parameters))  # noqa: S608

    def backed(self, backer: str) -> list[tuple[str, str | None, int]]:
        """Whom a state is said to back or press: client, channel, number of claims; most claims first."""
        conditions = claim_conditions(ClaimFilter(backer=backer), self.as_of)
        return [
            (client, channel, claims)
            for client, channel, claims in self._connection.rows(
                "SELECT c.client, c.channel, count(*) AS claims "  # noqa: S608
                f"FROM ledger.claims c{conditions.sql} GROUP BY ALL HAVING c.client IS NOT NULL "
                "ORDER BY claims DESC, c.client, c.channel NULLS LAST",
                conditions.parameters,
            )
        ]

    def parties(self) -> list[PartyRow]:
        """Every party that is known by an id, and that a claim names, most claims first."""
        known = known_claims(self.as_of)
        sides = (
            f"SELECT c.id AS claim, c.{side}_id AS id, c.{side}_entity AS name, c.{side}_state AS state "  # noqa: S608
            f"FROM ledger.claims c{known.sql}"
            for side in ("actor", "recipient")
        )
        found = self._connection.rows(
            f"SELECT id, max(name), max(state), count(DISTINCT claim) FROM ({' UNION ALL '.join(sides)}) "  # noqa: S608
            "WHERE id IS NOT NULL GROUP BY id ORDER BY 4 DESC, 1",
            [*known.parameters, *known.parameters],
        )
        return [PartyRow(*row) for row in found]

    def named_like(self, part: str, latest: int) -> list[tuple[str, str | None, int]]:
        """Names of parties that have `part` in them, with the state: how many of the `latest` such claims name them."""
        conditions = claim_conditions(ClaimFilter(party=part), self.as_of)
        sides = (
            f"SELECT id, coalesce({side}_entity, {side}) AS name, {side}_state AS state FROM found"  # noqa: S608
            for side in ("actor", "recipient")
        )
        found = self._connection.rows(
            "WITH found AS (SELECT c.id, c.actor_entity, c.actor, c.actor_state, c.recipient_entity, c.recipient, "  # noqa: S608
            f"c.recipient_state FROM ledger.claims c{conditions.sql} "
            f"ORDER BY {CLAIM_ORDER.format(way=way(True))}{page(latest, 0)}) "
            f"SELECT name, state, count(DISTINCT id) AS claims FROM ({' UNION ALL '.join(sides)}) "
            "WHERE contains(lower(name), lower(?)) GROUP BY ALL ORDER BY claims DESC, name, state NULLS LAST",
            [*conditions.parameters, part],
        )
        return [(name, state, claims) for name, state, claims in found]

    def places(self) -> list[PlaceRow]:
        """Every place with an id where an event is said to have taken place, most claims first."""
        known = known_claims(self.as_of)
        known.add("c.place_id IS NOT NULL")
        found = self._connection.rows(
            "SELECT c.place_id, mode(c.place ORDER BY c.place), max(c.place_state), count(*) FROM ledger.claims c"  # noqa: S608
            f"{known.sql} GROUP BY c.place_id ORDER BY 4 DESC, 1",
            known.parameters,
        )
        return [PlaceRow(*row) for row in found]

    def ties_of_party(self, party_id: str) -> list[tuple[str | None, str | None, str | None, int]]:
        """The ties that claims naming a party bear on: backer, client, channel, number of claims; most claims first."""
        conditions = claim_conditions(ClaimFilter(party_id=party_id), self.as_of)
        conditions.add("c.backer IS NOT NULL AND c.client IS NOT NULL")
        found = self._connection.rows(
            "SELECT c.backer, c.client, c.channel, count(*) AS claims "  # noqa: S608
            f"FROM ledger.claims c{conditions.sql} GROUP BY ALL "
            "ORDER BY claims DESC, c.backer, c.client, c.channel NULLS LAST",
            conditions.parameters,
        )
        return [(backer, client, channel, claims) for backer, client, channel, claims in found]

    def claim(self, id: str) -> ClaimRow:
        """One claim, by its id or the beginning of it. Raises NotInLedger."""
        known = known_claims(self.as_of)
        known.begins("c.id", id)
        sql = f"SELECT c.id, c.published FROM ledger.claims c{known.sql} ORDER BY c.id LIMIT {ENOUGH}"  # noqa: S608
        found = self._connection.rows(sql, known.parameters)
        whole = the_one("claim", id, [each for each, _ in found])
        where = among([whole], [day for each, day in found if each == whole])
        rows = self._claim_rows(where.sql, where.parameters, reasons=True)
        if not rows:  # another reading of its report took its place just now
            raise not_there("claim", whole)
        return rows[0]

    def count(self, where: ClaimFilter = ALL) -> int:
        """How many claims pass the filter; its limit and offset are left aside."""
        conditions = claim_conditions(where, self.as_of)
        found = self._connection.rows(
            f"SELECT count(*) FROM ledger.claims c{conditions.sql}",  # noqa: S608
            conditions.parameters,
        )
        return int(found[0][0])

    def states(self) -> list[StateRow]:
        """Every state that a claim names, most claims first."""
        known = known_claims(self.as_of)
        found = self._connection.rows(
            "SELECT state, count(*), count(*) FILTER (state = client), count(*) FILTER (state = backer), "  # noqa: S608
            "count(*) FILTER (state = client AND channel = 'pressure') "
            "FROM (SELECT unnest(list_distinct([c.actor_state, c.recipient_state, c.backer, c.client])) AS state, "
            f"c.client, c.backer, c.channel FROM ledger.claims c{known.sql}) "
            "WHERE state IS NOT NULL GROUP BY state ORDER BY 2 DESC, 1",
            known.parameters,
        )
        return [StateRow(*row) for row in found]

    def skipped(self, *, limit: int | None = None) -> list[Skipped]:
        """Inputs that could not be read, with the reason, in the order in which they were met."""
        found = self._connection.rows(FRAMES["skipped"] + page(limit, 0), {"day": self.as_of})
        return [Skipped(*row) for row in found]

    def frame(self, view: str = "claims", *, pandas: bool = False) -> Any:
        """A view as a Polars frame, or a pandas one: claims, reports, sources, amounts, skipped, coded_events, facts,
        imports or bad_rows.

        Raises UsageError for another view, or where pandas is asked for and not installed.
        """
        if view not in FRAMES:
            raise UsageError(f"There is no view called {view}.", hint=f"Views: {', '.join(FRAMES)}.")
        sql = KNOWN + FRAMES[view] if "known r" in FRAMES[view] else FRAMES[view]
        return self.select(sql, {"day": self.as_of}, pandas=pandas)

    def select(self, sql: str, parameters: Mapping[str, Any] | None = None, *, pandas: bool = False) -> Any:
        """The answer to a question in SQL over the tables `ledger.*`, as a frame. Heeds no `as_of` of itself.

        Raises UsageError where a pandas frame is asked for and pandas is not installed.
        """
        if pandas:
            ask_for_pandas()

        def ask() -> Any:
            answer = self._connection.cursor().sql(sql, params=dict(parameters or {}))
            if pandas:
                return answer.df()
            import polars

            return polars.DataFrame(answer)

        return self._connection.patiently(ask)

    def stamp(self) -> str:
        """The state of the whole ledger, whatever its `as_of`: another one after every change."""
        return stamp(self._connection)

    def added(self, table: str, then: str, now: str) -> str | None:
        """The rows that `coded_events` or `facts` got between two states, as a source for `select`; None where the
        earlier state is no longer known.
        """
        return added(self._connection, table, then, now)

    def check(self) -> list[Finding]:
        """What was looked at in this ledger, and whether it is sound."""
        return check(self._connection)
