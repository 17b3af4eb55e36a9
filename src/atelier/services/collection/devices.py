"""Which phones are there: told by the server, read by the program that shows them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from atelier.storage.devices import MOST, Device, put_devices, read_devices

__all__ = [
    "CONNECTED_SECONDS",
    "Device",
    "SeenDevices",
    "TableSeen",
    "devices",
    "keep_devices",
    "seen_by_table",
]

CONNECTED_SECONDS: Final = 45.0
"""A phone that asked for nothing for so long is no longer counted: a hidden page asks every 20 seconds."""


@dataclass(frozen=True, slots=True)
class TableSeen:
    """The phones of one table."""

    connected: int = 0
    """Phones that were seen just now."""
    seen_at: float | None = None
    """When any of its phones was seen last, seconds since the epoch."""
    queued: int = 0
    """Notes that its phones keep (« gardé sur téléphone »), as each said last."""
    last_note_at: float | None = None
    """When a note came in from any of them."""


def devices(file: Path) -> list[Device]:
    """Every device that the server remembers.

    Args:
        file: `Ledger.devices`.
    """
    return read_devices(file)


def seen_by_table(found: Iterable[Device], wall: float) -> Mapping[str, TableSeen]:
    """The phones of each table that had any.

    Args:
        found: every device.
        wall: now, seconds since the epoch by the real clock.
    """
    seen: dict[str, TableSeen] = {}
    for device in found:
        table = seen.get(device.table_id, TableSeen())
        # Those that do not say who they are, are counted as one
        is_connected = wall - device.seen_at <= CONNECTED_SECONDS
        seen[device.table_id] = TableSeen(
            table.connected + is_connected,
            max(table.seen_at or 0.0, device.seen_at),
            table.queued + device.queued,
            max(table.last_note_at or 0.0, device.last_note_at or 0.0) or None,
        )
    return seen


def keep_devices(file: Path, changed: Sequence[Device]) -> None:
    """Write down what changed; never an error, and nothing is lost that would not be said again.

    Args:
        file: `Ledger.devices`.
        changed: of `SeenDevices`; used from any thread.
    """
    if changed:
        put_devices(file, changed)


class SeenDevices:
    """What the server knows of its phones, written down from time to time.

    Args:
        file: `Ledger.devices`.
    """

    def __init__(self, file: Path) -> None:
        self._file = file
        self._known = {(each.device, each.table_id): each for each in read_devices(file)}
        self._changed: set[tuple[str, str]] = set()

    def note(
        self, device: str, table_id: str, wall: float, *, queued: int | None = None, has_written: bool = False
    ) -> None:
        """Take note of a device that asked for something.

        Args:
            device: as it calls itself.
            table_id: whose address it used.
            wall: now, by the real clock.
            queued: the notes that it keeps; None when it does not say.
            has_written: whether a note of its was received.
        """
        key = (device, table_id)
        known = self._known.get(key) or Device(device, table_id, wall)
        self._known[key] = replace(
            known,
            seen_at=wall,
            queued=known.queued if queued is None else queued,
            last_note_at=wall if has_written else known.last_note_at,
        )
        self._changed.add(key)
        if len(self._known) > 2 * MOST:
            self._forget()

    def changed(self) -> list[Device]:
        """What changed since the last time, to be given to `keep_devices`."""
        found = [self._known[key] for key in self._changed if key in self._known]
        self._changed.clear()
        return found

    def _forget(self) -> None:
        latest = sorted(self._known.values(), key=lambda each: -each.seen_at)[:MOST]
        self._known = {(each.device, each.table_id): each for each in latest}
