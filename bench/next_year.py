"""Forecasts of next year's material cooperation from a table of dyad-years."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from backstay.outlook.chances.boosted import fit
from backstay.outlook.chances.calibrate import scaling
from backstay.outlook.chances.linear import fit_linear
from backstay.outlook.chances.rolling import Tested

if TYPE_CHECKING:
    import polars
    from numpy.typing import NDArray

    Array = NDArray[Any]

SERIES = ("verbCoop", "matlCoop", "verbConf", "matlConf")
FACTS = ("polity2", "log_gdp", "log_pop")
TESTED = 2
FIRST_YEARS = 3
HALVED_FROM = 5
YEAR = 365
ANY = {"learning_rate": 0.04, "num_leaves": 15, "min_data_in_leaf": 100, "feature_fraction": 0.5, "lambda_l2": 10.0}
HALVED_RIDGE = 30.0
"""A few hundred cases a year are too few for trees. Chosen on the years 2008 to 2010."""


def dyad_years(table: polars.DataFrame, questions: Sequence[str] = ("any", "halved")) -> list[Tested]:
    """The questions for the last `TESTED` years, each from a model that was fitted on the years before it."""
    import polars

    table = table.with_columns(polars.col("year").cast(polars.Int32)).sort("i", "j", "year")
    years = sorted(table["year"].unique().to_list())
    cube = _cube(table, years)
    return [_roll(cube, question, years) for question in questions]


def _cube(table: polars.DataFrame, years: list[int]) -> dict[str, Any]:
    """Series as arrays (dyads x years), the sides as numbers, and the facts. Dyads that lack a year are left out."""
    import numpy
    import polars

    whole = table.filter(polars.len().over("i", "j") == len(years))
    shape = (-1, len(years))
    names = sorted({*whole["i"].unique(), *whole["j"].unique()})
    number = {name: place for place, name in enumerate(names)}
    cube: dict[str, Any] = {name: whole[name].to_numpy().reshape(shape) for name in SERIES}
    cube["facts"] = {
        f"{side}_{fact}": whole[f"{side}_{fact}"].cast(polars.Float64).to_numpy().reshape(shape)
        for side in "ij" for fact in FACTS
    }  # fmt: skip
    for side in "ij":
        cube[side] = whole[side].replace_strict(number).to_numpy().reshape(shape)[:, 0]
    place = {pair: at for at, pair in enumerate(zip(cube["i"].tolist(), cube["j"].tolist(), strict=True))}
    cube["back"] = numpy.array([place.get((j, i), -1) for i, j in place])
    region = {name: at for at, name in enumerate(sorted(whole["i_region"].unique()))}
    cube["regions"] = [
        whole[f"{side}_region"].replace_strict(region, default=-1).to_numpy().reshape(shape)[:, 0] for side in "ij"
    ]
    return cube


def _inputs(cube: dict[str, Any], at: int) -> Array:
    """What is known at the end of year number `at`, for every dyad."""
    import numpy

    sides = int(max(cube["i"].max(), cube["j"].max())) + 1
    ages = numpy.arange(at, -1, -1)
    columns: list[Array] = []
    for name in SERIES:
        past = cube[name][:, : at + 1]
        scale = past.sum(0).mean() / numpy.maximum(past.sum(0), 1)
        level = numpy.log1p(past * scale)
        mine = [past[:, at], past[:, at - 1], past[:, at - 2]]
        for half in (0.7, 2.0, 6.0):
            fade = 0.5 ** (ages / half)
            mine += [(level * fade).sum(1) / fade.sum(), ((past > 0) * fade).sum(1) / fade.sum()]
        mine += [past.max(1), numpy.where((past > 0).any(1), (past[:, ::-1] > 0).argmax(1), at + 1), level.std(1)]
        columns += mine
        columns += [
            numpy.where(cube["back"] >= 0, each[cube["back"]], 0) for each in (mine[0], mine[5], mine[6], mine[7])
        ]
        for side in "ij":
            for values in (mine[5], mine[6], (past[:, at] > 0).astype(float), past[:, at]):
                columns.append(numpy.bincount(cube[side], values, sides)[cube[side]])
    mean = cube["matlCoop"][:, max(0, at - 2) : at + 1].mean(1)
    columns += [mean, cube["matlCoop"][:, at] / (mean + 0.5), cube["matlCoop"][:, at] / (cube["verbCoop"][:, at] + 1)]
    columns += [_affinity(cube, at)]
    columns += [each[:, at] for each in cube["facts"].values()]
    columns += [cube["regions"][0] * 10 + cube["regions"][1], cube["regions"][0], cube["regions"][1]]
    return numpy.stack(columns, axis=1).astype(numpy.float32)


def _affinity(cube: dict[str, Any], at: int, rank: int = 8) -> Array:
    """Each dyad's entry in a low-rank copy of the matrix of cooperation so far (truncated SVD of log counts)."""
    import numpy

    sides = int(max(cube["i"].max(), cube["j"].max())) + 1
    fade = 0.5 ** (numpy.arange(at, -1, -1) / 3.0)
    level = (numpy.log1p(cube["matlCoop"][:, : at + 1]) * fade).sum(1) / fade.sum()
    matrix = numpy.zeros((sides, sides))
    matrix[cube["i"], cube["j"]] = level
    left, values, right = numpy.linalg.svd(matrix)
    low = (left[:, :rank] * values[:rank]) @ right[:rank]
    found: Array = low[cube["i"], cube["j"]]
    return found


def _outcome(cube: dict[str, Any], question: str, at: int) -> Array:
    """What the year after year number `at` brought: 0, 1, or -1 where the question is not asked."""
    import numpy

    now, then = cube["matlCoop"][:, at], cube["matlCoop"][:, at + 1]
    if question == "any":
        found: Array = (then > 0).astype(int)
    else:
        found = numpy.where(now >= HALVED_FROM, (then <= now / 2).astype(int), -1)
    return found


def _roll(cube: dict[str, Any], question: str, years: list[int]) -> Tested:
    import numpy

    last = len(years) - 1
    inputs = {at: _inputs(cube, at) for at in range(FIRST_YEARS - 1, last)}
    outcomes = {at: _outcome(cube, question, at) for at in inputs}
    asked = {at: numpy.flatnonzero(outcome >= 0) for at, outcome in outcomes.items()}
    parts: list[tuple[Array, ...]] = []
    for at in range(last - TESTED, last):
        rows = asked[at]
        chance = _scaled(inputs, outcomes, asked, at, question)
        seen = numpy.concatenate([outcomes[y][asked[y]] for y in range(FIRST_YEARS - 1, at)])
        rate = numpy.full(len(rows), seen.mean())
        own = cube["matlCoop"][:, : at + 1] > 0
        again = own.mean(1)[rows] if question == "any" else outcomes[at - 1][rows] == 1
        parts.append((numpy.full(len(rows), years[at + 1]), rows, chance, outcomes[at][rows], rate, again))
    columns = (numpy.concatenate(each) for each in zip(*parts, strict=True))
    return Tested(question, YEAR, *columns)


def _scaled(
    inputs: dict[int, Array], outcomes: dict[int, Array], asked: dict[int, Array], at: int, question: str
) -> Array:
    """Forecasts at year `at`, scaled by how those of a year earlier did on the year before."""
    earlier = _forecast(inputs, outcomes, asked, at - 1, question)
    return scaling(earlier, outcomes[at - 1][asked[at - 1]])(_forecast(inputs, outcomes, asked, at, question))


def _forecast(
    inputs: dict[int, Array], outcomes: dict[int, Array], asked: dict[int, Array], at: int, question: str
) -> Array:
    import numpy

    before = [y for y in inputs if y < at]
    matrix = numpy.concatenate([inputs[y][asked[y]] for y in before])
    outcome = numpy.concatenate([outcomes[y][asked[y]] for y in before])
    weight = numpy.concatenate([numpy.full(len(asked[y]), 0.5 ** ((at - 1 - y) / 4)) for y in before])
    rows = inputs[at][asked[at]]
    if question == "halved":
        return fit_linear(numpy.nan_to_num(matrix), outcome, weight, ridge=HALVED_RIDGE).chances(numpy.nan_to_num(rows))
    names = [f"x{number}" for number in range(matrix.shape[1])]
    return fit(matrix, outcome, weight, names, rounds=150, **ANY).chances(rows)
