"""The web application."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import date
from pathlib import Path

from fastapi import FastAPI
from fastapi.responses import RedirectResponse
from fastapi.staticfiles import StaticFiles

from ..._version import __version__
from .ahead import prepare
from .hosts import LOCAL_HOSTS
from .render import STATIC
from .routes import router
from .security import KnownHosts, SafeHeaders
from .shelf import Shelf
from .trouble import add_handlers

DESCRIPTION = """What the pages show, as JSON. Every page has a twin at its own path with `.json` (the first page:
`/index.json`). Everything is read-only. Every error has one shape: `{"error": {"status", "message", "hint"}}`."""


def create_app(
    ledger_path: Path | None,
    *,
    as_of: date | None = None,
    hosts: Sequence[str] | None = LOCAL_HOSTS,
    ahead: bool = False,
) -> FastAPI:
    """The pages on one ledger (None: the default one), opened at the first request.

    `as_of`: nothing published later is ever shown. `hosts`: names that a request may be addressed to; None lets all
    names through, for a server that is meant to be reached from elsewhere. `ahead`: work out what takes long as soon
    as the server runs, so that visitors find it ready.
    """
    shelf = Shelf(ledger_path, as_of)

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        if ahead:
            prepare(shelf)
        yield
        shelf.close()

    app = FastAPI(
        title="Backstay",
        version=__version__,
        description=DESCRIPTION,
        license_info={"name": "Apache-2.0", "identifier": "Apache-2.0"},
        docs_url=None,  # those pages load scripts from elsewhere
        redoc_url=None,
        lifespan=lifespan,
    )
    app.state.shelf = shelf
    app.include_router(router)
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    app.add_api_route("/favicon.ico", favicon, include_in_schema=False)
    add_handlers(app)
    if hosts is not None:
        app.add_middleware(KnownHosts, hosts=hosts)
    app.add_middleware(SafeHeaders)
    return app


async def favicon() -> RedirectResponse:
    """Browsers ask here when a page names no icon, as JSON and CSV cannot."""
    return RedirectResponse("/static/icon.svg", status_code=308)
