"""The canvas: the headings under which notes are taken, and fused."""

from __future__ import annotations

from typing import ClassVar

from atelier.domain.record import Row, stored


@stored
class Heading(Row):
    """One heading (rubrique) of the workshop: a frozen copy of the canvas's entry; its id is its key."""

    KIND: ClassVar[str] = "heading"

    key: str
    title: str
    """As published: « Idées / Pistes d'actions »."""
    short: str = ""
    """One or two words for narrow columns: « Pistes »."""
    singular: str = ""
    """What one note under it is called: « piste »."""
    prefix: str = ""
    """One letter that a note-taker may type before a colon."""
    gathers_stars: bool = False
    """Whether starred notes of the same table and group show under it."""
    position: int = 0
