"""`backstay version`."""

from __future__ import annotations

import platform

import typer

from ..._version import __version__


def version() -> None:
    """Show the version of Backstay and of Python."""
    typer.echo(f"backstay {__version__} (Python {platform.python_version()}, {platform.system()} {platform.machine()})")
