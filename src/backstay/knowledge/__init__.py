"""Who a mention is, at a date: states, offices, persons, firms, forces, groups, organisations, outlets."""

from .knowledge import Found, Knowledge
from .lookup import Resolution

__all__ = ["Found", "Knowledge", "Resolution"]
