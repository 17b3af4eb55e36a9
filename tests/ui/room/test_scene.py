"""What the room is told, step by step: one instruction, where to go, never an alert or a note."""

from __future__ import annotations

import pytest

from atelier.domain.agenda import Step
from atelier.domain.theme import Theme
from atelier.domain.workshop import CafeGroup, CafeTable
from atelier.services import fusing, room, running
from tests.ui.room.views import HARVEST, MINUTE, cafe, shown


def test_before_the_start_it_welcomes() -> None:
    scene = shown(cafe())
    assert (scene.title, scene.word, scene.caption) == ("MSP & usagers", "Welcome!", "We start at 14:00")
    assert (scene.digits, scene.tone) == ("", "still")


def test_without_a_planned_start_nothing_is_announced() -> None:
    found = cafe()
    found.change(found.state.workshop, starts_at="")
    assert shown(found).caption == ""


def test_after_the_end_it_thanks() -> None:
    found = cafe(position=HARVEST)
    found.next()
    scene = shown(found)
    assert (scene.word, scene.digits, scene.tone) == ("Thank you!", "", "still")


def test_a_round_has_its_time_and_its_colours() -> None:
    found = cafe(position=2)
    looks = []
    for seconds in (0, 12 * MINUTE + 1, 2 * MINUTE, MINUTE + 12):
        found.clock.advance(seconds)
        looks.append((shown(found).digits, shown(found).tone))
    assert looks == [("15:00", "calm"), ("2:59", "cue"), ("0:59", "last"), ("+0:13", "over")]


def test_the_key_idea_is_asked_for_near_the_end() -> None:
    found = cafe(position=2, seconds=13 * MINUTE)
    assert shown(found).instruction == "Your key idea: if you keep only one thing, which is it?"


def test_destinations_come_when_they_matter() -> None:
    going = ["Group A → Table 2", "Group B → Table 1"]
    found = cafe(position=2)
    for table, group in (("t1", "A"), ("t2", "B")):
        found.seat(table, 1, group)
    assert shown(found).destinations == ()
    found.clock.advance(14 * MINUTE + 30)
    assert [goal.text for goal in shown(found).destinations] == going, "the last minute"
    found.clock.advance(MINUTE)
    assert [goal.text for goal in shown(found).destinations] == going, "time is up"
    assert shown(found).instruction == "Finish your sentence, then change tables."
    found.go(3)
    assert [goal.text for goal in shown(found).destinations] == going, "the move"
    found.go(4)
    assert [goal.text for goal in shown(found).destinations] == going, "nobody said that they are seated"
    for table, group in (("t1", "B"), ("t2", "A")):
        found.seat(table, 2, group)
    assert shown(found).destinations == ()


def test_a_group_goes_by_its_own_name() -> None:
    found = cafe(position=3)
    found.change(found.state.all(CafeGroup)["A"], name="les Bleus")
    first = shown(found).destinations[0]
    assert (first.text, first.short) == ("les Bleus → Table 2", "A → 2")


def test_a_pause_takes_the_place_of_the_digits() -> None:
    found = cafe(position=2, seconds=200)
    found.do(running.toggle_pause)
    scene = shown(found)
    assert (scene.word, scene.caption, scene.tone) == ("PAUSED", "11:40 left", "paused")
    assert scene.instruction == ""


def test_the_facilitators_own_sentence_is_shown() -> None:
    found = cafe(position=2)
    found.change(found.state.all(Step)["s2"], label="Premier tour", instruction="Parlez bas.")
    assert (shown(found).title, shown(found).instruction) == ("Premier tour", "Parlez bas.")


def test_the_sentence_of_the_next_step_is_not_given_away() -> None:
    found = cafe(position=1, seconds=30 * MINUTE)
    found.change(found.state.all(Step)["s2"], kind="closing", instruction="Rentrez bien.")
    assert "Rentrez" not in shown(found).instruction


def test_questions_are_shown_on_demand() -> None:
    found = cafe(position=2)
    found.do(room.toggle_question)
    scene = shown(found)
    assert scene.passages is not None
    assert [passage.title for passage in scene.passages] == ["Table 1 · Thème 1", "Table 2 · Thème 2"]
    assert scene.digits == "15:00"
    found.do(room.toggle_question, "t2")
    scene = shown(found)
    assert scene.passages is not None and len(scene.passages) == 1
    found.do(room.toggle_question, "t2")
    assert shown(found).passages is None


def test_a_table_without_a_question_is_passed_over() -> None:
    found = cafe(position=2)
    found.change(found.state.all(CafeTable)["t1"], question="")
    found.do(room.toggle_question)
    scene = shown(found)
    assert scene.passages is not None and [one.title for one in scene.passages] == ["Table 2 · Thème 2"]


def test_a_table_reports_with_its_key_ideas_only() -> None:
    found = cafe()
    found.note("t1", 1, "A", "phares", "une idée phare")
    found.note("t1", 1, "A", "pistes", "une étoilée", star=True, profile="usager")
    found.note("t1", 1, "A", "constats", "une note parmi d’autres")
    found.start()
    found.go(HARVEST)
    found.do(room.next_table)
    scene = shown(found)
    assert scene.passages is not None
    assert sorted(passage.text for passage in scene.passages) == ["une idée phare", "une étoilée"]
    assert (scene.title, scene.subtitle, scene.digits, scene.tone) == ("Table 1", "Thème 1", "9:00", "calm")
    found.clock.advance(9 * MINUTE + 3)
    assert (shown(found).digits, shown(found).tone) == ("+0:03", "over")


def test_a_table_without_key_ideas_is_invited_to_speak() -> None:
    found = cafe(position=HARVEST)
    found.do(room.next_table)
    scene = shown(found)
    assert scene.passages == ()
    assert scene.instruction == "Tell the room what you keep from your table."


@pytest.mark.parametrize("position", range(HARVEST + 1))
def test_notes_and_profiles_are_never_shown(position: int) -> None:
    found = cafe()
    found.note("t1", 1, "A", "constats", "SECRET", profile="SECRET")
    found.note("t1", 1, "A", "phares", "SECRET", star=True)
    if position:
        found.start()
        found.go(position)
    for _ in range(3):
        assert "SECRET" not in repr(shown(found))
        found.clock.advance(8 * MINUTE)
    found.do(room.toggle_question)
    assert "SECRET" not in repr(shown(found))


def test_titles_so_far_say_that_they_are_provisional_and_nothing_of_who_said_it() -> None:
    found = cafe(position=HARVEST)
    note = found.note("t1", 1, "A", "pistes", "SECRET", profile="SECRET")
    point = {"title": "Aller au marché", "note_ids": [note.id], "paragraph": "SECRET"}
    found.do(lambda state, now: fusing.create_theme(state, "t1", "pistes", now, **point))
    found.do(room.toggle_titles)
    scene = shown(found)
    assert (scene.title, scene.subtitle) == ("Provisional titles", "this will still change")
    assert scene.passages is not None
    assert [(one.title, one.lead, one.text) for one in scene.passages] == [
        ("Table 1 · Pistes", "· ", "Aller au marché")
    ]
    assert scene.digits, "the countdown goes on"
    assert "SECRET" not in repr(scene)
    found.do(running.toggle_pause)
    assert shown(found).word == "PAUSED"


def test_titles_can_go_while_they_are_shown() -> None:
    found = cafe()
    found.do(lambda state, now: fusing.create_theme(state, "t1", "pistes", now, title="Aller au marché"))
    found.do(room.toggle_titles)
    assert shown(found).digits == "", "before the start there is no countdown"
    for theme in list(found.state.live(Theme)):
        found.change(theme, deleted=True)
    assert shown(found).passages == ()
    assert shown(found).instruction == "The titles come as the points are made."
