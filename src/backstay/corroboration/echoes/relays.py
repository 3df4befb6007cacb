"""The relays that one report shows by what it says of itself: whom it names, whom it credits, what it translates."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...knowledge import Knowledge
from ...records import Relay, RelayKind, Report, SourceKind
from .spreading import Told
from .tellings import tellings

_AGENCY = (
    r"(?:Reuters|Associated Press|AP|Agence France-Presse|AFP|TASS|Xinhua|Bloomberg|DPA|EFE|UPI|ANSA|Interfax|"
    r"RIA Novosti|Kyodo|Yonhap|Sputnik|Anadolu|PTI|IANS)"
)
_TITLE = r"(?P<who>[A-Z][^.\n]{2,60}?)"
_CREDITS = (
    (re.compile(rf"^(?:[A-Z][\w .,/'-]{{1,60}}?)?\s?\((?P<who>{_AGENCY})\)\s*[-–—:]", re.MULTILINE), 0.9),
    (re.compile(rf"(?:©|\(c\)|[Cc]opyright)\s*(?:\d{{4}}\s*)?(?:by\s+)?(?:The\s+)?(?P<who>{_AGENCY})\b"), 0.9),
    (re.compile(rf"\b(?:[Mm]aterial|[Rr]eporting) (?:from|by) (?:the\s+|The\s+)?(?P<who>{_AGENCY})\b"), 0.6),
    (re.compile(rf"\b(?:[Tt]he\s+)?(?P<who>{_AGENCY}) contributed to this (?:report|story|article)\b"), 0.4),
    (re.compile(rf"\b(?:first|originally) (?:published|appeared) (?:in|on|by) {_TITLE}(?=[.\n]| on | in )"), 0.9),
)
_TRANSLATED = re.compile(
    r"\b[Tt]ranslat(?:ed|ion) (?:from (?:the )?\w+ )?(?:original )?(?:in|of|from|by) (?P<who>[A-Z][^.,\n]{2,60})"
)
_FROM_PAGE = ("page", "opengraph")
_NAMES = {"AP": "Associated Press", "AFP": "Agence France-Presse"}


def relays_of(report: Report, knowledge: Knowledge) -> list[Relay]:
    """Every relay that the text of one report shows, in its order; links and canonical addresses last."""
    found = [relay for told in tellings(report, knowledge) if not told.own for relay in _said(report, told, knowledge)]
    return [*found, *_credits(report), *_translations(report), *_address(report, knowledge)]


def _said(report: Report, told: Told, knowledge: Knowledge) -> Iterator[Relay]:
    speaker = _kind(told, knowledge)
    names: list[tuple[str, SourceKind]] = [(each.name, SourceKind.OUTLET) for each in told.outlets]
    via: str | None = told.speaker
    if not names and told.speaker is not None:
        names, via = [(told.speaker, speaker)], None
    for name, kind in names:
        yield Relay(
            report=report.id,
            source=name,
            kind=RelayKind.SAYS,
            quote=report.text[told.start : told.end],
            start=told.start,
            end=told.end,
            probability=round(told.sure, 3),
            via=via,
            source_kind=kind,
            via_kind=speaker if via else None,
            published=report.published.day if report.published else None,
        )


def _kind(told: Told, knowledge: Knowledge) -> SourceKind:
    if not told.named or told.speaker is None:
        return SourceKind.ANONYMOUS
    known = knowledge.resolve(told.speaker)
    return SourceKind.PERSON if known is not None and known.kind == "person" else SourceKind.OFFICE


def _credits(report: Report) -> Iterator[Relay]:
    byline = re.fullmatch(rf"(?:By\s+)?(?:The\s+)?(?P<who>{_AGENCY})(?: staff)?", report.byline or "", re.IGNORECASE)
    if byline is not None:
        yield _whole(report, RelayKind.CREDIT, byline["who"], byline.group(), None, 0.9)
    for pattern, sure in _CREDITS:
        match = pattern.search(report.text)
        if match is not None and not _own(report, match["who"]):
            yield _whole(report, RelayKind.CREDIT, match["who"], match.group(), match.span(), sure)


def _translations(report: Report) -> Iterator[Relay]:
    match = _TRANSLATED.search(report.text)
    if match is not None:
        yield _whole(report, RelayKind.TRANSLATION, match["who"].strip(), match.group(), match.span(), 0.8)


def _address(report: Report, knowledge: Knowledge) -> Iterator[Relay]:
    """A saved page of one outlet that gives another known outlet's address as its own."""
    from ..tellers import outlet_key

    if not report.url or not report.outlet or report.provenance.get("url") not in _FROM_PAGE:
        return
    site = outlet_key(report.url)
    known = knowledge.resolve(site.title())
    own = outlet_key(report.outlet)
    if known is not None and known.kind == "outlet" and site.replace(" ", "") not in own.replace(" ", ""):
        yield _whole(report, RelayKind.CANONICAL, known.party.entity or site.title(), report.url, None, 0.9)


def _own(report: Report, who: str) -> bool:
    name = _NAMES.get(who, who).casefold()
    return bool(report.outlet) and name in (report.outlet or "").casefold()


def _whole(report: Report, kind: RelayKind, who: str, quote: str, span: tuple[int, int] | None, sure: float) -> Relay:
    return Relay(
        report=report.id,
        source=_NAMES.get(who, who),
        kind=kind,
        quote=quote,
        start=span[0] if span else None,
        end=span[1] if span else None,
        probability=sure,
        published=report.published.day if report.published else None,
    )
