"""A whole short workshop by keyboard, from the first key to the documents."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.conftest import ATELIER, OpenTerminal
from tests.e2e.going import go_on_to
from tests.e2e.tmux import Tmux

WORDS = {
    "fr": {
        "ready": "pas commencé",
        "not yet": "Pas encore",
        "round": r"Tour {n}/2",
        "saved": "enregistré ✓",
        "move": "Changez de table",
        "sharing": "Mise en commun",
        "finished": "terminé",
        "group": "groupe {label}",
        "seated": "est installé",
        "written": "documents écrits",
        "point": "points? ",
    },
    "en": {
        "ready": "not started",
        "not yet": "Not yet",
        "round": r"Round {n}/2",
        "saved": "saved ✓",
        "move": "Change tables",
        "sharing": "Sharing",
        "finished": "finished",
        "group": "group {label}",
        "seated": "Is group",
        "written": "documents written",
        "point": "points? ",
    },
}


def status(path: Path) -> dict[str, Any]:
    """Where the workshop stands, asked from outside."""
    done = subprocess.run([*ATELIER, "status", str(path), "--json"], capture_output=True, check=True)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def notes_in(path: Path, table: int, group: str) -> int:
    """How many notes a group left at a table, those shown twice counted once."""
    return sum(
        cell["notes"]
        for cell in status(path)["coverage"]
        if (cell["table"], cell["group"]) == (table, group) and cell["heading"] != "phares"
    )


def say(terminal: Tmux, text: str, saved: str) -> None:
    """Type a note and wait until it is in the list and saved."""
    terminal.type(text)
    terminal.press("Enter")
    terminal.wait(f"(?s){text[:20]}.*{saved}")


@pytest.mark.parametrize(("columns", "rows"), [(80, 24), (120, 40)])
@pytest.mark.parametrize("lang", ["fr", "en"])
def test_a_whole_workshop_by_keyboard(
    open_terminal: OpenTerminal, tmp_path: Path, lang: str, columns: int, rows: int
) -> None:
    words = WORDS[lang]
    path = tmp_path / "journee.atelier"
    made = [*ATELIER, "--lang", lang, "new", str(path), "--minutes", "1", "--title", "Journee"]
    subprocess.run(made, check=True, capture_output=True)
    terminal = open_terminal(columns, rows, lang=lang)
    terminal.start([*ATELIER, "open", str(path)])
    terminal.wait(words["ready"])

    terminal.press("d")
    terminal.wait(words["not yet"])
    terminal.press("Down", "Enter")
    terminal.wait_gone(words["ready"])
    go_on_to(terminal, words["round"].format(n=1))
    terminal.wait(words["round"].format(n=1))

    terminal.press("F4")
    terminal.wait("constat ▸|finding ▸")
    say(terminal, "personne ne vient aux réunions", words["saved"])
    terminal.press("Tab")
    say(terminal, "boîte à idées à l'accueil", words["saved"])
    terminal.press("C-n")
    terminal.wait("★")

    # The clock goes on; the table's note-taker is not done yet
    terminal.press("F3")
    terminal.wait("Déroulé|Agenda")
    go_on_to(terminal, words["move"])
    go_on_to(terminal, words["round"].format(n=2))
    terminal.press("F4")
    terminal.wait(words["seated"])
    say(terminal, "encore une idée du premier groupe", words["saved"])
    assert notes_in(path, 1, "A") == 3
    assert notes_in(path, 1, "B") == 0

    terminal.press("C-r")
    terminal.wait(words["group"].format(label="B"))
    say(terminal, "le deuxième groupe parle", words["saved"])
    assert notes_in(path, 1, "A") == 3
    assert notes_in(path, 1, "B") == 1

    terminal.press("F5")
    terminal.wait("T1")
    terminal.press("Space", "Enter")
    terminal.wait("Titre du point|Title of a point")
    terminal.press("Enter")
    terminal.wait_gone("Titre du point|Title of a point")

    terminal.press("F8")
    terminal.wait("csv")
    terminal.press("x")
    terminal.wait(words["written"])
    written = {file.name for file in (tmp_path / "journee-documents").iterdir()}
    assert {
        "journee.html",
        "journee.md",
        "journee.paste.html",
        "journee.json",
        "journee-notes.csv",
    } <= written

    terminal.press("C-q")
    terminal.wait(r"(?m)^[#$%] *$")
    checked = subprocess.run([*ATELIER, "doctor", str(path)], capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stdout
    found = status(path)
    assert found["counts"] == {"notes": 4, "used": 1, "set_aside": 0, "pending": 3}
    assert sum(theme["count"] for theme in found["themes"]) == 1
