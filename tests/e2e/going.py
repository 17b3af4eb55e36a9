"""Going from step to step in a real terminal."""

from __future__ import annotations

import re
import time

from atelier.ui.screens.run.onward import DELIBERATE_SECONDS
from tests.e2e.tmux import Tmux

ASKED = "encore : oui|again: yes"
"""What stands under the question whether a step is to be cut short."""


def go_on_to(terminal: Tmux, step: str) -> None:
    """Press `n` until the top line names a step, and again where it is asked whether that is meant.

    Each press waits for what the one before did: on a slow machine another one would go a step too far.
    """
    for _ in range(40):
        at = _place(terminal)
        if step in at:
            return
        terminal.press("n")
        terminal.comes(lambda at=at: _place(terminal) != at or _is_asked(terminal), seconds=5.0)
        if _is_asked(terminal):
            # Sooner, it would be taken for a key that is held down.
            time.sleep(DELIBERATE_SECONDS + 0.3)
            terminal.press("n")
            terminal.comes(lambda: not _is_asked(terminal), seconds=5.0)
            terminal.comes(lambda at=at: _place(terminal) != at, seconds=5.0)
    raise AssertionError(f"never came to {step}:\n{terminal.screen()}")


def _place(terminal: Tmux) -> str:
    """The top line without the time."""
    return re.split(r"\d+:\d\d", terminal.top())[0]


def _is_asked(terminal: Tmux) -> bool:
    return re.search(ASKED, terminal.screen()) is not None
