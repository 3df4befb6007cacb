"""Claims that the project annotated in parts of archive articles: labels by offset, without the publishers' words.

A line of `annotated/*.jsonl` names an article of the archive, how its text was cut, the hash of what that gives, and
the claims: clauses and mentions as character offsets, names of parties, states and labels.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import re
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from .base import SHARED
from .gold import Document

ARCHIVE = SHARED / "data/news/international_2012_2020.jsonl.gz"


def cut(title: str, text: str, length: int, start: int = 0) -> str:
    """A title, an empty line, and `length` characters of a text with its blanks folded, from `start` on."""
    body = re.sub(r"[ \t\u00a0]+", " ", text).strip()
    if body.startswith(title):
        body = body[len(title) :].lstrip()
    return f"{title}\n\n{body[start : start + length]}"


def load_annotated(folder: Path) -> list[Document]:
    """The annotated parts, read from the archive. Raises ValueError where an article's text is not what it was."""
    articles = _archive()
    documents = []
    for path in sorted(folder.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            article = articles[row["article"]]
            text = cut(article["title"], article["text"], row["length"], row.get("from", 0))
            if hashlib.sha256(text.encode()).hexdigest()[:16] != row["sha256"]:
                raise ValueError(f"article {row['article']} of the archive is not the one that was annotated")
            claims = [_claim(text, claim) for claim in row["claims"]]
            day = date.fromisoformat(article["date"][:10])
            documents.append(Document(row["article"], text, day, article["source"], claims))
    return documents


def titles_of(articles: set[str]) -> list[str]:
    """The titles of articles of the archive."""
    return [article["title"] for name, article in _archive().items() if name in articles]


@cache
def _archive() -> dict[str, dict[str, Any]]:
    with gzip.open(ARCHIVE, "rt", encoding="utf-8") as lines:
        return {article["ID"]: article for article in map(json.loads, lines)}


def _claim(text: str, row: dict[str, Any]) -> dict[str, Any]:
    claim = dict(row)
    for role in ("actor", "recipient"):
        party = row.get(role)
        if party is not None:
            start, end = party["at"]
            claim[role] = {**party, "text": text[start:end], "at": (start, end)}
    claim["sources"] = [
        {**source, "name": text[slice(*source["at"])] if "at" in source else source.get("name", "")}
        for source in row["sources"]
    ]
    return claim
