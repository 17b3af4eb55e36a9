"""A café in memory that is run by its own services, under a clock that tests move."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from atelier.domain.agenda import Step, StepKind
from atelier.domain.canvas import Heading
from atelier.domain.change import Action
from atelier.domain.clock import ClockReading, Moment
from atelier.domain.coverage import CellStatus, coverage
from atelier.domain.note import CellKey, Note
from atelier.domain.place import reading
from atelier.domain.record import Row, Scalar
from atelier.domain.rotation import plan_seatings
from atelier.domain.state import State
from atelier.domain.workshop import CafeGroup, CafeTable, Workshop, group_label
from atelier.services import notes as note_services
from atelier.services import running

START = Moment(wall=1_760_522_400.0, boot=10_000.0, boot_id="boot 1")
"""15 October 2025, 10:00 UTC."""
HEADINGS = ("constats", "pistes", "conditions", "phares")
_SHORT = ("Constats", "Pistes", "Conditions", "Idées phares")


class FakeClock:
    """A clock that moves when it is told to."""

    def __init__(self, at: Moment = START) -> None:
        self.at = at

    def now(self) -> Moment:
        """The moment that it stands at."""
        return self.at

    def advance(self, seconds: float) -> None:
        """Time passes, awake or asleep: both clocks go on."""
        self.at = replace(self.at, wall=self.at.wall + seconds, boot=self.at.boot + seconds)

    def set_wall(self, seconds: float) -> None:
        """Somebody sets the wall clock by some seconds."""
        self.at = replace(self.at, wall=self.at.wall + seconds)

    def reboot(self, seconds: float) -> None:
        """The machine is started anew: the boot clock begins again, the wall clock went on."""
        self.at = Moment(self.at.wall + seconds, 12.0, f"{self.at.boot_id}+")


def agenda(
    rounds: int = 2, *, welcome: int = 8, length: int = 15, move: int = 2, harvest: int = 18
) -> list[Step]:
    """The steps of a world café, as formats have them; lengths in minutes."""
    kinds: list[tuple[StepKind, int, int]] = [(StepKind.WELCOME, 0, welcome)]
    for number in range(1, rounds + 1):
        kinds += [(StepKind.ROUND, number, length)]
        kinds += [(StepKind.MOVE, number + 1 if number < rounds else 0, move)]
    kinds.append((StepKind.HARVEST, 0, harvest))
    return [
        Step(id=f"s{position}", position=position, kind=kind.value, round=number, seconds=minutes * 60)
        for position, (kind, number, minutes) in enumerate(kinds, 1)
    ]


def cafe_rows(
    tables: int = 2, groups: int | None = None, rounds: int = 2, *, steps: Sequence[Step] | None = None
) -> list[Row]:
    """Every row of a new café; the ids are `t1`…, `A`…, `s1`…"""
    places = [
        CafeTable(id=f"t{number}", number=number, topic=f"Thème {number}", question=f"Question {number} ?")
        for number in range(1, tables + 1)
    ]
    seated = [
        CafeGroup(id=group_label(index), label=group_label(index))
        for index in range(tables if groups is None else groups)
    ]
    steps = agenda(rounds) if steps is None else list(steps)
    return [
        Workshop(id="w", title="MSP & usagers", date="2025-10-15", starts_at="", language="fr"),
        *(
            Heading(id=key, key=key, title=short, short=short, position=index, gathers_stars=key == "phares")
            for index, (key, short) in enumerate(zip(HEADINGS, _SHORT, strict=True))
        ),
        CafeTable(id="t0", number=0),
        *places,
        *seated,
        *steps,
        *plan_seatings(seated, places, range(1, rounds + 1)),
    ]


class Cafe:
    """A café that is being run."""

    def __init__(
        self,
        tables: int = 2,
        groups: int | None = None,
        rounds: int = 2,
        *,
        steps: Sequence[Step] | None = None,
    ) -> None:
        self.clock = FakeClock()
        self.state = State.of(cafe_rows(tables, groups, rounds, steps=steps))

    @property
    def now(self) -> Moment:
        """This instant."""
        return self.clock.now()

    def do(self, plan: Callable[..., Action], *arguments: object, **options: object) -> None:
        """Plan something now with a service, and let it happen."""
        self.apply(plan(self.state, self.now, *arguments, **options))

    def apply(self, action: Action) -> None:
        """Let a planned action happen."""
        self.state = self.state.apply(
            (change.kind, change.row_id, change.columns) for change in action.changes
        )

    def change(self, row: Row, **columns: Scalar) -> None:
        """Change some columns of a row."""
        self.state = self.state.apply([(row.KIND, row.id, columns)])

    def start(self) -> None:
        """Start the workshop."""
        self.do(running.start)

    def next(self, after: float = 0.0) -> None:
        """Go to the next step once some seconds went by."""
        self.clock.advance(after)
        self.do(running.go_next)

    def go(self, position: int) -> None:
        """Go to the step at a position."""
        self.do(running.go_to, f"s{position}")

    def seat(self, table: str, round_number: int, group: str | None) -> None:
        """Confirm a group at a table."""
        self.clock.advance(1)
        self.do(running.confirm_group, table, round_number, group)

    def note(
        self,
        table: str,
        round_number: int,
        group: str | None,
        heading: str,
        text: str = "une idée",
        **more: object,
    ) -> Note:
        """Write a note into a cell."""
        self.clock.advance(1)
        cell = CellKey(table, round_number, group, heading)
        action = note_services.add_note(self.state, cell, text, self.now, **more)  # type: ignore[arg-type]
        self.apply(action)
        return self.state.all(Note)[action.changes[0].row_id]

    @property
    def reading(self) -> ClockReading:
        """What the clock shows."""
        return reading(self.state, self.now)

    def cells(self, table: str | None = None) -> dict[tuple[str, int, str | None, str], CellStatus]:
        """The coverage by table, round, group and heading."""
        found = coverage(self.state, self.reading, table)
        return {
            (cell.key.table_id, cell.key.round, cell.key.group_id, cell.key.heading): cell for cell in found
        }
