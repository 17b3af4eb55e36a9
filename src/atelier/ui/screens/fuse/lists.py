"""The three lists of the fusion and the bars above them: what they show, and what is chosen in them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar, Final

from textual.containers import Container, Vertical
from textual.widget import Widget

from atelier.domain.canvas import Heading
from atelier.domain.note import Note
from atelier.domain.record import Row
from atelier.domain.theme import Theme, Transversal
from atelier.domain.workshop import CafeTable, Workshop
from atelier.ui.base import WorkshopScreen
from atelier.ui.screens.fuse import conclusion_view, notes_view, points_view
from atelier.ui.screens.fuse.bars import count_parts, heading_parts, table_parts
from atelier.ui.screens.fuse.notes_view import Listing, NotesView
from atelier.ui.screens.fuse.where import Where, headings_at
from atelier.ui.widgets.bar import Bar, Part
from atelier.ui.widgets.line_list import Line, LineList

PANELS: Final = ("notes", "points", "detail")
"""The lists, from left to right; also their ids."""
_DRAFTED: Final = ("title", "paragraph", "short", "divergence")


class FuseLists(WorkshopScreen):
    """Notes to treat, points, one of them opened; the same for the parts of the conclusion."""

    SECTION: ClassVar[str] = "fuse"
    CSS_PATH = "fuse.tcss"
    AUTO_FOCUS = "#notes"

    def __init__(self) -> None:
        super().__init__()
        self.where = Where()
        """The page that is shown."""
        self.listing = Listing()
        """Which notes are listed."""
        self.last_panel = PANELS[0]
        """The list that had the focus last."""
        self.wanted: dict[str, str] = {}
        """Lines to put the cursor on when they are next there, by list."""

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
        return next((name for name in PANELS if self.lines_of(name).has_focus), self.last_panel)

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

    def headings(self) -> tuple[Heading, ...]:
        """The headings of the table that is shown."""
        return headings_at(self.state, self.where.table_id)

    def want(self, **lines: str) -> None:
        """Put the cursor of a list on a line as soon as it is there."""
        self.wanted |= lines

    def clear_marks(self) -> None:
        """Mark nothing any more."""
        for name in PANELS:
            self.lines_of(name).clear_marks()

    def focus_panel(self, panel: str) -> None:
        """Give a list the focus, and show it where only one fits."""
        self.last_panel = panel
        self.show_panel(panel)
        self.lines_of(panel).focus()

    # Drawing

    def draw(self) -> None:
        """Draw everything of the page."""
        self.draw_bars()
        for name in PANELS:
            self.draw_list(name)
        self.draw_titles()
        self.refresh_bindings()

    def draw_bars(self) -> None:
        """Draw the tables, the headings and the counts."""
        tr, state = self.tr, self.state
        self.query_one("#fuse-tables", Bar).show(table_parts(tr, state, self.where, self.size.width))
        self.query_one("#fuse-headings", Bar).show(heading_parts(tr, state, self.where))
        self.query_one("#fuse-counts", Bar).show(
            # What is only proposed across tables is no point yet
            count_parts(tr, self.session.state if self.where.is_conclusion else state, self.where)
        )

    def draw_list(self, name: str) -> None:
        """Draw one of the lists."""
        listing = self.lines_of(name)
        lines = self.shown_lines(name)
        wanted = self.wanted.get(name)
        if wanted is not None and any(line.id == wanted for line in lines):
            del self.wanted[name]
        else:
            wanted = None
        listing.show(lines, cursor=wanted)

    def shown_lines(self, name: str) -> list[Line]:
        """What one of the lists shows."""
        tr, state, where = self.tr, self.state, self.where
        if where.is_conclusion:
            match name:
                case "notes":
                    return conclusion_view.material_lines(tr, state)
                case "points":
                    return conclusion_view.part_lines(tr, state, self.session.state)
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

    def draw_titles(self) -> None:
        """Draw what stands above the lists."""
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
        reach = self.reach(has_notes=bool(notes))
        if self.listing.has_all_headings:
            reach = tr("every heading")
        if self.listing.words:
            reach = tr("“{words}” · Esc shows all", words=self.listing.words)
        return {
            "notes": (f"{names[self.listing.view]} ({len(notes)})", reach),
            "points": (tr("POINTS ({n})", n=count), tr("groups and notes at the right")),
            "detail": (self._detail_title(), ""),
        }

    def reach(self, *, has_notes: bool) -> str:
        """What can be done with the notes, in a few words."""
        return self.tr("Space marks · Enter makes a point") if has_notes else ""

    def _detail_title(self) -> str:
        theme, tr = self.theme, self.tr
        themes = points_view.accepted_themes(self.state, self.where)
        if theme is None:
            return tr("POINT")
        if theme not in themes:
            return tr("SUGGESTION")
        title = tr("POINT {n}", n=themes.index(theme) + 1)
        return f"{title} ★ {tr('key message')}" if theme.star else title

    def show_panel(self, panel: str) -> None:
        """Show a list where not all fit."""
        for name in PANELS:
            self.query_one(f"#{name}-panel").set_class(name == panel, "-here")
        self.query_one("#fuse-right").set_class(panel != "notes", "-here")


def draft_field(kind: str, row_id: str, column: str) -> str:
    """The name under which the draft of a text is kept."""
    return f"{kind}/{row_id}/{column}"
