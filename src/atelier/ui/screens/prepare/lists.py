"""What each part of the preparation shows, from the workshop's rows alone."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from atelier import figures
from atelier.domain.canvas import Heading
from atelier.domain.place import tables
from atelier.domain.state import State
from atelier.domain.workshop import (
    CafeGroup,
    CafeTable,
    HeadCount,
    Movement,
    Profile,
    Workshop,
    head_count_id,
)
from atelier.services.attendance import counting
from atelier.services.preparing.people import count_people, people_of
from atelier.ui.screens.prepare.fields import (
    Field,
    adding,
    gap,
    language_name,
    line,
    movement_name,
    remark,
    title,
)
from atelier.ui.screens.prepare.hints import question_marks
from atelier.ui.widgets.line_list import Line

if TYPE_CHECKING:
    from atelier.i18n import Translator


def details_lines(tr: Translator, state: State, path: Path) -> list[Line]:
    """Title, date, place and the like."""
    workshop = state.workshop

    def field(column: str, name: str, text: str) -> Line:
        return line(Field(Workshop.KIND, workshop.id, column), name, text)

    def time(text: str) -> str:
        return figures.time_of_day(tr, text) if text else ""

    return [
        field("title", tr("Title"), workshop.title),
        field("date", tr("Date"), figures.date(tr, workshop.date) if workshop.date else ""),
        field("starts_at", tr("Starts at"), time(workshop.starts_at)),
        field("hard_end", tr("Hard end"), time(workshop.hard_end)),
        field("place", tr("Place"), workshop.place),
        field("organiser", tr("Organiser"), workshop.organiser),
        field("objectives", tr("Objectives"), workshop.objectives),
        field("language", tr("Documents in"), language_name(tr, workshop.language)),
        gap(),
        remark(tr("Everything is saved as you go, in {path}", path=path)),
    ]


def tables_lines(tr: Translator, state: State) -> list[Line]:
    """Topic, question and host of each table."""
    found: list[Line] = []
    for table in tables(state):
        found.append(title(tr("Table {number}", number=table.number)))
        for column, name in (("topic", tr("Topic")), ("question", tr("Question")), ("host", tr("Host"))):
            text = getattr(table, column)
            tail = question_marks(text) if column == "question" else ""
            found.append(line(Field(CafeTable.KIND, table.id, column), name, text, tail=tail, width=10))
    if not found:
        found.append(remark(tr("No table yet. Without tables everything happens in plenary.")))
    return [*found, gap(), adding(CafeTable.KIND, tr("Add a table"))]


def canvas_lines(tr: Translator, state: State, name: str) -> list[Line]:
    """The canvas and its headings.

    Args:
        tr: the interface's language.
        state: the workshop.
        name: what the canvas is called.
    """
    workshop = state.workshop
    found = [line(Field(Workshop.KIND, workshop.id, "canvas"), tr("Canvas"), name)]
    for number, heading in enumerate(state.live(Heading), start=1):
        found.append(gap(number))
        label = tr("Heading {number}", number=number)
        tail = tr("{prefix}: in notes", prefix=heading.prefix) if heading.prefix else ""
        found.append(line(Field(Heading.KIND, heading.id, "title"), label, heading.title, tail=tail))
        found.append(line(Field(Heading.KIND, heading.id, "short"), tr("in short"), heading.short))
    return found


def groups_lines(tr: Translator, state: State) -> list[Line]:
    """How people move, the groups with their head counts, and the profiles."""
    workshop, profiles = state.workshop, state.live(Profile)
    people = people_of(state)
    total = tr.n("{n} person", "{n} people", count_people(state))
    if counting.is_begun(state) and counting.expected(state):
        total += " " + tr("instead of {expected}", expected=counting.expected(state))
    found = [
        line(
            Field(Workshop.KIND, workshop.id, "movement"),
            tr("Movement"),
            movement_name(tr, workshop.movement),
        ),
        gap(),
    ]
    if workshop.movement != Movement.ROTATING:
        found.append(title(tr("PEOPLE"), total))
        for profile in profiles:
            count = people.get((None, profile.key), 0)
            field = Field(HeadCount.KIND, head_count_id(None, profile.key), "people")
            found.append(
                Line(field.id, profile.label, lead="     ", tail=f"{count:>3}", tone="" if count else "dim")
            )
        found.append(gap(2))
        total = ""
    found.append(title(tr("GROUPS"), total))
    for group in state.live(CafeGroup):
        counts = [people.get((group.id, profile.key), 0) for profile in profiles]
        name = tr("Group {label}", label=group.label)
        tail = tr.n("{n} person", "{n} people", sum(counts))
        tone = "strong" if group.name else ""
        found.append(line(Field(CafeGroup.KIND, group.id, "name"), name, group.name, tail=tail, tone=tone))
        for profile, count in zip(profiles, counts, strict=True):
            field = Field(HeadCount.KIND, f"{group.id}/{profile.key}", "people")
            found.append(
                Line(field.id, profile.label, lead="     ", tail=f"{count:>3}", tone="" if count else "dim")
            )
    found += [adding(CafeGroup.KIND, tr("Add a group")), gap(1), title(tr("PROFILES"))]
    for profile in profiles:
        count = count_people(state, profile=profile.key)
        found.append(
            Line(Field(Profile.KIND, profile.key, "label").id, profile.label, lead=" ", tail=f"{count:>3}")
        )
    if not profiles:
        found.append(remark(tr("No profile: people are then not counted.")))
    return [*found, adding(Profile.KIND, tr("Add a profile"))]
