"""Dots: what a device gives, never more than it has; raised hands; what became of them elsewhere."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from atelier.domain.ballot import (
    devices_known,
    dots_by_note,
    dots_on,
    given_by,
    hands_on,
    idea_ids,
    ideas,
    voters,
)
from atelier.domain.change import Action, Change
from atelier.domain.clock import Moment
from atelier.domain.dot import BY_HAND, Dot, dot_id
from atelier.domain.note import CellKey, Note
from atelier.domain.state import State
from atelier.errors import AtelierError
from atelier.export.composition import compose
from atelier.export.csv import write_notes
from atelier.export.html import write_html
from atelier.export.json import write_workshop
from atelier.export.markdown import write_markdown
from atelier.export.paste import write_paste
from atelier.i18n import Translator
from atelier.services import dots
from atelier.services.duplication import duplicate
from atelier.services.importing import import_notes
from atelier.services.rebuilding import read_workshop
from atelier.services.status import status
from atelier.services.taking_back import why_final
from tests.data.workshops import NOON, note_row, with_changes

NOTES = ("a", "b", "c", "d")
EACH = 3


def cafe() -> State:
    """Three starred notes, one under the heading that gathers stars, and one that is neither."""
    cells = {"a": "pistes", "b": "pistes", "c": "constats", "d": "phares", "e": "constats"}
    starred = {"a", "b", "c"}
    rows = [
        Note(
            id=key,
            table_id="t1" if key != "c" else "t2",
            round=1,
            group_id="ga" if key != "c" else "gb",
            heading=heading,
            text=f"idée {key}",
            star=key in starred,
            position=f"9{key}",
        )
        for key, heading in cells.items()
    ]
    state = with_changes(*rows)
    others = [note.id for note in state.live(Note) if note.heading == "phares" and note.id != "d"]
    return state.apply((Note.KIND, note_id, {"deleted": True}) for note_id in others)


def saved(state: State, action: Action | None) -> State:
    """The state after an action."""
    if action is None:
        return state
    return state.apply((change.kind, change.row_id, change.columns) for change in action.changes)


def give(state: State, voter: str, **given_now: int) -> State:
    """The state after a device has said what it gives."""
    return saved(state, dots.give(state, voter, given_now, EACH))


def star(state: State, note_id: str, *, on: bool) -> State:
    """The state after a note was starred, or no longer."""
    return state.apply([(Note.KIND, note_id, {"star": on})])


def test_what_dots_are_given_to_are_the_key_ideas_by_table() -> None:
    found = [(table.number, [note.id for note in notes]) for table, notes in ideas(cafe())]
    assert found == [(1, ["a", "b", "d"]), (2, ["c"])]
    assert idea_ids(cafe()) == set(NOTES)


def test_a_device_says_everything_that_it_gives_each_time() -> None:
    state = give(cafe(), "v", a=2, b=1)
    assert given_by(state, "v") == {"a": 2, "b": 1}
    state = give(state, "v", a=1, c=2)
    assert given_by(state, "v") == {"a": 1, "c": 2}
    state = give(state, "w", a=3)
    assert dots_by_note(state) == {"a": 4, "c": 2}
    assert (voters(state), devices_known(state)) == (2, 2)
    state = give(state, "w")
    assert (voters(state), devices_known(state), dots_on(state, "a")) == (1, 2, 1)


def test_the_same_said_twice_changes_nothing() -> None:
    state = give(cafe(), "v", a=2)
    assert dots.give(state, "v", {"a": 2}, EACH) is None
    assert dots.give(state, "v", {"a": 2, "b": 0}, EACH) is None
    assert dots.give(cafe(), "v", {}, EACH) is None


def test_more_dots_than_a_device_has_are_refused_whole() -> None:
    state = give(cafe(), "v", a=3)
    with pytest.raises(AtelierError) as refused:
        dots.give(state, "v", {"a": 3, "b": 1}, EACH)
    assert refused.value.params["n"] == EACH
    assert given_by(state, "v") == {"a": 3}


def test_what_is_no_key_idea_takes_no_dot_and_frees_those_it_had() -> None:
    assert dots.give(cafe(), "v", {"e": 1, "unknown": 2}, EACH) is None
    state = star(give(cafe(), "v", a=3), "a", on=False)
    assert given_by(state, "v") == {}
    assert dots.left(state, "v", EACH) == EACH
    state = give(state, "v", a=3, b=3)
    assert given_by(star(state, "a", on=True), "v") == {"b": 3}


def test_too_many_devices_are_refused_and_those_known_go_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dots, "MOST_DEVICES", 2)
    state = give(give(cafe(), "v", a=1), "w", a=1)
    with pytest.raises(AtelierError):
        dots.give(state, "x", {"a": 1}, EACH)
    assert given_by(give(state, "v", b=3), "v") == {"b": 3}


GIVEN = st.dictionaries(st.sampled_from((*NOTES, "e", "gone")), st.integers(0, 5), max_size=5)
DEEDS = st.one_of(
    st.tuples(st.just("give"), st.sampled_from("vwx"), GIVEN),
    st.tuples(st.just("star"), st.sampled_from("abc"), st.booleans()),
    st.tuples(st.just("hands"), st.sampled_from(NOTES), st.integers(0, 40)),
)


@settings(max_examples=200, deadline=None)
@given(st.lists(DEEDS, max_size=25), st.randoms(use_true_random=False))
def test_no_device_ever_has_more_dots_than_it_was_given(
    deeds: list[tuple[str, str, object]], chance: object
) -> None:
    # Any order, any repetition: what is sent again late is sent as it was
    again = [*deeds, *deeds]
    chance.shuffle(again)  # type: ignore[attr-defined]
    state = cafe()
    hands: dict[str, int] = {}
    for deed, whom, what in again:
        if deed == "star":
            state = star(state, whom, on=bool(what))
        elif deed == "hands":
            state = saved(state, dots.count_hands(state, whom, int(str(what))))
            hands[whom] = int(str(what))
        else:
            assert isinstance(what, Mapping)
            try:
                state = saved(state, dots.give(state, whom, what, EACH))
            except AtelierError:
                known = {note: number for note, number in what.items() if note in idea_ids(state)}
                assert sum(known.values()) > EACH
                continue
            wanted = {n: k for n, k in what.items() if k and n in idea_ids(state)}
            assert given_by(state, whom) == wanted
        for voter in "vwx":
            assert sum(given_by(state, voter).values()) <= EACH
    assert {note: hands_on(state, note) for note in hands} == hands
    for note in NOTES:
        rows = [dot for dot in state.live(Dot) if dot.note_id == note]
        assert dots_on(state, note) == sum(dot.count for dot in rows)


def test_raised_hands_are_counted_beside_the_dots_and_undone_on_run() -> None:
    state = give(cafe(), "v", a=2)
    action = dots.count_hands(state, "a", 7)
    assert action is not None
    assert (action.name, action.screen, action.about) == ("dots.hands", "run", "idée a")
    state = saved(state, action)
    assert (dots_on(state, "a"), hands_on(state, "a"), voters(state)) == (9, 7, 1)
    assert dots.count_hands(state, "a", 7) is None
    assert dots_on(saved(state, dots.count_hands(state, "a", 0)), "a") == 2


@pytest.mark.parametrize("number", [-1, 1000])
def test_a_number_that_no_room_holds_is_refused(number: int) -> None:
    with pytest.raises(AtelierError):
        dots.count_hands(cafe(), "a", number)
    with pytest.raises(AtelierError):
        dots.count_hands(cafe(), "gone", 1)


def test_hands_that_were_undone_can_be_counted_again() -> None:
    state = saved(cafe(), dots.count_hands(cafe(), "a", 7))
    state = state.apply([(Dot.KIND, dot_id("a", BY_HAND), {"deleted": True})])
    assert dots_on(state, "a") == 0
    assert dots_on(saved(state, dots.count_hands(state, "a", 7)), "a") == 7


def test_what_stands_for_a_device_is_not_its_id() -> None:
    device = "9f8c2d7e-device"
    voter = dots.voter_of("w", device)
    assert voter == dots.voter_of("w", device)
    assert voter not in (dots.voter_of("w", "other"), dots.voter_of("x", device))
    assert device not in voter
    assert voter != BY_HAND


def test_what_a_phone_gave_is_not_taken_back_for_it() -> None:
    def taking(row_id: str) -> str:
        return why_final("dots", Action("history.undo", (Change(Dot.KIND, row_id, {"count": 0}),)))

    assert taking(dot_id("a", "v"))
    assert not taking(dot_id("a", BY_HAND))


def test_the_export_keeps_dots_and_a_new_workshop_like_it_does_not() -> None:
    state = saved(give(cafe(), "v", a=2), dots.count_hands(cafe(), "b", 5))
    back = State.of(read_workshop(write_workshop(state)))
    assert dots_by_note(back) == {"a": 2, "b": 5}
    assert not [row for row in duplicate(state, NOON) if isinstance(row, Dot)]


def test_a_number_of_dots_that_makes_no_sense_is_not_rebuilt() -> None:
    content = json.loads(write_workshop(give(cafe(), "v", a=2)))
    content["tables"]["dot"][0]["count"] = -1
    with pytest.raises(AtelierError) as refused:
        read_workshop(json.dumps(content).encode())
    assert "dot[1].count" in str(refused.value)


def test_the_status_says_what_it_said() -> None:
    def plain(state: State) -> str:
        return json.dumps(status(state, NOON), default=str)

    assert plain(give(cafe(), "v", a=2)) == plain(cafe())


def test_notes_for_a_spreadsheet_have_their_dots_last_and_read_back() -> None:
    cell = CellKey("t1", 1, "ga", "pistes")
    note = note_row(900, cell, "idée a", star=True)
    state = saved(with_changes(note), dots.give(with_changes(note), "v", {note.id: 2}, EACH))
    content = write_notes(state)
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))
    assert list(rows[0])[-1] == "dots"
    assert {row["text"]: row["dots"] for row in rows if row["dots"]} == {"idée a": "2"}
    assert import_notes(state, content, NOON, name="notes.csv").action is None


@pytest.mark.parametrize(
    ("language", "two", "one"), [("fr", "2 gommettes", "1 gommette"), ("en", "2 dots", "1 dot")]
)
def test_documents_say_how_many_dots_an_idea_has_and_never_whose(language: str, two: str, one: str) -> None:
    state = give(give(cafe(), "voter-v", a=2), "voter-w", b=1)
    state = state.apply(
        [("theme", theme.id, {"deleted": True}) for theme in state.tables_by_kind["theme"].values()]  # type: ignore[attr-defined]
    )
    tr = Translator(language)  # type: ignore[arg-type]
    report = compose(state, Moment(NOON.wall, NOON.boot, NOON.boot_id), tr)
    for write in (write_markdown, write_html, write_paste):
        text = write(report).decode()
        assert two in text
        assert one in text
        assert "voter-" not in text
    raw = next(heading for table in report.tables for heading in table.headings if heading.raw).raw
    assert [note.dots for note in raw] == [two, one, ""]


def test_without_any_dot_documents_do_not_speak_of_them() -> None:
    cell = CellKey("t1", 1, "ga", "pistes")
    report = compose(with_changes(note_row(900, cell, "x", star=True)), NOON, Translator("fr"))
    assert "gommette" not in write_markdown(report).decode()
