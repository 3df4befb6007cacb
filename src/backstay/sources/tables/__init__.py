"""Tables of coded events and of structural facts: which form a file has, and its rows, batch by batch, as frames."""

from .forms import EVENT_COLUMNS, FACT_COLUMNS, FORMATS, TableHints
from .opening import Batch, Table, open_table

__all__ = ["EVENT_COLUMNS", "FACT_COLUMNS", "FORMATS", "Batch", "Table", "TableHints", "open_table"]
