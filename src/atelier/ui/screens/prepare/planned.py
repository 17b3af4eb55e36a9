"""A screen whose keys are pressed faster than the disk writes: it shows and plans upon what is on its way."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from atelier.domain.change import Action
from atelier.domain.clock import Moment
from atelier.domain.state import State
from atelier.errors import N_, AtelierError
from atelier.ui.base import WorkshopScreen
from atelier.ui.screens.prepare.ahead import Ahead

if TYPE_CHECKING:
    from atelier.services.session import Saved


class PlannedScreen(WorkshopScreen):
    """Draws what is being written at once."""

    def __init__(self) -> None:
        super().__init__()
        self._ahead = Ahead()

    @property
    def planned(self) -> State:
        """The workshop with what is being written."""
        return self._ahead.state(self.session)

    @property
    def now(self) -> Moment:
        """This instant."""
        return self.session.clock.now()

    def redraw(self) -> None:
        """Draw what is planned; screens override it."""

    def perform(self, plan: Callable[[], Action | None], then: Callable[[Saved], None] | None = None) -> bool:
        """As on every screen; what changes is shown, and planned upon, before it is committed."""
        if not self.may_change():
            return False
        action = self.plan_action(plan)
        if action is None:
            return False

        def arrived(saved: Saved) -> None:
            self._ahead.arrived(action)
            if then is not None:
                then(saved)

        future = self.atelier.save(action, arrived)
        if future is not None:
            self._ahead.add(action, future)
        self.redraw()
        return future is not None

    def may_change(self) -> bool:
        """Whether the file can be written; a notice says when it cannot."""
        if self.session.read_only:
            text = N_(
                "{file} or its folder is read-only: you can look and export, and nothing can be changed."
            )
            self.atelier.warn(AtelierError(text, file=self.session.path))
        return not self.session.read_only
