"""Reports and what they go back to, as a graph: each edge a relay with its evidence."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache, partial
from typing import TYPE_CHECKING

from ...knowledge import Knowledge
from ...records import Relay, RelayKind, Report, Source, SourceKind
from ..tellers import outlet_key, source_key
from .index import EchoIndex
from .likeness import vectors
from .linked import by_address, relays_by_links
from .overlap import passages
from .relays import relays_of

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

NEAR_DAYS = 21
"""Days back in which what an outlet is said to have told may have come out."""
SAME_DAYS = 3
"""Days within which two unnamed sources may be one."""
COPIED = 0.5
"""Share of the shorter text from which a report goes back to the earlier one as a whole."""
LEAST_COPIED = 25
"""Words in common, speeches left aside, from which a report is a copy: two sentences of the same fact are not."""
LEAST_ALIKE = 0.08
"""Likeness from which two reports can be about one thing."""
_ALIKE = 0.2
_SAME_STORY = 0.25
"""Likeness from which a report that does not hold quoted words must be the one that they are said to be from."""
_SAME_DESCRIPTION = 0.6
_LEAST_DESCRIBED = 2  # telling words: "officials" describes nobody
_NUMBER = re.compile(r"\$?\d[\d,.]*\d|\d|\b(?:a few dozen|dozens|hundreds|thousands)\b")
_QUOTED = re.compile(r"“([^”\n]{15,})”|\"([^\"\n]{15,})\"")
_LEAST_QUOTED = 4


def relate(
    reports: Sequence[Report], knowledge: Knowledge, said: Mapping[str, Sequence[Relay]] | None = None
) -> tuple[Relay, ...]:
    """Every relay among these reports, or from them to a source outside, by report in their order of publication.

    `said`: what `relays_of` gives for some of the reports, by id, if it is at hand: most of the work.

    What an outlet is said to have told is tied to that outlet's own report where one is given (`to`), and then quoted
    words are looked up in it (`supported`).
    """
    ordered = sorted(reports, key=lambda each: (_day(each) or date.max, each.id))
    if not ordered:
        return ()
    room = _Room(ordered)
    known = said or {}
    each = (known[report.id] if report.id in known else relays_of(report, knowledge) for report in ordered)
    tied = [room.tied(relay) for relays in each for relay in relays]
    found = [*tied, *room.links(knowledge), *room.copies(), *room.alike(tied)]
    place = {report.id: at for at, report in enumerate(ordered)}
    return tuple(sorted(found, key=lambda each: (place[each.report], each.start or 0, each.kind, each.source)))


@dataclass(frozen=True, slots=True)
class Path:
    """From a report back to who told it first, one relay a step; `looped` where the reports go back to each other."""

    steps: tuple[Relay, ...]
    looped: bool = False


def path_back(report: str, relays: Sequence[Relay]) -> Path:
    """The most probable way back from a report. Ends at a source outside, at one that names nobody, or at a loop."""
    by_report: defaultdict[str, list[Relay]] = defaultdict(list)
    for relay in relays:
        by_report[relay.report].append(relay)
    steps: list[Relay] = []
    seen = {report}
    here: str | None = report
    while here is not None and by_report.get(here):
        best = max(by_report[here], key=lambda each: (each.to is not None, each.probability, -(each.start or 0)))
        steps.append(best)
        here = best.to
        if here in seen:
            return Path(tuple(steps), looped=True)
        if here is not None:
            seen.add(here)
    return Path(tuple(steps))


def occasions(relays: Sequence[Relay]) -> list[str]:
    """For each relay, which telling it goes back to: its source, and when. Relays of one source weeks apart are two.

    An `ALIKE` relay stands for the relay of the same sentence that names nobody.
    """
    named = {(each.report, each.start): each for each in relays if each.kind is RelayKind.ALIKE}
    keys = [_key(named.get((each.report, each.start), each)) for each in relays]
    days: defaultdict[str, set[date]] = defaultdict(set)
    for key, relay in zip(keys, relays, strict=True):
        if relay.published:
            days[key].add(relay.published)
    starts = {key: _starts(sorted(found)) for key, found in days.items()}
    return [f"{key}@{_begun(starts.get(key, []), relay.published)}" for key, relay in zip(keys, relays, strict=True)]


def _starts(days: Sequence[date]) -> list[date]:
    begun: list[date] = []
    for day in days:
        if not begun or (day - begun[-1]).days > NEAR_DAYS:
            begun.append(day)
    return begun


def _begun(starts: Sequence[date], day: date | None) -> str:
    return max((each for each in starts if day and each <= day), default="").__str__()


def _key(relay: Relay) -> str:
    return source_key(Source(relay.source, relay.source_kind))


def _day(report: Report) -> date | None:
    return report.published.day if report.published else None


class _Room:
    """The reports, in order of publication, with what comparing them takes."""

    def __init__(self, reports: Sequence[Report]) -> None:
        self._reports = reports
        self._place = {report.id: at for at, report in enumerate(reports)}
        self._rows: csr_matrix = vectors([(each.title or "", each.text) for each in reports])
        self._tied: dict[tuple[int, str], list[tuple[float, int]]] = {}
        self._numbered: dict[int, set[str]] = {}
        self._of_outlet: defaultdict[str, list[int]] = defaultdict(list)
        for at, report in enumerate(reports):
            if report.outlet:
                self._of_outlet[outlet_key(report.outlet)].append(at)

    def likeness(self, one: int, others: Sequence[int]) -> Sequence[float]:
        """Of a report to others, by their places: 0..1 each."""
        found: Sequence[float] = (self._rows[[one]] @ self._rows[list(others)].T).toarray()[0].tolist()
        return found

    def tied(self, relay: Relay) -> Relay:
        """With the report that it goes back to, if that is here."""
        if relay.source_kind is not SourceKind.OUTLET:
            return relay
        alike = self._own_reports(self._place[relay.report], outlet_key(relay.source))
        if not alike:
            return relay
        quoted = _quoted(relay.quote)
        holding = [at for _, at in alike if quoted and _holds(self._reports[at].text, quoted)]
        if holding:
            return replace(relay, to=self._reports[holding[0]].id, supported=True)
        likeness, at = alike[0]
        unheld = bool(quoted) and likeness >= _SAME_STORY
        return replace(relay, to=self._reports[at].id, supported=False if unheld else None)

    def _own_reports(self, here: int, outlet: str) -> list[tuple[float, int]]:
        """The reports of an outlet from the days before that are about this one's things, the likest first."""
        key = (here, outlet)
        if key not in self._tied:
            earlier = [at for at in self._of_outlet.get(outlet, ()) if at != here and self._before(at, here)]
            alike = zip(self.likeness(here, earlier), earlier, strict=True) if earlier else ()
            found = [(part, at) for part, at in alike if part >= LEAST_ALIKE]
            self._tied[key] = sorted(found, key=lambda each: (-each[0], each[1]))
        return self._tied[key]

    def _before(self, at: int, here: int) -> bool:
        one, other = _day(self._reports[at]), _day(self._reports[here])
        return one is None or other is None or 0 <= (other - one).days <= NEAR_DAYS

    def links(self, knowledge: Knowledge) -> Iterator[Relay]:
        """For each link to another outlet's page: that page, if it is here, came out before and is about this too."""
        known = by_address(self._reports)
        for here, report in enumerate(self._reports):
            yield from relays_by_links(report, known, knowledge, partial(self._told_before, here))

    def _told_before(self, here: int, other: Report) -> bool:
        at = self._place[other.id]
        return at != here and self._before(at, here) and self.likeness(here, [at])[0] >= LEAST_ALIKE

    def copies(self) -> Iterator[Relay]:
        """A relay from each report to the earliest that it shares most of its text with, speeches left aside."""
        index = EchoIndex(COPIED)
        echoes = index.add([each.id for each in self._reports], [each.text for each in self._reports])
        first: dict[str, tuple[int, float]] = {}
        for echo in echoes:
            at = self._place[echo.other]
            if echo.one not in first or at < first[echo.one][0]:
                first[echo.one] = (at, echo.share)
        for later, (at, share) in first.items():
            copy, original = self._reports[self._place[later]], self._reports[at]
            shared = [each for each in passages(copy.text, original.text) if not each.quoted]
            if sum(each.words for each in shared) < LEAST_COPIED:
                continue
            longest = max(shared, key=lambda each: each.words)
            yield Relay(
                report=copy.id,
                source=original.outlet or original.title or original.id,
                kind=RelayKind.COPY,
                quote=copy.text[longest.start : longest.end],
                start=longest.start,
                end=longest.end,
                probability=round(min(0.99, 0.5 + share / 2), 3),
                to=original.id,
                published=_day(copy),
                supported=True,
            )

    def alike(self, said: Sequence[Relay]) -> Iterator[Relay]:
        """For each sentence that rests on an unnamed source: the outlet whose unnamed source it may well be."""
        through: defaultdict[date, dict[tuple[str, str], Relay]] = defaultdict(dict)
        for relay in said:
            if relay.via is not None and relay.via_kind is SourceKind.ANONYMOUS and relay.published is not None:
                through[relay.published].setdefault((relay.report, relay.via), relay)
        best: dict[tuple[str, str], tuple[float, Relay] | None] = {}
        for relay in said:
            if relay.source_kind is not SourceKind.ANONYMOUS or relay.published is None:
                continue
            key = (relay.report, relay.source)
            if key not in best:
                best[key] = self._likeliest(relay, relay.published, through)
            found = best[key]
            if found is not None:
                yield _as_of(relay, *found)

    def _likeliest(
        self, relay: Relay, day: date, through: Mapping[date, Mapping[tuple[str, str], Relay]]
    ) -> tuple[float, Relay] | None:
        near = (day + timedelta(days=days) for days in range(-SAME_DAYS, SAME_DAYS + 1))
        sure = [(self._one_person(relay, other), other) for each in near for other in through.get(each, {}).values()]
        found = max(sure, key=lambda each: each[0], default=None)
        return found if found is not None and found[0] > 0 else None

    def _one_person(self, relay: Relay, other: Relay) -> float:
        """0, or how likely it is that two unnamed sources of two reports are one person: 0.5 up."""
        described = _overlap(_content(relay.source), _content(other.via or ""))
        here, there = self._place[relay.report], self._place[other.report]
        if here == there or described < _SAME_DESCRIPTION or len(_content(relay.source)) < _LEAST_DESCRIBED:
            return 0.0
        numbers = self._numbers(here) & self._numbers(there)
        if len(numbers) < 2 or self.likeness(here, [there])[0] < _ALIKE:
            return 0.0
        return min(0.8, 0.5 + 0.1 * len(numbers) + 0.1 * described)

    def _numbers(self, at: int) -> set[str]:
        if at not in self._numbered:
            self._numbered[at] = {each.group().casefold() for each in _NUMBER.finditer(self._reports[at].text)}
        return self._numbered[at]


def _as_of(relay: Relay, sure: float, other: Relay) -> Relay:
    """The edge from a sentence that names nobody to the outlet whose unnamed source it may be."""
    return replace(
        relay,
        source=other.source,
        source_kind=other.source_kind,
        kind=RelayKind.ALIKE,
        via=relay.source,
        via_kind=SourceKind.ANONYMOUS,
        probability=round(sure, 3),
        to=other.to,
    )


def _quoted(sentence: str) -> list[str]:
    """What a sentence quotes, folded, where it is long enough to be looked up."""
    found = (_folded("".join(each)) for each in _QUOTED.findall(sentence))
    return [each for each in found if len(each.split()) >= _LEAST_QUOTED]


def _holds(text: str, quoted: Sequence[str]) -> bool:
    held = _folded(text)
    return all(each in held for each in quoted)


def _folded(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))


@lru_cache(maxsize=10_000)
def _content(words: str) -> frozenset[str]:
    """The telling words of a description, British and American spelling alike."""
    dull = {
        "a",
        "an",
        "the",
        "one",
        "two",
        "of",
        "to",
        "who",
        "person",
        "source",
        "sources",
        "people",
        "official",
        "officials",
    }
    return frozenset(word.replace("defence", "defense") for word in re.findall(r"\w+", words.casefold())) - dull


def _overlap(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / min(len(one), len(other)) if one and other else 0.0
