"""The engine's parameters: what each means, its prior, and draws of all of them.

A prior is a central 90% interval around a value, on a plain or a logarithmic scale. Those here are meant for any client
that sells a commodity; a case file may give its own under `priors:`. Hazards are monthly, on the logit scale.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.random import Generator

    from .arrays import Array
    from .case import Case, Figure

MEMORY = 120
"""Months after which most of what was learnt of a parameter is forgotten: clients change."""
Z90 = 1.6448536269514722


@dataclass(frozen=True, slots=True)
class Prior:
    """A parameter with the central 90% interval of its prior. `log`: normal in the logarithm, so above zero.

    Draws above `top` are taken as `top`: shares of one. `steady`: how many times longer it stays than others.
    """

    name: str
    value: float
    low: float
    high: float
    log: bool = False
    top: float = math.inf
    steady: float = 1.0

    @property
    def centre(self) -> float:
        """Mean on the scale on which the prior is normal."""
        return math.log(self.value) if self.log else self.value

    @property
    def spread(self) -> float:
        """Standard deviation on that scale."""
        low, high = (math.log(self.low), math.log(self.high)) if self.log else (self.low, self.high)
        return (high - low) / (2 * Z90)


GLOBAL = (
    Prior("decline", 0.02, -0.05, 0.09),  # yearly fall of output with nothing else wrong
    Prior("drag_arrears", 0.08, 0.02, 0.3, log=True),  # and per year's earnings owed to contractors
    Prior("drag_credit", 0.08, 0.02, 0.3, log=True),  # with credit cut off
    Prior("drag_sanctions", 0.05, 0.01, 0.2, log=True),  # per level of sanctions
    Prior("output_vol", 0.07, 0.03, 0.15, log=True),  # yearly
    Prior("trend_vol", 0.06, 0.02, 0.15, log=True),  # yearly, of the trend that nothing here explains
    Prior("price_pull", 0.4, 0.15, 1.0, log=True),  # yearly return of the log price to its mean
    Prior("price_mean", 1.0, 0.7, 1.4, log=True),  # that mean over the mean of the five years before
    Prior("price_vol", 0.30, 0.2, 0.45, log=True),  # yearly
    Prior("use_response", 0.35, 0.0, 0.8),  # elasticity of use at home to income
    Prior("use_lag", 18.0, 6.0, 48.0, log=True),  # months
    Prior("import_floor", 0.2, 0.1, 0.4, log=True),  # share of imports at the start that is not cut
    Prior("import_appetite", 0.8, 0.5, 1.1, log=True),  # share of free earnings spent on imports
    Prior("reserve_floor", 0.2, 0.1, 0.35, log=True),  # share of reserves at the start that is not touched
    Prior("reserve_draw", 0.03, 0.01, 0.08, log=True, top=1.0),  # share of the rest that a month may use up
    Prior("catch_up", 0.15, 0.04, 0.5, log=True, top=1.0),  # share of arrears paid a month where there is cash
    Prior("lifting_noise", 0.45, 0.25, 0.8, log=True),  # month to month, in the logarithm of what is lifted in kind
    Prior("part_paid", 0.4, 0.2, 0.8, log=True, top=1.0),  # share of invoices still paid after a default on them
    Prior("staff_noise", 0.04, 0.02, 0.08, log=True),
    Prior("default_base", -6.0, -7.5, -4.5),
    Prior("default_stress", 2.0, 0.5, 3.5),  # dues not covered, or the fall of income from its peak (0..1)
    Prior("default_arrears", 2.5, 0.8, 4.0),
    Prior("default_credit", 1.5, 0.3, 2.7),
    Prior("default_sanctions", 0.8, -0.4, 2.0),
    Prior("default_rank", 1.0, 0.0, 2.0),  # last in the ladder against first
    Prior("default_hold", 3.0, 1.5, 4.5),  # taken off for a creditor that sees to his own payment
    Prior("deferral_base", -6.0, -7.5, -4.5),
    Prior("deferral_stress", 2.0, 0.5, 3.5),
    Prior("deferral_arrears", 2.5, 0.8, 4.2),  # for one who would rather defer
    Prior("deferral_exposure", 1.0, 0.0, 2.0),  # debt over a year's income, in stress
    Prior("deferral_forbearance", 2.0, 0.6, 3.4),  # in stress
    Prior("exit_base", -6.0, -7.5, -4.5),
    Prior("exit_encumbrance", 0.5, -0.5, 1.5),
    Prior("exit_arrears", 1.0, -0.2, 2.2),
    Prior("exit_sanctions", 3.0, 1.4, 4.6),
    Prior("exit_stake", 1.5, 0.3, 2.7),  # taken off for one with much to lose
    Prior("exit_others", 0.8, 0.0, 1.6),  # once others have left
)
PRIOR_NAMES = frozenset(prior.name for prior in GLOBAL)


@dataclass(frozen=True, slots=True)
class Book:
    """All parameters of a case in the order of the rows of a draw."""

    priors: tuple[Prior, ...]

    def row(self, name: str) -> int:
        """The row of a parameter."""
        return next(number for number, prior in enumerate(self.priors) if prior.name == name)

    def draw(self, generator: Generator, paths: int) -> Array:
        """Draws from the priors on their normal scales; shape (parameters, paths)."""
        import numpy as np

        centre = np.array([prior.centre for prior in self.priors])[:, None]
        spread = np.array([prior.spread for prior in self.priors])[:, None]
        drawn: Array = centre + spread * generator.standard_normal((len(self.priors), paths))
        return drawn

    def drift(self, draws: Array, generator: Generator, months: int) -> Array:
        """Draws moved a little towards their priors and spread again: what was learnt fades over `MEMORY` months."""
        import numpy as np

        centre = np.array([prior.centre for prior in self.priors])[:, None]
        spread = np.array([prior.spread for prior in self.priors])[:, None]
        faded = np.array([min(1.0, months / (MEMORY * prior.steady)) for prior in self.priors])[:, None]
        noise = generator.standard_normal(draws.shape)
        moved: Array = centre + np.sqrt(1 - faded) * (draws - centre) + np.sqrt(faded) * spread * noise
        return moved

    def values(self, draws: Array) -> dict[str, Array]:
        """What the engine takes: each parameter by name, shape (paths,), back from the logarithm."""
        import numpy as np

        return {
            prior.name: np.minimum(np.exp(draws[row]) if prior.log else draws[row], prior.top)
            for row, prior in enumerate(self.priors)
        }


def book(case: Case, creditors: Sequence[str]) -> Book:
    """The parameters of a case: the global ones, then those of its streams, creditors and staff."""
    priors = [_own(prior, case.priors.get(prior.name)) for prior in GLOBAL]
    for stream in case.streams:
        priors.append(_plain(f"discount:{stream.id}", stream.discount))
        priors.append(_plain(f"sanction_discount:{stream.id}", stream.sanction_discount))
    for creditor in case.creditors:
        if creditor.id in creditors:
            size = creditor.size
            priors.append(
                Prior(f"service:{creditor.id}", size.value, size.low or 0.5, size.high or 2.0, log=True, steady=4.0)
            )
    for crew in case.crews:
        lag = crew.lag_down
        priors.append(Prior(f"lag:{crew.id}", lag.value, lag.low or lag.value / 2, lag.high or lag.value * 2, log=True))
    return Book(tuple(priors))


def _own(prior: Prior, figure: Figure | None) -> Prior:
    """A prior as the case has it, if it does."""
    if figure is None:
        return prior
    return replace(prior, value=figure.value, low=figure.low or prior.low, high=figure.high or prior.high)


def _plain(name: str, figure: Figure) -> Prior:
    low = figure.low if figure.low is not None else figure.value * 0.8 - 0.01
    high = figure.high if figure.high is not None else figure.value * 1.2 + 0.01
    return Prior(name, figure.value, low, high)
