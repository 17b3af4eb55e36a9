"""The log of unforeseen failures."""

from __future__ import annotations

from pathlib import Path

from atelier import __version__, logbook


def failure(text: str) -> Exception:
    """An exception that was raised."""
    try:
        raise LookupError(text)
    except LookupError as error:
        return error


def test_failures_are_appended_with_what_a_maintainer_asks_first(tmp_path: Path) -> None:
    log = tmp_path / "state" / "atelier.log"
    for text in ("one", "two \ud800"):
        assert logbook.record(failure(text), log) == log
    written = log.read_text("utf-8")
    assert written.count("\nLookupError: ") == 2
    assert written.count(f"atelier {__version__}, Python 3.") == 2
    assert "test_logbook.py" in written


def test_a_log_that_has_grown_starts_anew_and_keeps_the_old_one(tmp_path: Path) -> None:
    log = tmp_path / "atelier.log"
    log.write_bytes(b"x" * (logbook.LARGEST + 1))
    logbook.record(failure("new"), log)
    assert log.stat().st_size < 10_000
    assert (tmp_path / "atelier.old.log").stat().st_size > logbook.LARGEST


def test_a_log_that_cannot_be_written_is_none(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert logbook.record(failure("x"), tmp_path / "file" / "atelier.log") is None
    assert logbook.record(failure("x"), tmp_path) is None
