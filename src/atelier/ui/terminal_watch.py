"""Whether the terminal is still there: once it is gone, the program ends, and what was typed is kept."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import threading
from contextlib import suppress
from typing import Any, Final

from textual.app import App

LOOK_SECONDS: Final = 0.5
"""How often it is looked whether the terminal is there. Reading from one that is gone returns at once, again
and again: until the program ends it takes a whole processor."""
_GONE: Final = 1
"""The exit code then."""
_PATIENCE_SECONDS: Final = 15.0
"""How long the program may take to end then. Drafts are in the file half a second after a key; what is left
is writing to a terminal that is no more, and nobody could see it hang, nor end it."""


def watch_terminal(app: App[Any]) -> None:
    """End a program as soon as its terminal vanishes, be it announced by a signal or not.

    Args:
        app: the program, which is running; what it does when it ends keeps what was typed.
    """
    terminal = _terminal()
    if app.is_headless or terminal is None:
        return

    def end() -> None:
        last_resort = threading.Timer(_PATIENCE_SECONDS, os._exit, (_GONE,))
        last_resort.daemon = True
        last_resort.start()
        app.exit(return_code=_GONE)

    def look() -> None:
        if not os.isatty(terminal):
            looking.stop()
            end()

    looking = app.set_interval(LOOK_SECONDS, look)

    hang_up = getattr(signal, "SIGHUP", None)
    if hang_up is not None:
        # Where there is no loop that takes signals, looking is enough.
        with suppress(NotImplementedError, RuntimeError, ValueError):
            asyncio.get_running_loop().add_signal_handler(hang_up, end)


def _terminal() -> int | None:
    stream = sys.__stdin__
    if stream is None:
        return None
    with suppress(OSError, ValueError):
        if os.isatty(stream.fileno()):
            return stream.fileno()
    return None
