"""How likely each pair of parties of a clause is: marks in, odds out, by a small network.

Every mark has a vector. Those of a pair's marks, each times the mark's value, are added up; two layers over the sum
see what marks mean together, and a weight of each mark's own is added. P(pair) is proportional to exp(output).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from backstay.records.errors import ModelMissing

from .marks import Mark

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

WEIGHTS_FILE = Path(__file__).parent / "data" / "pairing.npz"


@dataclass(frozen=True, slots=True, eq=False)
class PairWeights:
    """The fitted network. `vectors` (marks, H + 1): of each mark, its own weight last; `bias` (H); `inner` (H, K) and
    `inner_bias` (K): the second layer; `outer` (K): its output.
    """

    rows: Mapping[str, int]
    vectors: Floats
    bias: Floats
    inner: Floats
    inner_bias: Floats
    outer: Floats

    def sum_of(self, marks: Sequence[Mark]) -> Floats:
        """The sum of the marks' vectors, (H + 1); a mark that is not known counts nothing."""
        import numpy as np

        known = [(self.rows[name], value) for name, value in marks if name in self.rows]
        at = [row for row, _ in known]
        values = np.array([value for _, value in known], dtype=np.float32)
        found: Floats = values @ self.vectors[at]
        return found

    def scores(self, pairs: Iterable[Sequence[Sequence[Mark]]]) -> list[float]:
        """The logarithm of each pair's odds, up to a constant. Marks that several pairs share are added up once."""
        import numpy as np

        known: dict[int, Floats] = {}
        sums = []
        for parts in pairs:
            total = np.zeros(self.vectors.shape[1], dtype=np.float32)
            for marks in parts:
                if id(marks) not in known:
                    known[id(marks)] = self.sum_of(marks)
                total += known[id(marks)]
            sums.append(total)
        whole = np.stack(sums)
        hidden = np.maximum(whole[:, :-1] + self.bias, 0)
        second = np.maximum(hidden @ self.inner + self.inner_bias, 0)
        found: list[float] = (second @ self.outer + whole[:, -1]).tolist()
        return found


@cache
def load_weights(path: Path = WEIGHTS_FILE) -> PairWeights:
    """A fitted network, read once a process. Raises ModelMissing."""
    import numpy as np

    try:
        with np.load(path, allow_pickle=False) as file:
            names = json.loads(str(file["names"]))
            arrays = {
                name: file[name].astype(np.float32) for name in ("vectors", "bias", "inner", "inner_bias", "outer")
            }
    except (OSError, ValueError, KeyError) as error:
        raise ModelMissing(f"{path} is absent or damaged", hint="Install Backstay again.") from error
    return PairWeights({name: row for row, name in enumerate(names)}, **arrays)
