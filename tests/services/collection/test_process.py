"""The capture server started, adopted, watched and stopped; by a small server that does nothing else."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from atelier.config import Places
from atelier.domain.clock import Moment
from atelier.services.collection.access import Capability, Role
from atelier.services.collection.adapters import adapters
from atelier.services.collection.ledger import STALE_SECONDS, Ledger, Running, Wishes
from atelier.services.collection.process import (
    LATE_SECONDS,
    OPEN_SECONDS,
    STOP_SECONDS,
    WAITS,
    CaptureProcess,
    Phase,
    is_free,
    serve_command,
)
from atelier.services.time import SystemClock

WORKSHOP = "w1"
NOBODY = 2**22 + 5
"""No process has this number."""
SERVER = """
import os, sys, time
from pathlib import Path
from atelier.config import Places
from atelier.services.collection.ledger import Ledger, Running
ledger = Ledger(Places(*map(Path, sys.argv[1:4])), sys.argv[4])
began = time.time()
while time.time() < began + 60:
    wishes = ledger.wishes()
    if not wishes.is_open:
        break
    ledger.beat(Running(os.getpid(), wishes.port, wishes.address, began, time.time(), sys.argv[5]))
    time.sleep(0.05)
ledger.ended()
print("ended well", file=sys.stderr)
"""


class HandClock:
    """A clock that only the test moves."""

    wall = 1_760_000_000.0

    def now(self) -> Moment:
        return Moment(self.wall, self.wall, "test")


@pytest.fixture
def places(tmp_path: Path) -> Places:
    return Places(tmp_path / "config", tmp_path / "state", tmp_path / "cache")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "café.atelier"


@pytest.fixture
def ledger(places: Places) -> Ledger:
    return Ledger(places, WORKSHOP)


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def started() -> Iterator[list[int]]:
    """Numbers of the processes that are to be ended after the test."""
    numbers: list[int] = []
    yield numbers
    for number in numbers:
        try:
            os.kill(number, signal.SIGTERM)
        except OSError:
            continue


@pytest.fixture
def still(places: Places, path: Path, clock: HandClock) -> CaptureProcess:
    """A server whose process ends at once."""
    return CaptureProcess(places, path, WORKSHOP, clock, command=lambda *_: [sys.executable, "-c", "pass"])


def beat(ledger: Ledger, clock: HandClock, path: Path, **other: object) -> None:
    """A sign of life of a server that nobody here started."""
    wishes = ledger.wishes()
    running = Running(NOBODY, wishes.port, wishes.address, clock.wall - 100, clock.wall, str(path))
    ledger.beat(replace(running, **other))  # type: ignore[arg-type]


def until(condition: Callable[[], bool], seconds: float = 20.0) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "this did not come to be so"
        time.sleep(0.02)


def gone(process: CaptureProcess) -> None:
    """Wait until what was started has ended."""
    until(lambda: process._child is None or process._child.poll() is not None)


def test_without_phones_nothing_is_read_written_or_started(still: CaptureProcess, places: Places) -> None:
    assert still.look().phase is Phase.CLOSED
    assert still.look().wishes is None
    assert not places.state.exists()


def test_a_server_lives_is_watched_and_ends_when_it_is_closed(
    places: Places, path: Path, ledger: Ledger, started: list[int]
) -> None:
    def command(file: Path, wishes: Wishes) -> list[str]:
        folders = [str(folder) for folder in (places.config, places.state, places.cache)]
        return [sys.executable, "-c", SERVER, *folders, WORKSHOP, str(file)]

    process = CaptureProcess(places, path, WORKSHOP, SystemClock(), command=command)
    process.open("")
    assert process._child is not None
    started.append(process._child.pid)
    assert process.look().phase is Phase.STARTING
    until(lambda: process.look().phase is Phase.OPEN)
    running = process.look().running
    assert running is not None and running.pid == process._child.pid
    if sys.platform != "win32":
        assert os.getsid(running.pid) == running.pid, "it outlives the terminal of the program"
    process.close()
    until(lambda: process.look().phase is Phase.CLOSED)
    until(lambda: "ended well" in ledger.log.read_text("utf-8"))


def test_a_server_of_a_program_that_died_is_adopted(
    still: CaptureProcess, ledger: Ledger, clock: HandClock, path: Path
) -> None:
    ledger.change(is_open=True)
    beat(ledger, clock, path)
    status = still.look()
    assert status.phase is Phase.OPEN
    assert status.running is not None and status.running.pid == NOBODY
    assert still._child is None, "it was not started a second time"


def test_a_collection_that_was_left_open_is_started_again(
    still: CaptureProcess, ledger: Ledger, clock: HandClock, path: Path
) -> None:
    ledger.change(is_open=True)
    beat(ledger, clock, path, beat=clock.wall - STALE_SECONDS - 1)
    assert still.look().phase is Phase.STARTING
    assert still._child is not None


def test_a_server_that_keeps_dying_is_started_again_after_longer_and_longer(
    still: CaptureProcess, clock: HandClock
) -> None:
    still.open("")
    for count, wait in enumerate((*WAITS, WAITS[-1]), start=1):
        gone(still)
        status = still.look()
        assert (status.phase, status.deaths, status.next_try) == (Phase.DIED, count, wait)
        clock.wall += wait - 0.5
        assert still.look().phase is Phase.DIED
        clock.wall += 0.6
        assert still.look().phase is Phase.STARTING
    gone(still)


def test_a_server_that_is_killed_is_known_at_once_by_whoever_started_it(
    still: CaptureProcess, ledger: Ledger, clock: HandClock, path: Path
) -> None:
    still.open("")
    child = still._child
    assert child is not None
    beat(ledger, clock, path, pid=child.pid)
    gone(still)
    assert still.look().phase is Phase.DIED, "its last sign of life is fresh, but its process has ended"


def test_an_adopted_server_that_was_killed_is_known_before_its_last_sign_of_life_is_old(
    still: CaptureProcess, ledger: Ledger, clock: HandClock, path: Path
) -> None:
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen(1)
        ledger.change(is_open=True, port=server.getsockname()[1])
        beat(ledger, clock, path, beat=clock.wall - LATE_SECONDS - 0.1)
        assert still.look().phase is Phase.OPEN, "it is only late"
    assert still.look().phase is Phase.DIED


def test_a_port_that_another_program_has_is_told_and_tried_again(
    still: CaptureProcess, ledger: Ledger, clock: HandClock
) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen(1)
        port = other.getsockname()[1]
        ledger.change(port=port)
        assert not is_free("127.0.0.1", port)
        still.open("")
        status = still.look()
        assert (status.phase, still._child) == (Phase.PORT_TAKEN, None)
        assert status.wishes is not None and status.wishes.port == port, "it is never changed silently"
    clock.wall += status.next_try + 0.1
    assert still.look().phase is Phase.STARTING
    gone(still)


def test_an_address_that_this_computer_lost_is_told(
    still: CaptureProcess, ledger: Ledger, clock: HandClock, path: Path
) -> None:
    ledger.change(is_open=True, address="198.51.100.7")
    beat(ledger, clock, path)
    assert still.look().phase is Phase.ADDRESS_GONE
    ledger.ended()
    clock.wall += 10
    assert still.look().phase is Phase.DIED
    clock.wall += 10
    assert still.look().phase is Phase.ADDRESS_GONE
    assert still._child is None, "there is nothing to listen on"


def test_a_copy_of_the_file_leaves_the_server_of_the_first_one_alone(
    still: CaptureProcess, ledger: Ledger, clock: HandClock, path: Path
) -> None:
    ledger.change(is_open=True)
    beat(ledger, clock, path.with_name("other.atelier"))
    assert still.look().phase is Phase.ELSEWHERE
    assert still._child is None


def test_closing_waits_for_what_is_answered_and_ends_by_force_at_last(
    still: CaptureProcess, ledger: Ledger, clock: HandClock, path: Path
) -> None:
    sleeper = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    try:
        ledger.change(is_open=True)
        still.close()
        beat(ledger, clock, path, pid=sleeper.pid)
        assert still.look().phase is Phase.STOPPING
        clock.wall += STOP_SECONDS - 1
        beat(ledger, clock, path, pid=sleeper.pid)
        assert still.look().phase is Phase.STOPPING
        assert sleeper.poll() is None
        clock.wall += 2
        beat(ledger, clock, path, pid=sleeper.pid)
        assert still.look().phase is Phase.STOPPING
        assert sleeper.wait(10) != 0
    finally:
        sleeper.kill()


def test_a_collection_closes_a_day_after_nobody_looks_after_it_any_more(
    still: CaptureProcess, ledger: Ledger, clock: HandClock, path: Path
) -> None:
    still.open("")
    gone(still)
    assert ledger.wishes().closes_at == clock.wall + OPEN_SECONDS
    clock.wall += 2 * 3_600
    beat(ledger, clock, path)
    assert still.look().phase is Phase.OPEN
    assert ledger.wishes().closes_at == clock.wall + OPEN_SECONDS, "somebody does"
    clock.wall += OPEN_SECONDS + 1
    assert still.look().phase is Phase.CLOSED
    assert not ledger.wishes().is_open


def test_the_words_that_start_a_server(path: Path, ledger: Ledger) -> None:
    wishes = ledger.change(address="10.0.0.5", allowed_hosts=("cafe.local",))
    words = serve_command(path, wishes)
    assert words[:5] == [sys.executable, "-m", "atelier", "serve", str(path)]
    assert words[5:] == [
        "--json",
        "--port",
        str(wishes.port),
        "--lan",
        "10.0.0.5",
        "--allow-host",
        "cafe.local",
    ]
    assert "--lan" not in serve_command(path, ledger.change(address=""))


def test_another_address_waits_until_the_server_of_the_old_one_has_ended(
    still: CaptureProcess, ledger: Ledger, clock: HandClock, path: Path
) -> None:
    ledger.change(is_open=True)
    beat(ledger, clock, path)
    other = next(each.address for each in adapters())
    still.open(other)
    assert (ledger.wishes().is_open, ledger.wishes().address) == (False, ""), "it is asked to end"
    assert still.look().phase is Phase.STARTING
    ledger.ended()
    assert still.look().phase is Phase.STARTING
    wishes = ledger.wishes()
    assert (wishes.is_open, wishes.address) == (True, other)
    gone(still)


def test_another_port_is_the_next_free_one(still: CaptureProcess, ledger: Ledger) -> None:
    port = ledger.wishes().port
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", port + 1))
        taken.listen(1)
        assert still.change_port() == port + 2 == ledger.wishes().port
    assert not ledger.wishes().is_open


def test_renewing_changes_one_address_or_all(still: CaptureProcess, ledger: Ledger) -> None:
    one, two = Capability(Role.TABLE, "t1"), Capability(Role.TABLE, "t2")
    before = [ledger.wishes().keys.token(each) for each in (one, two)]
    still.renew(one)
    after = [ledger.wishes().keys.token(each) for each in (one, two)]
    assert (after[0] != before[0], after[1] == before[1]) == (True, True)
    still.renew()
    assert ledger.wishes().keys.token(two) != before[1]


def test_no_address_is_written_to_the_log(places: Places, path: Path, ledger: Ledger) -> None:
    words = [sys.executable, "-c", "import sys; print('SECRETTOKEN'); print('trouble', file=sys.stderr)"]
    process = CaptureProcess(places, path, WORKSHOP, HandClock(), command=lambda *_: words)
    process.open("")
    gone(process)
    assert ledger.log.read_text("utf-8").split() == ["trouble"]
