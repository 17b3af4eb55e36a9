"""What a row of the workshop file is called."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Final

from atelier.domain.agenda import Step
from atelier.domain.canvas import Heading
from atelier.domain.cell import Cell
from atelier.domain.clock import ClockEvent
from atelier.domain.decision import Decision
from atelier.domain.dot import BY_HAND, Dot
from atelier.domain.note import Note
from atelier.domain.room import Room
from atelier.domain.state import State
from atelier.domain.text import one_line
from atelier.domain.theme import Theme, ThemeSource, Transversal, TransversalSource, Variant
from atelier.domain.workshop import CafeGroup, CafeTable, HeadCount, Message, Profile, Seating, Workshop
from atelier.errors import N_
from atelier.figures import quotation
from atelier.ui.screens.history.columns import label, theme_title
from atelier.ui.wording import group_name, heading_name, profile_name, step_name, table_name, table_title

if TYPE_CHECKING:
    from atelier.i18n import Translator

_LONGEST = 60
"""Characters of a text in a title."""


def row_title(tr: Translator, state: State, kind: str, row_id: str) -> str:
    """What a row is, and where it belongs.

    Args:
        tr: the interface's language.
        state: the workshop, which still has what was removed.
        kind: the row's table in the file.
        row_id: its id.
    """
    if kind in _NAMED:
        return _NAMED[kind](tr, state, row_id)
    return tr(_PLAIN[kind]) if kind in _PLAIN else kind.replace("_", " ")


def _note(tr: Translator, state: State, row_id: str) -> str:
    note = state.all(Note).get(row_id)
    return tr("Note") if note is None else f"{tr('Note')} · {_cell_name(tr, state, note)}"


def _cell(tr: Translator, state: State, row_id: str) -> str:
    cell = state.all(Cell).get(row_id)
    return tr("Empty cell") if cell is None else f"{tr('Empty cell')} · {_cell_name(tr, state, cell)}"


def _theme(tr: Translator, state: State, row_id: str) -> str:
    return _called(tr, tr("Point"), theme_title(state, row_id))


def _transversal(tr: Translator, state: State, row_id: str) -> str:
    return _called(tr, tr("Point across tables"), theme_title(state, row_id))


def _step(tr: Translator, state: State, row_id: str) -> str:
    step = state.all(Step).get(row_id)
    return tr("Step") if step is None else f"{tr('Step')} · {step_name(tr, state, step)}"


def _table(tr: Translator, state: State, row_id: str) -> str:
    table = state.all(CafeTable).get(row_id)
    return tr("Table") if table is None else table_title(tr, table)


def _group(tr: Translator, state: State, row_id: str) -> str:
    group = state.all(CafeGroup).get(row_id)
    return tr("Group") if group is None else group_name(tr, group)


def _heading(tr: Translator, state: State, row_id: str) -> str:
    heading = state.all(Heading).get(row_id)
    return _called(tr, tr("Heading"), heading_name(heading) if heading is not None else "")


def _profile(tr: Translator, state: State, row_id: str) -> str:
    profile = state.all(Profile).get(row_id)
    return _called(tr, tr("Profile"), profile.label if profile is not None else "")


def _variant(tr: Translator, state: State, row_id: str) -> str:
    variant = state.all(Variant).get(row_id)
    return tr("Other version") + ("" if variant is None else f" · {label(tr, variant.of_column)}")


def _theme_source(tr: Translator, state: State, row_id: str) -> str:
    theme_id, _, note_id = row_id.partition("/")
    return _source(tr, _text(state, note_id), theme_title(state, theme_id))


def _transversal_source(tr: Translator, state: State, row_id: str) -> str:
    whole, _, part = row_id.partition("/")
    return _source(tr, theme_title(state, part), theme_title(state, whole))


def _source(tr: Translator, part: str, point: str) -> str:
    shown = [quotation(tr, _short(text) or "–") for text in (part, point)]
    return tr("{part} as a source of {point}", part=shown[0], point=shown[1])


def _decision(tr: Translator, state: State, row_id: str) -> str:
    decision = state.all(Decision).get(row_id)
    if decision is None:
        return tr("Answer: same idea or not")
    said = [quotation(tr, _short(_text(state, one)) or "–") for one in (decision.first, decision.second)]
    return tr("Answer about {first} and {second}", first=said[0], second=said[1])


def _dot(tr: Translator, state: State, row_id: str) -> str:
    # Never for which device: nobody is to be found again by what they gave
    note_id, _, voter = row_id.rpartition("/")
    what = tr("Raised hands") if voter == BY_HAND else tr("Dots")
    return _called(tr, what, _text(state, note_id))


def _text(state: State, row_id: str) -> str:
    """What a note or a point says."""
    note = state.all(Note).get(row_id)
    return note.text if note is not None else theme_title(state, row_id)


def _seat(tr: Translator, state: State, row_id: str) -> str:
    seat = state.all(Seating).get(row_id)
    if seat is None:
        return tr("Seat")
    table = state.all(CafeTable).get(seat.table_id)
    parts = [_group(tr, state, seat.group_id) if seat.group_id is not None else group_name(tr, None)]
    if table is not None:
        parts.append(table_name(tr, table))
    return " · ".join([*parts, tr("round {round}", round=seat.round)])


def _called(tr: Translator, what: str, name: str) -> str:
    return f"{what} {quotation(tr, _short(name))}" if name else what


def _cell_name(tr: Translator, state: State, at: Note | Cell) -> str:
    table = state.all(CafeTable).get(at.table_id)
    parts = [table_name(tr, table)] if table is not None else []
    if at.round:
        parts.append(tr("round {round}", round=at.round))
    if at.group_id is not None:
        parts.append(_group(tr, state, at.group_id))
    heading = next((one for one in state.all(Heading).values() if one.key == at.heading), None)
    if heading is not None:
        parts.append(heading_name(heading))
    return " · ".join(parts)


def _people(tr: Translator, state: State, row_id: str) -> str:
    count = state.all(HeadCount).get(row_id)
    if count is None:
        return tr("People")
    parts = [tr("People")]
    if count.group_id is not None:
        parts.append(_group(tr, state, count.group_id))
    return " · ".join((*parts, profile_name(state, count.profile)))


def _short(text: str) -> str:
    line = one_line(text)
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1].rstrip() + "…"


_NAMED: Final[Mapping[str, Callable[[Translator, State, str], str]]] = {
    Note.KIND: _note,
    Cell.KIND: _cell,
    Theme.KIND: _theme,
    Transversal.KIND: _transversal,
    ThemeSource.KIND: _theme_source,
    TransversalSource.KIND: _transversal_source,
    Seating.KIND: _seat,
    Step.KIND: _step,
    CafeTable.KIND: _table,
    CafeGroup.KIND: _group,
    HeadCount.KIND: _people,
    Heading.KIND: _heading,
    Profile.KIND: _profile,
    Variant.KIND: _variant,
    Decision.KIND: _decision,
    Dot.KIND: _dot,
}
_PLAIN: Final[Mapping[str, str]] = {
    Workshop.KIND: N_("Workshop"),
    ClockEvent.KIND: N_("Clock"),
    Message.KIND: N_("Message"),
    Room.KIND: N_("Room screen"),
}
