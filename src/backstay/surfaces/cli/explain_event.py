"""`backstay explain` of an event: how it spread, what speaks against it, its numbers, and how far it is believed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ...records import Event
from .claims import ID_SHOWN, who
from .terminal import one_line, screen, write_json

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ...corroboration import Found, Repeat, Spread

    Repeats = Mapping[str, tuple[Repeat, ...]]

_STEP = {
    "first": "first told",
    "telling": "told",
    "relay": "passed on",
    "denies": "denied",
    "doubts": "doubted",
    "declines": "no comment",
    "counters": "contradicted",
}


def explain_event(event: Event, found: Found, repeats: Repeats, *, as_json: bool) -> None:
    """Print one event, or the same as JSON. `repeats`: which of its tellings others say repeat an outlet."""
    from ...corroboration import spread

    steps = spread(found.groups[event.id])
    if as_json:
        write_json(_as_json(event, found, steps, repeats))
        return
    _print_head(event, found)
    _print_tellings(event, repeats)
    _print_spread(steps, found, event)
    _print_amounts(event, found)


def _print_head(event: Event, found: Found) -> None:
    from rich.padding import Padding
    from rich.text import Text

    from ...corroboration.credence.grades import INFORMATION, SOURCE

    out = screen()
    out.print(Text(f"Event {event.id}", style="bold"))
    tie = f", {event.channel or 'no channel'} {event.effect or ''}".rstrip() if event.channel or event.effect else ""
    out.print(f"{who(event.actor)} → {who(event.recipient)}: {event.event_type.value}{tie}, {event.status.value}")
    credence = event.credence
    if credence is not None:
        interval = f"{credence.low:.2f} to {credence.high:.2f}"
        out.print(f"Credence {credence.probability:.2f}, 80% interval {interval}")
        grades = f"{SOURCE[credence.source].lower()}, {INFORMATION[credence.information].lower()}"
        out.print(f"Grade    {credence.source}{credence.information}: {grades}")
        out.print(Padding(one_line(credence.reason), (0, 0, 0, 2)))
    first = next(iter(found.rows(event.id).values()))
    lead = found.rows(event.id)[event.claims[0]] if event.claims else first
    out.print("\nEverything goes back to:" if event.claims else "\nWhat is denied:")
    out.print(Padding(f"“{one_line(lead.claim.quote)}”", (0, 0, 0, 2)))


def _print_tellings(event: Event, repeats: Repeats) -> None:
    from rich.padding import Padding

    out = screen()
    sources = {origin.id: one_line(origin.source) or "a page of no known outlet" for origin in event.origins}
    if sources:
        out.print("\nWho told it:")
    for origin in event.origins:
        day = f", {origin.first_told.isoformat()}" if origin.first_told else ""
        out.print(Padding(f"{sources[origin.id]}{day}", (0, 0, 0, 2)))
        same = [sources[other] for other in origin.possibly_same if other in sources]
        if same:
            words = (
                f"possibly independent: somebody unnamed, who may be the same person as the source of {', '.join(same)}"
            )
            out.print(Padding(words, (0, 0, 0, 4)))
        for each in repeats.get(origin.id, ()):
            told = f"what {one_line(each.outlet)} had told" if each.outlet else "what the press had told"
            words = f"{one_line(each.said_by)} says that it repeats {told}: “{one_line(each.quote)}”"
            out.print(Padding(words, (0, 0, 0, 4)))


def _print_spread(steps: list[Spread], found: Found, event: Event) -> None:
    from rich import box
    from rich.table import Table

    table = Table("day", "", box=box.SIMPLE_HEAD, pad_edge=False, title="How it spread", title_justify="left")
    table.add_column("who", ratio=2)
    table.add_column("in these words", ratio=4)
    table.add_column("claim", min_width=ID_SHOWN)
    rows = found.rows(event.id)
    for step in steps:
        after = f" after {one_line(step.after)}" if step.after else ""
        page = f"\non {one_line(step.outlet)}" if step.outlet and step.outlet != step.who else ""
        words = one_line(rows[step.claim].claim.quote) + "".join(f"\n[{one_line(news)}]" for news in step.news)
        day = step.day.isoformat() if step.day else "unknown"
        table.add_row(day, _STEP[step.step] + after, one_line(step.who) + page, words, step.claim[:ID_SHOWN])
    screen().print(table)


def _print_amounts(event: Event, found: Found) -> None:
    from rich import box
    from rich.table import Table

    from ...corroboration import in_conflict
    from ...ties import chain_in_words
    from .explain import amount_in_words

    if not event.amounts:
        return
    table = Table("number", box=box.SIMPLE_HEAD, pad_edge=False, title="Numbers", title_justify="left")
    table.add_column("who says it", ratio=2)
    table.add_column("claim", min_width=ID_SHOWN)
    rows = found.rows(event.id)
    for stated in event.amounts:
        says = one_line(chain_in_words(rows[stated.claim]))
        table.add_row(one_line(amount_in_words(stated.amount)), says, stated.claim[:ID_SHOWN])
    screen().print(table)
    if in_conflict(event):
        screen().print("Some of these numbers cannot both be so. Nothing is averaged: each stands with who says it.")


def _as_json(event: Event, found: Found, steps: list[Spread], repeats: Repeats) -> dict[str, Any]:
    from ...corroboration import event_as_json
    from ...records.exchange import claim_to_json

    return {
        "event": event_as_json(event),
        "spread": [
            {
                "claim": step.claim,
                "day": step.day and step.day.isoformat(),
                "step": step.step.value,
                "who": step.who,
                "outlet": step.outlet,
                "after": step.after,
                "news": list(step.news),
            }
            for step in steps
        ],
        "repeats": [
            {
                "telling": telling,
                "who": each.who,
                "outlet": each.outlet,
                "said_by": each.said_by,
                "report": each.report,
                "quote": each.quote,
                "published": each.published and each.published.isoformat(),
            }
            for telling, said in repeats.items()
            for each in said
        ],
        "claims": [claim_to_json(row.claim) for row in found.rows(event.id).values()],
    }
