"""Which parties take each other's place: a factorisation of who met whom in what, refreshed now and then.

Rows are (party, relation), columns parties, entries log(1 + fading count), scaled so that no busy party drowns the
rest. Its leading right singular vectors V are found by subspace iteration, begun from the last ones, so a refresh
costs two products. A row x (of today, not of the refresh) then scores every party by x V Vᵀ.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]
    Floats = NDArray[np.float32]

SEED = 7


class LowRank:
    """`vectors` is V: a row of `size` numbers for each party; zeros before the first refresh. So are `places`."""

    def __init__(self, size: int = 64) -> None:
        import numpy as np

        self._np = np
        self.size = size
        self.vectors: Floats = np.zeros((0, size), np.float32)
        self.column_scale: Floats = np.zeros(0, np.float32)
        self.places: Floats = np.zeros((0, size), np.float32)
        self._begun = False

    @classmethod
    def of(cls, vectors: Floats, column_scale: Floats, places: Floats) -> LowRank:
        """One that was refreshed before, from its arrays."""
        found = cls(vectors.shape[1])
        found.vectors, found.column_scale, found.places = vectors, column_scale, places
        found._begun = bool(vectors.any())
        return found

    def extend(self, parties: int) -> None:
        """Room for parties up to this number."""
        np = self._np
        missing = parties - len(self.vectors)
        if missing > 0:
            self.vectors = np.vstack([self.vectors, np.zeros((missing, self.size), np.float32)])
            self.places = np.vstack([self.places, np.zeros((missing, self.size), np.float32)])
            self.column_scale = np.concatenate([self.column_scale, np.ones(missing, np.float32)])

    def refresh(self, rows: Ints, columns: Ints, weights: Floats) -> None:
        """Factorise again. `rows` are any numbers, equal for the same row; `weights` are positive."""
        np = self._np
        from scipy.sparse import csr_matrix

        parties = len(self.vectors)
        total = np.bincount(columns, weights=weights, minlength=parties)
        self.column_scale = (1.0 / np.sqrt(1.0 + total)).astype(np.float32)
        _, row = np.unique(rows, return_inverse=True)
        scaled = weights * self.column_scale[columns]
        norm = np.sqrt(np.bincount(row, weights=scaled.astype(np.float64) ** 2))
        scaled = (scaled / np.maximum(norm[row], 1e-9) ** 0.7).astype(np.float32)
        matrix = csr_matrix((scaled, (row, columns)), shape=(len(norm), parties))
        start = self.vectors
        rounds = 1
        if not self._begun:
            start = np.random.default_rng(SEED).standard_normal((parties, self.size)).astype(np.float32)
            rounds = 4
        else:
            start = start + np.random.default_rng(SEED).standard_normal(start.shape).astype(np.float32) * 1e-4
        for _ in range(rounds):
            start = self._orthogonal(matrix.T @ (matrix @ start))
        image = matrix @ start
        _, turn = np.linalg.eigh(image.T @ image)
        self.vectors = np.ascontiguousarray((start @ turn[:, ::-1]).astype(np.float32))
        self._begun = True

    def place(self, parties: Ints, partners: Ints, weights: Floats) -> None:
        """Where each party stands by its partners: rows of length 1 (or 0) in `places`."""
        np = self._np
        rows = self.embed(parties, partners, weights, len(self.vectors))
        self.places = rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)

    def _orthogonal(self, tall: Floats) -> Floats:
        """An orthonormal base of the columns, by Cholesky: for tall arrays much cheaper than Householder's way."""
        np = self._np
        square = tall.T.astype(np.float64) @ tall
        square += np.eye(len(square)) * (1e-7 * np.trace(square) / len(square) + 1e-30)
        found: Floats = tall @ np.linalg.inv(np.linalg.cholesky(square)).T.astype(np.float32)
        return found

    def embed(self, group: Ints, columns: Ints, weights: Floats, groups: int) -> Floats:
        """Rows of today in the space of V: an array (groups, size)."""
        from scipy.sparse import csr_matrix

        scaled = weights * self.column_scale[columns]
        matrix = csr_matrix((scaled, (group, columns)), shape=(groups, len(self.vectors)))
        found: Floats = matrix @ self.vectors
        return found
