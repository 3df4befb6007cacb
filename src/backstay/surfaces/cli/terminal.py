"""What goes to a terminal or a pipe, and how: safe text, right encoding, tables that fit."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from rich.console import Console

PIPE_WIDTH = 110
"""Columns where no terminal says how many there are."""

_UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def prepare_streams() -> None:
    """Let no character stop a command: what a terminal cannot show becomes a question mark."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")


def clean(text: str) -> str:
    """Text from outside without control characters and direction overrides, which could drive a terminal."""
    return _UNSAFE.sub("", text)


def one_line(text: str) -> str:
    """Clean text with all white space as single spaces."""
    return clean(" ".join(text.split()))


def screen() -> Console:
    """Standard output for people."""
    return _console(sys.stdout)


def aside() -> Console:
    """Standard error for people: progress, summaries, faults."""
    return _console(sys.stderr)


def is_terminal(stream: TextIO) -> bool:
    """Does somebody watch this stream?"""
    return stream.isatty()


def write_data(chunks: Iterable[bytes]) -> None:
    """Data for programs on standard output: UTF-8 whatever the terminal's encoding, each chunk at once."""
    sys.stdout.flush()
    out = sys.stdout.buffer
    for chunk in chunks:
        out.write(chunk)
        out.flush()


def write_json(record: Mapping[str, object]) -> None:
    """One indented JSON object on standard output."""
    import json

    text = json.dumps(record, ensure_ascii=False, indent=2) + "\n"
    write_data([text.encode("utf-8", "backslashreplace")])


def _console(stream: TextIO) -> Console:
    from rich.console import Console

    narrow = not stream.isatty() and "COLUMNS" not in os.environ
    return Console(file=stream, highlight=False, markup=False, emoji=False, width=PIPE_WIDTH if narrow else None)
