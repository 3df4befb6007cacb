"""Claims as files that other tools open: JSON lines, CSV, Parquet, and PLOVER events."""

from .files import FORMATS, Exported, export

__all__ = ["FORMATS", "Exported", "export"]
