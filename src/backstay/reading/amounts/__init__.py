"""How many: numbers of English news with bounds, units and kinds. Rules only, no model."""

from .find import find_amounts

__all__ = ["find_amounts"]
