"""Sentences with their tellers, and how those of some settle those of others beside them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from ...records import Report
from .outlet_names import Outlet
from .outlets import Outlets

_OPENS = re.compile(r"(?::|\bthe following(?: details)?\W*|\bdetails\W*)$")
_LEADS = re.compile(
    r"(?:(?:From|Via|Per)\s)?(?:[Tt]he\s)?(?P<who>[^:.\n]{2,60}?)"
    r"(?:\s(?:reports?|reported|writes|wrote|has more|explains)(?:\s\w+)?)?:\s+\S"
)
_CREDIT = re.compile(r"[(\[](?:via |Via )?(?:[Tt]he )?(?P<who>[^()\[\]\n]{2,40})[)\]]\W*$")
_A_REPORT = re.compile(
    r"\baccording to an? (?:(?:new|recent|media|news|published|press|\w+day) )*report\b|"
    r"\b[Aa] (?:(?:new|recent|media|news|published|press|\w+day) )*report (?:says?|said|claims?|claimed)\b|"
    r"^Report:|: [Rr]eport$"
)
_LEAD = 3
"""Sentences within which "according to a report" is what the page then names."""
_SOON = 5
_BETWEEN = 2


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence, start..end, and who tells what it says. Both None: the report's own voice.

    `speaker` is who is quoted, as the text has it (`named`: is it a name?), `outlet` where from. `sure` is 0..1.
    """

    start: int
    end: int
    outlet: Outlet | None = None
    speaker: str | None = None
    named: bool = False
    sure: float = 0.0
    also: tuple[Outlet, ...] = ()

    @property
    def outlets(self) -> tuple[Outlet, ...]:
        """Every outlet that tells it: `outlet`, and those `also` named ("Bloomberg and Reuters reported")."""
        return (self.outlet, *self.also) if self.outlet is not None else ()

    @property
    def own(self) -> bool:
        """The report's own voice."""
        return self.outlet is None and self.speaker is None


def spread(found: list[Told], report: Report, outlets: Outlets) -> list[Told]:
    """The sentences of a report, in order, with tellers for those that only the sentences around them settle."""
    text = report.text
    found = _spoken_on(found, text)
    led = _reported(_credited(_led(_opened(found, text), text, outlets), text, outlets), text)
    return _headline(_between(_spoken_on(led, text)), report)


def _opened(found: list[Told], text: str) -> list[Told]:
    """The paragraph after "The Journal reports the following details:" is the Journal's."""
    out = list(found)
    for at, told in enumerate(found):
        if told.outlet is None or at + 1 == len(found) or not _OPENS.search(text, told.start, told.end):
            continue
        for each in range(at + 1, _paragraph_end(found, at + 1, text)):
            out[each] = _through(found[each], told.outlet, 0.8 * told.sure)
    return out


def _led(found: list[Told], text: str, outlets: Outlets) -> list[Told]:
    """A paragraph that begins with "From the Journal:" is the Journal's."""
    out = list(found)
    for at, told in enumerate(found):
        match = _LEADS.match(text, told.start) if _begins_paragraph(text, told) else None
        if match is None:
            continue
        named = [each for each in outlets.named(*match.span("who")) if each.end == match.end("who")]
        for each in range(at, _paragraph_end(found, at, text) if named else at):
            out[each] = _through(out[each], named[-1], 0.7)
    return out


def _credited(found: list[Told], text: str, outlets: Outlets) -> list[Told]:
    """A paragraph that ends with "(WSJ)" is the Journal's."""
    out = list(found)
    at = 0
    while at < len(found):
        stop = _paragraph_end(found, at, text)
        last = found[stop - 1]
        match = _CREDIT.search(text, last.start, last.end)
        named = outlets.named(*match.span("who")) if match else []
        if match and named and named[0].start <= match.start("who") + 4 and named[0].end == match.end("who"):
            for each in range(at, stop):
                out[each] = _through(out[each], named[0], 0.7)
        at = stop
    return out


def _reported(found: list[Told], text: str) -> list[Told]:
    """What is told "according to a report" at the top of a page is from the outlet that the page then names."""
    out = list(found)
    for at, told in enumerate(found[:_LEAD]):
        if told.outlet is not None or not _A_REPORT.search(text, told.start, told.end):
            continue
        named = next((each.outlet for each in found[at + 1 : at + 1 + _SOON] if each.outlet is not None), None)
        if named is not None:
            out[at] = replace(told, outlet=named, sure=0.6 * named.sure)
    return out


def _through(told: Told, outlet: Outlet, sure: float) -> Told:
    """With an outlet before those that the sentence itself names."""
    if any(each.name == outlet.name for each in told.outlets):
        return told
    return replace(told, outlet=outlet, also=told.outlets, sure=max(sure, told.sure if told.outlet else 0.0))


def _begins_paragraph(text: str, told: Told) -> bool:
    return told.start == 0 or text[told.start - 1] == "\n"


def _paragraph_end(found: list[Told], at: int, text: str) -> int:
    """The place after the last sentence of the paragraph that holds the sentence at `at`."""
    stop = text.find("\n", found[at].start)
    return next((each for each in range(at + 1, len(found)) if found[each].start >= stop >= 0), len(found))


def _spoken_on(found: list[Told], text: str) -> list[Told]:
    """A sentence that is a quotation, or goes on with one, is told by whom a sentence beside it names."""
    out = list(found)
    for at, told in enumerate(found):
        if not told.own or not _is_quotation(text, told):
            continue
        before = next((each for each in reversed(out[max(0, at - 2) : at]) if not each.own), None)
        after = found[at + 1] if at + 1 < len(found) else None
        follows = after is not None and not after.own and "\n" not in text[told.end : after.start]
        teller = after if follows and (before is None or "\n" in text[before.end : told.start]) else before
        if teller is not None:
            out[at] = replace(teller, start=told.start, end=told.end, sure=0.8 * teller.sure)
    return out


def _is_quotation(text: str, told: Told) -> bool:
    """Does a sentence open with a quotation mark, or stand in a quotation that its paragraph opened?"""
    words = text[told.start : told.end]
    if words[0] in "“\"‘'":
        return True
    paragraph = text[text.rfind("\n", 0, told.start) + 1 : told.start]
    return paragraph.count("“") > paragraph.count("”") or paragraph.count('"') % 2 == 1


def _between(found: list[Told]) -> list[Told]:
    """Sentences of nobody's between two of the same teller are that teller's."""
    out = list(found)
    last: int | None = None
    for at, told in enumerate(found):
        if told.own:
            continue
        if last is not None and 1 < at - last <= _BETWEEN and _same(found[last], told):
            for each in range(last + 1, at):
                teller = found[last]
                out[each] = replace(
                    found[each],
                    outlet=teller.outlet,
                    speaker=teller.speaker,
                    named=teller.named,
                    sure=0.6 * teller.sure,
                )
        last = at
    return out


def _same(one: Told, other: Told) -> bool:
    if one.outlet is not None and other.outlet is not None:
        return one.outlet.name == other.outlet.name
    return one.outlet is None and other.outlet is None and one.speaker == other.speaker


def _headline(found: list[Told], report: Report) -> list[Told]:
    """A headline that names nobody is told by whom its first sentence names."""
    if len(found) < 2 or not report.title or not report.text.startswith(report.title[:40]):
        return found
    first, lead = found[0], found[1]
    if "\n" not in report.text[first.end : lead.start]:
        return found
    if first.own and not lead.own:
        first = replace(first, outlet=lead.outlet, speaker=lead.speaker, named=lead.named, sure=0.8 * lead.sure)
    elif first.outlet is None and lead.outlet is not None and not (first.named and first.speaker != lead.speaker):
        first = replace(first, outlet=lead.outlet)
    return [first, *found[1:]]
