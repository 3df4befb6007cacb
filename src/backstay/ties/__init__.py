"""What the claims add up to for a government: who backs it, by channel, what moved, how firmly, and what broke."""

from .book import TieBook, tie_book
from .brief import SURE, Backer, BackerLine, Basis, Brief, Moved, Word, brief, brief_to_json, chain_in_words
from .lines import TieLine, every_break, lines
from .trend import Trend

__all__ = [
    "SURE",
    "Backer",
    "BackerLine",
    "Basis",
    "Brief",
    "Moved",
    "TieBook",
    "TieLine",
    "Trend",
    "Word",
    "brief",
    "brief_to_json",
    "chain_in_words",
    "every_break",
    "lines",
    "tie_book",
]
