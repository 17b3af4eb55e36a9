"""The program is killed while notes are typed: nothing that it called saved is lost."""

from __future__ import annotations

import os
import random
import re
import signal
import subprocess
import time
from pathlib import Path

from tests.e2e.conftest import ATELIER, OpenTerminal
from tests.e2e.test_journey import status

ROUNDS = int(os.environ.get("ATELIER_KILLS", "4"))
"""How often it is killed; more by hand than in CI."""


def test_a_killed_program_loses_no_note_that_it_called_saved(
    open_terminal: OpenTerminal, tmp_path: Path
) -> None:
    path = tmp_path / "panne.atelier"
    subprocess.run([*ATELIER, "new", str(path), "--minutes", "60"], check=True, capture_output=True)
    rnd = random.Random(11)
    acknowledged: list[str] = []
    terminal = open_terminal(100, 30)
    terminal.start([*ATELIER, "open", str(path)])
    terminal.wait("pas commencé")
    terminal.press("d")
    terminal.wait("Pas encore")
    terminal.press("Down", "Enter")
    terminal.wait_gone("pas commencé")
    for turn in range(ROUNDS):
        terminal.press("F4")
        terminal.wait("constat ▸")
        for number in range(rnd.randint(1, 4)):
            text = f"note{turn}x{number}fin"
            terminal.type(text)
            terminal.press("Enter")
            terminal.wait(f"(?s)· {text}.*enregistré ✓")
            acknowledged.append(text)
        draft = f"brouillon{turn}"
        terminal.type(draft)
        terminal.wait(draft)
        # The draft is kept a second after the key at the latest
        time.sleep(1.2 + rnd.random() * 0.3)
        terminal.type(f" note{turn}perdue")
        terminal.press("Enter")
        time.sleep(rnd.random() * 0.05)
        asked = time.monotonic()
        before = status(path)["clock"]["remaining_s"]
        os.kill(terminal.child(), signal.SIGKILL)
        terminal.wait("Killed|Tué")
        checked = subprocess.run([*ATELIER, "doctor", str(path)], capture_output=True, text=True, check=False)
        assert checked.returncode == 0, checked.stdout + checked.stderr
        exported = subprocess.run(
            [*ATELIER, "export", str(path), "--as", "csv", "--to", str(tmp_path / "out")],
            capture_output=True,
            text=True,
            check=True,
        )
        notes = Path(next(line for line in exported.stdout.splitlines() if line.endswith("-notes.csv")))
        content = notes.read_text("utf-8-sig")
        assert [text for text in acknowledged if text not in content] == []
        # A killed program leaves the terminal raw: Enter is no line end there
        terminal.press("C-j")
        terminal.type("stty sane; reset; clear")
        terminal.press("C-j")
        terminal.wait_gone("constat ▸")
        terminal.run([*ATELIER, "open", str(path), "--mode", "capture"])
        terminal.wait("constat ▸")
        if f"brouillon{turn} note{turn}perdue" not in content:
            terminal.wait(f"brouillon{turn}")
        left = status(path)["clock"]["remaining_s"]
        assert 0 <= before - left <= time.monotonic() - asked + 1
        assert re.search(r"reste \d+:\d\d", terminal.wait("reste"))
        # Begin the next turn with an empty field
        terminal.press("C-u")
