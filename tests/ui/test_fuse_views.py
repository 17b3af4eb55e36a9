"""What the lists and bars of the fusion say, without any screen."""

from __future__ import annotations

import pytest

from atelier.domain.note import LinkKind, Note
from atelier.domain.theme import Theme, ThemeStatus
from atelier.domain.workshop import CafeTable, group_label
from atelier.i18n import Translator
from atelier.services import conclusion, fusing, notes
from atelier.ui.screens.fuse import bars, conclusion_view, notes_view, points_view
from atelier.ui.screens.fuse.notes_view import Listing, NotesView
from atelier.ui.screens.fuse.where import (
    Where,
    headings_at,
    next_table,
    next_with_work,
    pages,
    settled,
)
from atelier.ui.widgets.line_list import Line
from tests.data.cafe import Cafe

EN = Translator("en")
PISTES = Where("t1", "pistes")


@pytest.fixture
def cafe() -> Cafe:
    """Two tables; four notes under « pistes » of the first, and what is said of their cells."""
    cafe = Cafe()
    cafe.start()
    first = cafe.note("t1", 1, "A", "pistes", "boîte", profile="usagers")
    cafe.note("t1", 1, "A", "pistes", "marché", star=True)
    cafe.note("t1", 1, "A", "constats", "étoile", star=True)
    cafe.note("t1", 2, "B", "pistes", "non", link_to=first.id, link_kind=LinkKind.CONTRADICTS)
    return cafe


def point(
    cafe: Cafe, *note_texts: str, heading: str = "pistes", table: str = "t1", title: str = "Un point"
) -> str:
    cafe.clock.advance(1)
    chosen = [note.id for note in cafe.state.live(Note) if note.text in note_texts]
    action = fusing.create_theme(cafe.state, table, heading, cafe.now, note_ids=chosen, title=title)
    cafe.apply(action)
    return action.changes[0].row_id


def listed(cafe: Cafe, where: Where = PISTES, **options: object) -> list[Line]:
    return notes_view.note_lines(EN, cafe.state, where, Listing(**options), cafe.reading)  # type: ignore[arg-type]


def said(lines: list[Line]) -> list[str]:
    return [line.text for line in lines]


def text(parts: list[object]) -> str:
    return "".join(part.text for part in parts)  # type: ignore[attr-defined]


def test_notes_come_by_group_with_stars_links_and_profiles(cafe: Cafe) -> None:
    lines = listed(cafe)
    assert said(lines) == ["Group A · round 1", "boîte", "marché", "Group B · round 2", "non"]
    assert [line.lead for line in lines if line.is_selectable] == ["· ", "★ ", "· "]
    assert lines[1].tail == "usagers"
    assert lines[4].below == (("↳ contradicts “boîte”", "dim"),)


def test_a_note_says_which_points_rest_on_it(cafe: Cafe) -> None:
    point(cafe, "boîte")
    point(cafe, "boîte", "marché")
    point(cafe, "non", heading="phares")
    tails = {line.text: line.tail for line in listed(cafe, view=NotesView.ALL)}
    assert tails["boîte"] == "usagers → 1·2"
    assert tails["marché"] == "→ 2"
    assert tails["non"] == "✓"


def test_notes_set_aside_say_why(cafe: Cafe) -> None:
    first = cafe.state.live(Note)[0]
    action = notes.set_aside(cafe.state, [first.id], "doublon")
    assert action is not None
    cafe.apply(action)
    lines = listed(cafe, view=NotesView.SET_ASIDE)
    assert lines[1].below == (("set aside: doublon", "warning"),)
    assert "boîte" not in said(listed(cafe))


def test_key_ideas_offer_the_stars_of_other_headings(cafe: Cafe) -> None:
    lines = listed(cafe, Where("t1", "phares"))
    starred = [line for line in lines if line.is_selectable]
    assert [(line.text, line.tail) for line in starred] == [("marché", "Pistes"), ("étoile", "Constats")]


def test_silence_is_explained_and_never_a_finding(cafe: Cafe) -> None:
    for _ in range(6):
        cafe.next(60)
    lines = listed(cafe, Where("t1", "conditions"))
    assert said(lines)[0] == "Nothing was noted here."
    assert said(lines)[1:] == ["Group A · round 1: to be explained", "Group B · round 2: to be explained"]
    assert [line.tone for line in lines[1:]] == ["warning", "warning"]
    assert not any(line.is_selectable for line in lines)


def test_a_page_that_is_done_says_what_comes_next(cafe: Cafe) -> None:
    point(cafe, "boîte", "marché", "non")
    assert "Everything is treated here ✓" in said(listed(cafe))
    assert "Nothing is set aside here." in said(listed(cafe, view=NotesView.SET_ASIDE))


def test_points_show_their_number_star_and_carriers(cafe: Cafe) -> None:
    assert "Mark notes with Space" in said(points_view.point_lines(EN, cafe.state, PISTES))[1]
    one = point(cafe, "boîte", "non", title="")
    two = point(cafe)
    cafe.apply(fusing.toggle_key_message(cafe.state, two))
    cafe.change(cafe.state.all(Theme)[two], paragraph="Écrit.", divergence="Non.")
    lines = points_view.point_lines(EN, cafe.state, PISTES)
    assert [(line.lead, line.text, line.tail) for line in lines] == [
        (" 1   ", "(no title) boîte", "to write A·B ●● 2"),
        (" 2 ★ ", "Un point", "≠ 0"),
    ]
    cafe.change(cafe.state.all(Theme)[one], status=ThemeStatus.PROPOSED)
    lines = points_view.point_lines(EN, cafe.state, PISTES)
    assert [line.lead for line in lines] == [" 1 ★ ", "", " ~   "]


def test_many_groups_are_counted() -> None:
    cafe = Cafe(tables=8, rounds=8)
    labels = [group_label(index) for index in range(8)]
    for index, label in enumerate(labels):
        cafe.note("t1", index + 1, label, "pistes", f"note {label}")
    theme_id = point(cafe, *(f"note {label}" for label in labels))
    assert points_view.point_lines(EN, cafe.state, PISTES)[0].tail == "to write A·B·C·D… ●×8 8"
    assert theme_id


def test_an_opened_point_shows_sources_texts_and_drafts(cafe: Cafe) -> None:
    one = point(cafe, "boîte", "étoile")
    point(cafe, "boîte", title="Un autre")
    theme = cafe.state.all(Theme)[one]
    lines = points_view.detail_lines(EN, cafe.state, PISTES, theme, drafts=frozenset({"paragraph"}))
    by_text = {line.text: line for line in lines}
    assert by_text["Carried by: group A, usagers"]
    assert by_text["boîte"].tail == "A, r1"
    assert by_text["boîte"].below == (("also supports: Un autre", "dim"),)
    assert by_text["étoile"].tail == "Constats A, r1"
    assert by_text["Paragraph"].tail == "draft"
    assert [line.id for line in lines if line.id.startswith("@")] == [
        "@title",
        "@paragraph",
        "@short",
        "@divergence",
    ]
    nothing = points_view.detail_lines(EN, cafe.state, PISTES, None)
    assert said(nothing)[0] == "Question 1 ?"


def test_bars_name_tables_headings_and_counts(cafe: Cafe) -> None:
    point(cafe, "boîte", "marché", "non")
    cafe.apply(fusing.sign_table(cafe.state, "t2", cafe.now))
    cafe.apply(fusing.freeze_table(cafe.state, "t2", cafe.now))
    assert text(bars.table_parts(EN, cafe.state, PISTES, 80)) == "  T1 (1)  T2 ■   Conclusion "  # type: ignore[arg-type]
    assert (
        text(bars.heading_parts(EN, cafe.state, PISTES))
        == "  Constats (1)  Pistes ✓  Conditions  Idées phares "
    )  # type: ignore[arg-type]
    assert "3 notes: 3 used · 0 set aside · 0 to treat" in text(bars.count_parts(EN, cafe.state, PISTES))  # type: ignore[arg-type]
    assert "FROZEN" in text(bars.count_parts(EN, cafe.state, Where("t2", "pistes")))  # type: ignore[arg-type]


@pytest.mark.parametrize("number", [1, 2, 25, 49, 50])
def test_fifty_tables_fit_a_line(number: int) -> None:
    cafe = Cafe(tables=50, rounds=1)
    parts = bars.table_parts(EN, cafe.state, Where(f"t{number}", "pistes"), 80)
    line = text(parts)  # type: ignore[arg-type]
    assert f" T{number} " in line
    assert "Conclusion" in line
    assert len(line) <= 80
    assert ("‹" in line, "›" in line) == (number > 9, number < 42)
    assert [part.tone for part in parts if part.text == f" T{number} "] == ["here"]


def test_what_was_taken_out_of_the_canvas_stays_in_sight(cafe: Cafe) -> None:
    heading = next(row for row in headings_at(cafe.state, "t1") if row.key == "pistes")
    cafe.change(heading, deleted=True)
    assert [row.key for row in headings_at(cafe.state, "t1")] == [
        "constats",
        "conditions",
        "phares",
        "pistes",
    ]
    assert [row.key for row in headings_at(cafe.state, "t2")] == ["constats", "conditions", "phares"]
    assert "boîte" in said(listed(cafe))


def test_a_page_that_is_gone_leads_to_the_nearest(cafe: Cafe) -> None:
    assert settled(cafe.state, None) == pages(cafe.state)[0]
    assert settled(cafe.state, Where("t2", "gone")) == Where("t2", "constats")
    assert settled(cafe.state, Where("gone", "pistes")) == Where("t1", "constats")
    assert pages(cafe.state)[-1].is_conclusion
    assert next_table(cafe.state, Where("t2", "pistes"), 1).is_conclusion


def test_the_plenary_is_a_page_once_something_was_said_there(cafe: Cafe) -> None:
    assert not any(page.table_id == "t0" for page in pages(cafe.state))
    cafe.note("t0", 0, None, "pistes", "en plénière")
    assert Where("t0", "pistes") in pages(cafe.state)
    assert said(listed(cafe, Where("t0", "pistes")))[:2] == ["Outside rounds", "en plénière"]


def test_work_is_found_until_there_is_none() -> None:
    cafe = Cafe()
    assert next_with_work(cafe.state, pages(cafe.state)[0]) is None
    cafe.note("t2", 1, "B", "constats", "un")
    assert next_with_work(cafe.state, Where()) == Where("t2", "constats")
    theme_id = point(cafe, "un", heading="constats", table="t2")
    assert next_with_work(cafe.state, Where()) is None
    cafe.change(cafe.state.all(Theme)[theme_id], status=ThemeStatus.PROPOSED)
    assert next_with_work(cafe.state, Where("t2", "constats")) == Where("t2", "constats")


def test_the_conclusion_shows_what_it_builds_on_and_its_parts(cafe: Cafe) -> None:
    assert "The points of the tables" in said(conclusion_view.material_lines(EN, cafe.state))[0]
    one, two = point(cafe, "boîte"), point(cafe, table="t2", title="Ailleurs")
    cafe.clock.advance(1)
    cafe.apply(conclusion.create_transversal(cafe.now, title="Partout", theme_ids=[one, two]))
    lines = conclusion_view.material_lines(EN, cafe.state)
    assert [(line.text, line.tail) for line in lines if line.is_selectable] == [
        ("Un point", "→ 1"),
        ("Ailleurs", "→ 1"),
    ]
    parts = conclusion_view.part_lines(EN, cafe.state)
    assert said(parts)[0] == "Introduction"
    assert next(line.tail for line in parts if line.text == "Partout") == "to write T1·T2"
    opened = conclusion_view.part_detail_lines(EN, cafe.state, parts[2].id)
    assert [(line.text, line.tail) for line in opened][2:4] == [
        ("Un point", "T1 Pistes"),
        ("Ailleurs", "T2 Pistes"),
    ]
    assert said(conclusion_view.part_detail_lines(EN, cafe.state, None)) == [
        "Choose a part of the conclusion: it shows here."
    ]


@pytest.mark.parametrize(
    ("line_id", "column"), [("@further", "further"), ("further", ""), ("@title", ""), (None, "")]
)
def test_parts_are_told_from_other_lines(line_id: str | None, column: str) -> None:
    assert conclusion_view.part_of(line_id) == column


def test_a_removed_table_is_no_place_to_be(cafe: Cafe) -> None:
    cafe.change(cafe.state.all(CafeTable)["t1"], deleted=True)
    assert settled(cafe.state, PISTES) == Where("t2", "constats")


def test_without_groups_the_rounds_carry_a_point(cafe: Cafe) -> None:
    cafe.note("t1", 2, None, "pistes", "de tous")
    cafe.note("t1", 1, None, "pistes", "de chacun")
    theme_id, empty_id = point(cafe, "de tous", "de chacun"), point(cafe)
    theme, empty = cafe.state.all(Theme)[theme_id], cafe.state.all(Theme)[empty_id]
    assert "Carried by: round 1, round 2" in said(points_view.detail_lines(EN, cafe.state, PISTES, theme))
    assert "Carried by nobody yet" in said(points_view.detail_lines(EN, cafe.state, PISTES, empty))
