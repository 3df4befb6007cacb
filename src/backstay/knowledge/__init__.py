"""Who a mention is, at a date: states, offices, persons, firms, forces, groups, organisations, outlets."""

from .knowledge import Found, Knowledge
from .lookup import Resolution
from .names import NameMatch, same_name

__all__ = ["Found", "Knowledge", "NameMatch", "Resolution", "same_name"]
