"""Files that went on side by side, united: nothing is lost, and neither order nor repetition matters."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from atelier.domain.clock import ClockEvent
from atelier.domain.note import Note
from atelier.domain.theme import Variant
from atelier.errors import AtelierError
from atelier.storage.replay import RevisionClash
from atelier.storage.side_by_side import is_consequence
from atelier.storage.union import unite
from tests.storage.laptops import Laptop, united
from tests.storage.samples import NOON


def two(base: Laptop | None = None) -> tuple[Laptop, Laptop]:
    base = base or Laptop.new()
    return base.copied("a"), base.copied("b")


def text_of(laptop: Laptop, note_id: str = "n") -> str:
    return laptop.state.all(Note)[note_id].text


def test_notes_of_both_are_there_and_nothing_waits() -> None:
    a, b = two()
    for number in range(3):
        a.write("note", f"a{number}", dict(a.lines[max(a.lines)].changes) | {"text": f"de A {number}"})
        b.write("note", f"b{number}", dict(b.lines[max(b.lines)].changes) | {"text": f"de B {number}"})
    both = united([a, b])
    assert set(both.state.all(Note)) == {"n", "a0", "a1", "a2", "b0", "b1", "b2"}
    assert both.waiting == {}
    assert not any(is_consequence(line) for line in both.lines.values())


def test_a_text_changed_on_both_keeps_the_older_version_beside_the_newer() -> None:
    a, b = two()
    a.write("note", "n", {"text": "selon A"}, NOON + 1)
    b.write("note", "n", {"text": "selon B"}, NOON + 2)
    both = united([a, b])
    assert text_of(both) == "selon B"
    (variant,) = both.state.live(Variant)
    assert (variant.of_kind, variant.of_id, variant.of_column, variant.text) == (
        "note",
        "n",
        "text",
        "selon A",
    )
    assert variant.author == f"tui:{a.node}"


@pytest.mark.parametrize(
    ("column", "mine", "theirs"), [("star", 1, 0), ("text", "pareil", "pareil"), ("text", "", "écrit")]
)
def test_what_is_no_conflict_makes_none(column: str, mine: str | int, theirs: str | int) -> None:
    a, b = two()
    a.write("note", "n", {column: mine}, NOON + 1)
    b.write("note", "n", {column: theirs}, NOON + 2)
    assert united([a, b]).waiting == {}


def test_a_change_on_one_side_only_is_no_conflict() -> None:
    a, b = two()
    a.write("note", "n", {"text": "selon A"}, NOON + 1)
    b.write("note", "n", {"star": 1}, NOON + 2)
    both = united([a, b])
    assert (text_of(both), both.state.all(Note)["n"].star, both.waiting) == ("selon A", True, {})


def test_only_the_last_text_of_each_side_counts() -> None:
    a, b = two()
    for second in range(1, 6):
        a.write("note", "n", {"text": f"A {second}"}, NOON + second)
        b.write("note", "n", {"text": f"B {second}"}, NOON + second + 0.5)
    both = united([a, b])
    assert text_of(both) == "B 5"
    assert list(both.waiting.values()) == ["A 5"]


def test_three_sides_that_all_differ_keep_three_texts() -> None:
    base = Laptop.new()
    sides = [base.copied(node) for node in "abc"]
    for second, side in enumerate(sides):
        side.write("note", "n", {"text": f"version {second}"}, NOON + second)
    both = united(sides)
    assert text_of(both) == "version 2"
    assert sorted(both.waiting.values()) == ["version 0", "version 1"]


def test_what_was_settled_stays_settled() -> None:
    a, b = two()
    a.write("note", "n", {"text": "selon A"}, NOON + 1)
    b.write("note", "n", {"text": "selon B"}, NOON + 2)
    both = united([a, b])
    (variant_id,) = both.waiting
    both.settle(variant_id, NOON + 10)
    again = united([both, a, b])
    assert again.waiting == {}
    assert again.lines.keys() == both.lines.keys()


def test_a_version_waits_on_while_the_text_is_worked_on() -> None:
    a, b = two()
    a.write("note", "n", {"text": "selon A"}, NOON + 1)
    b.write("note", "n", {"text": "selon B"}, NOON + 2)
    both = united([a, b])
    both.write("note", "n", {"text": "selon B, corrigé"}, NOON + 10)
    again = united([both, a])
    assert text_of(again) == "selon B, corrigé"
    assert list(again.waiting.values()) == ["selon A"]


def test_going_on_apart_after_a_union_is_a_conflict_with_what_was_chosen() -> None:
    a, b = two()
    a.write("note", "n", {"text": "selon A"}, NOON + 1)
    b.write("note", "n", {"text": "selon B"}, NOON + 2)
    both = united([a, b])
    (variant_id,) = both.waiting
    both.write("note", "n", {"text": "selon A"}, NOON + 10)
    both.settle(variant_id, NOON + 10)
    b.write("note", "n", {"text": "B a continué"}, NOON + 20)
    again = united([both, b])
    assert text_of(again) == "B a continué"
    assert list(again.waiting.values()) == ["selon A"]


def test_an_old_version_that_its_own_side_replaced_no_longer_waits() -> None:
    a, b = two()
    a.write("note", "n", {"text": "A, premier jet"}, NOON + 1)
    b.write("note", "n", {"text": "selon B"}, NOON + 2)
    both = united([a, b])
    assert list(both.waiting.values()) == ["A, premier jet"]
    a.write("note", "n", {"text": "A, relu"}, NOON + 3)
    again = united([both, a])
    assert text_of(again) == "A, relu"
    assert list(again.waiting.values()) == ["selon B"]
    assert again.lines.keys() == united([a, b]).lines.keys()


def test_two_files_made_of_one_export_share_their_first_texts() -> None:
    a, b = Laptop("a" * 12), Laptop("b" * 12)
    for laptop, wall in ((a, NOON), (b, NOON + 5)):
        for line in Laptop.new().lines.values():
            laptop.write(line.kind, line.row_id, dict(line.changes), wall)
    b.write("note", "n", {"text": "corrigé par B"}, NOON + 10)
    both = united([a, b])
    assert text_of(both) == "corrigé par B"
    assert both.waiting == {}


def test_a_text_that_was_emptied_leaves_the_other_waiting() -> None:
    a, b = two()
    a.write("workshop", "w", {"conclusion": "la fin"}, NOON + 1)
    b.write("workshop", "w", {"conclusion": ""}, NOON + 2)
    both = united([a, b])
    assert both.state.workshop.conclusion == ""
    assert list(both.waiting.values()) == ["la fin"]


# The clock


def presses(laptop: Laptop) -> set[str]:
    return {press.id for press in laptop.state.live(ClockEvent)}


def test_the_clock_is_that_of_the_file_with_the_latest_press() -> None:
    base = Laptop.new()
    shared = base.press(1)
    a, b = two(base)
    a.press(2, NOON + 1)
    a.press(3, NOON + 3)
    mine = b.press(2, NOON + 4)
    both = united([a, b])
    assert presses(both) == {shared.row_id, mine.row_id}
    assert len(both.state.all(ClockEvent)) == 4, "the other presses are removed, and not forgotten"
    later = both.press(3, NOON + 20)
    a.press(4, NOON + 10)
    assert presses(united([both, a])) == {shared.row_id, mine.row_id, later.row_id}
    a.press(5, NOON + 30)
    assert presses(united([both, a])) == presses(a)


def test_minutes_that_one_side_took_back_are_there_with_the_clock_of_the_other() -> None:
    base = Laptop.new()
    extension = base.press(1)
    a, b = two(base)
    a.write("clock_event", extension.row_id, {"deleted": 1}, NOON + 1)
    last = b.press(2, NOON + 2)
    assert presses(united([a, b])) == {extension.row_id, last.row_id}


def test_one_clock_is_left_as_it_is() -> None:
    base = Laptop.new()
    base.press(1)
    a, b = two(base)
    b.press(2, NOON + 1)
    both = united([a, b])
    assert presses(both) == presses(b)
    assert not any(is_consequence(line) for line in both.lines.values())


# What is refused


def test_files_of_two_workshops_are_not_united() -> None:
    a, b = Laptop.new(), Laptop("b" * 12)
    b.write("workshop", "another", {"title": "Un autre"})
    with pytest.raises(AtelierError, match=r"atelier import"):
        unite([a.source, b.source])


def test_one_revision_with_two_contents_is_an_error() -> None:
    a, b = two()
    revision = max(b.lines)
    b.lines[revision] = replace(b.lines[revision], changes={"text": "autre chose"})
    with pytest.raises(RevisionClash, match=revision):
        unite([a.source, b.source])


# Whatever happens

STEPS = st.one_of(
    st.tuples(st.just("text"), st.integers(0, 3), st.sampled_from(["un", "deux", "trois", ""])),
    st.tuples(st.just("title"), st.integers(0, 3), st.sampled_from(["ici", "là"])),
    st.tuples(st.just("note"), st.integers(0, 3), st.just("")),
    st.tuples(st.just("star"), st.integers(0, 3), st.just("")),
    st.tuples(st.just("remove"), st.integers(0, 3), st.just("")),
    st.tuples(st.just("press"), st.integers(0, 3), st.just("")),
    st.tuples(st.just("settle"), st.integers(0, 3), st.just("")),
)


def play(laptop: Laptop, step: tuple[str, int, str], second: int) -> None:
    what, _, text = step
    wall = NOON + second
    match what:
        case "text":
            laptop.write("note", "n", {"text": text}, wall)
        case "title":
            laptop.write("workshop", "w", {"title": text}, wall)
        case "note":
            columns = {"table_id": "t1", "round": 1, "heading": "pistes", "text": f"note {second}"}
            laptop.write("note", f"n{second}", dict(columns), wall)
        case "star" | "remove":
            laptop.write("note", "n", {"star" if what == "star" else "deleted": second % 2}, wall)
        case "press":
            laptop.press(1 + len(laptop.state.live(ClockEvent)), wall)
        case "settle":
            for variant_id in sorted(laptop.waiting)[:1]:
                laptop.settle(variant_id, wall)


def same(one: Laptop, other: Laptop) -> bool:
    return one.lines == other.lines and one.state.tables_by_kind == other.state.tables_by_kind


@settings(max_examples=200, deadline=None)
@given(
    st.lists(STEPS, max_size=6),
    st.lists(STEPS, max_size=24),
    st.lists(st.integers(0, 60), min_size=24, max_size=24),
    st.data(),
)
def test_any_split_order_repetition_and_nesting_gives_the_same(
    shared: list[tuple[str, int, str]],
    apart: list[tuple[str, int, str]],
    seconds: list[int],
    data: st.DataObject,
) -> None:
    base = Laptop.new()
    for second, step in enumerate(shared):
        play(base, step, second)
    laptops = [base.copied(node) for node in "abcd"]
    texts = {text_of(base)}
    for step, second in zip(apart, seconds, strict=False):
        play(laptops[step[1]], step, 100 + second)
    flat = united(laptops)
    mixed = data.draw(st.permutations(laptops))
    assert same(united(mixed), flat)
    assert same(united([*laptops, flat, mixed[0]]), flat)
    pairs = united([united(mixed[:2], "e"), united(mixed[1:], "9")])
    assert same(pairs, flat)
    chain = laptops[0]
    for laptop in data.draw(st.permutations(laptops)):
        chain = united([chain, laptop], "8")
    assert same(chain, flat)
    # Every note is there, and the last word of each laptop is to be seen.
    assert set(flat.state.all(Note)) == set().union(*(laptop.state.all(Note) for laptop in laptops))
    seen = {text_of(flat), *(text for text in flat.waiting.values()), "", *texts}
    assert {text_of(laptop) for laptop in laptops} <= seen
    pressed = [laptop for laptop in laptops if presses(laptop) != presses(base)]
    if pressed:
        newest = {
            laptop.node: max(r for r, line in laptop.lines.items() if "number" in line.changes)
            for laptop in pressed
        }
        assert presses(flat) == presses(max(pressed, key=lambda laptop: newest[laptop.node]))


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.tuples(STEPS, st.sampled_from(["", "", "", "unite", "copy"]), st.integers(0, 3)), max_size=30
    ),
    st.data(),
)
def test_laptops_that_meet_now_and_then_end_with_the_same(
    script: list[tuple[tuple[str, int, str], str, int]], data: st.DataObject
) -> None:
    base = Laptop.new()
    laptops = [base.copied(node) for node in "abcd"]
    kept: list[Laptop] = [base]
    nodes = iter(f"{number:012x}" for number in range(1, 100))
    for second, (step, meeting, other) in enumerate(script):
        index = step[1]
        play(laptops[index], step, second)
        if meeting == "unite":
            laptops[index] = united([laptops[index], laptops[other]])
        elif meeting == "copy":
            kept.append(laptops[index].copied("0"))
            laptops[other] = laptops[index].copied("0")
            laptops[other].node = next(nodes)
        laptops[index].node = next(nodes)
    flat = united([*laptops, *kept])
    mixed = data.draw(st.permutations([*laptops, *kept]))
    assert same(united(mixed), flat)
    cut = data.draw(st.integers(1, len(mixed) - 1))
    assert same(united([united(mixed[:cut]), united(mixed[cut:])]), flat)
    assert same(united([flat, mixed[0]]), flat)
