"""Reading runs: from inputs to a ledger, on all cores, stoppable at any moment."""

from .run import read_into
from .summary import Progress, Summary
from .work import ReadsReports

__all__ = ["Progress", "ReadsReports", "Summary", "read_into"]
