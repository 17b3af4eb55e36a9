"""A block pasted into a real terminal, and sheets typed there."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

from tests.e2e.conftest import ATELIER, OpenTerminal


def coverage(path: Path) -> dict[tuple[int, str, str], int]:
    """How many notes each cell of the first round holds, and the plenary."""
    done = subprocess.run([*ATELIER, "status", str(path), "--json"], capture_output=True, check=True)
    found: dict[str, Any] = json.loads(done.stdout)
    return {
        (cell["table"], cell["group"], cell["heading"]): cell["notes"]
        for cell in found["coverage"]
        if cell["notes"] and cell["heading"] != "phares"
    }


def test_two_hundred_lines_and_two_sheets(tmp_path: Path, open_terminal: OpenTerminal) -> None:
    path = tmp_path / "papier.atelier"
    subprocess.run([*ATELIER, "--lang", "fr", "new", str(path)], check=True, capture_output=True)
    terminal = open_terminal(80, 24, lang="en")
    terminal.start([*ATELIER, "open", str(path), "--mode", "capture"])
    terminal.wait("TRIAL")
    terminal.press("F11")
    terminal.wait(r"sheet 1/5 · T1 · round 1 · group A")
    lines = [f"• Une idée de plus, la numéro {number}" for number in range(200)]
    lines.insert(100, "Pistes :")
    terminal.paste("\n".join(lines))
    terminal.wait("200 notes: 100 constats, 100 pistes")
    terminal.press("Enter")
    terminal.wait("saved ✓")
    terminal.press("NPage")
    terminal.wait(r"sheet 2/5 · T1 · round 2 · group B")
    terminal.type("p: une de plus")
    terminal.press("Enter")
    terminal.wait("(?s)Pistes 1 .*saved ✓")
    terminal.press("C-q")
    terminal.wait(r"(?m)^[#$%] *$")
    assert coverage(path) == {(1, "A", "constats"): 100, (1, "A", "pistes"): 100, (1, "B", "pistes"): 1}
