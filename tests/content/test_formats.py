"""The shipped formats and canvases can be used as they are."""

from __future__ import annotations

from pathlib import Path

import pytest

from atelier import resources
from atelier.config import Places
from atelier.domain.agenda import is_harvest_squeezed
from atelier.services.catalogue import schema, shelf
from atelier.services.catalogue.agenda import numbered
from atelier.services.catalogue.canvases import load_canvases
from atelier.services.catalogue.formats import load_formats
from tests.content.shipped import document

FORMATS = ("coll-occ", "world-cafe-90", "demi-journee", "retour-experience", "vierge")
CANVASES = ("coll-occ", "retour-experience", "swot", "libre")


@pytest.fixture
def places(tmp_path: Path) -> Places:
    return Places(tmp_path / "config", tmp_path / "state", tmp_path / "cache")


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_everything_loads_in_the_order_of_lists(places: Places, lang: str) -> None:
    formats, canvases = load_formats(places, lang), load_canvases(places, lang)
    assert tuple(formats.entries) == FORMATS
    assert tuple(canvases.entries) == CANVASES
    assert formats.problems == canvases.problems == ()


@pytest.mark.parametrize("path", shelf.files(resources.data("canvases")), ids=lambda path: path.stem)
def test_canvas_has_the_shape_that_is_asked_of_users(path: Path) -> None:
    assert schema.canvas_faults(path, document(path)) == ()


@pytest.mark.parametrize("path", shelf.files(resources.data("formats")), ids=lambda path: path.stem)
def test_format_has_the_shape_that_is_asked_of_users(path: Path) -> None:
    assert schema.format_faults(path, document(path), CANVASES) == ()


@pytest.mark.parametrize("key", FORMATS)
def test_rounds_do_not_eat_the_harvest(places: Places, key: str) -> None:
    steps = numbered(load_formats(places, "fr").get(key).steps, lambda: "")
    assert not is_harvest_squeezed(steps)


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize("key", CANVASES)
def test_prefixes_tell_headings_apart(places: Places, key: str, lang: str) -> None:
    headings = load_canvases(places, lang).get(key).headings
    assert all(heading.prefix and heading.short and heading.singular for heading in headings)
    assert len({heading.prefix for heading in headings}) == len(headings)


def test_the_coll_occ_canvas() -> None:
    headings = load_canvases(Places(Path(), Path(), Path()), "fr").get("coll-occ").headings
    assert [(heading.key, heading.prefix, heading.gathers_stars) for heading in headings] == [
        ("constats", "c", False),
        ("pistes", "p", False),
        ("conditions", "m", False),
        ("phares", "i", True),
    ]
    assert [heading.title for heading in headings] == [
        "Constats / Situation actuelle",
        "Idées / Pistes d’actions",
        "Conditions de mise en œuvre",
        "Idées phares à transmettre",
    ]


def test_the_coll_occ_hour(places: Places) -> None:
    found = load_formats(places, "fr").get("coll-occ")
    assert [(step.kind.value, step.seconds // 60) for step in found.steps] == [
        ("welcome", 8),
        ("round", 15),
        ("move", 2),
        ("round", 15),
        ("move", 2),
        ("harvest", 18),
    ]
    assert (found.minutes, found.rounds, len(found.tables)) == (60, 2, 2)


@pytest.mark.parametrize(
    ("key", "minutes", "rounds", "tables", "canvas"),
    [
        ("world-cafe-90", 90, 3, 4, "coll-occ"),
        ("demi-journee", 180, 3, 3, "coll-occ"),
        ("retour-experience", 90, 0, 0, "retour-experience"),
        ("vierge", 80, 2, 2, "libre"),
    ],
)
def test_the_other_formats(
    places: Places, key: str, minutes: int, rounds: int, tables: int, canvas: str
) -> None:
    found = load_formats(places, "fr").get(key)
    assert (found.minutes, found.rounds, len(found.tables), found.canvas) == (minutes, rounds, tables, canvas)


def test_half_a_day_has_a_break(places: Places) -> None:
    assert "break" in [step.kind for step in load_formats(places, "fr").get("demi-journee").steps]


@pytest.mark.parametrize("key", [key for key in FORMATS if key != "vierge"])
@pytest.mark.parametrize("lang", ["fr", "en"])
def test_every_step_has_words_to_read_aloud_that_bear_other_rounds_and_tables(
    places: Places, key: str, lang: str
) -> None:
    found = load_formats(places, lang).get(key)
    assert all(step.instruction for step in found.steps)
    said = " ".join(step.instruction for step in found.steps)
    assert not any(character.isdigit() for character in said)
    assert all(table.topic and table.question.endswith("?") for table in found.tables)
