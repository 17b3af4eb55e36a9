"""What becomes of texts and of the clock where two files went on side by side.

Everything here follows from the lines of history and from which of them were made side by side, and from
nothing else: in whatever order, and however often files are united, the same lines come out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import MISSING, dataclass, fields
from typing import Final
from uuid import UUID, uuid5

from atelier.domain.change import Entry
from atelier.domain.clock import ClockEvent
from atelier.domain.record import Scalar
from atelier.domain.theme import Variant
from atelier.domain.workshop import Workshop
from atelier.storage.concurrence import BESIDE, CLOCK, Concurrence, Group, by_group
from atelier.storage.revision import microseconds_of, revision_text
from atelier.storage.schema import SCHEMA

AUTHOR: Final = "merge:"
"""Who writes the lines that follow from others: no machine does. They are made anew by each union."""
ACTION: Final = "workshop.merge"
_NAMES: Final = UUID("5b0c1f6e-3c5e-5c0d-9f39-8f5d6f2a7e41")
_DEFAULTS: Final[Mapping[str, Scalar]] = {
    found.name: int(found.default) if isinstance(found.default, bool) else found.default
    for found in fields(ClockEvent)
    if found.default is not MISSING
}


@dataclass(frozen=True, slots=True)
class Lost:
    """A text that gave way to one that was written beside it: it becomes another version."""

    variant_id: str
    group: Group
    entry: Entry
    """Where it was written."""
    over: Entry
    """The newest text that was written beside it."""

    @property
    def text(self) -> str:
        """What it says."""
        return str(self.entry.changes[self.group[2]])


@dataclass(frozen=True, slots=True)
class Consequences:
    """What follows from lines of history and from what was made side by side."""

    lost: tuple[Lost, ...]
    lines: tuple[Entry, ...]
    """The lines of history that say so, by revision: one action, of nobody."""


def is_consequence(entry: Entry) -> bool:
    """Whether a line of history only follows from others."""
    return entry.author == AUTHOR


def consequences(entries: Iterable[Entry], concurrence: Concurrence) -> Consequences:
    """What becomes of texts and of the clock.

    Args:
        entries: every line of history that people wrote.
        concurrence: which of those were made side by side.
    """
    if not concurrence.pairs:
        return Consequences((), ())
    entries = tuple(entries)
    named = frozenset(entry.row_id for entry in entries if entry.kind == Variant.KIND)
    groups = by_group(entries)
    lost: list[Lost] = []
    for group in sorted(groups):
        if group != CLOCK:
            lost += _lost(group, groups[group], concurrence, named)
    changes: list[tuple[str, str, Mapping[str, Scalar]]] = [
        (Variant.KIND, each.variant_id, _variant_columns(each)) for each in lost
    ]
    changes += [
        (ClockEvent.KIND, row_id, columns)
        for row_id, columns in _clock_corrections(groups.get(CLOCK, []), concurrence)
    ]
    workshop_id = next(entry.row_id for entry in entries if entry.kind == Workshop.KIND)
    changes.append((BESIDE, workshop_id, concurrence.older_by_newer()))
    newest = max(concurrence.pairs)
    at = next(entry.at for entry in entries if entry.revision == newest)
    return Consequences(tuple(lost), tuple(_lines(changes, newest, at)))


def _lines(changes: Iterable[tuple[str, str, Mapping[str, Scalar]]], newest: str, at: str) -> Iterator[Entry]:
    # After all that they follow from, before all that is written once the files are united.
    microseconds = microseconds_of(newest) + 1
    revisions = {
        revision_text(microseconds, uuid5(_NAMES, f"{kind}/{row_id}").hex): (kind, row_id, columns)
        for kind, row_id, columns in changes
    }
    action_id = min(revisions)
    for revision in sorted(revisions):
        kind, row_id, columns = revisions[revision]
        yield Entry(0, revision, kind, row_id, SCHEMA, action_id, columns, AUTHOR, at)


def _variant_columns(lost: Lost) -> Mapping[str, Scalar]:
    kind, row_id, column = lost.group
    return {
        "of_kind": kind,
        "of_id": row_id,
        "of_column": column,
        "text": lost.text,
        "author": lost.entry.author,
    }


def _lost(
    group: Group, entries: Sequence[Entry], concurrence: Concurrence, named: frozenset[str]
) -> Iterator[Lost]:
    """The texts that give way, oldest first, and those that people have already spoken about.

    Args:
        group: which text.
        entries: all that was ever written there, oldest first.
        concurrence: which of it was written side by side.
        named: ids of the other versions that people have settled, or brought back.
    """
    writes = {entry.revision: entry for entry in entries}
    beside = {revision: concurrence.beside(revision) & writes.keys() for revision in writes}
    if not any(beside.values()):
        return
    text = {revision: entry.changes[group[2]] for revision, entry in writes.items()}
    ends = {revision for revision in writes if not _is_replaced(revision, beside, text)}
    for revision, entry in writes.items():
        rivals = [other for other in beside[revision] if other > revision]
        if not rivals or not text[revision]:
            continue
        variant_id = str(uuid5(_NAMES, f"{revision}/{group[2]}"))
        newer = [other for other in rivals if other in ends]
        gives_way = revision in ends and newer and text[revision] not in [text[other] for other in newer]
        if gives_way or variant_id in named:
            yield Lost(variant_id, group, entry, writes[max(newer or rivals)])


def _is_replaced(revision: str, beside: Mapping[str, frozenset[str]], text: Mapping[str, Scalar]) -> bool:
    """Whether whoever wrote a text, or had it before their eyes, replaced it before the files met."""

    def follows(later: str, earlier: str) -> bool:
        return later > earlier and earlier not in beside[later]

    if any(follows(later, revision) and beside[later] >= beside[revision] for later in beside):
        return True
    # Two files made from one export begin with the same texts, each by a line of its own.
    if any(follows(revision, earlier) for earlier in beside):
        return False
    twins = [
        other
        for other in beside[revision]
        if text[other] == text[revision] and not any(follows(other, earlier) for earlier in beside)
    ]
    return any(later > revision and follows(later, twin) for twin in twins for later in beside[revision])


def _clock_corrections(
    entries: Sequence[Entry], concurrence: Concurrence
) -> Iterator[tuple[str, Mapping[str, Scalar]]]:
    """What makes the clock that of the file with the latest press: presses are not mixed."""
    presses = [entry.revision for entry in entries if "number" in entry.changes]
    kept: set[str] = set()
    for revision in sorted(presses, reverse=True):
        if not concurrence.beside(revision) & kept:
            kept.add(revision)
    chosen = [entry for entry in entries if not concurrence.beside(entry.revision) & kept]
    rows, kept_rows = _values(entries), _values(chosen)
    for row_id in sorted(rows):
        columns = rows[row_id]
        wanted = kept_rows.get(row_id)
        if wanted is None:
            wanted = {**columns, "deleted": 1}
        changed = {
            name: wanted.get(name, _DEFAULTS.get(name))
            for name in sorted(columns.keys() | wanted.keys())
            if wanted.get(name, _DEFAULTS.get(name)) != columns.get(name, _DEFAULTS.get(name))
        }
        if changed:
            yield row_id, changed


def _values(entries: Iterable[Entry]) -> dict[str, dict[str, Scalar]]:
    rows: dict[str, dict[str, Scalar]] = {}
    for entry in sorted(entries, key=lambda entry: entry.revision):
        rows.setdefault(entry.row_id, {}).update(entry.changes)
    return rows
