"""The plots and table of `docs/explanation/credence.md`, from a run's JSON: `python -m bench.simulation.plots FILE`."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

DOCS = Path(__file__).resolve().parents[2] / "docs" / "explanation"
SHOWN = ("credence", "copy-blind", "majority", "counting")
HARDEST = 1.2
"""Log scores above this are drawn at the edge; the table has them."""


def main() -> None:
    """Write both plots, print the table."""
    report = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    _write(_scores(report), "credence-scores.svg")
    _write(_calibration(report), "credence-calibration.svg")
    print(table(report))


def table(report: dict[str, Any]) -> str:
    """The table in Markdown: log score of each way of believing, and the calibration error of credence."""
    lines = [
        "| copying | events | credence | copy-blind | majority | counting | best of them, fitted | ECE |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for row in report["rows"]:
        scores = row["scores"]
        cells = [f"{scores[name]['log_score']:.3f}" for name in SHOWN]
        best = min(scores[f"{name} fitted"]["log_score"] for name in SHOWN[1:])
        ece = f"{scores['credence']['ece']:.3f}"
        copying, events = f"{row['copying']:.1f}", f"{row['events']:,}"
        lines.append(f"| {copying} | {events} | **{cells[0]}** | {' | '.join(cells[1:])} | {best:.3f} | {ece} |")
    return "\n".join(lines)


def _scores(report: dict[str, Any]) -> Any:
    alt = _altair()

    values = [
        {"copying": row["copying"], "by": name, "log score": min(HARDEST, row["scores"][name]["log_score"])}
        for row in report["rows"]
        for name in SHOWN
    ]
    x = alt.X("copying:Q", title="share of reports that copy another")
    y = alt.Y("log score:Q", title=f"log score, lower is better (cut at {HARDEST})", scale=alt.Scale(zero=False))
    colour = alt.Color("by:N", title=None, sort=list(SHOWN))
    return (
        alt.Chart(alt.Data(values=values))
        .mark_line(point=True)
        .encode(x=x, y=y, color=colour, strokeDash=alt.StrokeDash("by:N", title=None, sort=list(SHOWN)))
        .properties(width=460, height=260)
    )


def _calibration(report: dict[str, Any]) -> Any:
    alt = _altair()

    data = alt.Data(values=report["bins"])
    scale = alt.Scale(domain=[0, 1])
    points = (
        alt.Chart(data)
        .mark_point(filled=True, size=60)
        .encode(
            x=alt.X("believed:Q", title="believed, mean of the bin", scale=scale),
            y=alt.Y("so:Q", title="share that was so", scale=scale),
            size=alt.Size("n:Q", title="events", scale=alt.Scale(range=[30, 300])),
        )
    )
    ends = alt.Data(values=[{"believed": 0, "so": 0}, {"believed": 1, "so": 1}])
    line = alt.Chart(ends).mark_line(strokeDash=[4, 4], color="gray").encode(x="believed:Q", y="so:Q")
    return (line + points).properties(width=320, height=320)


def _altair() -> Any:
    """Untyped in part, so that it is taken as it comes."""
    import altair

    return altair


def _write(chart: Any, name: str) -> None:
    import vl_convert

    svg = vl_convert.vegalite_to_svg(chart.to_dict())
    (DOCS / name).write_text(svg + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
