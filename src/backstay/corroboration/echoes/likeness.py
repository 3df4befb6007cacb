"""How alike two reports are in the words that tell stories apart: cosine of TF-IDF vectors.

How rare a word is comes from a table that ships (`data/words.tsv.gz`: in how many of some five thousand articles it
occurs), so that the likeness of two reports does not depend on what else is compared.
"""

from __future__ import annotations

import gzip
import math
import re
from collections import Counter
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from ...records.errors import ModelMissing

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")
_TITLE_COUNTS = 2
"""A headline's words count as if said this often more: a headline is what its story is about."""


def terms(text: str) -> list[str]:
    """The words of a text for comparing: case folded, without possessives and dots ("U.S." is "us")."""
    return [_plain(word) for word in _WORD.findall(text)]


def _plain(word: str) -> str:
    return word.replace("’", "'").lower().removesuffix("'s").replace(".", "")


@cache
def background() -> tuple[dict[str, int], int]:
    """In how many articles of the background each word occurs, and how many articles there are. Raises ModelMissing."""
    try:
        packed = files(__package__).joinpath("data/words.tsv.gz").read_bytes()
        first, *lines = gzip.decompress(packed).decode("utf-8").splitlines()
        table = {word: int(count) for word, count in (line.split("\t") for line in lines)}
        return table, int(first)
    except (OSError, ValueError, EOFError) as error:
        raise ModelMissing(
            "the table of words for comparing reports is missing", hint="Install Backstay again."
        ) from error


def vectors(texts: Sequence[tuple[str, str]]) -> csr_matrix:
    """Rows of length 1 for (title, text) pairs: the product of two rows is how alike they are, 0..1."""
    import numpy as np
    from scipy.sparse import csr_matrix, diags

    table, articles = background()
    columns: dict[str, int] = {}
    rows, places, weights = [], [], []
    for row, (title, text) in enumerate(texts):
        counts = Counter(terms(text))
        counts.update({word: _TITLE_COUNTS * many for word, many in Counter(terms(title)).items()})
        for word in sorted(counts):
            rows.append(row)
            places.append(columns.setdefault(word, len(columns)))
            weights.append((1.0 + math.log(counts[word])) * math.log((articles + 1) / (table.get(word, 0) + 1)))
    matrix = csr_matrix((weights, (rows, places)), shape=(len(texts), max(1, len(columns))), dtype=np.float64)
    lengths = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel())
    return diags(1.0 / np.where(lengths > 0, lengths, 1.0)).dot(matrix).tocsr()
