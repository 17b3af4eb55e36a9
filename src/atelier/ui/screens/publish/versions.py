"""Choosing between two versions of a text that no other screen shows: a question, a step, a reason."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from atelier.domain.state import KINDS
from atelier.services.remaining import Group, Task
from atelier.services.variants import settle_variant, variants_of
from atelier.ui.dialogs.questions import Choice
from atelier.ui.screens.history.columns import label
from atelier.ui.screens.history.rows import row_title
from atelier.ui.widgets.line_list import Line

if TYPE_CHECKING:
    from atelier.ui.base import WorkshopScreen

_SHOWN_ELSEWHERE: Final[Mapping[str, frozenset[str]]] = {
    "note": frozenset({"text"}),
    "theme": frozenset({"title", "paragraph", "short", "divergence"}),
    "transversal": frozenset({"title", "paragraph"}),
    "workshop": frozenset({"introduction", "conclusion", "further"}),
}
"""Texts that stand beside their other version in Noter and in Fusionner."""


def is_chosen_here(task: Task) -> bool:
    """Whether what remains is a choice between versions that is made in Publier itself."""
    where = task.where
    return task.group is Group.VERSION and where.column not in _SHOWN_ELSEWHERE.get(where.kind, frozenset())


def choose_version(screen: WorkshopScreen, task: Task) -> None:
    """Ask which version of a text stays."""
    tr, state, where = screen.tr, screen.state, task.where
    variants = variants_of(state, where.kind, where.row_id, where.column)
    row = state.get(KINDS[where.kind], where.row_id)
    if not variants or row is None:
        return
    variant = variants[0]
    present = str(getattr(row, where.column) or "–")
    what = f"{row_title(tr, state, where.kind, where.row_id)} · {label(tr, where.column)}"
    question = tr("Two people wrote this text at once. Which one stays? The other stays in history.")
    lines = [
        Line("mine", present, lead=tr("present: "), below=(("", ""),)),
        Line("other", variant.text, lead=tr("other: ")),
    ]

    def answered(answer: str | None) -> None:
        if answer is not None:
            screen.perform(
                lambda: settle_variant(
                    screen.state, variant.id, take_other=answer == "other", screen=screen.SECTION
                )
            )

    screen.app.push_screen(Choice(f"{what}\n{question}", lines), answered)
