"""Event tables and structural facts into the ledger."""

from .run import ImportSummary, import_into

__all__ = ["ImportSummary", "import_into"]
