"""What each command is given, as the object of its click context."""

from __future__ import annotations

import functools
import sys
from typing import TYPE_CHECKING

from atelier.cli import streams
from atelier.i18n import Translator

if TYPE_CHECKING:
    from atelier.config import Places, Settings
    from atelier.i18n import Message


class Invocation:
    """One call of the program: its language, the user's folders and settings, where it writes.

    Args:
        tr: the language of the interface.
        settings: the settings, when they were read already.
    """

    def __init__(self, tr: Translator, settings: Settings | None = None) -> None:
        self.tr = tr
        self._settings = settings

    @functools.cached_property
    def places(self) -> Places:
        """The user's folders."""
        from atelier.config import Places

        return Places.default()

    @functools.cached_property
    def settings(self) -> Settings:
        """The user's settings."""
        from atelier.config import load_settings

        return load_settings(self.places) if self._settings is None else self._settings

    @property
    def is_terminal(self) -> bool:
        """Whether a person can see and type: a screen needs both."""
        return sys.stdin is not None and sys.stdin.isatty() and sys.stdout.isatty()

    def say(self, text: str) -> None:
        """Write a line to standard output: a result."""
        streams.write(text)

    def warn(self, message: str | Message) -> None:
        """Write a line to standard error: whatever is not a result."""
        streams.write(message if isinstance(message, str) else self.tr.of(message), sys.stderr)
