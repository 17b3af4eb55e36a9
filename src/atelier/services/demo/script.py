"""The demonstration as it happened: every gesture with its time, planned by the services of the screens."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from atelier.domain.agenda import Step, StepKind
from atelier.domain.canvas import Heading
from atelier.domain.cell import CellState
from atelier.domain.change import Action
from atelier.domain.clock import Moment
from atelier.domain.identity import new_id
from atelier.domain.note import CellKey
from atelier.domain.place import group_labelled, table_numbered
from atelier.domain.state import State
from atelier.domain.workshop import Seating
from atelier.services import conclusion, fusing, notes, running
from atelier.services.demo.content import Demo, DemoNote, DemoPoint, DemoTransversal, Stop

Plan = Callable[[State, Moment], Action | None]

_MINUTE: Final = 60
_SETTLING: Final = 20
"""Seconds from the start of a round until a table says who is seated."""
_FIRST_NOTE: Final = 60
_CUE: Final = 200
"""Seconds before the end of a round when only the idée phare is still asked for."""
_CHECK: Final = 14 * _MINUTE
"""Seconds into the harvest when the empty cells are asked about."""
_COFFEE: Final = 2 * 60 * _MINUTE
"""Seconds from the end of the workshop until its fusion begins."""
_POINT: Final = 2 * _MINUTE
"""Seconds that writing a point takes."""
_TABLE_LAG: Final = 0.5
"""Seconds by which a table is behind the one before, so that no two notes share an instant."""


@dataclass(frozen=True, slots=True)
class Gesture:
    """One thing that someone did."""

    at: float
    """Wall time, seconds since the epoch."""
    plan: Plan


@dataclass(frozen=True, slots=True)
class _Cast:
    """The demonstration's keys and the ids of the rows that they name."""

    demo: Demo
    state: State
    start: float
    """Wall time at which the clock started."""
    note_ids: dict[str, str]
    theme_ids: dict[str, str]

    def table_id(self, number: int) -> str:
        table = table_numbered(self.state, number)
        assert table is not None
        return table.id

    def cell(self, stop: Stop, heading: str) -> CellKey:
        group = group_labelled(self.state, stop.group)
        assert group is not None
        return CellKey(self.table_id(stop.table), stop.round, group.id, heading)

    def step_times(self) -> list[tuple[Step, float, float]]:
        """Every step with the wall times of its start and end."""
        times = []
        at = self.start
        for step, minutes in zip(self.state.live(Step), self.demo.pace.minutes, strict=True):
            times.append((step, at, at + minutes * _MINUTE))
            at += minutes * _MINUTE
        return times

    def round_times(self, number: int) -> tuple[float, float]:
        """The wall times of the start and end of a round."""
        return next(
            (start, end)
            for step, start, end in self.step_times()
            if step.kind == StepKind.ROUND and step.round == number
        )

    @property
    def end(self) -> float:
        """Wall time at which the workshop ended."""
        return self.step_times()[-1][2]


def gestures(demo: Demo, state: State, start: float, *, is_fused: bool) -> list[Gesture]:
    """Everything that was done, in order.

    Args:
        demo: what was said.
        state: the workshop before it began.
        start: when it was to start, seconds since the epoch.
        is_fused: whether the fusion is part of it.
    """
    began = start + demo.pace.late * _MINUTE
    cast = _Cast(
        demo,
        state,
        began,
        {note.key: new_id(began + index) for index, note in enumerate(demo.notes)},
        {point.key: new_id(began + index) for index, point in enumerate(demo.points)},
    )
    found = [*_clock(cast), *_seatings(cast), *_notes(cast), *_answers(cast)]
    if is_fused:
        found += _fusion(cast)
    return sorted(found, key=lambda gesture: gesture.at)


# The room


def _clock(cast: _Cast) -> Iterator[Gesture]:
    for index, (_, start, end) in enumerate(cast.step_times()):
        yield Gesture(start, running.go_next)
        more = cast.demo.pace.extended[index] * _MINUTE
        if more:
            yield Gesture(end - 1.5 * more, _extend(more))
    yield Gesture(cast.end, running.go_next)


def _extend(seconds: int) -> Plan:
    return lambda state, now: running.extend(state, now, seconds)


def _seatings(cast: _Cast) -> Iterator[Gesture]:
    for index, seat in enumerate(cast.state.live(Seating)):
        start, _ = cast.round_times(seat.round)
        yield Gesture(start + _SETTLING + index, _confirm(seat))


def _confirm(seat: Seating) -> Plan:
    return lambda state, now: running.confirm_group(state, now, seat.table_id, seat.round, seat.group_id)


def _notes(cast: _Cast) -> Iterator[Gesture]:
    gathering = {heading.key for heading in cast.state.live(Heading) if heading.gathers_stars}
    by_stop: dict[Stop, list[DemoNote]] = {}
    for note in cast.demo.notes:
        by_stop.setdefault(note.stop, []).append(note)
    for stop, said in by_stop.items():
        start, end = cast.round_times(stop.round)
        lag = stop.table * _TABLE_LAG
        typed = [note for note in said if note.heading not in gathering and not note.is_late]
        pace = (end - _CUE - start - _FIRST_NOTE) / len(typed)
        for index, note in enumerate(typed):
            yield from _note(cast, note, start + _FIRST_NOTE + index * pace + lag)
        for index, note in enumerate(note for note in said if note.heading in gathering):
            yield from _note(cast, note, end - _CUE + _MINUTE + index * _SETTLING + lag)
        for index, note in enumerate(note for note in said if note.star):
            at = end - _MINUTE + index * 5 + lag
            yield Gesture(at, _star(cast.note_ids[note.key]))
        for note in said:
            if note.is_late:
                later, _ = cast.round_times(stop.round + 1)
                yield from _note(cast, note, later + 1.5 * _MINUTE + lag)


def _star(note_id: str) -> Plan:
    return lambda state, now: notes.toggle_star(state, note_id)


def _note(cast: _Cast, note: DemoNote, at: float) -> Iterator[Gesture]:
    note_id = cast.note_ids[note.key]
    cell = cast.cell(note.stop, note.first_heading)
    yield Gesture(
        at,
        lambda state, now: notes.add_note(
            state, cell, note.text, now, note_id=note_id, profile=note.profile, origin=note.origin
        ),
    )
    if note.first_heading != note.heading:
        yield Gesture(at + 8, lambda state, now: notes.change_heading(state, [note_id], note.heading))
    if note.link_to is not None:
        goal = cast.note_ids[note.link_to]
        yield Gesture(at + 4, lambda state, now: notes.link_note(state, note_id, goal, note.link))


def _answers(cast: _Cast) -> Iterator[Gesture]:
    harvest = cast.step_times()[-1][1]
    for index, answer in enumerate(cast.demo.answers):
        cell = cast.cell(answer.stop, answer.heading)
        yield Gesture(harvest + _CHECK + index * _SETTLING, _answer(cell, answer.state, answer.reason))


def _answer(cell: CellKey, answer: CellState, reason: str) -> Plan:
    return lambda state, now: notes.answer_cells(state, [cell], answer, reason)


# The fusion


def _fusion(cast: _Cast) -> Iterator[Gesture]:
    demo = cast.demo
    at = cast.end + _COFFEE
    for point in demo.points:
        yield from _point(cast, point, at)
        at += _POINT
    for note in demo.notes:
        if note.set_aside:
            yield Gesture(at, _set_aside(cast.note_ids[note.key], note.set_aside))
            at += _SETTLING
    for transversal in demo.transversals:
        yield Gesture(at, _transversal(cast, transversal))
        at += _POINT
    yield Gesture(at, lambda state, now: conclusion.write_workshop(state, introduction=demo.introduction))
    yield Gesture(at + 1, lambda state, now: conclusion.write_workshop(state, conclusion=demo.conclusion))
    yield Gesture(at + 2, lambda state, now: conclusion.write_workshop(state, further=demo.further))
    at += _POINT
    for number in dict.fromkeys(point.table for point in demo.points):
        table_id = cast.table_id(number)
        yield Gesture(at, _sign(table_id))
        yield Gesture(at + 5, _freeze(table_id))
        at += _SETTLING


def _point(cast: _Cast, point: DemoPoint, at: float) -> Iterator[Gesture]:
    theme_id = cast.theme_ids[point.key]
    yield Gesture(
        at,
        lambda state, now: fusing.create_theme(
            state,
            cast.table_id(point.table),
            point.heading,
            now,
            note_ids=[cast.note_ids[key] for key in point.sources],
            title=point.title,
            theme_id=theme_id,
        ),
    )
    yield Gesture(
        at + _MINUTE,
        lambda state, now: fusing.write_theme(
            state, theme_id, paragraph=point.paragraph, short=point.short, divergence=point.divergence
        ),
    )
    if point.star:
        yield Gesture(at + _MINUTE + 10, lambda state, now: fusing.toggle_key_message(state, theme_id))


def _set_aside(note_id: str, reason: str) -> Plan:
    return lambda state, now: notes.set_aside(state, [note_id], reason)


def _transversal(cast: _Cast, found: DemoTransversal) -> Plan:
    theme_ids = [cast.theme_ids[key] for key in found.sources]
    return lambda state, now: conclusion.create_transversal(
        now, title=found.title, paragraph=found.paragraph, theme_ids=theme_ids
    )


def _sign(table_id: str) -> Plan:
    return lambda state, now: fusing.sign_table(state, table_id, now)


def _freeze(table_id: str) -> Plan:
    return lambda state, now: fusing.freeze_table(state, table_id, now)
