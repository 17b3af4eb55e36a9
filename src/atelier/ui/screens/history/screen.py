"""The screen `history`: who changed what and when, newest first, and any of it taken back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import ClassVar

from textual import on, work
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.timer import Timer
from textual.widget import Widget

from atelier.domain.change import Action
from atelier.domain.text import one_line
from atelier.errors import AtelierError
from atelier.services.session import Past, Wanted
from atelier.services.taking_back import refuse_harm
from atelier.ui.base import WorkshopScreen
from atelier.ui.commands.history import HISTORY
from atelier.ui.commands.registry import bindings
from atelier.ui.screens.history.deeds import names_meant
from atelier.ui.screens.history.filters import choose_author, choose_kind, choose_place, filter_parts
from atelier.ui.screens.history.lines import Known, action_lines, detail_lines
from atelier.ui.screens.history.people import Reader
from atelier.ui.screens.history.taking_back import ask_and_turn, remarks_of
from atelier.ui.widgets.bar import Bar
from atelier.ui.widgets.key_bar import KeyBar
from atelier.ui.widgets.line_list import LineList

PAGE = 200
"""Actions that are read at once."""
_AHEAD = 40
"""So many lines before the last one the next page is read."""
_REST_SECONDS = 0.08
"""How long the cursor rests on an action before its details are read."""


class HistoryScreen(WorkshopScreen):
    """Actions on one side, what the one under the cursor changed on the other."""

    SECTION: ClassVar[str] = "history"
    BINDINGS: ClassVar[list[BindingType]] = bindings(HISTORY)
    CSS_PATH = "history.tcss"

    def __init__(self) -> None:
        super().__init__()
        self._pasts: list[Past] = []
        self._is_whole_read = False
        self._known: Known = {}
        self._resting: Timer | None = None
        self.void: frozenset[str] = frozenset()
        """The ids of the actions that were taken back."""
        self.wanted = Wanted()

    def body(self) -> Iterable[Widget]:
        """What is looked for, the actions, and one of them."""
        yield Bar(id="filter")
        yield Horizontal(
            LineList(id="actions", placeholder=self.tr("Nothing was done that matches.")),
            LineList(id="details"),
            id="columns",
        )

    def on_mount(self) -> None:
        """Put the cursor on the newest action."""
        self.query_one("#actions", LineList).focus()

    @property
    def reader(self) -> Reader:
        """Who reads: this program."""
        return Reader(self.session.author, self.session.node)

    @property
    def _list(self) -> LineList:
        return self.query_one("#actions", LineList)

    @property
    def past(self) -> Past | None:
        """The action under the cursor."""
        cursor = self._list.cursor
        return next((past for past in self._pasts if past.id == cursor), None)

    # Reading

    def state_changed(self, kinds: frozenset[str]) -> None:
        """Something was done: show it first."""
        target, self.atelier.history_target = self.atelier.history_target, None
        if target is not None:
            self.wanted = Wanted(row=target)
        if target is not None or not self._pasts:
            self.read()
            return
        try:
            # What arrives at once is never more than a page, or a page is enough to see it.
            newer = self.session.actions(after=self._pasts[0].id, limit=PAGE, wanted=self.wanted)
            self.void = self.session.taken_back()
        except AtelierError as error:
            self.atelier.warn(error)
            return
        if len(newer) == PAGE:
            self.read()
            return
        self._pasts = newer + self._pasts
        self._draw()

    def recomposed(self) -> None:
        """Another language: every line is said anew."""
        self._known = {}
        super().recomposed()
        self._draw()

    def read(self) -> None:
        """Read the first page anew."""
        self._pasts, self._is_whole_read = [], False
        self._known = {}
        self._read_on()

    def _read_on(self) -> None:
        if self._is_whole_read:
            return
        last = self._pasts[-1].id if self._pasts else ""
        try:
            page = self.session.actions(before=last, limit=PAGE, wanted=self.wanted)
            self.void = self.session.taken_back()
        except AtelierError as error:
            self._is_whole_read = True
            self.atelier.warn(error)
            return
        self._is_whole_read = len(page) < PAGE
        self._pasts += page
        self._draw()

    def _draw(self) -> None:
        self.query_one("#filter", Bar).show(filter_parts(self.tr, self.state, self.reader, self.wanted))
        self._list.show(action_lines(self.tr, self.reader, self._pasts, self.void, self._known))
        self._look_soon()

    @on(LineList.Highlighted, "#actions")
    def _moved(self) -> None:
        cursor = self._list.cursor
        if cursor is not None and any(past.id == cursor for past in self._pasts[-_AHEAD:]):
            self._read_on()
        self._look_soon()

    def _look_soon(self) -> None:
        # A key that is held down goes through many actions: only where it stops is looked at.
        if self._resting is not None:
            self._resting.stop()
        self._resting = self.set_timer(_REST_SECONDS, self._look)

    def _look(self) -> None:
        if not self.is_whole or self.atelier.session is None:
            return
        details, past = self.query_one("#details", LineList), self.past
        if past is None:
            details.show([])
            return
        try:
            found = self.session.details(past.id)
            remarks = self._remarks(past)
        except AtelierError as error:
            details.show([])
            self.atelier.warn(error)
            return
        details.show(detail_lines(self.tr, self.state, self.reader, past, found, remarks))

    def _remarks(self, past: Past) -> list[str]:
        plan = self.session.plan_taking_back(past.id, self.SECTION)
        if plan is None:
            return []
        told = [self.tr("It was taken back since.")] if past.id in self.void else []
        try:
            refuse_harm(self.state, self.session.clock.now(), past.name, plan.action)
        except AtelierError as error:
            return [*told, self.tr.of(error)]
        return told + remarks_of(self.tr, self, plan)

    # Going

    @on(LineList.Chosen, "#actions")
    def _chosen(self, event: LineList.Chosen) -> None:
        event.stop()
        self.action_look()

    def action_look(self) -> None:
        """Go to what the action changed, and back."""
        at_details = self.query_one("#details").has_focus
        self.set_class(not at_details, "-details")
        self.query_one("#actions" if at_details else "#details", LineList).focus()

    def action_back(self) -> None:
        """Go back to the actions, then to where one came from."""
        if self.query_one("#details").has_focus:
            self.action_look()
        else:
            self.atelier.switch_mode(self.atelier.history_from)

    def tells(self, text: str) -> bool:
        """Say it where the keys are: the list is read from below."""
        return self.query_one("#keys", KeyBar).tell(text)

    # Taking back

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Nothing is taken back in a file that is only looked at."""
        if action == "turn" and self.atelier.session is not None:
            return not self.session.read_only
        return super().check_action(action, parameters)

    @work(exit_on_error=False, exclusive=True, group="turn")
    async def action_turn(self) -> None:
        """Take the action under the cursor back, or do it again."""
        past = self.past
        if past is not None:
            await ask_and_turn(self, past)

    def check_taking_back(self, action: Action) -> None:
        """Undo on this screen is looked at as what it chose itself was."""
        refuse_harm(self.state, self.session.clock.now(), action.name, action)

    # Looking for

    def look_for(self, wanted: Wanted) -> None:
        """Show other actions."""
        self.wanted = wanted
        self._list.show([])
        self.read()

    @work(exit_on_error=False)
    async def action_choose_kind(self) -> None:
        """Show one kind of actions only."""
        await choose_kind(self)

    @work(exit_on_error=False)
    async def action_choose_place(self) -> None:
        """Show what was done on one screen only."""
        await choose_place(self)

    @work(exit_on_error=False)
    async def action_choose_author(self) -> None:
        """Show what one author did only."""
        await choose_author(self)

    @work(exit_on_error=False)
    async def action_search(self) -> None:
        """Look for words."""
        from atelier.ui.dialogs.questions import OneLine

        answer = await self.app.push_screen_wait(
            OneLine(self.tr("Look for which words?"), self.wanted.words, is_proposal=True)
        )
        if answer is not None:
            words = one_line(answer)
            names = names_meant(self.tr, words) if words else frozenset[str]()
            self.look_for(replace(self.wanted, words=words, names=names))

    def action_show_all(self) -> None:
        """Show every action again."""
        self.look_for(Wanted())
