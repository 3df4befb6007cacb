"""Work for other processes: it must be importable there."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

from backstay.engines import map_ordered
from backstay.records.errors import ModelMissing, NoArticle


def make_double() -> Callable[[int], tuple[int, int]]:
    return lambda number: (2 * number, os.getpid())


def make_uneven() -> Callable[[int], int]:
    def work(number: int) -> int:
        time.sleep(0.02 if number % 3 == 0 else 0.0)
        return number

    return work


def make_missing() -> Callable[[int], int]:
    raise ModelMissing("The model is missing.", hint="Install it.")


def make_refusing() -> Callable[[int], int]:
    def work(number: int) -> int:
        if number == 10:
            raise NoArticle("No article here.", hint="Try another page.")
        return number

    return work


def make_dying() -> Callable[[int], int]:
    def work(number: int) -> int:
        if number == 14:
            time.sleep(0.5)
            os._exit(9)
        return number

    return work


def make_slow() -> Callable[[Path], int]:
    def work(folder: Path) -> int:
        (folder / str(os.getpid())).touch()
        time.sleep(600)
        return os.getpid()

    return work


if __name__ == "__main__":
    for _ in map_ordered(make_slow, [Path(sys.argv[1])] * 100, 2):
        pass
