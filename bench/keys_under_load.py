"""Keys in Note while phones send notes to the same workshop, and while the disk takes its time.

Run: python bench/keys_under_load.py [load] [slow]; both by default. `load`: 400 phones, 40 notes a second in
all. `slow` needs strace, which stretches every sync of the program and of the server to 200 ms. The same keys
without phones, in the same run and in turns, are what they are compared with.
"""

from __future__ import annotations

import argparse
import asyncio
import multiprocessing
import os
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from phone_load import allow_files, connected, steady
from phones import PHONES, RATE, SYNC_MS, ours
from screens import PYTHON, TITLE, Case, echo, percentile

NOTES: Final = 500
TURNS: Final = 3
KEYS: Final = 100
LOAD_SECONDS: Final = 40.0
"""Longer than the keys take."""


def load(port: int, paths: list[tuple[int, str]]) -> None:
    """Send notes at a rate; a process of its own, so that it does not hold up who presses the keys."""

    async def send() -> None:
        phones = await connected(port, paths, PHONES)
        await steady(phones, RATE, LOAD_SECONDS)

    allow_files()
    asyncio.run(send())


def measure(folder: Path, name: str, before: Sequence[str]) -> None:
    """Print how long a key takes, without phones and with them."""
    times: dict[str, list[float]] = {"alone": [], "40 notes/s": []}
    with ours(folder, NOTES, *before) as served:
        program = [*before, PYTHON, "-m", "atelier", "open", str(served.file), "--mode", "capture"]
        case = Case(name, program, TITLE)
        environ = {"ATELIER_HOME": str(folder / "home"), "ATELIER_LANG": "fr"}
        for _ in range(TURNS):
            times["alone"] += echo(case, environ, keys=KEYS)[0]
            crowd = multiprocessing.Process(target=load, args=(served.port, served.paths))
            crowd.start()
            try:
                times["40 notes/s"] += echo(case, environ, keys=KEYS)[0]
            finally:
                crowd.terminate()
                crowd.join(10)
    print(f"{name}: key until its letter is painted, ms: p50 · p95")
    for condition, found in times.items():
        print(f"  {condition:12} {percentile(found, 0.5):6.1f} {percentile(found, 0.95):6.1f}")


def main() -> None:
    """Measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("cases", nargs="*", choices=["load", "slow", []])
    wanted = parser.parse_args().cases or ["load", "slow"]
    strace = shutil.which("strace")
    stretch = f"inject=fdatasync,fsync:delay_exit={SYNC_MS * 1000}"
    for case in wanted:
        before: tuple[str, ...] = ()
        if case == "slow":
            if strace is None:
                print("slow disk: strace is not here")
                continue
            before = (strace, "-f", "--seccomp-bpf", "-o", os.devnull, "-e", "trace=fdatasync,fsync")
            before += ("-e", stretch)
        with tempfile.TemporaryDirectory() as name:
            measure(Path(name), case, before)


if __name__ == "__main__":
    main()
