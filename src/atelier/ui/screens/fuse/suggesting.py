"""What a person says of the engine's proposals: refused, followed, asked for their reasons."""

from __future__ import annotations

from typing import TYPE_CHECKING

from atelier.domain.note import Note
from atelier.domain.theme import Theme
from atelier.errors import N_
from atelier.services import deciding, fusing
from atelier.ui.safe import clip

if TYPE_CHECKING:
    from atelier.ui.screens.fuse.board import FuseBoard

_TITLE_CELLS = 40


def refuse(board: FuseBoard, theme_id: str) -> None:
    """Say that the notes of a proposal are not one idea."""
    bench = board.bench
    theme = bench.ids.get(theme_id) if bench is not None else None
    if theme is None or not board.may_change_points():
        return
    table_id, now = board.where.table_id, board.session.clock.now()
    text = board.tr("Proposal refused: its notes stay to treat. ctrl+z takes that back.")
    board.perform(
        lambda: deciding.refuse(board.session.state, table_id, theme, now),
        lambda _: board.atelier.say(text),
    )


def attach(board: FuseBoard) -> bool:
    """Attach the chosen notes to the points that they are proposed for; whether there are any."""
    bench, state = board.bench, board.session.state
    goals: dict[str, list[str]] = {}
    for note_id in board.chosen_notes() if bench is not None else ():
        theme = bench.suggestion(state, note_id) if bench is not None else None
        if theme is not None:
            goals.setdefault(theme.id, []).append(note_id)
    if not goals or not board.may_change_points():
        return bool(goals)
    for theme_id, note_ids in goals.items():
        theme = state.get(Theme, theme_id)
        title = clip(theme.title, _TITLE_CELLS) if theme is not None else ""
        said = board.tr("Attached to: {title}", title=title)
        board.perform(
            lambda theme_id=theme_id, note_ids=note_ids: fusing.attach_notes(board.state, theme_id, note_ids),  # type: ignore[misc]
            lambda _, said=said: board.atelier.say(said),  # type: ignore[misc]
        )
    board.clear_marks()
    return True


def why(board: FuseBoard) -> None:
    """Say why the notes of the proposal, or of the point, under the cursor belong together."""
    from atelier.ui.screens.fuse.reasons import Reasons, reasons_of

    bench, theme = board.bench, board.theme
    if board.panel == "notes" and bench is not None:
        note = board.state.get(Note, next(iter(board.chosen_notes()), None))
        theme = bench.suggestion(board.session.state, note.id) if note is not None else None
    text = (
        reasons_of(board.tr, board.state, bench, theme) if bench is not None and theme is not None else None
    )
    if text is None:
        board.needs(N_("Put the cursor on a suggestion, or on a point with its sources, then ask why."))
        return
    board.app.push_screen(Reasons(text))


def slide(board: FuseBoard, step: int) -> None:
    """Propose finer points, or coarser ones."""
    before = board.granularity
    board.slide(before + step)
    if board.granularity == before:
        board.atelier.say(board.tr("The slider is at its end."))
    else:
        board.atelier.say(
            board.tr("Proposals: {place} (0 is the usual place)", place=f"{board.granularity:+d}")
        )


def toggle(board: FuseBoard) -> None:
    """Show what the engine proposes among the points, or not."""
    board.proposes = not board.proposes
    board.draw()
    text = N_("Proposals are shown.") if board.proposes else N_("Proposals are hidden.")
    board.atelier.say(board.tr(text))
