"""What is kept: reports, claims, and what was skipped, in DuckLake over an embedded catalog."""

from .forecasts import KeptForecast
from .importing import ImportedFile, import_id
from .ledger import Ledger
from .place import default_path
from .views import ClaimFilter, ClaimRow, Finding, Outcome, PartyRow, PlaceRow, ReportRow, StateRow

__all__ = [
    "ClaimFilter",
    "ClaimRow",
    "Finding",
    "ImportedFile",
    "KeptForecast",
    "Ledger",
    "Outcome",
    "PartyRow",
    "PlaceRow",
    "ReportRow",
    "StateRow",
    "default_path",
    "import_id",
]
