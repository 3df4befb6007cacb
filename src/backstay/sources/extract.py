"""One item to one report."""

from __future__ import annotations

from datetime import UTC, datetime

from backstay.records import Report, report_id
from backstay.records.errors import EmptyInput

from .dates import read_date
from .draft import Draft
from .html import draft_of_page
from .items import Hints, Item, sha256_of
from .jsonl import draft_of_record
from .language import language_of
from .text import headline_of, text_of

_EMPTY_HINT = "Check that it was saved or downloaded whole."


def extract(item: Item, hints: Hints) -> Report:
    """The report that `item` holds.

    Args:
        item: as `discover` gave it. One of kind `url` is fetched here.
        hints: what the user says; a given date or outlet overrides what is found.

    Raises:
        SkipReport: the item cannot become a report; the subclass and the message say why.
    """
    if item.kind == "url":
        from .fetch import fetched_story

        item = fetched_story(item, hints)
    payload = item.payload or b""
    if not payload.strip():
        raise EmptyInput("There is nothing in it.", hint=_EMPTY_HINT)
    draft = _draft(payload, item, hints)
    if not draft.text.strip():
        raise EmptyInput("There is no text in it.", hint=_EMPTY_HINT)
    language = language_of(draft.text, hints.languages)
    _apply(hints, draft)
    return _report(draft, item, payload, language)


def _draft(payload: bytes, item: Item, hints: Hints) -> Draft:
    if item.kind == "html":
        return draft_of_page(payload, item)
    if item.kind == "record":
        return draft_of_record(payload, item, hints)
    draft = Draft(text_of(payload, item.fields.get("charset")))
    draft.provenance["text"] = item.fields.get("found", "file")
    draft.settle_from_container(item)
    draft.settle("title", headline_of(draft.text), "first line")
    return draft


def _apply(hints: Hints, draft: Draft) -> None:
    """What the user says stands over what was found."""
    given = read_date(hints.published) if hints.published else None
    if given is not None:
        draft.published, draft.provenance["published"] = given, "given"
    if hints.outlet and hints.outlet.strip():
        draft.values["outlet"], draft.provenance["outlet"] = hints.outlet.strip(), "given"


def _report(draft: Draft, item: Item, payload: bytes, language: str | None) -> Report:
    values = draft.values
    retrieved = item.fields.get("retrieved")
    now = datetime.now(UTC).replace(microsecond=0)
    return Report(
        id=report_id(draft.text, values.get("url")),
        text=draft.text,
        url=values.get("url"),
        outlet=values.get("outlet"),
        title=values.get("title"),
        byline=values.get("byline"),
        published=draft.published,
        language=language,
        retrieved=datetime.fromisoformat(retrieved) if retrieved else now,
        sha256=sha256_of(payload),
        provenance={**draft.provenance, "address": item.address},
        links=draft.links,
    )
