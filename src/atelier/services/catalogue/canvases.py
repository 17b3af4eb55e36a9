"""Canvases (trames): the headings under which notes are taken."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from atelier import resources, toml_file
from atelier.config import Places
from atelier.domain.canvas import Heading
from atelier.services.catalogue import shelf
from atelier.services.catalogue.shelf import Findings, Shelf
from atelier.services.catalogue.words import line, passage

FOLDER: Final = "canvases"


@dataclass(frozen=True, slots=True)
class Canvas:
    """The headings of a kind of workshop, in one language."""

    key: str
    name: str
    description: str
    headings: tuple[Heading, ...]
    """As they will stand in the workshop, in order."""
    rank: int = 50


def load_canvases(places: Places, lang: str) -> Shelf[Canvas]:
    """Every canvas, in a language."""
    return shelf.load(FOLDER, places, lambda key, document: _canvas(key, document, lang), _findings)


def shipped_canvas(key: str, lang: str) -> Canvas:
    """A canvas of ours, whatever the user has under the same name."""
    return _canvas(key, toml_file.read(resources.data(FOLDER, f"{key}{shelf.SUFFIX}")), lang)


def _canvas(key: str, document: Mapping[str, Any], lang: str) -> Canvas:
    return Canvas(
        key=key,
        name=line(document.get("name", key), lang),
        description=passage(document.get("description", ""), lang),
        headings=tuple(
            _heading(position, entry, lang) for position, entry in enumerate(document["heading"], start=1)
        ),
        rank=document.get("rank", 50),
    )


def _heading(position: int, entry: Mapping[str, Any], lang: str) -> Heading:
    title = line(entry["title"], lang)
    return Heading(
        id=entry["key"],
        key=entry["key"],
        title=title,
        short=line(entry.get("short", ""), lang) or title,
        singular=line(entry.get("singular", ""), lang) or title,
        prefix=line(entry.get("prefix", ""), lang),
        gathers_stars=entry.get("gathers_stars", False),
        position=position,
    )


def _findings(path: Path, document: Mapping[str, Any]) -> Findings:
    # Only a file that the user wrote needs pydantic, which takes longer to import than all else here
    from atelier.services.catalogue import schema

    return Findings(schema.canvas_faults(path, document))
