"""The demonstration: a Coll'Occ workshop of our own, played through the services that the screens use."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from atelier.domain.change import Action
from atelier.domain.clock import Moment
from atelier.domain.record import Row
from atelier.domain.state import State
from atelier.domain.workshop import Workshop
from atelier.services.catalogue.canvases import shipped_canvas
from atelier.services.catalogue.formats import shipped_format
from atelier.services.creation import plan_workshop
from atelier.services.demo import script
from atelier.services.demo.content import Demo, read_demo

if TYPE_CHECKING:
    from atelier.services.session import Session

_BOOT_ID: Final = "demo"
_START_STEP: Final = timedelta(minutes=5)


class Stage(StrEnum):
    """How far the demonstration has gone."""

    FRESH = "fresh"
    """Before the first round: to run it oneself."""
    CAPTURED = "captured"
    """Every note taken, nothing fused: to fuse it oneself."""
    FUSED = "fused"
    """Fused, signed off and frozen: to publish it."""


def rows(lang: str, now: Moment, stage: Stage) -> tuple[Row, ...]:
    """The rows of the demonstration's file before anything happened in it.

    A fresh one is to start in a few minutes; any other took place yesterday.

    Args:
        lang: the language of its texts.
        now: this instant.
        stage: how far it will be played.
    """
    demo = read_demo(lang)
    chosen = shipped_format(demo.format, lang)
    made = plan_workshop(
        chosen,
        shipped_canvas(chosen.canvas, lang),
        lang=lang,
        now=now,
        title=demo.title,
        people=demo.people,
    )
    start = _start(demo, now, stage)
    return tuple(_dated(row, demo, start) if isinstance(row, Workshop) else row for row in made)


def actions(state: State, upto: Stage) -> Iterator[Action]:
    """Everything that was done in the demonstration, in order; none is for undo to take back.

    Args:
        state: the demonstration as `rows` made it.
        upto: the last stage to play.
    """
    if upto is Stage.FRESH:
        return
    workshop = state.workshop
    demo = read_demo(workshop.language)
    start = datetime.fromisoformat(f"{workshop.date}T{workshop.starts_at}").timestamp()
    for gesture in script.gestures(demo, state, start, is_fused=upto is Stage.FUSED):
        action = gesture.plan(state, Moment(gesture.at, gesture.at - start, _BOOT_ID))
        if action is not None:
            changes = ((change.kind, change.row_id, change.columns) for change in action.changes)
            state = state.apply(changes)
            yield replace(action, screen="")


def play(session: Session, upto: Stage) -> None:
    """Play the demonstration in a file that `rows` has just filled.

    Raises:
        StorageTrouble: it could not be written.
    """
    saves = [session.save(action) for action in actions(session.state, upto)]
    for save in saves:
        save.result()
    session.catch_up()


def _start(demo: Demo, now: Moment, stage: Stage) -> datetime:
    today = datetime.fromtimestamp(now.wall)
    if stage is Stage.FRESH:
        soon = today.replace(second=0, microsecond=0) + _START_STEP
        return soon - timedelta(minutes=soon.minute % 5)
    yesterday = today.date() - timedelta(days=1)
    return datetime.fromisoformat(f"{yesterday.isoformat()}T{demo.pace.starts_at}")


def _dated(workshop: Workshop, demo: Demo, start: datetime) -> Workshop:
    return replace(
        workshop,
        date=start.date().isoformat(),
        starts_at=start.strftime("%H:%M"),
        place=demo.place,
        organiser=demo.organiser,
    )
