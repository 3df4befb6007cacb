"""An answer's body, unpacked as it arrives and never beyond the limit."""

from __future__ import annotations

import zlib

from backstay.records.errors import FetchFailed, TooLarge

_GZIP = {"gzip", "x-gzip"}


class Body:
    """Collects the chunks of one answer.

    Args:
        packing: the Content-Encoding header. Only gzip is asked for.
        limit: bytes, as sent and unpacked.

    Raises:
        FetchFailed: a packing that was not asked for.
    """

    def __init__(self, packing: str, limit: int) -> None:
        packing = packing.strip().lower()
        if packing not in _GZIP | {"", "identity"}:
            raise FetchFailed(f"The answer is packed as “{packing}”, which was not asked for.", hint="Save the page.")
        self._unpack = zlib.decompressobj(31) if packing in _GZIP else None
        self._limit = limit
        self._kept = bytearray()
        self._sent = 0

    def add(self, chunk: bytes) -> None:
        """Take the next chunk as sent.

        Raises:
            TooLarge: more than the limit, by now.
            FetchFailed: it cannot be unpacked.
        """
        self._sent += len(chunk)
        if self._unpack is not None:
            try:
                chunk = self._unpack.decompress(chunk, self._limit + 1 - len(self._kept))
            except zlib.error as error:
                raise FetchFailed(
                    "The answer cannot be unpacked.", hint="Try again later, or save the page."
                ) from error
        self._kept += chunk
        if max(self._sent, len(self._kept)) > self._limit:
            raise too_large(self._limit)

    def whole(self) -> bytes:
        """All of it.

        Raises:
            FetchFailed: a packed answer that breaks off.
        """
        if self._unpack is not None and self._sent and not self._unpack.eof:
            raise FetchFailed("The answer breaks off.", hint="Try again later, or save the page.")
        return bytes(self._kept)


def too_large(limit: int) -> TooLarge:
    """The error for one report of more than `limit` bytes."""
    return TooLarge(f"It is larger than {limit:,} bytes, the limit for one report.", hint="Raise the limit, or cut it.")
