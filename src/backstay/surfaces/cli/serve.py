"""`backstay serve`: the web pages."""

from __future__ import annotations

from typing import Annotated

import typer

from .options import LedgerPath

HOST = "127.0.0.1"
PORT = 8019


def serve(
    ledger: LedgerPath = None,
    host: Annotated[str, typer.Option(help="Address to listen on; the default is this computer only.")] = HOST,
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port to listen on; 0 takes any free one.")] = PORT,
) -> None:
    """Show the ledger as web pages, until Ctrl-C."""
    from ...ledger import default_path
    from ..web import serve as serve_pages

    serve_pages(ledger or default_path(), host, port)
