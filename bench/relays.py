"""Does each sentence of the demo dossier go back to the right telling?

`data/demo_tellings.tsv` says of 119 sentences of the 24 dispatches which telling they go back to, as a careful reader
has it: the report or the speaker whom the page has it from, or `own`, the page's own voice. Sentences whose teller the
text leaves open are not in it. One dispatch names nobody and goes back to the Wall Street Journal all the same.
"""

from __future__ import annotations

import csv
import time
from collections.abc import Sequence
from pathlib import Path

from backstay.records import Relay, RelayKind, Report, Skipped
from backstay.records.exchange import JsonObject

from .stories import bcubed

TABLE = Path(__file__).parent / "data" / "demo_tellings.tsv"
OWN = "own"


def dossier() -> list[Report]:
    """The reports of the demo dossier."""
    from backstay import demo
    from backstay.sources import Hints, discover, extract

    found: list[Report] = []
    for batch in demo.batches():
        hints = Hints(published=batch.published, outlet=batch.outlet)
        found += [extract(item, hints) for item in discover(batch.inputs, hints) if not isinstance(item, Skipped)]
    return found


def relays_task(path: Path, _scorer: Path, keep: Path | None) -> JsonObject:
    """B-cubed of the tellings that sentences go back to, and how many relayed sentences are seen to be relayed."""
    from backstay.corroboration.echoes import relate
    from backstay.knowledge import Knowledge

    reports = dossier()
    knowledge = Knowledge.load()
    begun = time.perf_counter()
    relays = relate(reports, knowledge)
    seconds = time.perf_counter() - begun
    gold, found, names = _labels(path, reports, relays)
    precision, recall, f1 = bcubed(gold, found)
    wrong = [(*name, one, other) for name, one, other in zip(names, gold, found, strict=True)]
    if keep:
        keep.write_text("".join("\t".join(row) + "\n" for row in wrong), encoding="utf-8")
    relayed = [not label.startswith(OWN) for label in gold]
    seen = [not label.startswith(OWN) for label in found]
    return {
        "bcubed_f1": round(f1, 4),
        "bcubed_precision": round(precision, 4),
        "bcubed_recall": round(recall, 4),
        "relayed_found": round(sum(a and b for a, b in zip(relayed, seen, strict=True)) / sum(relayed), 4),
        "own_kept": round(sum(not a and not b for a, b in zip(relayed, seen, strict=True)) / relayed.count(False), 4),
        "tellings": len(set(gold)),
        "found": len(set(found)),
        "n": len(gold),
        "seconds": round(seconds, 3),
    }


def _labels(
    path: Path, reports: Sequence[Report], relays: Sequence[Relay]
) -> tuple[list[str], list[str], list[tuple[str, str]]]:
    """Gold and found telling of each sentence of the table, with its report and beginning."""
    from backstay.corroboration.echoes import occasions

    by_title = {report.title: report for report in reports}
    of_relay: dict[tuple[str, int | None], str] = {}
    for relay, telling in zip(relays, occasions(relays), strict=True):
        if relay.kind in (RelayKind.SAYS, RelayKind.ALIKE):
            key = (relay.report, relay.start)
            of_relay[key] = min(of_relay.get(key, telling), telling)
    gold, found, names = [], [], []
    with path.open(encoding="utf-8", newline="") as lines:
        for title, begins, telling in list(csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))[1:]:
            report = by_title[title]
            start = report.text.index(begins, len(title) if begins not in title else 0)
            gold.append(f"{OWN}:{report.id}" if telling == OWN else telling)
            found.append(of_relay.get((report.id, start), f"{OWN}:{report.id}"))
            names.append((title, begins))
    return gold, found, names
