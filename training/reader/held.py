"""The annotated parts that are not trained on, as a folder in the form of the development texts.

`python -m training.reader.held --out FOLDER`
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from .annotated import load_annotated
from .gold import Document

PARTS = Path(__file__).parent / "held"
ABSENT: dict[str, Any] = {"amounts": [], "when": None, "where": None, "because": None}
"""Fields of the exchange form that these annotations leave out."""


def write(documents: list[Document], out: Path) -> None:
    """Texts, index and claims in the form of the development texts. Raises FileExistsError where there are any."""
    (out / "texts").mkdir(parents=True)
    index, claims = [], []
    for number, document in enumerate(documents):
        name = f"{number:03d}-{document.name}"
        (out / "texts" / f"{name}.txt").write_text(document.text, encoding="utf-8")
        title = document.text.partition("\n")[0]
        index.append({"name": name, "published": str(document.published), "outlet": document.outlet, "title": title})
        claims += [{**c, **ABSENT, "doc": name, "id": f"c{n}"} for n, c in enumerate(document.claims, 1)]
    (out / "index.json").write_text(json.dumps(index), encoding="utf-8")
    (out / "claims.jsonl").write_text("".join(json.dumps(c) + "\n" for c in claims), encoding="utf-8")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True)
    write(load_annotated(PARTS), parser.parse_args().out)
