"""The encoders that settings can name: of `atelier[semantic]`, in a folder, or behind a local address."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from atelier.errors import N_, AtelierError
from atelier.fusion.encoder import Encoder, FolderEncoder, Memory, SentenceEncoder

DEFAULT: Final = "default"
SEMANTIC: Final = "semantic"
_HERE: Final = frozenset(("127.0.0.1", "::1", "localhost"))
_SECONDS: Final = 30.0
_MOST_BYTES: Final = 64 << 20


class EndpointEncoder:
    """A server on this machine that speaks the usual embeddings protocol (`POST …/embeddings`)."""

    def __init__(self, address: str) -> None:
        """An encoder.

        Args:
            address: of the endpoint; what follows `#` names the model.

        Raises:
            ValueError: it is not on this machine: notes never leave it.
        """
        parts = urlsplit(address)
        if parts.scheme != "http" or parts.hostname not in _HERE:
            raise ValueError(address)
        self._address = parts._replace(fragment="").geturl()
        self._model = parts.fragment

    def encode(self, texts: Sequence[str]) -> Sequence[Sequence[float]]:
        """One vector a text, in their order.

        Raises:
            OSError: it does not answer.
            ValueError: its answer makes no sense.
        """
        import urllib.request

        # Proxies of the environment are for the world outside.
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        found: list[Sequence[float]] = []
        for text in texts:
            body = json.dumps({"input": text, **({"model": self._model} if self._model else {})})
            request = urllib.request.Request(
                self._address, body.encode(), {"Content-Type": "application/json"}, method="POST"
            )
            with opener.open(request, timeout=_SECONDS) as answer:
                content = json.loads(answer.read(_MOST_BYTES))
            found.append([float(value) for value in content["data"][0]["embedding"]])
        return found


def memory_named(name: str) -> Memory | None:
    """The encoder that the setting `engine` names; None for the default engine.

    Args:
        name: `default` or nothing, `semantic`, the address of a server of this machine, or a folder.

    Raises:
        AtelierError: the address is not on this machine.
    """
    if not name or name == DEFAULT:
        return None
    encoder: Encoder
    if name == SEMANTIC:
        encoder = SentenceEncoder()
    elif "://" in name:
        try:
            encoder = EndpointEncoder(name)
        except ValueError as error:
            raise AtelierError(
                N_("“{name}” is not on this machine: an engine must be, as in {example}."),
                name=name,
                example="http://127.0.0.1:8080/v1/embeddings",
            ) from error
    else:
        encoder = FolderEncoder(Path(name).expanduser())
    return Memory(encoder)
