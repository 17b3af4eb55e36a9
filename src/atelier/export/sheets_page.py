"""Paper sheets to print: what a group writes on when its table has no laptop, one page each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from atelier import figures
from atelier.domain.canvas import Heading
from atelier.domain.sheets import PaperSheet, sheets
from atelier.domain.state import State
from atelier.errors import N_
from atelier.export.fitting import fit
from atelier.export.page import escape, shipped_style, tag, write_page
from atelier.i18n import Translator

_WIDTH: Final = 186.0
"""Millimetres between the margins of a page."""
_ZONES: Final = 216.0
"""Millimetres under the boxes of the top, above the foot."""
_TOPIC, _QUESTION = 26.0, 84.0
"""The most that a topic and a question may take of them, so that there is room to write."""
_TITLE: Final = 7.0
_LINE: Final = 8.6
_KEY_SHARE: Final = 0.6
"""Room for key ideas beside that of another heading: a group has one or two."""
_RUN_IN: Final = 7
"""Headings from which titles stand beside their first line, to leave more of them."""


@dataclass(frozen=True, slots=True)
class _Zone:
    heading: Heading
    lines: int


def write_sheets(state: State, tr: Translator) -> bytes:
    """Every sheet that somebody will write on, in the order in which they are typed afterwards."""
    found = [sheet for sheet in sheets(state) if not sheet.is_dropped]
    name = tr(N_("Sheets – {title}"), title=_title(state, tr))
    return write_page(
        language=tr.language,
        title=name,
        style=shipped_style("print.css"),
        body=(line for sheet in found for line in _sheet(state, tr, sheet)),
    )


def _title(state: State, tr: Translator) -> str:
    return state.workshop.title or tr(N_("World café"))


def _sheet(state: State, tr: Translator, sheet: PaperSheet) -> Iterator[str]:
    headings = state.live(Heading)
    cut = tr(N_("… [cut: the whole text is in the program]"))
    topic = fit(sheet.table.topic, _WIDTH, _TOPIC, (16, 14, 12, 11, 10), is_bold=True, ending=cut)
    question = fit(sheet.table.question, _WIDTH, _QUESTION, (14, 13, 12, 11, 10, 9), ending=cut)
    room = _ZONES - topic.height - question.height
    yield '<section class="page sheet">'
    yield '<header class="top"><div class="boxes">'
    yield from _boxes(tr, sheet)
    count = tr(N_("sheet {number}/{total}"), number=sheet.number, total=sheet.total)
    yield f"</div>{tag('p', escape(count), 'count')}</header>"
    if topic.text:
        yield tag("p", escape(topic.text), f"topic f{topic.points}", is_said=True)
    if question.text:
        yield tag("p", escape(question.text), f"question f{question.points}", is_said=True)
    is_run_in = len(headings) >= _RUN_IN
    yield f'<div class="zones{" run-in" if is_run_in else ""}">'
    for zone in _zones(headings, room, is_run_in):
        yield from _zone(tr, zone, len(headings))
    yield "</div>"
    yield from _foot(state, tr, headings)
    yield "</section>"


def _boxes(tr: Translator, sheet: PaperSheet) -> Iterator[str]:
    if sheet.is_plenary:
        yield _box("", tr(N_("Plenary")))
        return
    yield _box(tr(N_("Table")), str(sheet.table.number))
    yield _box(tr(N_("Round")), str(sheet.round))
    if sheet.group is not None:
        yield _box(tr(N_("Group")), sheet.group.label, sheet.group.name)


def _box(what: str, value: str, name: str = "") -> str:
    lines = [tag("span", escape(what), "what")] if what else []
    size = "big named" if name else "big" if what else "big word"
    lines.append(tag("span", escape(value), size))
    if name:
        fitted = fit(name, 38, 8, (11, 9, 8))
        lines.append(tag("span", escape(fitted.text), f"name f{fitted.points}", is_said=True))
    return tag("div", "".join(lines), "box" if what else "box wide")


def _zones(headings: Sequence[Heading], room: float, is_run_in: bool) -> tuple[_Zone, ...]:
    shares = [_KEY_SHARE if heading.gathers_stars else 1.0 for heading in headings]
    whole = room / sum(shares) if shares else 0.0
    title = 0.0 if is_run_in else _TITLE
    return tuple(
        _Zone(heading, max(1, int((whole * share - title) / _LINE)))
        for heading, share in zip(headings, shares, strict=True)
    )


def _zone(tr: Translator, zone: _Zone, count: int) -> Iterator[str]:
    heading = zone.heading
    title = fit(heading.title, 60 if count >= _RUN_IN else 110, 9, (13, 11, 9), is_bold=True)
    star = "★" if heading.gathers_stars else "☆"
    yield f'<section class="zone{" key" if heading.gathers_stars else ""}">'
    hint = ""
    if heading.gathers_stars and count < _RUN_IN:
        hint = tag("span", escape(tr(N_("last minute: if you keep one thing?"))), "hint")
    yield f'<h2 class="f{title.points}"><span dir="auto">{escape(title.text)}</span> {hint}</h2>'
    yield '<div class="lines">'
    yield from (tag("div", star, "line") for _ in range(zone.lines))
    yield "</div></section>"


def _foot(state: State, tr: Translator, headings: Sequence[Heading]) -> Iterator[str]:
    tips = [
        tr(N_("One idea a line, readable by somebody who was not there; no names.")),
        tr(N_("Blacken the star of an idea to pass on.")),
        tr(N_("Nothing under a heading? Write “not reached” or “nothing to add”.")),
    ]
    if not any(heading.gathers_stars for heading in headings):
        tips.insert(1, tr(N_("Last minute: if you keep one thing?")))
    workshop = state.workshop
    about = fit(" · ".join(filter(None, (_title(state, tr), figures.date(tr, workshop.date)))), 140, 4, (8,))
    typed = tr(N_("typed in ☐"))
    yield '<footer class="foot">'
    yield tag("p", escape(" ".join(tips)))
    yield f'<p class="about"><span dir="auto">{escape(about.text)}</span> <span>{escape(typed)}</span></p>'
    yield "</footer>"
