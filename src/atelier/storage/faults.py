"""What SQLite and the disk raise, as the few troubles that a user can act upon."""

from __future__ import annotations

from enum import StrEnum

from atelier.errors import FILE_UNUSABLE, AtelierError


class TroubleCode(StrEnum):
    """What keeps a workshop from being written."""

    FULL = "full"
    READONLY = "readonly"
    BUSY = "busy"
    GONE = "gone"
    DAMAGED = "damaged"
    IO = "io"


class StorageTrouble(AtelierError):
    """A write that did not happen; nothing is half written, and the caller still has what was typed."""

    exit_code = FILE_UNUSABLE

    def __init__(self, code: TroubleCode, msgid: str, **params: object) -> None:
        super().__init__(msgid, **params)
        self.code = code


class ChangeRefused(AtelierError):
    """A change that the file does not take: an unknown column, a wrong type, a row that points nowhere."""
