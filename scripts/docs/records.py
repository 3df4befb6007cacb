"""docs/reference/records.md: every field of every record that is kept, and its allowed values."""

from __future__ import annotations

import dataclasses
import json
from enum import StrEnum

from backstay import records
from backstay.records import MODES, QUAD, SECTORS, EventType
from backstay.records.exchange import claim_to_json

from .markdown import doc, first_line, table
from .markdown import page as whole_page
from .notes import EXCHANGE, NOTES

_INTRO = """What Backstay keeps. Records are frozen dataclasses; import them from `backstay`. Offsets are character
offsets into the report's text. A field that the text does not settle is empty (`None`, or `()`)."""

_EXCHANGE = """`backstay read --json`, `backstay export` and the web's JSON twins write a claim as one JSON object with
the fields of `Claim`, in which records become objects. It differs from the records in this:"""

_WORDS = ("Status", "Certainty", "Channel", "Effect", "SourceKind", "Stance", "AmountKind", "Precision")


def page() -> str:
    """The page as Markdown. Raises LookupError where a field has no note or a note no field."""
    parts = [_record(getattr(records, name), notes) for name, notes in NOTES.items()]
    return whole_page(
        "Records",
        _INTRO,
        *parts,
        "## Event types and modes",
        first_line(EventType),
        table(
            ("type", "quad category", "modes"),
            ((f"`{e}`", str(QUAD.get(e, "")), ", ".join(f"`{m}`" for m in MODES.get(e, ()))) for e in EventType),
        ),
        "## Words",
        table(("field's type", "values", "meaning"), (_words(getattr(records, name)) for name in _WORDS)),
        "## Sectors",
        ", ".join(f"`{code}`" for code in SECTORS),
        "## The exchange form",
        _EXCHANGE,
        table(("field", "meaning"), ((f"`{k}`", v) for k, v in EXCHANGE.items())),
        "An example:",
        f"```json\n{json.dumps(claim_to_json(_example()), indent=1, ensure_ascii=False)}\n```",
    )


def _record(kind: type, notes: dict[str, str]) -> str:
    fields = dataclasses.fields(kind)
    names = {f.name for f in fields}
    if names != set(notes):
        raise LookupError(f"{kind.__name__}: fields and notes differ in {sorted(names ^ set(notes))}")
    rows = ((f"`{f.name}`", f"`{_type(f.type)}`", notes[f.name]) for f in fields)
    return f"## {kind.__name__}\n\n{doc(kind)}\n\n" + table(("field", "type", "meaning"), rows)


def _type(annotation: object) -> str:
    return annotation if isinstance(annotation, str) else getattr(annotation, "__name__", str(annotation))


def _words(kind: type[StrEnum]) -> tuple[str, str, str]:
    return f"`{kind.__name__}`", ", ".join(f"`{word}`" for word in kind), first_line(kind)


def _example() -> records.Claim:
    source = records.Source("Rostec", records.SourceKind.OFFICE, records.Stance.DENIES, 0, 6)
    rostec = records.Participant(records.Mention("Rostec", 0, 6), records.Party("Rostec", None, "RUS", ("BUS", "MIL")))
    return records.Claim(
        id="c0123456789abcdef",
        report="rfedcba9876543210",
        start=0,
        end=51,
        quote="Rostec denied that it had cut its staff in Venezuela",
        actor=rostec,
        recipient=None,
        event_type=EventType.RETREAT,
        mode="withdraw",
        channel=records.Channel.FORCES,
        backer="RUS",
        client="VEN",
        effect=records.Effect.CUTS,
        sources=(records.OUTLET, source),
    )
