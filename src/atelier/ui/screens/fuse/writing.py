"""The texts of points: titles, paragraphs, short lines, disagreements; and choosing between two versions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final

from atelier.domain.change import Action
from atelier.domain.fusion import sources_of
from atelier.domain.record import Row
from atelier.domain.theme import Theme, Variant
from atelier.errors import N_
from atelier.services import fusing
from atelier.services.variants import settle_variant
from atelier.ui.dialogs.editor import Editor, Writing
from atelier.ui.dialogs.questions import Choice, OneLine
from atelier.ui.screens.fuse.board import NO_POINT
from atelier.ui.screens.fuse.lists import draft_field
from atelier.ui.screens.fuse.notes_view import note_links, stop_mark
from atelier.ui.screens.fuse.points_view import FEWEST_WORDS, MOST_WORDS, theme_title
from atelier.ui.widgets.line_list import Line

if TYPE_CHECKING:
    from atelier.i18n import Translator
    from atelier.ui.screens.fuse.board import FuseBoard

_NAMES: Final = {
    "paragraph": N_("Paragraph: {title}"),
    "short": N_("Short line: {title}"),
    "divergence": N_("Disagreement, as the document will say it: {title}"),
}
_WORDS: Final = {"paragraph": (FEWEST_WORDS, MOST_WORDS), "short": (8, 20)}
"""About how many words each has; a disagreement has as many as it takes."""


def rename(board: FuseBoard) -> None:
    """Write the title of the point under the cursor."""
    theme = board.theme
    if theme is None:
        board.needs(NO_POINT)
        return
    if not board.may_change_points():
        return
    based_on = board.session.revision_of(Theme.KIND, theme.id, "title")
    others = board.other_titles([note.id for note in sources_of(board.state, theme.id)], theme.title)
    hint = title_hint(board.tr, has_others=bool(others))
    dialog = OneLine(board.tr("Title of the point"), theme.title, hint=hint, others=others)
    board.ask(
        dialog,
        lambda title: board.perform(
            lambda: fusing.write_theme(board.state, theme.id, title=title, based_on=based_on)
        ),
    )


def title_hint(tr: Translator, *, has_others: bool = False) -> str:
    """What stands below the field of a title."""
    if has_others:
        return tr("Tab: another title · 6 to 13 words · Enter: keep · Esc: do nothing")
    return tr("6 to 13 words. Enter: keep · Esc: do nothing")


def write(board: FuseBoard, column: str) -> None:
    """Write a text of the point under the cursor, what it draws on beside it.

    Args:
        board: the screen.
        column: `paragraph`, `short` or `divergence`.
    """
    theme = board.theme
    if theme is None:
        board.needs(NO_POINT)
        return
    if not board.may_change_points():
        return

    def plan(text: str, based_on: str, drafts: tuple[str, ...]) -> Action | None:
        return fusing.write_theme(
            board.state,
            theme.id,
            **{column: text},
            based_on=based_on,
            drafts=drafts,
        )

    edit(
        board,
        theme,
        column,
        plan,
        title=board.tr(_NAMES[column], title=theme_title(board.tr, board.state, theme)),
        beside=_beside(board, theme, column),
        beside_title=board.tr("SOURCES ({n})", n=len(sources_of(board.state, theme.id))),
        words=_WORDS.get(column),
    )


def edit(
    board: FuseBoard,
    row: Row,
    column: str,
    plan: Callable[[str, str, tuple[str, ...]], Action | None],
    *,
    title: str,
    beside: Sequence[Line],
    beside_title: str,
    words: tuple[int, int] | None,
) -> None:
    """Open the editor on a text of a row.

    Args:
        board: the screen.
        row: whose text it is.
        column: which one.
        plan: plans what stores it, as in `Writing`.
        title: what is written, translated.
        beside: what is read while one writes.
        beside_title: what that is, translated.
        words: about how many words it should have.
    """
    writing = Writing(
        title=title,
        text=str(getattr(row, column)),
        field=draft_field(row.KIND, row.id, column),
        based_on=board.session.revision_of(row.KIND, row.id, column),
        plan=plan,
        beside=beside,
        beside_title=beside_title,
        words=words,
    )
    board.app.push_screen(Editor(writing), lambda _: board.draw())


def settle(board: FuseBoard, variant_id: str) -> None:
    """Choose between a text and the other version of it."""
    variant = board.state.get(Variant, variant_id)
    if variant is None:
        return
    tr = board.tr
    question = tr("Two people wrote this text at once. Which one stays? The other stays in history.")
    row = board.theme or board.transversal or board.state.workshop
    present = str(getattr(row, variant.of_column, ""))
    lines = [
        Line("mine", present, lead=tr("present: "), below=(("", ""),)),
        Line("other", variant.text, lead=tr("other: ")),
    ]
    board.ask(
        Choice(question, lines),
        lambda answer: board.perform(
            lambda: settle_variant(
                board.state, variant_id, take_other=answer == "other", screen=board.SECTION
            )
        ),
    )


def _beside(board: FuseBoard, theme: Theme, column: str) -> list[Line]:
    tr, state = board.tr, board.state
    lines: list[Line] = []
    if column != "paragraph" and theme.paragraph:
        lines.append(Line("/paragraph", tr("Paragraph"), tone="heading", is_selectable=False))
        lines.append(Line("paragraph", theme.paragraph))
        lines.append(Line("/sources", tr("Sources"), tone="heading", is_selectable=False))
    for note in sources_of(state, theme.id):
        lead, tail = "★ " if note.star else "· ", stop_mark(tr, state, note)
        lines.append(Line(note.id, note.text, lead, tail, below=note_links(tr, state, note)))
    return lines
