"""Workshop files of any size, for measurements: `python bench/workshops.py FILE --tables 50 --notes 5000`."""

from __future__ import annotations

import argparse
import random
from pathlib import Path

from atelier.config import Places
from atelier.domain import order
from atelier.domain.canvas import Heading
from atelier.domain.identity import new_id
from atelier.domain.instant import to_text
from atelier.domain.note import Note
from atelier.domain.record import Row
from atelier.domain.workshop import CafeTable, Seating, Workshop
from atelier.services import running
from atelier.services.catalogue.canvases import load_canvases
from atelier.services.catalogue.formats import load_formats
from atelier.services.creation import plan_workshop
from atelier.services.session import Session
from atelier.services.time import SystemClock

WORDS = (
    "boîte",
    "à",
    "idées",
    "accueil",
    "salle",
    "d'attente",
    "questionnaire",
    "usagers",
    "groupe",
    "de",
    "marche",
    "associations",
    "forum",
    "affichage",
    "mairie",
    "patients",
    "partenaires",
    "soirée",
    "thématique",
    "réunion",
    "équipe",
    "référente",
    "temps",
    "financement",
    "confiance",
    "relais",
    "quartier",
    "pharmacie",
    "école",
    "site",
    "internet",
    "flyers",
    "petit-déjeuner",
    "ambassadeurs",
    "commission",
    "projet",
    "de",
    "santé",
)


def build(path: Path, *, tables: int, notes: int, title: str, is_running: bool = True) -> None:
    """Write a workshop with that many notes, spread over its cells, its clock running.

    Args:
        path: the new file.
        tables: how many tables, over 3 rounds.
        notes: how many notes.
        title: its title.
        is_running: whether its clock was started.
    """
    clock, places = SystemClock(), Places.default()
    chosen = load_formats(places, "fr").get("coll-occ")
    canvas = load_canvases(places, "fr").get(chosen.canvas)
    rows: list[Row] = list(
        plan_workshop(
            chosen, canvas, lang="fr", now=clock.now(), title=title, tables=tables, rounds=3, minutes=60
        )
    )
    rnd = random.Random(7)
    headings = [row for row in rows if isinstance(row, Heading)]
    by_table = {row.id: row for row in rows if isinstance(row, CafeTable)}
    seatings = [row for row in rows if isinstance(row, Seating)]
    now = clock.now().wall - 7_200
    for index in range(notes):
        seat = seatings[index % len(seatings)]
        assert by_table[seat.table_id].number
        written = now + index * 0.5
        rows.append(
            Note(
                id=new_id(written),
                table_id=seat.table_id,
                round=seat.round,
                group_id=seat.group_id,
                heading=headings[index % len(headings)].key,
                text=" ".join(rnd.choices(WORDS, k=rnd.randint(3, 14))),
                star=index % 13 == 0,
                written_at=to_text(written),
                position=order.at(written),
            )
        )
    assert any(isinstance(row, Workshop) for row in rows)
    session = Session.create(path, rows, clock=clock, origin="cli", places=places)
    if is_running:
        session.save_now(running.go_next(session.state, clock.now(), over=2))
    session.close()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--tables", type=int, default=50)
    parser.add_argument("--notes", type=int, default=5_000)
    parser.add_argument("--title", default="Grand atelier")
    given = parser.parse_args()
    build(given.file, tables=given.tables, notes=given.notes, title=given.title)
