"""When the journal is folded into the file: in a quiet moment, and in the end whatever happens."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from atelier.services.session import Session
from atelier.storage import writer
from tests.storage.samples import add_note

MARK = "des stands devant la mairie"


def is_folded(path: Path) -> bool:
    """Whether what was written is in the file itself."""
    return MARK.encode() in path.read_bytes()


def soon(condition: Callable[[], bool]) -> bool:
    """Whether something is so within a few seconds."""
    end = time.monotonic() + 5
    while not condition():
        if time.monotonic() > end:
            return False
        time.sleep(0.01)
    return True


def test_it_is_folded_once_nobody_asks_for_anything(session: Session, path: Path) -> None:
    for _ in range(writer.FOLD_EVERY):
        session.save(add_note(MARK)).result()
    assert soon(lambda: is_folded(path))
    assert session.save_now(add_note("et après")).entries


def test_nobody_waits_for_it_while_others_write(
    session: Session, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writer, "QUIET_SECONDS", 60.0)
    for _ in range(writer.FOLD_EVERY + 20):
        session.save(add_note(MARK)).result()
    assert not is_folded(path)


def test_it_does_not_grow_for_ever(session: Session, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writer, "QUIET_SECONDS", 60.0)
    monkeypatch.setattr(writer, "FOLD_AT_LAST", writer.FOLD_EVERY + 20)
    for _ in range(writer.FOLD_EVERY + 20):
        session.save(add_note(MARK)).result()
    assert soon(lambda: is_folded(path))


def test_a_few_lines_wait_until_the_end(session: Session, path: Path) -> None:
    session.save(add_note(MARK)).result()
    time.sleep(2 * writer.QUIET_SECONDS)
    assert not is_folded(path)
    session.close()
    assert is_folded(path)
