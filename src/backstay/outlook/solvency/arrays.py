"""The type of arrays here: NumPy's, of any shape that the docstring says. For type checkers alone, so nothing loads."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from typing import TypeAlias

    from numpy.typing import NDArray

    Array: TypeAlias = NDArray[Any]
