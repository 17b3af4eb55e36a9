"""The passages of a synthesis, in the order of the document, each with its code."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from atelier.domain.canvas import Heading
from atelier.domain.fusion import themes_of
from atelier.domain.place import notes_at, places, tables
from atelier.domain.record import Scalar
from atelier.domain.review import code
from atelier.domain.state import State
from atelier.domain.theme import Theme, ThemeStatus, Transversal
from atelier.domain.workshop import CafeTable, Workshop

TITLE: Final = "title"
INTRODUCTION: Final = "introduction"
CONCLUSION: Final = "conclusion"
FURTHER: Final = "further"
SECTIONS: Final = (INTRODUCTION, CONCLUSION, FURTHER)
"""Texts of the workshop that have a heading of our own."""
LINES: Final = frozenset({TITLE, "topic", "question", "short"})
"""Columns that hold one line."""


@dataclass(frozen=True, slots=True)
class Form:
    """How a passage is laid out; columns, or nothing."""

    head: str
    """On the line of the code."""
    body: str
    """Below it."""
    labelled: tuple[str, ...] = ()
    """Below that, each behind its name."""

    @property
    def columns(self) -> tuple[str, ...]:
        """Every column, in their order."""
        return tuple(name for name in (self.head, self.body, *self.labelled) if name)


_FORMS: Final[Mapping[str, Form]] = {
    Theme.KIND: Form(TITLE, "paragraph", ("short", "divergence")),
    Transversal.KIND: Form(TITLE, "paragraph"),
    CafeTable.KIND: Form("topic", "", ("question",)),
}


@dataclass(frozen=True, slots=True)
class Passage:
    """What has one code: a point and all its texts, a table's title and question, a text of the workshop."""

    kind: str
    """The row's table, as in `Row.KIND`."""
    row_id: str
    slot: str
    """Of the workshop's texts, which one; empty for other rows."""
    table_id: str
    heading: str
    position: str
    texts: Mapping[str, str]
    """Column to text."""

    @property
    def name(self) -> str:
        """Names it among all passages."""
        return passage_name(self.kind, self.row_id, self.slot)

    @property
    def form(self) -> Form:
        """How it is laid out."""
        return form_of(self.kind, self.slot)

    @property
    def head(self) -> str:
        """The text on the line of the code."""
        return self.texts.get(self.form.head, "")

    @property
    def body(self) -> str:
        """The text below it."""
        return self.texts.get(self.form.body, "")

    @property
    def version(self) -> str:
        """The second half of its code."""
        texts = (self.texts[column] for column in self.form.columns)
        return code.version((self.table_id, self.heading, self.position, *texts))


def form_of(kind: str, slot: str) -> Form:
    """How a passage of this kind is laid out."""
    if kind == Workshop.KIND:
        return Form(slot, "") if slot == TITLE else Form("", slot)
    return _FORMS[kind]


def passage_name(kind: str, row_id: str, slot: str = "") -> str:
    """Names a passage among all."""
    return f"{kind}/{row_id}/{slot}"


def passage_from(kind: str, row_id: str, slot: str, columns: Mapping[str, Scalar]) -> Passage:
    """The passage that a row with these columns makes; missing ones are empty."""

    def text(name: str) -> str:
        value = columns.get(name)
        return value if isinstance(value, str) else ""

    is_placed = kind in (Theme.KIND, Transversal.KIND)
    return Passage(
        kind,
        row_id,
        slot,
        text("table_id") if is_placed else "",
        text("heading") if is_placed else "",
        text("position") if is_placed else "",
        {column: text(column) for column in form_of(kind, slot).columns},
    )


def passages(state: State) -> tuple[Passage, ...]:
    """Everything that is printed, in the order of the document."""
    found = [_of_workshop(state, TITLE), _of_workshop(state, INTRODUCTION)]
    for table in printed_tables(state):
        found.append(_of_row(table))
        for heading in printed_headings(state, table):
            found += [_of_row(theme) for theme in printed_points(state, table.id, heading.key)]
    found += [_of_row(point) for point in state.live(Transversal)]
    found += [_of_workshop(state, CONCLUSION), _of_workshop(state, FURTHER)]
    return tuple(found)


def printed_tables(state: State) -> tuple[CafeTable, ...]:
    """The tables, and the plenary when something was said there or there is nothing else."""
    return tuple(
        table
        for table in places(state)
        if not table.is_plenary
        or not tables(state)
        or notes_at(state, table.id)
        or printed_points(state, table.id)
    )


def printed_headings(state: State, table: CafeTable) -> tuple[Heading, ...]:
    """The headings of a table: those of the canvas, then those taken out of it that still hold points."""
    headings = state.live(Heading)
    known = {heading.key for heading in headings}
    gone = {theme.heading for theme in printed_points(state, table.id)} - known
    rows = state.all(Heading)
    return (*headings, *(rows.get(key) or Heading(id=key, key=key, title=key) for key in sorted(gone)))


def printed_points(state: State, table_id: str, heading: str | None = None) -> tuple[Theme, ...]:
    """The points that people stand behind."""
    return tuple(
        theme for theme in themes_of(state, table_id, heading) if theme.status == ThemeStatus.ACCEPTED
    )


def codes_of(state: State) -> Mapping[str, str]:
    """The first half of the code of every passage that is or was there, by its name."""
    workshop = state.workshop
    names = [passage_name(Workshop.KIND, workshop.id, slot) for slot in (TITLE, *SECTIONS)]
    # Ids sort in the order of their making.
    rows = sorted(
        (row_id, kind.KIND) for kind in (CafeTable, Theme, Transversal) for row_id in state.all(kind)
    )
    return code.idents([*names, *(passage_name(kind, row_id) for row_id, kind in rows)])


def _of_workshop(state: State, slot: str) -> Passage:
    workshop = state.workshop
    return passage_from(Workshop.KIND, workshop.id, slot, {slot: getattr(workshop, slot)})


def _of_row(row: CafeTable | Theme | Transversal) -> Passage:
    columns = {name: getattr(row, name, "") for name in ("table_id", "heading", "position")}
    texts = {name: getattr(row, name) for name in form_of(row.KIND, "").columns}
    return passage_from(row.KIND, row.id, "", {**columns, **texts})
