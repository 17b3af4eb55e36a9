"""Asking before a step is cut short: the key that asked answers yes when it is pressed again."""

from __future__ import annotations

from typing import Final

from textual import events
from textual.widgets import Label

from atelier.domain.clock import Clock
from atelier.ui.dialogs.questions import Confirmation
from atelier.ui.key_names import key_names
from atelier.ui.safe import plain

DELIBERATE_SECONDS: Final = 0.8
"""After which a second press is meant: earlier it is a key that bounces, or is held down."""


class Onward(Confirmation):
    """Yes or no, and the same key again for yes."""

    DEFAULT_CSS = """
    Onward .dialog--again { color: $foreground 70%; margin-top: 1; }
    """

    def __init__(self, question: str, *, yes: str, no: str, key: str, clock: Clock) -> None:
        """A question.

        Args:
            question: the question, translated.
            yes: what yes does, in words.
            no: what no does, in words.
            key: the keys that answer yes, as bindings name them.
            clock: tells a second press from a key that is held down.
        """
        super().__init__(question, yes=yes, no=no)
        self._keys = [one.strip() for one in key.split(",")]
        self._clock = clock
        self._pressed = clock.now().boot

    def on_mount(self) -> None:
        """Say which key answers."""
        super().on_mount()
        name = key_names(self.tr, self._keys[0])[0]
        hint = self.tr("{key} again: yes · Enter: choose · Esc: no", key=name)
        self.query_one(".dialog--box").mount(Label(plain(hint), classes="dialog--again"))

    def on_key(self, event: events.Key) -> None:
        """Take the second press, once it is meant."""
        if event.key not in self._keys:
            return
        event.stop()
        event.prevent_default()
        now = self._clock.now().boot
        if not 0 <= now - self._pressed < DELIBERATE_SECONDS:
            self.dismiss(True)
        self._pressed = now
