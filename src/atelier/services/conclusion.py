"""The conclusion across tables; each function plans one action and writes nothing."""

from __future__ import annotations

from collections.abc import Iterable

from atelier.domain import order
from atelier.domain.change import Action, Change
from atelier.domain.clock import Moment
from atelier.domain.identity import new_id
from atelier.domain.record import Scalar
from atelier.domain.state import State
from atelier.domain.text import clean
from atelier.domain.theme import Transversal, TransversalSource
from atelier.domain.workshop import Workshop
from atelier.errors import N_, AtelierError

SCREEN = "fuse"
"""The screen where undo takes these actions back."""


def write_workshop(
    state: State, *, based_on: str | None = None, drafts: tuple[str, ...] = (), **columns: str
) -> Action | None:
    """Write the introduction, the conclusion or the further reading; None when nothing changes."""
    workshop = state.workshop
    changed: dict[str, Scalar] = {
        name: clean(value) for name, value in columns.items() if clean(value) != getattr(workshop, name)
    }
    if not changed:
        return None
    change = Change(Workshop.KIND, workshop.id, changed, based_on)
    return Action("workshop.write", (change,), SCREEN, ", ".join(changed), drafts)


def create_transversal(
    now: Moment, *, title: str = "", paragraph: str = "", theme_ids: Iterable[str] = ()
) -> Action:
    """Make a point that comes back from table to table."""
    transversal_id = new_id(now.wall)
    columns: dict[str, Scalar] = {
        "title": clean(title),
        "paragraph": clean(paragraph),
        "position": order.at(now.wall),
    }
    changes = [Change(Transversal.KIND, transversal_id, columns)]
    changes += [_transversal_source(transversal_id, theme_id) for theme_id in theme_ids]
    return Action("transversal.create", tuple(changes), SCREEN, clean(title))


def write_transversal(
    state: State, transversal_id: str, *, title: str | None = None, paragraph: str | None = None
) -> Action | None:
    """Write parts of a transversal point; None when nothing changes."""
    found = _transversal(state, transversal_id)
    columns: dict[str, Scalar] = {}
    for name, value in (("title", title), ("paragraph", paragraph)):
        if value is not None and clean(value) != getattr(found, name):
            columns[name] = clean(value)
    if not columns:
        return None
    return Action(
        "transversal.write", (Change(Transversal.KIND, transversal_id, columns),), SCREEN, found.title
    )


def toggle_transversal_source(state: State, transversal_id: str, theme_id: str) -> Action:
    """Let a transversal point rest on a table's point, or no longer."""
    found = _transversal(state, transversal_id)
    source = state.get(TransversalSource, f"{transversal_id}/{theme_id}")
    if source is not None:
        change = Change(TransversalSource.KIND, source.id, {"deleted": True})
    else:
        change = _transversal_source(transversal_id, theme_id)
    return Action("transversal.sources", (change,), SCREEN, found.title)


def remove_transversal(state: State, transversal_id: str) -> Action:
    """Remove a transversal point."""
    found = _transversal(state, transversal_id)
    change = Change(Transversal.KIND, transversal_id, {"deleted": True})
    return Action("transversal.remove", (change,), SCREEN, found.title)


def _transversal(state: State, transversal_id: str) -> Transversal:
    found = state.get(Transversal, transversal_id)
    if found is None:
        raise AtelierError(N_("This point is no longer there: it was removed."))
    return found


def _transversal_source(transversal_id: str, theme_id: str) -> Change:
    columns: dict[str, Scalar] = {"transversal_id": transversal_id, "theme_id": theme_id, "deleted": False}
    return Change(TransversalSource.KIND, f"{transversal_id}/{theme_id}", columns)
