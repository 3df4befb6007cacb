"""Evidence and records in, credence out."""

from __future__ import annotations

from math import sqrt

from ...records import Credence
from .evidence import Evidence
from .grades import information_grade, source_grade
from .model import Weights
from .priors import Priors
from .record import Records
from .weigh import Record, chance, weigh
from .words import reason

_CENTRAL = 1.2816
"""Standard deviations from the middle to the end of a central 80% interval of a normal distribution."""


def believe(evidence: Evidence, weights: Weights, priors: Priors, records: Records) -> Credence:
    """The credence of an event. Records are taken without what the event itself adds to them."""

    def record_of(source: str) -> Record:
        return records.of(source, without=evidence.event)

    weighed = weigh(evidence, weights, priors, record_of)
    spread = _CENTRAL * sqrt(weighed.variance)
    low, high = chance(weighed.log_odds - spread), chance(weighed.log_odds + spread)
    return Credence(
        probability=round(chance(weighed.log_odds), 4),
        low=round(low, 4),
        high=round(high, 4),
        reason=reason(evidence, weighed),
        source=source_grade(evidence, weights, priors, record_of),
        information=information_grade(evidence, weighed, low, high),
    )
