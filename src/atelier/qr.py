"""QR codes as rows of modules; whoever draws them puts black on white, whatever the colours around.

Level M corrects what a crease or a reflection hides. A text of capitals, digits and `$%*+-./:` alone takes
the denser mode, so that the address of a table fits 33 modules.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

Matrix = tuple[tuple[bool, ...], ...]
"""Rows of modules from the top, quiet zone included; True is black."""

QUIET_ZONE: Final = 2
"""White modules all around; none, and readers fail on dark terminals."""
PRINTED_QUIET_ZONE: Final = 4
"""On paper, as the standard has it."""


class TooLong(ValueError):
    """No QR code holds so much."""


@lru_cache(maxsize=64)
def matrix(text: str, *, quiet_zone: int = QUIET_ZONE) -> Matrix:
    """The code of a text.

    Args:
        text: what a phone is to read.
        quiet_zone: white modules around it.

    Raises:
        TooLong: the text does not fit any code.
    """
    from qrcode import QRCode
    from qrcode.constants import ERROR_CORRECT_M
    from qrcode.exceptions import DataOverflowError

    code = QRCode(border=quiet_zone, error_correction=ERROR_CORRECT_M)
    # Without chunks the whole text takes one mode: the smallest code for addresses
    code.add_data(text, optimize=0)
    try:
        code.make(fit=True)
    except (DataOverflowError, ValueError) as error:
        raise TooLong(text) from error
    return tuple(tuple(bool(module) for module in row) for row in code.get_matrix())


def ansi(text: str) -> list[str]:
    """The code of a text as lines for a terminal: two modules a character, black on white in any colours.

    Args:
        text: what a phone is to read.

    Raises:
        TooLong: the text does not fit any code.
    """
    rows = matrix(text)
    white = (False,) * len(rows[0])
    shade = {False: "255;255;255", True: "0;0;0"}
    return [
        "".join(
            f"\x1b[38;2;{shade[above]};48;2;{shade[below]}m▀"
            for above, below in zip(top, bottom, strict=True)
        )
        + "\x1b[0m"
        for top, bottom in zip(rows[::2], (*rows[1::2], white), strict=True)
    ]


def svg(text: str, *, title: str = "") -> str:
    """The code of a text as an SVG element, to stand in a page; it needs no style sheet.

    Args:
        text: what a phone is to read.
        title: what it is, for people who hear the page, without markup.

    Raises:
        TooLong: the text does not fit any code.
    """
    from html import escape

    rows = matrix(text, quiet_zone=PRINTED_QUIET_ZONE)
    size = len(rows)
    path = "".join(
        f"M{start} {y}h{end - start}v1h{start - end}z"
        for y, row in enumerate(rows)
        for start, end in _runs(row)
    )
    named = f'role="img" aria-label="{escape(title, quote=True)}"' if title else 'aria-hidden="true"'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}" {named} '
        f'shape-rendering="crispEdges"><path fill="#fff" d="M0 0h{size}v{size}h-{size}z"/>'
        f'<path fill="#000" d="{path}"/></svg>'
    )


def _runs(row: tuple[bool, ...]) -> list[tuple[int, int]]:
    """Where black begins and ends in a row."""
    found: list[tuple[int, int]] = []
    for x, is_black in enumerate(row):
        if is_black and found and found[-1][1] == x:
            found[-1] = (found[-1][0], x + 1)
        elif is_black:
            found.append((x, x + 1))
    return found


def wifi_text(name: str, password: str) -> str:
    """What a phone reads to join a Wi-Fi network; without a password, an open one.

    Args:
        name: the network's, exactly.
        password: the network's, exactly.
    """
    if not password:
        return f"WIFI:T:nopass;S:{_escaped(name)};;"
    return f"WIFI:T:WPA;S:{_escaped(name)};P:{_escaped(password)};;"


def _escaped(text: str) -> str:
    """A field of that code: what separates fields is written with a backslash."""
    return "".join(f"\\{sign}" if sign in '\\;,":' else sign for sign in text)
