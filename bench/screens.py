"""What the screens cost, beside a minimal Textual app measured in the same run.

    python bench/screens.py [paint] [echo] [enter] [idle] [--rounds N]

paint: from the start of the process until the title of the workshop is visible; CPU until then, which
other work on the machine changes less.
echo: from a key in Noter until its letter is visible; CPU per key.
enter: from Enter until the note is committed, marked as saved and visible.
idle: CPU and memory with the clock running and nobody typing.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import statistics
import string
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

sys.path.insert(0, str(Path(__file__).parent))

from pty_screen import Replay, Terminal
from workshops import build

PYTHON = sys.executable
R = TypeVar("R")
TITLE = "Grand atelier"


@dataclass(frozen=True)
class Case:
    """One program to measure."""

    name: str
    command: Sequence[str]
    ready: str
    """Visible once it is up."""


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which a share of the values lies."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, round(share * (len(ordered) - 1)))] if ordered else float("nan")


def first_paint(case: Case, environ: Mapping[str, str]) -> tuple[float, float]:
    """Milliseconds until the case is ready, and those of a CPU that it took."""
    terminal = Terminal(case.command, environ=environ)
    at = terminal.wait(case.ready)
    cpu = terminal.cpu()
    terminal.pump(0.3)
    terminal.close()
    if at is None:
        raise SystemExit(f"{case.name}: “{case.ready}” never came up:\n{terminal.text}")
    return (at - terminal.started) * 1e3, cpu * 1e3


def echo(case: Case, environ: Mapping[str, str], *, keys: int = 150) -> tuple[list[float], float]:
    """Milliseconds from key to letter, and CPU milliseconds a key."""
    terminal = _started(case, environ)
    rnd = random.Random(3)
    terminal.pump(1.0)
    before = len(terminal.chunks)
    cpu = terminal.cpu()
    sent: list[tuple[float, str]] = []
    typed = ""
    for index in range(keys):
        if index % 24 == 0 and index:
            terminal.pump(0.3)
            terminal.press("ctrl+u")
            terminal.pump(0.3)
            typed = ""
        letter = rnd.choice([one for one in string.ascii_lowercase if one not in typed[-1:]])
        typed += letter
        sent.append((terminal.press(letter), typed[-5:] if len(typed) >= 5 else ""))
        terminal.pump(rnd.uniform(0.08, 0.12))
    terminal.pump(1.0)
    cpu = (terminal.cpu() - cpu) * 1e3 / keys
    replay = Replay(terminal.columns, terminal.rows)
    for chunk in terminal.chunks[:before]:
        replay.feed(chunk.data)
    waiting = [one for one in sent if one[1]]
    found: list[float] = []
    for chunk in terminal.chunks[before:]:
        replay.feed(chunk.data)
        text = replay.text if waiting and waiting[0][0] <= chunk.at else ""
        while waiting and waiting[0][0] <= chunk.at and waiting[0][1] in text:
            found.append((chunk.at - waiting.pop(0)[0]) * 1e3)
    terminal.close()
    if len(waiting) > keys // 10:
        raise SystemExit(f"{case.name}: {len(waiting)} keys were never seen:\n{replay.text}")
    return found, cpu


def enter(case: Case, environ: Mapping[str, str], *, notes: int = 40) -> list[float]:
    """Milliseconds from Enter until the note is committed and painted."""
    terminal = _started(case, environ)
    terminal.pump(1.0)
    found: list[float] = []
    for index in range(notes):
        text = f"mesure{index:03}fin"
        terminal.type(text, gap=0.015)
        terminal.pump(0.15)
        at = terminal.press("enter")
        seen = terminal.wait(rf"(?s){text}.*(enregistré ✓|saved ✓)", since=at, timeout=5)
        if seen is None:
            raise SystemExit(f"{case.name}: note {index} was never saved:\n{terminal.text}")
        found.append((seen - at) * 1e3)
        # The mark of the note before would be taken for this one's.
        terminal.press("x")
        terminal.pump(0.1)
        terminal.press("ctrl+u")
        terminal.pump(0.1)
    terminal.close()
    return found


def idle(case: Case, environ: Mapping[str, str], *, seconds: float = 15.0) -> tuple[float, float]:
    """Percent of a core, and resident MiB."""
    terminal = _started(case, environ)
    terminal.pump(2.0)
    cpu = terminal.cpu()
    terminal.pump(seconds)
    used = 100 * (terminal.cpu() - cpu) / seconds
    memory = terminal.memory()
    terminal.close()
    return used, memory


def _started(case: Case, environ: Mapping[str, str]) -> Terminal:
    terminal = Terminal(case.command, environ=environ)
    if terminal.wait(case.ready) is None:
        raise SystemExit(f"{case.name}: “{case.ready}” never came up:\n{terminal.text}")
    return terminal


def _interleaved(cases: Sequence[Case], rounds: int, measure: Callable[[Case], R]) -> dict[str, list[R]]:
    results: dict[str, list[R]] = {case.name: [] for case in cases}
    for index in range(rounds):
        turn = index % len(cases)
        for case in [*cases[turn:], *cases[:turn]]:
            results[case.name].append(measure(case))
    return results


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("what", nargs="*", choices=["paint", "echo", "enter", "idle", []], default=[])
    parser.add_argument("--rounds", type=int, default=0)
    given = parser.parse_args()
    what = given.what or ["paint", "echo", "enter", "idle"]
    with tempfile.TemporaryDirectory(prefix="atelier-bench") as folder:
        environ = {"ATELIER_HOME": os.path.join(folder, "home"), "ATELIER_LANG": "fr"}
        os.environ.update(environ)
        big, small, demo = (Path(folder) / name for name in ("big.atelier", "small.atelier", "demo.atelier"))
        build(big, tables=50, notes=5_000, title=TITLE)
        build(small, tables=2, notes=100, title=TITLE)
        atelier = [PYTHON, "-m", "atelier"]
        mini = Case("mini", [PYTHON, str(Path(__file__).parent / "mini.py")], "MINI-READY")
        home = Case("home", atelier, "Atelier")
        demo_case = Case("demo", [*atelier, "demo", str(demo)], "MSP")
        large = Case("5,000 notes", [*atelier, "open", str(big)], TITLE)
        capture = [
            Case(name, [*atelier, "open", str(path), "--mode", "capture"], re.escape(TITLE))
            for name, path in (("5,000 notes", big), ("100 notes", small))
        ]
        if "paint" in what:
            cases = [mini, home, demo_case, large]
            for case in cases:
                first_paint(case, environ)  # compiles what is not, and makes the demonstration
            painted = _interleaved(cases, given.rounds or 12, lambda case: first_paint(case, environ))
            print("first paint, ms: median · ratio to mini (median of the pairs) · CPU ms · ratio of medians")
            for name, runs in painted.items():
                pairs = zip(runs, painted["mini"], strict=True)
                ratio = statistics.median(one[0] / base[0] for one, base in pairs)
                time, cpu = (statistics.median(run[index] for run in runs) for index in (0, 1))
                base_cpu = statistics.median(run[1] for run in painted["mini"])
                print(f"  {name:12} {time:7.1f}   {ratio:5.2f}   {cpu:6.0f}   {cpu / base_cpu:5.2f}")
        if "echo" in what:
            typed = _interleaved([mini, *capture], given.rounds or 3, lambda case: echo(case, environ))
            print("key echo, ms: p50 · p95 · CPU ms a key")
            for name, runs in typed.items():
                times = [one for run, _ in runs for one in run]
                cpu = statistics.median(run[1] for run in runs)
                print(f"  {name:12} {percentile(times, 0.5):6.1f} {percentile(times, 0.95):6.1f} {cpu:6.1f}")
        if "enter" in what:
            saved = _interleaved(capture, given.rounds or 3, lambda case: enter(case, environ))
            print("Enter until committed and painted, ms: p50 · p95")
            for name, runs in saved.items():
                times = [one for run in runs for one in run]
                print(f"  {name:12} {percentile(times, 0.5):6.1f} {percentile(times, 0.95):6.1f}")
        if "idle" in what:
            running = Case("Animer", [*atelier, "open", str(small), "--mode", "run"], TITLE)
            rested = _interleaved(
                [mini, running, *capture], given.rounds or 2, lambda case: idle(case, environ)
            )
            print("idle, clock running: % of a core · MiB · ratio of memory to mini")
            base = statistics.median(run[1] for run in rested["mini"])
            for name, runs in rested.items():
                cpu, memory = (statistics.median(run[index] for run in runs) for index in (0, 1))
                print(f"  {name:12} {cpu:6.2f} {memory:7.1f} {memory / base:6.2f}")


if __name__ == "__main__":
    main()
