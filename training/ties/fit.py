"""Settings of the measure, by empirical Bayes over all ties at once: `python -m training.ties.fit EVENTS OUT`.

EVENTS is the folder of ICEWS extracts, OUT the package's fitted.json. The likelihood of every count given those
before it is made as large as may be (Nelder and Mead), and the shares of burstiness are those that the ties turn out
to have. Then the thresholds of breaks are counted on simulated ties without breaks. Takes about ten minutes on one
core.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict, replace
from pathlib import Path

import numpy as np
from scipy.optimize import minimize

from backstay.ties.measure.filter import forward, smooth
from backstay.ties.measure.grid import log_rates
from backstay.ties.measure.settings import Settings

from .counts import samples
from .thresholds import thresholds

SEED, TIES = 0, 120
NAMES = ("drift", "jumps", "jump_size", "stray")
LOW, HIGH = np.log([0.05, 0.02, 0.4, 0.001]), np.log([1.0, 1.0, 2.0, 0.05])
BURSTS = (100.0, 5.0, 1.5, 0.5)
SCALE = 1.75
"""Standard deviation of asinh(net acts a year) over the ties of 2006 to 2010 that can be told from nought."""


def weak_prior() -> tuple[float, ...]:
    """Wide on purpose: most ties act once in some years or never, some daily; nothing is ruled out."""
    weights = np.exp(-0.5 * ((log_rates() + 1) / 2.5) ** 2) + 1e-3
    return tuple(round(float(each), 8) for each in weights / weights.sum())


def fit(events: Path) -> Settings:
    """Settings under which all samples together are likeliest, without thresholds."""
    data = list(samples(events, TIES, SEED))
    settings = Settings(0.3, 0.15, 0.8, 0.05, BURSTS, (0.1, 0.3, 0.38, 0.22), 0.002, weak_prior(), SCALE)
    for evaluations in (60, 40):
        settings = _bursts(data, settings)
        settings = _rates(data, settings, evaluations)
    return settings


def _rates(data: list, settings: Settings, evaluations: int) -> Settings:  # type: ignore[type-arg]
    def at(point: np.ndarray) -> Settings:
        bounded = np.exp(np.clip(point, LOW, HIGH))
        drift, jumps, jump_size, stray = (float(value) for value in bounded)
        return replace(settings, drift=drift, jumps=jumps, jump_size=jump_size, stray=stray)

    def unlikely(point: np.ndarray) -> float:
        out = np.sum(np.maximum(0, point - HIGH) ** 2 + np.maximum(0, LOW - point) ** 2)
        return float(10 * out - sum(forward(y, e, at(point), years)[1].sum() for y, e, years in data))

    begin = np.log([getattr(settings, name) for name in NAMES])
    corners = np.vstack([begin, begin + 0.5 * np.eye(len(NAMES))])
    found = minimize(unlikely, begin, method="Nelder-Mead", options={"maxfev": evaluations, "initial_simplex": corners})
    return at(found.x)


def _bursts(data: list, settings: Settings) -> Settings:  # type: ignore[type-arg]
    """Shares of the classes of burstiness, by expectation and maximisation."""
    for _ in range(4):
        sums = [smooth(forward(y, e, settings, years)[0], settings, years)[:, 0].sum(axis=2) for y, e, years in data]
        shares = np.concatenate(sums).astype(np.float64).mean(axis=0)
        settings = replace(settings, burst_shares=tuple(float(each) for each in shares / shares.sum()))
    return settings


def main() -> None:
    """Fit, and write the package's file."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split(":")[0])
    parser.add_argument("events", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--thresholds", action="store_true", help="keep the settings, count the thresholds again")
    args = parser.parse_args()
    if args.thresholds:
        kept = json.loads(args.out.read_text(encoding="utf-8"))
        names = ("bursts", "burst_shares", "prior")
        settings = Settings(**{**kept, **{name: tuple(kept[name]) for name in names}, "thresholds": ()})
    else:
        settings = fit(args.events)
        print({name: round(getattr(settings, name), 4) for name in NAMES}, settings.burst_shares, flush=True)
        settings = replace(
            settings,
            burst_shares=tuple(round(each, 4) for each in settings.burst_shares),
            **{name: round(getattr(settings, name), 4) for name in NAMES},
        )
    args.out.write_text(json.dumps(asdict(settings), indent=1) + "\n", encoding="utf-8")
    found = replace(settings, thresholds=thresholds(settings, SEED))
    args.out.write_text(json.dumps(asdict(found), indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
