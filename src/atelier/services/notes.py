"""What is done to notes: each function plans one action and writes nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from atelier.domain import order
from atelier.domain.canvas import Heading
from atelier.domain.cell import ANSWERS, Cell, CellState
from atelier.domain.change import Action, Change
from atelier.domain.clock import Moment
from atelier.domain.identity import new_id
from atelier.domain.instant import to_text
from atelier.domain.note import CellKey, LinkKind, Note, Origin
from atelier.domain.place import current_cell, notes_in
from atelier.domain.record import Scalar
from atelier.domain.state import State
from atelier.domain.text import check_note, is_blank, one_line
from atelier.domain.theme import Variant
from atelier.domain.workshop import CafeGroup, CafeTable
from atelier.errors import N_, AtelierError
from atelier.services.locks import released
from atelier.services.variants import settle_variant

SCREEN = "capture"
"""The screen where undo takes these actions back."""

_INHERITED: Final = (
    "table_id",
    "round",
    "group_id",
    "heading",
    "star",
    "profile",
    "link_to",
    "link_kind",
    "origin",
    "first_heading",
    "is_rehearsal",
    "is_late",
    "written_at",
)
"""The columns that all parts of a divided note have in common."""


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
    is_rehearsal: bool = False,
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
        is_rehearsal: whether it is only typed to try the program.
        drafts: fields whose draft it replaces.
        screen: the screen where undo takes it back.

    Raises:
        AtelierError: nothing visible is left of the text, it is too long, or the cell does not exist.
    """
    columns = new_columns(state, cell, text, now, origin, star=star, is_rehearsal=is_rehearsal)
    note_id = note_id or new_id(now.wall)
    if profile:
        columns["profile"] = profile
    # A note that was removed meanwhile must not keep this one from being saved.
    if link_kind and link_to != note_id and state.get(Note, link_to) is not None:
        columns["link_to"] = link_to
        columns["link_kind"] = link_kind.value
    change = Change(Note.KIND, note_id, columns)
    return Action("note.add", (change,), screen, about(str(columns["text"])), drafts)


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
    return Action("note.edit", (change,), SCREEN, about(text), drafts)


def join_versions(state: State, variant_id: str) -> Action:
    """Keep both texts of a note that two people wrote at once, one after the other.

    Raises:
        AtelierError: someone has chosen meanwhile, or both together are too long.
    """
    settled = settle_variant(state, variant_id, take_other=False, screen=SCREEN)
    variant = state.all(Variant)[variant_id]
    note = _note(state, variant.of_id)
    text = check_note(f"{note.text} / {variant.text}")
    return replace(settled, changes=(*settled.changes, Change(Note.KIND, note.id, {"text": text})))


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
        goal = cell._replace(heading=note.heading) if keep_heading else cell
        if note.cell == goal:
            continue
        before = _place(note.cell)
        columns = {name: value for name, value in _place(goal).items() if value != before[name]}
        changes.append(Change(Note.KIND, note.id, columns))
        if goal.table_id != note.table_id:
            leaving.add(note.id)
    # A point rests on notes of its own table only.
    changes += released(state, leaving)
    return _together(state, "note.move", changes, note_ids)


def reorder_note(state: State, note_id: str, steps: int) -> Action | None:
    """Move a note up (negative) or down within its cell; None at the edge."""
    note = _note(state, note_id)
    wanted = [(peer.id, peer.position) for peer in notes_in(state, note.cell)]
    if (note.id, note.position) not in wanted:
        return None  # a rehearsal note has no place among the others
    index = wanted.index((note.id, note.position))
    goal = min(max(index + steps, 0), len(wanted) - 1)
    if goal == index:
        return None
    wanted.insert(goal, wanted.pop(index))
    changes = [
        Change(Note.KIND, row_id, {"position": key}) for row_id, key in order.placed(wanted, note_id).items()
    ]
    return Action("note.order", tuple(changes), SCREEN, about(note.text))


def divide_note(state: State, note_id: str, parts: Sequence[str], now: Moment) -> Action | None:
    """Make several notes of one that says several things; None when nothing changes.

    The first part stays the note that it was. The others stand behind it in its cell, with its star, its
    profile and its link, and are still to treat in the fusion.

    Args:
        state: the workshop.
        note_id: the note.
        parts: what each note is to say; parts with nothing to read are passed over.
        now: this instant.

    Raises:
        AtelierError: a part is too long, or nothing is left.
    """
    note = _note(state, note_id)
    texts = [check_note(part) for part in parts if not is_blank(part)]
    if not texts:
        raise AtelierError(N_("There is nothing to read in this note: write at least one character."))
    if len(texts) == 1:
        return edit_text(state, note_id, texts[0])
    changes = []
    if texts[0] != note.text:
        changes.append(Change(Note.KIND, note.id, {"text": texts[0]}))
    behind = (peer.position for peer in notes_in(state, note.cell) if peer.position > note.position)
    position, after = note.position, min(behind, default="")
    for text in texts[1:]:
        position = order.between(position, after)
        columns = {name: getattr(note, name) for name in _INHERITED} | {"text": text, "position": position}
        changes.append(Change(Note.KIND, new_id(now.wall), columns))
    return Action("note.divide", tuple(changes), SCREEN, about(note.text))


def remove_note(state: State, note_id: str) -> Action:
    """Remove a note; it stays in history, and undo brings it back.

    Raises:
        AtelierError: a point of a frozen table rests on it.
    """
    return remove_notes(state, [note_id])


def remove_notes(state: State, note_ids: Sequence[str]) -> Action:
    """Remove notes, as `remove_note` does."""
    notes = _notes(state, note_ids)
    # Their sources stay: a note that comes back is where it was.
    changes = released(state, {note.id for note in notes}, keep_sources=True)
    changes += [Change(Note.KIND, note.id, {"deleted": True}) for note in notes]
    return Action("note.remove", tuple(changes), SCREEN, about(" · ".join(note.text for note in notes[:3])))


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
    reason = one_line(reason)
    if answer is not None and answer not in ANSWERS:
        raise ValueError(answer)
    if answer is CellState.NOT_COLLECTED and is_blank(reason):
        raise AtelierError(N_("Say why it was not collected: a sheet that was lost, a group that left…"))
    changes = []
    for cell in cells:
        _check_cell(state, cell)
        columns: dict[str, Scalar] = {
            "state": answer.value if answer else "",
            "reason": reason if answer else "",
        }
        if cell.row_id not in state.all(Cell):
            columns |= _place(cell)
        elif state.get(Cell, cell.row_id) is None:
            columns["deleted"] = False  # undo took back the answer that made this row
        changes.append(Change(Cell.KIND, cell.row_id, columns))
    return Action("cell.answer", tuple(changes), screen, reason)


def new_columns(
    state: State,
    cell: CellKey,
    text: str,
    now: Moment,
    origin: Origin = Origin.TUI,
    *,
    star: bool = False,
    is_rehearsal: bool = False,
) -> dict[str, Scalar]:
    """What a new note of a cell holds, placed behind those that are there.

    Raises:
        AtelierError: as `add_note`.
    """
    text = check_note(text)
    _check_cell(state, cell)
    columns = _place(cell) | {
        "text": text,
        "origin": origin.value,
        "written_at": to_text(now.wall),
        "position": _position(state, cell, now),
    }
    if star:
        columns["star"] = True
    if is_rehearsal:
        columns["is_rehearsal"] = True
    if _was_left(state, cell):
        columns["is_late"] = True
    return columns


def _place(cell: CellKey) -> dict[str, Scalar]:
    return {
        "table_id": cell.table_id,
        "round": cell.round,
        "group_id": cell.group_id,
        "heading": cell.heading,
    }


def _position(state: State, cell: CellKey, now: Moment) -> str:
    """The key of a note written now, which comes last even after the computer's clock was set back."""
    there = notes_in(state, cell)
    last = there[-1].position if there else ""
    key = order.at(now.wall)
    return key if key > last else order.between(last, "")


def _was_left(state: State, cell: CellKey) -> bool:
    """Whether the table has left a cell for another group, or another round."""
    table = state.get(CafeTable, cell.table_id)
    if table is None:
        return False
    here = current_cell(state, table, cell.heading)
    return (cell.round, cell.group_id) != (here.round, here.group_id) and cell.round <= here.round


def about(text: str) -> str:
    """A few words of a text, for « Annulé : … »."""
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
    return Action(name, (Change(Note.KIND, note.id, columns),), SCREEN, about(note.text))


def _together(
    state: State, name: str, changes: Sequence[Change], note_ids: Sequence[str], screen: str = SCREEN
) -> Action | None:
    if not changes:
        return None
    return Action(name, tuple(changes), screen, about(_note(state, note_ids[0]).text))
