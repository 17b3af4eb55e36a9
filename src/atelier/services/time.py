"""The clocks of this machine."""

from __future__ import annotations

import os
import sys
import time
from functools import cache
from pathlib import Path

from atelier.domain.clock import Moment


class SystemClock:
    """The real clock.

    The boot clock must go on while the machine sleeps: a laptop's lid may be closed during a round.
    Linux has CLOCK_BOOTTIME for that, macOS counts sleep in CLOCK_MONOTONIC_RAW (but not in what
    `time.monotonic` reads there), and Windows counts it in its monotonic clock.
    The boot id tells whether two readings of that clock can be compared. Linux and macOS have one;
    elsewhere each process has its own, so that a restarted program goes by the wall clock.
    """

    def now(self) -> Moment:
        """This instant."""
        return Moment(time.time(), _boot_seconds(), boot_id())


def _boot_seconds() -> float:
    if sys.platform == "linux":
        return time.clock_gettime(time.CLOCK_BOOTTIME)
    if sys.platform == "darwin":
        return time.clock_gettime(time.CLOCK_MONOTONIC_RAW)
    return time.monotonic()


@cache
def boot_id() -> str:
    """What changes when the boot clock starts anew."""
    found = ""
    if sys.platform == "linux":
        found = _linux_boot_id()
    elif sys.platform == "darwin":
        found = _darwin_boot_id()
    return found or f"process-{os.urandom(8).hex()}"


def _linux_boot_id() -> str:
    try:
        return Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError):
        return ""


def _darwin_boot_id() -> str:
    import ctypes

    try:
        libc = ctypes.CDLL(None)
        size = ctypes.c_size_t(64)
        buffer = ctypes.create_string_buffer(size.value)
        failed = libc.sysctlbyname(b"kern.bootsessionuuid", buffer, ctypes.byref(size), None, 0)
    except (OSError, AttributeError):
        return ""
    return "" if failed else buffer.value.decode("ascii", "replace")
