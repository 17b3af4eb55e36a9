"""What is said of the field under the cursor: all of its text, and soft checks of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from atelier.domain.agenda import Step
from atelier.domain.canvas import Heading
from atelier.domain.question import check_question
from atelier.domain.state import State
from atelier.domain.workshop import CafeGroup, CafeTable, HeadCount, Profile, Seating, Workshop
from atelier.services.preparing.question_advice import ADVICE
from atelier.ui.screens.prepare.fields import ADD, Field
from atelier.ui.widgets.line_list import Line
from atelier.ui.wording import step_name

if TYPE_CHECKING:
    from atelier.i18n import Translator


def question_marks(text: str) -> str:
    """The three checks of a question in three cells."""
    checks = check_question(text)
    if checks is None:
        return ""
    return "".join("✓" if fine else "?" for fine in (checks.is_open, checks.is_single, checks.is_blameless))


def panel_lines(tr: Translator, state: State, field: Field | None) -> list[Line]:
    """What the panel says of a field.

    Args:
        tr: the interface's language.
        state: the workshop.
        field: the one under the cursor, if any.
    """
    texts = _texts(tr, state, field) if field is not None else []
    return [
        Line(str(index), text, tone=tone, is_selectable=False) for index, (text, tone) in enumerate(texts)
    ]


def _texts(tr: Translator, state: State, field: Field) -> list[tuple[str, str]]:
    match field.kind:
        case Workshop.KIND:
            return _workshop_texts(tr, state, field.column)
        case CafeTable.KIND:
            return _table_texts(tr, state, field)
        case Heading.KIND:
            return _heading_texts(tr, state, field)
        case CafeGroup.KIND:
            return [(tr("A group may have a name: the Blues, the Optimists…"), "dim")]
        case HeadCount.KIND:
            return [(tr("+ and − count people, as they come in at the door."), "dim")]
        case Profile.KIND:
            return [
                (tr("Profiles say which voices were there, never who said what."), "dim"),
                (tr("A profile is published only from 3 people on."), "dim"),
            ]
        case Step.KIND:
            return _step_texts(tr, state, field)
        case Seating.KIND:
            return [(tr("Enter: another table · p: everyone anew, where nobody sits yet."), "dim")]
        case _ if field.kind == ADD and field.column == CafeTable.KIND:
            return [(tr("A table has its topic, its question and its host."), "dim")]
        case _:
            return []


def _workshop_texts(tr: Translator, state: State, column: str) -> list[tuple[str, str]]:
    workshop = state.workshop
    match column:
        case "objectives":
            return [
                (workshop.objectives or tr("What the workshop is for, in two sentences to read out."), "")
            ]
        case "title":
            return [(workshop.title, "strong"), (tr("It heads every screen and the document."), "dim")]
        case "date":
            return [(tr("Write it as you like: 15/10/2025, 15 October 2025, tomorrow."), "dim")]
        case "starts_at":
            return [(tr("With a start, the agenda shows times of day."), "dim")]
        case "hard_end":
            return [(tr("When the room must be empty: Run warns when the agenda would pass it."), "dim")]
        case "language":
            return [(tr("The documents have their own language; the screens keep yours."), "dim")]
        case "movement":
            return [
                (tr("Fixed groups rotate: hosts stay, each group meets each table."), "dim"),
                (
                    tr("When people are mixed or choose, notes are of a table and a round, not of a group."),
                    "dim",
                ),
            ]
        case "canvas":
            return [(tr("The headings under which notes are taken, then fused."), "dim")]
        case _:
            return []


def _table_texts(tr: Translator, state: State, field: Field) -> list[tuple[str, str]]:
    table = state.get(CafeTable, field.row_id)
    if table is None:
        return []
    match field.column:
        case "question":
            return [*question_checks(tr, table.question), (table.question, "strong")]
        case "host":
            return [(tr("Who stays at the table and takes the notes: a first name is enough."), "dim")]
        case _:
            return [(table.topic, "strong"), (tr("A few words that name the table everywhere."), "dim")]


def question_checks(tr: Translator, question: str) -> list[tuple[str, str]]:
    """The three checks of a question, in words."""
    checks = check_question(question)
    if checks is None:
        return [(tr("One open question, so that people think together."), "dim")]
    said = (
        (checks.is_open, tr("open question")),
        (checks.is_single, tr("one question")),
        (checks.is_blameless, tr("blames nobody")),
    )
    good = "  ".join(f"✓ {yes}" for is_fine, yes in said if is_fine)
    doubts = [(f"? {_sentence(tr(ADVICE[doubt]))}", "warning") for doubt in checks.doubts]
    return [*doubts, (good, "dim")] if good else doubts


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def _heading_texts(tr: Translator, state: State, field: Field) -> list[tuple[str, str]]:
    heading = state.get(Heading, field.row_id)
    if heading is None:
        return []
    if field.column == "short":
        return [(tr("One or two words for narrow places."), "dim")]
    texts = [(heading.title, "strong"), (tr("As it will be published."), "dim")]
    if heading.gathers_stars:
        texts.append((tr("Starred notes of the group show under it too."), "dim"))
    return texts


def _step_texts(tr: Translator, state: State, field: Field) -> list[tuple[str, str]]:
    step = state.get(Step, field.row_id)
    if step is None:
        return []
    texts = [(step_name(tr, state, step), "strong")]
    if step.instruction:
        return [*texts, (tr("To read aloud:"), "dim"), (step.instruction, "")]
    return [*texts, (tr("Nothing to read aloud yet: Enter, then “Sentence to read aloud”."), "dim")]
