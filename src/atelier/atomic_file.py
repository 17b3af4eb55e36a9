"""Small files that are either the old ones or the new ones, never half of either."""

from __future__ import annotations

import contextlib
import os
import sys
import time
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pathlib import Path

_ATTEMPTS: Final = 5
_PAUSE_SECONDS: Final = 0.05
_WINDOWS: Final = sys.platform == "win32"


def write(path: str | Path, content: bytes) -> None:
    """Put the content in the place of the file, creating its folders.

    Raises:
        OSError: nothing was changed.
    """
    target = os.fspath(path)
    folder, name = os.path.split(os.path.abspath(target))
    os.makedirs(folder, exist_ok=True)
    draft = os.path.join(folder, f".{name}.{os.getpid()}-{os.urandom(4).hex()}.tmp")
    try:
        with open(draft, "xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        _replace(draft, target)
    except OSError:
        _forget(draft)
        raise


def _replace(draft: str, target: str) -> None:
    for attempt in range(_ATTEMPTS):
        try:
            os.replace(draft, target)
        except PermissionError:
            # Windows refuses for as long as another program reads the old file
            if attempt == _ATTEMPTS - 1 or not _WINDOWS:
                raise
            time.sleep(_PAUSE_SECONDS)
        else:
            return


def _forget(draft: str) -> None:
    with contextlib.suppress(OSError):
        os.unlink(draft)
