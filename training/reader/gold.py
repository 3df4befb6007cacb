"""Annotated texts: documents and their claims with character offsets."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

JsonObject = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Document:
    """One annotated text. `claims` are in the exchange form, with `start` and `end` set."""

    name: str
    text: str
    published: date | None
    outlet: str | None
    claims: list[JsonObject] = field(default_factory=list)
    given: bool = False
    """Was it annotated by the field's own people, and came with the data?"""
    own: bool = False
    """Was it written by the project, to be about who holds up whom?"""


def fold(text: str) -> str:
    """White space folded one to one, so that offsets stay."""
    return re.sub(r"[\s\u00a0]", " ", text)


def load_folder(folder: Path) -> list[Document]:
    """The documents of a folder in the form of the gold data, by name. Claims whose quote is absent are dropped."""
    index = {entry["name"]: entry for entry in json.loads((folder / "index.json").read_text(encoding="utf-8"))}
    documents = {}
    for path in sorted((folder / "texts").glob("*.txt")):
        meta = index.get(path.stem, {})
        day = date.fromisoformat(meta["published"][:10]) if meta.get("published") else None
        documents[path.stem] = Document(
            path.stem, path.read_text(encoding="utf-8"), day, meta.get("outlet"), given=True
        )
    for line in (folder / "claims.jsonl").read_text(encoding="utf-8").splitlines():
        claim = json.loads(line)
        _place(documents[claim["doc"]], claim)
    return list(documents.values())


def load_written(folder: Path) -> list[Document]:
    """The texts that the project wrote for training: JSON lines with the text and its claims together."""
    documents = []
    for path in sorted(folder.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            data = json.loads(line)
            day = date.fromisoformat(data["published"]) if data.get("published") else None
            document = Document(data["doc"], data["text"], day, data.get("outlet"), own=bool(data["claims"]))
            for claim in data["claims"]:
                _place(document, claim)
            documents.append(document)
    return documents


def _place(document: Document, claim: JsonObject) -> None:
    quote = fold(claim["quote"])
    start = fold(document.text).find(quote)
    if start >= 0:
        claim["start"], claim["end"] = start, start + len(quote)
        document.claims.append(claim)
