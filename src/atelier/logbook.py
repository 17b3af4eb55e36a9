"""The log of the failures that nobody foresaw."""

from __future__ import annotations

import contextlib
import os
import platform
import sys
import traceback
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from atelier import __version__

LARGEST: Final = 1_000_000
"""Bytes, after which the log starts anew and the old one is kept beside it."""


def record(failure: BaseException, log: Path) -> Path | None:
    """Append a failure, with what a maintainer needs to know.

    Args:
        failure: what was raised.
        log: the file to append to.

    Returns:
        The log, or None when it cannot be written.
    """
    head = (
        f"{datetime.now(UTC).isoformat(timespec='seconds')} atelier {__version__}, "
        f"Python {platform.python_version()}, {sys.platform}"
    )
    trace = "".join(traceback.format_exception(failure))
    try:
        log.parent.mkdir(parents=True, exist_ok=True)
        with contextlib.suppress(FileNotFoundError):
            if log.stat().st_size > LARGEST:
                os.replace(log, log.with_suffix(".old.log"))
        with log.open("a", encoding="utf-8", errors="backslashreplace") as file:
            file.write(f"{head}\n{trace}\n")
    except OSError:
        return None
    return log
