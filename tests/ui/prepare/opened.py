"""Prepare, opened, with what tests look at."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from textual.pilot import Pilot

from atelier.domain.state import State
from atelier.services.session import Session
from atelier.ui.dialogs.questions import OneLine
from atelier.ui.screens.prepare.fields import Field, Part
from atelier.ui.screens.prepare.screen import PrepareScreen
from atelier.ui.widgets.line_list import LineList
from tests.ui.steering import type_over, until


class Prepared:
    """The program in Prepare, with what tests look at."""

    def __init__(self, pilot: Pilot[Any], session: Session) -> None:
        self.pilot = pilot
        self.session = session

    @property
    def state(self) -> State:
        return self.session.state

    @property
    def screen(self) -> PrepareScreen:
        found = self.pilot.app.screen_stack[0]
        assert isinstance(found, PrepareScreen)
        return found

    @property
    def fields(self) -> LineList:
        return self.screen.query_one("#fields", LineList)

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*keys)

    async def until(self, condition: Callable[[], object]) -> None:
        await until(self.pilot, condition)

    async def dialog(self, kind: type[Any]) -> None:
        await self.until(lambda: isinstance(self.pilot.app.screen, kind))

    def go(self, part: Part, field: Field | None = None) -> None:
        self.screen._show(part, field.id if field is not None else None)

    async def change(self, part: Part, field: Field, text: str) -> None:
        """Change a field of one line."""
        self.go(part, field)
        await self.press("enter")
        await self.dialog(OneLine)
        await type_over(self.pilot, text)


def workshop_field(session: Session, column: str) -> Field:
    return Field("workshop", session.state.workshop.id, column)


def notices(it: Prepared) -> list[str]:
    return [str(notice.message) for notice in it.pilot.app._notifications]
