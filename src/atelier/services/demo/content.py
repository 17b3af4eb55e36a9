"""What was said, fused and concluded in the demonstration, read from `data/demo`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from atelier import resources, toml_file
from atelier.domain.cell import CellState
from atelier.domain.note import LinkKind, Origin
from atelier.services.catalogue.words import line, passage

_FOLDER: Final = "coll-occ"


@dataclass(frozen=True, slots=True)
class Stop:
    """What one group said at one table in one round."""

    table: int
    round: int
    group: str


@dataclass(frozen=True, slots=True)
class DemoNote:
    """A note as it was typed, and what was done to it later."""

    key: str
    stop: Stop
    heading: str
    text: str
    first_heading: str
    """The heading it was typed under; its own unless it was moved."""
    star: bool
    profile: str | None
    is_late: bool
    """Typed once the next group was seated."""
    origin: Origin
    link_to: str | None
    link: LinkKind | None
    set_aside: str
    """Why the fusion set it aside; empty when it did not."""


@dataclass(frozen=True, slots=True)
class DemoAnswer:
    """What was said of a cell that stayed empty."""

    stop: Stop
    heading: str
    state: CellState
    reason: str


@dataclass(frozen=True, slots=True)
class DemoPoint:
    """A point of synthesis."""

    key: str
    table: int
    heading: str
    title: str
    short: str
    paragraph: str
    divergence: str
    star: bool
    sources: tuple[str, ...]
    """Keys of its notes."""


@dataclass(frozen=True, slots=True)
class DemoTransversal:
    """A point across tables."""

    title: str
    paragraph: str
    sources: tuple[str, ...]
    """Keys of points."""


@dataclass(frozen=True, slots=True)
class Pace:
    """How the clock really went, in minutes, one number a step."""

    starts_at: str
    """Local time at which it was to start, HH:MM."""
    late: int
    minutes: tuple[int, ...]
    extended: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Demo:
    """The whole demonstration in one language."""

    format: str
    title: str
    place: str
    organiser: str
    introduction: str
    conclusion: str
    further: str
    people: Mapping[str, Mapping[str, int]]
    """By group label, people by profile key."""
    pace: Pace
    notes: tuple[DemoNote, ...]
    answers: tuple[DemoAnswer, ...]
    points: tuple[DemoPoint, ...]
    transversals: tuple[DemoTransversal, ...]


def read_demo(lang: str) -> Demo:
    """The demonstration in a language."""
    workshop, notes, points = (_document(name) for name in ("workshop", "notes", "points"))
    pace = workshop["pace"]
    return Demo(
        format=workshop["format"],
        title=line(workshop["title"], lang),
        place=line(workshop["place"], lang),
        organiser=line(workshop["organiser"], lang),
        introduction=passage(workshop["introduction"], lang),
        conclusion=passage(workshop["conclusion"], lang),
        further=passage(workshop["further"], lang),
        people=workshop["people"],
        pace=Pace(pace["starts_at"], pace["late"], tuple(pace["minutes"]), tuple(pace["extended"])),
        notes=tuple(_note(_stop(stop), note, lang) for stop in notes["stop"] for note in stop["note"]),
        answers=tuple(_answer(cell, lang) for cell in workshop["cell"]),
        points=tuple(_point(point, lang) for point in points["point"]),
        transversals=tuple(
            DemoTransversal(
                line(found["title"], lang), passage(found["paragraph"], lang), tuple(found["sources"])
            )
            for found in workshop["transversal"]
        ),
    )


def _document(name: str) -> dict[str, Any]:
    return toml_file.read(resources.data("demo", _FOLDER, f"{name}.toml"))


def _stop(table: Mapping[str, Any]) -> Stop:
    return Stop(table["table"], table["round"], table["group"])


def _note(stop: Stop, table: Mapping[str, Any], lang: str) -> DemoNote:
    return DemoNote(
        key=table["key"],
        stop=stop,
        heading=table["heading"],
        text=line(table, lang),
        first_heading=table.get("first_heading", table["heading"]),
        star=table.get("star", False),
        profile=table.get("profile"),
        is_late=table.get("late", False),
        origin=Origin(table.get("origin", Origin.TUI)),
        link_to=table.get("link_to"),
        link=LinkKind(table["link"]) if "link" in table else None,
        set_aside=line(table.get("set_aside", ""), lang),
    )


def _answer(table: Mapping[str, Any], lang: str) -> DemoAnswer:
    return DemoAnswer(
        stop=_stop(table),
        heading=table["heading"],
        state=CellState(table["state"]),
        reason=line(table.get("reason", ""), lang),
    )


def _point(table: Mapping[str, Any], lang: str) -> DemoPoint:
    return DemoPoint(
        key=table["key"],
        table=table["table"],
        heading=table["heading"],
        title=line(table["title"], lang),
        short=line(table["short"], lang),
        paragraph=passage(table["paragraph"], lang),
        divergence=passage(table.get("divergence", ""), lang),
        star=table.get("star", False),
        sources=tuple(table["sources"]),
    )
