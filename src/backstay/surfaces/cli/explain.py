"""`backstay explain`: one claim, or one event, with everything that it rests on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ...records import Amount, Claim, Report, Source
from ...records.exchange import claim_to_json
from .claims import who
from .options import AsOf, LedgerPath, PriorsFile, open_for_reading, priors_of
from .terminal import clean, one_line, screen, write_json

if TYPE_CHECKING:
    from rich.text import Text

    from ...ledger import ClaimRow

CONTEXT = 240
"""Characters of text shown before and after the sentence, cut at white space."""


@dataclass(frozen=True, slots=True)
class Place:
    """A clause in its text: what stands before and after it, and the number of its line (from 1)."""

    before: str
    clause: str
    after: str
    line: int


def explain(
    claim_id: Annotated[str, typer.Argument(metavar="ID", help="A claim or an event, by its id or the start of it.")],
    as_json: Annotated[bool, typer.Option("--json", help="The same as one JSON object.")] = False,
    priors: PriorsFile = None,
    as_of: AsOf = None,
    ledger: LedgerPath = None,
) -> None:
    """Show one claim (its sentence, who says so, why each field was set), or one event: its spread and credence."""
    with open_for_reading(ledger, as_of) as opened:
        if claim_id.startswith("e"):
            from ...corroboration import find_event, repeats_of
            from .explain_event import explain_event

            event, found = find_event(opened, claim_id, priors=priors_of(priors))
            explain_event(event, found, repeats_of(opened, event, found), as_json=as_json)
            return
        row = opened.claim(claim_id)
        report = opened.report(row.claim.report)
    place = place_of(report.text, row.claim.start, row.claim.end)
    if as_json:
        write_json(_as_json(row, report, place))
        return
    _print_sentence(row, report, place)
    _print_chain(row)
    _print_fields(row.claim)


def place_of(text: str, start: int, end: int) -> Place:
    """The clause at `start`..`end` with up to `CONTEXT` characters around it, cut between words."""
    low, high = max(0, start - CONTEXT), min(len(text), end + CONTEXT)
    before, after = text[low:start], text[end:high]
    if low > 0:
        before = "… " + before.partition(" ")[2]
    if high < len(text):
        after = after.rpartition(" ")[0] + " …"
    return Place(before, text[start:end], after, text.count("\n", 0, start) + 1)


def _print_sentence(row: ClaimRow, report: Report, place: Place) -> None:
    from rich.padding import Padding
    from rich.text import Text

    out = screen()
    out.print(Text(f"Claim {row.claim.id}", style="bold"))
    title = one_line(report.title) if report.title else "without a title"
    day = report.published.day.isoformat() if report.published else "date unknown"
    out.print(f"Report   {title}")
    out.print(f"         {one_line(report.outlet or 'outlet unknown')}, {day}, {report.id}")
    if report.url:
        out.print(f"         {one_line(report.url)}", soft_wrap=True)
    out.print(f"Place    line {place.line}, characters {row.claim.start} to {row.claim.end}\n")
    marks = ("", "") if out.is_terminal and not out.no_color else ("»", "«")
    shown = Text(clean(place.before))
    shown.append(marks[0] + clean(place.clause) + marks[1], style="bold reverse")
    shown.append(clean(place.after))
    out.print(Padding(shown, (0, 0, 1, 2)))


def _print_chain(row: ClaimRow) -> None:
    from rich.tree import Tree

    tree = branch = Tree("Who says so, outermost first")
    for place, source in enumerate(row.claim.sources):
        branch = branch.add(_link(source, row.outlet if place == 0 else None))
    screen().print(tree)


def _link(source: Source, own_outlet: str | None) -> Text:
    from rich.text import Text

    name = source.name or own_outlet or "the page itself"
    text = Text(one_line(name), style="bold")
    return text.append(f"  {source.kind.value}, {source.stance.value}", style="not bold dim")


def _print_fields(claim: Claim) -> None:
    from rich import box
    from rich.table import Table

    table = Table("field", box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column("value", ratio=1)
    table.add_column("why", ratio=1)
    reasons = {reason.field: reason for reason in claim.reasons}
    fields = _fields(claim)
    for name, value in fields.items():
        reason = reasons.get(name)
        table.add_row(name, one_line(value), _why(reason.because, reason.score) if reason else "")
    for name, reason in reasons.items():
        if name not in fields:
            table.add_row(name, "", _why(reason.because, reason.score))
    screen().print(table)


def _why(because: str, score: float | None) -> str:
    return one_line(because) if score is None else f"{one_line(because)} ({score:.2f})"


def _fields(claim: Claim) -> dict[str, str]:
    """The fields that are set, as words, under the names that reasons use."""
    values = {
        "actor": who(claim.actor) if claim.actor else None,
        "recipient": who(claim.recipient) if claim.recipient else None,
        "event_type": claim.event_type.value,
        "mode": claim.mode,
        "channel": claim.channel and claim.channel.value,
        "backer": claim.backer,
        "client": claim.client,
        "effect": claim.effect and claim.effect.value,
        "status": claim.status.value,
        "certainty": claim.certainty.value,
        "sources": " > ".join(source.name or source.kind.value for source in claim.sources),
        "amounts": "; ".join(amount_in_words(amount) for amount in claim.amounts),
        "when": _when(claim),
        "where": claim.where and " ".join(filter(None, (claim.where.text, claim.where.state))),
        "because": claim.because,
        "score": None if claim.score is None else f"{claim.score:.2f}",
    }
    return {name: value for name, value in values.items() if value}


def amount_in_words(amount: Amount) -> str:
    """An amount with its range: "about 1,000 = 900 to 1,100 persons of staff (from)"."""
    low, high = (f"{bound:,g}" if bound is not None else "open" for bound in (amount.low, amount.high))
    bounds = low if low == high else f"{low} to {high}"
    counted = f" of {amount.of}" if amount.of else ""
    return f"{amount.text} = {bounds} {amount.unit}{counted} ({amount.kind.value})"


def _when(claim: Claim) -> str | None:
    when = claim.when
    if when is None:
        return None
    if when.first is None and when.last is None:
        return f"{when.text} (not settled)"
    first, last = (day.isoformat() if day else "open" for day in (when.first, when.last))
    return f"{when.text} = {first if first == last else f'{first} to {last}'} ({when.precision.value})"


def _as_json(row: ClaimRow, report: Report, place: Place) -> dict[str, Any]:
    return {
        "claim": claim_to_json(row.claim),
        "report": {
            "id": report.id,
            "title": report.title,
            "outlet": report.outlet,
            "url": report.url,
            "published": report.published and report.published.day.isoformat(),
            "provenance": dict(report.provenance),
        },
        "place": {"line": place.line, "before": place.before, "clause": place.clause, "after": place.after},
    }
