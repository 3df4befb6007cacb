"""What the reader says of parts that it was not trained on: `python -m training.parties.unseen --out FILE PARTS...`.

Run between two stretches of training, before the reader is trained on these parts: pairs are weighed best by how sure
the reader is of a text that is new to it. `PARTS` are files of annotated parts (`training/reader/annotated`).
"""

from __future__ import annotations

import argparse
import gzip
import json
import shutil
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from training.reader.annotated import load_annotated

from .cases import Case, cases


def write_cases(path: Path, found: Sequence[Case]) -> None:
    """Cases as JSON lines."""
    with gzip.open(path, "wt", encoding="utf-8") as file:
        for case in found:
            file.write(json.dumps([case.document, case.marks, case.right]) + "\n")


def read_cases(path: Path) -> list[Case]:
    """Cases that `write_cases` wrote."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        rows = map(json.loads, file)
        return [Case(name, [[(n, v) for n, v in marks] for marks in every], right) for name, every, right in rows]


def main() -> None:
    """Read the parts and keep their cases."""
    parser = argparse.ArgumentParser(
        prog="python -m training.parties.unseen", description=(__doc__ or "").split(":")[0]
    )
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("parts", type=Path, nargs="+")
    args = parser.parse_args()
    with TemporaryDirectory() as folder:
        for part in args.parts:
            shutil.copy(part, folder)
        found = list(cases(load_annotated(Path(folder))))
    write_cases(args.out, found)
    print(json.dumps({"cases": len(found)}))


if __name__ == "__main__":
    main()
