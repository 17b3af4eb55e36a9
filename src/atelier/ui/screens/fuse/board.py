"""What the fusion shows: bars, three lists, and where one is in them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import ClassVar, Final, TypeVar

from textual import events, on
from textual.binding import ActiveBinding
from textual.containers import Container, Vertical
from textual.timer import Timer
from textual.widget import Widget

from atelier.domain.canvas import Heading
from atelier.domain.note import Note
from atelier.domain.record import Row
from atelier.domain.theme import Theme, ThemeStatus, Transversal
from atelier.domain.workshop import CafeTable, Workshop
from atelier.errors import N_, AtelierError
from atelier.services.locks import refuse_frozen
from atelier.ui.base import WorkshopScreen
from atelier.ui.dialogs.dialog import Dialog
from atelier.ui.screens.fuse import conclusion_view, notes_view, points_view
from atelier.ui.screens.fuse.bars import count_parts, heading_parts, table_parts
from atelier.ui.screens.fuse.keys import CHANGES_OF_POINTS, FIRST_KEYS
from atelier.ui.screens.fuse.memory import Memory, recall, remember
from atelier.ui.screens.fuse.notes_view import Listing, NotesView
from atelier.ui.screens.fuse.where import Where, headings_at, settled
from atelier.ui.widgets.bar import Bar, Part
from atelier.ui.widgets.line_list import Line, LineList

A = TypeVar("A")

PANELS: Final = ("notes", "points", "detail")
"""The lists, from left to right; also their ids."""
_SOON: Final = 1.0
"""Seconds after which where one is goes to the disk."""
_DRAFTED: Final = ("title", "paragraph", "short", "divergence")


class FuseBoard(WorkshopScreen):
    """The lists of the fusion; the screen adds what is done with them."""

    SECTION: ClassVar[str] = "fuse"
    CSS_PATH = "fuse.tcss"
    AUTO_FOCUS = "#notes"

    def __init__(self) -> None:
        super().__init__()
        self.where = Where()
        """The page that is shown."""
        self.listing = Listing()
        """Which notes are listed."""
        self.left: Where | None = None
        """The page that one came to the conclusion from."""
        self._last_panel = PANELS[0]
        self._is_placed = False
        self._wanted: dict[str, str] = {}
        """Lines to put the cursor on when they are next there, by list."""
        self._timer: Timer | None = None
        self._memory = Memory()
        self._written = Memory()

    def body(self) -> Iterable[Widget]:
        yield Bar(id="fuse-tables")
        yield Bar(id="fuse-headings")
        yield Bar(id="fuse-counts")
        with Container(id="fuse-panels"):
            with Vertical(id="notes-panel", classes="fuse--panel"):
                yield Bar(id="notes-title")
                yield LineList(can_mark=True, id="notes")
            with Container(id="fuse-right"):
                with Vertical(id="points-panel", classes="fuse--panel"):
                    yield Bar(id="points-title")
                    yield LineList(can_mark=True, id="points")
                with Vertical(id="detail-panel", classes="fuse--panel"):
                    yield Bar(id="detail-title")
                    yield LineList(can_mark=True, id="detail")

    # What is shown and chosen

    def lines_of(self, panel: str) -> LineList:
        """One of the three lists."""
        return self.query_one(f"#{panel}", LineList)

    @property
    def panel(self) -> str:
        """The list that has the focus, or had it last."""
        return next((name for name in PANELS if self.lines_of(name).has_focus), self._last_panel)

    @property
    def table(self) -> CafeTable | None:
        """The table of the page; None in the conclusion."""
        return self.state.get(CafeTable, self.where.table_id)

    @property
    def theme(self) -> Theme | None:
        """The point under the cursor in the list of points."""
        return None if self.where.is_conclusion else self.state.get(Theme, self.lines_of("points").cursor)

    @property
    def transversal(self) -> Transversal | None:
        """The transversal point under the cursor, in the conclusion."""
        return (
            self.state.get(Transversal, self.lines_of("points").cursor) if self.where.is_conclusion else None
        )

    @property
    def part(self) -> str:
        """The column of the workshop under the cursor, in the conclusion; empty elsewhere."""
        return conclusion_view.part_of(self.lines_of("points").cursor) if self.where.is_conclusion else ""

    def chosen(self, row: type[Row], panel: str) -> list[str]:
        """The marked rows of a kind in a list, or the one under its cursor."""
        return [line_id for line_id in self.lines_of(panel).chosen_ids if self.state.get(row, line_id)]

    def chosen_notes(self) -> list[str]:
        """The notes to do something with: those of the list in focus, else those that are marked."""
        if self.panel in ("notes", "detail"):
            return self.chosen(Note, self.panel)
        return self.chosen(Note, "notes") if self.lines_of("notes").marked else []

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
        self._wanted |= lines
        self.draw()
        self._remember_soon()

    def want(self, **lines: str) -> None:
        """Put the cursor of a list on a line as soon as it is there."""
        self._wanted |= lines

    def focus_panel(self, panel: str) -> None:
        """Give a list the focus, and show it where only one fits."""
        self._last_panel = panel
        self._show_panel(panel)
        self.lines_of(panel).focus()

    # Drawing

    def state_changed(self, kinds: frozenset[str]) -> None:
        if not self._is_placed:
            self._place()
        elif kinds and not kinds & _SHOWN:
            return
        self.where = settled(self.state, self.where)
        self.draw()

    def draw(self) -> None:
        """Draw everything of the page."""
        self._draw_bars()
        for name in PANELS:
            self._draw_list(name)
        self._draw_titles()
        self.refresh_bindings()

    def retranslate(self) -> None:
        """Every word comes from the drawing."""
        self.renew(frozenset())

    def on_resize(self) -> None:
        """Fit the tabs of the tables."""
        if self._is_placed:
            self._draw_bars()

    @on(events.DescendantFocus)
    def _focused(self, event: events.DescendantFocus) -> None:
        if event.widget.id in PANELS:
            self._last_panel = event.widget.id
            self._show_panel(event.widget.id)
            self._draw_titles()

    @on(LineList.Highlighted, "#points")
    def _point_shown(self, event: LineList.Highlighted) -> None:
        event.stop()
        if self._is_placed:
            self.lines_of("detail").clear_marks()
            self._draw_list("detail")
            self._draw_titles()

    @on(LineList.Highlighted)
    def _line_shown(self, event: LineList.Highlighted) -> None:
        event.stop()
        if self._is_placed:
            self._remember_soon()

    @on(LineList.Marked)
    def _marked(self, event: LineList.Marked) -> None:
        event.stop()
        self._draw_titles()

    def _draw_bars(self) -> None:
        tr, state = self.tr, self.state
        self.query_one("#fuse-tables", Bar).show(table_parts(tr, state, self.where, self.size.width))
        self.query_one("#fuse-headings", Bar).show(heading_parts(tr, state, self.where))
        self.query_one("#fuse-counts", Bar).show(count_parts(tr, state, self.where))

    def _draw_list(self, name: str) -> None:
        listing = self.lines_of(name)
        lines = self._lines(name)
        wanted = self._wanted.get(name)
        if wanted is not None and any(line.id == wanted for line in lines):
            del self._wanted[name]
        else:
            wanted = None
        listing.show(lines, cursor=wanted)

    def _lines(self, name: str) -> list[Line]:
        tr, state, where = self.tr, self.state, self.where
        if where.is_conclusion:
            match name:
                case "notes":
                    return conclusion_view.material_lines(tr, state)
                case "points":
                    return conclusion_view.part_lines(tr, state)
                case _:
                    cursor = self.lines_of("points").cursor
                    return conclusion_view.part_detail_lines(tr, state, cursor, draft=bool(self._drafts()))
        match name:
            case "notes":
                return notes_view.note_lines(tr, state, where, self.listing, self.reading())
            case "points":
                return points_view.point_lines(tr, state, where)
            case _:
                return points_view.detail_lines(tr, state, where, self.theme, drafts=self._drafts())

    def _drafts(self) -> frozenset[str]:
        """The columns of what is opened whose text was typed and not kept."""
        if self.part:
            return self._drafted(Workshop.KIND, self.state.workshop.id, [self.part])
        row = self.theme or self.transversal
        return frozenset() if row is None else self._drafted(row.KIND, row.id, _DRAFTED)

    def _drafted(self, kind: str, row_id: str, columns: Iterable[str]) -> frozenset[str]:
        drafts = self.session.drafts
        return frozenset(column for column in columns if drafts(draft_field(kind, row_id, column)))

    def _draw_titles(self) -> None:
        for name, (title, note) in self._titles().items():
            marked = len(self.lines_of(name).marked)
            parts = [Part(f" {title} ", "here" if name == self.panel else "title")]
            if marked:
                parts.append(Part(" " + self.tr.n("{n} marked", "{n} marked", marked), "key"))
            if note:
                parts.append(Part(f" {note}", "dim", is_flexible=True))
            self.query_one(f"#{name}-title", Bar).show(parts)

    def _titles(self) -> dict[str, tuple[str, str]]:
        tr = self.tr
        if self.where.is_conclusion:
            return {
                "notes": (tr("POINTS OF THE TABLES"), ""),
                "points": (tr("CONCLUSION"), ""),
                "detail": (tr("OPENED"), ""),
            }
        names = {
            NotesView.PENDING: tr("TO TREAT"),
            NotesView.ALL: tr("ALL NOTES"),
            NotesView.SET_ASIDE: tr("SET ASIDE"),
        }
        notes = notes_view.listed_notes(self.state, self.where, self.listing)
        count = len(points_view.accepted_themes(self.state, self.where))
        reach = (
            tr("every heading") if self.listing.has_all_headings else tr("Space marks · Enter makes a point")
        )
        return {
            "notes": (f"{names[self.listing.view]} ({len(notes)})", reach),
            "points": (tr("POINTS ({n})", n=count), tr("groups and notes at the right")),
            "detail": (self._detail_title(), ""),
        }

    def _detail_title(self) -> str:
        theme, tr = self.theme, self.tr
        themes = points_view.accepted_themes(self.state, self.where)
        if theme is None:
            return tr("POINT")
        if theme not in themes:
            return tr("SUGGESTION")
        title = tr("POINT {n}", n=themes.index(theme) + 1)
        return f"{title} ★ {tr('key message')}" if theme.star else title

    def _show_panel(self, panel: str) -> None:
        for name in PANELS:
            self.query_one(f"#{name}-panel").set_class(name == panel, "-here")
        self.query_one("#fuse-right").set_class(panel != "notes", "-here")

    # Asking

    def ask(self, dialog: Dialog[A], then: Callable[[A], object]) -> None:
        """Show a dialog; nothing more happens when it is given up."""

        def answered(answer: A | None) -> None:
            if answer is not None:
                then(answer)

        self.app.push_screen(dialog, answered)

    def may_change_points(self) -> bool:
        """Whether the points of this table can be changed; if not, the reason is shown."""
        try:
            if not self.where.is_conclusion:
                refuse_frozen(self.state, self.where.table_id)
        except AtelierError as error:
            self.atelier.warn(error)
            return False
        return True

    def clear_marks(self) -> None:
        """Mark nothing any more."""
        for name in PANELS:
            self.lines_of(name).clear_marks()

    def tell_where_it_is(self, text: str) -> None:
        """Say what was done where the list of points does not show it."""
        if not self.lines_of("points").is_on_screen:
            self.atelier.say(text)

    def needs(self, what: str) -> None:
        """Say what has to be chosen first; the sentence is a message id."""
        self.atelier.warn(AtelierError(what))

    # Keys

    @property
    def active_bindings(self) -> dict[str, ActiveBinding]:
        """The keys that work now, those of the list that has the focus first."""
        found = super().active_bindings
        if not self.is_mounted:
            return found
        first = [action for action in FIRST_KEYS[self.panel] if action not in self._idle_actions()]

        def rank(item: tuple[str, ActiveBinding]) -> int:
            action = item[1].binding.action
            return first.index(action) if action in first else len(first)

        def told(active: ActiveBinding) -> ActiveBinding:
            binding = active.binding
            if active.node is not self:
                return active
            if binding.action not in first:
                return active._replace(binding=replace(binding, show=False))
            if binding.action == "create" and self.panel == "notes":
                return active._replace(binding=replace(binding, key="enter"))
            return active

        return {key: told(active) for key, active in sorted(found.items(), key=rank)}

    def _idle_actions(self) -> set[str]:
        """What the key bar need not name now: it would only answer that there is nothing to do it to."""
        idle: set[str] = set()
        if self.listing.view is NotesView.PENDING:
            idle.add("take_back")
        theme, has_points = self.theme, bool(self.lines_of("points").cursor)
        if theme is None or theme.status == ThemeStatus.ACCEPTED:
            idle.add("accept")
        if not has_points:
            idle |= {"attach", "attach_here", "write", "rename", "unite", "star", "divergence", "write_short"}
            idle |= {"remove", "move_down", "detach", "split"}
        if self.table is not None and self.table.is_frozen:
            idle |= CHANGES_OF_POINTS
        return idle

    # Where one stopped

    def _place(self) -> None:
        self._is_placed = True
        memory = recall(self.atelier.places, self.state.workshop.id)
        self._wanted = dict(memory.lines)
        self.where = settled(self.state, memory.where)

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

    def headings(self) -> tuple[Heading, ...]:
        """The headings of the table that is shown."""
        return headings_at(self.state, self.where.table_id)


def draft_field(kind: str, row_id: str, column: str) -> str:
    """The name under which the draft of a text is kept."""
    return f"{kind}/{row_id}/{column}"


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
        "cell",
        "seating",
        "clock_event",
        "step",
    ]
)
"""The tables that something is drawn from."""

NO_POINT: Final = N_("Choose a point first: make one with n, or go to another heading with ← →.")
NO_NOTE: Final = N_("Choose notes first: put the cursor on one, or mark several with Space.")
