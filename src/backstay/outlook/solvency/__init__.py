"""Can a government keep paying each backer, who goes unpaid first, and what follows if one leaves?

    from backstay.outlook.solvency import Scenario, find_case, solvency
    view = solvency(find_case("venezuela"), months=24, scenarios=[Scenario("cheap oil", price=0.7)])

Importing this loads no library: each name comes when it is first used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .case import Case as Case
    from .cases import find_case as find_case
    from .fit import fit as fit
    from .outlook import look_ahead as look_ahead
    from .reading import load_case as load_case
    from .report import backtest as backtest
    from .scenario import Scenario as Scenario
    from .scenario import load_scenarios as load_scenarios
    from .view import solvency as solvency

_WHERE = {
    "Case": "case",
    "Scenario": "scenario",
    "backtest": "report",
    "find_case": "cases",
    "fit": "fit",
    "load_case": "reading",
    "load_scenarios": "scenario",
    "look_ahead": "outlook",
    "solvency": "view",
}
__all__ = [
    "Case",
    "Scenario",
    "backtest",
    "find_case",
    "fit",
    "load_case",
    "load_scenarios",
    "look_ahead",
    "solvency",
]


def __getattr__(name: str) -> Any:
    """Fetch a name on first use."""
    if name not in _WHERE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f".{_WHERE[name]}", __name__), name)
    globals()[name] = value
    return value
