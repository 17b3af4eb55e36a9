"""A document ready to write: every word in its language and its place, plain text throughout.

Writers escape; nothing here is markup. What people said is exactly what they said.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Length(StrEnum):
    """How much of each point is printed."""

    FULL = "full"
    """Its title and its paragraph (développé)."""
    SHORT = "short"
    """Its title and one line (condensé)."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of the method box."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Item:
    """One point of synthesis."""

    number: int
    """Its rank at its table, by which the annex calls it; 0 in a document without annex."""
    title: str
    paragraphs: tuple[str, ...]
    """One line when the document is short."""
    is_key: bool
    """Whether it is a key message."""
    carried_by: str
    """Who said it, as a phrase."""
    divergence: str
    """What people did not agree on, or empty."""
    sources: tuple[str, ...]
    """References of the notes it rests on; empty when the document has no annex."""
    caution: str
    """Said when the point speaks of notes that are missing; empty otherwise."""


@dataclass(frozen=True, slots=True)
class RawNote:
    """What somebody said, as it was noted."""

    reference: str
    text: str
    is_star: bool
    remarks: tuple[str, ...] = ()
    """What became of it, what it answers, when it came."""
    is_gathered: bool = False
    """Whether it is shown here because of its star, and stands elsewhere too."""
    dots: str = ""
    """« 7 gommettes », or empty."""

    @property
    def asides(self) -> tuple[str, ...]:
        """What stands after the text: its dots, then its remarks."""
        return (self.dots, *self.remarks) if self.dots else self.remarks

    @property
    def counted(self) -> str:
        """The text with its dots."""
        return f"{self.text} ({self.dots})" if self.dots else self.text


@dataclass(frozen=True, slots=True)
class HeadingSection:
    """One heading of one table."""

    title: str
    items: tuple[Item, ...]
    raw: tuple[RawNote, ...]
    """Idées phares as they were noted, while no point was made of them."""
    gaps: tuple[str, ...]
    """Empty cells, each with what it is and why."""
    empty: str
    """Said when it has no point."""


@dataclass(frozen=True, slots=True)
class TableSection:
    """One table."""

    label: str
    """« Table 1 », « Plénière »."""
    topic: str
    question: str
    status: str
    """Whether its synthesis is still being worked on; empty when it is not."""
    headings: tuple[HeadingSection, ...]

    @property
    def title(self) -> str:
        """Label and topic."""
        return f"{self.label} – {self.topic}" if self.topic else self.label


@dataclass(frozen=True, slots=True)
class AnnexCell:
    """One cell of the annex: its notes, or what it is."""

    heading: str
    state: str
    """Empty when it holds notes."""
    notes: tuple[RawNote, ...]


@dataclass(frozen=True, slots=True)
class AnnexStop:
    """What one group left at one table in one round."""

    title: str
    cells: tuple[AnnexCell, ...]


@dataclass(frozen=True, slots=True)
class AnnexTable:
    """Every raw note of one table."""

    title: str
    stops: tuple[AnnexStop, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """The coverage grid: a row for each table, round and group, a column for each heading."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]
    """A label, then one text a column."""


@dataclass(frozen=True, slots=True)
class Annex:
    """Raw notes by table, round and group."""

    title: str
    introduction: str
    grid: Grid
    tables: tuple[AnnexTable, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """One resource to go further."""

    label: str
    address: str
    """An http, https or mailto address, or empty."""


@dataclass(frozen=True, slots=True)
class Words:
    """The document's own words that a writer puts beside the content."""

    key_message: str
    divergence: str
    notes: str
    caution: str
    question: str
    method: str
    transversal: str
    conclusion: str
    further: str
    raw: str
    contents: str


@dataclass(frozen=True, slots=True)
class Report:
    """A whole document."""

    language: str
    title: str
    subtitle: tuple[str, ...]
    is_working: bool
    """Whether it is a working document: not every table is frozen, or a text concludes from missing notes."""
    working: str
    """What a working document says of itself; empty otherwise."""
    introduction: tuple[str, ...]
    method: tuple[Fact, ...]
    tables: tuple[TableSection, ...]
    transversal: tuple[Item, ...]
    conclusion: tuple[str, ...]
    conclusion_caution: str
    further: tuple[Link, ...]
    annex: Annex | None
    made: str
    """When and with what it was made."""
    words: Words
