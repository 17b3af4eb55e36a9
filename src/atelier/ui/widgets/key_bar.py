"""The line at the bottom: the keys that work here and now."""

from __future__ import annotations

from functools import cache
from typing import Final

from rich.cells import cell_len
from textual.binding import ActiveBinding
from textual.screen import Screen
from textual.timer import Timer

from atelier.ui.commands.registry import commands_by_screen
from atelier.ui.widgets.bar import Bar, Part

NOTICE_SECONDS: Final = 5.0
"""How long a notice stays in place of the keys."""


class KeyBar(Bar):
    """The keys of the focused place, most useful first; those that do not fit are in help (F1)."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._notice = ""
        self._is_stale = False
        self._timer: Timer | None = None

    def tell(self, text: str) -> bool:
        """Say something in place of the keys for a few seconds.

        Args:
            text: what is said, translated.

        Returns:
            whether there was room for it.
        """
        if cell_len(text) > self.size.width - 2:
            return False
        if self._timer is not None:
            self._timer.stop()
        self._notice = text
        self._timer = self.set_timer(NOTICE_SECONDS, self._forget)
        self.show([Part(" "), Part(text, "strong")])
        return True

    def _forget(self) -> None:
        self._notice = ""
        self._changed(self.screen)

    def on_mount(self) -> None:
        """Follow the focus and what is possible."""
        self.screen.bindings_updated_signal.subscribe(self, self._changed)
        self._changed(self.screen)

    def _changed(self, screen: Screen[object]) -> None:
        if self.is_attached and screen.is_attached and not self._notice:
            # Worked out when it is painted: several changes come before one paint.
            self._is_stale = True
            self.refresh()

    def _keys(self, screen: Screen[object]) -> list[Part]:
        parts: list[Part] = []
        seen: set[str] = set()
        first = list(getattr(screen, "first_actions", ()))  # dialogs have none

        def rank(active: ActiveBinding) -> tuple[int, int]:
            action = active.binding.action
            return first.index(action) if action in first else len(first), _rank(active)

        for active in sorted(screen.active_bindings.values(), key=rank):
            binding = active.binding
            if not binding.show or not active.enabled or binding.action in seen or not binding.description:
                continue
            seen.add(binding.action)
            namespace = "app" if active.node is self.app else "screen"
            action = binding.action if "." in binding.action else f"{namespace}.{binding.action}"
            parts.append(Part(" " if not parts else " · "))
            parts.append(Part(self.app.get_key_display(binding), "key", action))
            parts.append(Part(f" {binding.description}", "", action))
        return parts

    def fitted(self, width: int) -> list[Part]:
        """The parts that fit a width; a key is never shown without what it does."""
        if self._is_stale and not self._notice:
            self._is_stale = False
            self._parts = tuple(self._keys(self.screen))
        parts = super().fitted(width)
        if self._notice:
            return parts
        while (parts and parts[-1].tone != "") or (parts and not parts[-1].action):
            parts.pop()
        return parts


def _rank(active: ActiveBinding) -> int:
    """The place of a key: as its command's in the table of commands, the other keys last."""
    ranks = _ranks()
    return ranks.get(active.binding.id or "", len(ranks))


@cache
def _ranks() -> dict[str, int]:
    tables = commands_by_screen()
    own = [command for name, table in tables.items() if name != "app" for command in table]
    return {command.id: rank for rank, command in enumerate((*own, *tables["app"]))}
