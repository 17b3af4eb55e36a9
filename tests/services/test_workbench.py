"""Proposals laid over the workshop: nothing is stored until somebody decides, and nothing is lost then."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from atelier.domain.change import Action
from atelier.domain.fusion import Standing, sources_of, standing, themes_of
from atelier.domain.note import Note
from atelier.domain.state import State
from atelier.domain.theme import Theme, ThemeStatus
from atelier.fusion.questions import REVIEW
from atelier.services import deciding, fusing
from atelier.services.notes import add_note, remove_notes
from atelier.services.workbench import Bench, answer, fresh, laid_over, made_real, request_for
from tests.data.cafe import START, cafe_rows
from tests.fusion.notes import LIBRARY
from tests.services.test_deciding import CELL, after

PAGE = ("t1", "pistes")


@pytest.fixture
def state() -> State:
    """A table that said two things three times each, and another once."""
    made = State.of(cafe_rows())
    for note in LIBRARY:
        made = after(made, add_note(made, CELL, note.text, START, note_id=note.id))
    return made


def bench_of(state: State, before: Bench | None = None, granularity: int = 0) -> Bench:
    """What the engine answers for the page."""
    return answer(request_for(state, *PAGE, granularity), state, before)


def test_proposals_look_like_points_that_are_only_proposed(state: State) -> None:
    bench = bench_of(state)
    shown = laid_over(state, bench)
    themes = themes_of(shown, *PAGE)
    assert [theme.id for theme in themes] == list(fresh(state, bench))
    assert all(theme.status == ThemeStatus.PROPOSED and theme.title and theme.paragraph for theme in themes)
    assert {note.id for theme in themes for note in sources_of(shown, theme.id)} >= {"n1", "n2", "n4", "n5"}
    assert all(standing(shown, note) is Standing.PENDING for note in shown.live(Note))
    assert not state.live(Theme)


def test_the_same_notes_have_the_same_proposal_ids(state: State) -> None:
    assert list(bench_of(state).ids) == list(bench_of(state, bench_of(state)).ids)


@pytest.mark.parametrize(
    "deed",
    [
        lambda state, theme: fusing.accept_theme(state, theme.id),
        lambda state, theme: fusing.write_theme(state, theme.id, title="Autrement dit"),
        lambda state, theme: fusing.write_theme(state, theme.id, paragraph="Un paragraphe.", based_on="old"),
        lambda state, theme: fusing.toggle_key_message(state, theme.id),
        lambda state, theme: fusing.attach_notes(state, theme.id, ["n7"]),
        lambda state, theme: fusing.detach_notes(state, theme.id, [sources_of(state, theme.id)[0].id]),
        lambda state, theme: fusing.split_theme(
            state, theme.id, [sources_of(state, theme.id)[0].id], START, title="À part"
        ),
        lambda state, theme: fusing.change_theme_heading(state, theme.id, "constats", START),
        lambda state, theme: fusing.merge_themes(state, theme.id, [themes_of(state, *PAGE)[1].id]),
        lambda state, theme: fusing.merge_themes(state, themes_of(state, *PAGE)[1].id, [theme.id]),
    ],
)
def test_whatever_is_done_with_a_proposal_makes_a_whole_point_of_it(
    state: State, deed: Callable[[State, Theme], Action | None]
) -> None:
    bench = bench_of(state)
    shown = laid_over(state, bench)
    theme = themes_of(shown, *PAGE)[0]
    action = deed(shown, theme)
    assert action is not None
    made = after(state, made_real(action, state, bench, START))
    wished = after(shown, action)
    for row in made.live(Theme):
        assert row.status == ThemeStatus.ACCEPTED
        assert row.table_id == "t1"
        assert row.title
    kept = made.get(Theme, theme.id)
    expected = wished.get(Theme, theme.id)
    assert (kept is None) == (expected is None)
    if kept is not None and expected is not None:
        assert (kept.title, kept.paragraph, kept.star, kept.heading) == (
            expected.title,
            expected.paragraph,
            expected.star,
            expected.heading,
        )
        assert sources_of(made, kept.id) == sources_of(wished, kept.id)
    assert len(made.live(Note)) == len(LIBRARY)
    # What is left of the proposals does not hold a note that was just treated.
    again = laid_over(made, bench_of(made, bench))
    for row in themes_of(again, *PAGE):
        if row.status == ThemeStatus.PROPOSED:
            assert all(standing(made, note) is Standing.PENDING for note in sources_of(again, row.id))


def test_an_action_that_needs_no_proposal_stays_as_it_is(state: State) -> None:
    action = add_note(state, CELL, "encore une", START)
    assert made_real(action, state, bench_of(state), START) is action
    assert made_real(action, state, None, START) is action


def test_an_acceptance_that_was_taken_back_is_proposed_again(state: State) -> None:
    bench = bench_of(state)
    theme_id, theme = next(iter(fresh(state, bench).items()))
    shown = laid_over(state, bench)
    accepted = after(
        state, made_real(fusing.accept_theme(shown, theme_id) or pytest.fail(), state, bench, START)
    )
    assert theme_id not in fresh(accepted, bench_of(accepted, bench))
    undone = accepted.apply(
        [(Theme.KIND, theme_id, {"deleted": True})]
        + [("theme_source", f"{theme_id}/{note_id}", {"deleted": True}) for note_id in theme.note_ids]
    )
    assert theme_id in fresh(undone, bench_of(undone, bench))


def test_a_late_note_is_suggested_into_the_point_that_people_made(state: State) -> None:
    theme = next(one for one in bench_of(state).proposal.themes if "n1" in one.note_ids)
    made = after(state, deciding.accept(state, *PAGE, theme, START))
    point = themes_of(made, *PAGE)[0]
    late = after(
        made, add_note(made, CELL, "horaires de la bibliothèque : le samedi aussi", START, note_id="n8")
    )
    bench = bench_of(late, bench_of(made))
    assert bench.suggestion(late, "n8") == point
    assert bench.suggestion(late, "n7") is None
    assert bench.suggestion(late, "n1") is None
    assert not any("n8" in one.note_ids for one in fresh(late, bench).values())


def test_a_note_that_is_gone_takes_its_proposals_away(state: State) -> None:
    bench = bench_of(state)
    gone = after(state, remove_notes(state, ["n4"]))
    assert not any("n4" in theme.note_ids for theme in fresh(gone, bench).values())
    assert not any("n4" in theme.note_ids for theme in bench_of(gone, bench).proposal.themes)


def test_the_slider_makes_more_or_fewer_points(state: State) -> None:
    sizes = [len(bench_of(state, granularity=place).proposal.themes) for place in (-6, 6)]
    notes = [len(bench_of(state, granularity=place).proposal.alone) for place in (-6, 6)]
    assert sizes[0] + notes[0] > sizes[1] + notes[1]


def test_the_review_ends_and_never_asks_twice(state: State) -> None:
    bench, asked = bench_of(state, granularity=REVIEW), []
    while found := bench.open_questions(state, REVIEW):
        question = found[0]
        asked.append(frozenset((question.first, question.second)))
        state = after(state, deciding.answer(state, question, len(asked) % 2 == 0, START))
        bench = bench_of(state, bench, REVIEW)
        assert len(asked) < 40
    assert len(asked) == len(set(asked))
