"""The page of a table as it is sent: small, readable, in both languages, and only its own script runs."""

from __future__ import annotations

import base64
import hashlib
import re
from itertools import product

import pytest

from atelier import resources
from atelier.i18n import LANGUAGES, Translator
from atelier.services import running
from atelier.services.collection.table_page import Handovers, table_page
from atelier.web.pages.assets import asset
from atelier.web.pages.simple import simple_page_html
from atelier.web.pages.table import SCRIPT, STYLE, Shell, shell_html, storage_key, table_page_html
from atelier.web.responses import page_policy
from tests.data.cafe import Cafe
from tests.data.hostile import HOSTILE

TOKEN = "/ABCDEFGHIJKLMNOPQRST"
HEADINGS = (
    ("constats", "Constats"),
    ("pistes", "Pistes"),
    ("conditions", "Conditions"),
    ("phares", "Idées phares"),
)


def shell(**changes: object) -> Shell:
    """What the page of a table begins with."""
    known = {
        "place": "Table 1",
        "table": 1,
        "workshop": "MSP & usagers",
        "topic": "Écouter les usagers",
        "question": "Comment recueillir la parole des usagers dans une maison de santé ?",
        "headings": HEADINGS,
        "key": "0123456789ab",
    }
    return Shell(**{**known, **changes})  # type: ignore[arg-type]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_is_small_without_any_compression(language: str) -> None:
    assert len(shell_html(Translator(language), shell(), TOKEN).encode()) <= 15_000


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_is_of_one_table_and_one_language(language: str) -> None:
    cafe = Cafe()
    page = table_page(cafe.state, "t1", cafe.now, Handovers())
    text = table_page_html(Translator(language), page, TOKEN)
    assert f'<html lang="{language}">' in text
    assert "Thème 1" in text and "Question 1 ?" in text and "Thème 2" not in text
    assert '"key":"pistes"' in text
    assert re.search(r"https?:|//[a-z]", text) is None, "nothing outside"
    assert "envoyé" not in text.lower()
    # Nothing of it is made for one visit: a phone may keep it for a day
    assert text == table_page_html(Translator(language), page, TOKEN)


def test_the_policy_names_what_is_in_the_page() -> None:
    text = shell_html(Translator("fr"), shell(), TOKEN)
    scripts = re.findall(r"<script>(.*?)</script>", text, re.DOTALL)
    styles = re.findall(r"<style>(.*?)</style>", text, re.DOTALL)
    policy = page_policy([asset(SCRIPT)], [asset(STYLE)])
    for part in (*scripts, *styles):
        assert base64.b64encode(hashlib.sha256(part.encode()).digest()).decode() in policy
    assert len(scripts) == len(styles) == 1
    assert re.search(r"\son\w+=|\sstyle=|javascript:", text.replace(scripts[0], "")) is None


def test_the_script_makes_no_markup_and_asks_for_nothing_that_a_plain_page_lacks() -> None:
    forbidden = ("innerHTML", "outerHTML", "insertAdjacent", "document.write", "eval(", "Function(")
    missing = ("randomUUID", "serviceWorker", "clipboard", "subtle", "wakeLock", "navigator.")
    assert [word for word in (*forbidden, *missing) if word in asset(SCRIPT)] == []


@pytest.mark.parametrize("each", HOSTILE, ids=str)
def test_hostile_names_stay_text(each: object) -> None:
    text = getattr(each, "text", "")[:400]
    found = shell_html(
        Translator("fr"), shell(topic=text, question=text, workshop=text, headings=[(text, text)]), TOKEN
    )
    assert len(re.findall(r"<script\b", found)) == 2
    assert re.search(r"<(img|svg|iframe|object|embed|link rel=(?!icon)|b onclick)", found) is None


def test_the_form_keeps_what_was_refused_and_says_why() -> None:
    cafe = Cafe()
    page = table_page(cafe.state, "t1", cafe.now, Handovers())
    text = "une ligne <b>\n</textarea><script>"
    found = simple_page_html(
        Translator("fr"), page, "note-0001", text=text, heading="pistes", problem="<i>trop long</i>"
    )
    assert ">une ligne &lt;b&gt;\n&lt;/textarea&gt;&lt;script&gt;</textarea>" in found
    assert 'value="pistes" required checked' in found
    assert "à corriger\u00a0: &lt;i&gt;trop long&lt;/i&gt;" in found
    assert "name=id value=note-0001" in found or 'name=id value="note-0001"' in found
    assert "<script" not in found


def test_the_form_asks_who_is_seated() -> None:
    cafe = Cafe()
    cafe.start()
    for _ in range(3):
        cafe.do(running.go_next)
    page = table_page(cafe.state, "t1", cafe.now, Handovers())
    found = simple_page_html(Translator("fr"), page, "note-0001")
    assert page.awaited is not None
    label = page.awaited.groups[0].label
    assert f'name=seated value="{page.awaited.round} {label}"' in found


def test_a_renewed_address_finds_what_was_kept_for_the_old_one() -> None:
    cafe = Cafe()
    page = table_page(cafe.state, "t1", cafe.now, Handovers())
    key = storage_key("t1")
    for base in ("/OLD", "/NEW"):
        assert f'"key":"{key}"' in table_page_html(Translator("fr"), page, base)
    assert storage_key("t2") != key


def luminance(colour: str) -> float:
    """The relative luminance of a colour, as WCAG has it."""
    digits = colour.lstrip("#")
    digits = "".join(2 * digit for digit in digits) if len(digits) == 3 else digits
    parts = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one: str, other: str) -> float:
    """How well one colour is read on another."""
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_every_text_is_read_in_light_and_dark() -> None:
    source = resources.data("web", STYLE).read_text("utf-8")
    light, dark = (
        dict(re.findall(r"--(\w+): (#\w+);", block))
        for block in re.findall(r":root \{(.*?)\}", source, re.DOTALL)
    )
    assert set(light) == set(dark)
    for colours in (light, dark):
        pairs = [
            *product(("ink", "soft", "bad", "good"), ("ground", "paper")),
            ("on", "main"),
            ("ink", "ask"),
            ("bad", "ask"),
        ]
        weak = {pair: contrast(colours[pair[0]], colours[pair[1]]) for pair in pairs}
        assert {pair: value for pair, value in weak.items() if value < 4.5} == {}
        assert contrast(colours["edge"], colours["paper"]) >= 3, "the edges of what can be tapped"
        assert contrast(colours["main"], colours["paper"]) >= 3
