"""Serve the pages until interrupted."""

from __future__ import annotations

import gc
import socket
import sys
from datetime import date
from pathlib import Path

from ...records.errors import UsageError
from .hosts import LOCAL_HOSTS, is_local

QUEUE = 128


def serve(ledger_path: Path, host: str = "127.0.0.1", port: int = 8600, as_of: date | None = None) -> None:
    """Show the ledger as web pages until Ctrl-C, and say where on standard output.

    `host` other than this machine's own name lets others in: there is no login. `port` 0 takes a free one. Raises
    UsageError where the address cannot be taken.
    """
    import uvicorn

    from .app import create_app

    # Tens of thousands of claims are made at once and live long: looking through all of them for cycles, as often as
    # Python does by default, doubles the time that a page takes.
    gc.set_threshold(50_000, 20, 50)
    listening = _listen(host, port)
    taken = listening.getsockname()[1]
    app = create_app(ledger_path, as_of=as_of, hosts=LOCAL_HOSTS if is_local(host) else None, ahead=True)
    config = uvicorn.Config(app, log_level="warning", access_log=False, server_header=False, date_header=True)
    shown = f"[{host}]" if ":" in host else host
    sys.stdout.write(f"Backstay shows {ledger_path} at http://{shown}:{taken}/ (Ctrl-C ends it)\n")
    sys.stdout.flush()
    with listening:
        uvicorn.Server(config).run(sockets=[listening])


def _listen(host: str, port: int) -> socket.socket:
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        return socket.create_server((host, port), family=family, backlog=QUEUE)
    except (OSError, OverflowError) as error:
        raise UsageError(
            f"The address {host}, port {port}, cannot be taken: {error}.",
            hint="Another program may be using it. Choose another with --port, or --port 0 for any free one.",
        ) from error
