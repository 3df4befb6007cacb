"""Who is said, by others, to repeat what an outlet had told: "he was repeating a newspaper's report, the Kremlin said".

Such a sentence ties one telling to another without making either of them a claim less: the telling stays its own, and
the page says who holds that it goes back to the other.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from ..records import Report, Source, SourceKind
from .tellers import source_key

if TYPE_CHECKING:
    from ..knowledge import Knowledge
    from ..reading.parties import Cast
    from .echoes.outlets import Outlets

_REPEATS = re.compile(
    r"\b(?:repeat(?:s|ed|ing)?|echo(?:es|ed|ing)?|refer(?:s|red|ring) to|(?:a |an )?(?:\w+ )?reference to|"
    r"cit(?:es|ed|ing)|quot(?:es|ed|ing)|rel(?:ied|ying) on|dr[ae]w(?:ing)? on|pick(?:ed|ing) up|"
    r"based (?:\w+ ){0,3}on|taken from|had (?:it|this|that) from|learned (?:it|this|that|of it) from)\b"
)
_REACH = 90
"""Characters after the verb within which the outlet is named."""
_A_REPORT = re.compile(r"\b(?:newspaper|press|media|news)(?:['’]s)? (?:report|stor(?:y|ies)|article|account)s?\b")
_WHOEVER = re.compile(
    r"\b(?:[Tt]he (?:\w+ )?(?:president|premier|minister|chancellor|secretary|leader)|[Hh]e|[Ss]he)\b"
)


_ASIDE = re.compile(
    r", (?P<who>[^,;“”\"]{2,60}?) (?:said|says|suggested|suggests|added|believed|noted|insisted)\b[^,;]{0,20}[,.;]"
)
"""Who says so, in passing: ", a spokesman suggested,"."""


@dataclass(frozen=True, slots=True)
class Repeat:
    """`said_by` says, in the sentence `start`..`end` of a report, that `who` repeats what `outlet` had told.

    `outlet` is None where the sentence only speaks of a newspaper's or the press's reports.
    """

    who: str
    outlet: str | None
    said_by: str
    report: str
    quote: str
    start: int
    end: int
    published: date | None

    @property
    def key(self) -> str:
        """The key of who repeats, as of a teller."""
        return source_key(Source(self.who, SourceKind.PERSON))


def said_to_repeat(report: Report, knowledge: Knowledge) -> list[Repeat]:
    """Every sentence of a report that says so of a person, in order."""
    if not _REPEATS.search(report.text):
        return []
    from ..reading.parties import Cast
    from ..reading.sentences import sentence_spans
    from .echoes.outlets import Outlets

    cast = Cast.of_report(knowledge, report)
    outlets = Outlets(report.text, cast.names_in((0, len(report.text))), None)
    found = (_repeat(report, span, cast, outlets, knowledge) for span in sentence_spans(report.text))
    return [each for each in found if each is not None]


def _repeat(report: Report, span: tuple[int, int], cast: Cast, outlets: Outlets, knowledge: Knowledge) -> Repeat | None:
    for verb in _REPEATS.finditer(report.text, *span):
        reach = min(span[1], verb.end() + _REACH)
        named = outlets.named(verb.end(), reach)
        if not named and not _A_REPORT.search(report.text, verb.end(), reach):
            continue
        who = _subject(report.text, (span[0], verb.start()), cast)
        if who is not None:
            return Repeat(
                who=who,
                outlet=named[0].name if named else None,
                said_by=_says(report, span, who, knowledge),
                report=report.id,
                quote=report.text[span[0] : span[1]],
                start=span[0],
                end=span[1],
                published=report.published.day if report.published else None,
            )
    return None


def _subject(text: str, before: tuple[int, int], cast: Cast) -> str | None:
    """The person whom the words before the verb name first, or go back to."""
    pronoun = _WHOEVER.search(text, *before)
    persons = _persons(cast, before)
    if persons and (pronoun is None or persons[0][0] <= pronoun.end() + 1):
        return persons[0][1]
    earlier = _persons(cast, (0, before[0])) if pronoun is not None else []
    return earlier[-1][1] if earlier else None


def _persons(cast: Cast, span: tuple[int, int]) -> list[tuple[int, str]]:
    return [
        (each.start, each.resolution.party.entity)
        for each in cast.names_in(span)
        if each.resolution.kind == "person" and each.resolution.party.entity
    ]


def _says(report: Report, span: tuple[int, int], who: str, knowledge: Knowledge) -> str:
    """The speaker whom the sentence names, else the page's outlet."""
    from .echoes.tellings import tellings

    aside = _ASIDE.search(report.text, *span)
    if aside is not None:
        return aside["who"]
    last = who.rsplit(maxsplit=1)[-1]
    for told in tellings(report, knowledge):
        if told.start < span[1] and span[0] < told.end and told.speaker and last not in told.speaker:
            return told.speaker
    return report.outlet or "a page of no known outlet"
