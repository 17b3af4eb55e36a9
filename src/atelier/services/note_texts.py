"""Notes in a plain text file: lines and bullets under titles of tables, rounds, groups and headings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from atelier.domain.canvas import Heading
from atelier.domain.place import tables
from atelier.domain.state import State
from atelier.errors import N_, AtelierError
from atelier.services.block import Kind, read_block
from atelier.services.note_lines import NoteLine, decoded, names_columns

SUFFIXES: Final = (".txt", ".text", ".md", ".markdown")
"""How the names of text files end."""


def is_text(name: str, content: bytes) -> bool:
    """Whether a file is a text and no spreadsheet that is only called so.

    Args:
        name: the name of the file.
        content: what it holds.
    """
    if not name.casefold().endswith(SUFFIXES):
        return False
    first = decoded(content).lstrip().partition("\n")[0]
    return not names_columns(first) and not first.startswith(("{", "["))


def read_text(state: State, content: bytes) -> Iterator[NoteLine]:
    """The notes of a text, each with what the titles above it say.

    Args:
        state: the workshop whose headings and tables are recognised.
        content: the file.

    Raises:
        AtelierError: it is empty.
    """
    text = decoded(content)
    topics = {table.number: table.topic for table in tables(state) if table.topic}
    lines = read_block(text, state.live(Heading), topics)
    if not lines:
        raise AtelierError(N_("This file is empty: there is no note in it."))
    return (
        NoteLine(
            line.number, _values(line.text, line.heading, line.place, star=line.star), _trouble(line.kind)
        )
        for line in lines
        if line.kind in (Kind.NOTE, Kind.TITLE)
    )


def _values(text: str, heading: str | None, place: Mapping[str, str], *, star: bool) -> Mapping[str, str]:
    return {**place, "heading": heading or "", "text": text, "star": "1" if star else ""}


def _trouble(kind: Kind) -> AtelierError | None:
    if kind is Kind.TITLE:
        return AtelierError(N_("this title names no table, round, group or heading"))
    return None
