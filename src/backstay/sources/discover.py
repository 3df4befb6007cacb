"""What the inputs hold: files, folders, addresses, standard input; each part once, in the same order every time."""

from __future__ import annotations

import gzip
import io
import os
import stat
import sys
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO, cast

from backstay.records import Skipped
from backstay.records.errors import EmptyInput, NotReadable, SkipReport, TooLarge

from .encoding import WHAT_IS_READ
from .feeds import items_of_feed, skipped
from .inflate import too_large
from .items import Hints, Item, make_item
from .jsonl import lines, values
from .sniff import HEAD_BYTES, form_of, not_read, readable_name, suffix_of

Found = Iterator[Item | Skipped]


def discover(inputs: Sequence[str], hints: Hints) -> Found:
    """One item for each thing in `inputs` that may become a report; one `Skipped` for each that cannot.

    Folders are read in order of their names, hidden files left out, links followed once. An address is fetched here,
    since only its bytes tell a page from a feed; the stories that a feed links to become `url` items, which `extract`
    fetches.
    One bad input never stops the others.

    Args:
        inputs: paths, http(s) addresses, or `-` for standard input.
        hints: what the user says about them.
    """
    for given in inputs:
        yield from _accounted(_address(given), _of_input(given, hints))


def _accounted(address: str, found: Found) -> Found:
    """`found`, with what goes wrong on the way as a `Skipped` under `address`."""
    try:
        yield from found
    except SkipReport as error:
        yield skipped(address, error)
    except (EOFError, zlib.error, gzip.BadGzipFile):
        yield skipped(address, NotReadable("This archive is damaged or breaks off.", hint="Download it again."))
    except (OSError, ValueError) as error:
        yield skipped(address, _unreadable(error))


def _unreadable(error: OSError | ValueError) -> NotReadable:
    if isinstance(error, FileNotFoundError):
        return NotReadable("There is no such file or folder.", hint="Check the path.")
    if isinstance(error, PermissionError):
        return NotReadable("You may not read this.", hint="Ask its owner for leave to read it, or copy it elsewhere.")
    said = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return NotReadable(f"This cannot be read: {said}.", hint="Check the path and the disk.")


def _address(path: str) -> str:
    """The path as text that every store can keep."""
    return path.encode("utf-8", "surrogateescape").decode("utf-8", "replace") if not path.isascii() else path


def _of_input(given: str, hints: Hints) -> Found:
    if given == "-":
        return _of_stream("-", "", sys.stdin.buffer, hints)
    scheme, colon, _ = given.partition("://")
    if colon and scheme.isalnum():
        return _of_web(given, hints)
    return _of_path(given, hints)


def _of_web(url: str, hints: Hints) -> Found:
    from .fetch import fetch

    fetched = fetch(url, hints)
    yield from _of_payload(url, fetched.payload, hints, fetched.fields(), fetched.url)


def _of_payload(address: str, payload: bytes, hints: Hints, fields: dict[str, str], from_address: str | None) -> Found:
    """Items of one thing that is wholly in memory."""
    if not payload.strip():
        raise EmptyInput("There is nothing in it.", hint="Check that it was saved or downloaded whole.")
    form = form_of("" if from_address else address, payload[:HEAD_BYTES])
    if form == "feed":
        yield from items_of_feed(address, payload, hints, from_address=from_address)
    elif form in {"lines", "values"}:
        yield from _of_records(address, io.BytesIO(payload), form, hints)
    else:
        yield make_item(address, "html" if form == "html" else "text", payload, hints, fields)


def _of_path(given: str, hints: Hints) -> Found:
    path = Path(given)
    mode = path.stat().st_mode
    if stat.S_ISDIR(mode):
        yield from _of_folder(given, hints, frozenset())
    elif stat.S_ISREG(mode) or stat.S_ISFIFO(mode):
        yield from _of_file(given, hints, path.stat().st_size)
    else:
        raise NotReadable("This is a device, not a file.", hint=WHAT_IS_READ)


def _of_folder(folder: str, hints: Hints, above: frozenset[tuple[int, int]]) -> Found:
    """Everything in a folder, sorted by name. `above` holds the folders that lead here: links cannot go round."""
    here = Path(folder).stat()
    identity = (here.st_dev, here.st_ino)
    if identity in above:
        raise NotReadable(
            "This link leads back to a folder that it is in.", hint="Nothing is lost: that folder is read."
        )
    for name in sorted(os.listdir(folder)):  # noqa: PTH208 - keeps the path as it was given, ./ and all
        if not name.startswith("."):
            inside = os.path.join(folder, name)  # noqa: PTH118
            yield from _accounted(_address(inside), _of_member(inside, hints, above | {identity}))


def _of_member(inside: str, hints: Hints, above: frozenset[tuple[int, int]]) -> Found:
    found = Path(inside).stat()
    if stat.S_ISDIR(found.st_mode):
        yield from _of_folder(inside, hints, above)
    elif not stat.S_ISREG(found.st_mode):
        raise NotReadable("This is no regular file.", hint=WHAT_IS_READ)
    elif not readable_name(inside):
        raise not_read(suffix_of(inside))
    else:
        yield from _of_file(inside, hints, found.st_size)


def _of_file(given: str, hints: Hints, size: int) -> Found:
    """A file by its name and beginning. Only files of records may be larger than one report."""
    packed = given.lower().endswith(".gz")
    with gzip.open(given, "rb") if packed else Path(given).open("rb", HEAD_BYTES) as stream:
        yield from _of_stream(_address(given), given, cast("IO[bytes]", stream), hints, 0 if packed else size)


def _of_stream(address: str, name: str, stream: IO[bytes], hints: Hints, size: int = 0) -> Found:
    """What comes out of a stream: records one by one, anything else whole and within the limit."""
    buffered = stream if isinstance(stream, io.BufferedReader) else io.BufferedReader(stream, HEAD_BYTES)  # type: ignore[type-var]
    head = buffered.peek(HEAD_BYTES)
    form = form_of(name, head)
    if form in {"lines", "values"} and head:
        yield from _of_records(address, buffered, form, hints)
        return
    if size > hints.max_bytes:
        raise too_large(hints.max_bytes)
    payload = buffered.read(hints.max_bytes + 1)
    if len(payload) > hints.max_bytes:
        raise too_large(hints.max_bytes)
    yield from _of_payload(address, payload, hints, {}, None)


def _of_records(address: str, stream: IO[bytes], form: str, hints: Hints) -> Found:
    """Records of JSON lines or of a JSON array, read one at a time."""
    count = 0
    if form == "lines":
        for number, line in lines(stream, hints.max_bytes):
            count += 1
            name = f"{address}#line={number}"
            yield skipped(name, line) if isinstance(line, TooLarge) else make_item(name, "record", line, hints)
    else:
        for number, record in values(stream, hints.max_bytes):
            count += 1
            yield make_item(f"{address}#item={number}", "record", record, hints)
    if count == 0:
        raise EmptyInput("There is nothing in it.", hint="Check that it was saved or downloaded whole.")
