"""Where a ledger is, and what lies in its folder."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path

from backstay._version import __version__
from backstay.records.errors import LedgerDamaged

ENV = "BACKSTAY_LEDGER"


def default_path() -> Path:
    """The ledger where none is named: `$BACKSTAY_LEDGER`, or `ledger.backstay` in the platform's data folder."""
    named = os.environ.get(ENV)
    if named:
        return Path(named).expanduser()
    import platformdirs

    return platformdirs.user_data_path("backstay", appauthor=False) / "ledger.backstay"


@dataclass(frozen=True, slots=True)
class Folder:
    """The parts of a ledger's folder.

    `catalog.sqlite` is DuckLake's catalog, `data` holds the Parquet files, `lock` is what a writer holds, and
    `format.json` tells people and older programs what wrote the ledger (the format that counts is in the catalog).
    """

    root: Path

    @property
    def catalog(self) -> Path:
        return self.root / "catalog.sqlite"

    @property
    def data(self) -> Path:
        return self.root / "data"

    @property
    def lock(self) -> Path:
        return self.root / "lock"

    @property
    def format(self) -> Path:
        return self.root / "format.json"

    def stated_format(self) -> int | None:
        """The number in `format.json`; None where that file is absent. Raises LedgerDamaged where it is garbage."""
        try:
            stated = json.loads(self.format.read_text(encoding="utf-8"))["format"]
        except FileNotFoundError:
            return None
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise LedgerDamaged(
                f"{self.format} cannot be read: {error}",
                hint="Delete format.json: it is written again at the next reading run. Then run `backstay doctor`.",
            ) from error
        if not isinstance(stated, int):
            raise LedgerDamaged(
                f"{self.format} names no format number.",
                hint="Delete format.json: it is written again at the next reading run. Then run `backstay doctor`.",
            )
        return stated

    def state_format(self, number: int) -> None:
        """Write `format.json`, whole or not at all."""
        draft = self.format.with_suffix(".json.new")
        words = {"format": number, "written_by": f"backstay {__version__}", "what": "a Backstay ledger (DuckLake)"}
        draft.write_text(json.dumps(words, indent=1) + "\n", encoding="utf-8")
        draft.replace(self.format)
