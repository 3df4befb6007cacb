"""How many: numbers of English news with bounds, units and kinds. Rules only, no model."""

from .find import Quantity, find_amounts, find_quantities

__all__ = ["Quantity", "find_amounts", "find_quantities"]
