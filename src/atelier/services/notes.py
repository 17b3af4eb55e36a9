"""What is done to notes: each function plans one action and writes nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from atelier.domain import order
from atelier.domain.canvas import Heading
from atelier.domain.cell import ANSWERS, Cell, CellState
from atelier.domain.change import Action, Change
from atelier.domain.clock import Moment
from atelier.domain.identity import new_id
from atelier.domain.instant import to_text
from atelier.domain.note import CellKey, LinkKind, Note, Origin
from atelier.domain.place import is_current, notes_in
from atelier.domain.record import Scalar
from atelier.domain.state import State
from atelier.domain.text import check_note, clean, is_blank, one_line
from atelier.domain.workshop import CafeGroup, CafeTable
from atelier.errors import N_, AtelierError
from atelier.services.locks import released

SCREEN = "capture"
"""The screen where undo takes these actions back."""


def add_note(
    state: State,
    cell: CellKey,
    text: str,
    now: Moment,
    *,
    note_id: str | None = None,
    star: bool = False,
    profile: str | None = None,
    link_to: str | None = None,
    link_kind: LinkKind | None = None,
    origin: Origin = Origin.TUI,
    drafts: tuple[str, ...] = (),
    screen: str = SCREEN,
) -> Action:
    """Add a note to a cell.

    Args:
        state: the workshop.
        cell: where it belongs.
        text: as typed; it is cleaned here.
        now: when it is written.
        note_id: its id, made where it was typed; a new one by default.
        star: whether it is an idée phare.
        profile: key of the profile that said it.
        link_to: id of the earlier note it answers.
        link_kind: what it says of that note; needed with `link_to`.
        origin: where it came from.
        drafts: fields whose draft it replaces.
        screen: the screen where undo takes it back.

    Raises:
        AtelierError: nothing visible is left of the text, it is too long, or the cell does not exist.
    """
    text = check_note(text)
    _check_cell(state, cell)
    columns: dict[str, Scalar] = {
        "table_id": cell.table_id,
        "round": cell.round,
        "group_id": cell.group_id,
        "heading": cell.heading,
        "text": text,
        "origin": origin.value,
        "written_at": to_text(now.wall),
        "position": order.at(now.wall),
    }
    if star:
        columns["star"] = True
    if profile:
        columns["profile"] = profile
    if link_to and link_kind:
        columns["link_to"] = link_to
        columns["link_kind"] = link_kind.value
    if not is_current(state, cell):
        columns["is_late"] = True
    note_id = note_id or new_id(now.wall)
    return Action("note.add", (Change(Note.KIND, note_id, columns),), screen, _about(text), drafts)


def edit_text(
    state: State, note_id: str, text: str, *, based_on: str | None = None, drafts: tuple[str, ...] = ()
) -> Action | None:
    """Change what a note says; None when nothing changes.

    Args:
        state: the workshop.
        note_id: the note.
        text: the new text.
        based_on: the revision of the text that the person saw.
        drafts: fields whose draft it replaces.

    Raises:
        AtelierError: nothing visible is left of the text, or it is too long.
    """
    note = _note(state, note_id)
    text = check_note(text)
    if text == note.text:
        return None
    change = Change(Note.KIND, note_id, {"text": text}, based_on)
    return Action("note.edit", (change,), SCREEN, _about(text), drafts)


def toggle_star(state: State, note_id: str) -> Action:
    """Make a note an idée phare, or no longer."""
    note = _note(state, note_id)
    name = "note.unstar" if note.star else "note.star"
    return _change(note, name, star=not note.star)


def change_heading(
    state: State, note_ids: Sequence[str], heading: str, *, screen: str = SCREEN
) -> Action | None:
    """Put notes under another heading of the same table, round and group; the first one is remembered."""
    _heading(state, heading)
    changes = []
    for note in _notes(state, note_ids):
        if note.heading == heading:
            continue
        first = note.first_heading or note.heading
        origin = None if first == heading else first
        changes.append(Change(Note.KIND, note.id, {"heading": heading, "first_heading": origin}))
    return _together(state, "note.heading", changes, note_ids, screen)


def move_notes(
    state: State, note_ids: Sequence[str], cell: CellKey, *, keep_heading: bool = True
) -> Action | None:
    """Move notes to another round, group or table (« mes 3 dernières notes → groupe A »).

    Args:
        state: the workshop.
        note_ids: which notes.
        cell: where to.
        keep_heading: whether each keeps its own heading.

    Raises:
        AtelierError: a point of a frozen table rests on a note that would leave it.
    """
    _check_cell(state, cell)
    changes = []
    leaving: set[str] = set()
    for note in _notes(state, note_ids):
        goal = replace(cell, heading=note.heading) if keep_heading else cell
        if note.cell == goal:
            continue
        columns: dict[str, Scalar] = {
            "table_id": goal.table_id,
            "round": goal.round,
            "group_id": goal.group_id,
            "heading": goal.heading,
        }
        before = {
            "table_id": note.table_id,
            "round": note.round,
            "group_id": note.group_id,
            "heading": note.heading,
        }
        columns = {name: value for name, value in columns.items() if value != before[name]}
        changes.append(Change(Note.KIND, note.id, columns))
        if goal.table_id != note.table_id:
            leaving.add(note.id)
    # A point rests on notes of its own table only.
    changes += released(state, leaving)
    return _together(state, "note.move", changes, note_ids)


def reorder_note(state: State, note_id: str, steps: int) -> Action | None:
    """Move a note up (negative) or down within its cell; None at the edge."""
    note = _note(state, note_id)
    peers = [peer for peer in notes_in(state, note.cell) if peer.id != note.id]
    index = [peer.id for peer in notes_in(state, note.cell)].index(note.id)
    goal = min(max(index + steps, 0), len(peers))
    if goal == index:
        return None
    before = peers[goal - 1].position if goal else ""
    after = peers[goal].position if goal < len(peers) else ""
    return _change(note, "note.order", position=order.between(before, after) if before != after else before)


def remove_note(state: State, note_id: str) -> Action:
    """Remove a note; it stays in history, and undo brings it back.

    Raises:
        AtelierError: a point of a frozen table rests on it.
    """
    note = _note(state, note_id)
    # Its sources stay: a note that comes back is where it was.
    changes = released(state, {note_id}, keep_sources=True)
    changes.append(Change(Note.KIND, note_id, {"deleted": True}))
    return Action("note.remove", tuple(changes), SCREEN, _about(note.text))


def link_note(state: State, note_id: str, link_to: str | None, kind: LinkKind | None) -> Action:
    """Say that a note extends, nuances or contradicts an earlier one; None takes the link away."""
    note = _note(state, note_id)
    if link_to is None or kind is None:
        return _change(note, "note.unlink", link_to=None, link_kind=None)
    if link_to == note_id:
        raise AtelierError(N_("A note cannot answer itself: choose another note."))
    _note(state, link_to)
    return _change(note, "note.link", link_to=link_to, link_kind=kind.value)


def set_profile(state: State, note_id: str, profile: str | None) -> Action:
    """Say which profile a note came from, or take that away."""
    return _change(_note(state, note_id), "note.profile", profile=profile)


def set_aside(state: State, note_ids: Sequence[str], reason: str, *, screen: str = "fuse") -> Action | None:
    """Set notes aside with a reason; points that rest on them let them go.

    Raises:
        AtelierError: no reason was given, or a point of a frozen table rests on one of them.
    """
    reason = one_line(reason)
    if is_blank(reason):
        raise AtelierError(N_("Say in a few words why this note is set aside."))
    notes = _notes(state, note_ids)
    changes = [Change(Note.KIND, note.id, {"set_aside_reason": reason}) for note in notes]
    changes += released(state, {note.id for note in notes})
    return _together(state, "note.set_aside", changes, note_ids, screen)


def take_back(state: State, note_ids: Sequence[str], *, screen: str = "fuse") -> Action | None:
    """Treat notes again that were set aside."""
    changes = [
        Change(Note.KIND, note.id, {"set_aside_reason": None})
        for note in _notes(state, note_ids)
        if note.set_aside_reason
    ]
    return _together(state, "note.take_back", changes, note_ids, screen)


def answer_cells(
    state: State,
    cells: Iterable[CellKey],
    answer: CellState | None,
    reason: str = "",
    *,
    screen: str = SCREEN,
) -> Action:
    """Say why cells are empty; None takes the answer away.

    Args:
        state: the workshop.
        cells: which cells, often all the empty headings of one table at once.
        answer: one of `domain.cell.ANSWERS`.
        reason: needed for `not_collected`.
        screen: the screen where undo takes it back.

    Raises:
        AtelierError: a reason is missing.
    """
    reason = clean(reason)
    if answer is not None and answer not in ANSWERS:
        raise ValueError(answer)
    if answer is CellState.NOT_COLLECTED and not reason:
        raise AtelierError(N_("Say why it was not collected: a sheet that was lost, a group that left…"))
    changes = []
    for cell in cells:
        _check_cell(state, cell)
        columns: dict[str, Scalar] = {
            "state": answer.value if answer else "",
            "reason": reason if answer else "",
        }
        if cell.row_id not in state.all(Cell):
            columns |= {
                "table_id": cell.table_id,
                "round": cell.round,
                "group_id": cell.group_id,
                "heading": cell.heading,
            }
        changes.append(Change(Cell.KIND, cell.row_id, columns))
    return Action("cell.answer", tuple(changes), screen, reason)


def _about(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 60 else line[:59].rstrip() + "…"


def _note(state: State, note_id: str) -> Note:
    note = state.get(Note, note_id)
    if note is None:
        raise AtelierError(N_("This note is no longer there: it was removed."))
    return note


def _notes(state: State, note_ids: Iterable[str]) -> list[Note]:
    return [_note(state, note_id) for note_id in note_ids]


def _heading(state: State, key: str) -> Heading:
    found = next((heading for heading in state.live(Heading) if heading.key == key), None)
    if found is None:
        known = ", ".join(heading.key for heading in state.live(Heading))
        raise AtelierError(
            N_("There is no heading “{heading}”; there are: {known}."), heading=key, known=known
        )
    return found


def _check_cell(state: State, cell: CellKey) -> None:
    _heading(state, cell.heading)
    if state.get(CafeTable, cell.table_id) is None:
        raise AtelierError(N_("This table is no longer there: it was removed."))
    if cell.group_id is not None and state.get(CafeGroup, cell.group_id) is None:
        raise AtelierError(N_("This group is no longer there: it was removed."))


def _change(note: Note, name: str, **columns: Scalar) -> Action:
    return Action(name, (Change(Note.KIND, note.id, columns),), SCREEN, _about(note.text))


def _together(
    state: State, name: str, changes: Sequence[Change], note_ids: Sequence[str], screen: str = SCREEN
) -> Action | None:
    if not changes:
        return None
    return Action(name, tuple(changes), screen, _about(_note(state, note_ids[0]).text))
