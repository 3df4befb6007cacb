"""The tables, as numbered steps forward. A step is taken whole or not at all; a ledger's format is its last step.

Never change a step that has been released: add one.
"""

from __future__ import annotations

FIRST: tuple[str, ...] = (
    """CREATE TABLE ledger.format (number INTEGER, written_by VARCHAR, noted TIMESTAMP)""",
    """CREATE TABLE ledger.reports (
        id VARCHAR, url VARCHAR, outlet VARCHAR, title VARCHAR, byline VARCHAR, published DATE,
        published_precision VARCHAR, language VARCHAR, retrieved TIMESTAMP, known DATE, words INTEGER,
        claims INTEGER, reader VARCHAR, address VARCHAR, content VARCHAR, record VARCHAR)""",
    """CREATE TABLE ledger.texts (report VARCHAR, text VARCHAR)""",
    """CREATE TABLE ledger.claims (
        id VARCHAR, report VARCHAR, starts INTEGER, ends INTEGER, quote VARCHAR,
        actor VARCHAR, actor_entity VARCHAR, actor_id VARCHAR, actor_state VARCHAR, actor_sector VARCHAR[],
        recipient VARCHAR, recipient_entity VARCHAR, recipient_id VARCHAR, recipient_state VARCHAR,
        recipient_sector VARCHAR[],
        event_type VARCHAR, mode VARCHAR, channel VARCHAR, backer VARCHAR, client VARCHAR, effect VARCHAR,
        status VARCHAR, certainty VARCHAR, source VARCHAR, source_kind VARCHAR, stance VARCHAR,
        when_text VARCHAR, when_first DATE, when_last DATE, when_precision VARCHAR,
        place VARCHAR, place_id VARCHAR, place_state VARCHAR, because VARCHAR, score DOUBLE, record VARCHAR)""",
    """CREATE TABLE ledger.sources (
        report VARCHAR, claim VARCHAR, position INTEGER, name VARCHAR, kind VARCHAR, stance VARCHAR)""",
    """CREATE TABLE ledger.amounts (
        report VARCHAR, claim VARCHAR, position INTEGER, text VARCHAR, low DOUBLE, high DOUBLE, unit VARCHAR,
        counted VARCHAR, kind VARCHAR, approx BOOLEAN)""",
    """CREATE TABLE ledger.inputs (
        key VARCHAR, address VARCHAR, reader VARCHAR, outcome VARCHAR, report VARCHAR, noted TIMESTAMP)""",
    """CREATE TABLE ledger.skipped (
        key VARCHAR, address VARCHAR, reason VARCHAR, detail VARCHAR, sha256 VARCHAR, noted TIMESTAMP)""",
)

SMALL_ROW_GROUPS: tuple[str, ...] = (
    "CALL ledger.set_option('parquet_compression', 'zstd')",
    "CALL ledger.set_option('parquet_row_group_size', '8192')",
    "CALL ledger.set_option('target_file_size', '12MB')",
)
"""One claim, or a page of them, then opens a small part of a file, and merging files takes little memory."""

CLAIMS_BY_DAY: tuple[str, ...] = (
    "ALTER TABLE ledger.claims ADD COLUMN published DATE",
    "UPDATE ledger.claims SET published = r.published FROM ledger.reports r WHERE r.id = claims.report",
    "ALTER TABLE ledger.claims SET SORTED BY (published, report, starts, id)",
)
"""Claims carry their publication day and are sorted by it: a page of claims is found before anything is joined."""

IMPORTED: tuple[str, ...] = (
    """CREATE TABLE ledger.coded_events (
        dataset VARCHAR, own_id VARCHAR, day DATE, known DATE, event_type VARCHAR, mode VARCHAR, code VARCHAR,
        actor VARCHAR, actor_state VARCHAR, actor_sector VARCHAR,
        recipient VARCHAR, recipient_state VARCHAR, recipient_sector VARCHAR,
        backer VARCHAR, client VARCHAR, channel VARCHAR, push DOUBLE,
        place VARCHAR, place_state VARCHAR, latitude FLOAT, longitude FLOAT, source VARCHAR, import VARCHAR)""",
    """CREATE TABLE ledger.facts (
        dataset VARCHAR, own_id VARCHAR, kind VARCHAR, backer VARCHAR, client VARCHAR, channel VARCHAR,
        first DATE, last DATE, known DATE, value DOUBLE, unit VARCHAR, absent_is_zero BOOLEAN, note VARCHAR,
        source VARCHAR, import VARCHAR)""",
    """CREATE TABLE ledger.imports (
        id VARCHAR, address VARCHAR, format VARCHAR, dataset VARCHAR, columns VARCHAR,
        read BIGINT, skipped BIGINT, noted TIMESTAMP)""",
    """CREATE TABLE ledger.bad_rows (import VARCHAR, row BIGINT, reason VARCHAR, detail VARCHAR, noted TIMESTAMP)""",
)
"""Events and facts from other people's tables."""

LARGE_ROW_GROUPS: tuple[str, ...] = (
    "CALL ledger.set_option('parquet_row_group_size', '122880', table_name => 'coded_events')",
    "CALL ledger.set_option('target_file_size', '64MB', table_name => 'coded_events')",
)
"""Coded events come by the million and are looked through column by column. (No setting goes with a table's making.)"""

FORECASTS: tuple[str, ...] = (
    """CREATE TABLE ledger.forecasts (
        id VARCHAR, made DATE, noted TIMESTAMP, closes DATE, backer VARCHAR, client VARCHAR, channel VARCHAR,
        effect VARCHAR, horizon_days INTEGER, probability DOUBLE, low DOUBLE, high DOUBLE, word VARCHAR,
        base_rate DOUBLE, persistence DOUBLE, signals INTEGER, knew VARCHAR, model VARCHAR, rule VARCHAR,
        moved_by VARCHAR, outcome INTEGER, scored DATE)""",
)
"""Forecasts that were made, with what they knew, how they are resolved, and what came."""

MIGRATIONS: tuple[tuple[str, ...], ...] = (
    FIRST,
    SMALL_ROW_GROUPS,
    CLAIMS_BY_DAY,
    IMPORTED,
    LARGE_ROW_GROUPS,
    FORECASTS,
)
FORMAT = len(MIGRATIONS)
"""The format that this Backstay writes."""

TABLES = (
    "reports", "texts", "claims", "sources", "amounts", "inputs", "skipped",
    "coded_events", "facts", "imports", "bad_rows", "forecasts",
)  # fmt: skip
OF_REPORT = {"reports": "id", "texts": "report", "claims": "report", "sources": "report", "amounts": "report"}
"""The tables that one reading of a report fills, with the column that names the report."""
