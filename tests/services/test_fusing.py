"""Points made by hand: nothing is lost, whatever is done in whatever order."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from atelier.domain.change import Action
from atelier.domain.fusion import (
    Counts,
    count_notes,
    pending_notes,
    sources_of,
    themes_of,
    themes_with,
)
from atelier.domain.note import CellKey, Note
from atelier.domain.place import notes_at
from atelier.domain.theme import Theme, ThemeSource, ThemeStatus
from atelier.domain.workshop import CafeTable
from atelier.errors import AtelierError
from atelier.services import conclusion, fusing, notes
from tests.data.cafe import Cafe


@pytest.fixture
def cafe() -> Cafe:
    """Two tables; the first has four notes under « pistes », of two groups."""
    cafe = Cafe()
    for round_number, group, text in (
        (1, "A", "boîte"),
        (1, "A", "marché"),
        (2, "B", "boîte aussi"),
        (2, "B", "?"),
    ):
        cafe.note("t1", round_number, group, "pistes", text)
    return cafe


def ids(cafe: Cafe, table: str = "t1") -> list[str]:
    return [note.id for note in notes_at(cafe.state, table)]


def create(cafe: Cafe, note_ids: list[str], title: str = "Un point", heading: str = "pistes") -> str:
    cafe.clock.advance(1)
    action = fusing.create_theme(cafe.state, "t1", heading, cafe.now, note_ids=note_ids, title=title)
    cafe.apply(action)
    return action.changes[0].row_id


def done(action: Action | None) -> Action:
    assert action is not None
    return action


def sources(cafe: Cafe, theme_id: str) -> list[str]:
    return [note.id for note in sources_of(cafe.state, theme_id)]


def test_a_point_made_of_notes_uses_them(cafe: Cafe) -> None:
    first, second, *_ = ids(cafe)
    theme_id = create(cafe, [first, second, first], "Aller\nvers les gens")
    assert sources(cafe, theme_id) == [first, second]
    assert cafe.state.all(Theme)[theme_id].title == "Aller vers les gens"
    assert count_notes(cafe.state, "t1", "pistes") == Counts(4, 2, 0, 2)


def test_a_point_cannot_be_made_under_a_heading_that_is_gone(cafe: Cafe) -> None:
    with pytest.raises(AtelierError):
        create(cafe, [], heading="nulle part")


def test_a_note_may_support_two_points_and_counts_once(cafe: Cafe) -> None:
    first, *_ = ids(cafe)
    one, two = create(cafe, [first]), create(cafe, [])
    cafe.apply(done(fusing.attach_notes(cafe.state, two, [first])))
    assert [theme.id for theme in themes_with(cafe.state, first)] == [one, two]
    assert count_notes(cafe.state, "t1").used == 1
    assert fusing.attach_notes(cafe.state, two, [first]) is None
    cafe.apply(done(fusing.detach_notes(cafe.state, one, [first])))
    assert count_notes(cafe.state, "t1").used == 1
    cafe.apply(done(fusing.detach_notes(cafe.state, two, [first])))
    assert count_notes(cafe.state, "t1").used == 0
    assert fusing.detach_notes(cafe.state, two, [first]) is None


def test_a_key_idea_may_cite_any_heading_but_no_other_table(cafe: Cafe) -> None:
    theme_id = create(cafe, [ids(cafe)[0]], heading="phares")
    assert sources(cafe, theme_id) == [ids(cafe)[0]]
    elsewhere = cafe.note("t2", 1, "B", "pistes")
    with pytest.raises(AtelierError, match="another one"):
        fusing.attach_notes(cafe.state, theme_id, [elsewhere.id])


def test_a_rehearsal_note_supports_nothing(cafe: Cafe) -> None:
    first, second, *_ = ids(cafe)
    cafe.change(cafe.state.all(Note)[first], is_rehearsal=True)
    theme_id = create(cafe, [first, second])
    assert sources(cafe, theme_id) == [second]
    cafe.change(cafe.state.all(Note)[second], is_rehearsal=True)
    assert sources(cafe, theme_id) == []


def test_attaching_takes_back_what_was_set_aside_and_the_reverse(cafe: Cafe) -> None:
    first, *_ = ids(cafe)
    theme_id = create(cafe, [])
    cafe.apply(done(notes.set_aside(cafe.state, [first], "doublon")))
    assert count_notes(cafe.state, "t1") == Counts(4, 0, 1, 3)
    cafe.apply(done(fusing.attach_notes(cafe.state, theme_id, [first])))
    assert count_notes(cafe.state, "t1") == Counts(4, 1, 0, 3)
    cafe.apply(done(notes.set_aside(cafe.state, [first], "hors\nsujet")))
    assert count_notes(cafe.state, "t1") == Counts(4, 0, 1, 3)
    assert cafe.state.all(Note)[first].set_aside_reason == "hors sujet"
    cafe.apply(done(notes.take_back(cafe.state, [first])))
    assert count_notes(cafe.state, "t1") == Counts(4, 0, 0, 4)
    assert notes.take_back(cafe.state, [first]) is None


def test_setting_aside_asks_for_a_reason(cafe: Cafe) -> None:
    with pytest.raises(AtelierError):
        notes.set_aside(cafe.state, ids(cafe)[:1], " \u200b ")


def test_uniting_keeps_every_note_and_every_text(cafe: Cafe) -> None:
    first, second, third, _ = ids(cafe)
    one, two, three = (
        create(cafe, [first], ""),
        create(cafe, [first, second], "Deux"),
        create(cafe, [third], "Trois"),
    )
    for theme_id, text in ((one, "Un."), (two, "Deux."), (three, "Un.")):
        cafe.apply(done(fusing.write_theme(cafe.state, theme_id, paragraph=text)))
    cafe.apply(done(fusing.write_theme(cafe.state, three, divergence="Non.", short="Court.")))
    cafe.apply(fusing.toggle_key_message(cafe.state, two))
    cafe.apply(fusing.merge_themes(cafe.state, one, [two, one, three, two]))
    united = cafe.state.all(Theme)[one]
    assert (united.title, united.paragraph, united.divergence) == ("Deux", "Un.\n\nDeux.", "Non.")
    assert (united.short, united.star) == ("Court.", True)
    assert sources(cafe, one) == [first, second, third]
    assert [theme.id for theme in themes_of(cafe.state, "t1")] == [one]


def test_uniting_takes_the_title_that_was_asked_for(cafe: Cafe) -> None:
    one, two = create(cafe, [], "Un"), create(cafe, [], "Deux")
    cafe.apply(fusing.merge_themes(cafe.state, one, [two], title="Un et deux"))
    assert cafe.state.all(Theme)[one].title == "Un et deux"


def test_uniting_a_suggestion_with_a_point_loses_no_used_note(cafe: Cafe) -> None:
    first, second, *_ = ids(cafe)
    proposed, accepted = create(cafe, [first]), create(cafe, [second])
    cafe.change(cafe.state.all(Theme)[proposed], status=ThemeStatus.PROPOSED)
    assert count_notes(cafe.state, "t1").used == 1
    cafe.apply(fusing.merge_themes(cafe.state, proposed, [accepted]))
    assert count_notes(cafe.state, "t1").used == 2


def test_transversal_points_follow_the_points_that_are_united(cafe: Cafe) -> None:
    one, two = create(cafe, [], "Un"), create(cafe, [], "Deux")
    action = conclusion.create_transversal(cafe.now, title="Partout", theme_ids=[two])
    cafe.apply(action)
    cafe.apply(fusing.merge_themes(cafe.state, one, [two]))
    from atelier.domain.fusion import transversal_themes

    assert [theme.id for theme in transversal_themes(cafe.state, action.changes[0].row_id)] == [one]


def test_points_of_different_tables_are_not_united(cafe: Cafe) -> None:
    one = create(cafe, [])
    other = fusing.create_theme(cafe.state, "t2", "pistes", cafe.now)
    cafe.apply(other)
    with pytest.raises(AtelierError):
        fusing.merge_themes(cafe.state, one, [other.changes[0].row_id])
    with pytest.raises(AtelierError):
        fusing.merge_themes(cafe.state, one, [one])


def test_splitting_puts_the_new_point_right_below(cafe: Cafe) -> None:
    first, second, third, _ = ids(cafe)
    one, last = create(cafe, [first, second, third], "Un"), create(cafe, [], "Dernier")
    cafe.clock.advance(1)
    cafe.apply(fusing.split_theme(cafe.state, one, [second, second], cafe.now, title="Deux"))
    assert [theme.title for theme in themes_of(cafe.state, "t1", "pistes")] == ["Un", "Deux", "Dernier"]
    assert sources(cafe, one) == [first, third]
    new = themes_of(cafe.state, "t1", "pistes")[1]
    assert sources(cafe, new.id) == [second]
    assert last != new.id
    for chosen in ([], [first, third], ["unknown"]):
        with pytest.raises(AtelierError):
            fusing.split_theme(cafe.state, one, chosen, cafe.now)


def test_moving_a_point_writes_one_row(cafe: Cafe) -> None:
    themes = [create(cafe, [], str(number)) for number in range(4)]
    action = done(fusing.reorder_theme(cafe.state, themes[0], 2))
    assert len(action.changes) == 1
    cafe.apply(action)
    cafe.apply(done(fusing.reorder_theme(cafe.state, themes[3], -99)))
    assert [theme.title for theme in themes_of(cafe.state, "t1")] == ["3", "1", "2", "0"]
    assert fusing.reorder_theme(cafe.state, themes[3], -1) is None
    assert fusing.reorder_theme(cafe.state, themes[0], 1) is None


def test_points_that_share_a_place_can_be_moved_all_the_same(cafe: Cafe) -> None:
    themes = [create(cafe, [], str(number)) for number in range(3)]
    for theme_id in themes:
        cafe.change(cafe.state.all(Theme)[theme_id], position="same")
    before = [theme.id for theme in themes_of(cafe.state, "t1")]
    cafe.apply(done(fusing.reorder_theme(cafe.state, before[2], -1)))
    assert [theme.id for theme in themes_of(cafe.state, "t1")] == [before[0], before[2], before[1]]


def test_moving_passes_over_suggestions(cafe: Cafe) -> None:
    one, proposed, two = (create(cafe, [], str(number)) for number in range(3))
    cafe.change(cafe.state.all(Theme)[proposed], status=ThemeStatus.PROPOSED)
    cafe.apply(done(fusing.reorder_theme(cafe.state, two, -1)))
    accepted = [theme.id for theme in themes_of(cafe.state, "t1") if theme.status == ThemeStatus.ACCEPTED]
    assert accepted == [two, one]


def test_another_heading_keeps_the_notes(cafe: Cafe) -> None:
    first, *_ = ids(cafe)
    theme_id = create(cafe, [first])
    cafe.apply(done(fusing.change_theme_heading(cafe.state, theme_id, "phares", cafe.now)))
    assert themes_of(cafe.state, "t1", "pistes") == ()
    assert sources(cafe, theme_id) == [first]
    assert fusing.change_theme_heading(cafe.state, theme_id, "phares", cafe.now) is None
    with pytest.raises(AtelierError):
        fusing.change_theme_heading(cafe.state, theme_id, "nulle part", cafe.now)


def test_a_removed_point_gives_its_notes_back(cafe: Cafe) -> None:
    theme_id = create(cafe, ids(cafe)[:3])
    cafe.apply(fusing.remove_theme(cafe.state, theme_id))
    assert count_notes(cafe.state, "t1") == Counts(4, 0, 0, 4)
    with pytest.raises(AtelierError):
        fusing.remove_theme(cafe.state, theme_id)


def test_notes_of_a_suggestion_are_to_treat_until_it_is_accepted(cafe: Cafe) -> None:
    theme_id = create(cafe, ids(cafe)[:2])
    cafe.change(cafe.state.all(Theme)[theme_id], status=ThemeStatus.PROPOSED)
    assert count_notes(cafe.state, "t1") == Counts(4, 0, 0, 4)
    cafe.apply(done(fusing.accept_theme(cafe.state, theme_id)))
    assert count_notes(cafe.state, "t1") == Counts(4, 2, 0, 2)
    assert fusing.accept_theme(cafe.state, theme_id) is None


def test_words_are_cleaned_and_nothing_is_written_twice(cafe: Cafe) -> None:
    theme_id = create(cafe, [])
    action = done(
        fusing.write_theme(
            cafe.state,
            theme_id,
            paragraph=" deux\r\nlignes \x1b",
            short="une\nligne",
            based_on="r1",
            drafts=("d",),
        )
    )
    assert action.changes[0].based_on == "r1"
    assert action.drafts == ("d",)
    cafe.apply(action)
    theme = cafe.state.all(Theme)[theme_id]
    assert (theme.paragraph, theme.short) == ("deux\nlignes", "une ligne")
    assert fusing.write_theme(cafe.state, theme_id, paragraph="deux\nlignes") is None


# Signing and freezing


def signed(cafe: Cafe) -> bool:
    return cafe.state.all(CafeTable)["t1"].is_signed


def test_a_change_of_the_points_takes_the_signature_back(cafe: Cafe) -> None:
    first, second, *_ = ids(cafe)
    theme_id = create(cafe, [first])
    changes: list[Callable[[], Action | None]] = [
        lambda: fusing.create_theme(cafe.state, "t1", "pistes", cafe.now),
        lambda: fusing.write_theme(cafe.state, theme_id, title="Autre"),
        lambda: fusing.attach_notes(cafe.state, theme_id, [second]),
        lambda: notes.set_aside(cafe.state, [first], "doublon"),
        lambda: notes.remove_note(cafe.state, second),
        lambda: fusing.remove_theme(cafe.state, theme_id),
    ]
    for plan in changes:
        cafe.apply(fusing.sign_table(cafe.state, "t1", cafe.now))
        cafe.apply(done(plan()))
        assert not signed(cafe)


def test_what_touches_no_point_leaves_the_signature(cafe: Cafe) -> None:
    first, second, *_ = ids(cafe)
    theme_id = create(cafe, [first])
    cafe.apply(fusing.sign_table(cafe.state, "t1", cafe.now))
    cafe.apply(done(notes.set_aside(cafe.state, [second], "doublon")))
    cafe.apply(fusing.toggle_key_message(cafe.state, theme_id))
    assert signed(cafe)


def test_a_frozen_table_locks_its_points_only(cafe: Cafe) -> None:
    first, second, third, _ = ids(cafe)
    theme_id, other = create(cafe, [first, second]), create(cafe, [third])
    with pytest.raises(AtelierError, match="Sign off"):
        fusing.freeze_table(cafe.state, "t1", cafe.now)
    cafe.apply(fusing.sign_table(cafe.state, "t1", cafe.now))
    cafe.apply(fusing.freeze_table(cafe.state, "t1", cafe.now))
    elsewhere = CellKey("t2", 1, "A", "pistes")
    refused: list[Callable[[], object]] = [
        lambda: fusing.create_theme(cafe.state, "t1", "pistes", cafe.now),
        lambda: fusing.write_theme(cafe.state, theme_id, title="Autre"),
        lambda: fusing.attach_notes(cafe.state, theme_id, [third]),
        lambda: fusing.detach_notes(cafe.state, theme_id, [first]),
        lambda: fusing.merge_themes(cafe.state, theme_id, [other]),
        lambda: fusing.split_theme(cafe.state, theme_id, [first], cafe.now),
        lambda: fusing.reorder_theme(cafe.state, theme_id, 1),
        lambda: fusing.change_theme_heading(cafe.state, theme_id, "phares", cafe.now),
        lambda: fusing.remove_theme(cafe.state, theme_id),
        lambda: fusing.toggle_key_message(cafe.state, theme_id),
        lambda: notes.set_aside(cafe.state, [first], "doublon"),
        lambda: notes.remove_note(cafe.state, first),
        lambda: notes.move_notes(cafe.state, [first], elsewhere),
    ]
    for plan in refused:
        with pytest.raises(AtelierError, match="frozen"):
            plan()
    late = cafe.note("t1", 2, "B", "pistes", "en retard")
    assert late in pending_notes(cafe.state, "t1")
    cafe.apply(done(notes.set_aside(cafe.state, [late.id], "doublon")))
    cafe.apply(fusing.unfreeze_table(cafe.state, "t1"))
    assert signed(cafe)
    cafe.apply(fusing.unsign_table(cafe.state, "t1"))
    assert not signed(cafe)


def test_a_note_that_changes_table_leaves_its_points(cafe: Cafe) -> None:
    first, second, *_ = ids(cafe)
    theme_id = create(cafe, [first, second])
    cafe.apply(done(notes.move_notes(cafe.state, [first], CellKey("t2", 1, "A", "pistes"))))
    assert sources(cafe, theme_id) == [second]
    assert [note.id for note in pending_notes(cafe.state, "t2")] == [first]


def test_a_removed_note_that_comes_back_is_where_it_was(cafe: Cafe) -> None:
    first, second, *_ = ids(cafe)
    theme_id = create(cafe, [first, second])
    cafe.apply(notes.remove_note(cafe.state, first))
    assert sources(cafe, theme_id) == [second]
    cafe.change(cafe.state.all(Note)[first], deleted=False)
    assert sources(cafe, theme_id) == [first, second]


def test_a_source_of_a_removed_row_counts_for_nothing(cafe: Cafe) -> None:
    first, *_ = ids(cafe)
    theme_id = create(cafe, [])
    # What a program that had not caught up wrote: a source of a point that was removed meanwhile.
    late = ThemeSource(id=f"{theme_id}/{first}", theme_id=theme_id, note_id=first)
    cafe.apply(fusing.remove_theme(cafe.state, theme_id))
    cafe.state = cafe.state.apply([(late.KIND, late.id, {"theme_id": theme_id, "note_id": first})])
    assert count_notes(cafe.state, "t1") == Counts(4, 0, 0, 4)


def test_what_is_taken_back_is_named_in_a_few_words(cafe: Cafe) -> None:
    one, two = create(cafe, [], "Un titre\nqui est bien trop long pour une ligne"), create(cafe, [], "Deux")
    action = fusing.toggle_key_message(cafe.state, one)
    assert action.about == "Un titre qui est bien trop long…"
    united = fusing.merge_themes(cafe.state, one, [two])
    assert united.about == "Un titre qui e… + Deux"
