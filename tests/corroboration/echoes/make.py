"""Reports for the tests of relays."""

from __future__ import annotations

from datetime import date

from backstay.records import Published, Report, report_id


def report(
    text: str, outlet: str | None = "The Example Herald", day: str | None = "2019-06-03", **fields: str
) -> Report:
    """A report of one day."""
    return Report(
        id=report_id(text, fields.get("url") or outlet),
        text=text,
        outlet=outlet,
        title=fields.get("title", text.split("\n", 1)[0]),
        byline=fields.get("byline"),
        url=fields.get("url"),
        published=Published(date.fromisoformat(day)) if day else None,
    )
