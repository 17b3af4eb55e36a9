"""What people say of proposals: accepted, refused, the same idea or not; each function plans one action."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from atelier.domain import order
from atelier.domain.change import Action, Change
from atelier.domain.clock import Moment
from atelier.domain.decision import Decision, Verdict, decision_id
from atelier.domain.fusion import Standing, standing, themes_of
from atelier.domain.identity import new_id
from atelier.domain.note import Note
from atelier.domain.record import Scalar
from atelier.domain.state import State
from atelier.domain.text import clean, one_line
from atelier.domain.theme import Theme, ThemeSource, ThemeStatus
from atelier.errors import N_, AtelierError
from atelier.services.excerpt import excerpt
from atelier.services.fusing import accept_theme
from atelier.services.locks import refuse_frozen, unsigned
from atelier.services.proposing import SCREEN, paragraph_of

if TYPE_CHECKING:
    from atelier.fusion.proposal import ProposedTheme
    from atelier.fusion.questions import Question


def accept(
    state: State,
    table_id: str,
    heading: str,
    theme: ProposedTheme,
    now: Moment,
    *,
    theme_id: str | None = None,
) -> Action:
    """Make a point of a proposed theme: its first title, its draft paragraph, its notes.

    Args:
        state: the workshop.
        table_id: the table.
        heading: key of the heading.
        theme: what the engine proposed.
        now: when it is accepted.
        theme_id: the id of the new point; a new one by default.

    Raises:
        AtelierError: the table is frozen, or its notes were treated meanwhile.
    """
    refuse_frozen(state, table_id)
    ids = [note_id for note_id in theme.note_ids if _is_pending(state, note_id)]
    if not ids:
        raise AtelierError(N_("These notes were treated meanwhile: there is nothing left to accept."))
    theme_id = theme_id or new_id(now.wall)
    columns: dict[str, Scalar] = {
        "table_id": table_id,
        "heading": heading,
        "title": one_line(theme.titles[0]),
        "paragraph": clean(paragraph_of(theme)),
        "status": ThemeStatus.ACCEPTED.value,
        "position": order.at(now.wall),
    }
    changes = [Change(Theme.KIND, theme_id, columns)]
    changes += [
        Change(ThemeSource.KIND, f"{theme_id}/{note_id}", {"theme_id": theme_id, "note_id": note_id})
        for note_id in ids
    ]
    changes += unsigned(state, table_id)
    return Action("theme.accept", tuple(changes), SCREEN, excerpt(theme.titles[0]))


def accept_all(state: State, table_id: str, heading: str) -> Action | None:
    """Stand behind everything that is proposed for a table and a heading; None when there is nothing.

    Args:
        state: the workshop, proposals included.
        table_id: the table.
        heading: key of the heading.

    Raises:
        AtelierError: the table is frozen.
    """
    refuse_frozen(state, table_id)
    proposed = [t for t in themes_of(state, table_id, heading) if t.status == ThemeStatus.PROPOSED]
    changes: dict[tuple[str, str], Change] = {}
    for theme in proposed:
        action = accept_theme(state, theme.id)
        changes |= {(one.kind, one.row_id): one for one in action.changes} if action is not None else {}
    if not changes:
        return None
    return Action("theme.accept_all", tuple(changes.values()), SCREEN, str(len(proposed)))


def refuse(state: State, table_id: str, theme: ProposedTheme, now: Moment) -> Action:
    """Say that the notes of a proposed theme are not one idea: they are not proposed together again.

    Raises:
        AtelierError: the table is frozen.
    """
    refuse_frozen(state, table_id)
    pairs = {tuple(sorted((note.id, note.near))) for note in theme.notes if note.near is not None}
    changes = [decided_pair(first, second, Verdict.APART, now) for first, second in sorted(pairs)]
    return Action("proposal.refuse", tuple(changes), SCREEN, excerpt(theme.titles[0]))


def answer(state: State, question: Question, is_yes: bool, now: Moment) -> Action:
    """Answer one question of the review (revue rapide)."""
    verdict = Verdict.TOGETHER if is_yes else Verdict.APART
    change = decided_pair(question.first, question.second, verdict, now)
    note = state.get(Note, question.first)
    return Action("decision.answer", (change,), SCREEN, excerpt(note.text) if note is not None else "")


def keep_apart(note_ids: Iterable[str], others: Sequence[str], now: Moment) -> list[Change]:
    """What it takes for some notes not to be proposed with others again, as when they leave a point."""
    return [
        decided_pair(note_id, other, Verdict.APART, now)
        for note_id in note_ids
        for other in others
        if note_id != other
    ]


def decided_pair(first: str, second: str, verdict: Verdict, now: Moment) -> Change:
    """What it takes to keep a decision about two notes, or two points of different tables."""
    one, other = sorted((first, second))
    columns: dict[str, Scalar] = {
        "verdict": verdict.value,
        "first": one,
        "second": other,
        "at": now.wall,
        "deleted": False,
    }
    return Change(Decision.KIND, decision_id(first, second), columns)


def _is_pending(state: State, note_id: str) -> bool:
    note = state.get(Note, note_id)
    return note is not None and standing(state, note) is Standing.PENDING
