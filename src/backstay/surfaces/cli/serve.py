"""`backstay serve`: the web pages."""

from __future__ import annotations

from typing import Annotated

import typer

from .options import AsOf, LedgerPath, open_for_reading

HOST = "127.0.0.1"
PORT = 8600


def serve(
    *,
    ledger: LedgerPath = None,
    host: Annotated[str, typer.Option(help="Address to listen on; the default is this computer only.")] = HOST,
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port to listen on; 0 takes any free one.")] = PORT,
    as_of: AsOf = None,
) -> None:
    """Show the ledger as web pages, until Ctrl-C."""
    from ..web import serve as serve_pages

    with open_for_reading(ledger) as opened:  # a wrong path fails here, in words, and not on every page
        path = opened.path
    serve_pages(path, host, port, as_of=as_of)
