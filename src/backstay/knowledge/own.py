"""A user's own parties, names and posts: tables in the data folder, checked when they are added, merged at load.

A table is CSV in UTF-8 whose first line names the columns: `kind` and `name`, and any of `aliases` (parted by `|`),
`state` (alpha-3), `sectors` (PLOVER, parted by `|`), `parent` (another party of the table), `title`, `since`,
`until`, and for places `latitude` and `longitude` in degrees. More lines of one name give it more posts. `kind` is one
of `KINDS`; a `place` is a name for its state, and where it has a point, a place of its own.
YAML says the same as a list of parties (`own_yaml`).
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from backstay.records import SECTORS
from backstay.records.errors import UsageError

from .own_yaml import is_yaml, read_yaml

KINDS = ("person", "office", "force", "firm", "group", "ngo", "igo", "outlet", "school", "place")
_COLUMNS = frozenset("kind name aliases state sectors parent title since until latitude longitude".split())
_DEGREES = re.compile(r"[+-]?\d{1,3}(?:\.\d+)?")
_DAY = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?")
_HINT = "See docs/how-to/own-knowledge.md for the columns."


@dataclass(frozen=True, slots=True)
class OwnRow:
    """One line of a user's table; `line` is its number in the file, from 1. Degrees (WGS 84), None where not given."""

    line: int
    kind: str
    name: str
    aliases: tuple[str, ...]
    state: str | None
    sectors: tuple[str, ...]
    parent: str
    title: str
    since: str
    until: str
    latitude: float | None = None
    longitude: float | None = None


def folder() -> Path:
    """Where the tables of this user are."""
    import platformdirs

    return platformdirs.user_data_path("backstay", appauthor=False) / "knowledge"


def digest() -> str:
    """What the tables hold, as a digest: another one after any change. Empty where there is none."""
    found = sorted(folder().glob("*")) if folder().is_dir() else []
    files = [(path.name, path.read_bytes()) for path in found if path.is_file()]
    return sha256(repr(files).encode()).hexdigest()[:16] if files else ""


def read_rows(path: Path, states: frozenset[str] | None) -> list[OwnRow]:
    """The rows of a table; their states are not looked up without `states`.

    Raises UsageError that names the line of the first fault.
    """
    if not path.is_file():
        raise UsageError(f"{path} does not exist", hint="Name a CSV or YAML file.")
    try:
        raw = read_yaml(path, _COLUMNS) if is_yaml(path) else _read_csv(path)
        rows = [_row(line, cells, states, path.name) for line, cells in raw]
    except UnicodeDecodeError as error:
        raise UsageError(f"{path.name} is no UTF-8 text", hint="Save it as UTF-8.") from error
    _refuse_cycles(rows, path.name)
    return rows


def _read_csv(path: Path) -> list[tuple[int, Mapping[str, str | None]]]:
    with path.open(encoding="utf-8-sig", newline="") as lines:
        table = csv.DictReader(lines)
        columns = set(table.fieldnames or ())
        if not {"kind", "name"} <= columns or columns - _COLUMNS:
            odd = ", ".join(sorted(columns - _COLUMNS)) or "kind or name is missing"
            raise UsageError(f"{path.name}, line 1: these are not the columns of a table ({odd})", hint=_HINT)
        return [(table.line_num, raw) for raw in table]


def _row(line: int, raw: Mapping[str, str | None], states: frozenset[str] | None, file: str) -> OwnRow:
    def cell(column: str) -> str:
        return " ".join((raw.get(column) or "").split())

    def many(column: str) -> tuple[str, ...]:
        return tuple(part.strip() for part in cell(column).split("|") if part.strip())

    degrees = (cell("latitude"), cell("longitude"))
    row = OwnRow(
        line, cell("kind"), cell("name"), many("aliases"), cell("state").upper() or None,
        tuple(s.upper() for s in many("sectors")), cell("parent"), cell("title"), cell("since"), cell("until"),
        *(float(d) if _DEGREES.fullmatch(d) else None for d in degrees),
    )  # fmt: skip
    fault = _fault(row, states) or _misplaced(row, degrees)
    if fault:
        raise UsageError(f"{file}, line {line}: {fault}", hint=_HINT)
    return row


def _misplaced(row: OwnRow, degrees: tuple[str, str]) -> str | None:
    """What is wrong with the point of a row, None where it has a good one, or none."""
    if degrees == ("", ""):
        return None
    if row.kind != "place":
        return f"latitude and longitude are for places, not for a {row.kind}"
    latitude, longitude = row.latitude, row.longitude
    if latitude is None or longitude is None or abs(latitude) > 90 or abs(longitude) > 180:
        return f"{degrees[0] or 'nothing'}, {degrees[1] or 'nothing'} is no point; write 10.48, -66.88 in degrees"
    return None


def _fault(row: OwnRow, states: frozenset[str] | None) -> str | None:
    unknown = [s for s in row.sectors if s not in SECTORS]
    odd = [day for day in (row.since, row.until) if day and not _DAY.fullmatch(day)]
    faults = (
        (row.kind not in KINDS, f"{row.kind!r} is no kind; the kinds are {', '.join(KINDS)}"),
        (not row.name, "there is no name"),
        (
            states is not None and bool(row.state) and row.state not in states,
            f"there is no state with the code {row.state!r}",
        ),
        (bool(unknown), f"there is no PLOVER sector {', '.join(unknown)}"),
        (bool(odd), f"{', '.join(odd)} is no day; write 2019-06-03, 2019-06 or 2019"),
        (bool(row.since and row.until) and row.until < row.since[: len(row.until)], "the post ends before it begins"),
        (row.kind == "place" and not row.state, "a place needs the state that it is in"),
    )
    return next((text for wrong, text in faults if wrong), None)


def _refuse_cycles(rows: Sequence[OwnRow], file: str) -> None:
    parents = {r.name: r for r in rows if r.parent}
    for row in parents.values():
        seen = [row.name]
        while (above := parents.get(seen[-1])) is not None:
            seen.append(above.parent)
            if above.parent == row.name:
                chain = " -> ".join(seen)
                raise UsageError(f"{file}, line {row.line}: a party is its own parent ({chain})", hint=_HINT)
            if seen.count(above.parent) > 1:
                break


def warnings(rows: Sequence[OwnRow], file: str) -> Iterator[str]:
    """What may be meant, but is odd: overlapping terms of one post, and two holders at once."""
    posts = [r for r in rows if r.title]
    for n, one in enumerate(posts):
        for two in posts[n + 1 :]:
            if (one.title.lower(), one.state) != (two.title.lower(), two.state) or not _overlap(one, two):
                continue
            where = f"{file}, lines {one.line} and {two.line}"
            if one.name == two.name:
                yield f"{where}: two terms of {one.name} as {one.title} overlap"
            else:
                yield f"{where}: {one.name} and {two.name} are both {one.title} at once"


def _overlap(one: OwnRow, two: OwnRow) -> bool:
    last = "9999"
    return (one.since or "0") < (two.until or last) and (two.since or "0") < (one.until or last)


def add(path: Path, states: frozenset[str], into: Path | None = None) -> tuple[Path, list[str]]:
    """Checks a table and keeps a copy under its name, in place of an older one; tells what is odd about it."""
    rows = read_rows(path, states)
    target = (into or folder()) / f"{path.stem}{'.yaml' if is_yaml(path) else '.csv'}"
    target.parent.mkdir(parents=True, exist_ok=True)
    for other in _of_user(target.parent):  # the same table in the other form would be read beside it
        if other.stem == target.stem:
            other.unlink()
    target.write_bytes(path.read_bytes())
    return target, list(warnings(rows, path.name))


def kept(states: frozenset[str], where: Path | None = None) -> list[OwnRow]:
    """The rows of all tables that were added, by file name."""
    return [row for path in _of_user(where or folder()) for row in read_rows(path, states)]


def own_places(where: Path | None = None) -> list[OwnRow]:
    """The places among the rows that were added; their states were looked up then."""
    rows = (row for path in _of_user(where or folder()) for row in read_rows(path, None))
    return [row for row in rows if row.kind == "place"]


def _of_user(where: Path) -> list[Path]:
    return sorted(path for path in where.glob("*") if path.suffix in (".csv", ".yaml"))
