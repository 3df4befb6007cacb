"""Open a table: find its form, then give its rows as frames of text with our names for the columns."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from backstay.records.errors import NotReadable, UsageError

from .blocks import ahead, as_utf8, blocks, opened
from .forms import ACLED, EVENT_COLUMNS, FACT_COLUMNS, FORMATS, ICEWS, POLECAT, Form, TableHints, gdelt, known_form
from .rows import bad_rows, renamed, rows_of

if TYPE_CHECKING:
    import polars

_HEAD = 100_000
_PARQUET_ROWS = 200_000
RAGGED = "ragged"


@dataclass(frozen=True, slots=True)
class Batch:
    """Some rows: `frame` has `row` (counted from 1, the header left out) and our columns as text; `bad` has those that
    are no rows of the table, as `row`, `reason`, `detail`; `read` counts both.
    """

    frame: polars.DataFrame
    bad: polars.DataFrame
    read: int


@dataclass(frozen=True, slots=True)
class Table:
    """A table whose form is known."""

    path: Path
    form: Form
    hints: TableHints
    width: int

    @property
    def dataset(self) -> str:
        """What the table's events or facts are kept under."""
        if self.hints.dataset:
            return self.hints.dataset
        return self.form.name if self.form.name not in {"map", "facts"} else _stem(self.path)

    def batches(self) -> Iterator[Batch]:
        """The rows, in the table's order. Raises NotReadable where the file breaks off."""
        return self._parquet() if _is_parquet(self.path) else ahead(self._text())

    def _text(self) -> Iterator[Batch]:
        row, header, names = 1, self.form.header is None, self._names
        with opened(self.path) as file:
            for block in blocks(file, quoted=self.form.quoted):
                whole = as_utf8(block)
                frame, ragged = rows_of(whole, self.form, self.width, header=header, first=row, names=names)
                header = False
                row += frame.height
                good = renamed(frame.filter(~ragged), self.form, self.hints)
                yield Batch(good, bad_rows(frame.filter(ragged), RAGGED), frame.height)

    @property
    def _names(self) -> tuple[str, ...]:
        return self.form.header or tuple(_clean(name) for name in _first_row(self.path, self.form.separator))

    def _parquet(self) -> Iterator[Batch]:
        import polars

        scan = polars.scan_parquet(self.path)
        scan = scan.rename({name: _clean(name) for name in scan.collect_schema().names()})
        begin = 0
        while True:
            frame = scan.slice(begin, _PARQUET_ROWS).collect()
            if not frame.height:
                return
            text = frame.select(polars.all().cast(polars.String)).with_row_index("row", begin + 1)
            text = text.with_columns(polars.col("row").cast(polars.Int64))
            begin += frame.height
            yield Batch(renamed(text, self.form, self.hints), bad_rows(text.head(0), RAGGED), frame.height)


def open_table(path: Path, hints: TableHints) -> Table:
    """Look at the beginning of a table and say which form it has.

    Raises:
        NotReadable: no such file, or not unpackable, or empty.
        UsageError: a form that is not known and not described by `hints`; a column that the table does not have.
    """
    if hints.format not in FORMATS:
        raise UsageError(f'"{hints.format}" is no format of a table.', hint=f"Formats: {', '.join(FORMATS)}.")
    first, separator = _look(path)
    form = _form(hints, first, separator, path)
    if (not form.facts and form.header is None) or form.facts:
        _has(form, first, path)
    return Table(path, form, hints, len(form.header or first))


def _form(hints: TableHints, first: Sequence[str], separator: str, path: Path) -> Form:
    named = {"icews": ICEWS, "polecat": POLECAT, "acled": ACLED}
    if hints.format in {"map", "facts"} or (hints.format == "auto" and hints.columns):
        return _mapped(hints, separator)
    found = known_form(first)
    if hints.format == "gdelt":
        found = gdelt(len(first)) if len(first) in {57, 58, 61} else None
    elif hints.format != "auto":
        found = named[hints.format]
    if found is None:
        raise UsageError(
            f"{path} is no table that Backstay knows: its first row begins with {', '.join(first[:4])!r}.",
            hint="Name its form with --format, or its columns: --map day=THEIRS --map actor=THEIRS ... (see the docs).",
        )
    return replace(found, separator=separator) if found.header is None else found


def _mapped(hints: TableHints, separator: str) -> Form:
    given = {*hints.columns, *hints.constants}
    facts = hints.format == "facts" or (hints.format == "auto" and "value" in given)
    allowed = FACT_COLUMNS if facts else EVENT_COLUMNS
    for name in given:
        if name not in allowed:
            raise UsageError(f'"{name}" is no column of ours.', hint=f"Ours are: {', '.join(allowed)}.")
    _complete(given, facts=facts)
    columns = {ours: tuple(_clean(part) for part in theirs.split("|")) for ours, theirs in hints.columns.items()}
    return Form(
        "facts" if facts else "map",
        hints.scheme,
        columns,
        sectors="plover" if "actor_sector" in given else "role",
        separator=separator,
        quoted=separator != "\t",
        facts=facts,
        required=() if facts else ("day",),
    )


def _complete(given: set[str], *, facts: bool) -> None:
    """Raises UsageError where a map leaves out what no row can do without."""
    either = (
        (("backer",), ("client",), ("value",), ("year", "day", "first")) if facts else (("day",), ("code", "event"))
    )
    for names in either:
        if not given.intersection(names):
            raise UsageError(
                f"The map does not say where {' or '.join(names)} is.",
                hint=f"Add --map {names[0]}=THEIRS, or --set {names[0]}=VALUE if it is the same in all rows.",
            )


def _has(form: Form, first: Sequence[str], path: Path) -> None:
    """Raises UsageError where the table lacks a column that the form or the user names."""
    there = {_clean(name) for name in first}
    for ours, theirs in form.columns.items():
        if there.isdisjoint(theirs) and (ours in form.required or form.name in {"map", "facts"}):
            raise UsageError(
                f"{path} has no column {' or '.join(theirs)}.", hint=f"It has: {', '.join(sorted(there))}."
            )


def _look(path: Path) -> tuple[list[str], str]:
    """The first row's fields, and what parts them."""
    if _is_parquet(path):
        import polars

        try:
            return polars.scan_parquet(path).collect_schema().names(), ""
        except polars.exceptions.PolarsError as error:
            raise NotReadable(f"{path} is a broken Parquet file.", hint="Fetch it again.") from error
    line = _head_line(path)
    separator = max("\t,;", key=line.count)
    return _fields(line, separator), separator


def _first_row(path: Path, separator: str) -> list[str]:
    return _fields(_head_line(path), separator)


def _head_line(path: Path) -> str:
    with opened(path) as file:
        head = file.read(_HEAD).removeprefix(b"\xef\xbb\xbf")
    line = as_utf8(head.partition(b"\n")[0]).decode("utf-8", "replace").rstrip("\r")
    if not line.strip():
        raise NotReadable(f"{path} is empty, or its first line is.", hint="Check that it came whole.")
    return line


def _fields(line: str, separator: str) -> list[str]:
    return line.split("\t") if separator == "\t" else next(csv.reader([line], delimiter=separator))


def _clean(name: str) -> str:
    return name.strip().strip('"').lower()


def _is_parquet(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(4) == b"PAR1"
    except OSError as error:
        raise NotReadable(
            f"{path} cannot be read: {error.strerror}.", hint="Check the path and its permissions."
        ) from error


def _stem(path: Path) -> str:
    return path.name.partition(".")[0]
