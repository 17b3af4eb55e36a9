"""Who may do what: an address that nobody can guess, one for each table and role.

A token is HMAC-SHA256(secret, role, table, epoch), cut to 100 bits, in base32: upper case and digits, so that
a QR code of the address stays small. Renewing a table or all of them is another epoch.
"""

from __future__ import annotations

import base64
import hmac
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Final, Self

TOKEN_CHARACTERS: Final = 20
"""Five bits each."""
SECRET_BYTES: Final = 32
EVERY: Final = "*"
"""The key of the epoch that all addresses share."""


class Role(StrEnum):
    """What an address is for."""

    TABLE = "table"
    """Typing the notes of one table, or of the plenary."""
    ROOM = "room"
    """The room screen, to look at."""
    DOTS = "dots"
    """Giving dots to key ideas."""
    TEST = "test"
    """Seeing whether phones get here at all."""


@dataclass(frozen=True, slots=True)
class Capability:
    """What one address allows."""

    role: Role
    table_id: str = ""
    """The table; empty for roles that have none."""

    @property
    def key(self) -> str:
        """What its own epoch is kept under."""
        return f"{self.role}/{self.table_id}" if self.table_id else self.role.value


@dataclass(frozen=True, slots=True)
class Keyring:
    """The secret of a collection, and how often its addresses were renewed."""

    secret: bytes = field(repr=False)
    epochs: Mapping[str, int] = field(default_factory=dict)
    """How often each was renewed, by `Capability.key`, or `EVERY`."""

    @classmethod
    def make(cls) -> Self:
        """A new secret."""
        return cls(secrets.token_bytes(SECRET_BYTES))

    def token(self, capability: Capability) -> str:
        """The part of the address that gives this right."""
        epoch = f"{self.epochs.get(EVERY, 0)}.{self.epochs.get(capability.key, 0)}"
        name = "\x1f".join((capability.role, capability.table_id, epoch))
        digest = hmac.digest(self.secret, name.encode(), "sha256")
        return base64.b32encode(digest).decode()[:TOKEN_CHARACTERS]

    def find(self, token: str, capabilities: Iterable[Capability]) -> Capability | None:
        """The right that a token gives; None for an unknown, a wrong and a renewed one alike.

        Every capability is compared, in constant time each: how long it takes tells nothing.
        """
        given = token.upper().encode("ascii", "replace")
        found: Capability | None = None
        for capability in capabilities:
            if hmac.compare_digest(given, self.token(capability).encode()):
                found = capability
        return found

    def renewed(self, capability: Capability | None = None) -> Self:
        """The keyring after one address was renewed, or all of them."""
        key = EVERY if capability is None else capability.key
        return replace(self, epochs={**self.epochs, key: self.epochs.get(key, 0) + 1})
