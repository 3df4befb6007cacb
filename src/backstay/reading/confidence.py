"""How likely a claim is right: that the text makes it, and that its parties are the ones.

The model's chance that a clause makes a claim is one mark of it among others: how sure its parties and labels are, what
it is about, what else is claimed in the same words. A small network of the kind that chooses parties (`weighing`)
weighs them; `python -m training.confidence` fits it on texts that the model was not trained on. It decides which claims
are kept, and is their `score`.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import exp, log
from pathlib import Path

from backstay.records import Channel, Claim, Participant

from .decode import Draft
from .marks import Mark, kind_of
from .pairing import Pair
from .weighing import load_weights

WEIGHTS_FILE = Path(__file__).parent / "data" / "confidence.npz"
LEAST = 0.25
"""The confidence from which on a claim is kept by default: the development texts are read best with about this."""
BACKING = 0.19
"""The same for a claim on what holds a government up: better to look at one too many of these than to miss one."""
CAUSE = 0.14
"""The same for what a claim that is kept gives as its reason."""
WRONG: Sequence[Mark] = (("wrong", 1.0),)
"""Marks of its not being right."""
_HEADLINE = 120
"""Characters at the beginning of a text within which a claim counts as made in its headline."""
_SURE = ("event_type", "status", "channel", "source", "certainty", "mode", "effect")
"""What the model labels, each with a probability."""
_FLOOR = 0.003


def kept(claim: Claim, chance: float, least: float | None) -> bool:
    """Is a claim of this confidence kept? `least`: the confidence that a user asks for."""
    if least is not None:
        return chance >= least
    backing = claim.channel is not None and claim.channel is not Channel.PRESSURE
    return chance >= (BACKING if backing else LEAST)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A claim that may be kept, and what it was made of."""

    claim: Claim
    draft: Draft
    pair: Pair


def confidences(candidates: Sequence[Candidate], text: str) -> list[float]:
    """The probability of each of a text's candidates, in 0..1."""
    if not candidates:
        return []
    every: list[Sequence[Sequence[Mark]]] = [*([marks] for marks in marks_of(candidates, text)), [WRONG]]
    *right, wrong = load_weights(WEIGHTS_FILE).scores(every)
    return [1.0 / (1.0 + exp(wrong - each)) for each in right]


def marks_of(candidates: Sequence[Candidate], text: str) -> Iterator[list[Mark]]:
    """The marks of each candidate of a text. They come in the order in which their clauses begin."""
    words = max(1, len(text.split()))
    expected = 100 * sum(candidate.draft.score for candidate in candidates) / words
    dyads = Counter(_dyad(candidate.claim) for candidate in candidates)
    starts = [candidate.claim.start for candidate in candidates]
    longest = max((candidate.claim.end - candidate.claim.start for candidate in candidates), default=0)
    for candidate in candidates:
        claim = candidate.claim
        near = candidates[bisect_left(starts, claim.start - longest) : bisect_left(starts, claim.end)]
        yield [
            *_of_labels(claim, candidate.draft),
            *_of_parties(claim, candidate.pair, candidate.draft),
            *_of_source(claim),
            *_of_others(candidate, near),
            ("place", claim.start / len(text)),
            ("headline", float(claim.start < _HEADLINE)),
            ("length", (claim.end - claim.start) / 100),
            ("claims in 100 words", expected),
            ("dyad elsewhere", (dyads[_dyad(claim)] - 1) / len(candidates)),
        ]


def _of_labels(claim: Claim, draft: Draft) -> Iterator[Mark]:
    yield "right", 1.0
    yield "clause", _log_odds(draft.score)
    for field in _SURE:
        yield f"sure of {field}", _log_odds(draft.scores.get(field, 0.5))
    event, channel, status = claim.event_type.value, claim.channel.value if claim.channel else "-", claim.status.value
    yield f"event {event}", 1.0
    yield f"channel {channel}", 1.0
    yield f"status {status}", 1.0
    yield f"event {event} {status}", 1.0
    yield f"event {event} {channel}", 1.0
    yield f"mode {draft.labels['mode']}", 1.0


def _of_parties(claim: Claim, pair: Pair, draft: Draft) -> Iterator[Mark]:
    yield "pair", _log_odds(pair.chance)
    yield f"listed {min(pair.place, 2)} {min(pair.listed, 3)}", 1.0
    for role, look in draft.looks.items():
        yield f"nobody {role}", look.nobody
    for role, one in (("actor", claim.actor), ("recipient", claim.recipient)):
        yield f"{role} {kind_of(one.party) if one else '-'}", 1.0
        if one and one.party.sector:
            yield f"{role} {one.party.sector[0]}", 1.0


def _of_source(claim: Claim) -> Iterator[Mark]:
    inner = claim.sources[-1]
    yield f"source {inner.kind.value}", 1.0
    yield f"stance {inner.stance.value}", 1.0
    yield f"sources {len(claim.sources)}", 1.0


def _of_others(candidate: Candidate, near: Sequence[Candidate]) -> Iterator[Mark]:
    """What else is claimed in the same words, and of that what the model is surer of."""
    claim = candidate.claim
    others = [
        other
        for other in near
        if other is not candidate and other.claim.start < claim.end and other.claim.end > claim.start
    ]
    surer = [other.claim for other in others if other.draft.score > candidate.draft.score]
    yield "shared", float(len(others))
    yield "surer", float(len(surer))
    yield "surer, same parties", float(sum(_dyad(other) == _dyad(claim) for other in surer))
    yield "surer, same event", float(sum(other.event_type == claim.event_type for other in surer))


def _dyad(claim: Claim) -> tuple[str | None, str | None]:
    return _who(claim.actor), _who(claim.recipient)


def _who(one: Participant | None) -> str | None:
    return (one.party.state or one.party.entity) if one else None


def _log_odds(chance: float) -> float:
    kept = min(max(chance, _FLOOR), 1.0 - _FLOOR)
    return log(kept / (1.0 - kept))
