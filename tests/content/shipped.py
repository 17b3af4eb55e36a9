"""Every text of the shipped content, with its language and where it stands."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from atelier import resources

FOLDERS = ("formats", "canvases", "demo")


def files() -> list[Path]:
    """The shipped content files."""
    return sorted(path for folder in FOLDERS for path in resources.data(folder).rglob("*.toml"))


def document(path: Path) -> dict[str, Any]:
    """What a file says."""
    return tomllib.loads(path.read_text("utf-8"))


def texts(path: Path) -> Iterator[tuple[str, str, str]]:
    """Place, language and text of everything a file says to people."""
    yield from _texts(document(path), path.name)


def _texts(value: Any, place: str) -> Iterator[tuple[str, str, str]]:
    if isinstance(value, list):
        for index, item in enumerate(value, start=1):
            yield from _texts(item, f"{place}[{index}]")
    elif isinstance(value, dict):
        for name, item in value.items():
            if name in ("fr", "en"):
                yield place, name, item
            else:
                yield from _texts(item, f"{place}.{name}")
