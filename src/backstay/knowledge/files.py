"""The files that the package ships: where they are, and how they are opened."""

from __future__ import annotations

import hashlib
import sqlite3
from importlib import resources
from pathlib import Path

from backstay.records.errors import ModelMissing


def shipped(name: str) -> Path:
    """Where the package keeps a file of its knowledge."""
    return Path(str(resources.files("backstay.knowledge"))) / "data" / name


def open_shipped(path: Path, what: str, version: int, hint: str, *, sealed: bool = False) -> sqlite3.Connection:
    """Opens a file to be read only, by any thread that holds its reader's lock.

    `what` names it in errors ("the gazetteer"); `version` is the one that this program reads; a `sealed` file has its
    SHA-256 beside it. Raises ModelMissing where it is absent, damaged, of another version, or not what was sealed.
    """
    seal = path.with_suffix(".sha256")
    if not path.is_file() or (sealed and not seal.is_file()):
        raise ModelMissing(f"{what} {path.name} is missing", hint=hint)
    if sealed and hashlib.sha256(path.read_bytes()).hexdigest() != seal.read_text(encoding="ascii").split()[0]:
        raise ModelMissing(f"{what} {path.name} is not the one that it should be", hint=hint)
    connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)
    try:
        found = connection.execute("PRAGMA user_version").fetchone()[0]
    except sqlite3.DatabaseError as error:
        raise ModelMissing(f"{what} {path.name} is damaged", hint=hint) from error
    if found != version:
        raise ModelMissing(f"{what} is of version {found}, not {version}", hint=hint)
    return connection
