"""What is printed before the day, made for tests."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from atelier.domain.agenda import Step, StepKind
from atelier.domain.canvas import Heading
from atelier.domain.record import Row
from atelier.domain.rotation import plan_seatings
from atelier.domain.state import State
from atelier.domain.text import one_line
from atelier.domain.workshop import CafeGroup, CafeTable, Workshop, group_label
from atelier.export.registry import PREPARATION, documents
from tests.data.workshops import NOON
from tests.export.hostile_workshop import hostile_workshop

LONGEST_LINE, LONGEST_PASSAGE = 300, 2_000


def cafe(
    tables: int = 3,
    rounds: int = 3,
    *,
    groups: int | None = None,
    headings: Iterable[str] = ("constats", "pistes", "conditions", "phares"),
    starts_at: str = "14:00",
    hard_end: str = "16:00",
) -> State:
    """A workshop that is ready to be printed."""
    places = [
        CafeTable(id=f"t{n}", number=n, topic=f"Sujet {n}", question=f"Question {n} ?")
        for n in range(1, tables + 1)
    ]
    moving = [
        CafeGroup(id=f"g{i}", label=group_label(i)) for i in range(tables if groups is None else groups)
    ]
    kinds: list[tuple[StepKind, int, int]] = [(StepKind.WELCOME, 0, 10)]
    for number in range(1, rounds + 1):
        kinds += [(StepKind.ROUND, number, 20), (StepKind.MOVE, number + 1 if number < rounds else 0, 3)]
    kinds.append((StepKind.HARVEST, 0, 25))
    rows: list[Row] = [
        Workshop(id="w", title="Notre santé", date="2025-10-15", starts_at=starts_at, hard_end=hard_end),
        CafeTable(id="t0", number=0),
        *places,
        *moving,
        *plan_seatings(moving, places, range(1, rounds + 1)),
    ]
    rows += [
        Heading(
            id=key,
            key=key,
            title=key.title(),
            short=key,
            prefix=key[0],
            singular=key,
            gathers_stars=key == "phares",
            position=i,
        )
        for i, key in enumerate(headings)
    ]
    rows += [
        Step(id=f"s{i}", position=i, kind=kind, round=number, seconds=60 * minutes)
        for i, (kind, number, minutes) in enumerate(kinds, start=1)
    ]
    return State.of(rows)


def with_rows(state: State, *rows: Row) -> State:
    """The workshop with some rows put in or replaced."""
    kept = [row for kind in state.tables_by_kind.values() for row in kind.values()]
    known = {(row.KIND, row.id) for row in rows}
    return State.of([*(row for row in kept if (row.KIND, row.id) not in known), *rows])


def hostile(text: str) -> State:
    """The hostile workshop, as long as its texts may be, its plenary too."""
    line = one_line(text)
    short = line[:LONGEST_LINE]
    rows: list[Row] = [CafeTable(id="t0", number=0, topic=short, question=line[:LONGEST_PASSAGE])]
    for kind in hostile_workshop(text).tables_by_kind.values():
        for row in kind.values():
            match row:
                case CafeTable():
                    row = replace(row, topic=short, question=line[:LONGEST_PASSAGE], host=short)
                case CafeGroup():
                    row = replace(row, name=short)
                case Heading():
                    row = replace(row, title=short, short=short, singular=short, prefix="c")
                case Step():
                    row = replace(row, label=short)
                case Workshop():
                    row = replace(
                        row, title=short, place=short, organiser=short, starts_at="13:15", hard_end="16:00"
                    )
                case _:
                    pass
            rows.append(row)
    return State.of(rows)


def printed(state: State, key: str, language: str = "en") -> str:
    """One document."""
    (file,) = documents(
        state, NOON, language=language, formats=[form for form in PREPARATION if form.key == key]
    )
    return file.content.decode()


def words_of(content: str) -> str:
    """What one reads in it, on one line."""
    body = content.partition("<main>")[2]
    return " ".join(re.sub(r"<[^>]*>", " ", body).replace("\u00a0", " ").split())
