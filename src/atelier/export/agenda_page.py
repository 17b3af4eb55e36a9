"""The agenda to print: times of day, who goes where, and when the room must be empty, on one page."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from atelier import figures
from atelier.domain.agenda import Step, StepKind, rounds_of, schedule
from atelier.domain.clock import ClockPhase, ClockReading, Moment
from atelier.domain.place import dropped_steps, reading, tables
from atelier.domain.state import State
from atelier.domain.timetable import timetable
from atelier.domain.workshop import CafeGroup, CafeTable, Movement, Seating
from atelier.errors import N_
from atelier.export.fitting import Fitted, fit, line_height
from atelier.export.page import escape, shipped_style, tag, write_page
from atelier.export.wording import group_name, step_label, table_label
from atelier.i18n import Translator

_WIDTH: Final = 186.0
"""Millimetres between the margins."""
_HEIGHT: Final = 274.0
"""Millimetres from the top margin to the bottom one."""
_SIZES: Final = (12, 11, 10, 9, 8, 7)
"""Of its letters, in points: the largest with which it is one page."""
_TITLES: Final = (22, 18, 16, 14, 12)
_GAP: Final = 5.0
_TIME, _LENGTH, _NUMBER = 24.0, 26.0, 18.0
"""Millimetres of the columns of times, durations and tables."""
_MOVEMENTS: Final = {
    Movement.MIXED: N_("At each round people are mixed again."),
    Movement.FREE: N_("At each round people choose their table."),
}


@dataclass(frozen=True, slots=True)
class _Row:
    cells: tuple[str, ...]
    height: float
    css: str = ""


@dataclass(frozen=True, slots=True)
class _Layout:
    points: int
    steps: tuple[_Row, ...]
    seats: tuple[tuple[_Row, ...], ...]
    """In blocks that stand side by side."""
    tables: tuple[tuple[_Row, ...], ...]
    height: float


def write_agenda(state: State, now: Moment, tr: Translator) -> bytes:
    """The agenda: as planned, or as things stand once the clock runs."""
    title = state.workshop.title or tr(N_("World café"))
    return write_page(
        language=tr.language,
        title=tr(N_("Agenda – {title}"), title=title),
        style=shipped_style("print.css"),
        body=_Agenda(state, now, tr).lines(title),
    )


class _Agenda:
    def __init__(self, state: State, now: Moment, tr: Translator) -> None:
        self._state = state
        self._tr = tr
        self._steps = state.live(Step)
        self._rounds = rounds_of(self._steps)
        self._seats = _planned_seats(state)
        self._groups = [group for group in state.live(CafeGroup) if group.id in self._seats]
        self._tables = tables(state)
        shown = reading(state, now)
        self._extended = shown.extended if _is_under_way(shown) else {}
        self._times, self._ending = _times(state, shown, now, tr)

    def lines(self, title: str) -> Iterator[str]:
        tr, workshop = self._tr, self._state.workshop
        head = fit(title, _WIDTH, 24, _TITLES, is_bold=True)
        about = (figures.date(tr, workshop.date), workshop.place, workshop.organiser)
        sub = fit(" · ".join(filter(None, about)), _WIDTH, 12, (12, 11, 9))
        layout = self._layout(_HEIGHT - head.height - sub.height - 14)
        yield f'<section class="page one{"" if layout.height <= _HEIGHT else " long"} f{layout.points}">'
        yield tag("h1", escape(head.text), f"f{head.points}", is_said=True)
        if sub.text:
            yield tag("p", escape(sub.text), f"sub dated f{sub.points}", is_said=True)
        yield tag("h2", escape(tr(N_("Agenda"))))
        yield from _table(layout.steps, "plan")
        if self._ending:
            yield tag("p", escape(self._ending), "end")
        movement = self._movement()
        if layout.seats or movement:
            yield tag("h2", escape(tr(N_("Who goes where"))))
        if movement:
            yield tag("p", escape(movement))
        yield from self._blocks(layout.seats, "seats", self._head())
        if layout.tables:
            yield tag("h2", escape(tr(N_("Tables"))))
        yield from self._blocks(layout.tables, "tables", "")
        yield "</section>"

    def _movement(self) -> str:
        known = [kind for kind in _MOVEMENTS if kind == self._state.workshop.movement]
        return self._tr(_MOVEMENTS[known[0]]) if known and self._rounds and self._tables else ""

    def _layout(self, room: float) -> _Layout:
        for points in _SIZES:
            layout = self._laid(points)
            if layout.height <= room:
                break
        # The caller compares it to the whole page: what stands above the tables is counted in
        return _Layout(
            layout.points, layout.steps, layout.seats, layout.tables, layout.height + _HEIGHT - room
        )

    def _laid(self, points: int) -> _Layout:
        steps = tuple(self._step(step, points) for step in self._steps)
        seats = self._seat_blocks(points)
        found = self._table_blocks(points)
        title = line_height(points) * 1.15 * 2
        height = sum(row.height for row in steps) + title
        height += line_height(points) + 6 if self._ending else 0
        movement = line_height(points) if self._movement() else 0
        height += title + movement if seats or movement else 0
        height += max((sum(row.height for row in block) + 2 for block in seats), default=0)
        height += line_height(points) if seats else 0
        height += title if found else 0
        height += max((sum(row.height for row in block) for block in found), default=0)
        return _Layout(points, steps, seats, found, height)

    def _step(self, step: Step, points: int) -> _Row:
        label = _cell(step_label(self._tr, self._state, step), _WIDTH - _TIME - _LENGTH, points)
        length = figures.duration(self._tr, max(0, step.seconds + self._extended.get(step.id, 0)))
        css = "round" if step.kind == StepKind.ROUND else ""
        return _row((self._times[step.id], label, length), css, points)

    def _seat_blocks(self, points: int) -> tuple[tuple[_Row, ...], ...]:
        if not self._groups or not self._rounds:
            return ()
        count = self._block_count(points)
        width = (_WIDTH - _GAP * (count - 1)) / count - len(self._rounds) * self._cell_width(points)
        rows = [
            _row(
                (
                    _cell(group_name(group) if width > 30 else group.label, max(width, 12), points, lines=1),
                    *(self._goal(group, number) for number in self._rounds),
                ),
                "",
                points,
            )
            for group in self._groups
        ]
        return _in_blocks(rows, count)

    def _cell_width(self, points: int) -> float:
        return max(14.0, 2.1 * points)

    def _block_count(self, points: int) -> int:
        most = int((_WIDTH + _GAP) / (14 + len(self._rounds) * self._cell_width(points) + _GAP))
        return max(1, min(most, -(-len(self._groups) // 10)))

    def _goal(self, group: CafeGroup, number: int) -> str:
        goals = self._seats[group.id].get(number, ())
        return ", ".join(table_label(self._tr, table) for table in goals) or "–"

    def _head(self) -> str:
        names = "".join(
            f'<th scope="col">{escape(self._tr(N_("Round {round}"), round=number))}</th>'
            for number in self._rounds
        )
        return f'<thead><tr><th scope="col">{escape(self._tr(N_("Group")))}</th>{names}</tr></thead>'

    def _table_blocks(self, points: int) -> tuple[tuple[_Row, ...], ...]:
        shown = [table for table in self._tables if table.topic or table.host]
        if not shown:
            return ()
        count = 2 if len(shown) > 8 else 1
        width = (_WIDTH - _GAP * (count - 1)) / count - _NUMBER
        rows = []
        for table in shown:
            host = self._tr(N_("Host: {name}"), name=table.host) if table.host else ""
            said = fit(
                " – ".join(filter(None, (table.topic, host))), width, 2.1 * line_height(points), (points,)
            )
            rows.append(_row((table_label(self._tr, table), said), "", points))
        return _in_blocks(rows, count)

    def _blocks(self, blocks: Sequence[Sequence[_Row]], css: str, head: str) -> Iterator[str]:
        if not blocks:
            return
        yield '<div class="blocks">'
        for block in blocks:
            yield from _table(block, css, head, is_headed=bool(head))
        yield "</div>"


def _planned_seats(state: State) -> dict[str, dict[int, list[CafeTable]]]:
    """Where each group goes, by its id and the round."""
    found: dict[str, dict[int, list[CafeTable]]] = {}
    for seat in state.live(Seating):
        table = state.get(CafeTable, seat.table_id)
        if seat.group_id is not None and seat.planned and table is not None:
            found.setdefault(seat.group_id, {}).setdefault(seat.round, []).append(table)
    return found


def _times(state: State, shown: ClockReading, now: Moment, tr: Translator) -> tuple[dict[str, str], str]:
    """The time of each step, and a sentence on the end."""
    steps = state.live(Step)
    if _is_under_way(shown):
        plan = timetable(state.workshop, shown, now.wall)
        running = schedule(steps, shown, plan.start, now.wall, dropped_steps(state))
        begins = {each.step.id: figures.time_of_day(tr, each.start, full=True) for each in running.steps}
        over = 0.0 if plan.hard_end is None else running.end - plan.hard_end
        return begins, _ending(state, tr, running.end, over)
    start = _minutes(state.workshop.starts_at)
    cursor = 0
    times: dict[str, str] = {}
    for step in steps:
        times[step.id] = (
            f"+ {figures.about(tr, cursor)}" if start is None else _clock(tr, start * 60 + cursor)
        )
        cursor += step.seconds
    if start is None:
        return times, _ending(state, tr, None, 0.0)
    hard = _minutes(state.workshop.hard_end)
    over = 0.0 if hard is None else start * 60 + cursor - (hard if hard > start else hard + 1440) * 60
    return times, _ending(state, tr, datetime.time(*_hour(start * 60 + cursor)), over)


def _is_under_way(shown: ClockReading) -> bool:
    """Whether what is printed is how things stand, and not what was planned."""
    return shown.first_start is not None and shown.phase is not ClockPhase.FINISHED


def _ending(state: State, tr: Translator, end: float | datetime.time | None, over: float) -> str:
    said: list[str] = []
    if end is not None:
        said.append(tr(N_("End planned at {time}"), time=figures.time_of_day(tr, end, full=True)))
    if state.workshop.hard_end:
        time = figures.time_of_day(tr, state.workshop.hard_end, full=True)
        said.append(tr(N_("the room must be empty at {time}"), time=time))
    if over >= 60:
        said.append(tr(N_("{duration} too long"), duration=figures.about(tr, over)))
    text = " · ".join(said)
    return text[:1].upper() + text[1:]


def _minutes(time: str) -> int | None:
    try:
        read = datetime.time.fromisoformat(time)
    except ValueError:
        return None
    return read.hour * 60 + read.minute


def _hour(seconds: int) -> tuple[int, int]:
    return (seconds // 3600 % 24, seconds // 60 % 60)


def _clock(tr: Translator, seconds: int) -> str:
    return figures.time_of_day(tr, datetime.time(*_hour(seconds)), full=True)


def _cell(text: str, width: float, points: int, *, lines: int = 2) -> Fitted:
    return fit(text, width - 2, (lines + 0.1) * line_height(points), (points,), is_bold=True)


def _row(cells: Sequence[str | Fitted], css: str, points: int) -> _Row:
    highest = max((cell.height for cell in cells if isinstance(cell, Fitted)), default=0.0)
    texts = tuple(cell.text if isinstance(cell, Fitted) else cell for cell in cells)
    return _Row(texts, max(highest, line_height(points)) + 0.35 * line_height(points), css)


def _in_blocks(rows: Sequence[_Row], count: int) -> tuple[tuple[_Row, ...], ...]:
    length = -(-len(rows) // count)
    return tuple(tuple(rows[start : start + length]) for start in range(0, len(rows), length))


def _table(rows: Sequence[_Row], css: str, head: str = "", *, is_headed: bool = False) -> Iterator[str]:
    yield f'<table class="{css}">{head}<tbody>'
    for row in rows:
        kind = f' class="{row.css}"' if row.css else ""
        first = f'<th scope="row" dir="auto">{escape(row.cells[0])}</th>' if is_headed else ""
        rest = row.cells[1:] if is_headed else row.cells
        yield f"<tr{kind}>{first}{''.join(tag('td', escape(cell), is_said=True) for cell in rest)}</tr>"
    yield "</tbody></table>"
