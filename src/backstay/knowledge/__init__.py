"""Who a mention is, at a date: states, offices, persons, firms, forces, groups, organisations, outlets."""

from .dossier import Dossier
from .knowledge import Found, Knowledge
from .lookup import Resolution
from .names import NameMatch, same_name
from .own import add as add_own

__all__ = ["Dossier", "Found", "Knowledge", "NameMatch", "Resolution", "add_own", "same_name"]
