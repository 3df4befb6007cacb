"""Work in parts on all cores: one thread a part, and one core for each matrix product within it.

The products are small. Sharing each of them out over cores costs more than it saves, and on a machine that is busy ten
times as much.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

Part = TypeVar("Part")
Done = TypeVar("Done")


def each_part(work: Callable[[Part], Done], parts: Iterable[Part]) -> list[Done]:
    """What `work` gives for each part, in their order."""
    from threadpoolctl import threadpool_limits

    listed = list(parts)
    cores = min(len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1, len(listed))
    with threadpool_limits(1, "blas"):
        if cores <= 1:
            return [work(each) for each in listed]
        with ThreadPoolExecutor(cores) as pool:
            return list(pool.map(work, listed))
