"""Taking the port, at the addresses that were asked for and at no other."""

from __future__ import annotations

import errno
import os
import socket
from contextlib import suppress
from typing import Final

from atelier.errors import N_, AtelierError

LOOPBACK_ADDRESS: Final = "127.0.0.1"
SPARE_FILES: Final = 256
"""Open files that are no connections."""


def allow_connections(most: int) -> None:
    """Let this process have as many connections, where the system asks to be told."""
    try:
        import resource
    except ImportError:  # Windows has no such limit
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = most + SPARE_FILES
    if soft < wanted and (hard == resource.RLIM_INFINITY or hard > soft):
        limit = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        # What the system does not give is not given: then fewer phones fit in
        with suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (limit, hard))


def bound(address: str, port: int) -> socket.socket:
    """A socket that is bound, not yet listening.

    Raises:
        AtelierError: the port is taken, or the address is not one of this computer.
    """
    made = socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET, socket.SOCK_STREAM)
    try:
        if os.name == "posix":
            # The port of a server that has just ended is free again
            made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        elif hasattr(socket, "SO_EXCLUSIVEADDRUSE"):
            made.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
        made.setblocking(False)
        made.bind((address, port))
    except OSError as error:
        made.close()
        if error.errno in (errno.EADDRINUSE, errno.EACCES, getattr(errno, "WSAEADDRINUSE", -1)):
            raise AtelierError(
                N_(
                    "The port {port} is taken by another program: close it, then start again. "
                    "Atelier takes no other port by itself: the notes that phones keep belong to this one."
                ),
                port=port,
            ) from error
        raise AtelierError(
            N_("This computer cannot be reached at {address} ({reason})."),
            address=address,
            reason=error.strerror or type(error).__name__,
        ) from error
    return made
