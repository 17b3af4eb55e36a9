"""Files in the user's folder: they win, and a bad one is reported and left out."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from atelier.config import Places
from atelier.errors import UsageError
from atelier.services.catalogue.canvases import load_canvases, shipped_canvas
from atelier.services.catalogue.formats import load_formats, shipped_format

HEADING = '[[heading]]\nkey = "faits"\ntitle = "Faits"\n'
FORMAT = (
    'canvas = "libre"\n[[table]]\n'
    '[[step]]\nkind = "round"\nminutes = 10\n[[step]]\nkind = "harvest"\nminutes = 5\n'
)


@pytest.fixture
def places(tmp_path: Path) -> Places:
    for folder in ("canvases", "formats"):
        (tmp_path / "config" / folder).mkdir(parents=True)
    return Places(tmp_path / "config", tmp_path / "state", tmp_path / "cache")


def canvas_problems(places: Places, text: str) -> list[str]:
    """What is said of a canvas, the file's folder left out; it must not be used."""
    (places.config / "canvases" / "mine.toml").write_text(text, "utf-8")
    found = load_canvases(places, "fr")
    assert "mine" not in found.entries
    assert len(found.entries) == 4
    return _said(places, found.problems)


def format_problems(places: Places, text: str) -> list[str]:
    """As `canvas_problems`, for a format."""
    (places.config / "formats" / "mine.toml").write_text(text, "utf-8")
    found = load_formats(places, "fr")
    assert "mine" not in found.entries
    assert len(found.entries) == 5
    return _said(places, found.problems)


def _said(places: Places, problems: tuple[Exception, ...]) -> list[str]:
    return [
        str(problem).replace(str(places.config) + os.sep, "").replace(os.sep, "/") for problem in problems
    ]


class TestUse:
    def test_a_short_canvas_is_enough(self, places: Places) -> None:
        (places.config / "canvases" / "mine.toml").write_text(HEADING, "utf-8")
        found = load_canvases(places, "en")
        assert found.problems == ()
        canvas = found.get("mine")
        assert canvas.name == "mine"
        assert [(h.key, h.title, h.short, h.prefix) for h in canvas.headings] == [
            ("faits", "Faits", "Faits", "")
        ]

    def test_a_short_format_is_enough(self, places: Places) -> None:
        (places.config / "formats" / "mine.toml").write_text(FORMAT, "utf-8")
        found = load_formats(places, "en")
        assert found.problems == ()
        assert (found.get("mine").title, found.get("mine").minutes) == ("mine", 15)

    def test_the_user_wins_over_a_shipped_file_of_the_same_name(self, places: Places) -> None:
        (places.config / "canvases" / "coll-occ.toml").write_text(HEADING, "utf-8")
        assert len(load_canvases(places, "fr").get("coll-occ").headings) == 1
        assert len(shipped_canvas("coll-occ", "fr").headings) == 4

    def test_a_bad_file_of_a_shipped_name_leaves_the_shipped_one(self, places: Places) -> None:
        (places.config / "formats" / "coll-occ.toml").write_text("canvas = 3\n", "utf-8")
        found = load_formats(places, "fr")
        assert found.get("coll-occ") == shipped_format("coll-occ", "fr")
        assert len(found.problems) >= 1

    def test_a_text_in_one_language_serves_both(self, places: Places) -> None:
        text = '[[heading]]\nkey = "a"\n[heading.title]\nfr = "Faits"\n'
        (places.config / "canvases" / "mine.toml").write_text(text, "utf-8")
        assert load_canvases(places, "en").get("mine").headings[0].title == "Faits"

    def test_texts_are_cleaned(self, places: Places) -> None:
        text = '[[heading]]\nkey = "a"\ntitle = "Fa\\u001b[31mits\\n\\u202Edeux"\n'
        (places.config / "canvases" / "mine.toml").write_text(text, "utf-8")
        assert load_canvases(places, "fr").get("mine").headings[0].title == "Fa[31mits deux"

    def test_a_canvas_of_the_user_serves_a_format(self, places: Places) -> None:
        (places.config / "canvases" / "mine.toml").write_text(HEADING, "utf-8")
        (places.config / "formats" / "mine.toml").write_text(FORMAT.replace("libre", "mine"), "utf-8")
        assert load_formats(places, "fr").get("mine").canvas == "mine"

    def test_a_name_is_found_however_its_accents_are_written(self, places: Places) -> None:
        (places.config / "canvases" / "re\u0301colte.toml").write_text(HEADING, "utf-8")
        (places.config / "formats" / "mine.toml").write_text(FORMAT.replace("libre", "récolte"), "utf-8")
        assert load_canvases(places, "fr").get("récolte").key == "récolte"
        assert load_formats(places, "fr").problems == ()

    def test_what_a_mac_leaves_beside_files_is_passed_over(self, places: Places) -> None:
        (places.config / "formats" / "._mine.toml").write_bytes(b"\x00\x05\x16\x07")
        assert load_formats(places, "fr").problems == ()

    def test_an_unknown_key_names_those_there_are(self, places: Places) -> None:
        with pytest.raises(UsageError) as raised:
            load_formats(places, "fr").get("nope")
        assert "coll-occ" in str(raised.value)
        assert raised.value.exit_code == 2

    def test_a_squeezed_harvest_is_told_and_the_format_used(self, places: Places) -> None:
        text = FORMAT.replace("minutes = 10", "minutes = 60")
        (places.config / "formats" / "mine.toml").write_text(text, "utf-8")
        found = load_formats(places, "fr")
        assert "mine" in found.entries
        assert _said(places, found.problems) == [
            "formats/mine.toml: the rounds leave 5 minutes to the harvest. Give it a fifth of the workshop"
            " at least, 15 minutes here, or shorten a round."
        ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "canvases/mine.toml, heading: this is missing. Add it, such as [[heading]]."),
        (
            "a = [\n",
            "canvases/mine.toml, line 1: this is not valid TOML: a = [. Texts need quotes, lists need [ ].",
        ),
        ("[heading]\nkey = 'a'\n", "canvases/mine.toml, heading: write [[heading]] and its lines below it."),
        ("heading = ['a']\n", "canvases/mine.toml, heading[1]: write [[heading]] and its lines below it."),
        ("heading = []\n", "canvases/mine.toml, heading: write [[heading]] and its lines below it."),
        (
            HEADING + "titel = 'x'\n",
            "canvases/mine.toml, heading[1].titel: nothing has this name here."
            " Those there are: key, title, short, singular, prefix, gathers_stars.",
        ),
        (HEADING + HEADING, "canvases/mine.toml, heading[2].key: “faits” is used twice. Each needs its own."),
        (
            HEADING + "prefix = 'x'\n" + HEADING.replace("faits", "b") + "prefix.fr = 'X'\n",
            "canvases/mine.toml, heading[2].prefix: “x” is used twice. Each needs its own.",
        ),
        (
            HEADING + "prefix = '::'\n",
            "canvases/mine.toml, heading[1].prefix: “::” cannot be typed before a note."
            " Write one to three letters.",
        ),
        (
            HEADING.replace("faits", "a/b"),
            "canvases/mine.toml, heading[1].key: “a/b” cannot be a key. Use small letters without accents,"
            " digits, - and _, forty at the most.",
        ),
        (
            HEADING.replace('"Faits"', '"\\u200b"'),
            'canvases/mine.toml, heading[1].title: there is nothing to read here. Write a text, such as "…".',
        ),
        (
            HEADING.replace('"Faits"', "4"),
            "canvases/mine.toml, heading[1].title: write a text in quotes, or one for each language:"
            ' { fr = "…", en = "…" }.',
        ),
        (
            HEADING.replace('"Faits"', "{ fr = 4 }"),
            'canvases/mine.toml, heading[1].title.fr: a text in quotes is needed here, such as "…".',
        ),
        (
            HEADING.replace('"Faits"', "{ de = 'x' }"),
            "canvases/mine.toml, heading[1].title.de: nothing has this name here. Those there are: fr, en.",
        ),
        (
            HEADING.replace("Faits", "x" * 301),
            "canvases/mine.toml, heading[1].title: shorten this to 300 characters.",
        ),
        (
            HEADING + "gathers_stars = 1\n",
            "canvases/mine.toml, heading[1].gathers_stars: write true or false here.",
        ),
        ("rank = 1000\n" + HEADING, "canvases/mine.toml, rank: 999 is the most here."),
        (
            "rank = '1'\n" + HEADING,
            "canvases/mine.toml, rank: a whole number without quotes is needed here, such as 10.",
        ),
        (
            "".join(HEADING.replace("faits", f"h{n}") for n in range(13)),
            "canvases/mine.toml, heading: keep 12 of these at the most.",
        ),
        (
            '"\\u001b[2J\\u202e" = 1\n' + HEADING,
            "canvases/mine.toml, [2J: nothing has this name here."
            " Those there are: rank, name, description, heading.",
        ),
    ],
)
def test_a_bad_canvas_is_told_with_file_place_and_cure(places: Places, text: str, said: str) -> None:
    assert canvas_problems(places, text)[0] == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            FORMAT.replace("libre", "nope"),
            "formats/mine.toml, canvas: “nope” is not one of: coll-occ, libre, retour-experience, swot.",
        ),
        (
            FORMAT.replace('"round"', '"tour"'),
            "formats/mine.toml, step[1].kind: “tour” is not one of: welcome, plenary, round, move, harvest,"
            " break, closing.",
        ),
        (FORMAT.replace("10", "0"), "formats/mine.toml, step[1].minutes: 1 is the least here."),
        (
            FORMAT.replace("10", "7.5"),
            "formats/mine.toml, step[1].minutes: a whole number without quotes is needed here, such as 15.",
        ),
        (
            FORMAT.replace("10", "true"),
            "formats/mine.toml, step[1].minutes: a whole number without quotes is needed here, such as 15.",
        ),
        (
            FORMAT.replace("[[table]]\n", ""),
            "formats/mine.toml: there are rounds but no table to sit at. Add [[table]].",
        ),
        (
            "movement = 'x'\n" + FORMAT,
            "formats/mine.toml, movement: “x” is not one of: rotating, mixed, free.",
        ),
        (
            FORMAT + "[[profile]]\nkey = 'a'\n[[profile]]\nkey = 'a'\n",
            "formats/mine.toml, profile[2].key: “a” is used twice. Each needs its own.",
        ),
        ("canvas = 'libre'\n", "formats/mine.toml, step: this is missing. Add it, such as [[step]]."),
        (
            FORMAT + f"[step.instruction]\nfr = '{'x' * 2001}'\n",
            "formats/mine.toml, step[2].instruction.fr: shorten this to 2000 characters.",
        ),
    ],
)
def test_a_bad_format_is_told_with_file_place_and_cure(places: Places, text: str, said: str) -> None:
    assert format_problems(places, text)[0] == said


def test_several_mistakes_are_told_but_not_hundreds(places: Places) -> None:
    assert len(canvas_problems(places, "[[heading]]\n" * 10)) == 5


@pytest.mark.parametrize(
    "content",
    [
        b"\xff\xfe",
        b"a = 1\x00",
        b"x" * 1_100_000,
        b"a = " + b"[" * 3_000,
        b"[a]\n[a]\n",
        b"",
        b"\xef\xbb\xbf",
    ],
    ids=["encoding", "nul", "size", "depth", "twice", "empty", "mark"],
)
@pytest.mark.parametrize("folder", ["canvases", "formats"])
def test_a_file_that_is_no_toml_is_told_and_harms_nothing(
    places: Places, folder: str, content: bytes
) -> None:
    (places.config / folder / "mine.toml").write_bytes(content)
    found = load_canvases(places, "fr") if folder == "canvases" else load_formats(places, "fr")
    assert "mine" not in found.entries
    assert len(found.problems) >= 1
    assert all("mine.toml" in str(problem) for problem in found.problems)


def test_a_folder_with_the_name_of_a_file_is_told(places: Places) -> None:
    (places.config / "formats" / "mine.toml").mkdir()
    found = load_formats(places, "fr")
    assert len(found.problems) == 1
    assert "mine" not in found.entries


def test_shipped_content_is_read_without_pydantic(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from atelier.config import Places;"
        "from atelier.services.catalogue.formats import load_formats;"
        f"places = Places(*[Path({str(tmp_path)!r})] * 3);"
        "assert load_formats(places, 'fr').entries; print('pydantic' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
