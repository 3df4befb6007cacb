"""What the claims add up to for a government: who backs it, by channel, what moved, how firmly, and what broke."""

from .book import TieBook, tie_book
from .brief import Backer, BackerLine, Basis, Brief, Moved, Word, brief, brief_to_json, chain_in_words, probably_misread
from .lines import TieLine, every_break, lines
from .trend import Trend

__all__ = [
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
    "probably_misread",
    "tie_book",
]
