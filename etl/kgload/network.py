"""Which addresses lead outside: what is secret goes there encrypted only."""

from __future__ import annotations

import ipaddress
import socket


def is_public(host: str) -> bool:
    """Does the name lead outside this machine and its private networks? An unknown name does not lead anywhere."""
    try:
        found = {entry[4][0] for entry in socket.getaddrinfo(host, None)}
    except OSError:
        return False
    return any(ipaddress.ip_address(str(address).split("%", 1)[0]).is_global for address in found)
