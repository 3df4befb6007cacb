"""How the measure of ties does on ties whose course is known: `python -m bench.ties_report`.

Prints a JSON object and draws docs/explanation/ties-power.svg: how often a halving is found within three months
against the false alarms that are put up with, beside the best that any detector could do. Takes some minutes.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from backstay.records import Effect
from backstay.ties.measure.breaks import FALSE_ALARMS, WINDOW, alarms, chances
from backstay.ties.measure.levels import filtered_levels
from backstay.ties.measure.panel import Panel, panel
from backstay.ties.measure.periods import Period
from backstay.ties.measure.settings import YEAR, fitted
from backstay.ties.measure.simulate import World, simulate, span

if TYPE_CHECKING:
    from numpy.typing import NDArray

PICTURE = Path(__file__).resolve().parents[1] / "docs" / "explanation" / "ties-power.svg"
RATES = (0.02, 0.05, 0.1, 0.2, 0.5, 1.0)
BEFORE, AFTER, RATE = 60, 18, 5.0
"""Months before and after the halving of so many acts a month."""
WITHIN = 3
STOPPED = (1.0, 2.0, 4.0, 8.0, 20.0)
"""Acts a month of the ties that stop."""


def measured(world: World, seed: int) -> tuple[Panel, NDArray[np.float64]]:
    """A simulated panel and the true rates of its ties."""
    told, truth = simulate(world, seed)
    first, last = span(world)
    found = panel(told, until=last, since=first, overall=False)
    return found, truth.rates[[int(name[1:]) for name in found.ties["backer"]]]


def coverage(world: World, seeds: range) -> dict[str, float]:
    """Shares of true levels that lie in the 80% and the 95% interval, the first year left out."""
    inside = []
    for seed in seeds:
        found, rates = measured(world, seed)
        true = np.arcsinh(rates[:, 12:]) / fitted().scale
        levels = filtered_levels(found)[:, 12:]
        inside.append([((levels[:, :, a] <= true) & (true <= levels[:, :, b])).mean() for a, b in ((1, 3), (0, 4))])
    in80, in95 = np.mean(inside, axis=0)
    return {"80%": round(float(in80), 4), "95%": round(float(in95), 4)}


def halvings(ties: int, seed: int) -> list[dict[str, Any]]:
    """For each rate of false alarms: shares of halvings told within three months, told at all, and dated within
    three.
    """
    rng = np.random.default_rng(seed)
    expected = np.where(np.arange(BEFORE + AFTER) < BEFORE, RATE, RATE / 2)
    kinds = chances(_plain(rng.poisson(expected, (ties, BEFORE + AFTER))), fitted())
    rest = chances(_plain(rng.poisson(RATE, (ties, BEFORE + AFTER))), fitted())
    years = ties * (BEFORE + AFTER - WINDOW[Period.MONTH]) * Period.MONTH.days / YEAR
    found = []
    for rate in RATES:
        bar = fitted().threshold(Period.MONTH, rate)
        down = [alarms(kinds[1, row], Effect.CUTS, row, bar) for row in range(ties)]
        after = [[each for each in own if each.found >= BEFORE] for own in down]
        false = sum(len(alarms(rest[kind, row], Effect.CUTS, row, bar)) for kind in range(4) for row in range(ties))
        found.append(
            {
                "asked": rate,
                "false_alarms": round(false / years, 3),
                "within": round(float(np.mean([any(e.found < BEFORE + WITHIN for e in own) for own in after])), 3),
                "found": round(float(np.mean([bool(own) for own in after])), 3),
                "dated": round(float(np.mean([any(abs(e.at - BEFORE) <= WITHIN for e in own) for own in after])), 3),
            }
        )
    return found


def stops(ties: int, seed: int) -> list[dict[str, Any]]:
    """For ties of so many acts a month that stop: shares told within one, two and three months, and within `AFTER`, at
    the usual rate of false alarms.
    """
    rng = np.random.default_rng(seed)
    bar = fitted().threshold(Period.MONTH, FALSE_ALARMS)
    found = []
    for rate in STOPPED:
        expected = np.where(np.arange(BEFORE + AFTER) < BEFORE, rate, 0.0)
        kinds = chances(_plain(rng.poisson(expected, (ties, BEFORE + AFTER))), fitted())
        down = [alarms(kinds[1, row], Effect.CUTS, row, bar) for row in range(ties)]
        told = np.array([min((e.found - BEFORE for e in own if e.found >= BEFORE), default=AFTER) for own in down])
        shares = {f"within_{months}": round(float((told < months).mean()), 3) for months in (1, 2, WITHIN)}
        found.append({"a_month": rate, **shares, "found": round(float((told < AFTER).mean()), 3)})
    return found


def best(ties: int, seed: int) -> list[dict[str, Any]]:
    """The same for Page's CUSUM told both rates: no detector does better at as few false alarms (Moustakides 1986)."""
    rng = np.random.default_rng(seed)
    expected = np.where(np.arange(BEFORE + AFTER) < BEFORE, RATE, RATE / 2)
    rest, changed = (_cusum(rng.poisson(each, (ties, BEFORE + AFTER))) for each in (RATE, expected))
    found = []
    for bar in (1.0, 1.5, 2.0, 2.5, 3.0, 3.5, 4.0, 4.5):
        over = rest > bar
        false = (over[:, 1:] & ~over[:, :-1]).sum() / (ties * (BEFORE + AFTER - 1) / 12)
        within = (changed[:, BEFORE : BEFORE + WITHIN] > bar).any(axis=1).mean()
        found.append({"false_alarms": round(float(false), 3), "within": round(float(within), 3)})
    return found


def _cusum(counts: NDArray[np.int64]) -> NDArray[np.float64]:
    found, total = np.zeros(counts.shape), np.zeros(len(counts))
    for t in range(counts.shape[1]):
        total = np.maximum(0, total + counts[:, t] * np.log(0.5) + RATE / 2)
        found[:, t] = total
    return found


def _plain(counts: NDArray[np.int64]) -> Panel:
    """A panel of counts for, nothing against, full reporting."""
    import polars as pl

    ties = pl.DataFrame({"backer": [f"B{row}" for row in range(len(counts))]}).with_columns(
        client="backer", channel=pl.lit("forces")
    )
    first = Period.MONTH.number(span(World())[0])
    acts = counts.astype(np.float32)
    nothing = np.zeros_like(acts)
    full = np.full_like(acts, 1 / 12)
    return Panel(ties, first, Period.MONTH.end(first + counts.shape[1] - 1), Period.MONTH, acts, nothing, full, nothing)


def draw(ours: list[dict[str, Any]], oracle: list[dict[str, Any]]) -> None:
    """The curve as SVG."""
    import vl_convert

    values = [{**each, "who": "Backstay"} for each in ours] + [
        {**each, "who": "told both rates beforehand"} for each in oracle
    ]
    shown = [
        {"x": v["false_alarms"], "y": v["within"], "who": v["who"]} for v in values if 0 < v["false_alarms"] <= 1.2
    ]
    share = {"field": "y", "type": "quantitative", "title": "Share told"}
    spec = {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "title": "Halvings of 5 acts a month that are told within three months",
        "width": 480,
        "height": 240,
        "data": {"values": shown},
        "mark": {"type": "line", "point": True},
        "encoding": {
            "x": {"field": "x", "type": "quantitative", "title": "False alarms a year in a tie at rest"},
            "y": {**share, "axis": {"format": "%"}, "scale": {"domain": [0, 1]}},
            "color": {"field": "who", "type": "nominal", "title": None, "legend": {"orient": "bottom"}},
        },
    }
    PICTURE.write_text(vl_convert.vegalite_to_svg(spec) + "\n", encoding="utf-8")


def main() -> None:
    """Measure, print, draw."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split(":")[0])
    parser.add_argument("--ties", type=int, default=300)
    parser.add_argument("--worlds", type=int, default=3)
    args = parser.parse_args()
    ours, oracle = halvings(args.ties, 1), best(20 * args.ties, 2)
    draw(ours, oracle)
    worlds = {
        "bursty": World(ties=100),
        "calm": World(ties=100, burst=0.0, volume=0.0),
        "thin": World(ties=100, rates=(1, 12)),
    }
    covered = {name: coverage(world, range(args.worlds)) for name, world in worlds.items()}
    print(json.dumps({"halvings": ours, "best": oracle, "stops": stops(args.ties, 3), "coverage": covered}))


if __name__ == "__main__":
    main()
