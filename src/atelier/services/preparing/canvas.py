"""The canvas: which headings notes are taken under, and what they are called."""

from __future__ import annotations

from atelier.domain.canvas import Heading
from atelier.domain.cell import Cell
from atelier.domain.change import Action, Change
from atelier.domain.note import Note
from atelier.domain.record import Scalar
from atelier.domain.state import State
from atelier.domain.text import is_blank
from atelier.domain.theme import Theme
from atelier.errors import N_, AtelierError
from atelier.services.catalogue.canvases import Canvas
from atelier.services.preparing import plan


def choose_canvas(state: State, canvas: Canvas) -> Action | None:
    """Take the headings of another canvas; None when they are these already.

    Raises:
        AtelierError: notes were taken, or points written, under the headings there are.
    """
    refuse_if_used(state)
    wanted = {heading.id: heading for heading in canvas.headings}
    changes = [
        Change(Heading.KIND, heading.id, {"deleted": True})
        for heading in state.live(Heading)
        if heading.id not in wanted
    ]
    for heading in wanted.values():
        columns: dict[str, Scalar] = {
            "key": heading.key,
            "title": heading.title,
            "short": heading.short,
            "singular": heading.singular,
            "prefix": heading.prefix,
            "gathers_stars": heading.gathers_stars,
            "position": heading.position,
            "deleted": False,
        }
        found = state.all(Heading).get(heading.id)
        changes += plan.differing(found, columns) if found else [Change(Heading.KIND, heading.id, columns)]
    changes += plan.differing(state.workshop, {"canvas": canvas.key})
    return plan.action("canvas", changes, canvas.name)


def refuse_if_used(state: State) -> None:
    """Say why the canvas cannot be changed, if it cannot.

    Raises:
        AtelierError: notes, points or reasons stand under its headings.
    """
    notes = sum(not note.is_rehearsal for note in state.live(Note))
    if notes:
        raise AtelierError(
            N_(
                "{n} note stands under these headings, so the canvas stays. You can rename its headings.",
                "{n} notes stand under these headings, so the canvas stays. You can rename its headings.",
            ),
            n=notes,
        )
    if state.live(Theme) or any(cell.state for cell in state.live(Cell)):
        raise AtelierError(
            N_("Points or reasons stand under these headings, so the canvas stays. You can rename them.")
        )


def write_heading(state: State, heading_id: str, column: str, text: str) -> Action | None:
    """Write the `title` of a heading, or its `short` name for narrow places; None when nothing changes.

    Raises:
        AtelierError: a title would be empty, or two headings would have the same.
    """
    heading = state.get(Heading, heading_id)
    if heading is None:
        raise AtelierError(N_("This heading is no longer there: it was removed."))
    if column not in ("title", "short"):
        raise ValueError(column)
    value = plan.line(text)
    if column == "title":
        if is_blank(value):
            raise AtelierError(N_("A heading needs a title."))
        others = (other.title.casefold() for other in state.live(Heading) if other.id != heading_id)
        if value.casefold() in others:
            raise AtelierError(N_("There is a heading “{title}” already."), title=value)
    elif is_blank(value):
        value = heading.title
    return plan.action("canvas", plan.differing(heading, {column: value}), value)
