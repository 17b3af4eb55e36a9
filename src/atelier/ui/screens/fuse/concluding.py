"""What is done in the conclusion across tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from atelier.domain.change import Action
from atelier.domain.fusion import transversal_themes
from atelier.domain.identity import new_id
from atelier.domain.theme import Theme, Transversal
from atelier.errors import N_
from atelier.services import conclusion
from atelier.services.crossing import accept_crossing, refuse_crossing
from atelier.ui.dialogs.questions import Choice, OneLine
from atelier.ui.screens.fuse.conclusion_view import (
    PARTS,
    beside_transversal,
    beside_workshop,
    proposed_transversals,
)
from atelier.ui.screens.fuse.making import LETTERS
from atelier.ui.screens.fuse.points_view import FEWEST_WORDS, MOST_WORDS
from atelier.ui.screens.fuse.writing import edit, title_hint
from atelier.ui.widgets.line_list import Line

if TYPE_CHECKING:
    from atelier.ui.screens.fuse.board import FuseBoard

_NO_TRANSVERSAL: Final = N_("Choose a point that comes back from table to table first, or make one with n.")
_NO_THEME: Final = N_("Choose points of the tables first, in the list at the left; Space marks several.")
_WORDS: Final = {"introduction": (30, 120), "conclusion": (60, 200)}


def create(board: FuseBoard) -> None:
    """Make a transversal point of the chosen points of the tables."""
    if not board.may_write():
        return
    theme_ids = board.chosen(Theme, "notes")
    if not theme_ids:
        board.needs(_NO_THEME)
        return
    first = board.state.all(Theme)[theme_ids[0]]
    question = board.tr.n(
        "Title of a transversal point that rests on this one",
        "Title of a transversal point that rests on these {n}",
        len(theme_ids),
    )
    _ask_title(board, question, first.title, theme_ids)


def create_empty(board: FuseBoard) -> None:
    """Make a transversal point that rests on nothing yet."""
    if not board.may_write():
        return
    _ask_title(board, board.tr("Title of the new transversal point"), "", [])


def attach(board: FuseBoard, *, asks: bool) -> None:
    """Let a transversal point rest on the chosen points of the tables.

    Args:
        board: the screen.
        asks: whether to choose which one; else it is the one under the cursor.
    """
    if not board.may_write():
        return
    theme_ids = board.chosen(Theme, "notes")
    rows = board.state.live(Transversal)
    if not theme_ids or not rows:
        board.needs(_NO_THEME if not theme_ids else _NO_TRANSVERSAL)
        return
    current = board.transversal
    if not asks and current is not None:
        _attach(board, current.id, theme_ids)
        return
    lines = [Line(row.id, row.title or board.tr("(no title)")) for row in rows]
    question = board.tr.n("Attach this point to…", "Attach these {n} points to…", len(theme_ids))
    choice = Choice(question, lines, letters=LETTERS, cursor=current.id if current is not None else None)
    board.ask(choice, lambda row_id: _attach(board, row_id, theme_ids))


def detach(board: FuseBoard) -> None:
    """Take the chosen points of the tables out of the transversal point that is opened."""
    row = board.transversal
    theme_ids = board.chosen(Theme, "detail") if board.panel == "detail" else []
    if row is None or not theme_ids:
        board.needs(N_("Open a transversal point with Enter, then choose what it no longer rests on."))
        return
    board.perform(lambda: conclusion.detach_themes(board.state, row.id, theme_ids))


def rename(board: FuseBoard) -> None:
    """Write the title of the transversal point under the cursor."""
    if not board.may_write():
        return
    row = board.transversal
    if row is None:
        board.needs(_NO_TRANSVERSAL)
        return
    based_on = board.session.revision_of(Transversal.KIND, row.id, "title")
    themes = transversal_themes(board.state, row.id)
    others = [theme.title for theme in themes if theme.title and theme.title != row.title]
    hint = title_hint(board.tr, has_others=bool(others))
    board.ask(
        OneLine(board.tr("Title of the transversal point"), row.title, hint=hint, others=others),
        lambda title: board.perform(
            lambda: conclusion.write_transversal(board.state, row.id, title=title, based_on=based_on)
        ),
    )


def write(board: FuseBoard) -> None:
    """Write the part of the conclusion under the cursor, the tables' points beside it."""
    if not board.may_write():
        return
    column, row = board.part, board.transversal
    if column:
        _write_workshop(board, column)
    elif row is not None:
        _write_transversal(board, row)
    else:
        board.needs(N_("Choose a part of the conclusion first."))


def move(board: FuseBoard, steps: int) -> None:
    """Move the transversal point under the cursor up (negative) or down."""
    if not board.sees_points():
        return
    row = board.transversal
    if row is None:
        board.needs(_NO_TRANSVERSAL)
        return
    board.want(points=row.id)
    board.perform(lambda: conclusion.reorder_transversal(board.state, row.id, steps))


def remove(board: FuseBoard) -> None:
    """Remove the transversal point under the cursor."""
    if not board.sees_points(from_notes=False):
        return
    row = board.transversal
    if row is None:
        board.needs(_NO_TRANSVERSAL)
        return
    crossing, now = board.crossing, board.session.clock.now()
    if board.is_proposal(row.id) and crossing is not None:
        said = board.tr("Proposal refused: the points of the tables stay. ctrl+z takes that back.")
        board.perform(lambda: refuse_crossing(crossing, row.id, now), lambda _: board.atelier.say(said))
        return
    text = board.tr("Transversal point removed; those of the tables stay. ctrl+z brings it back.")
    board.perform(
        lambda: conclusion.remove_transversal(board.state, row.id), lambda _: board.atelier.say(text)
    )


def accept(board: FuseBoard) -> None:
    """Stand behind the proposal under the cursor."""
    row, crossing, now = board.transversal, board.crossing, board.session.clock.now()
    rest = [other.id for other in proposed_transversals(board.state, board.session.state)]
    if crossing is None or not rest:
        board.needs(N_("No point of one table is like one of another, as far as the engine can tell."))
        return
    if row is None or row.id not in rest or not board.lines_of("points").is_on_screen:
        board.want(points=rest[0])
        board.draw_list("points")
        board.focus_panel("points")
        board.atelier.say(board.tr("Here is a suggestion: y accepts it, Del refuses it."))
        return
    if not board.may_write():
        return
    at = rest.index(row.id)
    following = (rest[at + 1 :] + rest[:at])[:1]
    board.want(points=following[0] if following else row.id)
    said = (
        board.tr("Accepted; here is the next suggestion. ctrl+z takes that back.")
        if following
        else board.tr("No suggestion is left here. Enter writes the text of each part; F8 publishes.")
    )
    board.perform(lambda: accept_crossing(crossing, row.id, now), lambda _: board.atelier.say(said))


def why(board: FuseBoard) -> None:
    """Say why points of several tables are proposed as one."""
    from atelier.ui.screens.fuse.reasons import Reasons, crossing_reasons

    row, crossing = board.transversal, board.crossing
    theme = crossing.ids.get(row.id) if row is not None and crossing is not None else None
    if theme is None:
        board.needs(N_("Put the cursor on a suggestion first: they stand below the transversal points."))
        return
    board.app.push_screen(Reasons(crossing_reasons(board.tr, board.state, theme)))


def _ask_title(board: FuseBoard, question: str, title: str, theme_ids: list[str]) -> None:
    def make(text: str) -> None:
        now = board.session.clock.now()
        row_id = new_id(now.wall)
        board.want(points=row_id)
        made = board.perform(
            lambda: conclusion.create_transversal(now, title=text, theme_ids=theme_ids, transversal_id=row_id)
        )
        if made:
            board.clear_marks()

    board.ask(OneLine(question, title), make)


def _attach(board: FuseBoard, row_id: str, theme_ids: list[str]) -> None:
    board.want(points=row_id)
    if board.perform(lambda: conclusion.attach_themes(board.state, row_id, theme_ids)):
        board.clear_marks()


def _write_workshop(board: FuseBoard, column: str) -> None:
    workshop = board.state.workshop

    def plan(text: str, based_on: str, drafts: tuple[str, ...]) -> Action | None:
        return conclusion.write_workshop(board.state, based_on=based_on, drafts=drafts, **{column: text})

    edit(
        board,
        workshop,
        column,
        plan,
        title=board.tr(PARTS[column]),
        beside=beside_workshop(board.tr, board.state),
        beside_title=board.tr("POINTS OF THE TABLES"),
        words=_WORDS.get(column),
    )


def _write_transversal(board: FuseBoard, row: Transversal) -> None:
    def plan(text: str, based_on: str, drafts: tuple[str, ...]) -> Action | None:
        return conclusion.write_transversal(
            board.state, row.id, paragraph=text, based_on=based_on, drafts=drafts
        )

    edit(
        board,
        row,
        "paragraph",
        plan,
        title=board.tr("Paragraph: {title}", title=row.title or board.tr("(no title)")),
        beside=beside_transversal(board.tr, board.state, row),
        beside_title=board.tr("RESTS ON"),
        words=(FEWEST_WORDS, MOST_WORDS),
    )
