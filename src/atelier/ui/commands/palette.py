"""The palette: every command of the screen and of the program, by name."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING, cast

from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content

from atelier.domain.text import printable
from atelier.ui.base import AtelierScreen
from atelier.ui.commands.command import Command
from atelier.ui.commands.registry import commands_by_screen
from atelier.ui.safe import plain

if TYPE_CHECKING:
    from atelier.ui.app import AtelierApp


class CommandProvider(Provider):
    """Finds commands by their translated name."""

    async def discover(self) -> Hits:
        """All commands, before anything is typed."""
        for command in self._commands():
            title = self._title(command)
            yield DiscoveryHit(plain(title), partial(self._run, command), title, self._help(command))

    async def search(self, query: str) -> Hits:
        """The commands whose name matches, accents or not."""
        matcher = self.matcher(_bare(query))
        for command in self._commands():
            title = self._title(command)
            score = matcher.match(_bare(title))
            if score > 0:
                found = Content(printable(title), list(matcher.highlight(_bare(title)).spans))
                yield Hit(score, found, partial(self._run, command), title, self._help(command))

    @property
    def _atelier(self) -> AtelierApp:
        return cast("AtelierApp", self.app)

    def _commands(self) -> Iterable[Command]:
        tables = commands_by_screen()
        screen = self.screen
        if isinstance(screen, AtelierScreen):
            for command in tables.get(screen.SECTION, ()):
                if screen.check_action(command.action, ()):
                    yield command
        for command in tables["app"]:
            if self.app.check_action(command.action, ()):
                yield command

    def _title(self, command: Command) -> str:
        title = self._atelier.tr(command.title)
        keys = " ".join(self._atelier.key_names(command))
        return f"{title}  ({keys})" if keys else title

    def _help(self, command: Command) -> str:
        return self._atelier.tr(command.help)

    async def _run(self, command: Command) -> None:
        namespace = self.app if command.screen == "app" else self.screen
        await self.app.run_action(command.action, namespace)


def _bare(text: str) -> str:
    """A text without its accents, letter by letter: as long as before."""
    return "".join(unicodedata.normalize("NFD", letter)[0] for letter in printable(text))
