"""QR codes: small for addresses, escaped for Wi-Fi, and readable."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from atelier import qr
from tests.qr_reading import Cell, needs_zbar, read_code, write_png

LONGEST_ADDRESS = "HTTP://192.168.111.123:28765/ABCDEFGHIJKLMNOPQRST"
BLACK, WHITE = (0, 0, 0), (255, 255, 255)


def test_the_address_of_a_table_is_a_small_code() -> None:
    rows = qr.matrix(LONGEST_ADDRESS)
    assert len(rows) == len(rows[0]) == 33, "version 3 and its quiet zone"
    edge = [row for row in (*rows[:2], *rows[-2:])] + [row[:2] + row[-2:] for row in rows]
    assert not any(any(row) for row in edge), "white all around"


def test_a_text_that_no_code_holds_is_refused() -> None:
    with pytest.raises(qr.TooLong):
        qr.matrix("x" * 3_000)


@pytest.mark.parametrize(
    ("name", "password", "text"),
    [
        ("Salle", "secret99", "WIFI:T:WPA;S:Salle;P:secret99;;"),
        ("Salle ouverte", "", "WIFI:T:nopass;S:Salle ouverte;;"),
        (r"a;b,c:d\e", '"x";', r"WIFI:T:WPA;S:a\;b\,c\:d\\e;P:\"x\"\;;;"),
        ("Café été", "pâté chaud", "WIFI:T:WPA;S:Café été;P:pâté chaud;;"),
    ],
)
def test_a_network_is_told_with_its_separators_escaped(name: str, password: str, text: str) -> None:
    assert qr.wifi_text(name, password) == text


@needs_zbar
@pytest.mark.parametrize("text", [LONGEST_ADDRESS, qr.wifi_text("Café; du coin", "p:a,s\\s"), "été"])
def test_a_code_says_what_it_was_given(text: str, tmp_path: Path) -> None:
    cells: list[list[Cell]] = [
        [("█", BLACK if module else WHITE, WHITE) for module in row] for row in qr.matrix(text)
    ]
    assert read_code(write_png(cells, tmp_path / "code.png", width=6, height=6)) == text


@needs_zbar
def test_a_code_for_a_terminal_without_screens_is_read_too(tmp_path: Path) -> None:
    pattern = re.compile(r"\x1b\[38;2;(\d+);\d+;\d+;48;2;(\d+);\d+;\d+m(▀)")
    lines = qr.ansi(LONGEST_ADDRESS)
    shades = {"0": BLACK, "255": WHITE}
    cells: list[list[Cell]] = [
        [(letter, shades[ink], shades[behind]) for ink, behind, letter in pattern.findall(line)]
        for line in lines
    ]
    assert (len(cells), {len(row) for row in cells}) == (17, {33})
    assert all(line.endswith("\x1b[0m") for line in lines)
    assert read_code(write_png(cells, tmp_path / "code.png")) == LONGEST_ADDRESS


def test_an_svg_needs_no_style_and_escapes_its_name() -> None:
    picture = qr.svg("HTTP://10.0.0.1:20000/A", title='<"Table" & 1>')
    assert 'aria-label="&lt;&quot;Table&quot; &amp; 1&gt;"' in picture
    assert "style" not in picture
    assert picture.startswith("<svg ") and picture.endswith("</svg>")
