"""The words of the history: every column and every action has some, whatever people wrote."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from atelier.domain.change import Action, Change
from atelier.domain.note import Note
from atelier.domain.record import column_names
from atelier.domain.state import KINDS, ROWS, State
from atelier.domain.text import clean, printable
from atelier.i18n import Translator
from atelier.services.session import Past, Session
from atelier.ui.screens.history.columns import is_known, label, value_words
from atelier.ui.screens.history.deeds import deed, names_meant, sentence
from atelier.ui.screens.history.lines import action_lines, detail_lines
from atelier.ui.screens.history.people import Reader, author_choices, author_name
from atelier.ui.screens.history.rows import row_title
from tests.data.hostile import HOSTILE, Hostile
from tests.ui.fusion import take_notes

EN = Translator("en")
HERE = Reader("tui:aaaa1111", "node1")
SOURCES = Path(__file__).resolve().parents[2] / "src" / "atelier"


def test_every_column_has_a_word_or_needs_none() -> None:
    columns = {name for row in ROWS for name in column_names(row)}  # type: ignore[arg-type]
    assert sorted(name for name in columns if not is_known(name)) == []


def names_in(path: Path) -> set[str]:
    """The names that a module gives to actions."""
    calls = (node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Call))
    return {
        str(call.args[0].value)
        for call in calls
        if isinstance(call.func, ast.Name)
        and call.func.id == "Action"
        and call.args
        and isinstance(call.args[0], ast.Constant)
    }


def test_every_action_has_a_name() -> None:
    names = {name for path in (SOURCES / "services").rglob("*.py") for name in names_in(path)}
    names |= {name for path in (SOURCES / "ui").rglob("*.py") for name in names_in(path)}
    assert len(names) > 10
    assert sorted(name for name in names if deed(EN, name) == "other change") == []


def test_notes_that_were_pasted_are_counted() -> None:
    assert sentence(EN, past("note.paste:14", "a · b · c")) == "14 notes pasted: “a · b · c”"
    assert sentence(Translator("fr"), past("note.paste:200")) == "200 notes collées"
    assert "note.paste" in names_meant(EN, "pasted")


@pytest.mark.parametrize("kind", list(KINDS))
def test_every_kind_of_row_has_a_title(kind: str) -> None:
    title = row_title(EN, State.of([]), kind, "unknown/row")
    assert title
    assert "_" not in title


def past(name: str, about: str = "", *, author: str = "tui:aaaa1111", node: str = "node1") -> Past:
    return Past("1", name, about, "capture", author, node, "2025-10-15T10:00:00.000Z", None, False)


def test_who_did_it_has_no_name_but_a_place() -> None:
    assert author_name(EN, HERE, "tui:aaaa1111", "node1") == "here"
    assert author_name(EN, HERE, "tui:aaaa1111", "node2") == "this computer, another time"
    assert author_name(EN, HERE, "tui:bbbb2222", "node3") == "another computer (bbbb)"
    assert author_name(EN, HERE, "phone:aaaa1111") == "a phone"
    assert author_name(EN, HERE, "import:bbbb2222") == "import, another computer (bbbb)"
    assert author_name(EN, HERE, "cli:aaaa1111") == "command line"
    assert author_name(EN, HERE, "odd") == "odd"
    choices = author_choices(EN, HERE, ["phone:aaaa1111", "tui:aaaa1111", "cli:aaaa1111"])
    assert [name for _, name in choices] == ["here", "a phone", "command line"]


def test_values_are_words() -> None:
    state = State.of([])
    assert value_words(EN, state, "star", True) == "yes"
    assert value_words(EN, state, "star", 0) == "no"
    assert value_words(EN, state, "text", "") == "–"
    assert value_words(EN, state, "seconds", 90) == "1 min 30 s"
    assert value_words(EN, state, "status", "accepted") == "accepted"
    assert value_words(EN, state, "table_id", "gone") == "gone"
    assert value_words(EN, state, "signed_at", "not a time") == "not a time"
    assert label(EN, "unheard_of") == "unheard of"


def test_an_unknown_action_is_still_told() -> None:
    assert sentence(EN, past("future.thing", "x")) == "Other change: “x”"
    assert sentence(EN, past("note.unheard")) == "Change of a note"


def test_a_time_that_is_none_breaks_nothing() -> None:
    broken = Past("1", "note.add", "", "capture", "tui:aaaa1111", "node1", "yesterday", None, False)
    day, line = action_lines(EN, HERE, [broken], frozenset())
    assert day.text == "Yesterday"
    assert line.text == "Note added"


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize("hostile", HOSTILE, ids=str)
def test_hostile_texts_are_shown_as_they_are(hostile: Hostile, lang: str, workshop: Session) -> None:
    tr = Translator(lang)
    text = clean(hostile.text)[:2_000] or "–"
    take_notes(workshop)
    note = workshop.state.live(Note)[0]
    change = Change(Note.KIND, note.id, {"text": text, "set_aside_reason": text, "profile": text})
    saved = workshop.save_now(Action("note.edit", (change,), "capture", text[:60]))
    done = workshop.actions(limit=1)[0]
    assert done.id == saved.action_id
    lines = [
        *action_lines(tr, HERE, [done], frozenset({done.id})),
        *detail_lines(tr, workshop.state, HERE, done, workshop.details(done.id), [text]),
    ]
    assert sum(line.text == text for line in lines) >= 2
    assert all(printable(text[:60]) == text[:60] or line.text for line in lines if line.tone == "heading")
