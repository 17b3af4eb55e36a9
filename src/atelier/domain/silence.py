"""What a table's silence means: when it is worth a word, and which headings are still to be asked about."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from atelier.domain.agenda import Step, StepKind, rounds_of
from atelier.domain.canvas import Heading
from atelier.domain.cell import Cell
from atelier.domain.clock import ClockEvent, ClockEventKind, ClockPhase, ClockReading, Moment
from atelier.domain.instant import to_wall
from atelier.domain.note import Note
from atelier.domain.place import current_cell, current_seating, notes_in
from atelier.domain.state import State
from atelier.domain.workshop import CafeTable, Seating
from atelier.frozen import frozen

HANDOVER_SHARE: Final = 0.25
"""How much of a round may go by while the host tells what was said before: nothing is noted meanwhile."""
SILENT_SECONDS: Final = 300
"""How long a table may note nothing, the handover left out, before it is said."""
NUDGE_SHARE: Final = 2 / 3
"""How much of a round passes before its empty headings are said."""


@frozen
class Hush:
    """What a table has not noted, once that is worth a word."""

    seconds: float = 0.0
    """For how long nothing was noted; 0 while that says nothing."""
    headings: tuple[Heading, ...] = ()
    """Those to ask about."""

    def __bool__(self) -> bool:
        return bool(self.seconds or self.headings)


def hush(state: State, reading: ClockReading, now: Moment, table: CafeTable) -> Hush:
    """What a table has not noted and should be asked about, if anything.

    Args:
        state: the workshop.
        reading: what its clock shows at `now`.
        now: this instant.
        table: the table.
    """
    quiet = silence(state, reading, now, table)
    is_long = quiet is not None and quiet >= SILENT_SECONDS
    return Hush(quiet if quiet is not None and is_long else 0.0, neglected(state, reading, table))


def silence(state: State, reading: ClockReading, now: Moment, table: CafeTable) -> float | None:
    """Seconds of a round that a table let pass without a note of the group that it has.

    They begin with the last note, or once the group that was confirmed has heard what earlier ones said.
    A pause is not counted.

    Returns:
        None while silence means nothing: outside rounds, in a pause, on paper, or before the group came.
    """
    step, seat = _running_round(state, reading), current_seating(state, table.id)
    if step is None or reading.phase is ClockPhase.PAUSED or not _is_heard(table, seat, step):
        return None
    ticked = _Ticked(state, reading, now)
    arrived = ticked.since(seat.confirmed_at if seat is not None else "")
    noted = ticked.since(_last_note(state, table))
    return max(0.0, min(noted, arrived - handover_seconds(state, reading, step)))


def neglected(state: State, reading: ClockReading, table: CafeTable) -> tuple[Heading, ...]:
    """The headings under which the group of a table has nothing yet, from two thirds of its round on.

    Those that people have explained are left out, and so is the heading that gathers stars: it has its cue.
    """
    step, seat = _running_round(state, reading), current_seating(state, table.id)
    if step is None or not _is_heard(table, seat, step) or reading.elapsed < NUDGE_SHARE * reading.allotted:
        return ()
    return tuple(
        heading
        for heading in state.live(Heading)
        if not heading.gathers_stars and not _has_answer(state, table, heading.key)
    )


def handover_seconds(state: State, reading: ClockReading, step: Step) -> float:
    """The longest that a host may tell what earlier groups said; nothing in the first round.

    Minutes that are added to the round are for talking, not for telling.
    """
    is_first = step.round == min(rounds_of(state.live(Step)), default=step.round)
    return 0.0 if is_first else HANDOVER_SHARE * min(step.seconds, reading.allotted)


class _Ticked:
    """How long the clock of the current step ran since an instant, pauses left out."""

    def __init__(self, state: State, reading: ClockReading, now: Moment) -> None:
        spans = state.kept("spans of steps", (ClockEvent,), lambda: _spans(state.live(ClockEvent)))
        self._spans = spans.get(reading.step_id or "", ())
        self._now = now.wall
        self._elapsed = reading.elapsed

    def since(self, at: str) -> float:
        """Seconds since a stored instant; since the step began when it is empty or earlier."""
        start = to_wall(at) if at else -math.inf
        found = sum(max(0.0, min(end, self._now) - max(begin, start)) for begin, end in self._spans)
        # Notes know only the wall clock: when somebody sets it, the step's own clock has the last word.
        return self._elapsed if not at else min(found, self._elapsed)


def _spans(events: Iterable[ClockEvent]) -> Mapping[str, Sequence[tuple[float, float]]]:
    """When time passed in each step, by wall clock; the end of what still passes lies in infinity."""
    found: dict[str, list[tuple[float, float]]] = {}
    step_id, begun = "", math.nan

    def stop(at: float) -> None:
        if not math.isnan(begun):
            found.setdefault(step_id, []).append((begun, at))

    for event in events:
        match event.kind:
            case ClockEventKind.START | ClockEventKind.GO:
                stop(event.wall)
                step_id, begun = event.step_id or "", event.wall
            case ClockEventKind.PAUSE | ClockEventKind.FINISH:
                stop(event.wall)
                begun = math.nan
            case ClockEventKind.RESUME if math.isnan(begun):
                begun = event.wall
    stop(math.inf)
    return found


def _running_round(state: State, reading: ClockReading) -> Step | None:
    if reading.phase in (ClockPhase.READY, ClockPhase.FINISHED):
        return None
    step = state.get(Step, reading.step_id)
    return step if step is not None and step.kind == StepKind.ROUND else None


def _is_heard(table: CafeTable, seat: Seating | None, step: Step) -> bool:
    """Whether the group of this round sits at a table that types what it says."""
    is_here = seat is not None and seat.round == step.round
    return is_here and not table.is_plenary and not table.is_on_paper


def _last_note(state: State, table: CafeTable) -> str:
    return max(
        (note.written_at for heading in state.live(Heading) for note in _notes(state, table, heading)),
        default="",
    )


def _notes(state: State, table: CafeTable, heading: Heading) -> tuple[Note, ...]:
    return notes_in(state, current_cell(state, table, heading.key))


def _has_answer(state: State, table: CafeTable, heading: str) -> bool:
    cell = current_cell(state, table, heading)
    answer = state.get(Cell, cell.row_id)
    return bool(notes_in(state, cell)) or (answer is not None and bool(answer.state))
