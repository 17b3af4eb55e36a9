"""Having the desktop open a document or a folder, where there is a desktop."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from atelier.errors import N_, AtelierError

WAIT_SECONDS: Final = 2.0
"""How long an opener may take to say that it cannot; one that still runs is showing the document."""
_LINUX: Final = ("xdg-open",)
_MAC: Final = ("open",)


def opener(environ: Mapping[str, str] = os.environ, platform: str = sys.platform) -> Sequence[str] | None:
    """The words of the command that opens what follows them; None where nothing can, empty on Windows.

    Args:
        environ: the environment's variables.
        platform: as `sys.platform` has it.
    """
    if platform == "win32":
        return ()
    if platform == "darwin":
        # Over SSH a window would open on the other machine, before nobody.
        is_here = not environ.get("SSH_CONNECTION")
        return _MAC if is_here and shutil.which(_MAC[0]) else None
    has_display = bool(environ.get("DISPLAY") or environ.get("WAYLAND_DISPLAY"))
    # Without a display it would look for a browser that runs in this terminal.
    return _LINUX if has_display and shutil.which(_LINUX[0]) else None


def open_outside(
    path: Path, *, environ: Mapping[str, str] = os.environ, platform: str = sys.platform
) -> None:
    """Open a document, or show a folder, in another program; this one goes on at once, or nearly.

    Args:
        path: what this program has written; nothing else may be given here.
        environ: the environment's variables.
        platform: as `sys.platform` has it.

    Raises:
        AtelierError: it is not there, or nothing here opens it; the sentence has its path.
    """
    path = Path(os.path.abspath(path))
    if not path.exists():
        raise AtelierError(N_("{path} is not there any more: export again."), path=path)
    words = opener(environ, platform)
    if words is None:
        raise AtelierError(N_("No desktop to open it with here. Open it by hand: {path}"), path=path)
    try:
        if not words:
            os.startfile(path)  # type: ignore[attr-defined,unused-ignore]
            return
        _run([*words, str(path)])
    except (OSError, AttributeError, subprocess.SubprocessError) as error:
        raise AtelierError(
            N_("It could not be opened from here. Open it by hand: {path}"), path=path
        ) from error


def _run(words: Sequence[str]) -> None:
    """Start a command that neither reads nor writes here; whether it goes well is known after a moment.

    Raises:
        OSError, SubprocessError: it did not start, or failed at once.
    """
    process = subprocess.Popen(
        words,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        code = process.wait(WAIT_SECONDS)
    except subprocess.TimeoutExpired:
        # A finished child that nobody waits for stays in the table of processes.
        threading.Thread(target=process.wait, name="atelier-opened", daemon=True).start()
        return
    if code:
        raise subprocess.CalledProcessError(code, words)
