"""One command: its keys, its name, its help."""

from __future__ import annotations

from atelier.frozen import frozen


@frozen
class Command:
    """Something that a person can do on a screen.

    The method that does it is `action_<last part of the id>` of that screen.
    """

    id: str
    """Public and lasting: `capture.star`; people remap keys by it."""
    keys: str
    """Keys, separated by commas, the one shown first; empty when only the palette has it."""
    title: str
    """Message id: two or three words, for the key bar and the palette."""
    help: str
    """Message id: one sentence, for help and `atelier keys`."""
    shown: bool = True
    """Whether the key bar shows it when there is room."""

    @property
    def action(self) -> str:
        """The name of the action that does it."""
        return self.id.rpartition(".")[2]

    @property
    def screen(self) -> str:
        """The screen it belongs to; `app` for all of them."""
        return self.id.partition(".")[0]
