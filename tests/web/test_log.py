"""The server's own log."""

from __future__ import annotations

import asyncio
import logging
from functools import partial
from pathlib import Path

import pytest
from aiohttp import web

from atelier.web import log as log_module
from atelier.web.connection import Connection
from atelier.web.log import Log, heard

NOON = 1_760_522_400.0


def test_lines_are_written_together(tmp_path: Path) -> None:
    file = tmp_path / "new" / "w.log"
    log = Log(file, lambda: NOON)
    assert log.waiting() == ""
    log.say("404 GET /?")
    log.say("closed")
    log.write(log.waiting())
    log.write("")
    assert file.read_text() == "2025-10-15T10:00:00Z 404 GET /?\n2025-10-15T10:00:00Z closed\n"


def test_a_flood_is_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(log_module, "MOST_WAITING", 2)
    log = Log(tmp_path / "w.log", lambda: NOON)
    for _ in range(5):
        log.say("404 GET /?")
    assert log.waiting().splitlines()[2:] == ["… and 3 lines more"]
    log.say("closed")
    assert len(log.waiting().splitlines()) == 1


def test_a_long_one_begins_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(log_module, "LARGEST", 10)
    log = Log(tmp_path / "w.log", lambda: NOON)
    for line in ("one, which is long\n", "two\n"):
        log.write(line)
    assert (tmp_path / "w.log").read_text() == "two\n"
    assert (tmp_path / "w.old.log").read_text() == "one, which is long\n"


def test_without_a_folder_nothing_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    Log(tmp_path / "file" / "w.log").write("lost\n")
    assert (tmp_path / "file").read_text() == "x"


async def test_a_failure_that_nobody_foresaw_is_told_without_what_it_says(tmp_path: Path) -> None:
    log = Log(tmp_path / "w.log", lambda: NOON)

    async def fail(request: web.BaseRequest) -> web.StreamResponse:
        raise RuntimeError(f"une confidence {request.path}")

    server = await asyncio.get_running_loop().create_server(
        partial(Connection.of, web.Server(fail)), "127.0.0.1", 0
    )
    with heard(log):
        reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
        writer.write(b"GET /SECRET HTTP/1.1\r\nHost: localhost\r\n\r\n")
        answer = await asyncio.wait_for(reader.read(), 5)
        writer.close()
    server.close()
    assert answer.startswith(b"HTTP/1.1 500")
    assert answer.endswith(b"\r\n\r\n500\n")
    said = log.waiting()
    assert "error aiohttp.server RuntimeError test_log.py:" in said
    assert "confidence" not in said
    assert "SECRET" not in said
    assert logging.getLogger("aiohttp").propagate
