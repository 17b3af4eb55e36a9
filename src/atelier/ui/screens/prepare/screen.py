"""The screen `prepare`: everything that is decided before a workshop, one list a part."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.widget import Widget

from atelier.domain.agenda import Step
from atelier.domain.canvas import Heading
from atelier.domain.change import Action
from atelier.domain.clock import ClockEvent, ClockReading, Moment
from atelier.domain.state import State
from atelier.domain.workshop import CafeGroup, CafeTable, HeadCount, Profile, Seating, Workshop
from atelier.errors import AtelierError
from atelier.services.preparing import seatings, undoing
from atelier.services.preparing.readiness import Finding, Weight, check_readiness
from atelier.ui.commands.prepare import PREPARE
from atelier.ui.commands.registry import bindings
from atelier.ui.going import go_to_door
from atelier.ui.screens.prepare.check_list import FINDING, check_lines, goal_of, legend_lines, todo_lines
from atelier.ui.screens.prepare.fields import ADD, GO, PART_NAMES, TRY, Field, Part
from atelier.ui.screens.prepare.hints import panel_lines
from atelier.ui.screens.prepare.planned import PlannedScreen
from atelier.ui.widgets.bar import Bar
from atelier.ui.widgets.bar import Part as BarPart
from atelier.ui.widgets.line_list import Line, LineList

if TYPE_CHECKING:
    from atelier.services.catalogue.canvases import Canvas
    from atelier.services.catalogue.shelf import Shelf

_SHOWN: frozenset[str] = frozenset(
    row.KIND
    for row in (Workshop, Profile, Heading, CafeTable, CafeGroup, HeadCount, Step, Seating, ClockEvent)
)
"""The tables that this screen shows."""
_PARTS = tuple(Part)
_WIDE = 100
"""Cells from which the panel stands beside the list, and has room."""


class FieldList(LineList, inherit_bindings=False):
    """The list of fields: Enter is the screen's own command."""

    BINDINGS: ClassVar[list[BindingType]] = [
        binding for binding in LineList.BINDINGS if isinstance(binding, Binding) and binding.key != "enter"
    ]


class PrepareScreen(PlannedScreen):
    """Everything that is decided before a workshop."""

    SECTION: ClassVar[str] = "prepare"
    BINDINGS: ClassVar[list[BindingType]] = bindings(PREPARE)
    # Not a file of its own: each one has the whole stylesheet read again before the first paint
    DEFAULT_CSS = """
    PrepareScreen {
        & > #parts {
            margin: 1 0;
            background: $background;
        }
        & > #desk {
            height: 1fr;
            layout: vertical;
        }
        & #fields {
            height: 1fr;
            margin: 0 1;
        }
        & #panel {
            height: 5;
            padding: 0 1;
            border-top: solid $panel;
        }
        &.-tall #panel {
            height: 9;
        }
        &.-wide > #desk {
            layout: horizontal;
        }
        &.-wide #fields {
            width: 2fr;
        }
        &.-wide #panel {
            width: 1fr;
            height: 1fr;
            border-top: none;
            border-left: solid $panel;
            padding: 0 0 0 1;
        }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self._part = Part.DETAILS
        self._cursors: dict[Part, str | None] = {}
        self._findings: list[Finding] = []
        self._canvases: tuple[str, Shelf[Canvas]] | None = None

    def body(self) -> Iterable[Widget]:
        """The parts, the fields of one of them, and what is said of the one under the cursor."""
        yield Bar(id="parts")
        panel = LineList(id="panel")
        panel.can_focus = False
        yield Container(FieldList(id="fields"), panel, id="desk")

    def on_mount(self) -> None:
        """Begin with the title."""
        self._list.focus()

    # What the other modules of this screen use

    @property
    def field(self) -> Field | None:
        """The field under the cursor."""
        return Field.of(self._list.cursor) if self.is_whole else None

    def based_on(self, kind: str, row_id: str, column: str) -> str | None:
        """The revision of the text that is about to be changed; None when it cannot be told."""
        try:
            return self.session.revision_of(kind, row_id, column) or None
        except AtelierError:
            return None

    def allows(self, check: Callable[[], object]) -> bool:
        """Whether a check passes; the notice says why not."""
        try:
            check()
        except AtelierError as error:
            self.atelier.warn(error)
            return False
        return True

    def canvases(self) -> Shelf[Canvas]:
        """The canvases there are, in the language of the documents."""
        language = self.planned.workshop.language
        if self._canvases is None or self._canvases[0] != language:
            from atelier.services.catalogue.canvases import load_canvases

            self._canvases = (language, load_canvases(self.atelier.places, language))
        return self._canvases[1]

    def go_to_field(self, field: Field) -> None:
        """Put the cursor on a field of this part."""
        self._draw(field.id)

    def redraw(self) -> None:
        """Draw the part that is shown."""
        self._draw()

    # Drawing

    @property
    def _list(self) -> FieldList:
        return self.query_one("#fields", FieldList)

    def state_changed(self, kinds: frozenset[str]) -> None:
        """Draw the part that is shown."""
        if not kinds or kinds & _SHOWN:
            self._draw()

    def tick(self, reading: ClockReading) -> None:
        """The times of the agenda move while a step runs over."""
        if self._part is Part.AGENDA and reading.first_start is not None:
            self._draw()

    def _draw(self, cursor: str | None = None) -> None:
        if not self.is_whole:
            return
        state, now = self.planned, self.now
        self._findings = state.kept(
            "what is still to do",
            (Workshop, Profile, Heading, CafeTable, CafeGroup, HeadCount, Step, Seating, ClockEvent),
            lambda: check_readiness(state, now),
        )
        self._list.show(self._lines(state, now), cursor=cursor)
        self._tell_parts()
        self._tell_panel(state)
        self.refresh_bindings()

    def _lines(self, state: State, now: Moment) -> list[Line]:
        from atelier.ui.screens.prepare import agenda_list, lists, seats_list

        tr = self.tr
        match self._part:
            case Part.DETAILS:
                return lists.details_lines(tr, state, self.session.path)
            case Part.TABLES:
                return lists.tables_lines(tr, state)
            case Part.CANVAS:
                key = state.workshop.canvas
                entry = self.canvases().entries.get(key)
                return lists.canvas_lines(tr, state, entry.name if entry else key)
            case Part.GROUPS:
                return lists.groups_lines(tr, state)
            case Part.AGENDA:
                return agenda_list.agenda_lines(tr, state, self.reading(), now.wall)
            case Part.SEATS:
                return seats_list.seats_lines(tr, state, now)
            case Part.CHECK:
                return check_lines(tr, self._findings)

    def _tell_parts(self) -> None:
        parts = [BarPart(" ")]
        for part in _PARTS:
            name = self.tr(PART_NAMES[part])
            todo = sum(finding.weight is not Weight.HINT for finding in self._findings)
            if part is Part.CHECK and todo:
                name = f"{name} {todo}"
            tone = "here" if part is self._part else ""
            parts += [BarPart(f" {name} ", tone, f"screen.{part}"), BarPart(" ")]
        self.query_one("#parts", Bar).show(parts)

    def _tell_panel(self, state: State) -> None:
        if self._part is Part.CHECK:
            lines = legend_lines(self.tr)
        else:
            lines = panel_lines(self.tr, state, self.field)
            if self.size.width >= _WIDE:
                lines += todo_lines(self.tr, self._findings)
        self.query_one("#panel", LineList).show(lines)

    def on_resize(self) -> None:
        """There may be more room, or less, for what is still to do."""
        if self.is_whole:
            self._tell_panel(self.planned)

    def recomposed(self) -> None:
        """Draw the part that was shown, the cursor where it was."""
        super().recomposed()
        self._draw(self._cursors.get(self._part))

    @on(LineList.Highlighted, "#fields")
    def _highlighted(self, event: LineList.Highlighted) -> None:
        self._cursors[self._part] = event.line_id
        self._tell_panel(self.planned)
        self.refresh_bindings()

    # Commands

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only what means something for the field under the cursor."""
        if not self.is_whole:
            return True
        from atelier.ui.screens.prepare import arranging

        match action:
            case "add":
                return bool(arranging.addable(self._part, self.field))
            case "remove":
                return arranging.removable(self.field)
            case "move_up" | "move_down":
                return arranging.movable(self.field)
            case "more" | "less":
                return arranging.countable(self.field)
            case "plan_seats":
                return self._part is Part.SEATS
            case "edit":
                return self._list.cursor is not None
            case _:
                return True

    def check_taking_back(self, action: Action) -> None:
        """Refuse to take away what notes, people or the clock refer to by now."""
        undoing.refuse_if_harmful(self.state, self.now, action)

    @on(LineList.Chosen, "#fields")
    def _chosen(self, event: LineList.Chosen) -> None:
        event.stop()
        self.action_edit()

    def action_edit(self) -> None:
        """Change the field under the cursor, or do what its line says."""
        cursor, field = self._list.cursor, self.field
        if cursor is not None and cursor.startswith(FINDING):
            self._go_to_finding(int(cursor.removeprefix(FINDING)))
        elif field is None:
            return
        elif field.kind == GO:
            self.atelier.switch_mode(field.column)
        elif field.kind == TRY:
            self.atelier.action_test_sound()
        elif self.may_change():
            if field.kind == ADD:
                self._add(field.column)
            else:
                self._edit(field)

    def _go_to_finding(self, index: int) -> None:
        if index < len(self._findings):
            part, field = goal_of(self._findings[index])
            self._show(part, field.id if field is not None else None)

    @work(exclusive=True, group="dialog", exit_on_error=False)
    async def _edit(self, field: Field) -> None:
        from atelier.ui.screens.prepare.editing import edit

        await edit(self, field)

    @work(exclusive=True, group="dialog", exit_on_error=False)
    async def _add(self, kind: str) -> None:
        from atelier.ui.screens.prepare.arranging import add

        await add(self, kind)

    @work(exclusive=True, group="dialog", exit_on_error=False)
    async def _remove(self, field: Field) -> None:
        from atelier.ui.screens.prepare.arranging import remove

        await remove(self, field)

    def action_add(self) -> None:
        """Add a row of the kind that stands where the cursor is."""
        from atelier.ui.screens.prepare.arranging import addable

        kind = addable(self._part, self.field)
        if kind and self.may_change():
            self._add(kind)

    def action_remove(self) -> None:
        """Remove the row under the cursor."""
        if self.field is not None and self.may_change():
            self._remove(self.field)

    def action_more(self) -> None:
        """One more."""
        self._count(1)

    def action_less(self) -> None:
        """One less."""
        self._count(-1)

    def _count(self, by: int) -> None:
        from atelier.ui.screens.prepare.arranging import count

        if self.field is not None:
            count(self, self.field, by)

    def action_move_up(self) -> None:
        """Move the row up."""
        self._move(-1)

    def action_move_down(self) -> None:
        """Move the row down."""
        self._move(1)

    def _move(self, by: int) -> None:
        from atelier.ui.screens.prepare.arranging import move

        if self.field is not None:
            move(self, self.field, by)

    @work(exclusive=True, group="dialog", exit_on_error=False)
    async def action_print(self) -> None:
        """Write what is printed before the day."""
        from atelier.ui.screens.prepare.printing import print_documents

        await print_documents(self)

    def action_plan_seats(self) -> None:
        """Seat everyone anew where nobody sits yet."""
        if not self.perform(lambda: seatings.plan_seats(self.planned, self.now)):
            self.atelier.say(self.tr("Everyone sits as planned already."))

    def action_door(self) -> None:
        """Count people as they come in."""
        go_to_door(self.atelier)

    # Parts

    def _show(self, part: Part, cursor: str | None = None) -> None:
        self._cursors[self._part] = self._list.cursor
        self._part = part
        self._draw(cursor or self._cursors.get(part) or self._first(part))

    def _first(self, part: Part) -> str | None:
        lines = self._lines(self.planned, self.now)
        return next((line.id for line in lines if line.is_selectable), None)

    def action_next_part(self) -> None:
        """Go to the next part."""
        self._show(_PARTS[(_PARTS.index(self._part) + 1) % len(_PARTS)])

    def action_previous_part(self) -> None:
        """Go to the part before."""
        self._show(_PARTS[(_PARTS.index(self._part) - 1) % len(_PARTS)])

    def action_details(self) -> None:
        """Show the details."""
        self._show(Part.DETAILS)

    def action_tables(self) -> None:
        """Show the tables."""
        self._show(Part.TABLES)

    def action_canvas(self) -> None:
        """Show the canvas."""
        self._show(Part.CANVAS)

    def action_groups(self) -> None:
        """Show the groups."""
        self._show(Part.GROUPS)

    def action_agenda(self) -> None:
        """Show the agenda."""
        self._show(Part.AGENDA)

    def action_seats(self) -> None:
        """Show who sits where."""
        self._show(Part.SEATS)

    def action_check(self) -> None:
        """Show what is still to do."""
        self._show(Part.CHECK)
