"""The conclusion across tables; each function plans one action and writes nothing."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from atelier.domain import order
from atelier.domain.change import Action, Change
from atelier.domain.clock import Moment
from atelier.domain.identity import new_id
from atelier.domain.record import Scalar
from atelier.domain.state import State
from atelier.domain.text import clean, one_line
from atelier.domain.theme import Theme, Transversal, TransversalSource
from atelier.domain.workshop import Workshop
from atelier.errors import N_, AtelierError
from atelier.services.excerpt import excerpt

SCREEN = "fuse"
"""The screen where undo takes these actions back."""

COLUMNS: Final = ("introduction", "conclusion", "further")
"""The texts of the workshop that belong to its conclusion, in the order of the document."""


def write_workshop(
    state: State, *, based_on: str | None = None, drafts: tuple[str, ...] = (), **columns: str
) -> Action | None:
    """Write the introduction, the conclusion or the further reading; None when nothing changes.

    Args:
        state: the workshop.
        based_on: the revision of the text that the person saw.
        drafts: fields whose draft it replaces.
        **columns: new texts of some of `COLUMNS`.
    """
    if unknown := columns.keys() - set(COLUMNS):
        raise ValueError(unknown)
    workshop = state.workshop
    changed: dict[str, Scalar] = {
        name: clean(value) for name, value in columns.items() if clean(value) != getattr(workshop, name)
    }
    if not changed:
        return None
    change = Change(Workshop.KIND, workshop.id, changed, based_on)
    return Action("workshop.write", (change,), SCREEN, ", ".join(changed), drafts)


def create_transversal(
    now: Moment,
    *,
    title: str = "",
    paragraph: str = "",
    theme_ids: Iterable[str] = (),
    transversal_id: str | None = None,
) -> Action:
    """Make a point that comes back from table to table, resting on points of the tables."""
    transversal_id = transversal_id or new_id(now.wall)
    columns: dict[str, Scalar] = {
        "title": one_line(title),
        "paragraph": clean(paragraph),
        "position": order.at(now.wall),
    }
    changes = [Change(Transversal.KIND, transversal_id, columns)]
    changes += [_transversal_source(transversal_id, theme_id) for theme_id in dict.fromkeys(theme_ids)]
    return Action("transversal.create", tuple(changes), SCREEN, excerpt(title))


def write_transversal(
    state: State,
    transversal_id: str,
    *,
    title: str | None = None,
    paragraph: str | None = None,
    based_on: str | None = None,
    drafts: tuple[str, ...] = (),
) -> Action | None:
    """Write parts of a transversal point; None when nothing changes.

    Args:
        state: the workshop.
        transversal_id: the point.
        title: its new title.
        paragraph: its new paragraph.
        based_on: the revision of the text that the person saw.
        drafts: fields whose draft it replaces.
    """
    found = _transversal(state, transversal_id)
    columns: dict[str, Scalar] = {}
    if title is not None and one_line(title) != found.title:
        columns["title"] = one_line(title)
    if paragraph is not None and clean(paragraph) != found.paragraph:
        columns["paragraph"] = clean(paragraph)
    if not columns:
        return None
    change = Change(Transversal.KIND, transversal_id, columns, based_on)
    return Action("transversal.write", (change,), SCREEN, excerpt(found.title), drafts)


def attach_themes(state: State, transversal_id: str, theme_ids: Iterable[str]) -> Action | None:
    """Let a transversal point rest on more of the tables' points; None when it does already."""
    found = _transversal(state, transversal_id)
    changes = [
        _transversal_source(transversal_id, theme_id)
        for theme_id in dict.fromkeys(theme_ids)
        if state.get(Theme, theme_id) is not None
        and state.get(TransversalSource, f"{transversal_id}/{theme_id}") is None
    ]
    return Action("transversal.sources", tuple(changes), SCREEN, excerpt(found.title)) if changes else None


def detach_themes(state: State, transversal_id: str, theme_ids: Iterable[str]) -> Action | None:
    """Take points of the tables out of a transversal point; None when it rests on none of them."""
    found = _transversal(state, transversal_id)
    sources = (state.get(TransversalSource, f"{transversal_id}/{theme_id}") for theme_id in theme_ids)
    changes = [
        Change(TransversalSource.KIND, source.id, {"deleted": True})
        for source in sources
        if source is not None
    ]
    return Action("transversal.sources", tuple(changes), SCREEN, excerpt(found.title)) if changes else None


def reorder_transversal(state: State, transversal_id: str, steps: int) -> Action | None:
    """Move a transversal point up (negative) or down; None at the edge."""
    found = _transversal(state, transversal_id)
    peers = [(peer.id, peer.position) for peer in state.live(Transversal)]
    index = [peer_id for peer_id, _ in peers].index(transversal_id)
    goal = min(max(index + steps, 0), len(peers) - 1)
    if goal == index:
        return None
    peers.insert(goal, peers.pop(index))
    positions = order.placed(peers, transversal_id)
    changes = [Change(Transversal.KIND, row_id, {"position": key}) for row_id, key in positions.items()]
    return Action("transversal.order", tuple(changes), SCREEN, excerpt(found.title))


def remove_transversal(state: State, transversal_id: str) -> Action:
    """Remove a transversal point."""
    found = _transversal(state, transversal_id)
    change = Change(Transversal.KIND, transversal_id, {"deleted": True})
    return Action("transversal.remove", (change,), SCREEN, excerpt(found.title))


def _transversal(state: State, transversal_id: str) -> Transversal:
    found = state.get(Transversal, transversal_id)
    if found is None:
        raise AtelierError(N_("This point is no longer there: it was removed."))
    return found


def _transversal_source(transversal_id: str, theme_id: str) -> Change:
    columns: dict[str, Scalar] = {"transversal_id": transversal_id, "theme_id": theme_id, "deleted": False}
    return Change(TransversalSource.KIND, f"{transversal_id}/{theme_id}", columns)
