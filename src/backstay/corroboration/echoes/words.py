"""A text as the words that copying keeps: case, punctuation and spacing left aside, each word a number.

A copy is recognised by its fingerprints: hashes of `SHINGLE` words in a row, of which winnowing keeps the least of
every `WINDOW` neighbours (Schleimer, Wilkerson and Aiken 2003, "Winnowing: local algorithms for document
fingerprinting"). Two texts that share `SHINGLE + WINDOW - 1` words in a row then share a fingerprint for certain,
wherever the words stand.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Words = NDArray[np.uint32]
    Hashes = NDArray[np.uint64]
    Places = NDArray[np.int64]
    Flags = NDArray[np.bool_]

SHINGLE = 5
"""Words in a row that make one hash."""
WINDOW = 8
"""Neighbouring hashes of which the least is kept: about a quarter of all."""

_BASE = 0x2545F4914F6CDD1D
_MIXER = 0xBF58476D1CE4E5B9


def words_of(text: str) -> Words:
    """The words of `text` (letters, digits and underscores in a row, case folded) as numbers, the same everywhere.

    A word's number is a polynomial of its letters, taken from running sums over the whole text: no loop over words.
    """
    import numpy as np

    letters = _letters(text.casefold())
    starts, ends = _bounds(letters)
    powers, inverses = _powers(len(letters))
    sums = np.zeros(len(letters) + 1, dtype=np.uint64)
    np.cumsum(letters * powers[: len(letters)], out=sums[1:])
    number = (sums[ends] - sums[starts]) * inverses[starts]
    number ^= number >> np.uint64(31)
    number *= np.uint64(_MIXER)
    return (number >> np.uint64(32)).astype(np.uint32)


def word_spans(text: str) -> list[tuple[int, int]]:
    """Character spans in `text` of the words that `words_of` numbers, in order."""
    folded = text.casefold()
    starts, ends = (each.tolist() for each in _bounds(_letters(folded)))
    if len(folded) != len(text):  # folding changes lengths ("ß" becomes "ss"): folded offsets are led back
        own = [at for at, letter in enumerate(text) for _ in letter.casefold()]
        return [(own[start], own[end - 1] + 1) for start, end in zip(starts, ends, strict=True)]
    return list(zip(starts, ends, strict=True))


def _letters(text: str) -> Hashes:
    import numpy as np

    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32).astype(np.uint64)


def _bounds(letters: Hashes) -> tuple[Places, Places]:
    """Where words begin and end (half-open)."""
    import numpy as np

    inside = np.zeros(len(letters) + 2, dtype=np.int8)
    inside[1:-1] = _of_words()[letters.astype(np.int64)]
    steps = np.diff(inside)
    return np.flatnonzero(steps == 1), np.flatnonzero(steps == -1)


@cache
def _of_words() -> Flags:
    r"""Is this code point part of words, as `\w` has it?"""
    import numpy as np

    return np.array([chr(code).isalnum() or code == ord("_") for code in range(sys.maxunicode + 1)], dtype=bool)


def _powers(size: int) -> tuple[Hashes, Hashes]:
    """Powers of `_BASE`, and of its inverse modulo 2**64, for texts of up to `size` letters."""
    return _powers_up_to(1 << max(14, size.bit_length()))


@lru_cache(maxsize=2)
def _powers_up_to(size: int) -> tuple[Hashes, Hashes]:
    import numpy as np

    found = []
    for base in (_BASE, pow(_BASE, -1, 1 << 64)):
        each = np.full(size, base, dtype=np.uint64)
        each[0] = 1
        found.append(np.cumprod(each, dtype=np.uint64))
    return found[0], found[1]


def shingles(words: Words, size: int = SHINGLE) -> Hashes:
    """The hash of every `size` words in a row; of a shorter text none."""
    import numpy as np

    count = len(words) - size + 1
    if count <= 0:
        return np.zeros(0, dtype=np.uint64)
    wide = words.astype(np.uint64)
    mixed = wide[:count].copy()
    for place in range(1, size):
        mixed *= np.uint64(_BASE)
        mixed += wide[place : place + count]
    mixed *= np.uint64(_MIXER)
    mixed ^= mixed >> np.uint64(32)
    mixed *= np.uint64(_MIXER)
    return mixed


def fingerprints(texts: Sequence[Words]) -> tuple[Hashes, Places]:
    """Fingerprints of many texts at once: hashes, and for each the number of its text; each once a text.

    Sorted by hash, then by text. A text of fewer than `SHINGLE` words has none.
    """
    import numpy as np

    sizes = np.array([len(each) for each in texts], dtype=np.int64)
    if not sizes.sum():
        return np.zeros(0, dtype=np.uint64), np.zeros(0, dtype=np.int64)
    whole = np.concatenate(texts)
    hashes = shingles(whole)
    starts = np.cumsum(sizes) - sizes
    counts = np.maximum(sizes - SHINGLE + 1, 0)
    owner = np.repeat(np.arange(len(sizes)), counts)
    place = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts) + np.repeat(starts, counts)
    own = hashes[place]  # without those that run from one text into the next
    least, left = _least_of_windows(own), np.repeat(np.cumsum(counts), counts) - np.arange(len(own))
    kept = left >= WINDOW
    some = counts > 0
    firsts = (np.cumsum(counts) - counts)[some]
    shortest = np.minimum.reduceat(own, firsts) if len(firsts) else own[:0]
    found = np.concatenate([least[kept[: len(least)]], shortest])
    owners = np.concatenate([owner[kept], np.flatnonzero(some)])
    return _once(found, owners)


def _least_of_windows(hashes: Hashes) -> Hashes:
    """The least of each hash and the `WINDOW - 1` that follow; windows at the very end are cut short."""
    import numpy as np

    least, reach = hashes.copy(), 1
    while reach < WINDOW:
        least[:-reach] = np.minimum(least[:-reach], least[reach:])
        reach *= 2
    return least


def _once(hashes: Hashes, owners: Places) -> tuple[Hashes, Places]:
    """Each pair once, sorted by hash, then by text."""
    import numpy as np

    new = np.ones(len(hashes), dtype=bool)  # neighbouring windows mostly keep the same hash
    new[1:] = (hashes[1:] != hashes[:-1]) | (owners[1:] != owners[:-1])
    hashes, owners = hashes[new], owners[new]
    order = np.argsort(hashes)
    hashes, owners = hashes[order], owners[order]
    again = np.flatnonzero(hashes[1:] == hashes[:-1])
    if len(again):  # only those that occur more than once need their texts in order
        some = np.unique(np.concatenate([again, again + 1]))
        owners[some] = owners[some][np.lexsort((owners[some], hashes[some]))]
    new = np.ones(len(hashes), dtype=bool)
    new[1:] = (hashes[1:] != hashes[:-1]) | (owners[1:] != owners[:-1])
    return hashes[new], owners[new]
