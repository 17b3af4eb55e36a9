"""Whether a text repeats the documents that the demonstration is modelled on: only their hashes are kept."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from functools import cache
from pathlib import Path

RUN = 8
"""Words in a row that make a repetition."""
_BYTES = 5
_FOLDER = Path(__file__).parent


def words(text: str) -> list[str]:
    """The words of a text without case, accents and ligatures."""
    plain = unicodedata.normalize("NFD", text.casefold().replace("œ", "oe"))
    return re.findall(r"[a-z0-9]+", "".join(c for c in plain if not unicodedata.combining(c)))


def runs(text: str) -> set[str]:
    """Every run of `RUN` words of a text."""
    found = words(text)
    return {" ".join(found[i : i + RUN]) for i in range(len(found) - RUN + 1)}


def digest(text: str) -> bytes:
    """What is kept of a run or of a name."""
    return hashlib.sha256(text.encode()).digest()[:_BYTES]


def repeated(text: str) -> set[str]:
    """The runs of a text that stand in the source documents too."""
    return {run for run in runs(text) if digest(run) in _kept("source-runs.bin")}


def names(text: str) -> set[str]:
    """The words of a text that name a person or a place in the source documents."""
    return {word for word in words(text) if digest(word) in _kept("source-names.bin")}


@cache
def _kept(name: str) -> frozenset[bytes]:
    content = (_FOLDER / name).read_bytes()
    return frozenset(content[i : i + _BYTES] for i in range(0, len(content), _BYTES))
