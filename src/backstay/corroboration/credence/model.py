"""The numbers that credence is worked out with, in one place, each with what it stands for.

A telling is weighed by its likelihood ratio: how much likelier is it that this source tells it if it is so than if it
is not. With the chance `p` that what such a source tells is so, against the chance `TOLD` of anything told, that is
`logit(p) - logit(TOLD)`. The shares below are this project's own judgement of kinds of sources, rounded; nothing in
the ledger is fitted to them. The rest was set on simulated worlds whose truth is known, seeds 0 to 2 and 1000 on (see
`docs/explanation/credence.md`), never on those that the report measures.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from ...records import SourceKind


@dataclass(frozen=True, slots=True)
class Weights:
    """All chances are in 0..1; weights are in log odds, times 1."""

    start: float = 0.22
    """Log odds of an event before anything is weighed: that it is told at all, and that all others are silent."""
    slope: float = 1.0
    """What a telling's own log likelihood ratio is multiplied by."""
    right: dict[SourceKind, float] = field(
        default_factory=lambda: {
            SourceKind.OUTLET: 0.75,
            SourceKind.PERSON: 0.75,
            SourceKind.OFFICE: 0.78,
            SourceKind.ANONYMOUS: 0.62,
            SourceKind.DOCUMENT: 0.85,
        }
    )
    """Chance that what is told on the word of such a source is so, where nothing else is known of it."""
    told: float = 0.5
    """Chance that anything told is so: what the shares above are measured against."""
    boast: float = 0.7
    """Share of its weight that a party's word has for what does it credit."""
    admission: float = 1.6
    """Share of its weight that a party's word has for what does it harm: why would it say so."""
    denial_of_party: float = -0.7
    """A party that denies does so nearly as often when it is so."""
    denial: float = -2.2
    """Somebody without an interest denies it."""
    doubt: float = -0.4
    """Somebody doubts it."""
    counter: float = -1.0
    """Something that does not go with it is said, by somebody without an interest; a party's counts as its denial."""
    correction: float = -2.9
    """An outlet, or a speaker without an interest, takes back what it told."""
    unsure: tuple[float, float] = (0.7, 0.4)
    """Share of its weight that a telling keeps whose source calls it probable, possible."""
    ahead: float = 0.4
    """Share that a telling of a plan keeps, of an event that others say has happened."""
    hidden: float = 0.75
    """Odds that a later telling is a copy that shows no sign of being one (no credit, no common words), for each copy
    that its outlet is seen to make beside a telling of its own."""
    copies: tuple[float, float] = (1.0, 4.0)
    """How often an outlet copies before anything is known of it: its relays and its own tellings, as counts."""
    farm: float = 0.5
    """By how much each outlet of no record after the second is less likely to be on its own: they may be one hand."""
    same_person: float = 0.4
    """Chance that a second outlet's unnamed source is somebody else."""
    strength: float = 12.0
    """How firmly the chances above hold, as a number of settled cases: a record of as many moves them half way."""
    silence: float = 0.27
    """What is added to what others say when a source's record is drawn up: most of what is told is so."""
    spread: float = 0.5
    """Standard deviation, in log odds, of what the model itself may be off by."""


SHIPPED = Weights()
"""What Backstay uses where nothing else is given."""
