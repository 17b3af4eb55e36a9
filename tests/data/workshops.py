"""Small workshops built in memory, for tests of lint, of documents and of imports."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from atelier.domain.agenda import Step, StepKind
from atelier.domain.canvas import Heading
from atelier.domain.cell import Cell, CellState
from atelier.domain.clock import ClockEvent, ClockEventKind, Moment
from atelier.domain.coverage import CellStatus, coverage
from atelier.domain.note import CellKey, Note
from atelier.domain.place import reading
from atelier.domain.record import Row
from atelier.domain.state import State
from atelier.domain.theme import Theme, ThemeSource
from atelier.domain.workshop import CafeGroup, CafeTable, HeadCount, Profile, Seating, Workshop

NOON = Moment(wall=1_760_522_400.0, boot=10_000.0, boot_id="test")
"""15 October 2025, 10:00 UTC."""
HEADINGS = ("constats", "pistes", "conditions", "phares")
_TITLES = ("Constats", "Pistes d’actions", "Conditions de mise en œuvre", "Idées phares")
PARAGRAPH = (
    "Les participants décrivent une maison de santé que chacun connaît de nom, sans savoir qui y travaille"
    " ni comment y entrer. Ils demandent des rendez-vous d’accueil, un visage repéré, et des nouvelles"
    " régulières du quartier."
)


def uuid(number: int) -> str:
    """A made-up id that reads like a real one."""
    return f"01999999-0000-7000-8000-{number:012d}"


def note_row(number: int, cell: CellKey, text: str, **columns: object) -> Note:
    """A note of a cell, written at a minute that follows its number."""
    return Note(
        id=uuid(number),
        table_id=cell.table_id,
        round=cell.round,
        group_id=cell.group_id,
        heading=cell.heading,
        text=text,
        written_at=f"2025-10-15T09:{number % 60:02d}:00.000Z",
        position=f"{number:06d}",
        **columns,  # type: ignore[arg-type]
    )


def finished_workshop() -> dict[str, Row]:
    """Two tables, two groups that swapped, every cell filled, one sound point under each heading."""
    rows: list[Row] = [
        Workshop(
            id="w",
            title="Santé et voisinage",
            date="2025-10-15",
            place="Salle des fêtes",
            organiser="L’association du bourg",
            introduction="Deux groupes ont travaillé une heure.",
            conclusion="Les deux tables se rejoignent sur un point\u00a0: on s’engage quand on est attendu.",
            further="Le guide régional https://exemple.org/guide",
            created_at="2025-10-01T08:00:00.000Z",
        ),
        Profile(id="usagers", key="usagers", label="Usagers", position=1),
        Profile(id="pros", key="pros", label="Professionnels", position=2),
        CafeTable(
            id="t1",
            number=1,
            topic="Accueillir",
            question="Comment mieux accueillir\u00a0?",
            frozen_at="2025-10-16",
        ),
        CafeTable(
            id="t2",
            number=2,
            topic="Participer",
            question="Comment prendre part\u00a0?",
            frozen_at="2025-10-16",
        ),
        CafeGroup(id="ga", label="A"),
        CafeGroup(id="gb", label="B", name="les Bleus"),
    ]
    for group, usagers, pros in (("ga", 4, 3), ("gb", 2, 5)):
        rows.append(HeadCount(id=f"{group}/usagers", group_id=group, profile="usagers", people=usagers))
        rows.append(HeadCount(id=f"{group}/pros", group_id=group, profile="pros", people=pros))
    for position, (key, title) in enumerate(zip(HEADINGS, _TITLES, strict=True), start=1):
        stars = key == "phares"
        rows.append(
            Heading(id=key, key=key, title=title, short=title[:8], gathers_stars=stars, position=position)
        )
    for position, (kind, round_number) in enumerate(
        ((StepKind.ROUND, 1), (StepKind.MOVE, 2), (StepKind.ROUND, 2), (StepKind.HARVEST, 0)), start=1
    ):
        rows.append(Step(id=f"s{position}", position=position, kind=kind, round=round_number, seconds=600))
    for number, (kind, step) in enumerate(
        (("start", "s1"), ("go", "s2"), ("go", "s3"), ("go", "s4"), ("finish", None)), start=1
    ):
        rows.append(
            ClockEvent(
                id=f"e{number}",
                number=number,
                kind=ClockEventKind(kind),
                step_id=step,
                wall=NOON.wall - 3600 + 600 * number,
                boot=600.0 * number,
                boot_id="test",
            )
        )
    for round_number, group, table in ((1, "ga", "t1"), (1, "gb", "t2"), (2, "gb", "t1"), (2, "ga", "t2")):
        rows.append(
            Seating(
                id=f"{round_number}/{group}/{table}",
                round=round_number,
                table_id=table,
                group_id=group,
                confirmed_at=f"2025-10-15T08:{round_number}0:00.000Z",
            )
        )
    number = 0
    for table in ("t1", "t2"):
        for heading in HEADINGS:
            theme_id = f"p-{table}-{heading}"
            rows.append(
                Theme(
                    id=theme_id,
                    table_id=table,
                    heading=heading,
                    title="Un accueil repéré donne envie de pousser la porte",
                    paragraph=PARAGRAPH,
                    position="1",
                )
            )
            for round_number, group in (
                (1, "ga" if table == "t1" else "gb"),
                (2, "gb" if table == "t1" else "ga"),
            ):
                number += 1
                cell = CellKey(table, round_number, group, heading)
                rows.append(note_row(number, cell, f"note {number} sur {heading}"))
                rows.append(
                    ThemeSource(id=f"{theme_id}/{uuid(number)}", theme_id=theme_id, note_id=uuid(number))
                )
    return {f"{row.KIND}/{row.id}": row for row in rows}


def with_changes(*changed: Row, without: Iterable[str] = ()) -> State:
    """The finished workshop with some rows put in or replaced, and others, named `kind/id`, taken out."""
    rows = finished_workshop() | {f"{row.KIND}/{row.id}": row for row in changed}
    for name in without:
        del rows[name]
    return State.of(rows.values())


def changed_theme(theme_id: str, **columns: object) -> Theme:
    """A point of the finished workshop with other columns."""
    theme = finished_workshop()[f"theme/{theme_id}"]
    assert isinstance(theme, Theme)
    return replace(theme, **columns)  # type: ignore[arg-type]


def changed_workshop(**columns: object) -> Workshop:
    """The finished workshop's own row with other columns."""
    workshop = finished_workshop()["workshop/w"]
    assert isinstance(workshop, Workshop)
    return replace(workshop, **columns)  # type: ignore[arg-type]


def emptied_cell(cell: CellKey, state: CellState | None, reason: str = "") -> tuple[list[Row], list[str]]:
    """What to change and take out so that a cell of the finished workshop holds nothing.

    Returns:
        rows to put in, and names of rows to take out, for `with_changes`.
    """
    out: list[str] = []
    for name, row in finished_workshop().items():
        if isinstance(row, Note) and row.cell == cell:
            out.append(name)
            out += [
                other
                for other in finished_workshop()
                if other.endswith(f"/{row.id}") and "theme_source" in other
            ]
    put: list[Row] = []
    if state is not None:
        put.append(
            Cell(
                id=cell.row_id,
                table_id=cell.table_id,
                round=cell.round,
                group_id=cell.group_id,
                heading=cell.heading,
                state=state.value,
                reason=reason,
            )
        )
    return put, out


def cells_of(state: State) -> tuple[CellStatus, ...]:
    """The coverage grid at noon."""
    return coverage(state, reading(state, NOON))
