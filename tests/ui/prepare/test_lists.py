"""What Prepare shows, without a terminal; then all parts with texts that would break a screen."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len

from atelier.domain.agenda import Step
from atelier.domain.canvas import Heading
from atelier.domain.change import Action, Change
from atelier.domain.clock import ClockReading
from atelier.domain.place import reading
from atelier.domain.state import State
from atelier.domain.text import clean, one_line
from atelier.domain.workshop import CafeGroup, CafeTable, Profile, Seating, Workshop
from atelier.i18n import Translator
from atelier.services import running
from atelier.services.preparing.readiness import Weight, check_readiness
from atelier.services.session import Session
from atelier.ui.screens.prepare.agenda_list import agenda_lines
from atelier.ui.screens.prepare.ahead import Ahead
from atelier.ui.screens.prepare.check_list import check_lines, goal_of
from atelier.ui.screens.prepare.fields import Field, Part, line
from atelier.ui.screens.prepare.hints import panel_lines, question_marks
from atelier.ui.screens.prepare.lists import canvas_lines, details_lines, groups_lines, tables_lines
from atelier.ui.screens.prepare.screen import PrepareScreen
from atelier.ui.screens.prepare.seats_list import missed_texts, seats_lines
from atelier.ui.widgets.line_list import LineList
from tests.data.hostile import HOSTILE
from tests.services.preparing.cafe import NOW, after, begun, cafe, later
from tests.ui.conftest import MakeApp
from tests.ui.steering import until

EN = Translator("en")
_AT_ONCE = 40
"""Texts that stand in the workshop at the same time."""


def changed(state: State, **columns: str) -> State:
    return state.apply([(Workshop.KIND, state.workshop.id, columns)])


def clock_of(state: State, seconds: float = 0) -> ClockReading:
    return reading(state, later(seconds))


def test_a_field_is_its_line() -> None:
    field = Field("head_count", "g/usagers", "people")
    assert Field.of(field.id) == field
    assert Field.of("title Table 1") is None and Field.of(None) is None


def test_a_long_name_and_a_long_text_are_shortened() -> None:
    shown = line(Field("a", "b", "c"), "Un nom de champ beaucoup trop long", "x" * 3_000)
    assert cell_len(shown.lead) == 17 and len(shown.text) < 260


def test_an_empty_field_shows_a_dash() -> None:
    assert line(Field("a", "b", "c"), "Lieu", "").text == "–"


def test_details_are_said_as_people_say_them() -> None:
    state = changed(cafe(), starts_at="14:00", hard_end="16:30")
    shown = {entry.lead.strip(): entry.text for entry in details_lines(EN, state, Path("/x/y.atelier"))}
    assert shown["Date"] == "Wednesday 15 October 2025"
    assert (shown["Starts at"], shown["Hard end"]) == ("14:00", "16:30")
    assert any("/x/y.atelier" in text for text in shown.values())


def test_a_question_shows_its_checks() -> None:
    assert question_marks("Comment faire mieux ?") == "✓✓✓"
    assert question_marks("Faut-il ? Pourquoi ne viennent-ils pas ?") == "???"
    assert question_marks("") == ""
    entries = tables_lines(EN, cafe())
    assert [entry.tail for entry in entries if entry.lead.strip() == "Question"] == ["✓✓✓", "✓✓✓"]


def test_planned_times_follow_the_start() -> None:
    state = changed(cafe(), starts_at="23:40", hard_end="00:30")
    entries = agenda_lines(EN, state, clock_of(state), NOW.wall)
    leads = [entry.lead.strip() for entry in entries if entry.id.startswith("step|")]
    assert leads == ["23:40", "23:48", "0:03", "0:05", "0:20", "0:22"]
    assert entries[-2].text == "Total 1 h · end 0:40 · hard end 0:30"
    assert (entries[-1].text, entries[-1].tone) == ("10 minutes past the hard end.", "alarm")


def test_without_a_start_the_agenda_counts_from_zero() -> None:
    state = cafe()
    entries = agenda_lines(EN, state, clock_of(state), NOW.wall)
    assert [entry.lead.strip() for entry in entries[:3]] == ["+0:00", "+0:08", "+0:23"]


def test_real_times_take_over_once_the_workshop_has_begun() -> None:
    state = cafe()
    for index in range(2):
        state = after(state, running.go_next(state, later(600 * index)))
    entries = agenda_lines(EN, state, clock_of(state, 900), later(900).wall)
    assert entries[0].lead.strip().startswith("✓") and entries[0].tone == "dim"
    assert entries[1].lead.strip().startswith("▶")
    assert [entry.tail for entry in entries[:2]] == ["8 min", "15 min"]


def test_a_squeezed_harvest_is_said_under_the_agenda() -> None:
    state = cafe()
    last = state.live(Step)[-1]
    state = state.apply([(Step.KIND, last.id, {"seconds": 60})])
    entries = agenda_lines(EN, state, clock_of(state), NOW.wall)
    assert "squeezed" in entries[-1].text and entries[-1].tone == "warning"


def test_an_empty_agenda_says_so() -> None:
    state = cafe()
    state = state.apply((Step.KIND, step.id, {"deleted": True}) for step in state.live(Step))
    assert "empty" in agenda_lines(EN, state, clock_of(state), NOW.wall)[0].text
    assert "no rounds" in seats_lines(EN, state, NOW)[0].text


def test_who_sits_where_and_who_misses_what() -> None:
    state = cafe(count=3, rounds=2)
    shown = [entry.text for entry in seats_lines(EN, state, NOW)]
    assert shown[0] == "ROUND 1" and any(text.startswith("T1 ") for text in shown)
    assert missed_texts(EN, state) == ["group A: T3", "group B: T1", "group C: T2"]
    assert missed_texts(EN, cafe()) == ["Each group meets each table."]
    many = missed_texts(EN, cafe(count=20, rounds=1))
    assert many[0].endswith("T13 and 7 others")


def test_seated_groups_and_rounds_that_have_begun_are_marked() -> None:
    entries = seats_lines(EN, begun(cafe()), later(4_000))
    assert [entry.tail for entry in entries if entry.tail] == ["has begun", "seated", "seated"]


def test_a_group_without_a_table_is_an_alarm() -> None:
    state = cafe()
    seat = next(seat for seat in state.live(Seating) if seat.round == 2)
    state = state.apply([(Seating.KIND, seat.id, {"deleted": True})])
    assert any(entry.tone == "alarm" and entry.text == "–" for entry in seats_lines(EN, state, NOW))


def test_findings_lead_somewhere() -> None:
    states = [cafe(), changed(cafe(count=5, rounds=3, groups=2), title="", date="")]
    gone = cafe()
    states.append(gone.apply((CafeTable.KIND, row.id, {"deleted": True}) for row in gone.live(CafeTable)))
    gone = cafe()
    states.append(gone.apply((CafeGroup.KIND, row.id, {"deleted": True}) for row in gone.live(CafeGroup)))
    for state in states:
        findings = check_readiness(state, NOW)
        entries = check_lines(EN, findings)
        is_ready = not any(finding.weight is Weight.NEEDED for finding in findings)
        assert entries[0].text.startswith("✓") is is_ready
        for finding in findings:
            part, field = goal_of(finding)
            assert part in list(Part)
            shown = {
                Part.DETAILS: lambda state=state: details_lines(EN, state, Path("x")),
                Part.TABLES: lambda state=state: tables_lines(EN, state),
                Part.GROUPS: lambda state=state: groups_lines(EN, state),
                Part.CANVAS: lambda state=state: canvas_lines(EN, state, ""),
                Part.AGENDA: lambda state=state: agenda_lines(EN, state, clock_of(state), NOW.wall),
                Part.SEATS: lambda state=state: seats_lines(EN, state, NOW),
            }[part]()
            assert field is None or field.id in {entry.id for entry in shown}, finding


def test_everything_ready_is_said() -> None:
    assert check_lines(EN, [])[0].text == "✓ Everything is ready."


def test_the_panel_has_something_to_say_of_every_field() -> None:
    state = cafe()
    lists = [
        details_lines(EN, state, Path("x")),
        tables_lines(EN, state),
        canvas_lines(EN, state, "Coll'Occ"),
        groups_lines(EN, state),
        agenda_lines(EN, state, clock_of(state), NOW.wall),
        seats_lines(EN, state, NOW),
    ]
    silent = {
        (field.kind, field.column)
        for entries in lists
        for entry in entries
        if (field := Field.of(entry.id)) is not None and not panel_lines(EN, state, field)
    }
    assert silent <= {
        ("workshop", "place"),
        ("workshop", "organiser"),
        ("add", "cafe_group"),
        ("add", "profile"),
        ("add", "step"),
    }


def test_what_was_refused_is_not_shown_as_done(workshop: Session) -> None:
    ahead = Ahead()
    row = workshop.state.workshop
    good = Action("prepare.workshop", (Change(row.KIND, row.id, {"place": "Ici"}),))
    bad = Action("prepare.workshop", (Change("nothing", row.id, {"place": "Là"}),))
    for action in (good, bad):
        ahead.add(action, workshop.save(action))
    assert ahead.state(workshop).workshop.place == "Ici"
    workshop.save_now(Action("prepare.workshop", (Change(row.KIND, row.id, {"organiser": "Nous"}),)))
    ahead.arrived(good)
    assert ahead.state(workshop) is workshop.state


@pytest.mark.parametrize(("lang", "size"), [("fr", (80, 24)), ("en", (120, 40))])
async def test_hostile_texts_are_only_shown(
    make_app: MakeApp, workshop: Session, lang: str, size: tuple[int, int]
) -> None:
    texts = [one_line(hostile.text)[:300] for hostile in HOSTILE]
    texts = [text for text in texts if text]
    for index in range(0, len(texts), _AT_ONCE):
        _spoil(workshop, texts[index : index + _AT_ONCE])
        await _look_at_all_parts(make_app, workshop, lang, size)


def _spoil(session: Session, texts: list[str]) -> None:
    """Put texts into everything that people write."""
    state = session.state
    given = iter(texts * 20)
    changes = [
        Change(row.KIND, row.id, {column: next(given) for column in columns})
        for kind, columns in (
            (Workshop, ("title", "place", "organiser", "objectives")),
            (CafeTable, ("topic", "question", "host")),
            (CafeGroup, ("name",)),
            (Heading, ("title", "short")),
            (Profile, ("label",)),
            (Step, ("label", "instruction")),
        )
        for row in state.live(kind)
    ]
    session.save_now(Action("prepare.workshop", tuple(changes)))


async def _look_at_all_parts(make_app: MakeApp, session: Session, lang: str, size: tuple[int, int]) -> None:
    clock = session.clock
    again = Session.open(session.path, clock=clock, places=make_app().places)
    app = make_app("prepare", lang, again)
    async with app.run_test(size=size) as pilot:
        screen = app.screen
        assert isinstance(screen, PrepareScreen)
        fields = screen.query_one("#fields", LineList)
        await until(pilot, lambda: fields.lines)
        for part in Part:
            screen._show(part)
            for _ in range(6):
                await pilot.press("down")
            for widget in (fields, screen.query_one("#panel", LineList)):
                for row in range(widget.size.height):
                    strip: Any = widget.render_line(row)
                    text = "".join(segment.text for segment in strip)
                    assert cell_len(text) <= size[0] and clean(text) == text.strip()
