"""Formats: ready-made workshops."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from atelier import resources, toml_file
from atelier.config import Places
from atelier.domain.agenda import StepKind
from atelier.domain.workshop import Movement
from atelier.errors import N_, AtelierError
from atelier.services.catalogue import canvases, shelf
from atelier.services.catalogue.agenda import (
    MINUTE,
    FormatStep,
    harvest_minutes,
    harvest_minutes_needed,
    is_squeezed,
)
from atelier.services.catalogue.shelf import Findings, Shelf
from atelier.services.catalogue.words import line, passage

FOLDER: Final = "formats"


@dataclass(frozen=True, slots=True)
class FormatTable:
    """A table to be: its topic and its question."""

    topic: str = ""
    question: str = ""


@dataclass(frozen=True, slots=True)
class FormatProfile:
    """A kind of participant."""

    key: str
    label: str


@dataclass(frozen=True, slots=True)
class Format:
    """A workshop that only needs a date and people, in one language."""

    key: str
    name: str
    description: str
    canvas: str
    """Key of its canvas."""
    movement: Movement
    title: str
    objectives: str
    tables: tuple[FormatTable, ...]
    """Thematic tables; the plenary is always there besides."""
    groups: int | None
    """None for as many as tables."""
    profiles: tuple[FormatProfile, ...]
    steps: tuple[FormatStep, ...]
    rank: int = 50

    @property
    def minutes(self) -> int:
        """How long it takes."""
        return sum(step.seconds for step in self.steps) // MINUTE

    @property
    def rounds(self) -> int:
        """How many rounds it has."""
        return sum(step.kind is StepKind.ROUND for step in self.steps)

    @property
    def round_minutes(self) -> int:
        """How long its first round takes; 0 without rounds."""
        return next((step.seconds // MINUTE for step in self.steps if step.kind is StepKind.ROUND), 0)


def load_formats(places: Places, lang: str) -> Shelf[Format]:
    """Every format, in a language."""
    return shelf.load(
        FOLDER,
        places,
        lambda key, document: _format(key, document, lang),
        lambda path, document: _findings(path, document, places),
    )


def shipped_format(key: str, lang: str) -> Format:
    """A format of ours, whatever the user has under the same name."""
    return _format(key, toml_file.read(resources.data(FOLDER, f"{key}{shelf.SUFFIX}")), lang)


def _format(key: str, document: Mapping[str, Any], lang: str) -> Format:
    name = line(document.get("name", key), lang)
    return Format(
        key=key,
        name=name,
        description=passage(document.get("description", ""), lang),
        canvas=document["canvas"],
        movement=Movement(document.get("movement", Movement.ROTATING)),
        title=line(document.get("title", ""), lang) or name,
        objectives=passage(document.get("objectives", ""), lang),
        tables=tuple(
            FormatTable(line(table.get("topic", ""), lang), line(table.get("question", ""), lang))
            for table in document.get("table", ())
        ),
        groups=document.get("groups"),
        profiles=tuple(
            FormatProfile(profile["key"], line(profile.get("label", profile["key"]), lang))
            for profile in document.get("profile", ())
        ),
        steps=_steps(document, lang),
        rank=document.get("rank", 50),
    )


def _steps(document: Mapping[str, Any], lang: str) -> tuple[FormatStep, ...]:
    return tuple(
        FormatStep(
            kind=StepKind(step["kind"]),
            seconds=step["minutes"] * MINUTE,
            label=line(step.get("label", ""), lang),
            instruction=passage(step.get("instruction", ""), lang),
        )
        for step in document["step"]
    )


def _findings(path: Path, document: Mapping[str, Any], places: Places) -> Findings:
    # Only a file that the user wrote needs pydantic, which takes longer to import than all else here
    from atelier.services.catalogue import schema

    faults = schema.format_faults(path, document, shelf.keys(canvases.FOLDER, places))
    return Findings(faults) if faults else Findings(advice=_advice(path, _steps(document, "")))


def _advice(path: Path, steps: tuple[FormatStep, ...]) -> tuple[AtelierError, ...]:
    if not is_squeezed(steps):
        return ()
    return (
        AtelierError(
            N_(
                "{file}: the rounds leave {minutes} minutes to the harvest. Give it a fifth of the workshop"
                " at least, {needed} minutes here, or shorten a round."
            ),
            file=path,
            minutes=harvest_minutes(steps),
            needed=harvest_minutes_needed(steps),
        ),
    )
