"""Draw the README's screenshots anew, from the demonstration: `python tools/screenshots.py`.

Each is Textual's own SVG of a real screen, in French, in docs/screens.
"""

from __future__ import annotations

import asyncio
import re
import tempfile
from collections.abc import Sequence
from pathlib import Path

from atelier.config import Places, Settings
from atelier.domain.clock import Moment
from atelier.domain.place import current_cell, table_numbered
from atelier.i18n import Translator
from atelier.services import demo, running
from atelier.services.notes import add_note
from atelier.services.session import Session
from atelier.ui.app import AtelierApp

OUT = Path(__file__).resolve().parent.parent / "docs" / "screens"
SIZE = (110, 32)
START = 1_760_536_800.0
"""15 October 2025, 14:00 UTC."""
NOTES = {
    1: (
        ("constats", "personne ne vient aux réunions"),
        ("pistes", "boîte à idées en salle d'att"),
        ("pistes", "QR code sur l'ordonnance ?"),
        ("pistes", "un banc devant la pharmacie le mercredi"),
        ("conditions", "prévoir ligne budget (café, salle)"),
    ),
    2: (
        ("constats", "on commence par un coup de main"),
        ("pistes", "une référente que tout le monde connaît"),
    ),
}
"""What the two tables say in the pictures: heading and text."""


class StillClock:
    """A clock that stands where it is put, so that the pictures change only when the screens do."""

    def __init__(self) -> None:
        self.at = START

    def now(self) -> Moment:
        """This instant."""
        return Moment(self.at, self.at, "still")


async def picture(session: Session, clock: StillClock, places: Places, mode: str, keys: Sequence[str]) -> str:
    """One screen after some keys, as SVG."""
    app = AtelierApp(
        tr=Translator("fr"), clock=clock, places=places, settings=Settings(), session=session, mode=mode
    )
    async with app.run_test(size=SIZE) as pilot:
        await app.workers.wait_for_complete()
        await pilot.pause()
        for key in keys:
            await pilot.press(key)
            await pilot.pause()
        await app.workers.wait_for_complete()
        await pilot.pause()
        drawn = app.export_screenshot(title="Atelier")
    # The name of the fonts' host has no place here: the pictures do without it
    return re.sub(r"@font-face \{.*?\}\s*", "", drawn, flags=re.DOTALL)


def _take_notes(session: Session, clock: StillClock) -> None:
    """Notes of the first round, as the demonstration has them."""
    for table, notes in sorted(NOTES.items(), reverse=True):
        place = table_numbered(session.state, table)
        assert place is not None
        for heading, text in notes:
            clock.at += 4
            cell = current_cell(session.state, place, heading)
            star = text.endswith("mercredi")
            session.save_now(add_note(session.state, cell, text, clock.now(), star=star))


async def main() -> None:
    """Draw all of them."""
    OUT.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        places = Places(root / "config", root / "state", root / "cache")
        shots = (
            ("animer", demo.Stage.FRESH, "run", ()),
            ("noter", demo.Stage.FRESH, "capture", ("shift+tab", *"des stands au march", "é")),
            ("preparer", demo.Stage.FRESH, "prepare", ("tab",)),
            ("fusionner", demo.Stage.FUSED, "fuse", ("right", "tab")),
            ("publier", demo.Stage.FUSED, "publish", ()),
        )
        for name, stage, mode, keys in shots:
            clock = StillClock()
            path = root / f"{name}.atelier"
            rows = demo.rows("fr", clock.now(), stage)
            session = Session.create(path, rows, clock=clock, origin="cli", places=places)
            demo.play(session, stage)
            if stage is demo.Stage.FRESH and mode != "prepare":
                session.save_now(running.start(session.state, clock.now()))
                clock.at += 480
                session.save_now(running.go_next(session.state, clock.now()))
                clock.at += 80
                _take_notes(session, clock)
                clock.at += 60
            session.close()
            session = Session.open(path, clock=clock, origin="tui", places=places)
            drawn = await picture(session, clock, places, mode, keys)
            drawn = drawn.replace(str(root), "~/Documents")
            (OUT / f"{name}.svg").write_text(drawn, "utf-8")
            print(OUT / f"{name}.svg")


if __name__ == "__main__":
    asyncio.run(main())
