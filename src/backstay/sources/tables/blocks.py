"""A table's bytes in blocks that end where a row ends, unpacked on the way (gzip, zip) and read one block ahead."""

from __future__ import annotations

import contextlib
import gzip
import zipfile
import zlib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import IO, TypeVar, cast

from backstay.records.errors import NotReadable

T = TypeVar("T")

BLOCK_BYTES = 48_000_000
"""About 200,000 rows: large enough to keep two cores busy, small enough that a dozen copies fit into memory."""

_LONGEST_ROW = 16_000_000


@contextlib.contextmanager
def opened(path: Path) -> Iterator[IO[bytes]]:
    """The unpacked bytes of a file; of an archive, those of its largest member. Raises NotReadable."""
    try:
        with contextlib.ExitStack() as stack:
            file: IO[bytes] = stack.enter_context(path.open("rb"))
            magic = file.read(4)
            file.seek(0)
            if magic[:2] == b"\x1f\x8b":
                file = cast("IO[bytes]", stack.enter_context(gzip.open(file)))
            elif magic == b"PK\x03\x04":
                archive = stack.enter_context(zipfile.ZipFile(file))
                largest = max(archive.infolist(), key=lambda member: member.file_size)
                file = stack.enter_context(archive.open(largest))
            yield file
    except (OSError, EOFError, zlib.error, zipfile.BadZipFile, RuntimeError, NotImplementedError) as error:
        said = getattr(error, "strerror", None) or str(error)
        raise NotReadable(
            f"{path} cannot be read: {said}.", hint="Check the path, its permissions, and whether it came whole."
        ) from error


def blocks(file: IO[bytes], *, quoted: bool, size: int = BLOCK_BYTES) -> Iterator[bytes]:
    """Blocks of whole rows. With `quoted`, a line end between quotation marks ends no row."""
    if not quoted:  # the rest of the last row comes with it: large blocks are copied as seldom as can be
        while chunk := file.read(size):
            yield chunk if chunk.endswith(b"\n") else chunk + file.readline(_LONGEST_ROW)
        return
    rest = b""
    while chunk := file.read(size):
        block = rest + chunk
        end = _last_row_end(block, quoted=quoted)
        if end < 0 and len(block) > _LONGEST_ROW:  # an opened quotation mark that never closes: give up on it
            end = block.rfind(b"\n")
        if end >= 0:
            yield block[: end + 1]
        rest = block[end + 1 :]
    if rest:
        yield rest


def _last_row_end(block: bytes, *, quoted: bool) -> int:
    """Where the last whole row ends, or -1. Quotation marks come in pairs before the end of a row."""
    end = block.rfind(b"\n")
    if not quoted or b'"' not in block:
        return end
    odd = block.count(b'"', 0, end + 1) % 2
    for _ in range(1_000_000):
        if end < 0 or not odd:
            return end
        before = block.rfind(b"\n", 0, end)
        odd = (odd + block.count(b'"', before + 1, end + 1)) % 2
        end = before
    return -1


def ahead(items: Iterator[T]) -> Iterator[T]:
    """The same items, the next of which is made in a thread while one is worked on."""
    nothing = object()
    with ThreadPoolExecutor(max_workers=1) as thread:
        coming = thread.submit(next, items, nothing)
        while (item := coming.result()) is not nothing:
            coming = thread.submit(next, items, nothing)
            yield item  # type: ignore[misc]


def as_utf8(block: bytes) -> bytes:
    """The block in UTF-8: as it is, or from Windows-1252, which some years of ICEWS are in."""
    if block.isascii():
        return block
    try:
        block.decode("utf-8")
    except UnicodeDecodeError:
        return block.decode("cp1252", "replace").encode("utf-8")
    return block
