"""Templates, and the few functions that they use."""

from __future__ import annotations

import hashlib
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from ...ties import probably_misread
from ..alert_words import way
from . import words
from .desk import address, knowledge
from .query import said_by
from .timeline import span_in_words

HERE = Path(__file__).parent
STATIC = HERE / "static"


def render(request: Request, template: str, context: dict[str, Any], status: int = 200) -> HTMLResponse:
    """A page. `context` must hold `as_of`; whatever it holds is escaped."""
    asked = _asked(request)

    def at(path: str, /, **parameters: str | int | date | None) -> str:
        return address(path, asked, **parameters)

    whole = {
        "request": request,
        "path": request.url.path,
        "asked": asked,
        "at": at,
        "twin": twin_of(request),
        "query": [(name, value) for name, value in request.query_params.multi_items() if name != "as_of"],
        **context,
    }
    html = environment().get_template(template).render(whole)
    return HTMLResponse(html, status_code=status, headers={"Vary": "HX-Request"})


def asks_for_part(request: Request) -> bool:
    """Does htmx ask for a part of the page, rather than for the page that the user went back to?"""
    return request.headers.get("HX-Request") == "true" and "HX-History-Restore-Request" not in request.headers


def twin_of(request: Request) -> str:
    """The address of the page's JSON twin, with the page's own query."""
    path = quote(request.url.path.rstrip("/"), safe="/:") or "/index"
    query = request.url.query
    return f"{path}.json" + (f"?{query}" if query else "")


def _asked(request: Request) -> date | None:
    """The day that the address names; None where it is none (the page then says so)."""
    try:
        return date.fromisoformat(request.query_params.get("as_of", ""))
    except ValueError:
        return None


@lru_cache(maxsize=1)
def environment() -> Environment:
    """Escapes everything, and fails on a name that a template does not get."""
    made = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals.update(words=words, static=static, span=span_in_words, probably_misread=probably_misread, way=way)
    made.filters.update(
        day=day_in_words,
        number=number,
        state=state_name,
        safe_link=safe_link,
        said_as=said_as,
        options=options,
        event_options=event_options,
        by_field=by_field,
        page_of_twin=page_of_twin,
        bounds=bounds,
        chain=chain,
        kind=kind,
        party_path=party_path,
    )
    return made


@lru_cache(maxsize=64)
def static(name: str) -> str:
    """The address of a static file; it changes with the content, so that browsers may keep the file."""
    content = hashlib.sha256((STATIC / name).read_bytes()).hexdigest()[:10]
    return f"/static/{name}?v={content}"


def day_in_words(day: date | str | None) -> str:
    """3 June 2019; "no date" where there is none."""
    if not day:
        return "no date"
    if isinstance(day, str):
        day = date.fromisoformat(day[:10])
    if isinstance(day, datetime):
        return f"{day.day} {day:%B %Y, %H:%M}"
    return f"{day.day} {day:%B %Y}"


def number(value: float) -> str:
    """With thin groups of thousands and no needless decimals: 1,000 and 2.5."""
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.4g}" if abs(value) < 1000 else f"{value:,.2f}"


def state_name(code: str | None) -> str:
    """Venezuela for VEN."""
    return knowledge().state_name(code) if code else ""


def party_path(party_id: str) -> str:
    """Where the page of a party is; that of its government for a state."""
    return f"/states/{party_id}" if party_id in knowledge().state_codes else f"/parties/{party_id}"


def safe_link(url: str | None) -> str | None:
    """The address if it is one of the web, else None: only http and https are ever made clickable."""
    if not url:
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    clickable = parts.scheme.lower() in ("http", "https") and bool(parts.hostname)
    return url if clickable else None


def said_as(word: str, vocabulary: dict[str, words.Word]) -> str:
    """The plain label of a word."""
    return words.label(vocabulary, word)


def options(vocabulary: dict[str, words.Word]) -> list[tuple[str, str]]:
    """A vocabulary as choices of a form."""
    return [(key, word.label) for key, word in vocabulary.items()]


def event_options(types: Any) -> list[tuple[str, str]]:
    """Event types as choices of a form, with PLOVER's name behind the plain one."""
    return [(str(kind), f"{words.label(words.EVENT_TYPE, kind)} ({kind})") for kind in types]


def by_field(reasons: Any) -> list[tuple[str, list[Any]]]:
    """Reasons under the field that they are for, in the order in which the reader left them."""
    grouped: dict[str, list[Any]] = {}
    for reason in reasons:
        grouped.setdefault(reason.field, []).append(reason)
    return list(grouped.items())


def page_of_twin(twin: str) -> str:
    """The page's address for its twin's: the same without `.json`."""
    path, mark, query = twin.partition("?")
    return path.removesuffix(".json") + mark + query


def bounds(amount: Any) -> str:
    """The range of an amount in words: "24 to 60", "at least 2,000", "any number" without bounds."""
    low, high, share = amount.low, amount.high, amount.unit == "share"

    def shown(value: float) -> str:
        return f"{number(value * 100)}%" if share else number(value)

    if low is None and high is None:
        return "not settled"
    if low is None:
        return f"at most {shown(high)}"
    if high is None:
        return f"at least {shown(low)}"
    return shown(low) if low == high else f"{shown(low)} to {shown(high)}"


def kind(claim: Any) -> str:
    """`real`, `ahead`, `against` or `silent` (a source declines to comment): how a claim is marked."""
    return said_by(claim.sources[-1].stance if claim.sources else "asserts", claim.status) or "silent"


def chain(sources: Any, outlet: str | None) -> str:
    """Who says so on whose word: "The Journal, citing a person close to the ministry"."""
    names = [source.name or (outlet or "the page itself") for source in sources[:1]]
    names += [source.name or words.label(words.SOURCE_KIND, source.kind) for source in sources[1:]]
    return ", citing ".join(names) or outlet or "the page itself"
