"""Whether the code of a table is read back from the cells of a terminal, by how many decoders.

    python bench/qr.py [TEXT…]

A program shows the code in a pseudo-terminal of 80×24, once a theme; its cells are painted as terminals do,
in several sizes. zbar reads them, and zxing-cpp and OpenCV where they are installed
(`pip install zxing-cpp opencv-python-headless`). Against: the same code in the theme's own colours.
"""

from __future__ import annotations

import importlib
import re
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pyte

sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.qr_reading import CELL_SIZES, ZBAR, Cell, colour, read_code, write_png

from atelier import qr
from pty_screen import Terminal

ADDRESS = "HTTP://192.168.111.123:28765/ABCDEFGHIJKLMNOPQRST"
COLUMNS, ROWS = 80, 24
THEMES = ("atelier", "nuit", "projecteur", "contraste", "contraste-clair")
SHOWER = """
import sys
from textual.app import App
from atelier.config import Places
from atelier.ui.themes import use_theme
from atelier.ui.widgets.qr_code import QrCode
class Shower(App):
    CSS = "Screen { align: center middle; }"
    def on_mount(self):
        use_theme(self, sys.argv[2], Places.default())
    def compose(self):
        yield QrCode(sys.argv[1])
Shower().run()
"""
_PRIVATE = re.compile(rb"\x1b\[[<>=?][0-9;]*[a-zA-Z]|\x1b\[\?[0-9;]*\$p|\x1b[P_^][^\x1b]*\x1b\\")


def decoders() -> dict[str, Callable[[Path], str]]:
    """Those that are there, each with what it reads."""
    found: dict[str, Callable[[Path], str]] = {}
    if ZBAR is not None:
        found["zbar"] = read_code
    try:
        zxing, cv = importlib.import_module("zxingcpp"), importlib.import_module("cv2")
    except ImportError:
        print("zxing-cpp and opencv-python-headless are not installed: zbar alone reads")
        return found
    found["zxing"] = lambda picture: next(
        (code.text for code in zxing.read_barcodes(cv.imread(str(picture)))), ""
    )
    found["opencv"] = lambda picture: str(cv.QRCodeDetector().detectAndDecode(cv.imread(str(picture)))[0])
    return found


def on_terminal(text: str, theme: str) -> list[list[Cell]]:
    """The cells that a terminal was given."""
    terminal = Terminal([sys.executable, "-c", SHOWER, text, theme], columns=COLUMNS, rows=ROWS)
    if terminal.wait("▀▀▀", timeout=20) is None:
        raise SystemExit(f"nothing was shown:\n{terminal.text}")
    terminal.pump(0.5)
    screen = pyte.Screen(COLUMNS, ROWS)
    stream = pyte.ByteStream(screen)
    stream.feed(_PRIVATE.sub(b"", b"".join(chunk.data for chunk in terminal.chunks)))
    terminal.close()
    return [[_cell(screen.buffer[y][x]) for x in range(COLUMNS)] for y in range(ROWS)]


def _cell(found: pyte.screens.Char) -> Cell:
    ink = "ffffff" if found.fg == "default" else found.fg
    behind = "000000" if found.bg == "default" else found.bg
    return found.data, colour(ink), colour(behind)


def in_colours(text: str, ink: str, behind: str) -> list[list[Cell]]:
    """The same code without white paper around, in two colours: what must not be done."""
    rows = qr.matrix(text, quiet_zone=0)
    pairs = zip(rows[::2], (*rows[1::2], (False,) * len(rows)), strict=True)
    shade = {True: colour(ink), False: colour(behind)}
    code: list[list[Cell]] = [
        [("▀", shade[top], shade[bottom]) for top, bottom in zip(*pair, strict=True)] for pair in pairs
    ]
    blank: Cell = (" ", colour(behind), colour(behind))
    framed = [[blank] * 6 + row + [blank] * 6 for row in code]
    return [[blank] * len(framed[0])] * 3 + framed + [[blank] * len(framed[0])] * 3


def report(
    name: str,
    rows: Sequence[Sequence[Cell]],
    text: str,
    folder: Path,
    readers: Mapping[str, Callable[[Path], str]],
) -> None:
    """One line: how often each decoder read it."""
    counts = dict.fromkeys(readers, 0)
    for width, height in CELL_SIZES:
        picture = write_png(rows, folder / "cells.png", width=width, height=height)
        for reader, read in readers.items():
            counts[reader] += read(picture).strip() == text
    print(f"{name:<28}", "  ".join(f"{reader} {count}/{len(CELL_SIZES)}" for reader, count in counts.items()))


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as name:
        place, found = Path(name), decoders()
        for text in sys.argv[1:] or (ADDRESS, qr.wifi_text("Salle des fetes", "motdepasse 2025")):
            size = len(qr.matrix(text))
            print(f"\n{text}: {size}×{(size + 1) // 2} cells")
            for theme in THEMES:
                report(theme, on_terminal(text, theme), text, place, found)
            report("theme colours, dark", in_colours(text, "e0e0e0", "121212"), text, place, found)
