"""From questions to candidates and their features: the table that the ranker reads."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from .evidence import COMPONENTS, Day, Evidence, Questions, long_run, recent_space
from .history import History
from .mixture import Mixture, bucket
from .parts import key3, key_pair

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]
    Floats = NDArray[np.float32]

CANDIDATES = 160
_LONGEST = 1000.0  # days, for what was never seen


@dataclass(frozen=True, slots=True)
class Table:
    """Candidates of several questions, the likeliest by the mixture first.

    `parties` (questions, candidates); `features` (questions, candidates, columns); `shares` (questions, candidates,
    SIZE) is what each forecast of the mixture gives; `mixed` (questions, parties) is the mixture itself, `least` what
    the last candidate has of it.
    """

    parties: Ints
    features: Floats
    shares: Floats
    mixed: Floats
    buckets: Ints
    least: Floats
    columns: list[str]


class _Columns:
    """Collects named columns of shape (questions, candidates)."""

    def __init__(self, shape: tuple[int, int]) -> None:
        self.shape = shape
        self.names: list[str] = []
        self.arrays: list[Floats] = []

    def add(self, name: str, column: NDArray[Any]) -> None:
        import numpy as np

        self.names.append(name)
        self.arrays.append(np.broadcast_to(column, self.shape).astype(np.float32))


def build(
    day: Day, mixture: Mixture, at: slice, forced: tuple[Ints, Ints] | None = None, size: int = CANDIDATES
) -> Table:
    """Candidates and features. `forced` are pairs (question, party) that must be among the candidates, for training."""
    import numpy as np

    history, asked = day.history, day.asked.part(at)
    found = list(day.evidence(at))
    by_name = {each.name: each for each in found}
    dense = long_run(history, asked, by_name["triple"], by_name["pair"])
    known = bucket(by_name["triple"].total[:, 3], by_name["pair"].total[:, 3])
    mixed = _mix(found, dense, day.popular, mixture.weights[known])
    parties = _best(mixed, min(size, history.parties))
    least = np.take_along_axis(mixed, parties[:, -1:], axis=1)[:, 0]
    if forced is not None:
        _force(parties, *forced)
    place = np.full(mixed.shape, -1, np.int16)
    rows = np.arange(len(asked))[:, None]
    place[rows, parties] = np.arange(parties.shape[1])[None, :]
    columns = _Columns(parties.shape)
    shares = _sparse_columns(columns, found, place, asked.day)
    dense_at = [each[rows, parties] for each in dense]
    popular = day.popular[parties]
    popular_share = popular / np.maximum(day.popular.sum(axis=0), 1e-12)
    for number in range(popular.shape[2]):
        columns.add(f"popular{number}", popular[..., number])
    columns.add("popular_ago", np.minimum(day.popular_ago[parties], _LONGEST))
    even = np.full(parties.shape, 1.0 / history.parties, np.float32)
    all_shares = np.concatenate([np.stack([*shares, *dense_at], axis=2), popular_share, even[..., None]], axis=2)
    _mixed_columns(columns, mixed[rows, parties], dense_at)
    _group_columns(columns, history, asked, parties)
    _question_columns(columns, history, asked, parties, by_name)
    columns.add("recent_space_share", recent_space(history, by_name["pair"], len(asked))[rows, parties])
    _own_columns(columns, day, at, asked, parties)
    _ranks(columns)
    return Table(parties, np.stack(columns.arrays, axis=2), all_shares, mixed, known, least, columns.names)


def _mix(found: list[Evidence], dense: tuple[Floats, ...], popular: Floats, weights: Floats) -> Floats:
    import numpy as np

    at = sum(n for _, n in COMPONENTS)
    begin = at + len(dense)
    share = popular / np.maximum(popular.sum(axis=0), 1e-12)
    mixed: Floats = weights[:, begin : begin + share.shape[1]] @ share.T
    mixed += weights[:, -1:] / len(popular)
    for number, each in enumerate(dense):
        each_weight = weights[:, at + number, None]
        mixed += each * each_weight
    at = 0
    for one in found:
        width = one.values.shape[1]
        scale = weights[:, at : at + width] / np.maximum(one.total, 1e-12)
        mixed[one.group, one.party] += np.einsum("ij,ij->i", one.values, scale[one.group])
        at += width
    return mixed


def _best(mixed: Floats, size: int) -> Ints:
    """The `size` likeliest parties of each row, the likeliest first; of equals the first numbered."""
    import numpy as np

    part = np.argpartition(-mixed, size - 1, axis=1)[:, :size] if size < mixed.shape[1] else None
    part = np.sort(part, axis=1) if part is not None else np.broadcast_to(np.arange(mixed.shape[1]), mixed.shape)
    order = np.argsort(-np.take_along_axis(mixed, part, axis=1), axis=1, kind="stable")
    return np.take_along_axis(part, order, axis=1).astype(np.int64)


def _force(parties: Ints, question: Ints, party: Ints) -> None:
    """Put parties that are missing in the place of the last candidates."""
    import numpy as np

    missing = ~(parties[question] == party[:, None]).any(axis=1)
    question, party = question[missing], party[missing]
    nth = np.arange(len(question)) - np.searchsorted(question, question)
    keep = nth < parties.shape[1] // 2
    parties[question[keep], parties.shape[1] - 1 - nth[keep]] = party[keep]


def _sparse_columns(columns: _Columns, found: list[Evidence], place: NDArray[np.int16], day: int) -> list[Floats]:
    import numpy as np

    shares = []
    for one in found:
        at = place[one.group, one.party]
        keep = at >= 0
        group, at = one.group[keep], at[keep]
        for number in range(one.values.shape[1]):
            raw = np.zeros(columns.shape, np.float32)
            raw[group, at] = one.values[keep, number]
            share: Floats = (raw / np.maximum(one.total[:, number, None], 1e-12)).astype(np.float32)
            columns.add(f"{one.name}{number}", raw)
            columns.add(f"{one.name}{number}_share", share)
            shares.append(share)
        if one.last is not None and one.name in ("triple", "pair", "of_relation"):
            ago = np.full(columns.shape, _LONGEST, np.float32)
            ago[group, at] = day - one.last[keep]
            columns.add(f"{one.name}_ago", ago)
            columns.add(f"{one.name}_near", 1.0 / (1.0 + ago))
        if one.last is not None and one.before is not None:
            gap = np.full(columns.shape, _LONGEST, np.float32)
            gap[group, at] = np.minimum(one.last[keep] - one.before[keep], _LONGEST)
            columns.add(f"{one.name}_gap", gap)
            columns.add(f"{one.name}_due", ago / gap)
    return shares


def _mixed_columns(columns: _Columns, mixed: Floats, dense: list[Floats]) -> None:
    import numpy as np

    columns.add("mixed", mixed)
    columns.add("mixed_lead", np.log(mixed + 1e-12) - np.log(mixed.max(axis=1, keepdims=True) + 1e-12))
    columns.add("long_run_question", dense[0])
    columns.add("long_run_source", dense[1])


def _group_columns(columns: _Columns, history: History, asked: Questions, parties: Ints) -> None:
    import numpy as np

    s, r = asked.s[:, None], asked.r[:, None]
    names = (
        "s_home",
        "s_r_home",
        "s_sector",
        "s_r_sector",
        "home_r_home",
        "sector_r_sector",
        "home_r_sector",
        "r_sector",
    )
    for name, key in zip(names, history.group_keys(s, r, parties), strict=True):
        counts = history.groups.at(asked.day, history.groups.find(key))
        columns.add(name, counts[..., 0])
        columns.add(f"{name}_late", counts[..., 1])
    columns.add("same_home", (history.country[s] == history.country[parties]) & (history.country[s] > 0))
    columns.add("home_known", (history.country[parties] > 0).astype(np.float32))
    columns.add("sector_kind", np.minimum(history.parts.sector[parties], 2).astype(np.float32))
    columns.add("s_sector_kind", np.minimum(history.parts.sector[s], 2).astype(np.float32))


def _question_columns(
    columns: _Columns, history: History, asked: Questions, parties: Ints, found: dict[str, Evidence]
) -> None:
    import numpy as np

    totals = history.totals.at(asked.day, history.totals.find(key_pair(asked.s, asked.r)))
    columns.add("question_recent", totals[:, :1])
    columns.add("question_all", totals[:, 1:])
    source = history.popular.at(asked.day, history.popular.find(asked.s))
    columns.add("source_week", source[:, 1:2])
    columns.add("source_all", source[:, 3:4])
    columns.add("relation_all", found["of_relation"].total[:, 2:3])
    columns.add("inverse", (asked.r & 1)[:, None].astype(np.float32))
    for known, word in ((1, "triple"), (2, "pair")):
        columns.add(f"s_repeats_{word}", history.repeat_rate(0, asked.s, known, asked.day)[:, None])
        columns.add(f"r_repeats_{word}", history.repeat_rate(1, asked.r, known, asked.day)[:, None])
        columns.add(f"c_repeats_{word}", history.repeat_rate(2, parties, known, asked.day))


def _own_columns(columns: _Columns, day: Day, at: slice, asked: Questions, parties: Ints) -> None:
    """What the candidate is expected to have by its own past, and what it did to s in the same kind of event."""
    import numpy as np

    history = day.history
    column = day.returned[at]
    for number, (each, whole) in enumerate(zip(day.expected, day.expected_whole, strict=True)):
        expected = each[parties, column[:, None]]
        columns.add(f"expected{number}", 20 * expected)
        columns.add(f"expected{number}_share", expected / np.maximum(whole[column][:, None], 1e-12))
    slot = history.triple.find(key3(asked.s[:, None], asked.r[:, None] ^ 1, parties))
    counts = history.triple.at(asked.day, slot)
    for number in (0, 2, 3):
        columns.add(f"returned{number}", counts[..., number])
    columns.add("returned_ago", np.minimum(asked.day - history.triple.last[slot], _LONGEST))


_RANKED = (
    "triple1",
    "pair1",
    "hawkes1",
    "hawkes3",
    "s_r_home_late",
    "hawkes0",
    "triple_near",
    "pair_near",
    "of_relation_near",
    "triple0",
    "pair0",
    "expected1",
    "long_run_question",
    "long_run_source",
    "of_relation1",
    "circle0",
    "peers1",
    "partners0",
    "home_relation1",
)


def _ranks(columns: _Columns) -> None:
    """Place of each candidate among its question's by some columns, in equal steps; equals share the best place."""
    import numpy as np

    by_name = dict(zip(columns.names, columns.arrays, strict=True))
    for name in _RANKED:
        column = by_name[name]
        ordered = -np.sort(-column, axis=1)
        rows = np.arange(len(column))[:, None] * 4.0
        top = np.maximum(ordered[:, :1], 1e-12)
        flat = np.searchsorted((rows - ordered / top).ravel(), (rows - column / top).ravel())
        columns.add(f"{name}_place", flat.reshape(column.shape) - np.arange(len(column))[:, None] * column.shape[1])
