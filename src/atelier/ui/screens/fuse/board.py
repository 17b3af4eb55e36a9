"""Where one is in the fusion: going from page to page, stopping, and coming back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import replace
from typing import TYPE_CHECKING, Final, TypeVar

from textual import events, on
from textual.binding import ActiveBinding
from textual.timer import Timer

from atelier.domain.change import Action
from atelier.domain.theme import Theme, ThemeSource, ThemeStatus
from atelier.errors import N_, AtelierError
from atelier.services.locks import refuse_frozen
from atelier.ui.screens.fuse.bench import FuseBench
from atelier.ui.screens.fuse.keys import CHANGES_OF_POINTS, FIRST_KEYS
from atelier.ui.screens.fuse.lists import PANELS
from atelier.ui.screens.fuse.memory import Memory, recall, remember
from atelier.ui.screens.fuse.notes_view import Listing, NotesView
from atelier.ui.screens.fuse.points_view import proposed_themes
from atelier.ui.screens.fuse.where import Where, settled
from atelier.ui.widgets.key_bar import KeyBar
from atelier.ui.widgets.line_list import LineList

if TYPE_CHECKING:
    from atelier.services.session import Saved
    from atelier.ui.dialogs.dialog import Dialog
    from atelier.ui.dialogs.editor import Editor

A = TypeVar("A")

_SOON: Final = 1.0
"""Seconds after which where one is goes to the disk."""


class FuseBoard(FuseBench):
    """Where one is in the fusion, and what the keys do there; the screen adds the deeds."""

    def __init__(self) -> None:
        super().__init__()
        self.left: Where | None = None
        """The page that one came to the conclusion from."""
        self.has_accepted = False
        """Whether a suggestion was accepted since the screen came up."""
        self._is_placed = False
        self._saving: Future[Saved] | None = None
        self._waiting: list[tuple[Callable[[], Action | None], Callable[[Saved], None] | None]] = []
        """What was asked for while something was being saved."""
        self._timer: Timer | None = None
        self._memory = Memory()
        self._written = Memory()

    # Going

    def go(self, where: Where | None, **lines: str) -> None:
        """Show another page.

        Args:
            where: the page, or the nearest one when it is gone.
            **lines: for a list, the line to put the cursor on; the first one by default.
        """
        before = self.where
        self.where = settled(self.state, where)
        if self.where != before:
            self.listing = Listing()
            self.clear_marks()
            for name in PANELS:
                self.lines_of(name).show(())
        self.wanted |= lines
        self.draw()
        self._remember_soon()

    # Drawing

    def state_changed(self, kinds: frozenset[str]) -> None:
        # The editor hides everything, and closing it draws everything.
        is_hidden = bool(self._editors())
        has_target = self.atelier.fuse_target is not None
        if self._is_placed and not has_target and kinds and (is_hidden or not kinds & _SHOWN):
            return
        if not self._is_placed:
            self._place()
        self._take_target()
        self.where = settled(self.state, self.where)
        self.draw()

    def retranslate(self) -> None:
        """Every word comes from the drawing."""
        self.renew(frozenset())

    def on_resize(self) -> None:
        """Fit the tabs of the tables."""
        if self._is_placed:
            self.draw_bars()

    @on(events.DescendantFocus)
    def _focused(self, event: events.DescendantFocus) -> None:
        if event.widget.id in PANELS:
            self.last_panel = event.widget.id
            self.show_panel(event.widget.id)
            self.draw_titles()

    @on(LineList.Highlighted, "#points")
    def _point_shown(self, event: LineList.Highlighted) -> None:
        event.stop()
        if self._is_placed:
            self.lines_of("detail").clear_marks()
            self.draw_list("detail")
            self.draw_titles()

    @on(LineList.Highlighted)
    def _line_shown(self, event: LineList.Highlighted) -> None:
        event.stop()
        if self._is_placed:
            self._remember_soon()

    @on(LineList.Marked)
    def _marked(self, event: LineList.Marked) -> None:
        event.stop()
        self.draw_titles()

    # Asking

    def perform(self, plan: Callable[[], Action | None], then: Callable[[Saved], None] | None = None) -> bool:
        """As on every screen; what is asked for while something is being saved is planned after that."""
        if self._is_saving():
            self._waiting.append((plan, then))
            return True
        if not self.may_write():
            return False
        action = self.plan_action(plan)
        if action is None:
            return False
        action = self.made_real(action)

        def saved(what: Saved) -> None:
            if then is not None:
                then(what)
            self._go_on()

        self._saving = self.atelier.save(action, saved, lambda _: self._go_on())
        return True

    def _is_saving(self) -> bool:
        saving = self._saving
        return saving is not None and not (saving.done() and saving.exception() is not None)

    def _go_on(self) -> None:
        """Do what was asked for meanwhile, until something is being saved again."""
        self._saving = None
        while self._waiting and not self._is_saving():
            self.perform(*self._waiting.pop(0))

    def ask(self, dialog: Dialog[A], then: Callable[[A], object]) -> None:
        """Show a dialog; nothing more happens when it is given up."""

        def answered(answer: A | None) -> None:
            if answer is not None:
                then(answer)

        self.app.push_screen(dialog, answered)

    def may_write(self) -> bool:
        """Whether the file can be written; if not, the reason is shown."""
        if self.session.read_only:
            text = N_(
                "{file} or its folder is read-only: you can look and export, and nothing can be changed."
            )
            self.atelier.warn(AtelierError(text, file=self.session.path))
        return not self.session.read_only

    def sees_points(self, *, from_notes: bool = True) -> bool:
        """Whether the list of points is in sight; if not, it is shown, and nothing else should happen.

        Args:
            from_notes: whether it is enough that it is in sight while the notes have the focus.
        """
        if self.lines_of("points").is_on_screen and (from_notes or self.panel != "notes"):
            return True
        self.focus_panel("points")
        self.needs(N_("Here are the points: choose one, then press the key again."))
        return False

    def may_change_points(self) -> bool:
        """Whether the points of this table can be changed; if not, the reason is shown."""
        if not self.may_write():
            return False
        try:
            if not self.where.is_conclusion:
                refuse_frozen(self.state, self.where.table_id)
        except AtelierError as error:
            self.atelier.warn(error)
            return False
        return True

    def tell_where_it_is(self, text: str) -> None:
        """Say what was done where the list of points does not show it."""
        if not self.lines_of("points").is_on_screen:
            self.atelier.say(text)

    def needs(self, what: str) -> None:
        """Say what has to be chosen first; the sentence is a message id."""
        self.atelier.warn(AtelierError(what))

    def check_taking_back(self, action: Action) -> None:
        """Undo changes no point of a table that was frozen meanwhile, unless it takes the freezing back.

        Raises:
            AtelierError: such a table is frozen.
        """
        freed = {change.row_id for change in action.changes if change.columns.get("frozen_at") == ""}
        ids = [change.row_id for change in action.changes if change.kind in (Theme.KIND, ThemeSource.KIND)]
        themes = (self.state.all(Theme).get(row_id.partition("/")[0]) for row_id in ids)
        for table_id in {theme.table_id for theme in themes if theme is not None} - freed:
            refuse_frozen(self.state, table_id)

    # Keys

    @property
    def active_bindings(self) -> dict[str, ActiveBinding]:
        """The keys that work now; of ours only those of the list that has the focus are shown."""
        found = super().active_bindings
        if not self.is_mounted:
            return found
        first, names = self.first_actions, self._names_now()

        def told(active: ActiveBinding) -> ActiveBinding:
            binding = active.binding
            if active.node is not self:
                return active
            if binding.action not in first:
                return active._replace(binding=replace(binding, show=False))
            if binding.action in names:
                binding = replace(binding, description=self.tr(names[binding.action]))
                active = active._replace(binding=binding)
            if binding.action == "create" and self.panel == "notes":
                return active._replace(binding=replace(binding, key="enter"))
            return active

        return {key: told(active) for key, active in found.items()}

    @property
    def first_actions(self) -> Sequence[str]:
        """What the list in focus is for, without what would find nothing to do."""
        if not self.is_mounted:
            return ()
        idle = self._idle_actions()
        keys = FIRST_KEYS["suggestion" if self._is_on_suggestion() else self.panel]
        actions = [action for action in keys if action not in idle]
        return ["finish", *actions] if self.table is not None and self.table.is_frozen else actions

    def _is_on_suggestion(self) -> bool:
        if self.panel != "points":
            return False
        theme, row = self.theme, self.transversal
        if row is not None:
            return self.is_proposal(row.id)
        return theme is not None and theme.status != ThemeStatus.ACCEPTED

    def _names_now(self) -> dict[str, str]:
        """What some keys do here is more than their name says: message ids by action."""
        if self.atelier.session is None:
            return {}
        if self._is_on_suggestion():
            return {"remove": N_("refuse")}
        if self.panel != "notes" or self.where.is_conclusion:
            return {}
        names: dict[str, str] = {}
        note_id = self.lines_of("notes").cursor or ""
        if self.bench is not None and self.bench.suggestion(self.session.state, note_id) is not None:
            names["accept"] = N_("attach where it points")
        elif self.suggestion_with(note_id) is not None:
            names["accept"] = N_("its suggestion")
        if proposed_themes(self.state, self.where):
            names["next_panel"] = N_("suggestions")
        return names

    def _idle_actions(self) -> set[str]:
        """What the key bar need not name now."""
        idle: set[str] = set()
        if self.listing.view is NotesView.PENDING:
            idle.add("take_back")
        theme, has_points = self.theme, bool(self.lines_of("points").cursor)
        if self.panel == "notes" and not self.where.is_conclusion:
            idle |= set() if self._names_now().get("accept") else {"accept"}
        elif self.where.is_conclusion:
            idle |= set() if self._is_on_suggestion() else {"accept", "why"}
        elif theme is None or theme.status == ThemeStatus.ACCEPTED:
            idle.add("accept")
        if not self.where.is_conclusion and not proposed_themes(self.state, self.where):
            idle.add("accept_all")
        if not has_points:
            idle |= {"attach", "attach_here", "write", "rename", "unite", "star", "divergence", "write_short"}
            idle |= {"remove", "move_down", "detach", "split"}
        if self.table is not None and self.table.is_frozen:
            idle |= CHANGES_OF_POINTS if self.panel == "notes" else {*CHANGES_OF_POINTS, "change_heading"}
        if self.part:
            idle |= {"rename", "detach", "move_down", "remove"}
        return idle

    # Notices, and what is typed

    def tells(self, text: str) -> bool:
        """Say it where the keys are: nobody fuses under a pile of notices."""
        return self.query_one("#keys", KeyBar).tell(text)

    def keep_typing(self) -> None:
        """Keep what is typed in the editor, and where one is."""
        for editor in self._editors():
            editor.keep_draft()
        self._remember_now()

    def _editors(self) -> list[Editor]:
        """The editor, where it is open: it is not imported before that."""
        above = self.app.screen_stack[1:]
        if not above:
            return []
        from atelier.ui.dialogs.editor import Editor

        return [screen for screen in above if isinstance(screen, Editor)]

    # Where one stopped

    def _place(self) -> None:
        self._is_placed = True
        memory = recall(self.atelier.places, self.state.workshop.id)
        self.wanted = dict(memory.lines)
        self.where = settled(self.state, memory.where)

    def _take_target(self) -> None:
        """Go where another screen sent one."""
        target = self.atelier.fuse_target
        if target is None:
            return
        self.atelier.fuse_target = None
        table_id, heading, theme_id = target
        theme = self.state.get(Theme, theme_id)
        if theme is not None:
            table_id, heading = theme.table_id, theme.heading
        self.wanted = {"points": theme_id} if theme is not None else {}
        self.where = settled(self.state, Where(table_id, heading or self.where.heading))
        if theme is not None:
            self.call_after_refresh(self.focus_panel, "points")

    def on_screen_suspend(self) -> None:
        """Keep where one is before another screen shows."""
        self._remember_now()

    def on_unmount(self) -> None:
        """Keep where one is before the program ends."""
        self._remember_now()

    def _remember_soon(self) -> None:
        if self.atelier.session is None:
            return
        lines = {name: self.lines_of(name).cursor or "" for name in PANELS}
        self._memory = Memory(self.state.workshop.id, self.where, lines)
        if self._timer is None:
            self._timer = self.set_timer(_SOON, self._remember_now)

    def _remember_now(self) -> None:
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
        if self._memory != self._written:
            self._written = self._memory
            remember(self.atelier.places, self._memory)


_SHOWN: Final = frozenset(
    [
        "note",
        "theme",
        "theme_source",
        "cafe_table",
        "heading",
        "cafe_group",
        "profile",
        "transversal",
        "transversal_source",
        "workshop",
        "variant",
        "decision",
        "cell",
        "seating",
        "clock_event",
        "step",
    ]
)
"""The tables that something is drawn from."""

NO_POINT: Final = N_("Choose a point first: make one with n, or go to another heading with ← →.")
NO_NOTE: Final = N_("Choose notes first: put the cursor on one, or mark several with Space.")
