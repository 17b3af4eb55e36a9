"""The state of health of a workshop file, and saving what can be read of a sick one."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from atelier.domain.clock import Clock
from atelier.domain.instant import to_text
from atelier.domain.note import Note
from atelier.errors import N_, AtelierError
from atelier.services.collection.adapters import adapters
from atelier.services.collection.checkup import collection_findings
from atelier.services.finding import Finding, Level
from atelier.storage import inspection, presence, refusal
from atelier.storage.backup import backups
from atelier.storage.database import Connection, Failure
from atelier.storage.journal import Signature, Stamp
from atelier.storage.opening import Opened, open_file, real_path
from atelier.storage.revision import FUTURE_SECONDS, new_node, seconds_ahead
from atelier.storage.salvage import Salvaged, salvage_file

if TYPE_CHECKING:
    from atelier.config import Places

__all__ = ["Finding", "Level", "Report", "Salvaged", "examine", "salvage"]

_SHOWN: Final = 5
"""Rows that are named one by one before they are only counted."""


@dataclass(frozen=True, slots=True)
class Report:
    """Everything that was looked at in one file."""

    path: Path
    findings: tuple[Finding, ...]
    backups: tuple[Path, ...]
    """Oldest first."""

    @property
    def is_sound(self) -> bool:
        """Whether there is no error among the findings."""
        return all(finding.level is not Level.ERROR for finding in self.findings)


def examine(path: Path, *, clock: Clock, places: Places) -> Report:
    """Look through a workshop file; nothing is changed in it.

    Raises:
        FileUnusable: there is no workshop file to look through, or a newer version wrote it.
    """
    path = real_path(path)
    processes = _processes(places, path)
    kept = tuple(backups(path))
    try:
        opened = open_file(
            path,
            clock.now().wall,
            is_open_here=any(process.pid == os.getpid() for process in processes),
            processes=[process.name for process in processes],
        )
    except refusal.FileDamaged as error:
        return Report(path, (Finding("unreadable", Level.ERROR, error.msgid, error.params),), kept)
    findings: list[Finding] = []
    try:
        # One by one: what was found before the file could not be read any further is kept.
        for finding in _findings(opened, clock.now().wall, processes):
            findings.append(finding)
        # Kept in the state folder of this computer, not in the file
        workshop_id, wall = opened.state.workshop.id, clock.now().wall
        findings += collection_findings(places, workshop_id, adapters(), wall)
    except Failure as error:
        findings.append(
            Finding(
                "unreadable",
                Level.ERROR,
                N_("The rest of {file} could not be looked at ({cause})."),
                {"file": path, "cause": str(error)},
            )
        )
    finally:
        opened.close()
    return Report(path, (*findings, *_backup_findings(kept)), kept)


def salvage(path: Path, out: Path, *, clock: Clock, places: Places) -> Salvaged:
    """Write what can be read of a damaged file into a new one.

    Args:
        path: the damaged file; it is not changed.
        out: the new file, where nothing may be yet.
        clock: for the time at which it was done.
        places: the user's folders.

    Raises:
        FileUnusable: nothing can be read, or the new file not be written.
        AtelierError: this very program has the file open.
    """
    path, out = real_path(path), out.absolute()
    if any(process.pid == os.getpid() for process in _processes(places, path)):
        raise AtelierError(N_("{file} is open in this program. Close it first, then salvage it."), file=path)
    refusal.check_path(path)
    wall = clock.now().wall
    who = Signature(new_node(), presence.machine_id(places.state), str(os.getpid()), to_text(wall), "cli")
    return salvage_file(path, out, Stamp(who, wall, ""))


def _findings(opened: Opened, wall: float, processes: list[presence.Process]) -> Iterator[Finding]:
    connection, path = opened.connection, opened.path
    for warning in opened.warnings:
        yield Finding("read-only", Level.WARNING, warning.msgid, warning.params)
    yield from _page_findings(connection, path)
    yield from _history_findings(connection)
    ahead = seconds_ahead(opened.newest, wall)
    if ahead > FUTURE_SECONDS:
        warning = refusal.in_future(path, ahead)
        yield Finding("future", Level.WARNING, warning.msgid, warning.params)
    drafts = inspection.draft_count(connection, frozenset(process.node for process in processes))
    if drafts:
        yield Finding(
            "drafts",
            Level.WARNING,
            N_("Texts typed and never saved: {count}. Open the workshop, and each is in its field again."),
            {"count": drafts},
        )
    for process in processes:
        yield Finding(
            "open",
            Level.INFO,
            N_("The workshop is open in another window (process {pid}, since {started})."),
            {"pid": process.pid, "started": _local(process.started)},
        )
    yield from _size_findings(opened)


def _local(at: str) -> str:
    """A stored time as this computer's clock shows it: 2026-11-23 14:28."""
    try:
        return datetime.fromisoformat(at).astimezone().strftime("%Y-%m-%d %H:%M")
    except ValueError:
        return at


def _page_findings(connection: Connection, path: Path) -> Iterator[Finding]:
    broken = inspection.integrity(connection)
    for line in broken:
        yield Finding(
            "integrity", Level.ERROR, N_("A page of the file is damaged: {detail}"), {"detail": line}
        )
    if broken:
        yield Finding(
            "integrity",
            Level.ERROR,
            N_("Save what can be read into a new file: atelier doctor {file} --salvage OUT"),
            {"file": path},
        )
    else:
        yield Finding("integrity", Level.INFO, N_("Every page of the file is sound."))
    dangling = inspection.dangling(connection)
    for (table, parent), count in dangling.items():
        yield Finding(
            "references",
            Level.ERROR,
            N_("Rows of {table} that point at a row of {parent} that is not there: {count}."),
            {"count": count, "table": table, "parent": parent},
        )
    if not dangling:
        yield Finding("references", Level.INFO, N_("Everything that a row points at is there."))


def _history_findings(connection: Connection) -> Iterator[Finding]:
    entries, faults = inspection.history(connection)
    if faults.unreadable:
        yield Finding(
            "history",
            Level.ERROR,
            N_("Lines of history that cannot be read: {count}; the first is line {first}."),
            {"count": len(faults.unreadable), "first": faults.unreadable[0]},
        )
    if faults.without_action:
        yield Finding(
            "actions",
            Level.WARNING,
            N_("Lines of history that belong to no known action, and cannot be undone: {count}."),
            {"count": faults.without_action},
        )
    if faults.out_of_order:
        yield Finding(
            "order",
            Level.WARNING,
            N_(
                "Lines of history that are older than the line before: {count}. "
                "It is so after a merge, and only then."
            ),
            {"count": faults.out_of_order},
        )
    found = inspection.differences(connection, entries)
    for difference in found[:_SHOWN]:
        yield Finding(
            "replay",
            Level.ERROR,
            N_("{table} {row} is not as history says ({columns})."),
            {
                "table": difference.kind,
                "row": difference.row_id,
                "columns": ", ".join(difference.columns) or "–",
            },
        )
    if len(found) > _SHOWN:
        yield Finding(
            "replay",
            Level.ERROR,
            N_("Other rows that are not as history says: {count}."),
            {"count": len(found) - _SHOWN},
        )
    if not found:
        yield Finding(
            "replay",
            Level.INFO,
            N_("History gives the tables as they are. Its lines: {count}."),
            {"count": len(entries)},
        )


def _size_findings(opened: Opened) -> Iterator[Finding]:
    journal = Path(f"{opened.path}-wal")
    yield Finding(
        "size",
        Level.INFO,
        N_("Size: {size} kB, and {journal} kB in the journal. Notes: {notes}."),
        {
            "size": opened.path.stat().st_size // 1000,
            "journal": (journal.stat().st_size if journal.exists() else 0) // 1000,
            "notes": len(opened.state.live(Note)),
        },
    )


def _backup_findings(kept: tuple[Path, ...]) -> Iterator[Finding]:
    if kept:
        yield Finding(
            "backups",
            Level.INFO,
            N_("Backups: {count}; the last one is {backup}."),
            {"count": len(kept), "backup": kept[-1]},
        )
    else:
        yield Finding(
            "backups", Level.WARNING, N_("There is no backup yet: one is made at each step change.")
        )


def _processes(places: Places, path: Path) -> list[presence.Process]:
    return [process for process in presence.processes(places.state) if presence.is_same(process.path, path)]
