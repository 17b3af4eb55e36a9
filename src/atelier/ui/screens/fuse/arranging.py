"""The order of points, their heading, their star; and sorting notes that no point will rest on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from atelier.domain.fusion import Standing, is_used, set_aside_notes, standing
from atelier.domain.note import Note
from atelier.domain.theme import ThemeStatus
from atelier.errors import N_
from atelier.i18n import Translator
from atelier.services import fusing, notes
from atelier.ui.dialogs.questions import Choice, OneLine
from atelier.ui.screens.fuse import suggesting
from atelier.ui.screens.fuse.board import NO_NOTE, NO_POINT
from atelier.ui.screens.fuse.making import initials, with_excerpts
from atelier.ui.widgets.line_list import Line
from atelier.ui.wording import heading_name

if TYPE_CHECKING:
    from atelier.ui.screens.fuse.board import FuseBoard

REASONS: Final = (N_("duplicate"), N_("off topic"), N_("unreadable"), N_("joke or test"))
"""Usual reasons for setting a note aside."""
_OWN_WORDS: Final = "@own"
_MOST_REASONS: Final = 6


def move(board: FuseBoard, steps: int) -> None:
    """Move the point under the cursor up (negative) or down."""
    if not board.sees_points():
        return
    theme = board.theme
    if theme is None:
        board.needs(NO_POINT)
        return
    board.want(points=theme.id)
    board.perform(lambda: fusing.reorder_theme(board.state, theme.id, steps))


def star(board: FuseBoard) -> None:
    """Make the point under the cursor a key message, or no longer."""
    if not board.sees_points():
        return
    theme = board.theme
    if theme is None:
        board.needs(NO_POINT)
        return
    board.perform(lambda: fusing.toggle_key_message(board.state, theme.id))


def remove(board: FuseBoard) -> None:
    """Remove the point under the cursor, or refuse the suggestion."""
    if not board.sees_points(from_notes=False):
        return
    theme = board.theme
    if theme is None:
        board.needs(NO_POINT)
        return
    if board.is_proposal(theme.id):
        suggesting.refuse(board, theme.id)
        return
    is_suggestion = theme.status == ThemeStatus.PROPOSED
    text = board.tr("Point removed: its notes are to treat again. ctrl+z brings it back.")
    if is_suggestion:
        text = board.tr("Suggestion refused. ctrl+z brings it back.")
    board.perform(lambda: fusing.remove_theme(board.state, theme.id), lambda _: board.atelier.say(text))


def change_heading(board: FuseBoard) -> None:
    """Put the chosen notes, or else the point under the cursor, under another heading of the table."""
    if not board.may_write():
        return
    tr, theme = board.tr, board.theme
    note_ids = board.chosen_notes() if board.panel == "notes" else []
    if board.panel == "notes" and not note_ids:
        board.needs(NO_NOTE)
        return
    if not note_ids and theme is None:
        board.needs(NO_POINT)
        return
    if not note_ids and not board.may_change_points():
        return
    present = {theme.heading} if theme is not None else set()
    if note_ids:
        present = {
            note.heading for note_id in note_ids if (note := board.state.get(Note, note_id)) is not None
        }
    lines = [
        Line(heading.key, heading.title)
        for heading in board.headings()
        if not heading.deleted and present != {heading.key}
    ]
    question = tr("Put the point under…")
    if note_ids:
        question = tr.n("Put this note under…", "Put these {n} notes under…", len(note_ids))
    board.ask(
        Choice(question, lines, letters=initials(line.text for line in lines)),
        lambda key: _put_under(board, note_ids, key),
    )


def _put_under(board: FuseBoard, note_ids: Sequence[str], key: str) -> None:
    name = next((heading_name(heading) for heading in board.headings() if heading.key == key), key)
    done = board.tr("Now under “{heading}”.", heading=name)
    if note_ids:
        made = board.perform(
            lambda: notes.change_heading(board.state, note_ids, key, screen=board.SECTION),
            lambda _: board.atelier.say(done),
        )
        if made:
            board.clear_marks()
        return
    theme, now = board.theme, board.session.clock.now()
    if theme is not None:
        board.perform(
            lambda: fusing.change_theme_heading(board.state, theme.id, key, now),
            lambda _: board.atelier.say(done),
        )


def set_aside(board: FuseBoard) -> None:
    """Set the chosen notes aside; the reason is asked for."""
    if not board.may_write():
        return
    note_ids = board.chosen_notes()
    if not note_ids:
        board.needs(NO_NOTE)
        return
    tr = board.tr
    if any(is_used(board.state, note_id) for note_id in note_ids):
        if not board.may_change_points():
            return
        question = tr.n(
            "Why set this note aside? Its points will no longer rest on it.",
            "Why set these {n} notes aside? Their points will no longer rest on them.",
            len(note_ids),
        )
    else:
        question = tr.n("Why set this note aside?", "Why set these {n} notes aside?", len(note_ids))
    found = [note for note_id in note_ids if (note := board.state.get(Note, note_id)) is not None]
    lines = _reason_lines(board)
    letters = initials(line.text for line in lines)
    choice = Choice(with_excerpts(question, found), lines, letters=letters)
    board.ask(choice, lambda reason: _ask_reason(board, note_ids, reason))


def take_back(board: FuseBoard) -> None:
    """Treat the chosen notes again."""
    aside = [
        note_id
        for note_id in board.chosen_notes()
        if (note := board.state.get(Note, note_id)) is not None
        and standing(board.state, note) is Standing.SET_ASIDE
    ]
    if not aside:
        board.needs(N_("Choose a note that was set aside: v shows them."))
        return
    if board.perform(lambda: notes.take_back(board.state, aside, screen=board.SECTION)):
        board.clear_marks()


def _reason_lines(board: FuseBoard) -> list[Line]:
    """The usual reasons, in the language of the document that prints them, and those used before."""
    document = Translator(board.state.workshop.language)
    usual = {document(reason): board.tr(reason) for reason in REASONS}
    used = dict.fromkeys(
        note.set_aside_reason or "" for note in set_aside_notes(board.state, board.where.table_id)
    )
    own = [reason for reason in used if reason and reason not in usual]
    lines = [Line(reason, name) for reason, name in usual.items()]
    lines += [Line(reason, reason) for reason in own[-_MOST_REASONS:]]
    return [*lines, Line(_OWN_WORDS, board.tr("in your own words…"))]


def _ask_reason(board: FuseBoard, note_ids: Sequence[str], reason: str) -> None:
    if reason == _OWN_WORDS:
        question = board.tr("Why? A few words; they are printed in the annex.")
        board.ask(OneLine(question), lambda text: _set_aside(board, note_ids, text))
    else:
        _set_aside(board, note_ids, reason)


def _set_aside(board: FuseBoard, note_ids: Sequence[str], reason: str) -> None:
    if board.perform(lambda: notes.set_aside(board.state, note_ids, reason, screen=board.SECTION)):
        board.clear_marks()
