"""Table cards with codes for phones: a camera reads them on paper, and nothing is hidden."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from atelier import qr
from atelier.domain.place import tables
from atelier.domain.state import State
from atelier.domain.text import one_line
from atelier.export.cards_page import PhoneAccess, write_cards
from atelier.i18n import Translator
from tests.data.hostile import HOSTILE
from tests.export.printed import cafe, hostile, printed, words_of
from tests.export.test_printed_pages import CHROMIUM, OPTIONS, pages_of, print_out
from tests.export.test_printed_pages import pytestmark as needs_chromium
from tests.qr_reading import needs_zbar, read_codes

LABELS = ("zalgo", "script-tag")
PDFTOPPM = shutil.which("pdftoppm")
WIFI, PASSWORD = "Salle; du fond", 'sesame:"8"'


def access(state: State, wifi: str = "", password: str = "") -> PhoneAccess:
    """An address for each table, as long as they come."""
    names = {table.id: f"192.168.111.{100 + table.number}" for table in tables(state)}
    return PhoneAccess(
        {key: f"HTTP://{name}:28765/ABCDEFGHIJKLMNOPQRST" for key, name in names.items()},
        {key: f"http://{name}:28765/ABCDEFGHIJKLMNOPQRST" for key, name in names.items()},
        wifi,
        password,
    )


def cards(state: State, phones: PhoneAccess | None, lang: str = "fr") -> str:
    return write_cards(state, Translator(lang), phones).decode()


def test_without_phones_cards_are_as_they_were() -> None:
    state = cafe()
    assert cards(state, None, "en") == printed(state, "cards")
    assert "<svg" not in printed(state, "cards")


def test_a_card_says_in_words_what_its_codes_say() -> None:
    state = cafe(tables=1)
    read = words_of(cards(state, access(state, WIFI, PASSWORD)))
    assert "1. Rejoindre le Wi-Fi Salle; du fond Mot de passe : sesame:&quot;8&quot;" in read
    assert "« Pas d’Internet » ? Choisissez « Rester connecté »." in read
    assert "2. Scanner le code de cette table http://192.168.111.101:28765/ABCDEFGHIJKLMNOPQRST" in read


def test_the_wifi_is_joined_by_hand_when_it_is_not_known() -> None:
    state = cafe(tables=2)
    page = cards(state, access(state), "en")
    assert page.count("<svg") == 2
    assert "1. Join the Wi-Fi of the room" in words_of(page)


def test_a_page_with_codes_still_loads_and_runs_nothing() -> None:
    state = cafe(tables=2)
    page = cards(state, access(state, WIFI, PASSWORD))
    assert "default-src &#x27;none&#x27;" in page
    assert not re.search(r"style=|<script|<link|src=|href=", page)


@needs_zbar
@needs_chromium
@pytest.mark.skipif(
    PDFTOPPM is None and not os.environ.get("ATELIER_CI"), reason="no pdftoppm to look at a page with"
)
@pytest.mark.parametrize("lang", ["fr", "en"])
def test_a_camera_reads_the_codes_on_paper(lang: str, tmp_path: Path) -> None:
    state = cafe(tables=3)
    phones = access(state, WIFI, PASSWORD)
    page, paper = tmp_path / "cards.html", tmp_path / "cards.pdf"
    page.write_text(cards(state, phones, lang), "utf-8")
    words = [str(CHROMIUM), *OPTIONS, f"--print-to-pdf={paper}", str(page)]
    subprocess.run(words, capture_output=True, timeout=120, check=True)
    subprocess.run([str(PDFTOPPM), "-r", "150", "-png", str(paper), str(tmp_path / "page")], check=True)
    found = [code for picture in sorted(tmp_path.glob("page*.png")) for code in read_codes(picture)]
    wifi = qr.wifi_text(WIFI, PASSWORD)
    assert sorted(found) == sorted([*phones.urls.values(), *[wifi] * 3])


@needs_chromium
@pytest.mark.parametrize("known", [True, False], ids=["Wi-Fi known", "Wi-Fi not known"])
def test_nothing_is_hidden_on_a_card_with_codes(known: bool, tmp_path: Path) -> None:
    state = cafe(tables=4)
    wifi = ("W" * 32, "M" * 63) if known else ("", "")
    for lang in ("fr", "en"):
        pages, hidden = print_out(_measured(cards(state, access(state, *wifi), lang)), tmp_path)
        assert (pages, hidden) == (2, [])


@needs_chromium
@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Comment donner envie de s’engager dans la maison de santé ? " * 29, id="words"),
        pytest.param("M" * 2_000, id="one-word"),
        pytest.param("كيف نحسن الاستقبال " * 60, id="right-to-left"),
        *(
            pytest.param(case.text, id=case.label)
            for case in HOSTILE
            if case.label in ("zalgo", "script-tag")
        ),
    ],
)
def test_long_and_hostile_texts_fit_beside_the_codes(text: str, tmp_path: Path) -> None:
    state = hostile(text)
    page = cards(state, access(state, one_line(text)[:32], one_line(text)[:63]))
    count = (len(tables(state)) + 1) // 2
    assert print_out(_measured(page), tmp_path) == (count, [])
    assert pages_of(page, tmp_path) == count


def _measured(page: str) -> str:
    """Without its policy, which forbids to measure it."""
    return re.sub(r"<meta http-equiv[^>]*>", "", page)
