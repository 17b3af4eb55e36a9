"""What a union says of itself: what came from where, and what waits."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from atelier.domain.change import Action, Change
from atelier.domain.note import CellKey
from atelier.domain.record import Scalar
from atelier.i18n import Translator
from atelier.services.uniting.document import document
from atelier.ui.union_words import report_lines
from tests.services.uniting.conftest import Unite, Write
from tests.storage.samples import FakeClock, add_note, edit_note


def change(kind: str, row_id: str, **columns: Scalar) -> Action:
    return Action("test", (Change(kind, row_id, columns),))


def press(clock: FakeClock, number: int, row_id: str) -> Action:
    moment: dict[str, Scalar] = {"wall": clock.wall, "boot": clock.wall, "boot_id": "test"}
    return Action("test", (Change("clock_event", row_id, {"number": number, "kind": "pause", **moment}),))


def test_what_came_from_where_is_counted(
    two: tuple[Path, Path], write: Write, unite: Unite, tmp_path: Path
) -> None:
    a, b = two
    third = tmp_path / "troisième.atelier"
    shutil.copyfile(a, third)
    write(a, add_note("un", "a1", drafts=()), add_note("deux", "a2", drafts=(), table_id="t2"))
    write(
        b,
        add_note("trois", "b1", drafts=()),
        change("theme", "p", table_id="t1", heading="pistes", title="x"),
    )
    report = unite(a, b, third)
    assert report.notes.only == (2, 1, 0)
    assert (report.notes.shared, report.notes.total) == (1, 4)
    assert (report.points.only, report.points.shared) == ((0, 1, 0), 0)
    assert (report.actions.only, report.actions.shared) == ((2, 2, 0), 2)
    assert {key: (count.only, count.shared) for key, count in report.tables.items()} == {
        "t1": ((1, 1, 0), 1),
        "t2": ((1, 0, 0), 0),
    }
    french = [text for text, _ in report_lines(Translator("fr"), report)]
    assert "Seulement dans café.atelier\u00a0: 2 notes, 0 point, 2 actions" in french
    shares = "café.atelier\u00a0: 1, autre portable.atelier\u00a0: 1, dans plusieurs\u00a0: 1"
    assert f"T1 Accueillir\u00a0: 3 notes ({shares})" in french
    english = [text for text, _ in report_lines(Translator("en"), report)]
    assert "In several: 1 note, 0 points, 2 actions" in english


def test_both_texts_of_a_conflict_are_told_with_their_place(
    two: tuple[Path, Path], write: Write, unite: Unite
) -> None:
    a, b = two
    write(a, edit_note("n0", "selon A"), change("cafe_table", "t2", question="Pourquoi ?"))
    write(b, edit_note("n0", "selon B"), change("cafe_table", "t2", question="Comment ?"))
    report = unite(a, b)
    question, note = sorted(report.conflicts, key=lambda conflict: conflict.kind)
    assert (note.kept.text, note.kept.files, note.other.text, note.other.files) == (
        "selon B",
        (1,),
        "selon A",
        (0,),
    )
    assert note.cell == CellKey("t1", 1, "ga", "pistes")
    assert (question.column, question.cell) == ("question", CellKey("t2", 0, None, ""))
    said = "\n".join(text for text, _ in report_lines(Translator("en"), report))
    assert "2 versions to choose" in said
    assert "T1 · round 1 · group A · Pistes d’actions · text" in said
    assert "T2 · question" in said
    assert "stands there (autre portable.atelier) “selon B”" in said
    assert "waits beside it (café.atelier) “selon A”" in said
    found = document(report)
    json.dumps(found)
    assert found["conflicts"][1]["place"] == {"table": 1, "round": 1, "group": "A", "heading": "pistes"}


def test_what_one_removed_and_the_other_changed_is_told(
    two: tuple[Path, Path], write: Write, unite: Unite
) -> None:
    a, b = two
    write(a, change("note", "n0", deleted=True))
    write(b, edit_note("n0", "encore retravaillé"))
    report = unite(a, b)
    (removal,) = report.removals
    assert (removal.text, removal.removed_in, removal.changed_in) == ("encore retravaillé", (0,), (1,))
    assert report.notes.total == 0
    said = "\n".join(text for text, _ in report_lines(Translator("fr"), report))
    assert "«\u00a0encore retravaillé\u00a0» · retiré\u00a0: café.atelier · modifié\u00a0: autre p" in said


def test_a_removal_that_the_other_had_seen_is_not(two: tuple[Path, Path], write: Write, unite: Unite) -> None:
    a, b = two
    write(a, edit_note("n0", "corrigé"), change("note", "n0", deleted=True))
    assert unite(a, b).removals == ()


@pytest.mark.parametrize(
    ("mine", "theirs", "is_same"),
    [
        ("Des stands au marché", "des stands  au marché.", True),
        ("L’été", "l'ete !", True),
        ("Des stands au marché", "Des stands au marchés", False),
        ("???", "!!!", False),
    ],
)
def test_a_line_typed_on_both_sides_is_only_pointed_at(
    two: tuple[Path, Path], write: Write, unite: Unite, mine: str, theirs: str, is_same: bool
) -> None:
    a, b = two
    write(a, add_note(mine, "a1", drafts=()), add_note(mine, "a2", drafts=(), table_id="t2"))
    write(b, add_note(theirs, "b1", drafts=()))
    report = unite(a, b)
    found = [[note_id for note_id, _, _ in same.notes] for same in report.same_lines]
    assert found == ([["a1", "b1"]] if is_same else [])
    assert report.notes.total == 4


def test_the_clock_that_was_kept_is_named(
    two: tuple[Path, Path], write: Write, unite: Unite, clock: FakeClock
) -> None:
    a, b = two
    assert "Horloge\u00a0: pas encore démarrée" in [
        text for text, _ in report_lines(Translator("fr"), unite(a, b, out="0"))
    ]
    write(a, press(clock, 1, "a1"), press(clock, 2, "a2"))
    write(b, press(clock, 1, "b1"))
    report = unite(a, b)
    assert [(one.has_clock, one.presses) for one in report.inputs] == [(False, 2), (True, 0)]
    assert document(report)["clock"]["files"] == [1]
    said = "\n".join(text for text, _ in report_lines(Translator("en"), report))
    assert "Clock: that of autre portable.atelier" in said
    assert "2 presses of other files do not count" in said


def test_files_of_one_name_are_told_apart(two: tuple[Path, Path], unite: Unite, tmp_path: Path) -> None:
    a, _ = two
    other = tmp_path / "clé" / a.name
    other.parent.mkdir()
    shutil.copyfile(a, other)
    said = "\n".join(text for text, _ in report_lines(Translator("en"), unite(a, other)))
    assert f"Only in clé/{a.name}" in said.replace("\\", "/")
    assert "Only in café.atelier: 0 notes" in "\n".join(
        text for text, _ in report_lines(Translator("en"), unite(a, a, out="twice"))
    )


def test_many_conflicts_are_counted_and_not_all_told(
    two: tuple[Path, Path], write: Write, unite: Unite
) -> None:
    a, b = two
    notes = tuple(change for number in range(30) for change in add_note("x", f"m{number:02}").changes)
    write(a, Action("note.import", notes))
    shutil.copyfile(a, b)
    for file, said in ((a, "selon A"), (b, "selon B")):
        write(
            file, Action("x", tuple(Change("note", f"m{n:02}", {"text": f"{said} {n}"}) for n in range(30)))
        )
    report = unite(a, b)
    lines = [text for text, _ in report_lines(Translator("fr"), report)]
    assert "30 versions à choisir" in lines
    assert "  et 10 autres" in lines
    assert len(document(report)["conflicts"]) == 30
