"""What the screen says follows from one look at the workshop."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace

import pytest

from atelier.domain.agenda import Step, StepKind
from atelier.domain.glance import Glance, look
from atelier.domain.workshop import CafeTable, Workshop
from atelier.i18n import Translator
from atelier.services import help_calls, running
from atelier.services.drafts import Draft
from atelier.services.leaving import leftovers
from atelier.ui.screens.run.face import face_lines
from atelier.ui.screens.run.latest import SHOWN, latest_lines
from atelier.ui.screens.run.leaving_words import call_lines, leaving_lines, reminder_lines
from atelier.ui.screens.run.speech import is_after_rounds, speech_lines
from atelier.ui.screens.run.tables import ago, table_lines
from atelier.ui.screens.run.tallies import Tallies
from atelier.ui.wording import step_name
from atelier.wording.clock_face import TONES, digits, share, tone
from atelier.wording.speech import destinations, words
from tests.data.cafe import Cafe, agenda

EN, FR = Translator("en"), Translator("fr")
MINUTE = 60


@pytest.fixture(autouse=True)
def paris(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Ten o'clock UTC on 15 October 2025 is noon in Paris."""
    if not hasattr(time, "tzset"):
        pytest.skip("this system cannot change its zone under a program")
    monkeypatch.setenv("TZ", "Europe/Paris")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


def at(cafe: Cafe) -> Glance:
    return look(cafe.state, cafe.reading, cafe.now)


def planned(cafe: Cafe, starts_at: str = "12:00", hard_end: str = "") -> Cafe:
    cafe.change(cafe.state.all(Workshop)["w"], starts_at=starts_at, hard_end=hard_end)
    return cafe


def said(cafe: Cafe) -> str:
    return "\n".join(line.text for line in speech_lines(EN, at(cafe)))


def entry(cafe: Cafe, number: int = 1) -> str:
    line = table_lines(EN, at(cafe), Tallies().of(cafe.state))[number - 1]
    return "\n".join([f"{line.text} | {line.tail}", *(text for text, _ in line.below)])


def round_of(cafe: Cafe, seconds: float = 0.0) -> Cafe:
    """The first round, some seconds after it began."""
    cafe.start()
    cafe.next(8 * MINUTE)
    cafe.clock.advance(seconds)
    return cafe


# The agenda


# The clock's face


@pytest.mark.parametrize(
    ("after", "shown", "colour"),
    [
        (0, "15:00", "calm"),
        (11 * MINUTE + 59, "3:01", "calm"),
        (12 * MINUTE, "3:00", "cue"),
        (14 * MINUTE, "1:00", "last"),
        (14 * MINUTE + 59.5, "0:01", "last"),
        (15 * MINUTE, "+0:00", "over"),
        (17 * MINUTE + 13, "+2:13", "over"),
    ],
)
def test_digits_and_colour_of_a_round(after: float, shown: str, colour: str) -> None:
    glance = at(round_of(Cafe(), after))
    assert (digits(glance), tone(glance)) == (shown, colour)
    assert colour in TONES


def test_a_pause_says_for_how_long() -> None:
    cafe = round_of(Cafe(), 60)
    cafe.do(running.toggle_pause)
    cafe.clock.advance(133)
    glance = at(cafe)
    assert (digits(glance), tone(glance)) == ("14:00", "paused")
    assert face_lines(EN, glance)[1].text == "PAUSED for 2:13"
    assert face_lines(FR, glance)[1].text == "EN PAUSE depuis 2:13"


def test_the_cue_is_on_the_face_and_in_the_words() -> None:
    glance = at(round_of(Cafe(), 12 * MINUTE))
    assert face_lines(EN, glance)[1].text == "Choose your key idea"
    assert words(EN, glance).startswith("Choose your key idea")


def test_the_face_says_until_when_and_what_comes() -> None:
    cafe = round_of(Cafe(), 60)
    cafe.do(running.extend, 120)
    step, state, following = face_lines(EN, at(cafe))
    assert (step.text, state.text) == ("Round 1/2", "until 12:25 (+2 min)")
    assert following.text == "next: Change tables, 2 min"


def test_the_move_after_the_last_round_leads_to_no_table() -> None:
    cafe = round_of(Cafe(), 60)
    steps = cafe.state.live(Step)
    moves = [step_name(EN, cafe.state, step) for step in steps if step.kind == StepKind.MOVE]
    assert moves == ["Change tables", "Come together"]


def test_before_and_after_the_workshop() -> None:
    cafe = Cafe()
    glance = at(cafe)
    assert (digits(glance), tone(glance), share(glance)) == ("8:00", "still", 0)
    assert face_lines(EN, glance)[2].text == "first: Welcome, 8 min"
    cafe.start()
    cafe.go(6)
    assert face_lines(EN, at(cafe))[2].text == "this is the last step"
    cafe.next(3723)
    glance = at(cafe)
    assert (digits(glance), tone(glance), share(glance)) == ("1:02:03", "still", 1)


def test_a_step_that_left_the_agenda_is_told() -> None:
    cafe = round_of(Cafe())
    cafe.change(cafe.state.all(Step)["s2"], deleted=True)
    glance = at(cafe)
    assert "no longer in the agenda" in face_lines(EN, glance)[0].text
    assert glance.following is not None and glance.following.id == "s3"
    assert speech_lines(EN, glance)


@pytest.mark.parametrize(("after", "expected"), [(0, 0), (450, 0.5), (900, 1), (2000, 1)])
def test_the_gauge_fills(after: float, expected: float) -> None:
    assert share(at(round_of(Cafe(), after))) == pytest.approx(expected)


# What to say


def test_a_steps_own_sentence_wins() -> None:
    cafe = Cafe()
    cafe.change(cafe.state.all(Step)["s1"], instruction="Bonjour [b]à tous[/b]")
    assert "“Bonjour [b]à tous[/b]”" in said(cafe)
    cafe.start()
    assert words(EN, at(cafe)) == "Bonjour [b]à tous[/b]"


def test_every_kind_of_step_has_its_words() -> None:
    for kind in StepKind:
        steps = [replace(agenda()[0], kind=kind.value), replace(agenda()[1], position=2)]
        cafe = Cafe(steps=steps)
        cafe.start()
        assert words(EN, at(cafe)), kind


def test_moving_names_who_goes_where() -> None:
    cafe = round_of(Cafe())
    cafe.next(900)
    assert words(FR, at(cafe)) == (
        "Laissez finir la phrase, puis le groupe A va à la table 2 et le groupe B va à la table 1."
    )
    assert destinations(EN, at(cafe)) == ["group A → T2 Thème 2", "group B → T1 Thème 1"]


def test_many_groups_have_one_line() -> None:
    cafe = round_of(Cafe(tables=6))
    cafe.next(900)
    assert destinations(EN, at(cafe)) == ["A → T2 · B → T3 · C → T4 · D → T5 · E → T6 · F → T1"]
    assert "group A" not in words(EN, at(cafe))


def test_destinations_are_there_when_they_are_of_use() -> None:
    cafe = Cafe()
    assert destinations(EN, at(cafe)) == []
    cafe.start()
    assert destinations(EN, at(cafe)) == ["group A → T1 Thème 1", "group B → T2 Thème 2"]
    cafe.next(480)
    assert destinations(EN, at(cafe)) == []
    cafe.clock.advance(14 * MINUTE)
    assert destinations(EN, at(cafe))[0] == "group A → T2 Thème 2"
    cafe.next(60)
    cafe.next(120)
    assert destinations(EN, at(cafe))[0] == "group A → T2 Thème 2", "until the tables are confirmed"
    cafe.seat("t1", 2, "B")
    cafe.seat("t2", 2, "A")
    assert destinations(EN, at(cafe)) == []


def test_once_time_is_up_the_next_sentence_is_there_to_be_read() -> None:
    cafe = round_of(Cafe(), 16 * MINUTE)
    assert words(EN, at(cafe)).startswith("Let the sentence end")


def test_a_table_that_is_not_confirmed_is_reminded_of_after_two_minutes() -> None:
    cafe = round_of(Cafe())
    cafe.next(900)
    cafe.clock.advance(119)
    assert "seated" not in said(cafe)
    cafe.clock.advance(1)
    assert "T1 and T2 still have not said that their groups are seated, for 2 min." in said(cafe)
    cafe.next(0)
    cafe.seat("t1", 2, "B")
    assert "T2 still has not said" in said(cafe)
    cafe.seat("t2", 2, "A")
    assert "seated" not in said(cafe)


def test_before_the_start_it_says_what_will_happen() -> None:
    text = said(Cafe())
    assert "1 h · 6 steps · 2 tables · 2 groups · 2 rounds" in text
    assert "start" in text
    assert "Welcome!" in text


def reminded(cafe: Cafe) -> str:
    return "\n".join(line.text for line in reminder_lines(EN, leftovers(cafe.state, cafe.reading), "f"))


def test_what_is_missing_is_asked_for_before_people_leave() -> None:
    cafe = round_of(Cafe())
    assert not is_after_rounds(at(cafe))
    cafe.note("t1", 1, "A", "pistes", star=True)
    cafe.go(6)
    assert is_after_rounds(at(cafe))
    assert reminded(cafe) == (
        "Before the room empties (f): 6 empty cells without a reason and 1 table without a key idea."
    )
    assert reminder_lines(EN, (), "f")[0].text == "Everything is here: people may leave."
    assert reminder_lines(EN, (), "f")[0].tone == "dim"


def test_each_thing_that_is_left_has_its_line() -> None:
    cafe = round_of(Cafe())
    cafe.note("t1", 1, "A", "pistes", star=True)
    cafe.change(cafe.note("t1", 1, "A", "pistes"), is_rehearsal=True)
    cafe.change(cafe.state.all(CafeTable)["t2"], is_on_paper=True)
    cafe.do(help_calls.call, "t2", "De l'[b]encre[/b]")
    cafe.go(6)
    cafe.clock.advance(3 * MINUTE)
    kept = {"capture:t1": [Draft("capture:t1", "des stands " * 30, "2025-10-15T10:00:00.000Z", True)]}
    lines = leaving_lines(EN, leftovers(cafe.state, cafe.reading, kept), cafe.now.wall)
    assert [f"{line.text} | {line.tail}" for line in lines] == [
        "T2 has called you for 3 min — De l'[b]encre[/b] | take it up",
        "not returned: sheet 3/5 · T2 · round 1 · group B | say where it is",
        "T1: 2 empty cells without a reason | say why",
        "T1: typed and not sent: “des stands des stands des stands des stands des…” | go there",
        "1 rehearsal note is left | ",
    ]
    assert lines[0].tone == "alarm"


def test_calls_are_said_at_the_top() -> None:
    cafe = round_of(Cafe())
    assert call_lines(EN, at(cafe)) == []
    cafe.do(help_calls.call, "t2", "Le feutre est vide")
    cafe.clock.advance(4 * MINUTE)
    cafe.do(help_calls.call, "t1")
    (line,) = call_lines(EN, at(cafe))
    assert line.text == "T2 has called you for 4 min: Le feutre est vide (and 1 other table)"
    assert line.tone == "alarm"


def test_the_next_sentence_is_there_where_it_fits() -> None:
    cafe = round_of(Cafe())
    lines = [line.text for line in speech_lines(EN, at(cafe), has_room=True)]
    assert lines[-1].startswith("Then: “Let the sentence end, then group A goes to table 2")
    cafe.clock.advance(15 * MINUTE)
    assert not any(line.text.startswith("Then") for line in speech_lines(EN, at(cafe), has_room=True))


# The tables


def test_a_table_shows_its_group_and_counts() -> None:
    cafe = round_of(Cafe())
    assert entry(cafe) == "T1 Thème 1 | group A\nnothing noted for this group yet"
    cafe.note("t1", 1, "A", "constats")
    cafe.note("t1", 1, "A", "pistes", star=True)
    cafe.note("t1", 1, "A", "phares")
    cafe.clock.advance(25)
    assert entry(cafe).replace("\u00a0", " ") == (
        "T1 Thème 1 | group A\nConstats 1  Pistes 1  Conditions 0  ★ 2\nlast note 20 s ago"
    )


def test_a_table_counts_for_the_group_that_it_has() -> None:
    cafe = round_of(Cafe())
    cafe.note("t1", 1, "A", "constats")
    cafe.next(900)
    cafe.next(60)
    assert "Constats\u00a01" in entry(cafe)
    assert "group B is expected: confirm" in entry(cafe)
    cafe.clock.advance(120)
    assert "group B has been expected for 3 min: confirm" in entry(cafe)
    cafe.seat("t1", 2, "B")
    assert entry(cafe).startswith("T1 Thème 1 | group B\nnothing noted for this group yet")


def test_a_group_that_was_not_planned_is_flagged() -> None:
    cafe = round_of(Cafe(tables=3))
    cafe.seat("t1", 1, "C")
    assert entry(cafe).startswith("T1 Thème 1 | group C (unplanned)")


def test_groups_that_share_a_table_are_expected_together() -> None:
    cafe = round_of(Cafe(tables=2, groups=4))
    cafe.next(900)
    assert "group B and group D are expected: confirm" in entry(cafe)


def test_a_silent_table_and_its_empty_headings_are_said_during_a_round() -> None:
    cafe = round_of(Cafe())
    cafe.note("t1", 1, "A", "constats")
    cafe.clock.advance(299)
    assert "nothing noted" not in entry(cafe)
    cafe.clock.advance(4 * MINUTE)
    assert "nothing noted for 8 min" in entry(cafe)
    cafe.clock.advance(2 * MINUTE)
    cafe.note("t1", 1, "A", "constats")
    assert entry(cafe).endswith("nothing under Pistes and Conditions: to bring up")
    assert entry(cafe, 2).endswith("nothing noted for 11 min"), "one line, the most important"
    cafe.clock.advance(3 * MINUTE)
    assert entry(cafe).endswith("no key idea yet"), "in the last minute"
    cafe.clock.advance(4 * MINUTE)
    cafe.do(running.toggle_pause)
    assert "nothing noted for" not in entry(cafe), "a pause is no silence"


def test_a_table_on_paper_is_left_in_peace() -> None:
    cafe = round_of(Cafe())
    cafe.change(cafe.state.all(CafeTable)["t1"], is_on_paper=True)
    cafe.clock.advance(14 * MINUTE)
    assert entry(cafe).endswith("\nwrites on paper")
    assert entry(cafe, 2).endswith("nothing noted for 14 min")
    cafe.next(60)
    assert "expected" in entry(cafe), "its groups are confirmed all the same"


def test_an_entry_keeps_its_height() -> None:
    cafe = round_of(Cafe())
    cafe.note("t1", 1, "A", "constats")
    heights = set()
    for _ in range(40):
        heights.add(entry(cafe).count("\n"))
        cafe.clock.advance(50)
    assert heights == {2}


def test_a_call_for_help_goes_before_all_else() -> None:
    cafe = Cafe()
    cafe.do(help_calls.call, "t1", "Un mot\ntrès " + "long " * 390)
    assert entry(cafe).startswith("T1 Thème 1 | group A\nQuestion 1 ?\ncalls you: Un mot très long")
    assert max(map(len, entry(cafe).split("\n"))) < 100
    round_of(cafe, 14 * MINUTE)
    assert "\nhas called you for 22 min: Un mot" in entry(cafe)
    assert "nothing noted for 14 min" not in entry(cafe)
    cafe.do(help_calls.call, "t2")
    assert entry(cafe, 2).endswith("\ncalls you")
    cafe.do(help_calls.answer, help_calls.open_calls(cafe.state)[0].id)
    assert entry(cafe).endswith("nothing noted for 14 min")


def test_before_the_start_a_table_shows_its_question() -> None:
    assert entry(Cafe()) == "T1 Thème 1 | group A\nQuestion 1 ?"


def test_without_groups_everyone_is_there() -> None:
    cafe = round_of(Cafe(groups=0))
    assert entry(cafe).startswith("T1 Thème 1 | everyone")
    cafe.next(900)
    assert "everyone is expected: confirm" in entry(cafe)


def test_only_the_table_of_a_new_note_is_counted_again() -> None:
    cafe = round_of(Cafe())
    cafe.note("t1", 1, "A", "constats")
    cafe.note("t2", 1, "B", "constats")
    counts = Tallies()
    before = dict(counts.of(cafe.state))
    cafe.note("t2", 1, "B", "pistes")
    after = counts.of(cafe.state)
    assert after["t1"] is before["t1"]
    assert after["t2"].notes == 2
    cafe.change(cafe.state.all(CafeTable)["t1"], deleted=True)
    assert set(counts.of(cafe.state)) == {"t2"}


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [(-5, "just now"), (9.9, "just now"), (10, "10 s ago"), (59, "50 s ago"), (61, "1 min ago")],
)
def test_ages_change_seldom(seconds: float, expected: str) -> None:
    assert ago(EN, seconds) == expected


# The last notes


def test_the_last_notes_of_all_tables_newest_first() -> None:
    cafe = round_of(Cafe())
    cafe.note("t1", 1, "A", "constats", "un\ndeux")
    cafe.note("t2", 1, "B", "pistes", "trois", star=True)
    cafe.change(cafe.note("t2", 1, "B", "pistes", "essai"), is_rehearsal=True)
    lines = latest_lines(EN, at(cafe))
    assert [f"{line.lead}{line.text}" for line in lines] == ["T2 ★ Pistes · trois", "T1   Constats · un deux"]
    for _ in range(SHOWN):
        cafe.note("t1", 1, "A", "constats")
    assert len(latest_lines(EN, at(cafe))) == SHOWN
