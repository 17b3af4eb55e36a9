"""The host's guide to print: what a table's host does and says, on one page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from atelier import figures
from atelier.domain.canvas import Heading
from atelier.domain.state import State
from atelier.domain.typography import NBSP
from atelier.domain.workshop import Movement
from atelier.errors import N_
from atelier.export.fitting import fit, line_height
from atelier.export.page import escape, shipped_style, tag, write_page
from atelier.i18n import Translator

_WIDTH: Final = 186.0
"""Millimetres between the margins."""
_EXAMPLES: Final[Mapping[str, str]] = {
    "constats": N_("“Nobody knows whom to call when the practice is closed.”"),
    "pistes": N_("“A welcome morning every month, held by two patients and a nurse.”"),
    "conditions": N_("“A room on Saturdays, and somebody who is paid to prepare it.”"),
    "phares": N_("“Begin with one meeting where people live, not in the practice.”"),
    "freins": N_("“Meetings are at 2 p.m.: those who work cannot come.”"),
    "leviers": N_("“The pharmacist talks about it to everybody.”"),
    "interrogations": N_("“Who decides in the end, and when shall we know?”"),
    "apprentissages": N_("“We thought that it took money; it took an invitation.”"),
    "atouts": N_("“The secretary knows every family of the village.”"),
    "faiblesses": N_("“Nobody has the time to write the minutes.”"),
    "opportunites": N_("“The town opens a house for associations in the spring.”"),
    "menaces": N_("“Two doctors retire next year.”"),
}
"""A note that could stand under each heading of the canvases that are shipped, by its key."""
_FEW, _USUAL, _MANY = 4, 6, 10
"""Headings up to which the page is set in larger letters."""
_MOST: Final = 16
"""Headings that are explained; those after them are only named."""


def write_guide(state: State, tr: Translator) -> bytes:
    """The guide, with the headings of this workshop."""
    title = state.workshop.title or tr(N_("World café"))
    return write_page(
        language=tr.language,
        title=tr(N_("Guide for hosts – {title}"), title=title),
        style=shipped_style("print.css"),
        body=_lines(state, tr, title),
    )


def _lines(state: State, tr: Translator, title: str) -> Iterator[str]:
    headings = state.live(Heading)
    points = (
        12
        if len(headings) <= _FEW
        else 11
        if len(headings) <= _USUAL
        else 10
        if len(headings) <= _MANY
        else 9
    )
    about = fit(
        " · ".join(filter(None, (title, figures.date(tr, state.workshop.date)))), _WIDTH, 12, (12, 11, 9)
    )
    yield f'<section class="page one f{points}">'
    yield tag("h1", escape(tr(N_("Guide for table hosts"))), "f22")
    yield tag("p", escape(about.text), f"sub f{about.points}", is_said=True)
    yield from _part(tr(N_("Your role")), _role(state, tr))
    yield from _part(tr(N_("A round")), _round(state, tr))
    yield from _headings(tr, headings, points)
    yield from _part(tr(N_("Last minute: if you keep one thing?")), _last_minute(tr, headings))
    yield from _part(tr(N_("The paper sheets")), _sheets(tr))
    yield from _part(tr(N_("If you type instead of writing")), _typing(tr, headings, points))
    yield "</section>"


def _part(title: str, lines: Sequence[str]) -> Iterator[str]:
    if lines:
        yield tag("h2", escape(title))
        yield tag("ul", "".join(tag("li", escape(line)) for line in lines))


def _role(state: State, tr: Translator) -> list[str]:
    stays = N_("You stay at your table; groups come and go. You welcome them and keep to the question.")
    if state.workshop.movement != Movement.ROTATING:
        stays = N_("You stay at your table; people come and go. You welcome them and keep to the question.")
    return [
        tr(stays),
        tr(N_("Everybody speaks: ask those who have said nothing yet, thank those who have said a lot.")),
        tr(N_("You write what is said, in the words in which it is said: what you think of it stays out.")),
        tr(N_("No names: a note is the group’s. Disagreements are worth as much as agreements: write both.")),
    ]


def _round(state: State, tr: Translator) -> list[str]:
    return [
        tr(
            N_(
                "Arrival, one minute aloud: “Before you, people said here… They kept this idea: … "
                "What do you add, what do you see otherwise?”"
            )
        ),
        tr(N_("Then one heading after the other; at two thirds of the time, go to those that are empty.")),
        tr(
            N_("Three minutes before the end: “choose your key idea”. You may still write while people move.")
        ),
    ]


def _headings(tr: Translator, headings: Sequence[Heading], points: int) -> Iterator[str]:
    if not headings:
        return
    yield tag("h2", escape(tr(N_("The headings"))))
    yield '<table class="headings"><tbody>'
    lines = line_height(points) * (2.1 if len(headings) <= _USUAL else 1.1)
    for heading in headings[:_MOST]:
        title = fit(heading.title, 72, lines, (points,), is_bold=True)
        example = tr(_EXAMPLES.get(heading.key, ""))
        cells = tag("td", escape(title.text), is_said=True) + tag("td", escape(example))
        yield f"<tr>{cells}</tr>"
    yield "</tbody></table>"
    others = headings[_MOST:]
    if others:
        named = fit(", ".join(heading.short or heading.title for heading in others), _WIDTH, 12, (points,))
        yield tag("p", escape(named.text), is_said=True)


def _last_minute(tr: Translator, headings: Sequence[Heading]) -> list[str]:
    gathering = next((heading for heading in headings if heading.gathers_stars), None)
    said = [tr(N_("Let the group choose one idea, two at the most, and say it in one sentence."))]
    if gathering is None:
        said.append(tr(N_("Blacken the star at the head of its line.")))
    else:
        title = fit(gathering.short or gathering.title, 60, 5, (9,)).text
        said.append(
            tr(N_("Blacken the star at the head of its line, or write it under “{heading}”."), heading=title)
        )
    return said


def _sheets(tr: Translator) -> list[str]:
    return [
        tr(N_("One sheet a group: check the table, the round and the group at its top before you write.")),
        tr(N_("Nothing under a heading? Write “not reached” or “nothing to add”: a blank says nothing.")),
        tr(
            N_(
                "Keep the sheets of your table together and hand them to the facilitator before you leave: "
                "they are numbered and counted."
            )
        ),
    ]


def _typing(tr: Translator, headings: Sequence[Heading], points: int) -> list[str]:
    known = [heading for heading in headings if heading.prefix][:_MOST]
    if not known:
        return []
    # As it is typed, which is the same in every language: no space before the colon, no line break after it
    pairs = (
        f"{heading.prefix}:{NBSP}{fit(heading.singular or heading.short, 40, 6, (points,)).text}"
        for heading in known
    )
    typed = fit(" · ".join(pairs), _WIDTH, 3.1 * line_height(points), (points,)).text
    return [
        f"{tr(N_('One note, then Enter. Begin with a letter and a colon to choose the heading:'))} {typed}"
    ]
