"""Files beside a ledger's own, which hold what was worked out from it and can be deleted at any time."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path


def write_beside(path: Path, content: bytes) -> None:
    """Write a file whole or not at all, with its folder; nothing where that cannot be."""
    draft = path.with_name(f"{path.name}.{os.getpid()}.new")
    try:
        path.parent.mkdir(exist_ok=True)
        draft.write_bytes(content)
        draft.replace(path)
    except OSError:
        with contextlib.suppress(OSError):
            draft.unlink(missing_ok=True)
