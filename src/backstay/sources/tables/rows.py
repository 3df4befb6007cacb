"""A block of a text table as a frame, and its columns under our names."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from .forms import Form, TableHints

if TYPE_CHECKING:
    import polars

_MORE = "_more"
_NOTHING = ["None", "NULL", "NaN", "nan", "NA", "---"]
"""What tables write for nothing, beside an empty field."""

DETAIL = 400
"""Characters of a bad row that are kept."""


def rows_of(
    block: bytes, form: Form, width: int, *, header: bool, first: int, names: Sequence[str]
) -> tuple[polars.DataFrame, polars.Series]:
    """The block's rows as text in the columns that the form asks for, and which rows have another number of fields.

    With `header` the block's first row is left out. `first` is the number of its first row.
    """
    import polars

    if header:
        block = block.removeprefix(b"\xef\xbb\xbf").partition(b"\n")[2]
    names = _unique(names)
    theirs = {name for one in form.columns.values() for name in one}
    wanted = [number for number, name in enumerate(names) if name in theirs]
    frame = _parsed(block, form, width, wanted)
    broken = frame is None
    if frame is None:
        frame = _lines(block, wanted)
    frame = frame.with_row_index("row", first).with_columns(polars.col("row").cast(polars.Int64))
    ragged = frame[_MORE].is_not_null() if broken else _ragged(block, frame, form, width)
    return frame.rename({str(number): names[number] for number in wanted}), ragged


def _parsed(block: bytes, form: Form, width: int, wanted: Sequence[int]) -> polars.DataFrame | None:
    """The columns that are asked for; None where a quotation mark that never closes makes nonsense of the block."""
    import polars

    header_row = form.separator.join([*map(str, range(width)), _MORE]).encode() + b"\n"
    try:
        return polars.read_csv(
            header_row + block,
            columns=[*map(str, wanted), _MORE],
            separator=form.separator,
            quote_char='"' if form.quoted else None,
            infer_schema=False,
            truncate_ragged_lines=True,
            null_values=_NOTHING,
            raise_if_empty=False,
        )
    except polars.exceptions.ComputeError:
        return None


def _lines(block: bytes, wanted: Sequence[int]) -> polars.DataFrame:
    """The block's lines as they are, each in the first of the columns that are asked for: they are no rows."""
    import polars

    lines = block.decode("utf-8", "replace").splitlines()
    empty = {str(number): polars.Series([None] * len(lines), dtype=polars.String) for number in wanted[1:]}
    return polars.DataFrame({str(wanted[0]): lines, **empty, _MORE: lines})


def _unique(names: Sequence[str]) -> list[str]:
    """Names of columns, a second one of the same name with a number after it."""
    seen: dict[str, int] = {}
    out = []
    for name in names:
        seen[name] = seen.get(name, 0) + 1
        out.append(name if seen[name] == 1 else f"{name} {seen[name]}")
    return out


def _ragged(block: bytes, frame: polars.DataFrame, form: Form, width: int) -> polars.Series:
    """Rows with too many fields and, where no quotation marks are about, with too few."""
    import numpy
    import polars

    too_many = frame[_MORE].is_not_null().alias("ragged")
    if form.quoted or not frame.height:
        return too_many
    if block.count(form.separator.encode()) == (width - 1) * frame.height and not too_many.any():
        return too_many  # none has more, so none has fewer
    data = numpy.frombuffer(block, dtype=numpy.uint8)
    ends = numpy.flatnonzero(data == ord("\n"))
    if not len(ends) or ends[-1] != len(data) - 1:
        ends = numpy.append(ends, len(data))
    if len(ends) != frame.height:
        return too_many
    parts = numpy.flatnonzero(data == ord(form.separator))
    fields = numpy.diff(numpy.searchsorted(parts, ends), prepend=0) + 1
    return polars.Series("ragged", fields != width)


def renamed(frame: polars.DataFrame, form: Form, hints: TableHints) -> polars.DataFrame:
    """`row` and our columns, as text; of several columns of theirs the first that has a value."""
    import polars

    there = set(frame.columns)
    chosen = [polars.col("row")]
    for ours, theirs in form.columns.items():
        found = [polars.col(name) for name in theirs if name in there]
        if found:
            chosen.append(polars.coalesce(found).alias(ours))
    chosen += [polars.lit(value).alias(ours) for ours, value in hints.constants.items()]
    return frame.select(chosen)


def bad_rows(rows: polars.DataFrame, reason: str) -> polars.DataFrame:
    """Bad rows as `row`, `reason` and `detail`: the beginning of what stands in the columns that count."""
    import polars

    text = [polars.col(name).cast(polars.String) for name in rows.columns if name not in {"row", _MORE}]
    detail = polars.concat_str(text, separator=" | ", ignore_nulls=True).str.slice(0, DETAIL)
    return rows.select("row", polars.lit(reason).alias("reason"), detail.alias("detail"))
