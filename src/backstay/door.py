"""The two verbs of the Python front door: read a text, open a ledger."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from .records import Claim, Precision, Published, Report, report_id
from .records.errors import EmptyInput, UsageError

if TYPE_CHECKING:
    from .ledger import Ledger


def read(
    text: str,
    *,
    published: str | date | datetime | None = None,
    outlet: str | None = None,
    title: str | None = None,
    url: str | None = None,
    min_confidence: float | None = None,
) -> tuple[Claim, ...]:
    """The claims of one English text, in the order in which they stand there.

    The text is kept character for character, so that `text[claim.start : claim.end] == claim.quote`. `published` (ISO
    date, or a date) settles words such as "last week"; without it they stay unsettled. Claims of less than
    `min_confidence` (0..1) are left out, but for what a kept one gives as its reason; by default the bar is the one
    that reads best on balance. Nothing is written anywhere.

    Raises:
        EmptyInput: no text but white space.
        UsageError: `published` is no date, or `min_confidence` not in 0..1.
        ModelMissing: the reader's model or the knowledge file is missing.
    """
    if not text.strip():
        raise EmptyInput("There is no text to read.", hint="Pass the words of a news report.")
    from .reading import Reader

    known = {"published": published, "outlet": outlet, "title": title, "url": url}
    report = Report(
        id=report_id(text, url),
        text=text,
        url=url,
        outlet=outlet,
        title=title,
        published=_published(published),
        provenance={field: "given" for field, value in known.items() if value is not None},
    )
    return Reader.load(min_confidence).read(report)


def open_ledger(path: str | Path | None = None, *, write: bool = False, as_of: str | date | None = None) -> Ledger:
    """A ledger to look into (or, with `write`, to write to); use it in a `with` block.

    `path` defaults to `$BACKSTAY_LEDGER` or this user's data folder. `as_of` shows only what was published by then.

    Raises:
        LedgerError: it is missing, locked by another writer, damaged, or from a newer Backstay.
        UsageError: `as_of` is no date.
    """
    from .ledger import Ledger

    day = _day(as_of) if isinstance(as_of, str) else as_of
    return Ledger.open(Path(path) if path is not None else None, write=write, as_of=day)


def _published(value: str | date | datetime | None) -> Published | None:
    if value is None:
        return None
    if isinstance(value, datetime):
        return Published(value.date(), Precision.SECOND, value)
    return Published(_day(value) if isinstance(value, str) else value)


def _day(value: str) -> date:
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        raise UsageError(f'"{value}" is not a date.', hint="Write it as 2019-06-03.") from error
