"""TOML files that people write: read, with an answer that says where a mistake is."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any, Final

from atelier.errors import N_, AtelierError

LARGEST: Final = 1_000_000
"""Bytes; no file that a person wrote is longer."""

_AT: Final = re.compile(r"\(at line (\d+), column (\d+)\)")


def read(path: Path) -> dict[str, Any]:
    """The content of a TOML file.

    Raises:
        FileNotFoundError: there is none.
        AtelierError: it cannot be read; the message names the file, the place and the cure.
    """
    try:
        content = path.read_bytes() if path.stat().st_size <= LARGEST else None
    except FileNotFoundError:
        raise
    except OSError as error:
        raise AtelierError(
            N_("{file} cannot be read: {reason}."), file=path, reason=error.strerror or type(error).__name__
        ) from error
    if content is None:
        raise AtelierError(N_("{file} is far too long for a file of this kind."), file=path)
    try:
        # Windows' Notepad may put a byte order mark in front
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise AtelierError(
            N_("{file} is not in UTF-8: save it again with that encoding."), file=path
        ) from error
    try:
        return tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise _mistake(path, text, str(error)) from error


def _mistake(path: Path, text: str, reason: str) -> AtelierError:
    lines = text.splitlines() or [""]
    place = _AT.search(reason)
    number = int(place[1]) if place else len(lines)
    source = lines[min(number, len(lines)) - 1].strip()
    return AtelierError(
        N_("{file}, line {line}: this is not valid TOML: {source}. Texts need quotes, lists need [ ]."),
        file=path,
        line=number,
        source=source or "…",
    )
