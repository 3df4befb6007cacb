"""The dated facts of a case file."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from . import amounts
from .case import EVENTS, FACT_KINDS, FLOWS, OTHER, Fact, Figure, Stream
from .marked import Marked

_NEVER = date(1900, 1, 1)
_GRADE = re.compile(r"[A-F][1-6]")
_OVER = {"day": 1, "month": 1, "quarter": 3, "half": 6, "year": 12}
_FIELDS = {
    "id", "kind", "about", "date", "known", "value", "unit", "low", "high", "alternatives", "over", "grade", "said_by",
    "attribution", "status", "url", "note", "origin", "denies", "interested", "bias",
}  # fmt: skip
_STREAM_KINDS = {"production", "use", "exports", "price"}


def read_fact(place: Marked, streams: Mapping[str, Stream]) -> Fact:
    """One fact; what is wrong with it is noted at its line."""
    fields = place.fields(_FIELDS, {"id", "kind", "date", "grade", "said_by"})
    kind = fields["kind"].choice(FACT_KINDS) if "kind" in fields else "note"
    text = {name: fields[name].text() if name in fields else "" for name in _FIELDS - {"alternatives"}}
    if "grade" in fields and not _GRADE.fullmatch(text["grade"]):
        fields["grade"].complain(f'"{text["grade"]}" is no grade', "Write the Admiralty grade, as B2: A to F, 1 to 6.")
    day = fields["date"].day() if "date" in fields else None
    known = fields["known"].day() if "known" in fields else day
    if day and known and known < day and kind not in OTHER:
        fields["known"].complain("known before it happened", "`known` is the day on which it became public.")
    over = fields["over"].choice(tuple(_OVER)) if "over" in fields else "month"
    return Fact(
        id=text["id"],
        kind=kind,
        day=day or _NEVER,
        known=known or _NEVER,
        grade=text["grade"] if _GRADE.fullmatch(text["grade"]) else "F6",
        about=text["about"],
        figure=_figure(place, kind, text["about"], streams) if kind not in EVENTS + OTHER else None,
        over=_OVER[over] if kind in FLOWS else 1,
        unit=text["unit"],
        said_by=text["said_by"],
        attribution=text["attribution"],
        status=text["status"],
        url=text["url"],
        note=text["note"],
        origin=text["origin"],
        denies=text["denies"],
        interested="interested" in fields and fields["interested"].flag(),
        bias=fields["bias"].number() if "bias" in fields else 0.0,
        line=place.line,
    )


def _figure(place: Marked, kind: str, about: str, streams: Mapping[str, Stream]) -> Figure | None:
    """The amount of a fact: its fields value, unit, low, high, alternatives stand beside the others."""
    kept = {"value", "unit", "low", "high", "alternatives"}
    inner = Marked(_Part(place.node, kept), place.path, place.problems)
    if kind in ("debt", "arrears", "reserves"):
        return amounts.money(inner)
    if kind in ("imports", "paid"):
        return amounts.money_flow(inner)
    if kind == "staff":
        return amounts.people(inner)
    stream = streams.get(about) or next(iter(streams.values()), None)
    if stream is None:
        return None
    if kind in _STREAM_KINDS and about and about not in streams:
        return None  # checking names the unknown stream
    return amounts.price(inner, stream.price_unit) if kind == "price" else amounts.volume(inner, stream.volume_unit)


class _Part:
    """A mapping node cut down to some of its keys, at the place of the whole."""

    id = "mapping"

    def __init__(self, node: object, keys: set[str]) -> None:
        pairs = getattr(node, "value", [])
        self.value = [pair for pair in pairs if pair[0].value in keys] if isinstance(pairs, list) else []
        self.start_mark = getattr(node, "start_mark", None)
