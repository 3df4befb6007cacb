"""What is likely next: forecasts that were tested, and what a government can still pay."""

from .backtest import Case, Score, WordScore, backtest, by_word, of_record, scores, worst
from .gathering import signals
from .outlook import Outlooks, from_signals, likeliest, outlooks
from .record import by_tie, history, outcome, remember, score_due
from .tie_marks import ENOUGH, HORIZONS, RULES
from .words import BANDS, band, likelihood

__all__ = [
    "BANDS",
    "ENOUGH",
    "HORIZONS",
    "RULES",
    "Case",
    "Outlooks",
    "Score",
    "WordScore",
    "backtest",
    "band",
    "by_tie",
    "by_word",
    "from_signals",
    "history",
    "likeliest",
    "likelihood",
    "of_record",
    "outcome",
    "outlooks",
    "remember",
    "score_due",
    "scores",
    "signals",
    "worst",
]
