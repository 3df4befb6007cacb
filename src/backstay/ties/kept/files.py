"""Files in the ledger's folder that hold what was worked out. Each can be deleted at any time: it is worked out anew.

A file is written whole or not at all, by whoever has worked it out, readers included. It says what it was made by and
for; one that is damaged, or of another version, is as good as none. Nothing is kept where the folder cannot be written.
"""

from __future__ import annotations

import json
import zipfile
from collections.abc import Mapping
from dataclasses import asdict
from functools import cache
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..measure.settings import fitted

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FOLDER = "ties"
"""Its name in the ledger's folder."""
FORM = 4
"""Form of the files. Another number makes all that is kept be worked out anew: change it with the measure."""


@cache
def version() -> str:
    """What the numbers were made by: this form of the files, and the measure's settings."""
    settings = json.dumps(asdict(fitted()), sort_keys=True)
    return f"{FORM}-{sha256(settings.encode()).hexdigest()[:16]}"


def load(ledger: Path, name: str) -> dict[str, NDArray[Any]] | None:
    """The arrays of a file; None where there is none of this version."""
    import numpy as np

    try:
        with np.load(ledger / FOLDER / f"{name}.npz", allow_pickle=False) as file:
            found = {each: file[each] for each in file.files}
    except (OSError, ValueError, EOFError, KeyError, zipfile.BadZipFile):
        return None
    return found if str(found.get("version")) == version() else None


def keep(ledger: Path, name: str, arrays: Mapping[str, NDArray[Any] | np.generic]) -> None:
    """Keep arrays under a name, in the place of what was kept; nothing where that cannot be."""
    import numpy as np

    from ...ledger.beside import write_beside

    packed = BytesIO()
    np.savez(packed, allow_pickle=False, version=np.array(version()), **arrays)
    write_beside(ledger / FOLDER / f"{name}.npz", packed.getvalue())
