"""What is done to notes: nothing is lost, and each note stays where people put it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from atelier.domain.cell import Cell, CellState
from atelier.domain.coverage import CellStatus
from atelier.domain.fusion import sources_of
from atelier.domain.note import LONGEST_NOTE, CellKey, LinkKind, Note, Origin
from atelier.domain.place import current_cell, notes_at, notes_in
from atelier.domain.theme import Theme
from atelier.domain.workshop import CafeTable
from atelier.errors import AtelierError
from atelier.services import fusing, notes, running
from atelier.services.block_notes import NewNote, add_notes
from tests.data.cafe import Cafe

A1 = CellKey("t1", 1, "A", "pistes")
B2 = CellKey("t1", 2, "B", "pistes")


@pytest.fixture
def cafe() -> Cafe:
    """Round 1 runs; group A sits at table 1, B at table 2."""
    cafe = Cafe()
    cafe.start()
    cafe.next()
    return cafe


def note(cafe: Cafe, note_id: str) -> Note:
    return cafe.state.all(Note)[note_id]


def texts(cafe: Cafe, cell: CellKey = A1) -> list[str]:
    return [note.text for note in notes_in(cafe.state, cell)]


def write(cafe: Cafe, *lines: str, cell: CellKey = A1) -> list[Note]:
    return [cafe.note(cell.table_id, cell.round, cell.group_id, cell.heading, line) for line in lines]


class TestAdding:
    def test_the_text_is_cleaned_and_kept(self, cafe: Cafe) -> None:
        action = notes.add_note(cafe.state, A1, "  «\u00a0œuvre\u00a0»\x1b[2J\r\nsuite ", cafe.now)
        cafe.apply(action)
        assert texts(cafe) == ["«\u00a0œuvre\u00a0»[2J\nsuite"]
        assert action.name == "note.add"
        assert action.screen == "capture"

    @pytest.mark.parametrize("text", ["", "  \n\t ", "\x00\x1b", "\u200b\ufeff"])
    def test_nothing_to_read_is_refused(self, cafe: Cafe, text: str) -> None:
        with pytest.raises(AtelierError, match="nothing to read"):
            notes.add_note(cafe.state, A1, text, cafe.now)

    def test_the_longest_note_is_taken_and_one_more_character_is_not(self, cafe: Cafe) -> None:
        cafe.apply(notes.add_note(cafe.state, A1, "é" * LONGEST_NOTE, cafe.now))
        with pytest.raises(AtelierError) as refused:
            notes.add_note(cafe.state, A1, "é" * (LONGEST_NOTE + 1), cafe.now)
        assert refused.value.params == {"length": LONGEST_NOTE + 1, "longest": LONGEST_NOTE}

    @pytest.mark.parametrize(
        "cell",
        [CellKey("t9", 1, "A", "pistes"), CellKey("t1", 1, "Z", "pistes"), CellKey("t1", 1, "A", "menaces")],
    )
    def test_a_cell_that_does_not_exist_is_refused(self, cafe: Cafe, cell: CellKey) -> None:
        with pytest.raises(AtelierError):
            notes.add_note(cafe.state, cell, "une idée", cafe.now)

    def test_what_the_drafts_hold_goes_with_the_note(self, cafe: Cafe) -> None:
        action = notes.add_note(cafe.state, A1, "une idée", cafe.now, drafts=("capture:t1",))
        assert action.drafts == ("capture:t1",)

    def test_a_clock_that_was_set_back_does_not_put_the_note_before_others(self, cafe: Cafe) -> None:
        write(cafe, "un", "deux")
        cafe.clock.set_wall(-3600)
        write(cafe, "trois", "quatre")
        assert texts(cafe) == ["un", "deux", "trois", "quatre"]

    def test_a_link_to_a_note_that_is_gone_does_not_keep_the_note_from_being_saved(self, cafe: Cafe) -> None:
        (first,) = write(cafe, "stands")
        cafe.apply(notes.remove_note(cafe.state, first.id))
        added = cafe.note("t1", 1, "A", "pistes", "au marché", link_to=first.id, link_kind=LinkKind.EXTENDS)
        assert (added.link_to, added.link_kind) == (None, None)


class TestLateNotes:
    def test_a_note_of_the_group_that_is_there_is_not_late(self, cafe: Cafe) -> None:
        (live,) = write(cafe, "en direct")
        assert not live.is_late

    def test_next_does_not_make_a_table_late_but_the_next_group_does(self, cafe: Cafe) -> None:
        cafe.next()
        cafe.next()
        (still,) = write(cafe, "la fin du tour 1")
        assert not still.is_late
        cafe.seat("t1", 2, "B")
        (late,) = write(cafe, "retrouvée")
        assert late.is_late

    def test_a_note_of_a_group_that_is_still_to_come_is_not_late(self, cafe: Cafe) -> None:
        (early,) = write(cafe, "d’avance", cell=B2)
        assert not early.is_late

    def test_the_plenary_is_never_late(self, cafe: Cafe) -> None:
        (said,) = write(cafe, "en plénière", cell=CellKey("t0", 0, None, "pistes"))
        assert not said.is_late


class TestBlocks:
    def test_a_block_is_one_gesture_and_keeps_its_order(self, cafe: Cafe) -> None:
        lines = [NewNote(A1, f"ligne {number}") for number in range(12)]
        action = add_notes(cafe.state, lines, cafe.now, drafts=("capture:t1",))
        assert action is not None
        cafe.apply(action)
        assert texts(cafe) == [f"ligne {number}" for number in range(12)]
        assert (action.name, action.drafts) == ("note.paste:12", ("capture:t1",))
        write(cafe, "ensuite")
        assert texts(cafe)[-1] == "ensuite"

    def test_each_line_goes_to_its_own_cell_with_its_star(self, cafe: Cafe) -> None:
        other = CellKey("t1", 1, "A", "constats")
        lines = [NewNote(A1, "p"), NewNote(other, "c", star=True)]
        action = add_notes(cafe.state, lines, cafe.now, origin=Origin.PAPER)
        assert action is not None
        cafe.apply(action)
        assert (texts(cafe), texts(cafe, other)) == (["p"], ["c"])
        assert [(note.star, note.origin) for note in cafe.state.live(Note)] == [
            (False, "paper"),
            (True, "paper"),
        ]

    def test_one_bad_line_stops_them_all(self, cafe: Cafe) -> None:
        with pytest.raises(AtelierError):
            add_notes(cafe.state, [NewNote(A1, "bonne"), NewNote(A1, "x" * 2001)], cafe.now)

    def test_one_line_is_a_note_like_any_other(self, cafe: Cafe) -> None:
        action = add_notes(cafe.state, [NewNote(A1, "seule")], cafe.now)
        assert action is not None and action.name == "note.add"

    def test_no_lines_are_no_action(self, cafe: Cafe) -> None:
        assert add_notes(cafe.state, [], cafe.now) is None


class TestHeadings:
    def test_the_first_heading_is_remembered_however_often_a_note_moves(self, cafe: Cafe) -> None:
        (moved,) = write(cafe, "une condition")
        for heading in ("conditions", "constats"):
            action = notes.change_heading(cafe.state, [moved.id], heading)
            assert action is not None
            cafe.apply(action)
        assert note(cafe, moved.id).heading == "constats"
        assert note(cafe, moved.id).first_heading == "pistes"

    def test_coming_home_forgets_the_way(self, cafe: Cafe) -> None:
        (moved,) = write(cafe, "une piste")
        for heading in ("conditions", "pistes"):
            action = notes.change_heading(cafe.state, [moved.id], heading)
            assert action is not None
            cafe.apply(action)
        assert note(cafe, moved.id).first_heading is None

    def test_the_heading_it_has_changes_nothing(self, cafe: Cafe) -> None:
        (there,) = write(cafe, "une piste")
        assert notes.change_heading(cafe.state, [there.id], "pistes") is None

    def test_an_unknown_heading_names_those_that_exist(self, cafe: Cafe) -> None:
        (there,) = write(cafe, "une piste")
        with pytest.raises(AtelierError) as refused:
            notes.change_heading(cafe.state, [there.id], "menaces")
        assert refused.value.params["known"] == "constats, pistes, conditions, phares"


class TestMoving:
    def test_the_last_three_notes_go_back_to_the_group_before(self, cafe: Cafe) -> None:
        cafe.seat("t1", 2, "B")
        mine = write(cafe, "un", "deux", "trois", "quatre", cell=B2)
        action = notes.move_notes(cafe.state, [found.id for found in mine[-3:]], A1)
        assert action is not None
        cafe.apply(action)
        assert texts(cafe, A1) == ["deux", "trois", "quatre"]
        assert texts(cafe, B2) == ["un"]
        assert {name for change in action.changes for name in change.columns} == {"round", "group_id"}

    def test_each_keeps_its_heading_unless_told_otherwise(self, cafe: Cafe) -> None:
        (condition,) = write(cafe, "un local", cell=CellKey("t1", 1, "A", "conditions"))
        kept = notes.move_notes(cafe.state, [condition.id], B2)
        changed = notes.move_notes(cafe.state, [condition.id], B2, keep_heading=False)
        assert kept is not None and "heading" not in kept.changes[0].columns
        assert changed is not None and changed.changes[0].columns["heading"] == "pistes"

    def test_a_note_that_leaves_its_table_leaves_the_points_there(self, cafe: Cafe) -> None:
        (leaving, staying) = write(cafe, "part", "reste")
        create = fusing.create_theme(
            cafe.state, "t1", "pistes", cafe.now, note_ids=[leaving.id, staying.id], theme_id="p"
        )
        cafe.apply(create)
        action = notes.move_notes(cafe.state, [leaving.id], CellKey("t2", 1, "B", "pistes"))
        assert action is not None
        cafe.apply(action)
        assert [source.id for source in sources_of(cafe.state, "p")] == [staying.id]

    def test_where_it_is_already_is_no_action(self, cafe: Cafe) -> None:
        (there,) = write(cafe, "une piste")
        assert notes.move_notes(cafe.state, [there.id], A1) is None

    def test_a_frozen_table_keeps_the_notes_of_its_points(self, cafe: Cafe) -> None:
        (used,) = write(cafe, "une piste")
        cafe.apply(
            fusing.create_theme(cafe.state, "t1", "pistes", cafe.now, note_ids=[used.id], theme_id="p")
        )
        cafe.state = cafe.state.apply([("cafe_table", "t1", {"frozen_at": "2025-10-15T11:00:00.000Z"})])
        with pytest.raises(AtelierError, match="frozen"):
            notes.move_notes(cafe.state, [used.id], CellKey("t2", 1, "B", "pistes"))
        with pytest.raises(AtelierError, match="frozen"):
            notes.remove_note(cafe.state, used.id)


class TestOrder:
    def test_one_row_is_written(self, cafe: Cafe) -> None:
        _, second, _ = write(cafe, "un", "deux", "trois")
        action = notes.reorder_note(cafe.state, second.id, -1)
        assert action is not None and len(action.changes) == 1
        cafe.apply(action)
        assert texts(cafe) == ["deux", "un", "trois"]

    def test_what_is_written_after_a_note_was_moved_to_the_end_comes_after_it(self, cafe: Cafe) -> None:
        first, *_ = write(cafe, "un", "deux")
        action = notes.reorder_note(cafe.state, first.id, 5)
        assert action is not None
        cafe.apply(action)
        write(cafe, "trois")
        assert texts(cafe) == ["deux", "un", "trois"]

    @pytest.mark.parametrize("steps", [-1, -9])
    def test_the_edge_is_no_action(self, cafe: Cafe, steps: int) -> None:
        first, *_ = write(cafe, "un", "deux")
        assert notes.reorder_note(cafe.state, first.id, steps) is None

    def test_notes_that_share_a_key_can_still_be_told_apart(self, cafe: Cafe) -> None:
        found = write(cafe, "un", "deux", "trois")
        for row in found:
            cafe.change(row, position="8")
        order = [row.id for row in notes_in(cafe.state, A1)]
        action = notes.reorder_note(cafe.state, order[2], -1)
        assert action is not None
        cafe.apply(action)
        assert [row.id for row in notes_in(cafe.state, A1)] == [order[0], order[2], order[1]]

    @settings(max_examples=40, deadline=None)
    @given(st.lists(st.tuples(st.integers(0, 5), st.integers(-6, 6)), max_size=12))
    def test_moving_is_what_a_list_does(self, moves: list[tuple[int, int]]) -> None:
        cafe = Cafe()
        expected = [row.id for row in write(cafe, *(f"note {number}" for number in range(6)))]
        for index, steps in moves:
            moved = expected[index]
            goal = min(max(index + steps, 0), 5)
            expected.insert(goal, expected.pop(index))
            action = notes.reorder_note(cafe.state, moved, steps)
            if action is not None:
                cafe.apply(action)
            assert [row.id for row in notes_in(cafe.state, A1)] == expected

    def test_a_rehearsal_note_stays_where_it_is(self, cafe: Cafe) -> None:
        (trial, _) = write(cafe, "test test", "une piste")
        cafe.change(trial, is_rehearsal=True)
        assert notes.reorder_note(cafe.state, trial.id, 1) is None


class TestDividing:
    def test_every_part_is_a_note_behind_the_first(self, cafe: Cafe) -> None:
        first, _ = write(cafe, "stands et affiches", "autre")
        cafe.change(first, star=True, profile="usagers")
        action = notes.divide_note(cafe.state, first.id, ["stands", "", "affiches"], cafe.now)
        assert action is not None and action.name == "note.divide"
        cafe.apply(action)
        assert texts(cafe) == ["stands", "affiches", "autre"]
        part = notes_in(cafe.state, A1)[1]
        assert (part.star, part.profile, part.written_at) == (True, "usagers", first.written_at)
        assert notes_in(cafe.state, A1)[0].id == first.id

    def test_one_part_is_a_correction(self, cafe: Cafe) -> None:
        (first,) = write(cafe, "stands et affiches")
        action = notes.divide_note(cafe.state, first.id, [" stands "], cafe.now)
        assert action is not None and action.name == "note.edit"
        assert notes.divide_note(cafe.state, first.id, [first.text], cafe.now) is None

    @pytest.mark.parametrize("parts", [[], ["", " "], ["bon", "x" * 2001]])
    def test_parts_that_cannot_be_notes_change_nothing(self, cafe: Cafe, parts: list[str]) -> None:
        (first,) = write(cafe, "stands et affiches")
        with pytest.raises(AtelierError):
            notes.divide_note(cafe.state, first.id, parts, cafe.now)

    def test_the_point_keeps_the_first_part(self, cafe: Cafe) -> None:
        (first,) = write(cafe, "stands et affiches")
        cafe.apply(
            fusing.create_theme(cafe.state, "t1", "pistes", cafe.now, note_ids=[first.id], theme_id="p")
        )
        action = notes.divide_note(cafe.state, first.id, ["stands", "affiches"], cafe.now)
        assert action is not None
        cafe.apply(action)
        assert [source.text for source in sources_of(cafe.state, "p")] == ["stands"]


class TestRemoving:
    def test_several_go_in_one_gesture_and_stay_in_the_file(self, cafe: Cafe) -> None:
        first, second, third = write(cafe, "un", "deux", "trois")
        cafe.apply(notes.remove_notes(cafe.state, [first.id, third.id]))
        assert texts(cafe) == ["deux"]
        assert note(cafe, first.id).text == "un"
        assert notes_at(cafe.state, "t1") == (note(cafe, second.id),)

    def test_a_note_that_comes_back_is_where_it_was(self, cafe: Cafe) -> None:
        (used,) = write(cafe, "une piste")
        cafe.apply(
            fusing.create_theme(cafe.state, "t1", "pistes", cafe.now, note_ids=[used.id], theme_id="p")
        )
        cafe.apply(notes.remove_note(cafe.state, used.id))
        assert sources_of(cafe.state, "p") == ()
        cafe.change(used, deleted=False)
        assert [source.id for source in sources_of(cafe.state, "p")] == [used.id]
        assert cafe.state.get(Theme, "p") is not None

    def test_a_note_that_is_gone_is_said_to_be_gone(self, cafe: Cafe) -> None:
        (first,) = write(cafe, "un")
        cafe.apply(notes.remove_note(cafe.state, first.id))
        for plan in (
            lambda: notes.toggle_star(cafe.state, first.id),
            lambda: notes.edit_text(cafe.state, first.id, "autre"),
            lambda: notes.remove_note(cafe.state, first.id),
            lambda: notes.set_profile(cafe.state, first.id, None),
        ):
            with pytest.raises(AtelierError, match="no longer there"):
                plan()


class TestColumns:
    def test_a_correction_names_what_it_was_based_on(self, cafe: Cafe) -> None:
        (first,) = write(cafe, "un")
        action = notes.edit_text(cafe.state, first.id, " deux ", based_on="r1", drafts=("capture-edit:t1",))
        assert action is not None
        assert action.changes[0].based_on == "r1"
        assert action.changes[0].columns == {"text": "deux"}
        assert notes.edit_text(cafe.state, first.id, "un ") is None

    def test_the_star_goes_on_and_off(self, cafe: Cafe) -> None:
        (first,) = write(cafe, "un")
        cafe.apply(notes.toggle_star(cafe.state, first.id))
        assert note(cafe, first.id).star
        off = notes.toggle_star(cafe.state, first.id)
        cafe.apply(off)
        assert not note(cafe, first.id).star
        assert off.name == "note.unstar"

    def test_a_link_says_what_it_says_and_can_be_taken_away(self, cafe: Cafe) -> None:
        first, second = write(cafe, "stands", "au marché")
        cafe.apply(notes.link_note(cafe.state, second.id, first.id, LinkKind.NUANCES))
        assert (note(cafe, second.id).link_to, note(cafe, second.id).link_kind) == (first.id, "nuances")
        cafe.apply(notes.link_note(cafe.state, second.id, None, None))
        assert note(cafe, second.id).link_to is None

    def test_a_note_cannot_answer_itself(self, cafe: Cafe) -> None:
        (first,) = write(cafe, "un")
        with pytest.raises(AtelierError, match="itself"):
            notes.link_note(cafe.state, first.id, first.id, LinkKind.EXTENDS)

    def test_a_note_set_aside_needs_a_reason_and_can_be_taken_back(self, cafe: Cafe) -> None:
        (first,) = write(cafe, "?")
        with pytest.raises(AtelierError, match="few words"):
            notes.set_aside(cafe.state, [first.id], " \u200b")
        aside = notes.set_aside(cafe.state, [first.id], "illisible")
        assert aside is not None
        cafe.apply(aside)
        assert note(cafe, first.id).set_aside_reason == "illisible"
        back = notes.take_back(cafe.state, [first.id])
        assert back is not None
        cafe.apply(back)
        assert note(cafe, first.id).set_aside_reason is None
        assert notes.take_back(cafe.state, [first.id]) is None


class TestEmptyCells:
    def status(self, cafe: Cafe, heading: str = "pistes") -> CellStatus:
        return cafe.cells("t1")["t1", 1, "A", heading]

    def test_one_gesture_answers_for_several(self, cafe: Cafe) -> None:
        cells = [CellKey("t1", 1, "A", heading) for heading in ("constats", "conditions")]
        cafe.apply(notes.answer_cells(cafe.state, cells, CellState.NOT_REACHED))
        assert self.status(cafe, "constats").state is CellState.NOT_REACHED
        assert self.status(cafe, "conditions").state is CellState.NOT_REACHED
        assert self.status(cafe, "pistes").state is CellState.OPEN

    def test_not_collected_needs_a_reason(self, cafe: Cafe) -> None:
        with pytest.raises(AtelierError, match="Say why"):
            notes.answer_cells(cafe.state, [A1], CellState.NOT_COLLECTED, "\u200b")
        cafe.apply(notes.answer_cells(cafe.state, [A1], CellState.NOT_COLLECTED, "feuille\nperdue"))
        assert self.status(cafe).reason == "feuille perdue"

    def test_an_answer_can_be_taken_away(self, cafe: Cafe) -> None:
        cafe.apply(notes.answer_cells(cafe.state, [A1], CellState.NOT_COLLECTED, "feuille perdue"))
        cafe.apply(notes.answer_cells(cafe.state, [A1], None, "feuille perdue"))
        assert self.status(cafe).state is CellState.OPEN
        assert cafe.state.all(Cell)[A1.row_id].reason == ""

    def test_an_answer_counts_again_after_undo_took_its_row_away(self, cafe: Cafe) -> None:
        cafe.apply(notes.answer_cells(cafe.state, [A1], CellState.NOT_REACHED))
        cafe.change(cafe.state.all(Cell)[A1.row_id], deleted=True)
        cafe.apply(notes.answer_cells(cafe.state, [A1], CellState.NOTHING_TO_ADD))
        assert self.status(cafe).state is CellState.NOTHING_TO_ADD

    def test_derived_states_are_no_answers(self, cafe: Cafe) -> None:
        with pytest.raises(ValueError, match="filled"):
            notes.answer_cells(cafe.state, [A1], CellState.FILLED)


def test_going_on_typing_after_next_writes_nothing_into_the_wrong_group(cafe: Cafe) -> None:
    table = cafe.state.all(CafeTable)["t1"]
    for second in range(60):
        if second in (5, 20):
            cafe.do(running.go_next)
        cell = current_cell(cafe.state, table, "pistes")
        write(cafe, f"à la seconde {second}", cell=cell)
    assert {row.group_id for row in notes_at(cafe.state, "t1")} == {"A"}
