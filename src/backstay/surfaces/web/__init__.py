"""The web pages: reports with their claims marked, governments, search. Rendered on the server, read-only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .hosts import LOCAL_HOSTS
from .server import serve

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path

    from fastapi import FastAPI

__all__ = ["create_app", "serve"]


def create_app(
    ledger_path: Path | None, *, as_of: date | None = None, hosts: Sequence[str] | None = LOCAL_HOSTS
) -> FastAPI:
    """The pages on a ledger as an ASGI application; see `app.create_app`."""
    from .app import create_app as make

    return make(ledger_path, as_of=as_of, hosts=hosts)
