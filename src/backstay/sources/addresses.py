"""Which addresses may be fetched: http or https, no passwords, and no machine of a private network."""

from __future__ import annotations

import ipaddress
import socket
from urllib.parse import SplitResult, urlsplit

from backstay.records.errors import FetchFailed

_NAT64 = ipaddress.ip_network("64:ff9b::/96")
Address = ipaddress.IPv4Address | ipaddress.IPv6Address


def checked_parts(url: str) -> SplitResult:
    """The parts of an address that may be asked for.

    Raises:
        FetchFailed: another scheme than http and https, a user name or password, no host, a port that is none.
    """
    try:
        parts = urlsplit(url)
        _ = parts.port
        if not parts.hostname:
            raise ValueError
        parts.hostname.encode("idna")
    except ValueError as error:
        raise FetchFailed(f"“{url}” is no web address.", hint="Write it like https://example.org/story.") from error
    if parts.scheme not in {"http", "https"}:
        raise FetchFailed(f"Backstay does not open {parts.scheme}: addresses.", hint="Give one with http or https.")
    if "@" in parts.netloc:
        raise FetchFailed(
            "The address holds a user name or password.", hint="Take it out, or save the page and read that."
        )
    return parts


def resolve(parts: SplitResult, *, allow_private: bool) -> list[str]:
    """The host's network addresses, all of them checked; what is connected to is one of these, never a second look-up.

    A name server that gives a public address to the check and a private one to the connection (DNS rebinding) gets
    nowhere, since there is only this one look-up.

    Raises:
        FetchFailed: an unknown host, or one that is or may be in a private network.
    """
    host = parts.hostname or ""
    try:
        answers = socket.getaddrinfo(host, parts.port or 80, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise FetchFailed(f"There is no host “{host}”.", hint="Check the address and your connection.") from error
    found = list(dict.fromkeys(str(answer[4][0]).partition("%")[0] for answer in answers))
    if not allow_private and not all(is_public(ipaddress.ip_address(address)) for address in found):
        raise FetchFailed(
            f"“{host}” is in a private network.",
            hint="Allow private addresses if you trust this one, or save the page.",
        )
    return found


def is_public(address: Address) -> bool:
    """Is it an address of the open internet: not private, loopback, link-local or reserved, plain or in disguise?"""
    if isinstance(address, ipaddress.IPv6Address):
        inside: Address | None = address.ipv4_mapped or address.sixtofour
        if inside is None and address in _NAT64:
            inside = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if inside is not None:
            return is_public(inside)
        if address.teredo is not None:
            return False
    return address.is_global and not address.is_multicast and not address.is_reserved
