"""When: time expressions of English news, resolved against the day of publication. Rules only, no model."""

from .find import find_timexes
from .timex import Meaning, Timex
from .whens import find_dates

__all__ = ["Meaning", "Timex", "find_dates", "find_timexes"]
