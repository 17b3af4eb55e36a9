"""Table cards to print: a number to be read from across the room, the topic, the question; two a page.

Where phones write, a card also has the codes of the Wi-Fi and of the table's page, and both in clear.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from atelier import qr
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
_SCANNED_TOPIC, _SCANNED_QUESTION = 32.0, 34.0
"""The same on a card with codes."""


@dataclass(frozen=True, slots=True)
class PhoneAccess:
    """How phones get to the tables' pages."""

    urls: Mapping[str, str]
    """By table, as codes have them."""
    spelled: Mapping[str, str]
    """By table, as people type them."""
    wifi: str = ""
    """The name of the network; empty when it is not known."""
    password: str = field(default="", repr=False)


def write_cards(state: State, tr: Translator, phones: PhoneAccess | None = None) -> bytes:
    """A card for each table.

    Args:
        state: the workshop.
        tr: the language of the cards.
        phones: how phones get there; None when they do not write.
    """
    title = state.workshop.title or tr(N_("World café"))
    return write_page(
        language=tr.language,
        title=tr(N_("Table cards – {title}"), title=title),
        style=shipped_style("print.css"),
        body=_cards(tr, tables(state), title, phones),
    )


def _cards(
    tr: Translator, found: Sequence[CafeTable], title: str, phones: PhoneAccess | None
) -> Iterator[str]:
    if not found:
        yield tag("p", escape(tr(N_("This workshop has no table: there is no card to print."))), "page")
    for rank, table in enumerate(found):
        has_code = phones is not None and table.id in phones.urls
        place = ("last" if rank % 2 else "first") + (" scanned" if has_code else "")
        yield from _card(tr, table, title, place, phones if has_code else None)


def _card(
    tr: Translator, table: CafeTable, title: str, place: str, phones: PhoneAccess | None
) -> Iterator[str]:
    cut = tr(N_("… [cut: the whole text is in the program]"))
    high, low = (_TOPIC, _QUESTION) if phones is None else (_SCANNED_TOPIC, _SCANNED_QUESTION)
    letters = (30, 26, 22, 18, 14, 12) if phones is None else (26, 22, 18, 14, 12, 11, 10, 9)
    topic = fit(table.topic, _BESIDE, high, letters, is_bold=True, ending=cut)
    sizes = (26, 22, 20, 18, 16, 14, 12, 11, 10, 9, 8)
    question = fit(table.question, _WIDTH, low, sizes, ending=cut)
    number = tag("span", escape(tr(N_("Table"))), "what") + tag("span", str(table.number), "digits")
    yield f'<section class="card {place}">'
    yield f'<div class="head">{tag("div", number, "number")}'
    yield tag("p", escape(topic.text), f"topic f{topic.points}", is_said=True)
    yield "</div>"
    yield tag("p", escape(question.text), f"question f{question.points}", is_said=True)
    if phones is not None:
        yield from _codes(tr, table, phones)
    about = fit(title, 100 if table.host else _WIDTH, 4, (9,))
    host = fit(tr(N_("Host: {name}"), name=table.host), 76, 4, (9,)).text if table.host else ""
    yield '<p class="host">'
    yield f'<span dir="auto">{escape(about.text)}</span> <span dir="auto">{escape(host)}</span>'
    yield "</p></section>"


def _codes(tr: Translator, table: CafeTable, phones: PhoneAccess) -> Iterator[str]:
    """Two steps, each with a code for phones and words for people."""
    yield '<div class="codes">'
    if phones.wifi:
        picture = qr.svg(qr.wifi_text(phones.wifi, phones.password), title=tr(N_("Code of the Wi-Fi")))
        words = tag("p", escape(tr(N_("1. Join the Wi-Fi"))), "todo") + tag(
            "p", escape(phones.wifi), "named", is_said=True
        )
        if phones.password:
            words += tag("p", escape(tr(N_("Password: {password}"), password=phones.password)))
    else:
        picture = ""
        words = tag("p", escape(tr(N_("1. Join the Wi-Fi of the room"))), "todo")
    words += tag("p", escape(tr(N_("“No internet”? Choose “Stay connected”."))), "hint")
    yield tag("div", picture + tag("div", words, "words"), "code")
    picture = qr.svg(phones.urls[table.id], title=tr(N_("Code of this table")))
    words = tag("p", escape(tr(N_("2. Scan the code of this table"))), "todo") + tag(
        "p", escape(phones.spelled[table.id]), "address"
    )
    yield tag("div", picture + tag("div", words, "words"), "code")
    yield "</div>"
