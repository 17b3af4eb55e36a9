"""Laptops that go on with copies of one workshop, in memory: what they write, and what they unite."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from atelier.domain.change import Entry
from atelier.domain.record import Scalar
from atelier.domain.state import State
from atelier.domain.theme import Variant
from atelier.storage.concurrence import BESIDE, kept_pairs
from atelier.storage.creation import columns_of
from atelier.storage.replay import Replay
from atelier.storage.revision import next_microseconds, revision_text
from atelier.storage.schema import SCHEMA
from atelier.storage.side_by_side import is_consequence
from atelier.storage.source import Columns, Source
from atelier.storage.union import Union, unite
from tests.storage.samples import NOON, workshop_rows


class Laptop:
    """One file on one laptop."""

    def __init__(self, node: str, lines: Iterable[Entry] = (), actions: Iterable[Columns] = ()) -> None:
        self.node = node
        self.lines = {line.revision: line for line in lines}
        self.actions = {str(action[0]): action for action in actions}

    @classmethod
    def new(cls) -> Laptop:
        """A workshop that was just made, with one note."""
        made = cls("0" * 12)
        for row in workshop_rows():
            made.write(row.KIND, row.id, columns_of(row))
        note: dict[str, Scalar] = {"table_id": "t1", "round": 1, "heading": "pistes", "text": "au début"}
        made.write("note", "n", note)
        return made

    def copied(self, node: str) -> Laptop:
        """The same file on another laptop."""
        return Laptop(node * 12, self.lines.values(), self.actions.values())

    def write(self, kind: str, row_id: str, columns: dict[str, Scalar], wall: float = NOON) -> Entry:
        """Change a row, as the program would."""
        revision = revision_text(next_microseconds(wall, max(self.lines, default="")), self.node)
        entry = Entry(0, revision, kind, row_id, SCHEMA, revision, columns, f"tui:{self.node}", f"{wall}")
        self.lines[revision] = entry
        self.actions[revision] = (revision, "x", "", "", None, 0, "tui", f"tui:{self.node}", f"{wall}")
        return entry

    def press(self, number: int, wall: float = NOON) -> Entry:
        """Press a button of the clock."""
        moment: dict[str, Scalar] = {"wall": wall, "boot": wall, "boot_id": self.node}
        row_id = f"press-{self.node[0]}-{len(self.lines)}"
        return self.write("clock_event", row_id, {"number": number, "kind": "pause", **moment}, wall)

    def settle(self, variant_id: str, wall: float = NOON) -> None:
        """Leave a text as it is; its other version goes."""
        self.write(Variant.KIND, variant_id, {"deleted": 1}, wall)

    @property
    def state(self) -> State:
        """Its tables."""
        return Replay(self.lines.values()).state()

    @property
    def waiting(self) -> dict[str, str]:
        """The other versions that wait, by id."""
        return {variant.id: variant.text for variant in self.state.live(Variant)}

    @property
    def source(self) -> Source:
        """It, as it is read to be united."""
        nobodys = {line.action_id for line in self.lines.values() if is_consequence(line)}
        return Source(
            Path(self.node),
            self.state,
            {revision: line for revision, line in self.lines.items() if not is_consequence(line)},
            frozenset(
                pair for line in self.lines.values() if line.kind == BESIDE for pair in kept_pairs(line)
            ),
            {action_id: action for action_id, action in self.actions.items() if action_id not in nobodys},
            {},
            0,
            max(self.lines, default=""),
        )


def united(laptops: Sequence[Laptop], node: str = "f") -> Laptop:
    """The union of what some laptops hold, on a laptop of its own."""
    return on_laptop(unite([laptop.source for laptop in laptops]), node)


def on_laptop(union: Union, node: str = "f") -> Laptop:
    """A union as a file that goes on."""
    return Laptop(node * 12, union.entries, union.actions)
