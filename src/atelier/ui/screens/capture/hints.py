"""One soft line above the field: a trial, the table that reports, a heading to ask about."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from atelier.domain.canvas import Heading
from atelier.domain.text import one_line
from atelier.domain.workshop import CafeTable
from atelier.ui.widgets.bar import Part
from atelier.ui.wording import heading_name, table_title

if TYPE_CHECKING:
    from atelier.i18n import Translator


def rehearsal_parts(tr: Translator, key: str) -> list[Part]:
    """What is typed now does not count.

    Args:
        tr: the interface's language.
        key: the key that types from paper.
    """
    return [
        Part(f" {tr('TRIAL')} ", "alarm"),
        Part(" "),
        Part(tr("before the start: these notes do not count"), "warning", is_flexible=True),
        Part("  "),
        Part(key, "key", "screen.type_sheets"),
        Part(f" {tr('paper sheets')} ", "", "screen.type_sheets"),
    ]


def report_parts(tr: Translator, table: CafeTable, key: str) -> list[Part]:
    """Which table reports back to everyone.

    Args:
        tr: the interface's language.
        table: that table.
        key: the key that goes to the notes of the plenary; empty where they are shown.
    """
    words = tr("Report-back: {table}", table=table_title(tr, table))
    parts = [Part(f" {one_line(words)} ", "title", is_flexible=True)]
    if not key:
        return parts
    return [
        *parts,
        Part("  "),
        Part(key, "key", "screen.go_plenary"),
        Part(f" {tr('note in plenary')} ", "", "screen.go_plenary"),
    ]


def precision_parts(tr: Translator, table: CafeTable, key: str) -> list[Part]:
    """Which table reports, for who notes in plenary.

    Args:
        tr: the interface's language.
        table: that table.
        key: the key that links a note.
    """
    return [
        *report_parts(tr, table, ""),
        Part("  "),
        Part(key, "key", "screen.link"),
        Part(f" {tr('links with one of its notes')} ", "", "screen.link"),
    ]


def neglected_parts(tr: Translator, headings: Sequence[Heading]) -> list[Part]:
    """The headings that nobody has spoken of, softly.

    Args:
        tr: the interface's language.
        headings: which ones.
    """
    names = ", ".join(one_line(heading_name(heading)) for heading in headings)
    return [
        Part(" "),
        Part(tr("nothing under {headings}: ask about it", headings=names), "dim", is_flexible=True),
    ]
