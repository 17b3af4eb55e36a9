"""What the room screen shows, from a café in memory."""

from __future__ import annotations

from atelier.domain.glance import look
from atelier.domain.workshop import CafeTable
from atelier.i18n import Translator
from atelier.ui.screens.room.painting import Row, paint
from atelier.wording.scene import Scene, scene
from tests.data.cafe import Cafe, agenda

SIZES = ((40, 12), (80, 24), (120, 40), (200, 60))
"""The sizes that projectors show."""
HARVEST = 6
MINUTE = 60
QUESTION = "Comment recueillir la parole de ceux qui ne viennent jamais ?"


def cafe(tables: int = 2, position: int = 0, seconds: float = 0.0) -> Cafe:
    """A café with topics and questions, at a step, for some time."""
    found = Cafe(tables, steps=agenda(2))
    found.change(found.state.workshop, title="MSP & usagers", starts_at="14:00")
    for table in list(found.state.live(CafeTable)):
        if not table.is_plenary:
            found.change(table, topic=f"Thème {table.number}", question=f"{QUESTION} ({table.number})")
    if position:
        found.start()
        found.go(position)
    found.clock.advance(seconds)
    return found


def shown(cafe: Cafe, lang: str = "en") -> Scene:
    """What is shown now."""
    return scene(Translator(lang), look(cafe.state, cafe.reading, cafe.now))


def rows(cafe: Cafe, width: int, height: int, lang: str = "en") -> list[Row]:
    """How it is drawn."""
    return paint(Translator(lang), shown(cafe, lang), width, height)


def text(cafe: Cafe, width: int, height: int, lang: str = "en") -> str:
    """The same as text."""
    return "\n".join("".join(part for part, _ in row) for row in rows(cafe, width, height, lang))


def tones(cafe: Cafe, width: int, height: int) -> set[str]:
    """The tones of what is drawn."""
    return {tone for row in rows(cafe, width, height) for part, tone in row if part.strip()}
