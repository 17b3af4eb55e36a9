"""Names of files, and spreadsheets."""

from __future__ import annotations

import csv
import io
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from atelier.domain.text import is_blank, one_line
from atelier.export.csv import (
    COVERAGE_COLUMNS,
    NOTE_COLUMNS,
    POINT_COLUMNS,
    guard,
    unguard,
    write_coverage,
    write_notes,
    write_points,
)
from atelier.export.files import LONGEST, slug
from tests.data.hostile import HOSTILE, Hostile
from tests.data.workshops import cells_of, with_changes
from tests.export.hostile_workshop import hostile_workshop

RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.IGNORECASE)


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("MSP & usagers : quel avenir ?", "msp-usagers-quel-avenir"),
        ("L’œuvre d’Ælfric à Łódź", "l-oeuvre-d-aelfric-a-lodz"),
        ("CON", "atelier-con"),
        ("nul", "atelier-nul"),
        ("Com1", "atelier-com1"),
        ("Console", "console"),
        ("../../etc/passwd", "etc-passwd"),
        ("", "atelier"),
        ("الشراكة", "atelier"),
        ("é" * 400, "e" * LONGEST),
        ("x" * 59 + " y", "x" * 59),
    ],
)
def test_names_of_files(title: str, name: str) -> None:
    assert slug(title) == name


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=80))
def test_every_title_gives_a_name_that_every_system_accepts(title: str) -> None:
    name = slug(title)
    assert re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", name)
    assert len(name) <= LONGEST
    assert not RESERVED.fullmatch(name)


@pytest.mark.parametrize(
    "text", ["=1+1", "+33 6", "-2", "@SUM(1)", "  =1", "\u00a0=1", "＝1", "'=1", "''-x", "\n=2"]
)
def test_formulas_are_guarded(text: str) -> None:
    assert guard(text) == f"'{text}"
    assert unguard(guard(text)) == text


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet="'=+-@ \u00a0a1\n＝", max_size=12))
def test_the_guard_can_always_be_taken_off(text: str) -> None:
    guarded = guard(text)
    assert unguard(guarded) == text
    assert not re.match(r"\s*[=+\-@＝]", guarded)


def rows_of(content: bytes) -> list[dict[str, str]]:
    """What a spreadsheet reads."""
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.endswith(b"\r\n")
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))


@pytest.mark.parametrize(
    "case", [case for case in HOSTILE if not is_blank(case.text) and len(case.text) < 50_000], ids=str
)
def test_no_cell_of_a_table_is_a_formula(case: Hostile) -> None:
    state = hostile_workshop(case.text)
    for content in (write_notes(state), write_points(state), write_coverage(cells_of(state))):
        for row in rows_of(content):
            assert None not in row
            for value in row.values():
                assert not re.match(r"\s*[=+\-@\uff1d]", value)
    points = [unguard(row["title"]) for row in rows_of(write_points(state))]
    assert one_line(case.text) in points
    assert unguard(rows_of(write_coverage(cells_of(state)))[0]["reason"]).strip()


def test_what_the_tables_hold() -> None:
    state = with_changes()
    notes, points = rows_of(write_notes(state)), rows_of(write_points(state))
    grid = rows_of(write_coverage(cells_of(state)))
    assert (tuple(notes[0]), tuple(points[0]), tuple(grid[0])) == (
        NOTE_COLUMNS,
        POINT_COLUMNS,
        COVERAGE_COLUMNS,
    )
    assert (len(notes), len(points), len(grid)) == (16, 8, 16)
    first = {
        name: notes[0][name] for name in ("table", "round", "group", "heading", "text", "star", "status")
    }
    assert first == {
        "table": "1",
        "round": "1",
        "group": "A",
        "heading": "constats",
        "text": "note 1 sur constats",
        "star": "0",
        "status": "used",
    }
    assert (points[0]["groups"], points[0]["notes"]) == ("A B", "2")
    assert {row["state"] for row in grid} == {"filled"}
