"""Sentences with their tellers, and how those of some settle those of others beside them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from ...records import Report
from .outlets import Outlet

_OPENS = re.compile(r"(?::|\bthe following(?: details)?\W*|\bdetails\W*)$")
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


def spread(found: list[Told], report: Report) -> list[Told]:
    """The sentences of a report, in order, with tellers for those that only the sentences around them settle."""
    return _headline(_between(_spoken_on(_opened(found, report.text), report.text)), report)


def _opened(found: list[Told], text: str) -> list[Told]:
    """The paragraph after "The Journal reports the following details:" is the Journal's."""
    out = list(found)
    for at, told in enumerate(found):
        if told.outlet is None or at + 1 == len(found) or not _OPENS.search(text, told.start, told.end):
            continue
        stop = text.find("\n", found[at + 1].start)
        for each in range(at + 1, len(found)):
            if found[each].start >= stop > 0:
                break
            if found[each].outlet is None:
                out[each] = replace(found[each], outlet=told.outlet, sure=0.8 * told.sure)
    return out


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
    if first.own and not lead.own:
        first = replace(first, outlet=lead.outlet, speaker=lead.speaker, named=lead.named, sure=0.8 * lead.sure)
    elif first.outlet is None and lead.outlet is not None and not (first.named and first.speaker != lead.speaker):
        first = replace(first, outlet=lead.outlet)
    return [first, *found[1:]]
