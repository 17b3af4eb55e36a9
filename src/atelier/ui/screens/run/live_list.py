"""A list over the screen that follows every change of the workshop, and what is done from it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Label

from atelier.ui.dialogs.dialog import Dialog
from atelier.ui.safe import plain
from atelier.ui.widgets.bar import Bar, Part
from atelier.ui.widgets.line_list import Line, LineList

if TYPE_CHECKING:
    from atelier.domain.change import Action
    from atelier.domain.state import State
    from atelier.ui.screens.run.table_keys import TableKeys

AGE_SECONDS = 5.0
"""How often ages and times are drawn anew."""


class LiveList(Dialog[str]):
    """One line a thing; it stays open while one thing after the other is dealt with."""

    CAN_MARK: ClassVar[bool] = False
    DEFAULT_CSS = """
    LiveList {
        & > .dialog--box { width: 100; padding: 0 1; }
        & LineList { max-height: 24; }
        &.-low LineList { max-height: 13; }
        & #live-title { background: transparent; margin-bottom: 1; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+z", "app.undo", show=False)]

    def __init__(self, run: TableKeys) -> None:
        """A list.

        Args:
            run: the screen that it is over.
        """
        super().__init__()
        self.run = run
        self._unsubscribe: Callable[[], None] = lambda: None

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog--box"):
            yield Bar(id="live-title")
            yield LineList(id="live", can_mark=self.CAN_MARK)
            yield Label(plain(self.hint()), classes="dialog--hint")

    def on_mount(self) -> None:
        """Show what there is, and follow it."""
        session = self.run.session
        self._unsubscribe = session.subscribe(self._follow)
        self.set_interval(AGE_SECONDS, self.draw)
        self.draw(cursor=self.start())
        self.listing.focus()

    def on_unmount(self) -> None:
        """Follow no longer."""
        self._unsubscribe()

    def _follow(self, kinds: frozenset[str]) -> None:
        self.call_later(self.draw)

    @property
    def listing(self) -> LineList:
        """The list."""
        return self.query_one("#live", LineList)

    @property
    def state(self) -> State:
        """The workshop."""
        return self.run.state

    def draw(self, *, cursor: str | None = None) -> None:
        """Show what there is now.

        Args:
            cursor: the line to put the cursor on.
        """
        if not self.is_attached or self.atelier.session is None or not self.query("#live"):
            return
        lines = self.lines()
        self.query_one("#live-title", Bar).show([Part(self.heading(), "title", is_flexible=True)])
        self.listing.placeholder = self.nothing()
        self.listing.show(lines, cursor=cursor)

    def perform(self, plan: Callable[[], Action | None], done: str = "") -> None:
        """Plan something and save it; what went wrong is shown.

        Args:
            plan: plans it.
            done: what is said once it is saved, translated.
        """
        self.run.perform(plan, (lambda _: self.atelier.say(done)) if done else None)

    def leave(self, table_id: str, round_number: int, group_id: str | None, heading: str = "") -> None:
        """Close, and go on in Note at a cell."""
        self.dismiss(None)
        self.atelier.capture_at(table_id, round_number, group_id, heading)

    # What each list says for itself

    def heading(self) -> str:
        """The line above."""
        return ""

    def hint(self) -> str:
        """The keys."""
        return ""

    def nothing(self) -> str:
        """What stands in an empty list."""
        return ""

    def lines(self) -> Sequence[Line]:
        """One line a thing."""
        return ()

    def start(self) -> str | None:
        """The line under the cursor at first."""
        return None
