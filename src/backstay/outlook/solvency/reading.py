"""From the text of a case file to a Case, or to everything that is wrong with it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import TypeVar

from ...records.errors import CaseFaulty, NotReadable
from . import amounts
from .case import CREDITOR_KINDS, Backer, Case, Creditor, Crew, Figure, Sanction, Stream, Terms
from .checking import check
from .facts import read_fact
from .marked import Marked, Problem, compose
from .units import PRICE, VOLUME, earning_factor

MOST_BYTES = 4_000_000
T = TypeVar("T")
Fields = Mapping[str, Marked]

_TOP = {
    "case", "client", "start", "streams", "creditors", "backers", "staff", "sanctions", "facts",
    "imports", "reserves", "other_income", "priors", "about", "until",
}  # fmt: skip
_NEEDED = {"case", "client", "start", "streams", "creditors", "imports", "reserves", "facts"}


def load_case(path: str | Path) -> Case:
    """The case of a file.

    Raises:
        NotReadable: the file is absent or cannot be read.
        CaseFaulty: it is no valid case; the message names each line and what to do.
    """
    where = Path(path)
    try:
        data = where.read_bytes()
    except OSError as error:
        raise NotReadable(f"{where} cannot be read: {error.strerror}.", hint="Name a case file (YAML).") from error
    if len(data) > MOST_BYTES:
        raise CaseFaulty(f"{where} is too large for a case file.", hint="A case file has a few hundred lines.")
    return parse_case(data.decode("utf-8", "replace"), name=where.name)


def parse_case(text: str, *, name: str = "the case") -> Case:
    """The case that a text holds. Raises CaseFaulty."""
    found, problems = read_case(text)
    if found is None:
        lines = "\n".join(f"  {problem}" for problem in problems)
        raise CaseFaulty(
            f"{name} has {len(problems)} error{'' if len(problems) == 1 else 's'}:\n{lines}",
            hint="Mend these lines; docs/how-to/case.md describes the file.",
        )
    return found


def read_case(text: str) -> tuple[Case | None, list[Problem]]:
    """The case, or None with its problems in the order of lines."""
    root = compose(text)
    if isinstance(root, Problem):
        return None, [root]
    fields = root.fields(_TOP, _NEEDED)
    if _NEEDED - set(fields):
        return None, sorted(root.problems)
    case = _case(fields)
    check(case, root.problems)
    return (None if root.problems else case), sorted(root.problems)


def _case(fields: Fields) -> Case:
    client = fields["client"].fields({"state", "name"}, {"state", "name"})
    streams = _entries(fields, "streams", _stream)
    volumes = {stream.id: stream for stream in streams}
    imports = fields["imports"].fields({"start", "rank"}, {"start", "rank"})
    reserves = fields["reserves"].fields({"start"}, {"start"})
    priors = fields["priors"].fields(_names_of(fields["priors"])) if "priors" in fields else {}
    return Case(
        id=fields["case"].text(),
        state=_text(client, "state"),
        name=_text(client, "name"),
        start=fields["start"].day().replace(day=1),
        streams=streams,
        creditors=_entries(fields, "creditors", lambda place: _creditor(place, volumes)),
        backers=_entries(fields, "backers", lambda place: _backer(place, volumes)),
        crews=_entries(fields, "staff", _crew),
        sanctions=_entries(fields, "sanctions", _sanction),
        facts=_entries(fields, "facts", lambda place: read_fact(place, volumes)),
        imports=amounts.money_flow(imports["start"]) if "start" in imports else Figure(0.0),
        imports_rank=int(_number(imports, "rank", 3)),
        reserves=amounts.money(reserves["start"]) if "start" in reserves else Figure(0.0),
        other_income=amounts.money_flow(fields["other_income"]) if "other_income" in fields else Figure(0.0),
        until=fields["until"].day() if "until" in fields else None,
        priors={name: _prior(place) for name, place in priors.items()},
    )


def _names_of(place: Marked) -> set[str]:
    return {str(key.value) for key, _ in place.node.value} if place.node.id == "mapping" else set()


def _prior(place: Marked) -> Figure:
    inner = place.fields({"value", "low", "high", "note"}, {"value", "low", "high"})
    value, low, high = (_number(inner, name, 0.0) for name in ("value", "low", "high"))
    if inner and not low < high:
        place.complain("low is not below high", "Give the central 90% interval of the prior.")
    return Figure(value, low, high)


def _stream(place: Marked) -> Stream:
    known = {
        "id", "unit", "price_unit", "output", "use", "price", "benchmark", "discount", "sanction_discount", "facts",
    }  # fmt: skip
    fields = place.fields(known, {"id", "unit", "price_unit", "output"})
    unit = fields["unit"].choice(tuple(VOLUME)) if "unit" in fields else "kb/d"
    price_unit = fields["price_unit"].choice(tuple(PRICE)) if "price_unit" in fields else "USD/bbl"
    factor = earning_factor(unit, price_unit)
    if factor is None:
        place.complain(
            f"{unit} cannot be priced in {price_unit}", "Both must count the same thing, as kb/d and USD/bbl."
        )
    if "benchmark" not in fields and "price" not in fields:
        place.complain("there is no price", "Give `benchmark: brent`, or `price:` with a number and unit.")
    price = amounts.price(fields["price"], price_unit) if "price" in fields else Figure(60.0)
    if "price" in fields and price.value <= 0:
        fields["price"].complain("the price is zero", "A price formula divides by the price: give one above zero.")
    zero = Figure(0.0)
    return Stream(
        id=_text(fields, "id"),
        volume_unit=unit,
        price_unit=price_unit,
        factor=factor or 0.0,
        output=amounts.volume(fields["output"], unit) if "output" in fields else zero,
        use=amounts.volume(fields["use"], unit) if "use" in fields else zero,
        price=price,
        benchmark=fields["benchmark"].choice(("brent", "wti")) if "benchmark" in fields else "",
        discount=amounts.price(fields["discount"], price_unit, signed=True) if "discount" in fields else zero,
        sanction_discount=amounts.price(fields["sanction_discount"], price_unit)
        if "sanction_discount" in fields
        else zero,
    )


def _creditor(place: Marked, streams: Mapping[str, Stream]) -> Creditor:
    known = {
        "id", "name", "kind", "rank", "opened", "known", "balance", "service", "rate", "stream", "backer", "floor",
        "cap", "grace", "hold", "forbearance", "deferral", "lends", "collateral", "terms", "facts", "note", "size",
    }  # fmt: skip
    fields = place.fields(known, {"id", "name", "kind", "rank", "opened", "balance", "service"})
    opened = _day(fields, "opened")
    stream = streams.get(_text(fields, "stream"))
    unit = stream.volume_unit if stream else "kb/d"
    return Creditor(
        id=_text(fields, "id"),
        name=_text(fields, "name"),
        kind=fields["kind"].choice(CREDITOR_KINDS) if "kind" in fields else "cash",
        rank=int(_number(fields, "rank", 9)),
        opened=opened,
        known=_day(fields, "known", opened),
        balance=amounts.money(fields["balance"]) if "balance" in fields else Figure(0.0),
        service=_value(fields, "service", amounts.money_flow, 0.0),
        rate=_value(fields, "rate", amounts.share, 0.0),
        stream=_text(fields, "stream"),
        backer=_text(fields, "backer"),
        floor=_value(fields, "floor", lambda each: amounts.volume(each, unit), 0.0),
        cap=_value(fields, "cap", lambda each: amounts.volume(each, unit), 1e12),
        grace=_value(fields, "grace", amounts.span, 1.0),
        hold=_value(fields, "hold", amounts.share, 0.0),
        forbearance=_value(fields, "forbearance", amounts.share, 0.0),
        deferral_months=max(1, round(_value(fields, "deferral", amounts.span, 24.0))),
        lends=_value(fields, "lends", amounts.money_flow, 0.0),
        size=_prior(fields["size"]) if "size" in fields else Figure(1.0, 0.6, 1.6),
        collateral=_text(fields, "collateral"),
        terms=_entries(fields, "terms", lambda each: _terms(each, unit)),
        facts=_names(fields, "facts"),
        line=place.line,
    )


def _terms(place: Marked, unit: str) -> Terms:
    known = {"from", "until", "known", "service", "floor", "cap", "lends", "interest_only", "facts", "note"}
    fields = place.fields(known, {"from"})
    start = _day(fields, "from")
    until = _day(fields, "until") if "until" in fields else None
    if until and until < start:
        fields["until"].complain("ends before it begins", "Put `until` after `from`.")
    return Terms(
        start=start,
        known=_day(fields, "known", start),
        until=until,
        service=amounts.money_flow(fields["service"]).value if "service" in fields else None,
        floor=amounts.volume(fields["floor"], unit).value if "floor" in fields else None,
        cap=amounts.volume(fields["cap"], unit).value if "cap" in fields else None,
        lends=amounts.money_flow(fields["lends"]).value if "lends" in fields else None,
        interest_only="interest_only" in fields and fields["interest_only"].flag(),
        facts=_names(fields, "facts"),
    )


def _backer(place: Marked, streams: Mapping[str, Stream]) -> Backer:
    known = {"id", "name", "state", "stake", "supplies", "stream", "confidence", "facts", "note"}
    fields = place.fields(known, {"id", "name", "state", "stake"})
    stream = streams.get(_text(fields, "stream"))
    unit = stream.volume_unit if stream else "kb/d"
    return Backer(
        id=_text(fields, "id"),
        name=_text(fields, "name"),
        state=_text(fields, "state"),
        stake=_value(fields, "stake", amounts.share, 0.0),
        supplies=_value(fields, "supplies", lambda each: amounts.volume(each, unit), 0.0),
        stream=_text(fields, "stream"),
        confidence=_value(fields, "confidence", amounts.share, 0.3),
        facts=_names(fields, "facts"),
        line=place.line,
    )


def _crew(place: Marked) -> Crew:
    known = {
        "id", "name", "backer", "creditor", "start", "floor", "backlog", "share_backlog", "lag_down", "arms", "note",
    }  # fmt: skip
    fields = place.fields(known, {"id", "name", "creditor", "start"})
    return Crew(
        id=_text(fields, "id"),
        name=_text(fields, "name"),
        backer=_text(fields, "backer"),
        creditor=_text(fields, "creditor"),
        start=amounts.people(fields["start"]) if "start" in fields else Figure(0.0),
        floor=_value(fields, "floor", amounts.people, 0.0),
        backlog=_value(fields, "backlog", amounts.money, 0.0),
        share_backlog=_value(fields, "share_backlog", amounts.share, 0.5),
        lag_down=amounts.span(fields["lag_down"]) if "lag_down" in fields else Figure(24.0, 12.0, 36.0),
        arms="arms" in fields and fields["arms"].flag(),
        line=place.line,
    )


def _sanction(place: Marked) -> Sanction:
    fields = place.fields({"from", "until", "level", "cuts_credit", "facts", "note"}, {"from", "level"})
    level = _number(fields, "level", 0.0)
    if not 0 <= level <= 3:
        fields["level"].complain(f"{level:g} is no level of sanctions", "Use 0 (none) to 3 (full blocking).")
    return Sanction(
        start=_day(fields, "from"),
        level=level,
        cuts_credit="cuts_credit" in fields and fields["cuts_credit"].flag(),
        until=_day(fields, "until") if "until" in fields else None,
        facts=_names(fields, "facts"),
    )


def _entries(fields: Fields, name: str, read: Callable[[Marked], T]) -> tuple[T, ...]:
    return tuple(read(each) for each in fields[name].items()) if name in fields else ()


def _text(fields: Fields, name: str) -> str:
    return fields[name].text() if name in fields else ""


def _number(fields: Fields, name: str, default: float) -> float:
    return fields[name].number() if name in fields else default


def _value(fields: Fields, name: str, read: Callable[[Marked], Figure], default: float) -> float:
    return read(fields[name]).value if name in fields else default


def _day(fields: Fields, name: str, default: date = date(1900, 1, 1)) -> date:
    return fields[name].day() if name in fields else default


def _names(fields: Fields, name: str) -> tuple[str, ...]:
    return tuple(each.text() for each in fields[name].items()) if name in fields else ()
