"""What a pasted block of 200 lines costs, beside one note that is saved in the same run, among 5,000 notes.

    python bench/block.py [--lines 200] [--rounds 7]

read: the block becomes lines with headings. save: they are planned, committed and known to the state.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

from atelier.domain.canvas import Heading
from atelier.domain.note import CellKey
from atelier.services.block import BlockLine, Kind, read_block
from atelier.services.block_notes import NewNote, add_notes
from atelier.services.notes import add_note
from atelier.services.session import Session
from commit import workshop

LIMIT_SECONDS: Final = 1.0
_TEXT: Final = "Un café ouvert le soir, où chacun peut passer sans rendez-vous, le"


def block(notes: int) -> str:
    """A mail of notes: headings, bullets, and lines that are wrapped."""
    found = []
    for number in range(notes):
        if number % 50 == 0:
            found.append(f"## h{number // 50 % 4}")
        found += [f"- {_TEXT} {number}", "  de chaque mois"]
    return "\n".join(found)


def cell(heading: str | None) -> CellKey:
    """Where a line goes."""
    return CellKey("t1", 1, "g", heading or "h1")


def save_block(session: Session, lines: list[BlockLine]) -> None:
    """Save the notes of a block."""
    notes = [NewNote(cell(line.heading), line.text, line.star) for line in lines]
    action = add_notes(session.state, notes, session.clock.now())
    if action is not None:
        session.save_now(action)


def save_note(session: Session) -> None:
    """Save one note."""
    session.save_now(add_note(session.state, cell(None), _TEXT, session.clock.now()))


def timed(work: Callable[[], object]) -> float:
    """Seconds that some work takes."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def main() -> None:
    """Measure in turns, and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--lines", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=7)
    given = parser.parse_args()
    text = block(given.lines)
    with tempfile.TemporaryDirectory(prefix="atelier-bench") as folder:
        session = workshop(Path(folder) / "w.atelier", Path(folder))
        headings = session.state.live(Heading)
        ones, reads, saves = [], [], []
        for _ in range(given.rounds):
            ones.append(statistics.median(timed(lambda: save_note(session)) for _ in range(9)))
            reads.append(timed(lambda: read_block(text, headings)))
            lines = [line for line in read_block(text, headings) if line.kind is Kind.NOTE]
            if len(lines) != given.lines:
                raise SystemExit(f"{given.lines} notes were pasted, {len(lines)} were read")
            saves.append(timed(lambda lines=lines: save_block(session, lines)))  # type: ignore[misc]
        session.close()
    one, read, save = (statistics.median(times) for times in (ones, reads, saves))
    print(f"one note {one * 1e3:.1f} ms")
    print(f"{given.lines} lines: read {read * 1e3:.1f} ms, save {save * 1e3:.1f} ms")
    print(f"the whole block: {(read + save) * 1e3:.1f} ms, {(read + save) / one:.1f} times one note")
    if read + save > LIMIT_SECONDS:
        raise SystemExit(f"more than {LIMIT_SECONDS} s")


if __name__ == "__main__":
    main()
