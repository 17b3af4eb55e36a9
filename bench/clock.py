"""Whether the clock on screen is right: while the program is held up, stopped, and killed.

    python bench/clock.py [--seconds 180]

The time left that is on screen is compared, at every paint, with the deadline that the file gives.
The program is held up for 0.3 s every 2.5 s, then stopped for 7 s, then killed and started again.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from pty_screen import Replay, Terminal
from workshops import build

SHOWN = re.compile(r"reste (?:(\d+):)?(\d+):(\d\d)")
ATELIER = [sys.executable, "-m", "atelier"]


def deadline(path: Path) -> float:
    """When the step ends, on the monotonic clock of this machine."""
    asked = time.monotonic()
    out = subprocess.run([*ATELIER, "status", str(path), "--json"], capture_output=True, check=True).stdout
    answered = time.monotonic()
    # The reading lies somewhere in between; a command takes a fifth of a second
    return (asked + answered) / 2 + float(json.loads(out)["clock"]["remaining_s"])


def errors(terminal: Terminal, ends: float, since: float) -> list[tuple[float, float]]:
    """For each paint: when, and by how many seconds the time shown was wrong, rounding left aside."""
    replay = Replay(terminal.columns, terminal.rows)
    found: list[tuple[float, float]] = []
    for chunk in terminal.chunks:
        replay.feed(chunk.data)
        shown = SHOWN.search(replay.text)
        if shown is None or chunk.at < since:
            continue
        hours, minutes, seconds = (int(part or 0) for part in shown.groups())
        left = ends - chunk.at
        told = 3600 * hours + 60 * minutes + seconds
        # Rounded up to the second
        found.append((chunk.at, max(0.0, told - left - 1.0, left - told)))
    return found


def hold(terminal: Terminal, seconds: float) -> None:
    """Stop the program for a while."""
    terminal.process.send_signal(signal.SIGSTOP)
    time.sleep(seconds)
    terminal.process.send_signal(signal.SIGCONT)


def run(path: Path, work: Callable[[Terminal], None]) -> tuple[Terminal, float]:
    """Start the program, do something to it, close it; and when it was ready."""
    terminal = Terminal([*ATELIER, "open", str(path)])
    ready = terminal.wait(r"reste \d")
    assert ready is not None, terminal.text
    work(terminal)
    terminal.close()
    return terminal, ready


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seconds", type=float, default=180.0)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="atelier-clock") as folder:
        os.environ |= {"ATELIER_HOME": os.path.join(folder, "home"), "ATELIER_LANG": "fr"}
        path = Path(folder) / "clock.atelier"
        build(path, tables=2, notes=100, title="Horloge")
        ends = deadline(path)

        def held_up(terminal: Terminal) -> None:
            until = time.monotonic() + given.seconds
            while time.monotonic() < until:
                terminal.pump(2.5)
                hold(terminal, 0.3)

        terminal, ready = run(path, held_up)
        wrong = [error for _, error in errors(terminal, ends, ready)]
        print(f"held up, {given.seconds:.0f} s: {len(wrong)} paints, worst error {max(wrong):.2f} s")

        woken = 0.0

        def stopped(terminal: Terminal) -> None:
            nonlocal woken
            terminal.pump(3.0)
            hold(terminal, 7.0)
            woken = time.monotonic()
            terminal.pump(4.0)

        terminal, _ = run(path, stopped)
        right = next(at for at, error in errors(terminal, ends, woken) if error < 0.3)
        print(f"stopped 7 s: right again {right - woken:.2f} s after waking")

        started = time.monotonic()
        terminal, ready = run(path, lambda terminal: terminal.process.kill())
        terminal, ready = run(path, lambda terminal: terminal.pump(3.0))
        wrong = [error for _, error in errors(terminal, ends, ready)]
        print(f"killed and started again after {ready - started:.1f} s: worst error {max(wrong):.2f} s")


if __name__ == "__main__":
    main()
