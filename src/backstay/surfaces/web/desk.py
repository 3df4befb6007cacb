"""What a request works with: the ledger as of the day it asks for, and addresses that keep that day."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any, TypeVar
from urllib.parse import quote, urlencode

from fastapi import Query, Request

from ...records.errors import UsageError
from .shelf import Shelf

if TYPE_CHECKING:
    from ...knowledge import Knowledge
    from ...ledger import Ledger

T = TypeVar("T")
W = TypeVar("W", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Desk:
    """`as_of` is the day that the answer holds for (None: everything); `asked` the day that the address names."""

    shelf: Shelf
    ledger: Ledger
    as_of: date | None
    asked: date | None

    def link(self, path: str, /, **parameters: str | int | date | None) -> str:
        """An address on this site. Keeps the day; leaves out parameters that are empty."""
        return address(path, self.asked, **parameters)

    def kept(self, *key: object, work_out: Callable[[], T], slow: bool = False, form: Any = None) -> T:
        """See `Shelf.kept`."""
        return self.shelf.kept(self.ledger, key, work_out, slow=slow, form=form)


def address(path: str, asked: date | None, /, **parameters: str | int | date | None) -> str:
    """`path` with its query: parts that are empty are left out, and `as_of` comes last."""
    given = {name: str(value) for name, value in parameters.items() if value not in (None, "")}
    if asked:
        given["as_of"] = asked.isoformat()
    return quote(path, safe="/:") + ("?" + urlencode(given) if given else "")


def desk(
    request: Request,
    as_of: Annotated[str, Query(description="What was known on this day (YYYY-MM-DD); empty: everything.")] = "",
) -> Desk:
    """Opens the ledger for a request. Raises UsageError for a day that is none, and the ledger's own errors."""
    return desk_at(request.app.state.shelf, day(as_of, "as_of"))


def desk_at(shelf: Shelf, asked: date | None) -> Desk:
    """A desk on the ledger as of a day. Raises the ledger's own errors."""
    ledger = shelf.ledger(asked)
    return Desk(shelf, ledger, ledger.as_of, asked)


def day(text: str, name: str) -> date | None:
    """A day as the date field of a form gives it; None for nothing. Raises UsageError."""
    if not text.strip():
        return None
    try:
        return date.fromisoformat(text.strip())
    except ValueError as error:
        raise UsageError(
            f'"{text}" is no day ({name.replace("_", " ")}).', hint="Write it as year-month-day, such as 2019-06-03."
        ) from error


def knowledge() -> Knowledge:
    """The names of states and parties; loaded once a process. Raises ModelMissing."""
    from ...knowledge import Knowledge

    return Knowledge.load()


def state_code(name_or_code: str) -> str | None:
    """The code for a state's name or code, None for nothing given. Raises UsageError for a name that is no state's."""
    if not name_or_code.strip():
        return None
    code = knowledge().state_code(name_or_code.strip())
    if code is None:
        raise UsageError(
            f'"{name_or_code}" is not the name or code of a state.',
            hint='Use an English name or a three-letter code, such as "Venezuela" or VEN.',
        )
    return code


def word(vocabulary: type[W], value: str | None, name: str) -> W | None:
    """A word of a vocabulary, None for nothing given. Raises UsageError for one that is not in it."""
    if not value:
        return None
    try:
        return vocabulary(value)
    except ValueError as error:
        known = ", ".join(vocabulary)
        raise UsageError(f'"{value}" is no {name} that is known here.', hint=f"It is one of: {known}.") from error
