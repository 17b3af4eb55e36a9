"""The addresses that phones open: one for each table, and those of the room, the dots and the test."""

from __future__ import annotations

from dataclasses import dataclass

from atelier.domain.place import places
from atelier.domain.state import State
from atelier.domain.workshop import CafeTable
from atelier.services.collection.access import Capability, Role
from atelier.services.collection.adapters import LOOPBACK
from atelier.services.collection.ledger import Wishes


@dataclass(frozen=True, slots=True)
class TableAddress:
    """Where the page of one table is."""

    table: CafeTable
    url: str


def base(wishes: Wishes) -> str:
    """What all addresses begin with; upper case, so that a QR code of them stays small."""
    return f"HTTP://{wishes.address or LOOPBACK}:{wishes.port}"


def address_of(wishes: Wishes, role: Role, table_id: str = "") -> str:
    """The address of one page.

    Args:
        wishes: of the collection.
        role: what the page is for.
        table_id: the table, for the page of one.
    """
    return f"{base(wishes)}/{wishes.keys.token(Capability(role, table_id))}"


def table_addresses(state: State, wishes: Wishes) -> tuple[TableAddress, ...]:
    """The pages of all tables in their order, then that of the plenary."""
    return tuple(TableAddress(table, address_of(wishes, Role.TABLE, table.id)) for table in places(state))


def spelled(address: str) -> str:
    """An address as one reads it and types it by hand: browsers want no capitals before the token."""
    scheme, separator, rest = address.partition("://")
    host, slash, token = rest.partition("/")
    return f"{scheme.lower()}{separator}{host.lower()}{slash}{token}"
