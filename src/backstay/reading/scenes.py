"""Where an event took place, if its clause says so: "at Maiquetia airport", "in Idlib", "withdraw from Syria".

Only names that a word of place leads to are looked up, which keeps this cheap; a name that may mean several places is
settled by the states in play around it, or not at all. (`knowledge.places` reads whole texts, toponym by toponym.)

Fighting, withdrawals, aid and protests of a clause that names no place are where the report's other sentences are, if
most of those that have a place are in one state. That gives a state and no place of its own.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property

from backstay.knowledge import Found
from backstay.knowledge.places import Place, settle
from backstay.records import EventType
from backstay.records import Place as Scene

Span = tuple[int, int]

_BETWEEN = r"(?:the\s+|an?\s+)?(?:(?:central|eastern|western|northern|southern|north|south|\w+-held|war-torn)\s+)*"
_NAME = r"(?P<name>[A-Z][\w'’.-]*(?:[ -](?:(?:de|al|el|of|la|and)[ -])?[A-Z][\w'’-]*){0,3})"
_AT = re.compile(rf"\b(?:in|at|near|inside|across|outside|into|throughout|around)\s+{_BETWEEN}{_NAME}")
_OF_MOVING = re.compile(
    rf"\b(?:(?:withdr[ae]w\w*|pull\w*|retreat\w*|exit\w*|out|evacuat\w*)\b[^.;,]{{0,40}}?\bfrom|leav(?:e|es|ing)|left|"
    rf"invad(?:e|es|ed|ing)|occup(?:y|ies|ied|ying)|bomb(?:s|ed|ing)?|enter(?:s|ed|ing)?)\s+{_BETWEEN}{_NAME}"
)
_TO_VISIT = re.compile(
    rf"\b(?:(?:went|go(?:es|ing)?|gone|travel\w*|fl(?:ew|y|ies|ying|own)|ventured|headed|trips?|visits?|return\w*|"
    rf"arriv\w+)\s+(?:back\s+)?(?:to|in)|visit(?:s|ed|ing)?|tour(?:s|ed|ing)?)\s+{_BETWEEN}{_NAME}"
)
_SENTENCE = re.compile(r"[^\n.!?]+(?:\.(?=\w)[^\n.!?]*)*[.!?]?")
_CARRIED = frozenset((EventType.ASSAULT, EventType.RETREAT, EventType.AID, EventType.PROTEST))
_FEWEST, _MOST_OF = 3, 0.6
"""Sentences with a place in one state, and their share, from which on it is taken for that of the report's events."""
_MOVES = frozenset((EventType.RETREAT, EventType.ASSAULT, EventType.MOBILIZE))
_DAYS = frozenset(
    "January February March April May June July August September October November December Monday Tuesday Wednesday "
    "Thursday Friday Saturday Sunday Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec".split()
)
_NOUN = re.compile(
    r"['’]s |\s+(?!(?:and|or|on|in|at|by|for|with|as|to|from|since|after|before|last|this|when|where)\b)[a-z]"
)
_CAPITAL = re.compile(r" (?:of )?[A-Z]")  # "Free" in "the Free Trade Area", "University" in "University of Yangon"
_LARGER = re.compile(rf",\s+{_NAME}(?=[,.;:)]|\s*$)")  # not the subject of what follows: "in London, Canada said"
_COMPASS = frozenset("North South East West Northeast Northwest Southeast Southwest Center Centre Middle".split())
"""With an article no places: "the West" is not a division of Cameroon."""
_SURE = 0.8
"""A name that may mean several places is taken for one if nothing else comes near it."""


class Scenes:
    """The places of one report's events. `near` gives the states in play at an offset, the last named first."""

    def __init__(
        self, text: str, near: Callable[[int], Sequence[str]], names_in: Callable[[Span], Sequence[Found]]
    ) -> None:
        self._text = text
        self._near = near
        self._names_in = names_in
        self._settled: dict[tuple[str, tuple[str, ...], str], Place | None] = {}

    def at(self, clause: Span, event_type: EventType) -> Scene | None:
        """Where a clause puts its event: the last place that it leads to; failing that, the state of the report's."""
        found = self._told(clause, event_type)
        if found is None and event_type in _CARRIED and self._state_of_report:
            return Scene(self._state_of_report)
        return found

    @cached_property
    def _state_of_report(self) -> str | None:
        """The state in which most sentences with a place have it, None where there is no such state."""
        scenes = (self._told(match.span(), EventType.ASSAULT) for match in _SENTENCE.finditer(self._text))
        states = Counter(scene.state for scene in scenes if scene is not None and scene.state)
        state, count = next(iter(states.most_common(1)), (None, 0))
        return state if count >= _FEWEST and count >= _MOST_OF * states.total() else None

    def _told(self, clause: Span, event_type: EventType) -> Scene | None:
        taken = {found.start: found for found in self._names_in(clause)}
        for match in self._led_to(clause, event_type):
            start = match.start("name")
            found = taken.get(start)
            if (found is not None and not self._may_be_place(found)) or self._only_modifies(match):
                continue
            named = self._place(match["name"], start)
            if named is not None and not (named[0] in _COMPASS and self._has_article(start)):
                words, place = named
                return Scene(place.state or None, words, _id(place))
        return None

    def _led_to(self, clause: Span, event_type: EventType) -> Iterator[re.Match[str]]:
        patterns = [_AT]
        if event_type in _MOVES:
            patterns.append(_OF_MOVING)
        if event_type is EventType.CONSULT:
            patterns.append(_TO_VISIT)
        for pattern in patterns:
            yield from reversed(list(pattern.finditer(self._text, *clause)))

    def _may_be_place(self, found: Found) -> bool:
        """Names of bodies and people are none. A town's is read as that of its state, without a party of its own."""
        named = found.resolution
        own = named.party.entity_id is not None and named.kind not in ("state", "place")
        return not own and named.use not in ("adjective", "people")

    def _only_modifies(self, match: re.Match[str]) -> bool:
        """Reads "the Russia probe" and "the Obama administration" as other things, "the Philippines" as a place."""
        name = match["name"]
        article = self._has_article(match.start("name"))
        return article and not name.endswith("s") and bool(_NOUN.match(self._text, match.end("name")))

    def _has_article(self, start: int) -> bool:
        return self._text[max(0, start - 4) : start].lower() == "the "

    def _place(self, run: str, start: int) -> tuple[str, Place] | None:
        """The longest beginning of a run of capitalised words that is a place, and which one."""
        words = run.rstrip("'’.-")
        near = tuple(self._near(start)[:3])
        while words:
            if words in _DAYS:
                return None
            follows = _LARGER.match(self._text, start + len(words))
            key = (words, near, follows["name"] if follows else "")
            if key not in self._settled:
                self._settled[key] = settle(words, near, _SURE, larger=key[2])
            place = self._settled[key]
            if place is not None and (place.kind == "state" or not _CAPITAL.match(run, len(words))):
                return words, place
            words = words.rpartition(" ")[0].removesuffix(" and").removesuffix(" of")
        return None


def _id(place: Place) -> str:
    return f"geonames:{place.id}" if place.id < 1_000_000_000 else f"place:{place.id}"
