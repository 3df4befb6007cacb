"""Amounts of a case file: `130 USD m/month`, or a mapping with value, unit, low, high and alternatives."""

from __future__ import annotations

import re
from collections.abc import Mapping

from .case import Figure
from .marked import Marked
from .units import MONEY, MONEY_FLOW, PEOPLE, PRICE, SHARE, SPAN, VOLUME

_PLAIN = re.compile(r"\s*([+-]?[\d_]*\.?\d+(?:[eE][+-]?\d+)?)\s*(.*?)\s*$")
_FIELDS = {"value", "unit", "low", "high", "alternatives", "note"}

Units = Mapping[str, float]


def money(place: Marked, *, signed: bool = False) -> Figure:
    """An amount of money, in USD m."""
    return _amount(place, MONEY, "an amount of money", signed)


def money_flow(place: Marked, *, signed: bool = False) -> Figure:
    """Money a period, in USD m a month."""
    return _amount(place, MONEY_FLOW, "money a period", signed)


def people(place: Marked) -> Figure:
    """A number of persons."""
    return _amount(place, PEOPLE, "persons", signed=False)


def share(place: Marked) -> Figure:
    """A share in 0..1."""
    figure = _amount(place, SHARE, "a share", signed=False)
    if figure.value > 1:
        place.complain(f"{figure.value:g} is no share", "Write a share between 0 and 1, or per cent as `40 %`.")
    return figure


def span(place: Marked) -> Figure:
    """A span of time, in months."""
    return _amount(place, SPAN, "a span of time", signed=False)


def volume(place: Marked, unit: str) -> Figure:
    """A volume in the unit of its stream; another unit of the same thing is converted."""
    counted, monthly = VOLUME[unit]
    units = {name: each / monthly for name, (what, each) in VOLUME.items() if what == counted}
    return _amount(place, units, f"a volume of the stream (in {unit})", signed=False)


def price(place: Marked, unit: str, *, signed: bool = False) -> Figure:
    """A price in the unit of its stream."""
    units = {name: 1.0 for name, counted in PRICE.items() if counted == PRICE[unit]}
    return _amount(place, units, f"a price (in {unit})", signed)


def _amount(place: Marked, units: Units, what: str, signed: bool) -> Figure:
    if place.node.id == "scalar":
        found = _PLAIN.match(place.text())
        if not found:
            place.complain(f'"{place.text()}" is no amount', f"Write a number and its unit: {what}.")
            return Figure(0.0)
        value, unit = float(found[1].replace("_", "")), found[2]
        return Figure(_sound(place, value * _scale(place, unit, units, what), signed))
    fields = place.fields(_FIELDS, {"value"})
    if "value" not in fields:
        return Figure(0.0)
    scale = _scale(place, fields["unit"].text() if "unit" in fields else "", units, what)
    low, high = (fields[name].number() * scale if name in fields else None for name in ("low", "high"))
    others = tuple(each.number() * scale for each in fields["alternatives"].items()) if "alternatives" in fields else ()
    value = _sound(place, fields["value"].number() * scale, signed)
    if (low is not None and low > value) or (high is not None and high < value):
        place.complain("the value lies outside its own interval", "Put low below and high above the value.")
    return Figure(value, low, high, others)


def _scale(place: Marked, unit: str, units: Units, what: str) -> float:
    if unit in units:
        return units[unit]
    if set(units) == set(SHARE) and not unit:
        return 1.0
    names = ", ".join(units)
    if not unit:
        place.complain("the unit is missing", f"This is {what}: write the number and one of {names}.")
    else:
        place.complain(f'"{unit}" is not a unit of {what}', f"Use one of: {names}.")
    return 1.0


def _sound(place: Marked, value: float, signed: bool) -> float:
    if value < 0 and not signed:
        place.complain(f"{value:g} is below zero", "Owed, held, sold and paid are zero or more: drop the minus sign.")
        return 0.0
    return value
