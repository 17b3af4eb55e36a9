"""What printed cards say of phones."""

from __future__ import annotations

from atelier.domain.state import State
from atelier.export.cards_page import PhoneAccess
from atelier.services.collection.adapters import LOOPBACK
from atelier.services.collection.addresses import spelled, table_addresses
from atelier.services.collection.ledger import Wishes


def phone_access(state: State, wishes: Wishes | None) -> PhoneAccess | None:
    """How phones get to the tables' pages; None while the workshop is not open to them.

    An address that phones do not reach is not printed: at home it is another one than where people meet.

    Args:
        state: the workshop.
        wishes: of its collection; None when phones were never asked for.
    """
    if wishes is None or not wishes.is_open or wishes.address in ("", LOOPBACK):
        return None
    found = table_addresses(state, wishes)
    return PhoneAccess(
        {each.table.id: each.url for each in found},
        {each.table.id: spelled(each.url) for each in found},
        wishes.wifi.name,
        wishes.wifi.password,
    )
