"""`atelier serve`, as a process of its own."""

from __future__ import annotations

import http.client
import json
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest

from atelier.config import Places
from atelier.services.collection.ledger import Ledger
from tests.cli.conftest import Run
from tests.cli.test_commands import status


def free_port() -> int:
    """A port that nobody has at the moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def command(path: Path, *words: str) -> list[str]:
    """The words that start a server."""
    return [sys.executable, "-m", "atelier", "--lang", "en", "serve", str(path), *words]


@contextmanager
def served(path: Path, *words: str) -> Iterator[tuple[subprocess.Popen[str], dict[str, Any]]]:
    """A server that listens, and what it said."""
    process = subprocess.Popen(
        command(path, "--json", *words), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    try:
        yield process, json.loads(process.stdout.readline())
    finally:
        process.kill()
        process.communicate()


def ask(url: str, body: Any = None) -> tuple[int, Any]:
    """The status and the JSON of an answer."""
    host, _, path = url.removeprefix("http://").partition("/")
    connection = http.client.HTTPConnection(host, timeout=10)
    if body is None:
        connection.request("GET", f"/{path}")
    else:
        headers = {"Content-Type": "application/json"}
        connection.request("POST", f"/{path}", json.dumps(body), headers)
    answer = connection.getresponse()
    text = answer.read()
    connection.close()
    return answer.status, json.loads(text) if answer.headers.get_content_subtype() == "json" else text


def note(note_id: str) -> dict[str, Any]:
    """A note as a phone sends it."""
    return {"id": note_id, "table": 1, "round": 1, "group": "A", "heading": "pistes", "text": note_id}


def stored(path: Path) -> list[str]:
    """The texts of the notes that are in a file."""
    with closing(sqlite3.connect(path)) as connection:
        return [row[0] for row in connection.execute("SELECT text FROM note ORDER BY text")]


def ledger(run: Run, path: Path) -> Ledger:
    """What is remembered of the collection of a workshop."""
    return Ledger(Places.default(), status(run, path)["workshop"]["id"])


def test_it_serves_until_it_is_told_to_end(run: Run, path: Path) -> None:
    with served(path, "--port", str(free_port())) as (process, said):
        assert [page["table"] for page in said["pages"]] == [1, 2, 0]
        url = said["pages"][0]["url"]
        assert url.startswith(f"http://127.0.0.1:{said['port']}/")
        assert ask(url)[0] == 200
        assert ask(f"{url}/notes", {"notes": [note("note-0001")]})[1]["accepted"] == ["note-0001"]
        wishes = ledger(run, path).known()
        assert wishes is not None
        assert wishes.is_open
        running = ledger(run, path).running()
        assert running is not None
        assert running.pid == process.pid
        process.send_signal(signal.SIGTERM)
        assert process.wait(15) == 0
    assert ledger(run, path).running() is None
    assert not ledger(run, path).wishes().is_open
    assert not path.with_name(f"{path.name}-wal").exists()
    assert stored(path) == ["note-0001"]


def test_killed_and_started_again_it_has_all_that_it_acknowledged(path: Path) -> None:
    acknowledged: list[str] = []
    words = ("--port", str(free_port()))
    url = ""
    for turn in range(3):
        with served(path, *words) as (process, said):
            assert url in ("", said["pages"][0]["url"])
            url = said["pages"][0]["url"]
            for index in range(5):
                sent = [note(f"note-{turn}-{index:04}"), note("note-again")]
                acknowledged += ask(f"{url}/notes", {"notes": sent})[1]["accepted"]
            process.kill()
            process.wait(10)
    assert len(acknowledged) == 30
    assert stored(path) == sorted(set(acknowledged))


def test_ctrl_c_ends_it(path: Path) -> None:
    with served(path, "--port", str(free_port())) as (process, _):
        process.send_signal(signal.SIGINT)
        assert process.wait(15) == 0


def test_a_second_one_says_who_has_it(run: Run, path: Path) -> None:
    with served(path, "--port", str(free_port())) as (process, said):
        code, _, err = run("serve", path)
        assert code == 1
        assert str(process.pid) in err
        assert str(said["port"]) in err
        assert ask(said["pages"][0]["url"])[0] == 200


def test_a_port_that_is_taken(run: Run, path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        code, out, err = run("serve", path, "--port", str(port))
    assert (code, out) == (1, "")
    assert f"port {port} is taken" in err
    assert not ledger(run, path).wishes().is_open


def test_an_address_that_is_not_here(run: Run, path: Path) -> None:
    code, out, err = run("serve", path, "--lan", "198.51.100.7")
    assert (code, out) == (1, "")
    assert "198.51.100.7" in err
    assert "127.0.0.1" in err


def test_a_file_that_cannot_be_written(run: Run, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from atelier.services.session import Session

    opened = Session.open.__func__  # type: ignore[attr-defined]

    def look_only(cls: type[Session], *arguments: Any, **options: Any) -> Session:
        session: Session = opened(cls, *arguments, **options)
        session.read_only = True
        return session

    monkeypatch.setattr(Session, "open", classmethod(look_only))
    code, out, err = run("serve", path)
    assert (code, out) == (3, "")
    assert "read-only" in err


def test_a_certificate_that_is_none(run: Run, path: Path) -> None:
    assert run("serve", path, "--tls-cert", path)[0] == 2
    code, _, err = run("serve", path, "--tls-cert", path, "--tls-key", path)
    assert code == 2
    assert "certificate" in err


def test_with_a_certificate_the_addresses_are_secure(path: Path) -> None:
    import ssl

    pair = Path(__file__).parents[1] / "data" / "certificate.pem"
    words = ("--tls-cert", str(pair), "--tls-key", str(pair), "--port", str(free_port()))
    with served(path, *words) as (_, said):
        url = said["pages"][0]["url"]
        assert url.startswith("https://127.0.0.1:")
        context = ssl.create_default_context(cafile=str(pair))
        host, _, token = url.removeprefix("https://").partition("/")
        connection = http.client.HTTPSConnection(host, timeout=10, context=context)
        connection.request("GET", f"/{token}/state")
        answer = connection.getresponse()
        assert answer.status == 200
        assert json.loads(answer.read())["table"] == 1
        connection.close()


def test_it_goes_on_when_whoever_started_it_is_gone(path: Path) -> None:
    script = (
        "import subprocess, sys\n"
        "given = {'stdout': subprocess.PIPE, 'stderr': subprocess.DEVNULL, 'text': True}\n"
        "process = subprocess.Popen(sys.argv[1:], **given)\n"
        "print(process.pid, process.stdout.readline(), flush=True)"
    )
    words = command(path, "--json", "--port", str(free_port()))
    started = subprocess.run(
        [sys.executable, "-c", script, *words], capture_output=True, text=True, timeout=60
    )
    pid, _, said = started.stdout.partition(" ")
    url = json.loads(said)["pages"][0]["url"]
    try:
        assert ask(url)[0] == 200
    finally:
        os.kill(int(pid), signal.SIGTERM)
    end = time.monotonic() + 15
    while time.monotonic() < end:
        try:
            ask(url)
        except OSError:
            break
        time.sleep(0.05)
    with pytest.raises(OSError):
        ask(url)
