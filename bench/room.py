"""How far the room screen is behind the main window, and how fast it comes up.

    python bench/room.py [--times 40]

One process writes as the main window does; `atelier screen` runs in a pseudo-terminal beside it. Each
change is timed from before its commit until the room screen has painted it.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from atelier.config import Places
from atelier.domain.agenda import Step
from atelier.domain.change import Action, Change
from atelier.services import running
from atelier.services.session import Session
from atelier.services.time import SystemClock
from pty_screen import Terminal
from workshops import build

ATELIER = [sys.executable, "-m", "atelier"]
MINI = [sys.executable, str(Path(__file__).parent / "mini.py")]


def percentile(values: list[float], share: float) -> float:
    """The value below which a share of the values lies."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, round(share * (len(ordered) - 1)))]


def tell(name: str, values: list[float], unit: str = "ms") -> None:
    """Print the middle and the worst of some figures."""
    print(
        f"{name}: median {percentile(values, 0.5):.0f} {unit}, "
        f"95% {percentile(values, 0.95):.0f} {unit}, worst {max(values):.0f} {unit} ({len(values)})"
    )


def seen(terminal: Terminal, pattern: str, since: float) -> float:
    """Milliseconds until something is on screen."""
    at = terminal.wait(pattern, since=since, timeout=5)
    if at is None:
        raise SystemExit(f"“{pattern}” was never shown:\n{terminal.text}")
    return (at - since) * 1e3


def first_paint(command: list[str], pattern: str) -> float:
    """Milliseconds until a program shows something."""
    terminal = Terminal(command, columns=40, rows=12)
    at = terminal.wait(pattern)
    terminal.close()
    assert at is not None, terminal.text
    return (at - terminal.started) * 1e3


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--times", type=int, default=40)
    given = parser.parse_args()
    rnd = random.Random(5)
    with tempfile.TemporaryDirectory(prefix="atelier-room") as folder:
        os.environ |= {"ATELIER_HOME": os.path.join(folder, "home"), "ATELIER_LANG": "fr"}
        os.environ["TEXTUAL_ANIMATIONS"] = "none"
        path = Path(folder) / "room.atelier"
        build(path, tables=50, notes=5_000, title="Salle")
        screen = [*ATELIER, "screen", str(path)]
        with Session.open(path, clock=SystemClock(), places=Places.default()) as session:
            clock = session.clock
            step = next(step for step in session.state.live(Step) if step.kind == "round")
            session.save_now(running.go_to(session.state, clock.now(), step.id))
            session.save_now(Action("prepare.step", (Change(Step.KIND, step.id, {"label": "Départ"}),)))
            # Small: titles and the time left in a pause are in the terminal's letters there.
            terminal = Terminal(screen, columns=40, rows=12)
            if terminal.wait("Départ") is None:
                raise SystemExit(terminal.text)
            steps: list[float] = []
            pauses: list[float] = []
            for index in range(given.times):
                terminal.pump(rnd.uniform(0.3, 0.8))
                since = time.monotonic()
                change = Change(Step.KIND, step.id, {"label": f"Étape {index}fin"})
                session.save_now(Action("prepare.step", (change,)))
                steps.append(seen(terminal, f"Étape {index}fin", since))
                terminal.pump(rnd.uniform(0.3, 0.8))
                since = time.monotonic()
                session.save_now(running.toggle_pause(session.state, clock.now()))
                pauses.append(seen(terminal, r"reste \d", since))
                terminal.pump(rnd.uniform(0.3, 0.8))
                session.save_now(running.toggle_pause(session.state, clock.now()))
            cpu = terminal.cpu()
            began = time.monotonic()
            while time.monotonic() - began < 10:
                terminal.pump(1.0)
            idle = 100 * (terminal.cpu() - cpu) / (time.monotonic() - began)
            memory = terminal.memory()
            terminal.close()
        tell("a change of step, 50 tables and 5,000 notes", steps)
        tell("a pause", pauses)
        print(f"at rest: {idle:.1f}% of a core, {memory:.0f} MiB")
        ours, mini = [], []
        for _ in range(5):
            ours.append(first_paint(screen, "Étape"))
            mini.append(first_paint(MINI, "MINI-READY"))
        tell("first paint", ours)
        tell("a minimal Textual program", mini)


if __name__ == "__main__":
    main()
