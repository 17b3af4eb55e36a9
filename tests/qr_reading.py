"""Terminal cells as a picture, and what a phone's camera would read in it."""

from __future__ import annotations

import os
import re
import shutil
import struct
import subprocess
import zlib
from collections.abc import Sequence
from pathlib import Path

import pytest

ZBAR = shutil.which("zbarimg")
needs_zbar = pytest.mark.skipif(
    ZBAR is None and not os.environ.get("ATELIER_CI"), reason="no zbarimg (zbar-tools) to read QR codes with"
)

Colour = tuple[int, int, int]
Cell = tuple[str, Colour, Colour]
"""A letter, its colour, and what is behind it."""

CELL_SIZES = ((8, 16), (9, 20), (7, 18))
"""Pixels of a cell, in terminals that people have."""


def colour(name: str) -> Colour:
    """A colour such as `#102030` or `102030`."""
    digits = name.removeprefix("#")
    assert re.fullmatch("[0-9a-fA-F]{6}", digits), name
    return int(digits[0:2], 16), int(digits[2:4], 16), int(digits[4:6], 16)


def write_png(rows: Sequence[Sequence[Cell]], file: Path, *, width: int = 8, height: int = 16) -> Path:
    """The cells as a terminal paints them: `▀` is the upper half, other letters a bar in the middle."""
    middle = range(height // 3, height - height // 3)
    lines = []
    for row in rows:
        for y in range(height):
            line = bytearray(b"\0")
            for letter, ink, behind in row:
                is_upper = letter == "▀" and y < height // 2
                is_full = letter == "█"
                is_written = letter not in "▀█ \0" and y in middle
                line += bytes(ink if is_upper or is_full or is_written else behind) * width
            lines.append(bytes(line))
    across = max((len(row) for row in rows), default=0) * width
    header = struct.pack(">2I5B", across, len(lines), 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(b"".join(lines), 1)), (b"IEND", b""))
    file.write_bytes(b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(*chunk) for chunk in chunks))
    return file


def read_codes(picture: Path) -> list[str]:
    """What zbar reads in a picture; a text beyond ASCII is guessed at, so that `read_code` is for it."""
    return _zbar("--raw", str(picture)).decode().splitlines()


def read_code(picture: Path) -> str:
    """What the only code in a picture says, byte by byte."""
    return _zbar("--raw", "--set", "binary", str(picture)).decode()


def _zbar(*words: str) -> bytes:
    assert ZBAR is not None, "zbarimg is missing: CI must read QR codes"
    return subprocess.run([ZBAR, "--quiet", *words], capture_output=True, timeout=60, check=False).stdout


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
