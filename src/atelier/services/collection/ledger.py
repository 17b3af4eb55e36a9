"""What this computer remembers of the collection of a workshop: never in the file, which travels.

There are two small files in the state folder, each with one writer. `<id>.json` is what people want: the
secret, the port, which pages are open, the Wi-Fi; the program and the commands write it. `<id>.run.json` is
what the capture server says of itself, with a heartbeat. Neither can be had from the network.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from atelier import atomic_file
from atelier.errors import N_, AtelierError
from atelier.services.collection.access import Keyring

if TYPE_CHECKING:
    from atelier.config import Places

FIRST_PORT: Final = 20_000
PORTS: Final = 10_000
HEARTBEAT_SECONDS: Final = 2.0
"""How often a server says that it lives."""
STALE_SECONDS: Final = 10.0
"""A server that has said nothing for so long is taken for dead."""


@dataclass(frozen=True, slots=True)
class Wifi:
    """The network that phones are to join."""

    name: str = ""
    password: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Wishes:
    """What people want of the collection of one workshop."""

    keys: Keyring
    port: int
    """Fixed for the workshop: the notes that a phone keeps belong to an address with its port."""
    is_open: bool = False
    """Whether a server is to run."""
    closes_at: float | None = None
    """When the collection closes by itself, seconds since the epoch; None: when somebody closes it."""
    address: str = ""
    """The address of this computer that phones use; empty: only this computer itself."""
    allowed_hosts: tuple[str, ...] = ()
    """Other names under which phones may ask for it."""
    shows_room: bool = False
    """Whether the room screen can be had as a page."""
    takes_dots: bool = False
    """Whether people may give dots now."""
    dots_each: int = 3
    """How many dots a device has."""
    wifi: Wifi = field(default_factory=Wifi)


@dataclass(frozen=True, slots=True)
class Running:
    """What a capture server says of itself."""

    pid: int
    port: int
    address: str
    started: float
    """Seconds since the epoch."""
    beat: float
    """When it said so, seconds since the epoch."""
    path: str
    """The workshop's file."""

    def is_fresh(self, wall: float) -> bool:
        """Whether it said so just now."""
        return abs(wall - self.beat) <= STALE_SECONDS


def port_of(workshop_id: str) -> int:
    """The port of a workshop: always the same one."""
    digest = hashlib.sha256(workshop_id.encode()).digest()
    return FIRST_PORT + int.from_bytes(digest[:8], "big") % PORTS


class Ledger:
    """The two files of one workshop's collection.

    Args:
        places: the user's folders.
        workshop_id: the workshop.
    """

    def __init__(self, places: Places, workshop_id: str) -> None:
        # An id comes from a file that somebody sent: it names no path
        name = hashlib.sha256(workshop_id.encode()).hexdigest()[:24]
        self._folder = places.state / "collection"
        self._wishes = self._folder / f"{name}.json"
        self._running = self._folder / f"{name}.run.json"
        self._workshop_id = workshop_id

    @property
    def devices(self) -> Path:
        """The small database of who was seen when."""
        return self._wishes.with_suffix(".devices")

    @property
    def log(self) -> Path:
        """The log of the capture server, which holds neither tokens nor texts."""
        return self._wishes.with_suffix(".log")

    def mark(self) -> tuple[int, int] | None:
        """Something that changes when the wishes do; None while there are none."""
        try:
            status = os.stat(self._wishes)
        except OSError:
            return None
        return status.st_ino, status.st_mtime_ns

    def wishes(self) -> Wishes:
        """What people want; made and kept at the first call.

        Raises:
            AtelierError: the state folder cannot be written, so that addresses would not last.
        """
        found = _parsed(self._wishes)
        if found is not None:
            with suppress(KeyError, TypeError, ValueError, binascii.Error):
                return _wishes_of(found)
        made = Wishes(Keyring.make(), port_of(self._workshop_id))
        self.put(made)
        return made

    def known(self) -> Wishes | None:
        """What people want, if phones were ever asked for; writes nothing."""
        return None if _parsed(self._wishes) is None else self.wishes()

    def put(self, wishes: Wishes) -> None:
        """Remember what people want.

        Raises:
            AtelierError: the state folder cannot be written.
        """
        row = asdict(wishes)
        row["keys"] = {
            "secret": base64.b32encode(wishes.keys.secret).decode(),
            "epochs": dict(wishes.keys.epochs),
        }
        try:
            self._write(self._wishes, row)
        except OSError as error:
            raise AtelierError(
                N_("The folder {folder} cannot be written ({reason}): addresses for phones are kept there."),
                folder=self._folder,
                reason=error.strerror or type(error).__name__,
            ) from error

    def change(self, **wishes: Any) -> Wishes:
        """Change some wishes and keep the others.

        Args:
            **wishes: fields of `Wishes`.

        Raises:
            AtelierError: the state folder cannot be written.
        """
        changed = replace(self.wishes(), **wishes)
        self.put(changed)
        return changed

    def running(self) -> Running | None:
        """What the server said last; it may have died since."""
        found = _parsed(self._running)
        try:
            return None if found is None else Running(**found)
        except TypeError:
            return None

    def beat(self, running: Running) -> None:
        """Say that the server lives; without a state folder nobody hears it."""
        with suppress(OSError):
            self._write(self._running, asdict(running))

    def ended(self) -> None:
        """Say that the server has ended."""
        with suppress(OSError):
            self._running.unlink()

    def _write(self, file: Path, row: Mapping[str, object]) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        with suppress(OSError):
            os.chmod(self._folder, 0o700)
        atomic_file.write(file, json.dumps(row, indent=1).encode())


def _parsed(file: Path) -> dict[str, Any] | None:
    try:
        found = json.loads(file.read_text("utf-8"))
    except (OSError, ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def _wishes_of(row: dict[str, Any]) -> Wishes:
    keys = row.pop("keys")
    keyring = Keyring(
        base64.b32decode(keys["secret"]), {str(key): int(value) for key, value in keys["epochs"].items()}
    )
    wifi = Wifi(**row.pop("wifi", {}))
    hosts = tuple(str(host) for host in row.pop("allowed_hosts", ()))
    # What a later version remembers must not cost the secret, and with it every address
    known = {each.name for each in fields(Wishes)}
    rest = {name: value for name, value in row.items() if name in known}
    return Wishes(keyring, wifi=wifi, allowed_hosts=hosts, **rest)
