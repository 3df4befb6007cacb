"""Which candidates are toponyms: a logistic model over their features; its weights are in the gazetteer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import exp

from .candidates import Candidate, candidates, tokenize
from .company import TOWNS
from .features import Document, features
from .gazetteer import Gazetteer

THRESHOLD = 0.45


@dataclass(frozen=True, slots=True)
class Mention:
    """A toponym in a text: `text[start:end]` is `text`. `score` in 0..1: how sure it is that this names a place.

    `demonym`: an adjective or the name of inhabitants ("Russian", "Texans"): it points to a place, but is none.
    `known`: is the name in the gazetteer?
    """

    start: int
    end: int
    text: str
    score: float
    demonym: bool
    known: bool


def is_demonym(candidate: Candidate) -> bool:
    """Is the name known as an adjective or a people's name, and not as the name of a state, region or division?"""
    uses = {n.use for n in candidate.named if n.place.kind not in TOWNS or n.use in {"adjective", "people"}}
    return bool(uses) and uses <= {"adjective", "people"}


def score(names: Iterable[str], weights: Mapping[str, float]) -> float:
    """Probability under the model; features that it does not know count for nothing."""
    total = sum(weights.get(name, 0.0) for name in names)
    return 1 / (1 + exp(-total)) if total > -500 else 0.0


def recognise(text: str, gazetteer: Gazetteer) -> list[Mention]:
    """The toponyms of a text, left to right, none inside another."""
    tokens = tokenize(text)
    found = candidates(text, tokens, gazetteer)
    scored = zip(found, features(Document(text, tokens, found, gazetteer)), strict=True)
    mentions = []
    for candidate, names in scored:
        value = score(names, gazetteer.weights)
        if value >= THRESHOLD:
            one = Mention(
                candidate.start,
                candidate.end,
                candidate.text,
                round(value, 3),
                is_demonym(candidate),
                bool(candidate.named),
            )
            mentions.append(one)
    return mentions
