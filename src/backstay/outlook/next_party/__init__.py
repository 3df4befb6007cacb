"""Who does what to whom next: all parties ranked for (source, event, ?, day) and (?, event, target, day)."""

from .events import Events
from .forecaster import Forecaster, Ranked
from .keeping import FILE, Current, current
from .reading import events_of, read_events
from .training import QUICK, Settings

__all__ = [
    "FILE",
    "QUICK",
    "Current",
    "Events",
    "Forecaster",
    "Ranked",
    "Settings",
    "current",
    "events_of",
    "read_events",
]
