"""Notes from a file: a spreadsheet's CSV, JSON lines, a text, our own export; doing it twice adds nothing."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final
from uuid import uuid5

from atelier.domain import order
from atelier.domain.agenda import Step, rounds_of
from atelier.domain.canvas import Heading
from atelier.domain.change import Action, Change
from atelier.domain.clock import Moment
from atelier.domain.instant import to_text
from atelier.domain.note import LinkKind, Note, Origin
from atelier.domain.place import group_labelled, seatings_at, seatings_in, table_numbered
from atelier.domain.record import Scalar
from atelier.domain.state import State
from atelier.domain.text import check_note, clean, heading_prefix, one_line
from atelier.domain.workshop import (
    OUTSIDE_ROUNDS,
    CafeGroup,
    CafeTable,
    Movement,
    Profile,
    Seating,
    group_label,
)
from atelier.errors import N_, AtelierError
from atelier.services.note_ids import namespace, note_id
from atelier.services.note_lines import NoteLine, read_lines
from atelier.services.note_texts import is_text, read_text

_TABLE: Final = re.compile(r"(?:t|table)?\s*(\d{1,4})(?:\.0)?", re.IGNORECASE)
_ROUND: Final = re.compile(r"(?:r|round|tour)?\s*(\d{1,4})(?:\.0)?", re.IGNORECASE)
_GROUP: Final = re.compile(r"(?:groupe|group)\s+(\S+)", re.IGNORECASE)
_NUMBERED_GROUP: Final = re.compile(r"g(\d{1,3})", re.IGNORECASE)
_PLENARY: Final = re.compile(r"p|pl[ée]ni[èe]re|plenary", re.IGNORECASE)
_YES: Final = frozenset(("1", "true", "yes", "y", "oui", "o", "x", "vrai", "★", "*", "1.0"))
_NO: Final = frozenset(("", "0", "false", "no", "n", "non", "faux", "0.0"))
_POSITION: Final = re.compile(r"[0-9A-Za-z]{1,40}")
_APART: Final = 0.000_01
"""Seconds between the positions of notes that are imported together."""


@dataclass(frozen=True, slots=True)
class BadLine:
    """A line that could not become a note."""

    line: int
    """Its number in the file, from 1; in a JSON list, its rank."""
    reason: AtelierError


@dataclass(frozen=True, slots=True)
class Imported:
    """What a file brings; it is in the workshop once the action is saved."""

    action: Action | None
    """None when nothing is new."""
    added: int
    known: int
    """Notes that the workshop has, or had, already."""
    bad: tuple[BadLine, ...]


def import_notes(
    state: State,
    content: bytes,
    now: Moment,
    *,
    name: str = "",
    given: Mapping[str, str] | None = None,
) -> Imported:
    """Plan the import of a file of notes.

    Args:
        state: the workshop.
        content: the file, as it was read.
        now: when it is imported.
        name: the name of the file, which tells a text from a spreadsheet.
        given: `table`, `round`, `group` and `heading` of the lines that do not say theirs.

    Raises:
        AtelierError: it is no such file at all; a single line that is wrong is only listed.
    """
    importer = _Importer(state, now)
    bad: list[BadLine] = []
    known = 0
    given = given or {}
    lines = read_text(state, content) if is_text(name, content) else read_lines(content, given)
    for line in lines:
        try:
            if line.trouble is not None:
                raise line.trouble
            known += not importer.take(_completed(line, given))
        except AtelierError as reason:
            bad.append(BadLine(line.number, reason))
    changes = importer.changes()
    # Without a screen: undo leaves imports alone
    action = Action("note.import", changes, about=str(len(changes))) if changes else None
    return Imported(action, len(changes), known, tuple(bad))


@dataclass(frozen=True, slots=True)
class _Stop:
    """Where and by whom something was said."""

    table: CafeTable
    round: int
    group: CafeGroup | None


class _Importer:
    """Takes lines one by one and keeps what they add."""

    def __init__(self, state: State, now: Moment) -> None:
        self._state = state
        self._now = now
        self._namespace = namespace(state.workshop.id)
        self._added: dict[str, dict[str, Scalar]] = {}
        self._occurrences: Counter[str] = Counter()
        self._rounds = {OUTSIDE_ROUNDS, *rounds_of(state.live(Step))}
        self._rounds |= {seating.round for seating in state.live(Seating)}

    def take(self, line: NoteLine) -> bool:
        """Whether the line adds a note; False when it is known already.

        Raises:
            AtelierError: why it cannot be a note.
        """
        values = line.values
        note_id = self._given_id(values.get("id", ""))
        if note_id and self._is_known(note_id):
            return False
        stop = self._stop(values)
        heading, text = self._heading(values)
        text = check_note(text)
        note_id = note_id or self._derived_id(stop, heading, text)
        if self._is_known(note_id):
            return False
        columns: dict[str, Scalar] = {
            "table_id": stop.table.id,
            "round": stop.round,
            "group_id": stop.group.id if stop.group is not None else None,
            "heading": heading.key,
            "text": text,
            "star": _is_yes(values.get("star", "")),
            "profile": self._profile(values.get("profile", "")),
            "origin": _origin(values.get("origin", "")),
            "written_at": _instant(values.get("written_at", "")) or to_text(self._now.wall),
            "position": self._position(values.get("position", "")),
        }
        columns |= self._details(values)
        self._added[note_id] = columns
        return True

    def changes(self) -> tuple[Change, ...]:
        """What the lines taken so far add."""
        notes = self._state.all(Note)
        for columns in self._added.values():
            target = columns.get("link_to")
            if target is not None and target not in notes and target not in self._added:
                del columns["link_to"], columns["link_kind"]
        return tuple(Change(Note.KIND, note_id, columns) for note_id, columns in self._added.items())

    def _is_known(self, note_id: str) -> bool:
        return note_id in self._state.all(Note) or note_id in self._added

    def _given_id(self, given: str) -> str:
        given = one_line(given)
        return note_id(self._state.workshop.id, given) if given else ""

    def _derived_id(self, stop: _Stop, heading: Heading, text: str) -> str:
        label = stop.group.label if stop.group is not None else ""
        name = "\x1f".join((str(stop.table.number), str(stop.round), label, heading.key, text))
        self._occurrences[name] += 1
        return str(uuid5(self._namespace, f"{name}\x1f{self._occurrences[name]}"))

    def _stop(self, values: Mapping[str, str]) -> _Stop:
        table = self._table(values.get("table", ""))
        group = self._group(values.get("group", ""))
        round_number = self._round(values.get("round", ""), table, group)
        if group is None and not table.is_plenary and round_number != OUTSIDE_ROUNDS:
            group = self._only_group(table, round_number)
        return _Stop(table, round_number, group)

    def _table(self, given: str) -> CafeTable:
        given = one_line(given)
        if not given:
            raise AtelierError(N_("the table is missing"))
        found = _TABLE.fullmatch(given)
        number = 0 if _PLENARY.fullmatch(given) else int(found[1]) if found is not None else -1
        table = table_numbered(self._state, number)
        if table is None:
            raise AtelierError(N_("there is no table “{table}”"), table=given[:40])
        return table

    def _group(self, given: str) -> CafeGroup | None:
        given = one_line(given)
        if not given:
            return None
        worded = _GROUP.fullmatch(given)
        numbered = _NUMBERED_GROUP.fullmatch(given)
        named = (group for group in self._state.live(CafeGroup) if group.name.casefold() == given.casefold())
        found = (
            group_labelled(self._state, given)
            or next(named, None)
            or (group_labelled(self._state, worded[1]) if worded is not None else None)
        )
        if found is None and numbered is not None and int(numbered[1]):
            found = group_labelled(self._state, group_label(int(numbered[1]) - 1))
        if found is None:
            raise AtelierError(N_("there is no group “{group}”"), group=given[:40])
        return found

    def _round(self, given: str, table: CafeTable, group: CafeGroup | None) -> int:
        given = one_line(given)
        if given:
            found = _ROUND.fullmatch(given)
            if found is None or int(found[1]) not in self._rounds:
                raise AtelierError(N_("there is no round “{round}”"), round=given[:40])
            return int(found[1])
        if table.is_plenary:
            return OUTSIDE_ROUNDS
        seated = seatings_at(self._state, table.id)
        rounds = {seat.round for seat in seated if group is None or seat.group_id == group.id}
        if len(rounds) != 1:
            raise AtelierError(N_("the round is missing"))
        return rounds.pop()

    def _only_group(self, table: CafeTable, round_number: int) -> CafeGroup | None:
        seated = {seat.group_id for seat in seatings_in(self._state, table.id, round_number)} - {None}
        if len(seated) == 1:
            return self._state.get(CafeGroup, seated.pop())
        if self._state.workshop.movement == Movement.ROTATING:
            raise AtelierError(N_("the group is missing, and it is not the only one that could be meant"))
        return None

    def _heading(self, values: Mapping[str, str]) -> tuple[Heading, str]:
        given, text = one_line(values.get("heading", "")), values.get("text", "")
        headings = self._state.live(Heading)
        if not given:
            prefixes = {heading.prefix: heading.key for heading in headings if heading.prefix}
            key, text = heading_prefix(clean(text), prefixes)
            given = key or ""
        for heading in headings:
            names = (heading.key, heading.title, heading.short)
            if given and given.casefold() in (name.casefold() for name in names):
                return heading, text
        if not given:
            raise AtelierError(N_("the heading is missing"))
        raise AtelierError(N_("there is no heading “{heading}”"), heading=given[:40])

    def _profile(self, given: str) -> str | None:
        given = one_line(given)
        for profile in self._state.live(Profile):
            if given and given.casefold() in (profile.key.casefold(), profile.label.casefold()):
                return profile.key
        # A profile that the workshop does not count is kept, and never published
        return given[:60] or None

    def _position(self, given: str) -> str:
        if _POSITION.fullmatch(given):
            return given
        return order.at(self._now.wall + len(self._added) * _APART)

    def _details(self, values: Mapping[str, str]) -> dict[str, Scalar]:
        details: dict[str, Scalar] = {}
        if reason := clean(values.get("set_aside_reason", "")):
            details["set_aside_reason"] = reason
        if _is_yes(values.get("is_late", "")):
            details["is_late"] = True
        if (first := values.get("first_heading", "")) in {each.key for each in self._state.live(Heading)}:
            details["first_heading"] = first
        kind = values.get("link_kind", "")
        if (target := self._given_id(values.get("link_to", ""))) and kind in set(LinkKind):
            details |= {"link_to": target, "link_kind": kind}
        return details


def _completed(line: NoteLine, given: Mapping[str, str]) -> NoteLine:
    """The line with what it does not say itself."""
    missing = {name: value for name, value in given.items() if not one_line(line.values.get(name, ""))}
    return replace(line, values={**line.values, **missing}) if missing else line


def _is_yes(given: str) -> bool:
    word = one_line(given).casefold()
    if word in _YES:
        return True
    if word in _NO:
        return False
    raise AtelierError(N_("“{word}” is neither yes nor no"), word=word[:40])


def _origin(given: str) -> str:
    return given if given in set(Origin) else Origin.IMPORT.value


def _instant(given: str) -> str:
    try:
        moment = datetime.fromisoformat(given.strip())
        return given.strip() if moment.tzinfo is not None and given.isascii() else ""
    except ValueError:
        return ""
