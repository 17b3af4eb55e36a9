"""What the room screen shows: each function plans one action, which is no content and is not undone."""

from __future__ import annotations

from atelier.domain.change import Action, Change
from atelier.domain.clock import ClockPhase, ClockReading, Moment
from atelier.domain.place import current_step, reading, tables
from atelier.domain.record import Scalar
from atelier.domain.report_back import may_report, report_back
from atelier.domain.room import AFTER_THE_END, ROOM_ID, Room, Shows, room_now
from atelier.domain.shown_titles import shown_titles
from atelier.domain.state import State
from atelier.domain.workshop import CafeTable
from atelier.errors import N_, AtelierError


def toggle_question(state: State, now: Moment, table_id: str | None = None) -> Action:
    """Show the question of a table, or of all of them; again, and what was there before comes back.

    While a table reports it is the question of that table.

    Args:
        state: the workshop.
        now: this instant.
        table_id: the table; None for all.

    Raises:
        AtelierError: no table has a question.
    """
    shown = reading(state, now)
    chosen = room_now(state, shown)
    if chosen.shows == Shows.REPORT_QUESTION:
        return _action(state, Shows.REPORT_BACK, chosen.table_id)
    if chosen.shows == Shows.QUESTION and chosen.table_id == table_id:
        return show_clock(state)
    if report_back(state, shown) is not None:
        table_id = chosen.table_id
    if not any(table.question for table in tables(state) if table_id in (None, table.id)):
        raise AtelierError(N_("There is no question to show: write it in Prepare (F2)."))
    if chosen.shows == Shows.REPORT_BACK:
        return _action(state, Shows.REPORT_QUESTION, table_id)
    return _action(state, Shows.QUESTION, table_id, shown)


def show_table(state: State, now: Moment, table_id: str) -> Action:
    """Let a table report: its key ideas on the room screen, and its share of the time left.

    Raises:
        AtelierError: the tables do not report now, or there is no such table.
    """
    shown = reading(state, now)
    if not may_report(state, shown, current_step(state, shown)):
        raise AtelierError(N_("Tables report during a sharing or a plenary, once the rounds are over."))
    if all(table.id != table_id for table in tables(state)):
        raise AtelierError(N_("This table is no longer there."))
    return _action(state, Shows.REPORT_BACK, table_id, shown)


def next_table(state: State, now: Moment) -> Action:
    """Go on with the report-back: the first table, the next one, and after the last one the clock.

    Raises:
        AtelierError: the tables do not report now.
    """
    here = report_back(state, reading(state, now))
    if here is None:
        return show_table(state, now, next((table.id for table in tables(state)), ""))
    return show_clock(state) if here.following is None else show_table(state, now, here.following.id)


def toggle_titles(state: State, now: Moment) -> Action:
    """Show the titles of the points so far, marked as provisional; again, and the clock comes back.

    Only what people accepted is shown: what the engine proposes may be a note, word for word.

    Args:
        state: the workshop.
        now: this instant.

    Raises:
        AtelierError: nobody stands behind any point yet.
    """
    shown = reading(state, now)
    if room_now(state, shown).shows == Shows.TITLES:
        return show_clock(state)
    if not shown_titles(state):
        raise AtelierError(
            N_("There is no title to show: accept or make points in Fuse (F5). Suggestions are not shown.")
        )
    return _action(state, Shows.TITLES, None, shown)


def show_clock(state: State) -> Action:
    """Go back to the clock."""
    return _action(state, Shows.CLOCK, None)


def _action(state: State, shows: Shows, table_id: str | None, since: ClockReading | None = None) -> Action:
    """Show something.

    Args:
        state: the workshop.
        shows: what.
        table_id: the table it is about.
        since: the clock, when it comes up anew.
    """
    columns: dict[str, Scalar] = {"shows": shows.value, "table_id": table_id}
    if since is not None:
        is_over = since.phase is ClockPhase.FINISHED
        columns |= {"step_id": since.step_id, "elapsed": AFTER_THE_END if is_over else since.elapsed}
    table = state.get(CafeTable, table_id)
    about = f"T{table.number}" if table is not None else ""
    return Action(f"room.{shows.value or 'clock'}", (Change(Room.KIND, ROOM_ID, columns),), about=about)
