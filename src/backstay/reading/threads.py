"""One thread for the matrix products of a reading.

They are small. Shared out over cores they take longer, and three times as long on a machine whose cores are busy, as
they are where several processes read.
"""

from __future__ import annotations

from contextlib import AbstractContextManager
from functools import cache
from typing import Any


def one_thread() -> AbstractContextManager[Any]:
    """A block in which NumPy multiplies matrices on one thread, in the whole process."""
    limiter: AbstractContextManager[Any] = _controller().limit(limits=1, user_api="blas")
    return limiter


@cache
def _controller() -> Any:
    import numpy  # noqa: F401  # its library has to be there to be found
    from threadpoolctl import ThreadpoolController

    return ThreadpoolController()
