"""Whether Fuse hitches while the engine thinks: keys in its lists on 600 notes, at rest and on new pages.

    python bench/fuse_hitch.py [--notes 600] [--tables 2] [--size 80x24]

Echo is the time from a key until the program paints anything: its clock is stopped, so nothing else moves.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from pty_screen import Terminal
from workshops import build

ARROWS = {"down": "\x1b[B", "right": "\x1b[C"}
MOST = 3.0
"""Seconds after which a key is given up."""


def percentile(values: list[float], share: float) -> float:
    """The value below which a share of the values lies."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, round(share * (len(ordered) - 1)))]


def tell(name: str, values: list[float]) -> None:
    """Print the middle and the worst of some times."""
    print(
        f"{name:34} median {percentile(values, 0.5):5.0f} ms · 95% {percentile(values, 0.95):5.0f} ms"
        f" · worst {max(values):5.0f} ms ({len(values)})",
        flush=True,
    )


def echo(terminal: Terminal, key: str) -> float:
    """Milliseconds from a key until something is painted."""
    seen = len(terminal.chunks)
    at = terminal.press(ARROWS.get(key, key))
    while len(terminal.chunks) == seen and terminal.is_open:
        terminal.pump(0.005)
        if len(terminal.chunks) == seen and time.monotonic() > at + MOST:
            raise SystemExit(f"“{key}” was never echoed:\n{terminal.text}")
    return (terminal.chunks[seen].at - at) * 1e3


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--notes", type=int, default=600)
    parser.add_argument("--tables", type=int, default=2)
    parser.add_argument("--size", default="80x24")
    given = parser.parse_args()
    columns, rows = (int(part) for part in given.size.split("x"))
    rnd = random.Random(4)
    with tempfile.TemporaryDirectory(prefix="atelier-fuse") as folder:
        os.environ |= {"ATELIER_HOME": os.path.join(folder, "home"), "ATELIER_LANG": "en"}
        path = Path(folder) / "fuse.atelier"
        build(path, tables=given.tables, notes=given.notes, title="Fusion", is_running=False)
        command = [sys.executable, "-m", "atelier", "open", str(path), "--mode", "fuse"]
        terminal = Terminal(command, columns=columns, rows=rows)
        first = terminal.wait(r"\d+ suggestions?:")
        if first is None:
            raise SystemExit(terminal.text)
        found = re.search(r"TO TREAT \((\d+)\)", terminal.text)
        print(f"{given.notes} notes, {found[1] if found else '?'} on the page, {given.size}")
        print(f"{'from the start to suggestions':34} {(first - terminal.started) * 1e3:.0f} ms")
        terminal.pump(2.0)
        rest, thinking, turns, coming, accepts = [], [], [], [], []
        for _ in range(40):
            rest.append(echo(terminal, "down"))
            terminal.pump(rnd.uniform(0.05, 0.12))
        for _ in range(4 * given.tables - 1):
            since = time.monotonic()
            turns.append(echo(terminal, "right"))
            for _ in range(10):
                terminal.pump(rnd.uniform(0.02, 0.06))
                thinking.append(echo(terminal, "down"))
            at = terminal.wait(r"\d+ suggestions?:", since=since, timeout=20)
            if at is not None:
                coming.append((at - since) * 1e3)
            terminal.pump(1.0)
        terminal.press("\t")
        terminal.pump(0.5)
        for count in range(1, 9):
            since = terminal.press("y")
            at = terminal.wait(rf"POINTS \({count}\)", since=since, timeout=5)
            if at is None:
                break
            accepts.append((at - since) * 1e3)
            terminal.pump(0.4)
        tell("arrow at rest", rest)
        tell("next heading", turns)
        tell("arrow while the engine thinks", thinking)
        tell("suggestions of a new page", coming)
        tell("y until the point is stored", accepts)
        print(f"{'memory':34} {terminal.memory():.0f} MiB")
        terminal.close()


if __name__ == "__main__":
    main()
