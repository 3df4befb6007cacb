"""One door for all formats: to a stream, or to a file that is there whole or not at all."""

from __future__ import annotations

import errno
import io
import json
import os
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, TYPE_CHECKING

from ...records.errors import BackstayError, DiskFull, UsageError
from ...records.exchange import claim_to_json

if TYPE_CHECKING:
    from ...ledger import ClaimRow

FORMATS: tuple[str, ...] = ("jsonl", "csv", "parquet", "plover")


@dataclass(frozen=True, slots=True)
class Exported:
    """How many records were written, and how many claims were left out for which reason."""

    written: int
    left_out: Mapping[str, int] = field(default_factory=dict)


def export(rows: Iterable[ClaimRow], form: str, out: Path | IO[bytes]) -> Exported:
    """Write claims in one of `FORMATS`, as UTF-8, to a binary stream or a file.

    A file is written beside its place first and moved there when complete, so that no half file is ever found.

    Raises:
        UsageError: an unknown format, or a file that cannot be written there.
        DiskFull: no space is left.
    """
    if form not in FORMATS:
        raise UsageError(f'There is no export format "{form}".', hint=f"Use one of: {', '.join(FORMATS)}.")
    if not isinstance(out, Path):
        return _write(rows, form, out)
    try:
        return _write_file(rows, form, out)
    except OSError as error:
        raise _not_written(out, error) from error


def _write_file(rows: Iterable[ClaimRow], form: str, path: Path) -> Exported:
    beside = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with beside.open("wb") as stream:
            exported = _write(rows, form, stream)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
    return exported


def _not_written(path: Path, error: OSError) -> BackstayError:
    if error.errno == errno.ENOSPC:
        return DiskFull(f"No space is left to write {path}.", hint="Free some space, or choose another place.")
    why = error.strerror or str(error)
    return UsageError(
        f"{path} cannot be written: {why}.", hint="Choose a folder that exists and that you may write to."
    )


def _write(rows: Iterable[ClaimRow], form: str, out: IO[bytes]) -> Exported:
    if form == "parquet":
        from .table import write_parquet

        return Exported(write_parquet(rows, out))
    if form == "csv":
        return _write_csv(rows, out)
    return _write_plover(rows, out) if form == "plover" else _write_lines(rows, out)


def _write_csv(rows: Iterable[ClaimRow], out: IO[bytes]) -> Exported:
    from .flat import write_csv

    text = io.TextIOWrapper(out, encoding="utf-8", errors="backslashreplace", newline="", write_through=True)
    try:
        return Exported(write_csv(rows, text))
    finally:
        text.detach()


def _write_lines(rows: Iterable[ClaimRow], out: IO[bytes]) -> Exported:
    written = 0
    for row in rows:
        out.write(line(claim_to_json(row.claim)))
        written += 1
    return Exported(written)


def _write_plover(rows: Iterable[ClaimRow], out: IO[bytes]) -> Exported:
    from .plover import left_out, plover_record

    written, skipped = 0, Counter[str]()
    for row in rows:
        if reason := left_out(row):
            skipped[reason] += 1
        else:
            out.write(line(plover_record(row)))
            written += 1
    return Exported(written, dict(skipped))


def line(record: Mapping[str, object]) -> bytes:
    """One JSON object and a line end, in UTF-8; halves of characters, which UTF-8 cannot hold, as JSON escapes."""
    return (json.dumps(record, ensure_ascii=False) + "\n").encode("utf-8", "backslashreplace")
