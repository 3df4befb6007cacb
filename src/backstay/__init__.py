"""Who holds up whom: sourced claims from open reporting, kept in a ledger, summed up government by government.

    import backstay
    claims = backstay.read("Rosneft said ...", published="2019-06-03", outlet="The Example Herald")
    with backstay.open_ledger() as ledger:
        ledger.frame("claims")

Importing this loads no model and no library: each name comes when it is first used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from ._version import __version__

if TYPE_CHECKING:
    from .door import open_ledger as open_ledger
    from .door import read as read
    from .ledger import ClaimFilter as ClaimFilter
    from .ledger import ClaimRow as ClaimRow
    from .ledger import Ledger as Ledger
    from .records import Amount as Amount
    from .records import Claim as Claim
    from .records import Mention as Mention
    from .records import Origin as Origin
    from .records import Participant as Participant
    from .records import Party as Party
    from .records import Place as Place
    from .records import Published as Published
    from .records import Reason as Reason
    from .records import Report as Report
    from .records import Skipped as Skipped
    from .records import Source as Source
    from .records import When as When
    from .records import errors as errors
    from .records.errors import BackstayError as BackstayError

_WHERE = {
    "read": ".door",
    "open_ledger": ".door",
    "Ledger": ".ledger",
    "ClaimFilter": ".ledger",
    "ClaimRow": ".ledger",
    "BackstayError": ".records.errors",
    "Amount": ".records",
    "Claim": ".records",
    "Mention": ".records",
    "Origin": ".records",
    "Participant": ".records",
    "Party": ".records",
    "Place": ".records",
    "Published": ".records",
    "Reason": ".records",
    "Report": ".records",
    "Skipped": ".records",
    "Source": ".records",
    "When": ".records",
}

__all__ = [
    "Amount",
    "BackstayError",
    "Claim",
    "ClaimFilter",
    "ClaimRow",
    "Ledger",
    "Mention",
    "Origin",
    "Participant",
    "Party",
    "Place",
    "Published",
    "Reason",
    "Report",
    "Skipped",
    "Source",
    "When",
    "__version__",
    "errors",
    "open_ledger",
    "read",
]


def __getattr__(name: str) -> Any:
    """Fetch a name of the front door on first use."""
    if name == "errors":
        return import_module(".records.errors", __name__)
    if name not in _WHERE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(_WHERE[name], __name__), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
