"""Evidence in, log odds out: a sum of parts, each of which can be named."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import exp, log

from ...records import Certainty, SourceKind
from ..occurrences.told import Role
from .evidence import Evidence, Objection, Telling
from .model import Weights
from .priors import Priors

_KNOWN = 1.0
"""Cases, good or bad, from which a source has a record."""


@dataclass(frozen=True, slots=True)
class Record:
    """What came of what a source told: good and bad marks, and how many events it told itself or only passed on."""

    good: float = 0.0
    bad: float = 0.0
    own: int = 0
    relays: int = 0


NO_RECORD = Record()
RecordOf = Callable[[str], Record]


@dataclass(frozen=True, slots=True)
class Worth:
    """What a source is held to be worth: its chance of being right, as log odds with their variance.

    `shift` is what is known of this source beyond its kind; `known` whether anything is.
    """

    shift: float
    variance: float
    reliability: float
    known: bool


@dataclass(frozen=True, slots=True)
class Part:
    """What one telling or objection adds to the log odds; `alone` is how likely a telling is to stand on its own."""

    weight: float
    variance: float
    alone: float = 1.0


@dataclass(frozen=True, slots=True)
class Weighed:
    """Log odds of an event with their variance, and the parts in the order of the evidence."""

    log_odds: float
    variance: float
    tellings: tuple[Part, ...]
    objections: tuple[Part, ...]


def logit(chance: float) -> float:
    """Log odds of a chance strictly between 0 and 1."""
    return log(chance / (1 - chance))


def chance(log_odds: float) -> float:
    """The chance with these log odds."""
    return 1 / (1 + exp(-log_odds)) if log_odds >= 0 else exp(log_odds) / (1 + exp(log_odds))


def weigh(evidence: Evidence, weights: Weights, priors: Priors, record_of: RecordOf) -> Weighed:
    """The log odds that an event is so, as its evidence and the records of its sources have it."""
    told = _tellings(evidence, weights, priors, record_of)
    against = tuple(_objection(each, weights) for each in evidence.objections)
    parts = (*told, *against)
    total = weights.start + sum(part.weight for part in parts)
    return Weighed(total, weights.spread**2 + sum(part.variance for part in parts), told, against)


def log_odds_without(evidence: Evidence, place: int, weights: Weights, priors: Priors, copying: RecordOf) -> float:
    """What everybody else says of what one telling tells, by kinds of sources and how much they copy, records aside.

    The start is left out.
    """
    others = Evidence(evidence.event, evidence.tellings[:place] + evidence.tellings[place + 1 :], evidence.objections)
    told = _tellings(others, weights, priors, copying)
    against = [_objection(each, weights) for each in evidence.objections]
    return weights.silence + sum(part.weight for part in (*told, *against))


def worth(source: str, kind: SourceKind, weights: Weights, priors: Priors, record: Record) -> Worth:
    """What is known of a source: the user's prior, or else its kind's chance, moved by its record."""
    given = priors.of(source)
    base, strength = weights.right[kind], weights.strength
    start, firm = (given.reliability, given.strength) if given else (base, strength)
    good, bad = start * firm + record.good, (1 - start) * firm + record.bad
    known = given is not None or record.good + record.bad >= _KNOWN
    return Worth(log(good / bad) - logit(base), 1 / good + 1 / bad, good / (good + bad), known)


def _tellings(evidence: Evidence, weights: Weights, priors: Priors, record_of: RecordOf) -> tuple[Part, ...]:
    parts: list[Part] = []
    strangers = unnamed = 0
    for place, telling in enumerate(evidence.tellings):
        weight, variance, known = _weight(telling, weights, priors, record_of)
        alone = 1.0
        if place:
            alone = _own_word(record_of(telling.outlet), weights)
            alone *= 1.0 if known else weights.farm ** max(0, strangers - 1)
            if telling.kind is SourceKind.ANONYMOUS and unnamed:
                alone *= weights.same_person
        strangers += not known
        unnamed += telling.kind is SourceKind.ANONYMOUS
        parts.append(Part(_mixed(_alone_if_false(alone, weight), weight), variance * alone**2, alone))
    return tuple(parts)


def _alone_if_false(alone: float, weight: float) -> float:
    """The chance that it stands on its own, if it is not so: fewer tell that by themselves, as many copy it."""
    if alone >= 1:
        return 1.0
    copies = (1 - alone) / max(alone, 1e-9) * (1 + exp(max(weight, 0.0))) / 2
    return 1 / (1 + copies)


def _mixed(share: float, weight: float) -> float:
    """Log likelihood ratio of a telling that is independent with chance `share`, else a copy that says nothing."""
    return log(share * exp(weight) + 1 - share)


def _own_word(record: Record, weights: Weights) -> float:
    """Chance that what looks like an outlet's own telling is one, from how often it is seen to copy."""
    copied, own = weights.copies
    return 1 / (1 + weights.hidden * (copied + record.relays) / (own + record.own))


def _weight(telling: Telling, weights: Weights, priors: Priors, record_of: RecordOf) -> tuple[float, float, bool]:
    """Log likelihood ratio of a telling, its variance, and whether anything is known of who tells it."""
    outlet = worth(telling.outlet, SourceKind.OUTLET, weights, priors, record_of(telling.outlet))
    known, shift, variance = outlet.known, outlet.shift, outlet.variance
    if telling.speaker:
        speaker = worth(telling.speaker, telling.kind, weights, priors, record_of(telling.speaker))
        shift, variance = speaker.shift + min(0.0, outlet.shift), speaker.variance
        known = known or speaker.known
    weight = weights.slope * (logit(weights.right[telling.kind]) + shift - logit(weights.told))
    return weight * _share(telling, weights), weights.slope**2 * variance, known


def _share(telling: Telling, weights: Weights) -> float:
    share = {Certainty.CERTAIN: 1.0, Certainty.PROBABLE: weights.unsure[0], Certainty.POSSIBLE: weights.unsure[1]}[
        telling.certainty
    ]
    share *= weights.ahead if telling.ahead else 1.0
    return share * {1: weights.boast, 0: 1.0, -1: weights.admission}[telling.interest]


def _objection(objection: Objection, weights: Weights) -> Part:
    if objection.takes_back:
        weight = weights.correction
    elif objection.role is Role.DOUBTS:
        weight = weights.doubt
    elif objection.party:
        weight = weights.denial_of_party
    else:
        weight = weights.denial if objection.role is Role.DENIES else weights.counter
    return Part(weight, (weight / 3) ** 2)
