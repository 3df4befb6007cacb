"""Who the mentions of one report are: names through the knowledge file, "he" and "we" through what was said before."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from itertools import chain

from backstay.knowledge import Found, Knowledge, Resolution
from backstay.records import Mention, Participant, Party, Report

from .homes import Homes
from .introductions import Introductions
from .sentences import Sentences
from .surnames import with_surnames

_FIRST_PERSON = frozenset(["i", "me", "my", "mine", "we", "us", "our", "ours"])
_PERSON = frozenset(["he", "him", "his", "she", "her", "hers", "himself", "herself"])
_THING = frozenset(["it", "its", "itself"])
_GROUP = frozenset(["they", "them", "their", "theirs", "themselves", "who", "which", "that", "those", "these", "both"])
_OWNERS = frozenset(["his", "her", "its", "their"])
RATING_AGENCIES = frozenset(("firm:s-p-global", "firm:moodys", "firm:fitch-ratings", "firm:dbrs"))
"""They say what a debt is worth. That is no act of the state in which they sit, nor is that state in play."""
_NEAR = 6
_DESCRIBED_KINDS = {
    **dict.fromkeys(("company", "firm", "contractor", "corporation", "conglomerate", "oil company"), "firm"),
    **dict.fromkeys(("group", "militants", "militia", "insurgents", "extremists"), "group"),
    **dict.fromkeys(("alliance", "bloc", "organization", "organisation"), "igo"),
}
_DESCRIPTION = re.compile(rf"[Tt]he (?:[a-z]\w*[ -]){{0,2}}(?P<noun>{'|'.join(_DESCRIBED_KINDS)})")
_AND = re.compile(r",? (?:and |or )?(?:the )?")
_SHORT = re.compile(
    r"[Tt]he (?:council|commission|ministry|department|agency|committee|court|bank|parliament|union|assembly)"
)

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Known:
    """A participant and, in plain words, why it is thought to be that one."""

    participant: Participant
    why: str
    score: float
    guessed: bool = False
    """Is this a pronoun, or another word that only goes back to the last name that fits?"""

    @property
    def somebody(self) -> bool:
        """Is this a political actor, as far as anybody knows: of a state, known by name, or of a sector?"""
        party = self.participant.party
        return bool(party.state or party.entity or party.sector)


class Cast:
    """The parties of one report. Holds which known names stand where, so that pronouns and surnames have a past.

    `paper`: the state of the report's outlet, if that is known.
    """

    def __init__(self, knowledge: Knowledge, text: str, on: date | None, paper: str | None = None) -> None:
        self._knowledge = knowledge
        self._text = text
        self._on = on
        self.sentences = Sentences(text)
        names = knowledge.scan(text)
        self._homes = Homes(names, paper)
        self._found = with_surnames(text, names, lambda word, states: knowledge.surname(word, on=on, near=states))
        self._starts = [f.start for f in self._found]
        self._memory: dict[tuple[str, tuple[str, ...]], Resolution | None] = {}
        self._near: dict[int, tuple[str, ...]] = {}  # by how many names stand before
        self._named: dict[Span, Known] = {}
        self._introductions = Introductions(text, partial(knowledge.resolve, on=on), knowledge.sectors)

    @classmethod
    def of_report(cls, knowledge: Knowledge, report: Report) -> Cast:
        """The parties of a report, at its date and as its outlet speaks of them."""
        day = report.published.day if report.published else None
        return cls(knowledge, report.text, day, _state_of_outlet(knowledge, report))

    def who(self, span: Span, *, speaker: Participant | None = None, apart: Participant | None = None) -> Known:
        """The participant that a span names. `speaker` is who "we" is; `apart` is the other party, which it is not."""
        if span in self._named:
            return self._named[span]
        asked, span = span, self._first_of_list(span)
        words = self._text[span[0] : span[1]]
        mention = Mention(words, *span)
        first = _first_word(words)
        if first in _FIRST_PERSON and len(words.split()) <= 2:
            said = self._first_person(mention, speaker)
            if said is not None:
                return said
        if len(words.split()) == 1 and first in _PERSON | _THING | _GROUP:
            return self._pronoun(mention, first, apart)
        owner = self._owner(first, span, speaker) if " " in words else None
        known = self._by_words(words, mention, span, owner)
        if first not in _FIRST_PERSON:
            self._named[asked] = known
        return known

    def _first_of_list(self, span: Span) -> Span:
        """A mention is one party: of "Syria and Iraq" or "the leaders of Germany, France and Italy" it is the first."""
        names = [name for name in self.names_in(span) if name.end <= span[1]]
        if len(names) < 2 or any(name.resolution.kind != "state" for name in names[:2]):
            return span
        between = self._text[names[0].end : names[1].start]
        if names[0].resolution.party.state == names[1].resolution.party.state or not _AND.fullmatch(between):
            return span
        return (span[0], names[0].end)

    def _first_person(self, mention: Mention, speaker: Participant | None) -> Known | None:
        """Who "we" is: the speaker, else the state of the outlet, or the one that the report is mostly about."""
        ours, whose = self._homes.ours
        if speaker is not None and (speaker.party.state or speaker.party.entity or ours is None):
            why = f"'{mention.text}' is the speaker, {speaker.mention.text}"
            return Known(Participant(mention, speaker.party), why, 0.7)
        if ours is None:
            return None
        why = f"'{mention.text}' is {ours}, {whose}"
        return Known(Participant(mention, Party(state=ours, sector=("GOV",))), why, 0.4, guessed=True)

    def _owner(self, first: str, span: Span, speaker: Participant | None) -> str | None:
        """The state of whom "his", "its" or "our" means at the start of a mention ("our troops")."""
        if first in _FIRST_PERSON:
            return (speaker.party.state if speaker is not None else None) or self._homes.paper
        if first not in _OWNERS:
            return None
        return self._pronoun(Mention(first, *span), first, None).participant.party.state

    def _by_words(self, words: str, mention: Mention, span: Span, owner: str | None) -> Known:
        described = self._described(words, span[0])
        resolution = described.resolution if described else self._resolve(words, span, owner)
        if resolution is None or (resolution.kind == "person" and resolution.party.state is None):
            resolution = self._introductions.of(words) or resolution
        if resolution is None:
            sectors = self._knowledge.sectors(words)
            return Known(
                Participant(mention, Party(sector=sectors)), f"'{words}' is nobody the knowledge file has", 0.2
            )
        home, whose = self._homes.of(words, resolution, partial(self._around, span))
        if home is not None:
            party = replace(resolution.party, state=home)
            return Known(Participant(mention, party), f"{resolution.why}, of {home}, {whose}", resolution.score)
        return Known(Participant(mention, resolution.party), resolution.why, resolution.score)

    def _around(self, span: Span) -> list[Found]:
        """Names of the sentence of a mention that stand outside it."""
        return [name for name in self.names_in(self.sentences.at(span[0])) if not span[0] <= name.start < span[1]]

    def near(self, offset: int) -> tuple[str, ...]:
        """States in play at an offset of the text, the last named first; those of firms after the others."""
        last = bisect_left(self._starts, offset)
        if last not in self._near:
            self._near[last] = self._near_to(last)
        return self._near[last]

    def _near_to(self, last: int) -> tuple[str, ...]:
        states: dict[str, None] = {}
        of_firms: dict[str, None] = {}
        for name in chain(reversed(self._found[:last]), self._found[last : last + 3]):
            kind, state = name.resolution.kind, name.resolution.party.state
            if state and kind != "outlet" and name.resolution.party.entity_id not in RATING_AGENCIES:
                (of_firms if kind == "firm" else states).setdefault(state)
            if len(states) >= _NEAR:
                break
        return tuple(dict.fromkeys((*states, *of_firms)))[:_NEAR]

    def names_in(self, span: Span) -> Sequence[Found]:
        """Known names that begin in a stretch of the text, in order."""
        return self._found[bisect_left(self._starts, span[0]) : bisect_left(self._starts, span[1])]

    def _resolve(self, words: str, span: Span, owner: str | None) -> Resolution | None:
        """Whom the words name. `owner` is the state of whom they call theirs: the first that is in play."""
        near = self.near(span[0])
        owner = owner or self._homes.domestic(words)
        if owner is not None:
            near = (owner, *(state for state in near if state != owner))
        key = (words, near[:2])
        if key not in self._memory:
            left, right = max(0, span[0] - 120), span[1] + 120
            context = self._text[left:right]
            self._memory[key] = self._knowledge.resolve(words, on=self._on, context=context, near=near)
        return self._memory[key]

    def _described(self, words: str, offset: int) -> Found | None:
        """'The company' is the last firm named, 'the group' the last armed group, 'the council' the last council."""
        short = _SHORT.fullmatch(words)
        match = _DESCRIPTION.fullmatch(words)
        if match is None and short is None:
            return None
        earlier = reversed(self._found[: bisect_left(self._starts, offset)])
        if match is None:
            return next((found for found in earlier if found.text.endswith(f" {words[4:].capitalize()}")), None)
        kind = _DESCRIBED_KINDS[match["noun"].lower()]
        return next((found for found in earlier if found.resolution.kind == kind), None)

    def _before(self, offset: int) -> Iterator[Found]:
        """Names as a pronoun means them: those of its own sentence first, each sentence's from its start."""
        last = bisect_left(self._starts, offset)
        group: list[Found] = []
        at = self.sentences.at(offset)[0]
        for found in reversed(self._found[max(0, last - 12) : last]):
            if found.start < at:
                yield from reversed(group)
                group, at = [], self.sentences.at(found.start)[0]
            group.append(found)
        yield from reversed(group)

    def _pronoun(self, mention: Mention, word: str, apart: Participant | None) -> Known:
        assert mention.start is not None
        for found in self._before(mention.start):
            resolution = found.resolution
            if not _agrees(word, resolution.kind) or (apart is not None and resolution.party == apart.party):
                continue
            why = f"'{mention.text}' goes back to '{found.text}': {resolution.why}"
            return Known(Participant(mention, resolution.party), why, 0.5 * resolution.score, guessed=True)
        return Known(Participant(mention), f"nothing before '{mention.text}' says who that is", 0.1, guessed=True)


def _state_of_outlet(knowledge: Knowledge, report: Report) -> str | None:
    """The state of the outlet by its name, else by its site: a guest's piece has the paper's address."""
    named = knowledge.outlet_state(report.outlet) if report.outlet else None
    there = knowledge.outlet_at(report.url) if named is None and report.url else None
    return named or (knowledge.outlet_state(there) if there else None)


def _first_word(words: str) -> str:
    """The first word in small letters, but "US" and "IT" as they are: those are no pronouns."""
    first = words.split(maxsplit=1)[0].strip("\"'“”‘’.,") if words.split() else ""
    return first if len(first) > 1 and first.isupper() else first.lower()


def _agrees(word: str, kind: str) -> bool:
    if kind in ("place", "outlet"):
        return False
    if word in _PERSON:
        return kind == "person"
    return kind not in ("person",) if word in _THING else True
