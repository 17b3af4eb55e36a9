"""Choosing between two versions of a text where it is told that they wait: a question, a note, a reason."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from atelier.domain.change import Action
from atelier.domain.note import Note
from atelier.domain.state import KINDS
from atelier.domain.theme import Theme
from atelier.services.notes import join_versions
from atelier.services.remaining import Group, Task
from atelier.services.variants import settle_variant, variants_of
from atelier.ui.dialogs.questions import Choice
from atelier.ui.screens.history.columns import label
from atelier.ui.screens.history.rows import row_title
from atelier.ui.widgets.line_list import Line

if TYPE_CHECKING:
    from atelier.ui.base import WorkshopScreen


def is_chosen_here(task: Task) -> bool:
    """Whether what remains is a choice between versions; those of a point stand beside it in Fusionner."""
    return task.group is Group.VERSION and task.where.kind != Theme.KIND


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

    if where.kind == Note.KIND and where.column == "text":
        lines.append(Line("both", f"{present} / {variant.text}", lead="+ "))

    def chosen(answer: str) -> Action:
        if answer == "both":
            return replace(join_versions(screen.state, variant.id), screen=screen.SECTION)
        return settle_variant(screen.state, variant.id, take_other=answer == "other", screen=screen.SECTION)

    def answered(answer: str | None) -> None:
        if answer is not None:
            screen.perform(lambda: chosen(answer))

    screen.app.push_screen(Choice(f"{what}\n{question}", lines), answered)
