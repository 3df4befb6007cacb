"""Is this a language that the reader reads? Cheap, and slow to say no."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from backstay.records.errors import OtherLanguage

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

_SAMPLE = 1_000  # characters; more changes no verdict and costs time
_ENOUGH_LETTERS = 40  # a shorter text tells its script, not its language
_SURE = 0.7  # normalised probability at which another language is believed; strings of names stay under 0.2
_SHARE_OF_ENGLISH = 0.2  # of words that are English function words: prose has about 0.4, other languages under 0.1

# Function words that few other languages share; "in", "a", "was" and the like are left out as German or Dutch too.
_ENGLISH = frozenset(
    """the of and to that for on with said by from are were has have had not which their this they been who after would
    its his about than will more an it at as he she but be we you or could new us our is""".split()
)
_WORD = re.compile(r"[^\W\d_]+")


def language_of(text: str, languages: Sequence[str]) -> str | None:
    """ISO 639-1 code of the language of `text`; None where it is too short to tell.

    A text is turned away only if another language is near certain: headlines and briefs in capitals, full of names, are
    kept.

    Args:
        text: the report's text; its first 1,000 characters decide.
        languages: codes that are read.

    Raises:
        OtherLanguage: the text is in a language that is not among `languages`.
    """
    sample = text.lstrip()[:_SAMPLE]
    words = _WORD.findall(sample.lower())
    if "en" in languages and words and _english_share(words) >= _SHARE_OF_ENGLISH:
        return "en"
    letters = "".join(words)
    latin = sum(1 for letter in letters if letter < "\u0250")
    if len(letters) < _ENOUGH_LETTERS and (not letters or latin >= len(letters) / 2):
        return None
    code, probability = _identifier().classify(sample)
    if code in languages:
        return str(code)
    if probability < _SURE and latin >= len(letters) / 2:
        return None
    raise OtherLanguage(
        f"The text is in another language ({code}); Backstay reads {', '.join(languages)}.",
        hint="Hand in an English version of it.",
    )


def _english_share(words: Sequence[str]) -> float:
    return sum(1 for word in words if word in _ENGLISH) / len(words)


@lru_cache(maxsize=1)
def _identifier() -> LanguageIdentifier:
    """The model, 0.4 s to load, so only where the function words did not settle it."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
