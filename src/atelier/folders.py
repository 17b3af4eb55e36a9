"""The user's folders as strings, found without importing what a `--help` can do without."""

from __future__ import annotations

import os
import sys
from typing import NamedTuple

HOME_VARIABLE = "ATELIER_HOME"
"""Names one folder for everything: a USB stick, a test."""


class Roots(NamedTuple):
    """Where the user's own files are."""

    config: str
    """What people write: settings, themes, formats, canvases."""
    state: str
    """What the program remembers: recent workshops, its log, who has a file open."""
    cache: str
    """What can be made again."""


def roots() -> Roots:
    """The folders of this user, none of which need exist."""
    if home := os.environ.get(HOME_VARIABLE):
        return Roots(*(os.path.join(os.path.abspath(home), name) for name in Roots._fields))
    if sys.platform == "linux":
        # What platformdirs says too, without the time that it takes to import: a test compares them
        return Roots(
            _xdg("XDG_CONFIG_HOME", ".config"),
            _xdg("XDG_STATE_HOME", ".local", "state"),
            _xdg("XDG_CACHE_HOME", ".cache"),
        )
    import platformdirs

    return Roots(
        platformdirs.user_config_dir("atelier", appauthor=False),
        platformdirs.user_state_dir("atelier", appauthor=False),
        platformdirs.user_cache_dir("atelier", appauthor=False),
    )


def _xdg(variable: str, *default: str) -> str:
    folder = os.environ.get(variable, "")
    if not os.path.isabs(folder):
        folder = os.path.join(os.path.expanduser("~"), *default)
    return os.path.join(folder, "atelier")
