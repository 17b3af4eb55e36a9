"""What may come back from table to table: proposed from people's points, laid over until somebody decides."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final
from uuid import UUID, uuid5

from atelier.domain import order
from atelier.domain.change import Action, Change
from atelier.domain.clock import Moment
from atelier.domain.decision import Verdict
from atelier.domain.fusion import sources_of, transversal_themes
from atelier.domain.record import Scalar
from atelier.domain.state import State
from atelier.domain.text import one_line
from atelier.domain.theme import Theme, ThemeStatus, Transversal, TransversalSource
from atelier.domain.workshop import CafeTable
from atelier.fusion.locks import Lock, together
from atelier.fusion.transversal import TableTheme, TransversalProposal, TransversalTheme, transversal
from atelier.services.deciding import decided_pair
from atelier.services.excerpt import excerpt
from atelier.services.proposing import SCREEN, decided, words_of

if TYPE_CHECKING:
    from atelier.fusion.encoder import Memory

_NAMESPACE: Final = UUID("b2f0a6f2-0c7a-5f5e-8a43-9d1c54f7e2aa")
_STANDING: Final = 1 << 60


@dataclass(frozen=True, slots=True)
class CrossRequest:
    """What the engine is asked: the tables' points, and what was decided of them."""

    themes: tuple[TableTheme, ...]
    locks: tuple[Lock, ...]


@dataclass(frozen=True, slots=True)
class Crossing:
    """What the engine answered."""

    request: CrossRequest
    proposal: TransversalProposal
    ids: Mapping[str, TransversalTheme] = field(default_factory=dict)
    """The proposed points by the id that each has as a transversal point."""


def cross_request(state: State) -> CrossRequest:
    """What is to be asked as things stand: points that people stand behind, with their notes."""
    numbers = {table.id: str(table.number) for table in state.live(CafeTable)}
    themes = tuple(
        TableTheme(
            theme.id,
            numbers[theme.table_id],
            theme.title,
            (*(note.text for note in sources_of(state, theme.id)), theme.paragraph),
            theme.heading,
        )
        for theme in state.live(Theme)
        if theme.status == ThemeStatus.ACCEPTED and theme.title and theme.table_id in numbers
    )
    known = {theme.key for theme in themes}
    locks = [
        lock
        for row in state.live(Transversal)
        for lock in together([theme.id for theme in transversal_themes(state, row.id)], _STANDING)
    ]
    return CrossRequest(themes, (*locks, *decided(state, known)))


def cross(request: CrossRequest, state: State, memory: Memory | None = None) -> Crossing:
    """Ask the engine what comes back from table to table.

    Args:
        request: what is asked.
        state: the workshop, for its language.
        memory: the encoder, for the semantic engine.
    """
    made = transversal(request.themes, words_of(state), request.locks, memory)
    ids = {_id_of(state, theme): theme for theme in made.themes}
    return Crossing(request, made, ids)


def fresh_crossings(state: State, crossing: Crossing) -> dict[str, TransversalTheme]:
    """The proposals of which no point is gone, or in a transversal point already."""
    taken = {theme.id for row in state.live(Transversal) for theme in transversal_themes(state, row.id)}
    return {
        row_id: theme
        for row_id, theme in crossing.ids.items()
        if state.get(Transversal, row_id) is None
        and not any(link.key in taken or state.get(Theme, link.key) is None for link in theme.links)
    }


def laid_across(state: State, crossing: Crossing) -> State:
    """The workshop with the transversal points that are proposed."""
    changes: list[Change] = []
    for rank, (row_id, theme) in enumerate(fresh_crossings(state, crossing).items()):
        changes += _made(row_id, theme, f"z{rank:04}")
    return state.apply((change.kind, change.row_id, change.columns) for change in changes)


def accept_crossing(crossing: Crossing, row_id: str, now: Moment) -> Action:
    """Make a transversal point of a proposal."""
    theme = crossing.ids[row_id]
    changes = _made(row_id, theme, order.at(now.wall))
    return Action("transversal.create", tuple(changes), SCREEN, excerpt(theme.titles[0]))


def refuse_crossing(crossing: Crossing, row_id: str, now: Moment) -> Action:
    """Say that the points of a proposal are not one: they are not proposed together again."""
    theme = crossing.ids[row_id]
    pairs = {tuple(sorted((link.key, link.near))) for link in theme.links}
    changes = [decided_pair(first, second, Verdict.APART, now) for first, second in sorted(pairs)]
    return Action("proposal.refuse", tuple(changes), SCREEN, excerpt(theme.titles[0]))


def crossing_made_real(action: Action, state: State, crossing: Crossing | None, now: Moment) -> Action:
    """An action that was planned over proposals, with the transversal points made that it needs.

    A point that is taken out of a proposal is not proposed with the others again.
    """
    proposed = fresh_crossings(state, crossing) if crossing is not None else {}
    touched = dict.fromkeys(
        row_id for change in action.changes if (row_id := _row_of(change)) is not None and row_id in proposed
    )
    if not touched:
        return action
    rows: dict[tuple[str, str], Change] = {}
    for row_id in touched:
        for change in _made(row_id, proposed[row_id], order.at(now.wall)):
            rows[change.kind, change.row_id] = change
    apart: list[Change] = []
    for change in action.changes:
        before = rows.pop((change.kind, change.row_id), None)
        columns = {**(before.columns if before is not None else {}), **change.columns}
        based_on = None if before is not None else change.based_on
        rows[change.kind, change.row_id] = replace(change, columns=columns, based_on=based_on)
        if change.kind == TransversalSource.KIND and change.columns.get("deleted"):
            apart += _left_out(proposed, change, now)
    ordered = sorted(rows.values(), key=lambda change: change.kind == TransversalSource.KIND)
    return replace(action, changes=(*ordered, *apart))


def _left_out(proposed: Mapping[str, TransversalTheme], change: Change, now: Moment) -> Sequence[Change]:
    row_id, _, theme_id = change.row_id.partition("/")
    theme = proposed.get(row_id)
    others = [link.key for link in theme.links if link.key != theme_id] if theme is not None else []
    return [decided_pair(theme_id, other, Verdict.APART, now) for other in others]


def _row_of(change: Change) -> str | None:
    if change.kind == Transversal.KIND:
        return change.row_id
    return change.row_id.partition("/")[0] if change.kind == TransversalSource.KIND else None


def _made(row_id: str, theme: TransversalTheme, position: str) -> list[Change]:
    columns: dict[str, Scalar] = {
        "title": one_line(theme.titles[0]),
        "paragraph": "",
        "position": position,
        "deleted": False,
    }
    return [Change(Transversal.KIND, row_id, columns)] + [
        Change(
            TransversalSource.KIND,
            f"{row_id}/{link.key}",
            {"transversal_id": row_id, "theme_id": link.key, "deleted": False},
        )
        for link in theme.links
    ]


def _id_of(state: State, theme: TransversalTheme) -> str:
    keys = "\n".join(sorted(link.key for link in theme.links))
    return str(uuid5(_NAMESPACE, f"{state.workshop.id}/{keys}"))
