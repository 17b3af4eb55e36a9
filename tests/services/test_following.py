"""A workshop that is followed: what others write comes, and nothing that happens to the file stops it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from atelier.config import Places
from atelier.domain.change import Action, Change
from atelier.domain.workshop import Workshop
from atelier.errors import FileUnusable
from atelier.services.following import LOOKS_BETWEEN_CHECKS, Follower
from atelier.services.session import Session
from tests.ui.workshops import FakeClock, coll_occ_rows


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def main(tmp_path: Path, clock: FakeClock) -> Iterator[Session]:
    """The main window's session."""
    path = tmp_path / "a.atelier"
    session = Session.create(path, coll_occ_rows(clock), clock=clock, places=Places.default())
    yield session
    session.close()


@pytest.fixture
def follower(main: Session, clock: FakeClock) -> Iterator[Follower]:
    found = Follower(main.path, Places.default(), clock)
    yield found
    found.close()


def retitle(session: Session, title: str) -> None:
    row = session.state.workshop
    session.save_now(Action("prepare.workshop", (Change(Workshop.KIND, row.id, {"title": title}),)))


def title(follower: Follower) -> str:
    return follower.session.state.workshop.title


def check(follower: Follower) -> None:
    """Look until the file itself was looked at."""
    for _ in range(LOOKS_BETWEEN_CHECKS):
        follower.look()


def test_the_next_look_has_what_was_written(main: Session, follower: Follower) -> None:
    retitle(main, "Autre titre")
    follower.look()
    assert title(follower) == "Autre titre"


def test_nothing_is_written_by_following(main: Session, clock: FakeClock) -> None:
    main.close()
    before = main.path.read_bytes()
    found = Follower(main.path, Places.default(), clock)
    check(found)
    found.close()
    assert main.path.read_bytes() == before


def test_several_follow_at_once(main: Session, clock: FakeClock) -> None:
    several = [Follower(main.path, Places.default(), clock) for _ in range(3)]
    retitle(main, "Pour tous")
    for follower in several:
        follower.look()
    assert {title(follower) for follower in several} == {"Pour tous"}
    for follower in several:
        follower.close()
    retitle(main, "Encore")


def test_a_file_that_was_deleted_is_said_calmly(main: Session, follower: Follower) -> None:
    before = title(follower)
    main.close()
    main.path.unlink()
    check(follower)
    assert follower.trouble is not None and "no longer there" in follower.trouble.msgid
    assert title(follower) == before
    check(follower)
    assert follower.trouble is not None


def test_a_file_that_comes_back_is_followed_again(
    main: Session, follower: Follower, clock: FakeClock, tmp_path: Path
) -> None:
    retitle(main, "Copie")
    main.close()
    shutil.copy(main.path, tmp_path / "copie")
    main.path.unlink()
    check(follower)
    os.replace(tmp_path / "copie", main.path)
    check(follower)
    assert follower.trouble is None
    assert title(follower) == "Copie"
    with Session.open(main.path, clock=clock, places=Places.default()) as other:
        retitle(other, "Suite")
        follower.look()
        assert title(follower) == "Suite"


def test_a_file_that_is_no_workshop_leaves_what_was_there(main: Session, follower: Follower) -> None:
    before = title(follower)
    main.close()
    other = main.path.with_suffix(".txt")
    other.write_text("tout autre chose", encoding="utf-8")
    os.replace(other, main.path)
    for _ in range(3):
        check(follower)
        assert follower.trouble is not None and "cannot be read" in follower.trouble.msgid
    assert title(follower) == before


@pytest.mark.skipif(os.name == "nt", reason="rights are others there")
def test_a_file_that_may_not_be_written_is_followed(
    main: Session, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    may = os.access
    monkeypatch.setattr(os, "access", lambda path, mode, **more: mode != os.W_OK and may(path, mode, **more))
    found = Follower(main.path, Places.default(), clock)
    assert found.session.read_only
    retitle(main, "Écrit ailleurs")
    check(found)
    assert title(found) == "Écrit ailleurs"
    assert found.trouble is None
    found.close()


def test_what_cannot_be_read_is_refused(tmp_path: Path, clock: FakeClock) -> None:
    with pytest.raises(FileUnusable):
        Follower(tmp_path / "none.atelier", Places.default(), clock)
