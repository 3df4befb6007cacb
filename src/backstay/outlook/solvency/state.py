"""The state of all paths in one month, and where it begins."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

from .case import Figure
from .parameters import Z90

if TYPE_CHECKING:
    from numpy.random import Generator

    from .arrays import Array
    from .plan import Plan

    Values = dict[str, Array]


@dataclass(slots=True)
class State:
    """Arrays whose last axis is the path. Streams: `output` and `bench` in logarithms, `trend` a year,
    `use` in volume. Money in USD m.

    `income`, `free`, `paid`, `due` are means over about a year, `peak` the best yearly income of late. `stopped`,
    `gone` are 0 or 1; `grace` months left. Those that end in `_start`, and `opening`, do not change.
    """

    output: Array
    trend: Array
    bench: Array
    bench_mean: Array
    use: Array
    balance: Array
    arrears: Array
    reserves: Array
    income: Array
    peak: Array
    free: Array
    paid: Array
    due: Array
    stopped: Array
    grace: Array
    lifting: Array
    gone: Array
    staff: Array
    backlog: Array
    upkeep: Array
    use_start: Array
    output_start: Array
    year_start: Array
    imports_start: Array
    reserves_start: Array
    staff_start: Array
    opening: Array

    @property
    def paths(self) -> int:
        """How many paths."""
        return int(self.reserves.shape[-1])

    def take(self, chosen: Array | slice) -> State:
        """The state of some paths, as a copy."""
        import numpy as np

        return State(*(np.array(getattr(self, field.name)[..., chosen]) for field in fields(self)))


def draw_figure(figure: Figure, generator: Generator, paths: int, width: float = 0.05) -> Array:
    """Draws of a figure: one of its alternatives each (never their mean), then a spread as wide as its interval.

    Lognormal, so never below zero. Without an interval `width` is the relative standard deviation.
    """
    import numpy as np

    values = np.array([figure.value, *figure.alternatives])
    value = values[generator.integers(len(values), size=paths)]
    noise = generator.standard_normal(paths)
    if figure.value <= 0:
        return value * 1.0
    low = figure.low if figure.low else figure.value * np.exp(-Z90 * width)
    high = figure.high if figure.high else figure.value * np.exp(Z90 * width)
    down = np.log(figure.value / max(low, figure.value * 1e-3)) / Z90
    up = np.log(max(high, figure.value) / figure.value) / Z90
    drawn: Array = value * np.exp(noise * np.where(noise < 0, down, up))
    return drawn


def begin(plan: Plan, values: Values, generator: Generator) -> State:
    """Draws of the first month's state, before any step."""
    import numpy as np

    case = plan.case
    n = len(next(iter(values.values())))
    K, B, F = len(plan.creditors), len(case.backers), len(case.crews)  # noqa: N806 (shapes, as in the plan)
    output = np.stack([draw_figure(s.output, generator, n) for s in case.streams])
    use = np.minimum(np.stack([draw_figure(s.use, generator, n) for s in case.streams]), output)
    anchor, mean = _bench_anchor(plan)
    bench = np.repeat(anchor[:, None], n, axis=1)
    factor = np.array([s.factor for s in case.streams])[:, None]
    discount = np.stack([values[f"discount:{s.id}"] for s in case.streams])
    price = np.maximum(np.exp(bench) - discount, 0.1 * np.exp(bench))
    income = (np.maximum(output - use, 0) * price * factor).sum(axis=0)
    opening = np.zeros((K, n))
    for k, creditor in enumerate(plan.creditors):
        opening[k] = draw_figure(creditor.balance, generator, n)
    staff = np.stack([draw_figure(c.start, generator, n) for c in case.crews]) if F else np.zeros((0, n))
    imports, reserves = draw_figure(case.imports, generator, n), draw_figure(case.reserves, generator, n)
    zeros = np.zeros((K, n))
    return State(
        output=np.log(np.maximum(output, 1e-9)),
        trend=np.zeros((len(case.streams), n)),
        bench=bench,
        bench_mean=mean[:, None] + np.log(values["price_mean"])[None, :],
        use=use.copy(),
        balance=zeros.copy(),
        arrears=zeros.copy(),
        reserves=reserves.copy(),
        income=income.copy(),
        peak=np.maximum(income * 12, 1.0),
        free=income.copy(),
        paid=zeros.copy(),
        due=zeros.copy(),
        stopped=zeros.copy(),
        grace=zeros.copy(),
        lifting=zeros.copy(),
        gone=np.zeros((B, n)),
        staff=staff.copy(),
        backlog=np.repeat(np.array([c.backlog for c in case.crews], dtype=float)[:, None], n, axis=1),
        upkeep=np.ones((F, n)),
        use_start=use,
        output_start=output,
        year_start=np.maximum(income * 12, 1.0),
        imports_start=imports,
        reserves_start=reserves,
        staff_start=staff,
        opening=opening,
    )


def _bench_anchor(plan: Plan) -> tuple[Array, Array]:
    """Log price in the first month by stream, and the mean to which it returns: that of five years before `as_of`."""
    import numpy as np

    from .prices import benchmark

    first, mean = [], []
    last = plan.first + plan.history
    for column, stream in enumerate(plan.case.streams):
        if stream.benchmark:
            series = benchmark(stream.benchmark)
            logs = [np.log(series[m]) for m in range(last - 61, last - 1) if m in series]
            now = plan.bench[0, column]
            mean.append(float(np.mean(logs)) if logs else float(np.log(stream.price.value)))
            first.append(mean[-1] if np.isnan(now) else float(now))
        else:
            mean.append(float(np.log(stream.price.value)))
            first.append(mean[-1])
    return np.array(first), np.array(mean)
