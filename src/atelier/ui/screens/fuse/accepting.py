"""Accepting what is proposed: one suggestion, or all those of the page, and what comes next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from atelier.domain.fusion import count_notes
from atelier.domain.note import Note
from atelier.domain.theme import ThemeStatus
from atelier.errors import N_
from atelier.services import deciding, fusing
from atelier.ui.screens.fuse import suggesting
from atelier.ui.screens.fuse.board import NO_POINT
from atelier.ui.screens.fuse.points_view import proposed_themes
from atelier.ui.screens.fuse.where import next_with_work

if TYPE_CHECKING:
    from atelier.services.session import Saved
    from atelier.ui.screens.fuse.board import FuseBoard


def accept(board: FuseBoard) -> None:
    """Stand behind the suggestion under the cursor, then go to the next one.

    In the list of notes a note is attached where its arrow points, or its suggestion is shown.
    """
    if board.panel == "notes" and (suggesting.attach(board) or show_suggestion(board)):
        return
    if not board.sees_points():
        return
    theme = board.theme
    if theme is None:
        board.needs(NO_POINT)
        return
    if theme.status == ThemeStatus.ACCEPTED:
        board.atelier.say(board.tr("This point is accepted already."))
        return
    if not board.may_change_points():
        return
    rest = [other.id for other in proposed_themes(board.state, board.where)]
    at = rest.index(theme.id)
    following = (rest[at + 1 :] + rest[:at])[:1]
    board.want(points=following[0] if following else theme.id)
    is_first, board.has_accepted = not board.has_accepted, True

    def tell(_: Saved) -> None:
        if not following:
            board.atelier.say(what_is_left(board))
        elif is_first:  # afterwards the keys are of more use where this is said
            board.atelier.say(
                board.tr("Point accepted; here is the next suggestion. ctrl+z takes that back.")
            )

    board.perform(lambda: fusing.accept_theme(board.state, theme.id), tell)


def accept_all(board: FuseBoard) -> None:
    """Stand behind all suggestions of the page, in one action that can be taken back."""
    if not board.may_change_points():
        return
    where = board.where
    count = len(proposed_themes(board.state, where))
    if not count:
        board.needs(N_("There is no suggestion on this page: p goes to what remains."))
        return
    said = board.tr.n(
        "{n} point accepted: ctrl+z takes that back.", "{n} points accepted: ctrl+z takes that back.", count
    )
    board.perform(
        lambda: deciding.accept_all(board.state, where.table_id, where.heading),
        lambda _: board.atelier.say(said),
    )
    board.focus_panel("points")


def show_suggestion(board: FuseBoard) -> bool:
    """Go from a note to the suggestion that holds it; whether there is one."""
    note = board.state.get(Note, next(iter(board.chosen_notes()), None))
    theme = board.suggestion_with(note.id) if note is not None else None
    if theme is None:
        return False
    board.want(points=theme.id)
    board.draw_list("points")
    board.focus_panel("points")
    board.atelier.say(board.tr("Here is its suggestion: y accepts it, Del refuses it, Tab goes on."))
    return True


def what_is_left(board: FuseBoard) -> str:
    """What to do once no suggestion is left on the page."""
    tr, where = board.tr, board.where
    pending = count_notes(board.state, where.table_id, where.heading).pending
    if pending:
        return tr.n(
            "No suggestion is left here, {n} note is to treat. p: what remains.",
            "No suggestion is left here, {n} notes are to treat. p: what remains.",
            pending,
        )
    if next_with_work(board.session.state, where) is None:
        return tr("Every note is treated. f finishes each table; c writes the conclusion.")
    return tr("This page is done ✓ p goes to what remains.")
