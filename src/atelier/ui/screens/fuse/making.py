"""Points made of notes: created, united, split, and what they rest on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Final

from atelier.domain.fusion import sources_of, themes_of
from atelier.domain.identity import new_id
from atelier.domain.note import Note
from atelier.domain.theme import Theme
from atelier.domain.title import fold, propose_title
from atelier.errors import N_
from atelier.services import fusing
from atelier.ui.dialogs.questions import Choice, OneLine
from atelier.ui.safe import clip
from atelier.ui.screens.fuse.board import NO_NOTE, NO_POINT
from atelier.ui.screens.fuse.points_view import theme_title
from atelier.ui.screens.fuse.writing import title_hint
from atelier.ui.widgets.line_list import Line
from atelier.ui.wording import heading_name

if TYPE_CHECKING:
    from atelier.ui.screens.fuse.board import FuseBoard

LETTERS: Final = "abcdefghijklmnopqrstuvwxyz"
_MOST_EXCERPTS: Final = 5
_EXCERPT_CELLS: Final = 66
_NO_SOURCE: Final = N_("Open the point with Enter, then choose its sources; Space marks several.")


def create(board: FuseBoard) -> None:
    """Make a point of the chosen notes; its title is asked for."""
    if not board.may_change_points():
        return
    note_ids = board.chosen_notes()
    if not note_ids:
        board.needs(NO_NOTE)
        return
    _ask_title(board, note_ids, lambda title: _create(board, title, note_ids))


def create_empty(board: FuseBoard) -> None:
    """Make a point without notes."""
    if board.may_change_points():
        board.ask(
            OneLine(board.tr("Title of the new point"), hint=title_hint(board.tr)),
            lambda title: _create(board, title, ()),
        )


def attach(board: FuseBoard) -> None:
    """Choose a point of the table that is to rest on the chosen notes too."""
    if not board.may_change_points():
        return
    note_ids = board.chosen_notes()
    if not note_ids:
        board.needs(NO_NOTE)
        return
    lines = point_choices(board)
    if not lines:
        board.needs(N_("There is no point at this table yet: n makes one of these notes."))
        return
    question = board.tr.n("Attach this note to…", "Attach these {n} notes to…", len(note_ids))
    current = board.theme
    choice = Choice(question, lines, letters=LETTERS, cursor=current.id if current is not None else None)
    board.ask(choice, lambda theme_id: _attach(board, theme_id, note_ids))


def attach_here(board: FuseBoard) -> None:
    """Let the point under the cursor rest on the chosen notes too."""
    theme = board.theme
    note_ids = board.chosen(Note, "notes")
    if theme is None:
        board.needs(NO_POINT)
    elif not note_ids:
        board.needs(NO_NOTE)
    else:
        _attach(board, theme.id, note_ids)


def detach(board: FuseBoard) -> None:
    """Take the chosen sources out of the point that is opened."""
    theme = board.theme
    note_ids = board.chosen(Note, "detail") if board.panel == "detail" else []
    if theme is None or not note_ids:
        board.needs(_NO_SOURCE if theme is not None else NO_POINT)
        return
    board.perform(lambda: fusing.detach_notes(board.state, theme.id, note_ids))


def split(board: FuseBoard) -> None:
    """Make a point of its own of the marked sources of a point."""
    theme = board.theme
    if theme is None:
        board.needs(NO_POINT)
        return
    if not board.may_change_points():
        return
    note_ids = board.chosen(Note, "detail") if board.panel == "detail" else []
    if not 0 < len(note_ids) < len(sources_of(board.state, theme.id)):
        board.focus_panel("detail")
        board.needs(N_("Mark with Space the sources that make a point of their own, not all; then x."))
        return
    _ask_title(board, note_ids, lambda title: _split(board, theme, note_ids, title))


def unite(board: FuseBoard) -> None:
    """Unite the marked points, or the one under the cursor with another."""
    if not board.may_change_points():
        return
    chosen = board.chosen(Theme, "points")
    if not chosen:
        board.needs(NO_POINT)
    elif len(chosen) > 1:
        _ask_united_title(board, chosen)
    else:
        lines = [line for line in point_choices(board) if line.id != chosen[0]]
        if not lines:
            board.needs(N_("There is no other point at this table to unite it with."))
            return
        theme = board.state.all(Theme)[chosen[0]]
        question = board.tr("Unite “{title}” with…", title=theme_title(board.tr, board.state, theme))
        board.ask(
            Choice(question, lines, letters=LETTERS), lambda other: _ask_united_title(board, [*chosen, other])
        )


def with_excerpts(question: str, notes: Sequence[Note]) -> str:
    """A question with the first notes that it is about below it."""
    excerpts = [f"· {clip(note.text, _EXCERPT_CELLS)}" for note in notes[:_MOST_EXCERPTS]]
    more = ["· …"] if len(notes) > _MOST_EXCERPTS else []
    return "\n".join([question, *excerpts, *more])


def initials(names: Iterable[str]) -> str:
    """One letter for each name, its first one that no other has where there is one."""
    letters = ""
    for name in names:
        wished = [character for character in fold(name) if character in LETTERS]
        letters += next((letter for letter in (*wished, *LETTERS) if letter not in letters), "?")
    return letters


def point_choices(board: FuseBoard) -> list[Line]:
    """The points of the table, those of the page first."""
    tr, state = board.tr, board.state
    lines: list[Line] = []
    headings = sorted(board.headings(), key=lambda heading: heading.key != board.where.heading)
    for heading in headings:
        for theme in themes_of(state, board.where.table_id, heading.key):
            lines.append(Line(theme.id, theme_title(tr, state, theme), tail=heading_name(heading)))
    return lines


def _create(board: FuseBoard, title: str, note_ids: Sequence[str]) -> None:
    now = board.session.clock.now()
    theme_id = new_id(now.wall)
    where = board.where
    board.want(points=theme_id)
    made = board.perform(
        lambda: fusing.create_theme(
            board.state, where.table_id, where.heading, now, note_ids=note_ids, title=title, theme_id=theme_id
        ),
        lambda _: board.tell_where_it_is(board.tr("Point made: {title}", title=clip(title, 40))),
    )
    if made:
        board.clear_marks()


def _attach(board: FuseBoard, theme_id: str, note_ids: Sequence[str]) -> None:
    theme = board.state.get(Theme, theme_id)
    title = theme_title(board.tr, board.state, theme) if theme is not None else ""
    board.want(points=theme_id)
    made = board.perform(
        lambda: fusing.attach_notes(board.state, theme_id, note_ids),
        lambda _: board.tell_where_it_is(board.tr("Attached to: {title}", title=clip(title, 40))),
    )
    if made:
        board.clear_marks()


def _split(board: FuseBoard, theme: Theme, note_ids: Sequence[str], title: str) -> None:
    now = board.session.clock.now()
    if board.perform(lambda: fusing.split_theme(board.state, theme.id, note_ids, now, title=title)):
        board.clear_marks()


def _ask_title(board: FuseBoard, note_ids: Sequence[str], then: Callable[[str], None]) -> None:
    notes = [note for note_id in note_ids if (note := board.state.get(Note, note_id)) is not None]
    question = board.tr.n(
        "Title of a point made of this note", "Title of a point made of these {n} notes", len(notes)
    )
    title = _spoken(board, propose_title([note.text for note in notes]))
    others = board.other_titles(note_ids, title)
    if title and others:
        hint = board.tr("A proposal: type to replace it. Tab: another one · Enter: keep · Esc: do nothing")
    elif title:
        hint = board.tr("A proposal: type to replace it. Enter: keep · Esc: do nothing")
    else:
        hint = title_hint(board.tr, has_others=bool(others))
    dialog = OneLine(with_excerpts(question, notes), title, hint=hint, is_proposal=True, others=others)
    board.ask(dialog, then)


def _ask_united_title(board: FuseBoard, theme_ids: Sequence[str]) -> None:
    themes = [theme for theme_id in theme_ids if (theme := board.state.get(Theme, theme_id)) is not None]
    titles = list(dict.fromkeys(theme.title for theme in themes if theme.title))
    if len(titles) < 2:
        _unite(board, theme_ids, titles[0] if titles else "")
        return
    question = "\n".join(
        [board.tr("Title of the united point"), *(f"· {clip(title, 66)}" for title in titles)]
    )
    dialog = OneLine(question, titles[0], hint=title_hint(board.tr, has_others=True), others=titles[1:])
    board.ask(dialog, lambda title: _unite(board, theme_ids, title))


def _unite(board: FuseBoard, theme_ids: Sequence[str], title: str) -> None:
    first, *others = theme_ids
    board.want(points=first)
    if board.perform(lambda: fusing.merge_themes(board.state, first, others, title=title)):
        board.clear_marks()


def _spoken(board: FuseBoard, title: str) -> str:
    """A title with its abbreviations in full words."""
    from atelier.fusion.titles import capital, read_aloud
    from atelier.services.proposing import words_of

    return capital(read_aloud(title, words_of(board.session.state)))
