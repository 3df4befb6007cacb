"""Of which state people are whom the words give none: "lawmakers", "protesters", "a police officer", "our troops".

A paper's "lawmakers" are those of its own country, if the report is on that country too. People on the ground are of
the one other state that the sentence names, other people of the state that the report is mostly about.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from functools import cached_property

from backstay.knowledge import Found, Resolution
from backstay.knowledge.compose import of_many

_MOSTLY = 0.5
_PEOPLE = frozenset(("CVL", "JRN", "PTY", "JUD", "LEG", "COP", "OPP", "EDU", "LAB", "GOV", "MIL"))
"""Sectors of people who are of some one state, though their words do not say which."""
_DOMESTIC = re.compile(
    r"^(?:(?:the|some|many|several|key|senior|top|most|other|two|three|few|both|a|an|bipartisan|federal|group|of) )*"
    r"(?:lawmakers?|legislators?|senators?|congress(?:men|man|woman)?|administration(?: officials?)?|governors?|"
    r"federal (?:government|prosecutors?|judges?|agents?|authorities|officials?)|immigration officials?|"
    r"voters|taxpayers|president$|presidential candidates?|hawks|conservatives?|liberals?)\b(?! of\b| in\b)",
    re.I,
)
_ON_THE_GROUND = re.compile(
    r"\b(?:people|civilians?|protest[eo]rs?|demonstrators?|residents|refugees|workers|unions?|villagers|families|"
    r"children|students|christians|muslims|sunnis|shiites|crowds?|militiamen|women|men)\b",
    re.I,
)
_SCENE = frozenset(("place", "state", "person"))

OF_PAPER = "where the outlet is"
MOSTLY_ABOUT = "which the report is mostly about"


class Homes:
    """The states that people of one report may be of, by its names and the state of its outlet."""

    def __init__(self, names: Sequence[Found], paper: str | None) -> None:
        self._names = names
        self.paper = paper

    @cached_property
    def home(self) -> str | None:
        """The state that more than half of the names in the report belong to, if there is one."""
        counts = Counter(
            name.resolution.party.state
            for name in self._names
            if name.resolution.party.state and name.resolution.kind not in ("outlet", "firm")
        )
        state, count = next(iter(counts.most_common(1)), (None, 0))
        return state if count > _MOSTLY * counts.total() else None

    @property
    def ours(self) -> tuple[str | None, str]:
        """Whose "we" is that nobody is seen to say, and how that is known."""
        return (self.paper, OF_PAPER) if self.paper else (self.home, MOSTLY_ABOUT)

    def domestic(self, words: str) -> str | None:
        """The outlet's state where it speaks so of its own country's people, in a report that names that state."""
        return self.paper if self._at_home and _DOMESTIC.search(words) else None

    def of(self, words: str, resolution: Resolution, around: Callable[[], Sequence[Found]]) -> tuple[str | None, str]:
        """The state of people of no state, None for others; and how that is known. `around`: names of the sentence."""
        party = resolution.party
        if resolution.kind != "generic" or party.state is not None or party.sector[0] not in _PEOPLE or of_many(words):
            return None, ""
        domestic = self.domestic(words)
        if domestic is not None:
            return domestic, OF_PAPER
        named = self._abroad(around()) if _ON_THE_GROUND.search(words) else None
        return (named, "which the sentence names") if named else (self.home, MOSTLY_ABOUT)

    def _abroad(self, names: Sequence[Found]) -> str | None:
        """The one state, but the outlet's, whose places or people these are."""
        states = {name.resolution.party.state for name in names if name.resolution.kind in _SCENE} - {self.paper}
        return states.pop() if len(states) == 1 else None

    @cached_property
    def _at_home(self) -> bool:
        return self.paper is not None and any(
            name.resolution.party.state == self.paper for name in self._names if name.resolution.kind != "outlet"
        )
