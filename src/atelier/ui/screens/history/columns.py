"""What the columns of the workshop file hold, in the words of the screens."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Final

from atelier import figures
from atelier.domain.cell import CellState
from atelier.domain.instant import to_wall
from atelier.domain.note import LinkKind, Note
from atelier.domain.record import Scalar
from atelier.domain.state import State
from atelier.domain.text import one_line
from atelier.domain.theme import Theme, Transversal
from atelier.domain.workshop import CafeGroup, CafeTable
from atelier.errors import N_
from atelier.ui.wording import cell_state_name, group_name, heading_name, link_name, profile_name, table_name

if TYPE_CHECKING:
    from atelier.i18n import Translator

HIDDEN: Final = frozenset(
    {
        *("id", "deleted", "boot", "boot_id", "wall", "created_at", "written_at", "at", "elapsed", "origin"),
        *("of_kind", "of_id", "of_column", "author", "key", "prefix", "singular", "format", "canvas"),
        *("first_heading", "gathers_stars", "theme_id", "note_id", "transversal_id", "step_id", "language"),
        *("counted_at", "first", "second", "voter"),
    }
)
"""Columns that say nothing to people, or what the line's title says already."""
LONG: Final = frozenset(
    {
        *("text", "title", "paragraph", "short", "divergence", "reason", "set_aside_reason", "topic"),
        *("question", "instruction", "introduction", "conclusion", "further", "objectives"),
    }
)
"""Columns of prose: what was and what became of it stand below each other."""
_LABELS: Final[Mapping[str, str]] = {
    "answered_at": N_("answered"),
    "conclusion": N_("conclusion"),
    "count": N_("how many"),
    "confirmed_at": N_("seated"),
    "date": N_("date"),
    "divergence": N_("disagreement"),
    "expected": N_("people expected"),
    "frozen_at": N_("frozen"),
    "further": N_("to go further"),
    "group_id": N_("group"),
    "hard_end": N_("latest end"),
    "heading": N_("heading"),
    "host": N_("host"),
    "instruction": N_("instruction"),
    "introduction": N_("introduction"),
    "is_dropped": N_("skipped"),
    "is_late": N_("written afterwards"),
    "is_on_paper": N_("writes on paper"),
    "is_rehearsal": N_("trial"),
    "kind": N_("kind"),
    "label": N_("name"),
    "link_kind": N_("kind of link"),
    "link_to": N_("answers"),
    "movement": N_("way of moving"),
    "name": N_("name"),
    "number": N_("number"),
    "objectives": N_("objectives"),
    "organiser": N_("organiser"),
    "paragraph": N_("paragraph"),
    "people": N_("people"),
    "place": N_("place"),
    "planned": N_("expected there"),
    "position": N_("order"),
    "profile": N_("profile"),
    "question": N_("question"),
    "reason": N_("reason"),
    "round": N_("round"),
    "seconds": N_("duration"),
    "set_aside_reason": N_("set aside because"),
    "sheet": N_("paper sheet"),
    "short": N_("in one line"),
    "shows": N_("shown"),
    "signed_at": N_("signed off"),
    "star": N_("star"),
    "starts_at": N_("start"),
    "state": N_("state"),
    "status": N_("status"),
    "table_id": N_("table"),
    "text": N_("text"),
    "title": N_("title"),
    "topic": N_("topic"),
    "verdict": N_("answer"),
}
_WORDS: Final[Mapping[tuple[str, str], str]] = {
    ("status", "proposed"): N_("suggested"),
    ("status", "accepted"): N_("accepted"),
    ("verdict", "together"): N_("same idea"),
    ("verdict", "apart"): N_("two ideas"),
    ("sheet", "returned"): N_("returned"),
    ("sheet", "missing"): N_("missing"),
    ("movement", "rotating"): N_("fixed groups"),
    ("movement", "mixed"): N_("people mixed"),
    ("movement", "free"): N_("free choice"),
}
_YES_NO: Final = frozenset(
    {"star", "is_late", "is_rehearsal", "is_on_paper", "planned", "is_dropped", "deleted"}
)
_TIMES: Final = frozenset({"signed_at", "frozen_at", "confirmed_at", "answered_at"})
NOTHING: Final = "–"
"""Stands for what is empty."""


def label(tr: Translator, column: str) -> str:
    """What a column is called."""
    return tr(_LABELS[column]) if column in _LABELS else column.replace("_", " ")


def is_known(column: str) -> bool:
    """Whether there are words for a column, or none are needed."""
    return column in _LABELS or column in HIDDEN


def value_words(tr: Translator, state: State, column: str, value: Scalar) -> str:
    """What a column holds, on one line unless it is prose.

    Args:
        tr: the interface's language.
        state: the workshop, for what is called by its id.
        column: its name.
        value: what it holds, or held.
    """
    if column in _YES_NO:
        return tr("yes") if value else tr("no")
    if value is None or value == "":
        return NOTHING
    if column == "position":
        # The key of an order means nothing by itself.
        return tr("another place")
    if column == "seconds":
        return figures.duration(tr, float(value))
    if column in _TIMES:
        return _time(tr, str(value))
    if (column, value) in _WORDS:
        return tr(_WORDS[column, str(value)])
    named = _NAMED.get(column)
    if named is not None:
        return named(tr, state, str(value)) or str(value)
    return str(value) if column in LONG else one_line(str(value))


def _time(tr: Translator, text: str) -> str:
    try:
        return figures.time_of_day(tr, to_wall(text), full=True)
    except ValueError:
        return text


def _table(tr: Translator, state: State, value: str) -> str:
    found = state.all(CafeTable).get(value)
    return table_name(tr, found) if found is not None else ""


def _group(tr: Translator, state: State, value: str) -> str:
    found = state.all(CafeGroup).get(value)
    return group_name(tr, found) if found is not None else ""


def _heading(tr: Translator, state: State, value: str) -> str:
    from atelier.domain.canvas import Heading

    found = next((one for one in state.all(Heading).values() if one.key == value), None)
    return heading_name(found) if found is not None else ""


def _profile(tr: Translator, state: State, value: str) -> str:
    return profile_name(state, value)


def _note(tr: Translator, state: State, value: str) -> str:
    found = state.all(Note).get(value)
    return one_line(found.text) if found is not None else ""


def _link(tr: Translator, state: State, value: str) -> str:
    known = next((kind for kind in LinkKind if kind == value), None)
    return link_name(tr, known) if known is not None else ""


def _state(tr: Translator, state: State, value: str) -> str:
    known = next((kind for kind in CellState if kind == value), None)
    return cell_state_name(tr, known) if known is not None else ""


_NAMED: Final[Mapping[str, Callable[[Translator, State, str], str]]] = {
    "table_id": _table,
    "group_id": _group,
    "heading": _heading,
    "profile": _profile,
    "link_to": _note,
    "link_kind": _link,
    "state": _state,
}


def theme_title(state: State, theme_id: str) -> str:
    """The title of a point, of a table or across tables, removed or not."""
    found = state.all(Theme).get(theme_id) or state.all(Transversal).get(theme_id)
    return one_line(found.title) if found is not None else ""
