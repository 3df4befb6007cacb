"""Names of this machine. Imports nothing, so that the command line may."""

from __future__ import annotations

import ipaddress

LOCAL_HOSTS = ("127.0.0.1", "localhost", "::1")
"""Names under which a server on this machine only may be asked."""


def is_local(host: str) -> bool:
    """Is this an address of this machine only?"""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
