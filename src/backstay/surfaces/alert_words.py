"""An alert in words, and as plain JSON types: the same on the command line, in feeds and in what webhooks get."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from ..records import Channel, Effect

if TYPE_CHECKING:
    from ..ties.alerts import Alert

_DID = {Effect.CUTS: "weakened", Effect.ENDS: "ended", Effect.BUILDS: "grew", Effect.KEEPS: "held"}
_PRESSED = {Effect.CUTS: "grew", Effect.ENDS: "grew", Effect.BUILDS: "eased", Effect.KEEPS: "held"}


def way(effect: Effect | str, channel: Channel | str) -> str:
    """What a break does, in a word or two: "built up", "cut"; pressure "grew" or "eased"."""
    if channel == Channel.PRESSURE:
        return _PRESSED[Effect(effect)]
    return "built up" if effect == Effect.BUILDS else "cut"


def title(alert: Alert) -> str:
    """What broke: "Russia's backing of Venezuela through arms weakened"."""
    from ..knowledge import Knowledge

    names, broken = Knowledge.load(), alert.broken
    backer, client = names.state_name(broken.backer), names.state_name(broken.client)
    if broken.channel is Channel.PRESSURE:
        return f"{backer}: pressure on {client} {_PRESSED[broken.effect]}"
    return f"{backer}: backing of {client} through {broken.channel} {_DID[broken.effect]}"


def sentence(alert: Alert) -> str:
    """The title with when, how sure, and from when it could be told."""
    broken = alert.broken
    when = f"on {_day(broken.first)}" if broken.first == broken.last else (
        f"between {_day(broken.first)} and {_day(broken.last)}"
    )  # fmt: skip
    return (
        f"{title(alert)}, most likely {when} (probability {broken.probability:.0%}). "
        f"It could be told from {_day(alert.found)}."
    )


def plain(alert: Alert) -> dict[str, Any]:
    """An alert as JSON types."""
    broken = alert.broken
    return {
        "id": alert.id,
        "title": title(alert),
        "text": sentence(alert),
        "backer": broken.backer,
        "client": broken.client,
        "channel": str(broken.channel),
        "effect": str(broken.effect),
        "first": broken.first.isoformat(),
        "last": broken.last.isoformat(),
        "found": alert.found.isoformat(),
        "probability": round(broken.probability, 3),
        "evidence": list(broken.evidence),
    }


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
