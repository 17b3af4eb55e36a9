"""What the engine proposes for one page of the fusion, laid over the workshop until somebody decides.

Nothing of it is stored. A proposed theme looks like a point that is only proposed; whatever a person does
with it makes a point of it first, in the same action.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field, replace
from typing import Final
from uuid import UUID, uuid5

from atelier.domain import order
from atelier.domain.change import Action, Change
from atelier.domain.clock import Moment
from atelier.domain.fusion import Standing, is_used, sources_of, standing, themes_of, themes_with
from atelier.domain.note import Note
from atelier.domain.record import Scalar
from atelier.domain.state import State
from atelier.domain.text import one_line
from atelier.domain.theme import Theme, ThemeSource, ThemeStatus
from atelier.frozen import frozen
from atelier.fusion.cell import Cell, read_cell, with_locks
from atelier.fusion.encoder import Memory
from atelier.fusion.engine import proposal, titles_of
from atelier.fusion.locks import Lock
from atelier.fusion.proposal import FusionNote, Proposal, ProposedTheme
from atelier.fusion.questions import Question, questions
from atelier.services.proposing import fusion_notes, locks_of, paragraph_of, words_of

FINEST: Final = -6
COARSEST: Final = 6
"""The ends of the slider."""
_APART: Final = 0.000_01
"""Seconds between the positions of points that are made together."""
_NAMESPACE: Final = UUID("6f1d2b0e-5a1c-5e0b-9d5f-3c2a7e8b4d10")


@frozen
class Request:
    """What the engine is asked: the notes of a page, what was decided of them, where the slider stands."""

    table_id: str
    heading: str
    notes: tuple[FusionNote, ...]
    locks: tuple[Lock, ...]
    granularity: int = 0


@frozen
class Bench:
    """What the engine answered for one page."""

    request: Request
    cell: Cell
    proposal: Proposal
    ids: Mapping[str, ProposedTheme] = field(default_factory=dict)
    """The proposed themes by the id that each has as a point."""

    def suggestion(self, state: State, note_id: str) -> Theme | None:
        """The point that a note may belong to: one that people made, and that the engine puts it with."""
        theme = next((one for one in self.proposal.themes if note_id in one.note_ids), None)
        if theme is None or is_used(state, note_id):
            return None
        for other in theme.note_ids:
            for point in themes_with(state, other):
                if point.status == ThemeStatus.ACCEPTED and point.heading == self.request.heading:
                    return point
        return None

    def titles_for(self, note_ids: Iterable[str]) -> tuple[str, ...]:
        """What a point that rests on some notes of the page may be called, the best first."""
        return tuple(map(one_line, titles_of(self.cell, note_ids)))

    def open_questions(self, state: State, granularity: int) -> tuple[Question, ...]:
        """The questions of the review that are still open, the most telling first.

        Args:
            state: the workshop.
            granularity: where the slider stands.
        """
        return tuple(
            question
            for question in questions(self.cell, granularity)
            if not (is_used(state, question.first) and is_used(state, question.second))
        )


def request_for(state: State, table_id: str, heading: str, granularity: int = 0) -> Request:
    """What the engine is to be asked for a page as it stands."""
    return Request(
        table_id,
        heading,
        fusion_notes(state, table_id, heading),
        locks_of(state, table_id, heading),
        granularity,
    )


def answer(
    request: Request, state: State, before: Bench | None = None, memory: Memory | None = None
) -> Bench:
    """Ask the engine; what it read before is used again where the notes are the same.

    Args:
        request: what is asked.
        state: the workshop, for its language.
        before: the last answer for the same page.
        memory: the encoder, for the semantic engine.
    """
    if before is None or before.request.notes != request.notes:
        cell = read_cell(request.notes, words_of(state), request.locks, memory)
    elif before.request.locks != request.locks:
        cell = with_locks(before.cell, request.locks)
    else:
        cell = before.cell
    made = proposal(cell, request.granularity)
    ids = {point_id(state, request, theme): theme for theme in made.themes}
    return Bench(request, cell, made, ids)


def point_id(state: State, request: Request, theme: ProposedTheme) -> str:
    """The id that a proposed theme has as a point: the same for the same notes of the same page."""
    name = f"{state.workshop.id}/{request.table_id}/{request.heading}/{theme.key}"
    return str(uuid5(_NAMESPACE, name))


def laid_over(state: State, bench: Bench) -> State:
    """The workshop with what is proposed: themes of two notes or more that nobody treated yet."""
    changes: list[Change] = []
    for rank, (theme_id, theme) in enumerate(fresh(state, bench).items()):
        place = f"z{rank:04}"
        changes += made_point(bench.request, theme_id, theme, ThemeStatus.PROPOSED, place)
    return state.apply((change.kind, change.row_id, change.columns) for change in changes)


def fresh(state: State, bench: Bench) -> dict[str, ProposedTheme]:
    """The proposed themes that can be shown as proposals, by their id as points.

    Those that hold a note which was treated meanwhile, is in a stored proposal or is gone are left out.
    """
    request = bench.request
    stored = {
        note.id
        for theme in themes_of(state, request.table_id, request.heading)
        for note in sources_of(state, theme.id)
    }
    return {
        theme_id: theme
        for theme_id, theme in bench.ids.items()
        if state.get(Theme, theme_id) is None
        and not any(
            note_id in stored or not _is_pending(state, note_id, request) for note_id in theme.note_ids
        )
    }


def made_point(
    request: Request, theme_id: str, theme: ProposedTheme, status: ThemeStatus, position: str
) -> list[Change]:
    """The rows of a point made of a proposed theme.

    Args:
        request: the page.
        theme_id: its id as a point.
        theme: what is proposed.
        status: whether somebody stands behind it.
        position: its place among the points.
    """
    columns: dict[str, Scalar] = {
        "table_id": request.table_id,
        "heading": request.heading,
        "title": theme.titles[0],
        "paragraph": paragraph_of(theme),
        "short": "",
        "status": status.value,
        "star": False,
        "divergence": "",
        "position": position,
        "deleted": False,
    }
    return [Change(Theme.KIND, theme_id, columns)] + [
        Change(
            ThemeSource.KIND,
            f"{theme_id}/{note_id}",
            {"theme_id": theme_id, "note_id": note_id, "deleted": False},
        )
        for note_id in theme.note_ids
    ]


def made_real(action: Action, state: State, bench: Bench | None, now: Moment) -> Action:
    """An action that was planned over proposals, with the points that it needs made first.

    Args:
        action: what a person does.
        state: the workshop without proposals.
        bench: the proposals.
        now: when.
    """
    if bench is None:
        return action
    proposed = {key: theme for key, theme in bench.ids.items() if state.get(Theme, key) is None}
    touched = dict.fromkeys(
        theme_id for change in action.changes for theme_id in _themes_of(change) if theme_id in proposed
    )
    if not touched:
        return action
    rows: dict[tuple[str, str], Change] = {}
    for rank, theme_id in enumerate(touched):
        place = order.at(now.wall + rank * _APART)
        for change in made_point(bench.request, theme_id, proposed[theme_id], ThemeStatus.ACCEPTED, place):
            rows[change.kind, change.row_id] = change
    for change in action.changes:
        key = (change.kind, change.row_id)
        before = rows.pop(key, None)
        # A revision to compare with would be of a row that is not there yet.
        rows[key] = (
            change
            if before is None
            else replace(change, columns={**before.columns, **change.columns}, based_on=None)
        )
    return replace(action, changes=tuple(_in_order(rows.values())))


def _themes_of(change: Change) -> Iterable[str]:
    if change.kind == Theme.KIND:
        yield change.row_id
    elif change.kind == ThemeSource.KIND:
        yield change.row_id.partition("/")[0]


def _in_order(changes: Iterable[Change]) -> Sequence[Change]:
    """Points before what they rest on."""
    return sorted(changes, key=lambda change: change.kind == ThemeSource.KIND)


def _is_pending(state: State, note_id: str, request: Request) -> bool:
    note = state.get(Note, note_id)
    return (
        note is not None
        and (note.table_id, note.heading) == (request.table_id, request.heading)
        and standing(state, note) is Standing.PENDING
    )
