"""Answers that take long to work out, kept in the ledger's folder, so that a server that starts finds them ready.

A file holds one answer, with what it was made by and which state of the ledger it is of. It is written whole or not at
all, and can be deleted at any time. Nothing is kept where the folder cannot be written.
"""

from __future__ import annotations

import zlib
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from ..._version import __version__

FOLDER = "pages"
"""Its name in the ledger's folder."""
FORM = 5
"""Form of the answers. Another number makes all of them be worked out anew: change it with what they say."""


def load(ledger: Path, key: tuple[object, ...], form: Any) -> tuple[str, Any] | None:
    """The state of the ledger that an answer is of, and the answer; None where this version keeps none."""
    try:
        made_by, stamp, packed = _path(ledger, key).read_bytes().split(b"\n", 2)
        if made_by.decode() != _maker():
            return None
        return stamp.decode(), _adapter(form).validate_json(zlib.decompress(packed))
    except (OSError, ValueError, zlib.error):
        return None


def keep(ledger: Path, key: tuple[object, ...], stamp: str, answer: Any, form: Any) -> None:
    """Keep an answer in the place of the one before."""
    from ...ledger.beside import write_beside

    packed = zlib.compress(_adapter(form).dump_json(answer), 1)
    write_beside(_path(ledger, key), f"{_maker()}\n{stamp}\n".encode() + packed)


def _path(ledger: Path, key: tuple[object, ...]) -> Path:
    return ledger / FOLDER / sha256(repr(key).encode("utf-8", "backslashreplace")).hexdigest()[:24]


def _maker() -> str:
    from ...knowledge import own

    return f"{__version__} {FORM} {own.digest()}"


@lru_cache(maxsize=64)
def _adapter(form: Any) -> Any:
    from pydantic import TypeAdapter

    return TypeAdapter(form)
