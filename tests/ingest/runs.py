"""Real small reports to read, and what a ledger holds after it."""

from __future__ import annotations

import gzip
import json
import sys
from pathlib import Path
from typing import Any

from backstay.ingest import batches as batching
from backstay.ingest import read_into
from backstay.ledger import Ledger
from backstay.sources import Hints

NEWS = Path(__file__).parents[2].parent / "shared" / "data" / "news" / "international_2012_2020.jsonl.gz"
HINTS = Hints(columns={"published": "date", "outlet": "source"})
WHEN_IT_HAPPENED = {"retrieved", "noted", "record", "content"}
"""Columns that hold, or hold among other things, when something was read."""


def write_news(path: Path, count: int) -> None:
    """`count` real reports of the development data, cut short, with lines that cannot be read among them."""
    lines: list[str] = []
    with gzip.open(NEWS, "rt", encoding="utf-8") as file:
        for line in file:
            data = json.loads(line)
            if len(data["text"]) > 300:
                data["text"] = data["text"][:700]
                lines.append(json.dumps(data))
            if len(lines) == count:
                break
    lines.insert(5, "{this is no JSON")
    lines.insert(9, lines[2])  # the same report a second time
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def state(path: Path) -> dict[str, Any]:
    """Every table of a ledger, without what differs from one run to the next."""
    with Ledger.open(path) as ledger:
        assert all(finding.ok for finding in ledger.check() if "free" not in finding.what)
        connection = ledger._connection
        tables: dict[str, Any] = {}
        for table in ("reports", "texts", "claims", "sources", "amounts", "inputs", "skipped"):
            columns = [name for name, *_ in connection.rows(f"DESCRIBE ledger.{table}")]
            kept = [name for name in columns if table == "claims" or name not in WHEN_IT_HAPPENED]
            rows = connection.rows(f"SELECT {', '.join(kept)} FROM ledger.{table}")
            tables[table] = sorted(rows, key=repr)
        return tables


def _say(word: object) -> None:
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()


def main() -> None:
    """`python -m tests.ingest.runs LEDGER INPUT JOBS BATCH`: a reading run in a process of its own."""
    ledger_path, source, jobs, batch = sys.argv[1:]
    batching._OUTCOMES = int(batch)  # small batches, so that kills find the run between and within many commits
    with Ledger.open(Path(ledger_path), write=True) as ledger:
        _say("opened")
        read_into(
            ledger,
            [source],
            HINTS,
            jobs=int(jobs),
            progress=lambda progress: _say(progress.done),
        )


if __name__ == "__main__":
    main()
