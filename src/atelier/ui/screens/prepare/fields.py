"""What can be edited, one line each."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from rich.cells import cell_len

from atelier.errors import N_
from atelier.ui.safe import clip
from atelier.ui.widgets.line_list import Line

if TYPE_CHECKING:
    from atelier.i18n import Translator

ADD: Final = "add"
"""The kind of a line that adds a row; its column is the kind of that row."""
GO: Final = "go"
"""The kind of a line that leads to another section; its column is the mode."""
TRY: Final = "try"
"""The kind of a line that tries something out: its column says what."""
LABEL_WIDTH: Final = 15
"""Cells for the name of a field."""
_MOST_SHOWN: Final = 240
"""Characters of a long text in a list; the panel beside it has all of it."""


class Part(StrEnum):
    """The parts of the preparation, in their order."""

    DETAILS = "details"
    TABLES = "tables"
    CANVAS = "canvas"
    GROUPS = "groups"
    AGENDA = "agenda"
    SEATS = "seats"
    CHECK = "check"


PART_NAMES: Final = {
    Part.DETAILS: N_("Workshop"),
    Part.TABLES: N_("Tables"),
    Part.CANVAS: N_("Canvas"),
    Part.GROUPS: N_("Groups"),
    Part.AGENDA: N_("Agenda"),
    Part.SEATS: N_("Seats"),
    Part.CHECK: N_("Check"),
}


@dataclass(frozen=True, slots=True)
class Field:
    """One column of one row."""

    kind: str
    """The row's kind, `ADD`, `GO` or `TRY`."""
    row_id: str
    column: str

    @property
    def id(self) -> str:
        """The id of its line."""
        return "|".join((self.kind, self.row_id, self.column))

    @classmethod
    def of(cls, line_id: str | None) -> Field | None:
        """The field of a line; None for a line without one."""
        parts = (line_id or "").split("|")
        return cls(*parts) if len(parts) == 3 else None


def line(
    field: Field,
    name: str,
    text: str,
    *,
    tail: str = "",
    tone: str = "",
    indent: int = 1,
    width: int = LABEL_WIDTH,
) -> Line:
    """The line of a field: its name, then what it holds, or a dash.

    Args:
        field: the field.
        name: what it is called, translated.
        text: what it holds.
        tail: at the right.
        tone: as in `Line`.
        indent: cells before the name.
        width: cells for the name.
    """
    shown = text if len(text) <= _MOST_SHOWN else text[:_MOST_SHOWN].rstrip() + "…"
    lead = " " * indent + clip(name, width)
    lead += " " * (indent + width + 1 - cell_len(lead))
    return Line(field.id, shown or "–", lead, tail, tone if text else tone or "dim")


def title(name: str, tail: str = "") -> Line:
    """A title over several lines."""
    return Line(f"title {name}", name, tail=tail, tone="heading", is_selectable=False)


def gap(number: int = 0) -> Line:
    """An empty line."""
    return Line(f"gap {number}", "", is_selectable=False)


def remark(text: str, *, tone: str = "dim") -> Line:
    """A line that is only read."""
    return Line(f"remark {text}", text, lead=" ", tone=tone, is_selectable=False)


def adding(kind: str, text: str) -> Line:
    """The line that adds a row."""
    return Line(Field(ADD, "", kind).id, text, lead=" + ")


def movement_name(tr: Translator, movement: str) -> str:
    """How people move, in words."""
    names = {
        "rotating": tr("fixed groups rotate from table to table"),
        "mixed": tr("people are mixed at each round"),
        "free": tr("people choose their table"),
    }
    return names.get(movement, movement)


def language_name(tr: Translator, language: str) -> str:
    """A language of the documents."""
    return {"fr": tr("French"), "en": tr("English")}.get(language, language)
