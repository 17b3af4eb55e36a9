"""The workshop, who takes part, and where they sit."""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar, Final

from atelier.domain.record import Row, stored

PLENARY: Final = 0
"""The number of the plenary, which is a place like a table."""

OUTSIDE_ROUNDS: Final = 0
"""The round of what is said outside rounds."""


class Movement(StrEnum):
    """How people move between rounds."""

    ROTATING = "rotating"
    """Fixed groups rotate over the tables (groupes tournants)."""
    MIXED = "mixed"
    """Individuals are mixed at each round (brassage)."""
    FREE = "free"
    """People choose (libre)."""


@stored
class Workshop(Row):
    """What is true of the workshop as a whole; a file holds exactly one."""

    KIND: ClassVar[str] = "workshop"

    title: str = ""
    date: str = ""
    """ISO date, or empty while it is not known."""
    place: str = ""
    organiser: str = ""
    objectives: str = ""
    language: str = "fr"
    """Language of the documents; the interface has its own."""
    format: str = ""
    """Key of the format it was made from."""
    canvas: str = ""
    """Key of the canvas its headings were copied from."""
    movement: str = Movement.ROTATING
    starts_at: str = ""
    """Planned local time of the start, HH:MM, or empty."""
    hard_end: str = ""
    """Local time by which the room must be empty, HH:MM, or empty."""
    introduction: str = ""
    """Opening paragraph of the published document."""
    conclusion: str = ""
    """The conclusion across tables (conclusion globale)."""
    further: str = ""
    """Pour aller plus loin: one line a resource, a label then its address."""
    created_at: str = ""
    """UTC, ISO 8601."""
    counted_at: str = ""
    """UTC, when the count at the door began; empty while numbers of people are only planned."""


@stored
class Profile(Row):
    """A kind of participant: usagers, professionals…; never a person."""

    KIND: ClassVar[str] = "profile"

    key: str
    label: str
    position: int = 0


@stored
class CafeTable(Row):
    """A place where notes are taken: a thematic table, or the plenary (number 0)."""

    KIND: ClassVar[str] = "cafe_table"

    number: int
    topic: str = ""
    question: str = ""
    host: str = ""
    signed_at: str = ""
    """UTC, when the table's fusion was signed off; empty while it is not."""
    frozen_at: str = ""
    """UTC, when its points were locked; empty while they are not."""
    is_on_paper: bool = False
    """Whether it writes on paper: its silence on this screen means nothing."""

    @property
    def is_plenary(self) -> bool:
        """Whether this is the plenary and not a table."""
        return self.number == PLENARY

    @property
    def is_signed(self) -> bool:
        """Whether the fusion of this table was signed off."""
        return bool(self.signed_at)

    @property
    def is_frozen(self) -> bool:
        """Whether its points are locked."""
        return bool(self.frozen_at)


@stored
class CafeGroup(Row):
    """A group that moves from table to table."""

    KIND: ClassVar[str] = "cafe_group"

    label: str
    """A…Z, then AA…"""
    name: str = ""
    """What the group calls itself (« les Bleus »), or empty."""


@stored
class HeadCount(Row):
    """How many people of one profile a group has; its id is `group_id or -/profile key`."""

    KIND: ClassVar[str] = "head_count"

    group_id: str | None
    """None for people who are in no group: they are mixed, or free."""
    profile: str
    people: int = 0
    """People who are there; those who were expected, until they are counted at the door."""
    expected: int = 0
    """People who were expected, kept once the count at the door began."""


class Sheet(StrEnum):
    """Where the paper sheet of a table, a round and a group is; an empty word while nobody has said."""

    RETURNED = "returned"
    MISSING = "missing"


@stored
class Seating(Row):
    """Who sits at a table in a round; its id is `round/group_id or -/table_id`."""

    KIND: ClassVar[str] = "seating"

    round: int
    table_id: str
    group_id: str | None = None
    """None when people are mixed or free."""
    confirmed_at: str = ""
    """UTC, when the table said that it is seated; empty before."""
    planned: bool = True
    """False when a group was seated where it was not expected."""
    sheet: str = ""
    """A `Sheet`, or empty."""


class MessageKind(StrEnum):
    """Who speaks to whom."""

    TO_TABLES = ""
    """The facilitator, to one table or to all."""
    HELP = "help"
    """A table, which calls the facilitator; its text may be empty."""


@stored
class Message(Row):
    """A sentence sent by the facilitator to one table or to all, or a table's call for help."""

    KIND: ClassVar[str] = "message"

    text: str
    table_id: str | None = None
    """None for every table."""
    at: str = ""
    kind: str = MessageKind.TO_TABLES
    answered_at: str = ""
    """UTC, when the facilitator took up a call for help; empty before."""


def group_label(index: int) -> str:
    """The label of the group at an index from 0: A…Z, AA, AB…"""
    label = ""
    index += 1
    while index:
        index, letter = divmod(index - 1, 26)
        label = chr(ord("A") + letter) + label
    return label


def head_count_id(group_id: str | None, profile: str) -> str:
    """The id of the row that counts the people of a profile in a group, or in none."""
    return f"{group_id or '-'}/{profile}"


def seating_id(round_number: int, group_id: str | None, table_id: str) -> str:
    """The id of the seating row of a group at a table in a round."""
    return f"{round_number}/{group_id or '-'}/{table_id}"
