"""What was said of a note: the later notes that extend, nuance or contradict it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from atelier.domain.note import LinkKind, Note
from atelier.domain.state import State
from atelier.domain.workshop import CafeGroup, CafeTable
from atelier.ui.wording import link_name, table_name

if TYPE_CHECKING:
    from atelier.i18n import Translator


def answers_to(state: State) -> Mapping[str, tuple[Note, ...]]:
    """The notes that answer each note that is answered, in the order of their writing."""
    return state.kept("answers to notes", (Note,), lambda: _grouped(state.all(Note).values()), _followed)


def answer_text(tr: Translator, state: State, note: Note, table_id: str) -> str:
    """What a note says of the one it answers, as in « Plénière précise : dès la rentrée ».

    Args:
        tr: the interface's language.
        state: the workshop.
        note: the note that answers.
        table_id: the table where it is shown; another one is named.
    """
    if note.link_kind not in tuple(LinkKind):
        return ""
    relation = link_name(tr, LinkKind(note.link_kind))
    who = short_name(tr, state, note, table_id)
    if not who:
        return tr("{relation}: {text}", relation=relation, text=note.text)
    return tr("{who} {relation}: {text}", who=who, relation=relation, text=note.text)


def short_name(tr: Translator, state: State, note: Note, table_id: str) -> str:
    """Who said a note, in as few words as possible.

    Args:
        tr: the interface's language.
        state: the workshop.
        note: the note.
        table_id: the table where it is shown; another one is named.
    """
    words = []
    table = state.get(CafeTable, note.table_id)
    if note.table_id != table_id and table is not None:
        words.append(table_name(tr, table))
    group = state.get(CafeGroup, note.group_id)
    if group is not None:
        words.append(group.label)
    elif note.round:
        words.append(tr("round {round}", round=note.round))
    return " ".join(words)


def _grouped(notes: Iterable[Note]) -> Mapping[str, tuple[Note, ...]]:
    found: dict[str, list[Note]] = {}
    for note in notes:
        if _answers(note):
            found.setdefault(note.link_to or "", []).append(note)
    return {target: tuple(sorted(group, key=_order)) for target, group in found.items()}


def _followed(
    known: Mapping[str, tuple[Note, ...]], changes: Sequence[tuple[Note | None, Note]]
) -> Mapping[str, tuple[Note, ...]]:
    touched = [note for pair in changes for note in pair if note is not None and _answers(note)]
    if not touched:
        return known
    found = dict(known)
    for before, after in changes:
        for target in {note.link_to for note in (before, after) if note is not None and note.link_to}:
            rest = [note for note in found.pop(target, ()) if note.id != after.id]
            if _answers(after) and after.link_to == target:
                rest.append(after)
            if rest:
                found[target] = tuple(sorted(rest, key=_order))
    return found


def _answers(note: Note) -> bool:
    return bool(note.link_to) and not note.deleted and not note.is_rehearsal


def _order(note: Note) -> tuple[str, str]:
    return note.written_at, note.id
