"""Where the shipped content is: beside the package in a wheel, beside `src` in a clone."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

# Strings until someone asks for a Path: `--help` needs a catalogue, and pathlib would add a tenth to its time


def data(*parts: str) -> Path:
    """A file or folder of `data/`."""
    from pathlib import Path

    return Path(folder("data"), *parts)


def themes() -> Path:
    """The folder of the shipped themes."""
    from pathlib import Path

    return Path(folder("themes"))


def folder(name: str) -> str:
    """The path of one folder of shipped content: `data` or `themes`."""
    package = os.path.dirname(os.path.abspath(__file__))
    inside = os.path.join(package, name)
    if os.path.isdir(inside):
        return inside
    return os.path.join(os.path.dirname(os.path.dirname(package)), name)
