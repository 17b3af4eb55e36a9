"""The capture server under load, beside a bare asyncio server that commits in the same way.

Run: python bench/phones.py [steady] [burst] [slow] [half] [memory]; all of them by default.
Everything stays on this computer. `slow` needs strace, which stretches every sync to 200 ms.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import psutil

from phone_load import Answers, allow_files, at_once, connected, percentile, steady

BENCH: Final = Path(__file__).parent
PHONES: Final = 400
RATE: Final = 40.0
SECONDS: Final = 8.0
TURNS: Final = 3
BURSTS: Final = 3
SYNC_MS: Final = 200
CASES: Final = ("steady", "burst", "slow", "half", "memory")


@dataclass
class Served:
    """A server that runs."""

    name: str
    port: int
    paths: list[tuple[int, str]]
    file: Path
    process: subprocess.Popen[str]
    accepted: list[str] = field(default_factory=list)

    @property
    def memory(self) -> float:
        """Megabytes."""
        return self._own.memory_info().rss / 1e6

    @property
    def cpu(self) -> float:
        """Seconds of processor time so far."""
        times = self._own.cpu_times()
        return times.user + times.system

    @property
    def _own(self) -> psutil.Process:
        """The server itself; strace is its parent where it is used."""
        process = psutil.Process(self.process.pid)
        return next(iter(process.children()), process)


def workshop(folder: Path, notes: int) -> Path:
    """A workshop with many tables and notes."""
    path = folder / "w.atelier"
    command = [
        sys.executable,
        str(BENCH / "workshops.py"),
        str(path),
        "--tables",
        "20",
        "--notes",
        str(notes),
    ]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return path


@contextmanager
def ours(folder: Path, notes: int, *before: str) -> Iterator[Served]:
    """The capture server."""
    path = workshop(folder, notes)
    command = [*before, sys.executable, "-m", "atelier", "serve", str(path), "--json"]
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, text=True, env={**os.environ, "ATELIER_HOME": str(folder / "home")}
    )
    assert process.stdout is not None
    try:
        said = json.loads(process.stdout.readline())
        paths = [(page["table"], "/" + page["url"].rpartition("/")[2]) for page in said["pages"]]
        yield Served("atelier", said["port"], paths, path, process)
    finally:
        # strace hands the signal on
        psutil_end(process)


@contextmanager
def raw(folder: Path) -> Iterator[Served]:
    """The bare server."""
    path = folder / "raw.db"
    command = [sys.executable, str(BENCH / "raw_server.py"), str(path)]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None and process.stdin is not None
    try:
        yield Served("bare asyncio", int(process.stdout.readline()), [(1, "/T")], path, process)
    finally:
        process.stdin.close()
        process.wait(10)


def psutil_end(process: subprocess.Popen[str]) -> None:
    """End a server, and whoever watches it."""
    for child in psutil.Process(process.pid).children():
        child.terminate()
    process.terminate()
    process.wait(30)


def verified(served: Served) -> str:
    """Whether all that was acknowledged is in the file, once."""
    with closing(sqlite3.connect(served.file)) as connection:
        stored = [row[0] for row in connection.execute("SELECT id FROM note")]
    missing = len(set(served.accepted) - set(stored))
    return f"{len(served.accepted)} acknowledged, {missing} missing, {len(stored) - len(set(stored))} twice"


def sync_p99(folder: Path, count: int = 150) -> float:
    """The p99 of one fdatasync of a page that was written before, in milliseconds."""
    reference = os.open(folder / "reference", os.O_RDWR | os.O_CREAT)
    os.write(reference, b"x" * 4096)
    os.fsync(reference)
    seconds = []
    for _ in range(count):
        os.pwrite(reference, b"y" * 4096, 0)
        started = time.perf_counter()
        getattr(os, "fdatasync", os.fsync)(reference)
        seconds.append(time.perf_counter() - started)
        time.sleep(0.005)
    os.close(reference)
    return percentile(seconds, 99) * 1e3


def line(name: str, answers: Sequence[Answers], cpu: float) -> None:
    """A row of the table: medians over the turns."""
    of = [statistics.median(each.percentile(percent) for each in answers) for percent in (50, 95, 99)]
    errors = sum((each.errors for each in answers), answers[0].errors.__class__())
    count = sum(len(each.seconds) for each in answers)
    print(
        f"  {name:14} p50 {of[0]:7.1f}  p95 {of[1]:7.1f}  p99 {of[2]:7.1f} ms   "
        f"{1e3 * cpu / max(1, count):.2f} CPU ms a note, errors {dict(errors) or 0}"
    )


async def in_turns(
    both: Sequence[Served], folder: Path, load: Callable[[Served], asyncio.Future[Answers]]
) -> tuple[dict[str, list[Answers]], float]:
    """The same load on each server in turn; and the p99 of a sync meanwhile."""
    found: dict[str, list[Answers]] = {served.name: [] for served in both}
    used: dict[str, float] = dict.fromkeys(found, 0.0)
    syncs = []
    for _ in range(TURNS):
        syncs.append(sync_p99(folder))
        for served in both:
            before = served.cpu
            answers = await load(served)
            used[served.name] += served.cpu - before
            served.accepted += answers.accepted
            found[served.name].append(answers)
    for name, answers_of in found.items():
        line(name, answers_of, used[name])
    sync = statistics.median(syncs)
    ratio = statistics.median(
        ours.percentile(99) / bare.percentile(99)
        for ours, bare in zip(found["atelier"], found["bare asyncio"], strict=True)
    )
    print(f"  {'one fdatasync':14} p99 {sync:.1f} ms; ratio of p99 to the bare server {ratio:.1f}")
    for served in both:
        print(f"  {served.name:14} {verified(served)}")
    return found, sync


async def case_steady(folder: Path, notes: int) -> None:
    """Notes as they come in a workshop."""
    print(f"{PHONES} phones, {RATE:.0f} notes a second, {notes} notes in the file")
    with ours(folder, notes) as one, raw(folder) as other:
        phones = {served.name: await connected(served.port, served.paths, PHONES) for served in (one, other)}
        await in_turns(
            (one, other),
            folder,
            lambda served: asyncio.ensure_future(steady(phones[served.name], RATE, SECONDS)),
        )


async def case_burst(folder: Path, notes: int) -> None:
    """Everybody at once."""
    print(f"{PHONES} notes in the same instant, {notes} notes in the file")
    with ours(folder, notes) as one, raw(folder) as other:
        phones = {served.name: await connected(served.port, served.paths, PHONES) for served in (one, other)}

        async def load(served: Served) -> Answers:
            merged = Answers()
            for _ in range(BURSTS):
                answers = await at_once(phones[served.name])
                merged.seconds += answers.seconds
                merged.accepted += answers.accepted
                merged.errors += answers.errors
                await asyncio.sleep(0.5)
            return merged

        await in_turns((one, other), folder, lambda served: asyncio.ensure_future(load(served)))


async def case_slow(folder: Path, notes: int) -> None:
    """A disk that takes its time."""
    strace = shutil.which("strace")
    if strace is None:
        print("slow disk: strace is not here")
        return
    print(f"every sync takes {SYNC_MS} ms more, {PHONES} notes in the same instant")
    log = folder / "strace"
    inject = f"inject=fdatasync,fsync:delay_exit={SYNC_MS * 1000}"
    watch = (strace, "-f", "--seccomp-bpf", "-ttt", "-yy", "-o", str(log), "-e", "trace=fdatasync,fsync")
    watch += ("-e", inject)
    with ours(folder, notes, *watch) as served:
        phones = await connected(served.port, served.paths, PHONES)
        for pause in (3.0, 3.0, 0.3, 0.0):
            started = time.time()
            answers = await at_once(phones)
            ended = time.time()
            served.accepted += answers.accepted
            print(
                f"  all answered after {(ended - started) * 1e3:5.0f} ms, {syncs(log, started, ended)} syncs "
                f"of the workshop, errors {dict(answers.errors) or 0}; then a pause of {pause} s"
            )
            await asyncio.sleep(pause)
        print(f"  {verified(served)}")


def syncs(log: Path, start: float, end: float) -> int:
    """How often the workshop's file was synced between two instants."""
    lines = log.read_text(encoding="utf-8", errors="replace").splitlines()
    times = [float(line.split()[1]) for line in lines if "fdatasync(" in line and "w.atelier" in line]
    return sum(start <= at <= end for at in times)


async def case_half(folder: Path, notes: int) -> None:
    """Connections that say nothing."""
    print("1,100 half-open connections from another address, honest requests meanwhile")
    with ours(folder, notes) as served:
        phones = await connected(served.port, served.paths, 40)
        for name, count in (("none", 0), ("1,100", 1_100)):
            load = [sys.executable, str(BENCH / "phone_load.py"), str(served.port), str(count), "12"]
            crowd = subprocess.Popen(load)
            await asyncio.sleep(2.0)
            seconds = []
            for turn in range(120):
                started = time.perf_counter()
                status, _ = await phones[turn % len(phones)].look()
                assert status == 200, status
                seconds.append(time.perf_counter() - started)
                await asyncio.sleep(0.05)
            fresh = await connected(served.port, served.paths, 20)
            started = time.perf_counter()
            await asyncio.gather(*(phone.look() for phone in fresh))
            new = time.perf_counter() - started
            of = [percentile(seconds, percent) * 1e3 for percent in (50, 99, 100)]
            print(
                f"  {name:6} p50 {of[0]:.1f}  p99 {of[1]:.1f}  max {of[2]:.1f} ms; 20 new {new * 1e3:.0f} ms"
            )
            crowd.wait(30)


async def case_memory(folder: Path, notes: int) -> None:
    """What 500 phones take."""
    print(f"memory of the server, {notes} notes in the file")
    with ours(folder, notes) as served:
        print(f"  at the start  {served.memory:.1f} MB")
        phones = await connected(served.port, served.paths, 500)
        for _ in range(3):
            await asyncio.gather(*(phone.look() for phone in phones))
        print(f"  500 phones    {served.memory:.1f} MB after three looks each")
        await at_once(phones)
        await asyncio.gather(*(phone.look() for phone in phones))
        print(f"  500 notes on  {served.memory:.1f} MB")


def main() -> None:
    """Measure."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("cases", nargs="*", choices=(*CASES, []), help="which ones")
    parser.add_argument("--notes", type=int, default=0, help="notes that are in the file before")
    given = parser.parse_args()
    allow_files()
    for case in given.cases or CASES:
        with tempfile.TemporaryDirectory() as name:
            asyncio.run(globals()[f"case_{case}"](Path(name), given.notes))


if __name__ == "__main__":
    main()
