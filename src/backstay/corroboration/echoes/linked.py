"""The relays that a report shows by its links: "[has cut its staff](...)" leads to the page that told it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from urllib.parse import urlsplit

from ...knowledge import Knowledge
from ...reading.sentences import Sentences
from ...records import Relay, RelayKind, Report
from ..linking import Linked
from ..tellers import outlet_key

TOLD_THERE = 0.6
"""Where the page that is linked is at hand, came out no later, and is about the same: its telling."""
ELSEWHERE = 0.3
"""Where only the outlet is known: it may be background. Below `told.LEAST_SURE`: shown, but decides nothing."""


def address_key(address: str) -> str:
    """An address without what does not change the page: scheme, "www.", query, fragment, a last slash."""
    try:
        parts = urlsplit(address)
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:
        return address
    return f"{host}{parts.path.rstrip('/')}" if host else address


def by_address(reports: Sequence[Report]) -> dict[str, Report]:
    """Reports by the keys of their addresses; of several at one address the first."""
    found: dict[str, Report] = {}
    for report in reports:
        if report.url:
            found.setdefault(address_key(report.url), report)
    return found


def linked(report: Report, known: Mapping[str, Report], knowledge: Knowledge) -> Iterator[Linked]:
    """The links of a report to pages of other outlets: reports at hand, or of outlets that are known by their site."""
    own = outlet_key(report.outlet) if report.outlet else None
    for link in report.links:
        there = known.get(address_key(link.address))
        outlet = (there.outlet if there is not None else None) or knowledge.outlet_at(link.address)
        if there is report or (there is None and outlet is None) or (outlet and outlet_key(outlet) == own):
            continue
        yield Linked(link, report.text[link.start : link.end], there, outlet)


def relays_by_links(
    report: Report, known: Mapping[str, Report], knowledge: Knowledge, told_there: Callable[[Report], bool]
) -> Iterator[Relay]:
    """A relay for each sentence and page that it links to. `told_there`: may this report have it from that one?"""
    if not report.links:
        return
    sentences = Sentences(report.text)
    seen: set[tuple[int, str]] = set()
    for found in linked(report, known, knowledge):
        start, end = sentences.at(found.link.start)
        source = found.outlet or (found.report.title if found.report is not None else None) or found.link.address
        if (start, source) in seen:
            continue
        seen.add((start, source))
        there = found.report if found.report is not None and told_there(found.report) else None
        yield Relay(
            report=report.id,
            source=source,
            kind=RelayKind.LINK,
            quote=report.text[start:end],
            start=start,
            end=end,
            probability=TOLD_THERE if there is not None else ELSEWHERE,
            to=there.id if there is not None else None,
            published=report.published.day if report.published else None,
        )
