"""A trained forecaster as one file of plain arrays: nothing in it is code, so a file from elsewhere can do no harm."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..._version import __version__
from .columns import Scaling
from .events import Events
from .excite import Excitement
from .forecaster import Forecaster
from .history import History
from .lowrank import LowRank
from .mixture import Mixture
from .network import Network, NetworkSettings
from .ranker import Ranker
from .tally import Tally
from .training import Settings

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[Any]

FORMAT = f"1 {__version__}"
_TALLY = ("keys", "counts", "last", "before")
_LOW_RANK = ("vectors", "column_scale", "places")
_EXCITEMENT = ("follows", "open", "standing")


def save(forecaster: Forecaster, path: Path, **more: Array) -> None:
    """Write the forecaster, and any more arrays, whole or not at all. Raises OSError where that cannot be."""
    import numpy as np

    history, ranker = forecaster.history, forecaster.ranker
    arrays: dict[str, Array] = {f"more {name}": array for name, array in more.items()}
    for name, tally in _tallies(history).items():
        arrays.update(_prefixed(name, tally.kept()))
    for name, excitement in _excitements(history).items():
        arrays.update(_prefixed(name, excitement.kept()))
    arrays.update({f"long_run {name}": getattr(history.long_run, name) for name in _LOW_RANK})
    arrays["country"], arrays["credit"] = history.country, forecaster.mixture.credit
    told: dict[str, Any] = {
        "format": FORMAT,
        "names": forecaster.names,
        "relations": forecaster.relations,
        "candidates": forecaster.settings.candidates,
        "day": history.day,
        "refreshed": history.refreshed,
        "bases": {name: tally.base for name, tally in _tallies(history).items()},
        "ranker": None,
    }
    if ranker is not None:
        told["ranker"] = _told(ranker)
        arrays["mean"], arrays["deviation"] = ranker.scaling.mean, ranker.scaling.deviation
        for number, network in enumerate(ranker.networks):
            arrays.update({f"network {number} {i}": weight for i, weight in enumerate(network.weights)})
    arrays["told"] = np.frombuffer(json.dumps(told).encode(), np.uint8)
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(".new")
    try:
        with draft.open("wb") as out:
            np.savez(out, **arrays)  # type: ignore[arg-type]
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def load(path: Path) -> tuple[Forecaster, dict[str, Array]] | None:
    """The forecaster and the further arrays; None where there is no file, or none that this version wrote."""
    import numpy as np

    try:
        with np.load(path, allow_pickle=False) as held:
            told = json.loads(held["told"].tobytes().decode())
            if told["format"] != FORMAT:
                return None
            return _forecaster(told, held), _under("more ", held)
    except (OSError, KeyError, ValueError, EOFError, zipfile.BadZipFile):
        return None


def _forecaster(told: Mapping[str, Any], held: Mapping[str, Array]) -> Forecaster:
    import numpy as np

    history, mixture = History(told["names"], len(told["relations"])), Mixture()
    for name, tally in _tallies(history).items():
        tally.take(told["bases"][name], **{part: held[f"{name} {part}"] for part in _TALLY})
    for name, excitement in _excitements(history).items():
        excitement.take(**{part: held[f"{name} {part}"] for part in _EXCITEMENT})
    history.long_run = LowRank.of(**{part: held[f"long_run {part}"] for part in _LOW_RANK})
    history.country, history.day, history.refreshed = held["country"], told["day"], told["refreshed"]
    mixture.credit = held["credit"]
    empty = np.zeros(0, np.int64)
    names = Events(told["names"], told["relations"], empty, empty, empty, empty)
    return Forecaster(names, history, mixture, _ranker(told["ranker"], held), Settings(candidates=told["candidates"]))


def _told(ranker: Ranker) -> dict[str, Any]:
    return {
        "networks": len(ranker.networks),
        "columns": list(ranker.columns),
        "temperature": ranker.temperature,
    }


def _ranker(told: Mapping[str, Any] | None, held: Mapping[str, Array]) -> Ranker | None:
    if told is None:
        return None
    networks = []
    for number in range(told["networks"]):
        network = Network(1, NetworkSettings(first=1, second=1), 0)
        network.weights = [held[f"network {number} {i}"] for i in range(len(network.weights))]
        networks.append(network)
    ranker = Ranker(networks, Scaling(held["mean"], held["deviation"]), told["columns"])
    ranker.temperature = told["temperature"]
    return ranker


def _tallies(history: History) -> dict[str, Tally]:
    return {name: each for name, each in sorted(vars(history).items()) if isinstance(each, Tally)}


def _excitements(history: History) -> dict[str, Excitement]:
    found = {}
    for name, each in sorted(vars(history).items()):
        if isinstance(each, list):
            found.update({f"{name} {i}": one for i, one in enumerate(each) if isinstance(one, Excitement)})
    return found


def _prefixed(name: str, arrays: Mapping[str, Array]) -> dict[str, Array]:
    return {f"{name} {part}": array for part, array in arrays.items()}


def _under(prefix: str, held: Any) -> dict[str, Array]:
    return {name.removeprefix(prefix): held[name] for name in held if name.startswith(prefix)}
