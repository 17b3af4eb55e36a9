"""Kill a program that saves, a thousand times, and look each time at what it left.

Run: python bench/crash.py [--kills 1000]
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.storage.crash import kill_once, make_workshop

KILLS_PER_FILE = 50
"""A fresh file after so many, so that reading it all does not grow slower and slower."""


def main() -> int:
    """Count what was lost."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=1000)
    kills = parser.parse_args().kills
    acknowledged = lost = 0
    faults: list[str] = []
    started = time.monotonic()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        known: set[str] = set()
        for number in range(kills):
            path = folder / f"w{number // KILLS_PER_FILE}.atelier"
            if number % KILLS_PER_FILE == 0:
                known = set()
                make_workshop(path, folder)
            found = kill_once(path, folder, number)
            known |= found.acknowledged
            acknowledged += len(found.acknowledged)
            lost += len(known - found.stored)
            faults += [f"kill {number}: {fault}" for fault in found.faults]
            if sys.stderr.isatty():
                print(
                    f"\r{number + 1} kills, {acknowledged} acknowledged, {lost} lost", end="", file=sys.stderr
                )
    seconds = time.monotonic() - started
    print(f"{kills} kills, {acknowledged} notes acknowledged, {lost} lost, {len(faults)} faults")
    print(f"{seconds:.0f} s")
    print(*faults, sep="\n")
    return 1 if lost or faults else 0


if __name__ == "__main__":
    raise SystemExit(main())
