"""Whose site a web address is of, by the outlet's name: "nytimes.com" is The New York Times."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from urllib.parse import urlsplit

from .text import fold

_COUNTRY = 2  # letters of a country's domain
_SECOND_LEVEL = frozenset(("co", "com", "org", "net", "ac", "gov"))


class Sites:
    """Outlets by what their addresses may be called."""

    def __init__(self, names: Iterable[tuple[str, str]]) -> None:
        """`names`: each way to write an outlet, with the outlet's own name."""
        self._outlets: dict[str, str] = {}
        for written, outlet in names:
            for label in _labels(written):
                self._outlets.setdefault(label, outlet)

    def outlet(self, address: str) -> str | None:
        """The outlet of an address, or None: no address, a site of nobody known here."""
        label = site_label(address)
        return self._outlets.get(label) or self._outlets.get(label.removesuffix("news") or label)


def site_label(address: str) -> str:
    """What a site is called: "bbc" of www.bbc.co.uk, "nytimes" of www.nytimes.com; empty for no address."""
    try:
        host = (urlsplit(address).hostname or "").lower()
    except ValueError:
        return ""
    parts = host.split(".")
    if len(parts) > 2 and len(parts[-1]) == _COUNTRY and parts[-2] in _SECOND_LEVEL:
        parts = parts[:-1]
    return parts[-2].replace("-", "") if len(parts) > 1 else ""


def _labels(name: str) -> Iterator[str]:
    """How a site of this name may be called: thehill, washingtonpost, nytimes."""
    words = [word for word in fold(name).split() if word != "the"]
    whole = "".join(words)
    yield whole
    yield f"the{whole}"
    if len(words) > 2:
        yield "".join(word[0] for word in words[:-1]) + words[-1]
