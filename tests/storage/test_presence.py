"""Who has which workshop open: living processes are known, dead ones are not."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from atelier.storage import presence
from atelier.storage.presence import Presence, is_same, machine_id, processes

AT = "2025-10-15T10:00:00.000Z"

STAYS = """
import sys
from pathlib import Path
from atelier.storage.presence import Presence
here = Presence(Path(sys.argv[1]), "other", Path("w.atelier"), "2025-10-15T10:00:00.000Z")
print("here", flush=True)
sys.stdin.readline()
"""


def nodes(state: Path) -> list[str]:
    return [process.node for process in processes(state)]


def test_a_process_is_known_until_it_leaves(tmp_path: Path) -> None:
    here = Presence(tmp_path, "mine", tmp_path / "w.atelier", AT)
    (found,) = processes(tmp_path)
    assert (found.node, found.pid, found.path, found.started) == (
        "mine",
        os.getpid(),
        tmp_path / "w.atelier",
        AT,
    )
    here.close()
    here.close()
    assert nodes(tmp_path) == []
    assert list((tmp_path / "open").iterdir()) == []


def test_a_killed_process_is_not_known(tmp_path: Path) -> None:
    child = subprocess.Popen(
        [sys.executable, "-c", STAYS, str(tmp_path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert child.stdout is not None
    assert child.stdout.readline() == "here\n"
    assert [process.pid for process in processes(tmp_path)] == [child.pid]
    child.kill()
    child.communicate()
    assert nodes(tmp_path) == []


def test_what_a_dead_process_left_is_cleared_away_later(tmp_path: Path) -> None:
    left = tmp_path / "open" / "dead.json"
    left.parent.mkdir()
    left.write_text(f'{{"pid": {os.getpid()}, "path": "w.atelier", "started": "{AT}"}}')
    assert nodes(tmp_path) == []
    assert left.exists(), "it may be one that is just being made"
    os.utime(left, (1, 1))
    assert nodes(tmp_path) == []
    assert not left.exists()


@pytest.mark.parametrize("content", ["", "{", "[]", '{"pid": "x"}', "\ud7ff"])
def test_entries_that_make_no_sense_are_passed_over(tmp_path: Path, content: str) -> None:
    good = Presence(tmp_path, "mine", tmp_path / "w.atelier", AT)
    strange = Presence(tmp_path, "strange", tmp_path / "w.atelier", AT)
    (tmp_path / "open" / "strange.json").write_text(content, encoding="utf-8")
    assert nodes(tmp_path) == ["mine"]
    strange.close()
    good.close()


def test_without_a_state_folder_all_goes_on(tmp_path: Path) -> None:
    taken = tmp_path / "state"
    taken.write_text("a file where the folder should be")
    here = Presence(taken, "mine", tmp_path / "w.atelier", AT)
    assert nodes(taken) == []
    assert machine_id(taken)
    here.close()


def test_without_locks_nobody_is_known_and_nothing_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "fcntl", None)
    here = Presence(tmp_path, "mine", tmp_path / "w.atelier", AT)
    assert nodes(tmp_path) == []
    here.close()


def test_the_machine_keeps_its_id(tmp_path: Path) -> None:
    first = machine_id(tmp_path / "state")
    assert first == machine_id(tmp_path / "state")
    assert first != machine_id(tmp_path / "other")
    assert len(first) == 8


def test_two_names_of_one_file_are_the_same(tmp_path: Path) -> None:
    file = tmp_path / "w.atelier"
    file.touch()
    link = tmp_path / "link.atelier"
    try:
        link.symlink_to(file)
    except OSError:
        pytest.skip("no links here")
    assert is_same(file, link)
    assert not is_same(file, tmp_path / "none.atelier")
    assert presence.processes(tmp_path) is not None
