"""A point of synthesis: what several notes say together."""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar

from atelier.domain.record import Row, stored


class ThemeStatus(StrEnum):
    """Whether a person stands behind a point."""

    PROPOSED = "proposed"
    ACCEPTED = "accepted"


@stored
class Theme(Row):
    """A point of synthesis (point de synthèse) of one table, under one heading."""

    KIND: ClassVar[str] = "theme"

    table_id: str
    heading: str
    title: str = ""
    paragraph: str = ""
    short: str = ""
    """The one line of the short document; drawn from the paragraph while empty."""
    status: str = ThemeStatus.ACCEPTED
    star: bool = False
    """Whether it is a key message (message clé)."""
    divergence: str = ""
    """What people did not agree on, kept visible; empty when they did."""
    position: str = ""
    """Fractional key: the facilitator's order."""


@stored
class ThemeSource(Row):
    """A note that a point rests on; its id is `theme_id/note_id`."""

    KIND: ClassVar[str] = "theme_source"

    theme_id: str
    note_id: str


@stored
class Transversal(Row):
    """A point that comes back from table to table."""

    KIND: ClassVar[str] = "transversal"

    title: str = ""
    paragraph: str = ""
    position: str = ""


@stored
class TransversalSource(Row):
    """A point of a table that a transversal point rests on; its id is `transversal_id/theme_id`."""

    KIND: ClassVar[str] = "transversal_source"

    transversal_id: str
    theme_id: str


@stored
class Variant(Row):
    """Another version of a text that two people edited at once (autre version), until it is settled."""

    KIND: ClassVar[str] = "variant"

    of_kind: str
    of_id: str
    of_column: str
    text: str
    author: str = ""
