"""What a phone sends becomes an action, or the reason why it cannot, which the phone shows."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final

from atelier.domain.agenda import Step, rounds_of
from atelier.domain.canvas import Heading
from atelier.domain.change import Action, Change
from atelier.domain.clock import Moment
from atelier.domain.instant import to_text, to_wall
from atelier.domain.note import CellKey, LinkKind, Note, Origin
from atelier.domain.place import (
    current_cell,
    current_seating,
    dropped_rounds,
    group_labelled,
    reading,
    seatings_in,
)
from atelier.domain.record import Scalar
from atelier.domain.state import State
from atelier.domain.text import check_note, one_line
from atelier.domain.workshop import OUTSIDE_ROUNDS, CafeGroup, CafeTable, Movement, Profile, Seating
from atelier.errors import N_, AtelierError
from atelier.services import help_calls
from atelier.services.locks import released, table_of
from atelier.services.note_ids import note_id
from atelier.services.notes import about, new_columns
from atelier.services.rehearsal import is_rehearsing
from atelier.services.running import confirm_group

AHEAD: Final = 120.0
"""Seconds by which the clock of a phone may be ahead of ours for its times to be believed."""
LONGEST_WORD: Final = 60
"""Characters that are kept of a profile that the workshop does not know."""


@dataclass(frozen=True, slots=True)
class PhoneNote:
    """A note as a phone sends it: of the right types, and nothing more is known of it."""

    id: str
    """As the phone made it."""
    heading: str
    text: str
    table: int | None = None
    """The number of the table; None for that of the address."""
    round: int | None = None
    """None, and with it the group, for where the table is now."""
    group: str | None = None
    """Its label."""
    star: bool = False
    profile: str | None = None
    link_to: str | None = None
    link_kind: str | None = None
    written_at: str = ""


@dataclass(frozen=True, slots=True)
class PhoneEdit:
    """A change of a note as a phone sends it; None is what it says nothing of."""

    id: str
    note: str
    """The note, by its id in the file or as the phone made it."""
    was: str | None = None
    """The text that the person saw before."""
    text: str | None = None
    heading: str | None = None
    star: bool | None = None
    removed: bool | None = None
    links: bool = False
    """Whether it says what the note answers."""
    link_to: str | None = None
    link_kind: str | None = None


def new_note(
    state: State, table_id: str, note: PhoneNote, now: Moment, arriving: Collection[str] = ()
) -> Action | None:
    """Add a note that a phone sent; None when the workshop has it, or had it, already.

    Args:
        state: the workshop.
        table_id: the table that the address is for.
        note: the note.
        now: this instant; a later one for each note, so that they stay in order.
        arriving: ids in the file of notes that are written just before this one.

    Raises:
        AtelierError: why it cannot be taken, and what to do.
    """
    row_id = note_id(state.workshop.id, note.id)
    if row_id in state.all(Note):
        return None
    table = table_of(state, table_id)
    if note.table is not None and note.table != table.number:
        raise AtelierError(
            N_("This note was written for table {other}; this is the page of table {number}: copy it there."),
            other=str(note.table)[:9],
            number=table.number,
        )
    cell = _cell(state, table, note)
    columns = new_columns(
        state,
        cell,
        note.text,
        now,
        Origin.PHONE,
        star=note.star,
        is_rehearsal=is_rehearsing(reading(state, now)),
    )
    columns["written_at"] = _written_at(note.written_at, now)
    if note.profile and (profile := _profile(state, note.profile)):
        columns["profile"] = profile
    columns |= _link(state, row_id, note.link_to, note.link_kind, arriving)
    change = Change(Note.KIND, row_id, columns, is_new=True)
    # Without a screen: the facilitator's undo leaves alone what others wrote
    return Action("note.add", (change,), about=about(str(columns["text"])))


def edited_note(state: State, table_id: str, edit: PhoneEdit) -> Note:
    """The note that an edit is about, be it removed.

    Raises:
        AtelierError: there is no such note, or it is not for this phone to change.
    """
    note = state.all(Note).get(note_id(state.workshop.id, edit.note))
    if note is None or note.table_id != table_id:
        raise AtelierError(N_("This note is not of this table, or has not arrived yet."))
    if note.origin != Origin.PHONE:
        raise AtelierError(N_("This note was not written on a phone: ask the facilitator to change it."))
    return note


def edit_note(
    state: State, table_id: str, edit: PhoneEdit, based_on: str, past: Sequence[str]
) -> Action | None:
    """Change a note of this table that came from a phone; None when it is so already.

    Everything is said as it shall be, not as a step from what it was: done twice it changes nothing.

    Args:
        state: the workshop.
        table_id: the table that the address is for.
        edit: the change.
        based_on: the revision of the text as it stands.
        past: every text that the note has had, oldest first.

    Raises:
        AtelierError: why it cannot be taken, and what to do.
    """
    note = edited_note(state, table_id, edit)
    if edit.removed:
        if note.deleted:
            return None
        changes = [
            *released(state, {note.id}, keep_sources=True),
            Change(Note.KIND, note.id, {"deleted": True}),
        ]
        return Action("note.remove", tuple(changes), about=about(note.text))
    if note.deleted:
        raise AtelierError(N_("This note is no longer there: it was removed."))
    columns: dict[str, Scalar] = {}
    names: list[str] = []
    seen: str | None = None
    text = note.text if edit.text is None else check_note(edit.text)
    if text != note.text and not _came_before(text, edit.was, past):
        columns["text"] = text
        names.append("note.edit")
        # Of a text that is not the one that was seen, the other version is kept, whoever wrote it
        seen = based_on if edit.was is None or edit.was == note.text else ""
    if edit.heading is not None and edit.heading != note.heading:
        heading = _heading(state, edit.heading)
        first = note.first_heading or note.heading
        columns |= {"heading": heading, "first_heading": None if first == heading else first}
        names.append("note.heading")
    if edit.star is not None and edit.star != note.star:
        columns["star"] = edit.star
        names.append("note.star" if edit.star else "note.unstar")
    if edit.links:
        link: dict[str, Scalar] = {"link_to": None, "link_kind": None}
        link |= _link(state, note.id, edit.link_to, edit.link_kind)
        if (link["link_to"], link["link_kind"]) != (note.link_to, note.link_kind):
            columns |= link
            names.append("note.link" if link["link_to"] else "note.unlink")
    if not columns:
        return None
    name = names[0] if len(names) == 1 else "note.edit"
    return Action(name, (Change(Note.KIND, note.id, columns, seen),), about=about(text))


def help_call(state: State, table_id: str, now: Moment, is_on: bool, text: str = "") -> Action | None:
    """Call the facilitator to the table, or take the call back; None when it is so already.

    Raises:
        AtelierError: the table is not there, or the text is too long.
    """
    table_of(state, table_id)
    return help_calls.call(state, now, table_id, text) if is_on else help_calls.cancel(state, table_id)


def seated(state: State, table_id: str, now: Moment, round_number: int, group: str | None) -> Action | None:
    """Say that a group is seated at the table; None when it is so already.

    Raises:
        AtelierError: there is no such round or group.
    """
    table = table_of(state, table_id)
    if table.is_plenary:
        raise AtelierError(N_("Nobody is seated in plenary: there is nothing to confirm."))
    _check_round(state, round_number)
    group_id = _group(state, group)
    if group_id is None and state.workshop.movement == Movement.ROTATING:
        raise AtelierError(N_("Say which group is seated."))
    here = current_seating(state, table_id)
    if here is not None and here.confirmed_at and (here.round, here.group_id) == (round_number, group_id):
        return None
    return confirm_group(state, now, table_id, round_number, group_id, screen="")


def _cell(state: State, table: CafeTable, note: PhoneNote) -> CellKey:
    """The cell that a note was typed for, as its table had confirmed it then."""
    heading = _heading(state, note.heading)
    if table.is_plenary or note.round is None:
        return current_cell(state, table, heading)
    _check_round(state, note.round)
    group_id = _group(state, note.group)
    if group_id is None and note.round != OUTSIDE_ROUNDS:
        group_id = _only_group(state, table, note.round)
    return CellKey(table.id, note.round, group_id, heading)


def _heading(state: State, key: str) -> str:
    headings = state.live(Heading)
    if all(heading.key != key for heading in headings):
        known = ", ".join(heading.short or heading.title for heading in headings)
        raise AtelierError(N_("This heading is no longer there. Choose one of these: {known}."), known=known)
    return key


def _check_round(state: State, number: int) -> None:
    if number not in state.kept("known rounds", (Step, Seating), lambda: _known_rounds(state)):
        raise AtelierError(N_("There is no round {round} in this workshop."), round=str(number)[:9])


def _known_rounds(state: State) -> frozenset[int]:
    planned = {seating.round for seating in state.live(Seating)}
    return frozenset({OUTSIDE_ROUNDS, *rounds_of(state.live(Step)), *dropped_rounds(state), *planned})


def _group(state: State, label: str | None) -> str | None:
    if not label:
        return None
    group = group_labelled(state, label)
    if group is None:
        known = ", ".join(each.label for each in state.live(CafeGroup)) or "–"
        raise AtelierError(
            N_("There is no group “{group}”; there are: {known}."), group=one_line(label)[:40], known=known
        )
    return group.id


def _only_group(state: State, table: CafeTable, number: int) -> str | None:
    """The group of a note that names none: the only one that can have been there."""
    seats = {seat.group_id for seat in seatings_in(state, table.id, number)} - {None}
    if len(seats) == 1:
        return seats.pop()
    if state.workshop.movement == Movement.ROTATING:
        raise AtelierError(N_("Say which group wrote this note, and send it again."))
    return None


def _profile(state: State, given: str) -> str:
    word = one_line(given)
    for profile in state.live(Profile):
        if word.casefold() in (profile.key.casefold(), profile.label.casefold()):
            return profile.key
    # A profile that the workshop does not count is kept, and never published
    return word[:LONGEST_WORD]


def _link(
    state: State, row_id: str, link_to: str | None, kind: str | None, arriving: Collection[str] = ()
) -> dict[str, Scalar]:
    """What a note answers; nothing when that note was removed, or never came."""
    if not link_to or kind not in set(LinkKind):
        return {}
    target = note_id(state.workshop.id, link_to)
    if target == row_id or (target not in arriving and state.get(Note, target) is None):
        return {}
    return {"link_to": target, "link_kind": kind}


def _written_at(given: str, now: Moment) -> str:
    """When a note was written, by the phone's clock where that can be believed."""
    try:
        wall = to_wall(given) if given else now.wall
        return to_text(wall if 0 < wall <= now.wall + AHEAD else now.wall)
    except (ValueError, OverflowError, OSError):
        return to_text(now.wall)


def _came_before(text: str, was: str | None, past: Sequence[str]) -> bool:
    """Whether a text was written already, over the one that the person saw, and changed since."""
    if was is None or text not in past:
        return False
    last = len(past) - 1 - past[::-1].index(text)
    return was in past[:last]
