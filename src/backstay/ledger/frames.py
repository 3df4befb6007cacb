"""What a data frame of each view holds: one question a view, over the reports that were known."""

from __future__ import annotations

FRAMES = {
    "claims": """
        SELECT c.* EXCLUDE (record, published), r.outlet, r.title, r.url, r.published
        FROM ledger.claims c JOIN known r ON r.id = c.report
        ORDER BY r.published NULLS LAST, c.report, c.starts, c.id""",
    "reports": """
        SELECT r.* EXCLUDE (record, content, address, known) FROM known r ORDER BY r.published NULLS LAST, r.id""",
    "sources": """
        SELECT s.* FROM ledger.sources s JOIN known r ON r.id = s.report ORDER BY s.report, s.claim, s.position""",
    "amounts": """
        SELECT a.* FROM ledger.amounts a JOIN known r ON r.id = a.report ORDER BY a.report, a.claim, a.position""",
    "skipped": """
        SELECT s.address, s.reason, s.detail, s.sha256, s.noted
        FROM ledger.skipped s WHERE CAST(s.noted AS DATE) <= coalesce($day, DATE '9999-12-31')
        ORDER BY s.noted, s.address, s.key""",
    "coded_events": """
        SELECT e.* FROM ledger.coded_events e WHERE e.known <= coalesce($day, DATE '9999-12-31')
        ORDER BY e.day, e.dataset, e.own_id""",
    "facts": """
        SELECT f.* FROM ledger.facts f WHERE f.known <= coalesce($day, DATE '9999-12-31')
        ORDER BY f.dataset, f.kind, f.backer, f.client, f.first, f.own_id""",
    "imports": """
        SELECT i.* FROM ledger.imports i WHERE CAST(i.noted AS DATE) <= coalesce($day, DATE '9999-12-31')
        ORDER BY i.noted, i.id""",
    "bad_rows": """
        SELECT i.address, b.* FROM ledger.bad_rows b JOIN ledger.imports i ON i.id = b.import
        WHERE CAST(b.noted AS DATE) <= coalesce($day, DATE '9999-12-31') ORDER BY i.address, b.row""",
}
"""Questions by the name of the view. `known` are the reports that were known on `$day`."""

KNOWN = """WITH known AS (SELECT * FROM ledger.reports WHERE known <= coalesce($day, DATE '9999-12-31'))"""
