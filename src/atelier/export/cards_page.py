"""Table cards to print: a number to be read from across the room, the topic, the question; two a page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from atelier.domain.place import tables
from atelier.domain.state import State
from atelier.domain.workshop import CafeTable
from atelier.errors import N_
from atelier.export.fitting import fit
from atelier.export.page import escape, shipped_style, tag, write_page
from atelier.i18n import Translator

_WIDTH: Final = 186.0
"""Millimetres between the margins of a card."""
_BESIDE: Final = 116.0
"""Millimetres beside its number."""
_TOPIC, _QUESTION = 54.0, 62.0
"""Millimetres that the topic and the question may be high."""


def write_cards(state: State, tr: Translator) -> bytes:
    """A card for each table."""
    title = state.workshop.title or tr(N_("World café"))
    return write_page(
        language=tr.language,
        title=tr(N_("Table cards – {title}"), title=title),
        style=shipped_style("print.css"),
        body=_cards(tr, tables(state), title),
    )


def _cards(tr: Translator, found: Sequence[CafeTable], title: str) -> Iterator[str]:
    if not found:
        yield tag("p", escape(tr(N_("This workshop has no table: there is no card to print."))), "page")
    for rank, table in enumerate(found):
        yield from _card(tr, table, title, "last" if rank % 2 else "first")


def _card(tr: Translator, table: CafeTable, title: str, place: str) -> Iterator[str]:
    cut = tr(N_("… [cut: the whole text is in the program]"))
    topic = fit(table.topic, _BESIDE, _TOPIC, (30, 26, 22, 18, 14, 12), is_bold=True, ending=cut)
    sizes = (26, 22, 20, 18, 16, 14, 12, 11, 10, 9, 8)
    question = fit(table.question, _WIDTH, _QUESTION, sizes, ending=cut)
    number = tag("span", escape(tr(N_("Table"))), "what") + tag("span", str(table.number), "digits")
    yield f'<section class="card {place}">'
    yield f'<div class="head">{tag("div", number, "number")}'
    yield tag("p", escape(topic.text), f"topic f{topic.points}", is_said=True)
    yield "</div>"
    yield tag("p", escape(question.text), f"question f{question.points}", is_said=True)
    about = fit(title, 100 if table.host else _WIDTH, 4, (9,))
    host = fit(tr(N_("Host: {name}"), name=table.host), 76, 4, (9,)).text if table.host else ""
    yield '<p class="host">'
    yield f'<span dir="auto">{escape(about.text)}</span> <span dir="auto">{escape(host)}</span>'
    yield "</p></section>"
