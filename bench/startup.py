"""How long the short commands take, beside `python -c pass` in the same run.

    python bench/startup.py [ROUNDS]

The cases take turns, so that whatever else the machine does weighs on all of them; the last column is
the ratio of the medians. Goals: `--help` 4.5 (at most 5.5), `--version` 2.0 (at most 2.5).
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from pathlib import Path

CASES = {
    "python -c pass": [sys.executable, "-c", "pass"],
    "atelier --version": [],
    "atelier --help": [],
    "python -m atelier --help": [sys.executable, "-m", "atelier", "--help"],
}


def main() -> None:
    """Time each case as many times as the command line says."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 30
    script = str(Path(sys.executable).with_name("atelier.exe" if sys.platform == "win32" else "atelier"))
    CASES["atelier --version"] = [script, "--version"]
    CASES["atelier --help"] = [script, "--help"]
    spent: dict[str, list[float]] = {name: [] for name in CASES}
    for words in CASES.values():
        subprocess.run(words, check=True, capture_output=True)
    for _ in range(rounds):
        for name, words in CASES.items():
            start = time.perf_counter()
            subprocess.run(words, check=True, capture_output=True)
            spent[name].append(time.perf_counter() - start)
    base = statistics.median(spent["python -c pass"])
    for name, times in spent.items():
        median = statistics.median(times)
        print(f"{name:26} {1000 * median:6.1f} ms  × {median / base:.2f}")


if __name__ == "__main__":
    main()
