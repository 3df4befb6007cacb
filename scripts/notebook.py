"""Write and run docs/notebook.ipynb: `python -m scripts.notebook`."""

from __future__ import annotations

import os
import tempfile
from importlib import import_module
from pathlib import Path
from typing import Any

PATH = Path(__file__).resolve().parents[1] / "docs" / "notebook.ipynb"

_INTRO = """# Backstay in a notebook

Claims from a text, a ledger as data frames, and a chart. The reports are those of the demo dossier: dispatches
written for it, on facts that were really reported between 2010 and 2020.

Made and run by `python -m scripts.notebook`."""

CELLS: tuple[tuple[str, str], ...] = (
    ("markdown", _INTRO),
    ("markdown", "## One text\n\n`backstay.read` takes the claims from a text. Nothing is written anywhere."),
    (
        "code",
        """import backstay
import polars as pl

text = (
    "Rostec has cut its staff in Venezuela to a few dozen, from about 1,000 several years ago, The Wall Street Journal "
    "reported, citing a person close to the Russian defense ministry. Rostec denied the report."
)
claims = backstay.read(text, published="2019-06-03", outlet="The Example Herald")
for claim in claims:
    print(claim.event_type, claim.channel, f"{claim.backer} -> {claim.client}", claim.effect, claim.status)
    print("   ", claim.quote)
    print("   ", " > ".join(f"{source.name or 'the page'} ({source.stance})" for source in claim.sources))
    for amount in claim.amounts:
        print("   ", amount.text, "=", amount.low, "to", amount.high, amount.unit)""",
    ),
    ("markdown", "Offsets count the characters of the text, so each claim can show its place."),
    ("code", "assert all(text[c.start : c.end] == c.quote for c in claims)\nlen(claims)"),
    (
        "markdown",
        "## A ledger\n\n`backstay read` and `backstay demo` fill one on the command line; from Python it goes like "
        "this. Reading the same things again would change nothing.",
    ),
    (
        "code",
        """import tempfile
from importlib import import_module
from pathlib import Path

from backstay import demo
from backstay.ingest import read_into
from backstay.sources import Hints

path = Path(tempfile.mkdtemp()) / "demo.backstay"
with backstay.open_ledger(path, write=True) as ledger:
    for batch in demo.batches():
        hints = Hints(published=batch.published, outlet=batch.outlet)
        summary = read_into(ledger, batch.inputs, hints, jobs=1)
    print(len(ledger.reports()), "reports,", ledger.count(), "claims")""",
    ),
    ("markdown", "## Frames\n\nEach view is a Polars frame (`pandas=True` gives a pandas one)."),
    (
        "code",
        """with backstay.open_ledger(path) as ledger:
    frame = ledger.frame("claims")
frame.columns""",
    ),
    (
        "code",
        """ties = frame.filter(pl.col("client") == "VEN", pl.col("backer").is_not_null())
counts = ties.group_by("backer", "channel").agg(pl.len().alias("claims"), pl.col("published").max().alias("last word"))
counts.sort("claims", "backer", "channel", descending=[True, False, False])""",
    ),
    ("markdown", "## Who denies what?"),
    (
        "code",
        """with backstay.open_ledger(path) as ledger:
    for row in ledger.claims(backstay.ClaimFilter(denied=True)):
        print(row.published, row.outlet, "|", row.claim.innermost.name, "|", row.claim.quote)""",
    ),
    (
        "markdown",
        "## As of a day\n\nWhat would somebody have known on the day of the first account, and three days later?",
    ),
    (
        "code",
        """for day in ("2019-06-01", "2019-06-02", "2019-06-05"):
    with backstay.open_ledger(path, as_of=day) as ledger:
        denials = ledger.count(backstay.ClaimFilter(denied=True))
        print(day, ledger.count(), "claims,", denials, "of them denials")""",
    ),
    (
        "markdown",
        "## Events\n\nClaims on one occurrence, joined: who tells it first, who speaks against it, and how far to "
        "believe it.",
    ),
    (
        "code",
        """from backstay.corroboration import EventFilter, find_events

with backstay.open_ledger(path) as ledger:
    for event in find_events(ledger, EventFilter(client="VEN", denied=True)).events:
        first = ledger.claim((event.claims + event.against)[0]).claim
        print(event.first_told, "|", first.quote)
        print("    told by", len(event.origins), "| against:", len(event.against), "|", event.credence.reason)""",
    ),
    (
        "markdown",
        "## Can it pay?\n\nThe Venezuelan case ships. What was published by the end of June 2019, twelve months ahead, "
        "and with oil at 70% of its price.",
    ),
    (
        "code",
        """from datetime import date

from backstay.outlook.solvency import Scenario, find_case, solvency

view = solvency(
    find_case("venezuela"), as_of=date(2019, 6, 30), months=12, scenarios=[Scenario("oil at 70%", price=0.7)]
)
for scenario in view["scenarios"]:
    print(scenario["name"])
    for creditor in scenario["creditors"]:
        share = creditor["months_until_it_fails"]["fails_within"]
        paths = "most" if share > 0.5 else "fewer than half"
        print("   ", creditor["name"], "| fails within the year in", paths, "of the paths")""",
    ),
    ("markdown", "## A chart\n\nEvery claim that bears on a tie with Venezuela, by the day of its report."),
    (
        "code",
        """import altair as alt

alt.renderers.enable("svg")
alt.Chart(ties).mark_circle(size=70, opacity=0.6).encode(
    x=alt.X("published:T", title="published"),
    y=alt.Y("channel:N", title=None),
    color=alt.Color("effect:N", title="effect on the tie"),
    row=alt.Row("backer:N", title=None),
).properties(width=620, height=110)""",
    ),
)


def build() -> Any:
    """The notebook, not yet run."""
    form: Any = import_module("nbformat.v4")
    make = {"markdown": form.new_markdown_cell, "code": form.new_code_cell}
    book = form.new_notebook(cells=[make[kind](text, id=f"cell-{n}") for n, (kind, text) in enumerate(CELLS)])
    book.metadata.kernelspec = {"name": "python3", "display_name": "Python 3", "language": "python"}
    return book


def execute(book: Any) -> Any:
    """The same notebook with its outputs. Raises nbclient.CellExecutionError where a cell fails."""
    from nbclient import NotebookClient

    with tempfile.TemporaryDirectory() as scratch:
        os.environ.setdefault("IPYTHONDIR", scratch)  # no history of ours in the user's home
        done = NotebookClient(
            book, timeout=180, coalesce_streams=True, kernel_name="python3", resources={"metadata": {"path": scratch}}
        ).execute()
    for cell in done.cells:
        cell.metadata.pop("execution", None)  # times of this run, which would change the file each time
    return done


def main() -> None:
    """Build, run, write."""
    book = execute(build())
    book.metadata.pop("language_info", None)
    PATH.write_text(import_module("nbformat").writes(book) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
