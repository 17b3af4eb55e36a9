"""Encoders that settings name; notes never leave this machine."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from atelier.errors import AtelierError
from atelier.fusion.engine import propose
from atelier.fusion.words import lexicon
from atelier.services.encoders import EndpointEncoder, memory_named
from tests.fusion.notes import LIBRARY


class Server(BaseHTTPRequestHandler):
    """An embeddings server that counts a few letters."""

    asked: list[dict[str, str]] = []  # noqa: RUF012

    def do_POST(self) -> None:
        """Answer as such servers do."""
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.asked.append(body)
        vector = [body["input"].count(letter) for letter in "aeiorst"]
        content = json.dumps({"data": [{"embedding": vector}]}).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def address() -> Iterator[str]:
    """A server on this machine."""
    Server.asked.clear()
    with HTTPServer(("127.0.0.1", 0), Server) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/v1/embeddings"
        server.shutdown()
        thread.join()


def test_a_server_of_this_machine_is_asked(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    memory = memory_named(f"{address}#bge")
    found = propose(LIBRARY, lexicon("fr"), memory=memory)
    assert found.engine == "semantic"
    assert {asked["model"] for asked in Server.asked} == {"bge"}
    assert {asked["input"] for asked in Server.asked} == {note.text for note in LIBRARY}


@pytest.mark.parametrize(
    "name",
    ["http://example.org/v1/embeddings", "https://127.0.0.1/x", "http://192.168.1.4/x", "ftp://localhost"],
)
def test_another_machine_is_refused(name: str) -> None:
    with pytest.raises(AtelierError):
        memory_named(name)


@pytest.mark.parametrize("name", ["", "default"])
def test_the_default_engine_needs_none(name: str) -> None:
    assert memory_named(name) is None


def test_one_that_fails_leaves_the_word_to_the_default_engine(tmp_path: Path) -> None:
    plain = propose(LIBRARY, lexicon("fr"))
    for name in ("http://127.0.0.1:9/v1/embeddings", str(tmp_path / "nowhere"), str(tmp_path)):
        memory = memory_named(name)
        assert memory is not None
        assert propose(LIBRARY, lexicon("fr"), memory=memory) == plain
        assert memory.has_failed


def test_an_answer_that_makes_no_sense_is_an_error(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json, "dumps", lambda _: "[]")
    with pytest.raises((OSError, ValueError, TypeError, LookupError)):
        EndpointEncoder(address).encode(["x"])
