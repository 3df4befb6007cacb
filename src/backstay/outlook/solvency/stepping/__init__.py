"""One month of every path at once, a file for each thing that happens in it.

`tests/outlook/solvency/plain.py` is the same model in plain Python, path by path. The equations are in
docs/explanation/solvency.md.
"""

from .month import Month, Shocks
from .step import step

__all__ = ["Month", "Shocks", "step"]
