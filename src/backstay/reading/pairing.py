"""The parties of a clause, chosen together: the model points at each alone, and this weighs who acts on whom.

Every actor that the pointers allow is tried with every recipient and with nobody. Marks (`marks`) of the two, of their
places in the sentence and of the other clauses of the report are weighed by a small network (`weighing`), which
`python -m training.parties` fits on annotated texts.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from math import exp

from backstay.records import Participant

from .bearing import Sides
from .choosing import Candidate, Looked
from .decode import Draft, Span
from .elsewhere import Chances, Elsewhere
from .marks import Clause, Mark, Wording, of_both, of_candidate, of_nobody
from .parties import Cast, Known
from .weighing import PairWeights, load_weights

LISTED_SHARE = 0.1
"""A further pair counts if it has this share of the best one's chance, and the party in which the two differ is listed
beside the other's ("Russia and Iran")."""
_LIST = 80
"""Characters between two names of a list."""
_LISTED = re.compile(
    r"(?:\s*(?:,|,? and|,? or|&)\s+(?:(?:the|with|to|of|from|against|in)\s+)*"
    r"(?:[A-Z][\w.’'-]*(?:\s+[A-Z][\w.’'-]*)*)?)+\s*"
)
_ACTORS, _RECIPIENTS = 3, 4
"""So many parties of each pointer are tried."""


Marked = dict[tuple[str, int, float, str, float, int | None], Sequence[Mark]]


@dataclass(frozen=True, slots=True)
class Pair:
    """Who does it, and to whom; either may be nobody.

    `chance`: how likely these two are, of all that were weighed. They are at `place` (from 0) among the `listed` pairs
    that the clause gives.
    """

    actor: Known | None
    recipient: Known | None
    chance: float
    place: int
    listed: int


@dataclass(frozen=True, slots=True)
class Choice:
    """An actor with a recipient, or with nobody, and the marks of the two."""

    actor: Candidate
    recipient: Candidate | None
    marks: tuple[Sequence[Mark], ...]


class Pairing:
    """Chooses parties in the clauses of one report, all of which it has to know beforehand."""

    def __init__(
        self,
        cast: Cast,
        text: str,
        sentence: Callable[[int], Span],
        drafts: Sequence[Draft],
        sides: Callable[[Draft], Sides],
        weights: PairWeights | None = None,
    ) -> None:
        self._weights = weights or load_weights()
        self._cast, self._text, self._sentence, self._sides = cast, text, sentence, sides
        self._speakers = {id(draft): _speaker(cast, draft) for draft in drafts}
        self._looked = {id(draft): self._look(draft) for draft in drafts}
        self._wordings: dict[int, Wording] = {}
        chances = [self._chances(draft) for draft in drafts]
        self._elsewhere = Elsewhere(drafts, chances, [sentence(draft.start) for draft in drafts])

    def pairs(self, draft: Draft) -> list[Pair]:
        """The likeliest pair of parties, and any that comes near it ("Russia and Iran"); none where nobody is named."""
        choices = self.choices(draft)
        if not choices:
            return []
        scores = self._weights.scores(choice.marks for choice in choices)
        top = max(scores)
        odds = [exp(score - top) for score in scores]
        total = sum(odds)
        ranked = sorted(zip(odds, choices, strict=True), key=lambda item: -item[0])
        best = ranked[0][1]
        shares = [(odd / total, choice) for odd, choice in ranked]
        least = LISTED_SHARE * shares[0][0]
        kept = [shares[0], *(each for each in shares[1:] if each[0] >= least and self._listed(each[1], best))]
        return [_pair(each, place, len(kept), shares) for place, each in enumerate(kept)]

    def choices(self, draft: Draft) -> list[Choice]:
        """Every pair of parties that the pointers allow, with its marks."""
        speaker, (actor, recipient) = self._speakers[id(draft)], self._looked[id(draft)]
        sentence = self._sentence(draft.start)
        clause = Clause(self._text, draft, sentence, speaker, self._sides(draft), self._elsewhere, self._wordings)
        marked: Marked = {}
        found: list[Choice] = []
        for one, marks in _with_marks(clause, "a", actor.candidates[:_ACTORS], marked):
            recipients = recipient.apart_from(one.known.participant)
            found.append(Choice(one, None, (marks, of_nobody(clause, draft.looks["recipient"], _top(recipients)))))
            for other, of_other in _with_marks(clause, "r", recipients[:_RECIPIENTS], marked):
                found.append(Choice(one, other, (marks, of_other, of_both(clause, one, other))))
        return found

    def _listed(self, choice: Choice, best: Choice) -> bool:
        """Does one party of the two choices differ, and stand in one list with the other's?"""
        if choice.recipient is None or best.recipient is None:
            return False
        differ = [
            (one, other)
            for one, other in ((choice.actor, best.actor), (choice.recipient, best.recipient))
            if one.key != other.key
        ]
        if len(differ) != 1:
            return False
        (_, end), (again, _) = sorted(
            (mention.start or 0, mention.end or 0)
            for mention in (candidate.known.participant.mention for candidate in differ[0])
        )
        return end < again < end + _LIST and bool(_LISTED.fullmatch(self._text, end, again))

    def _look(self, draft: Draft) -> tuple[Looked, Looked]:
        speaker = self._speakers[id(draft)]
        return (
            Looked(self._cast, draft.looks["actor"], speaker),
            Looked(self._cast, draft.looks["recipient"], speaker),
        )

    def _chances(self, draft: Draft) -> Chances:
        actor, recipient = self._looked[id(draft)]
        return Chances(_normal(actor.candidates, 0.0), _normal(recipient.candidates, draft.looks["recipient"].nobody))


def _speaker(cast: Cast, draft: Draft) -> Participant | None:
    return None if draft.source is None else cast.who(draft.source).participant


def _normal(found: Sequence[Candidate], rest: float) -> dict[str, float]:
    total = sum(candidate.chance for candidate in found) + rest
    return {candidate.key: candidate.chance / total for candidate in found} if total else {}


def _top(found: Sequence[Candidate]) -> float:
    return found[0].chance if found else 0.0


def _with_marks(
    clause: Clause, role: str, found: Sequence[Candidate], marked: Marked
) -> Iterator[tuple[Candidate, Sequence[Mark]]]:
    """Parties that a pointer looks at with their marks, made once."""
    top = _top(found)
    for rank, candidate in enumerate(found):
        known = (role, rank, top, candidate.key, candidate.chance, candidate.known.participant.mention.start)
        if known not in marked:
            marked[known] = of_candidate(clause, role, candidate, rank, top)
        yield candidate, marked[known]


def _pair(kept: tuple[float, Choice], place: int, listed: int, shares: Sequence[tuple[float, Choice]]) -> Pair:
    chance, choice = kept
    acts = sum(share for share, other in shares if other.actor is choice.actor)
    actor, recipient = _scored(choice.actor, acts), None
    if choice.recipient is not None:
        key = choice.recipient.key
        takes = sum(share for share, other in shares if other.recipient is not None and other.recipient.key == key)
        recipient = _scored(choice.recipient, takes)
    return Pair(actor, recipient, chance, place, listed)


def _scored(candidate: Candidate, chance: float) -> Known:
    return replace(candidate.known, score=round(min(chance, candidate.known.score), 4))
