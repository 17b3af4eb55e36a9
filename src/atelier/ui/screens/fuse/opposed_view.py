"""Notes of a point that may contradict each other, face to face where a disagreement is written."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from atelier.domain.note import Note
from atelier.domain.state import State
from atelier.domain.theme import Theme
from atelier.errors import N_
from atelier.i18n import Translator
from atelier.ui.screens.fuse.points_view import DIVERGENCE, OPPOSED
from atelier.ui.widgets.line_list import Line

if TYPE_CHECKING:
    from atelier.ui.screens.fuse.board import FuseBoard

_MOST: Final = 3


def with_opposed(tr: Translator, state: State, theme: Theme, lines: Sequence[Line]) -> list[Line]:
    """The lines of a point, with the notes that may contradict each other below its disagreement."""
    from atelier.services.facing import opposed

    found = list(lines)
    at = next((index for index, line in enumerate(found) if line.id == DIVERGENCE), None)
    if at is None:
        return found
    for pair in opposed(state, theme.id)[:_MOST]:
        first, second = state.get(Note, pair.first), state.get(Note, pair.second)
        if first is not None and second is not None:
            at += 1
            text = tr("Opposed? “{one}” / “{other}”", one=first.text, other=second.text)
            line = Line(f"{OPPOSED}{pair.first} {pair.second}", text, "≠ ", tr("Enter keeps it"), "dim")
            found.insert(at, line)
    return found


def keep_opposed(board: FuseBoard, line_id: str) -> None:
    """Write two notes that contradict each other as the disagreement of the point that is opened."""
    from atelier.services import fusing

    theme = board.theme
    first, _, second = line_id.removeprefix(OPPOSED).partition(" ")
    notes = [board.state.get(Note, note_id) for note_id in (first, second)]
    if theme is None or notes[0] is None or notes[1] is None or not board.may_change_points():
        return
    # The document prints it: it is in the document's language, and can be reworded with i.
    say = Translator(board.state.workshop.language)
    text = say(N_("Some say “{one}”; others, “{other}”."), one=notes[0].text, other=notes[1].text)
    board.perform(lambda: fusing.write_theme(board.state, theme.id, divergence=text))
