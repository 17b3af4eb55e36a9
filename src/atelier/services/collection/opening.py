"""Opening the collection of a workshop: what must be so before a server starts, and what it leaves behind."""

from __future__ import annotations

import time
from collections.abc import Sequence

from atelier.errors import N_, AtelierError
from atelier.services.collection.adapters import adapters, is_here
from atelier.services.collection.ledger import Ledger, Running, Wishes
from atelier.services.session import Session
from atelier.storage.faults import TroubleCode, trouble


def open_collection(
    session: Session, ledger: Ledger, *, lan: str = "", port: int | None = None, hosts: Sequence[str] = ()
) -> Wishes:
    """What people want of the collection, which is open from now on.

    Args:
        session: the open workshop.
        ledger: what this computer remembers of its collection.
        lan: the address for phones; empty for this computer alone.
        port: another port than before, which is remembered.
        hosts: names under which phones may ask, beside those that were allowed before.

    Raises:
        AtelierError: the file cannot be written, another server is there, or the address is not here.
    """
    if session.read_only:
        raise trouble(TroubleCode.READONLY, session.path)
    other = living_server(session, ledger)
    if other is not None:
        raise AtelierError(
            N_("This workshop is open to phones already, on port {port} (PID {pid}): close it there first."),
            port=other.port,
            pid=other.pid,
        )
    check_address(lan)
    before = ledger.wishes()
    is_over = before.closes_at is not None and before.closes_at <= time.time()
    return ledger.change(
        is_open=True,
        closes_at=None if is_over else before.closes_at,
        address=lan,
        port=before.port if port is None else port,
        allowed_hosts=tuple(dict.fromkeys((*before.allowed_hosts, *hosts))),
    )


def living_server(session: Session, ledger: Ledger) -> Running | None:
    """The other server of this workshop that lives, if one does."""
    running = ledger.running()
    if running is None or running.pid not in {process.pid for process in session.others()}:
        return None
    return running


def check_address(address: str) -> None:
    """Do nothing for an address that this computer has.

    Raises:
        AtelierError: it has not; the message names those that it has.
    """
    found = adapters()
    if not is_here(address, found):
        raise AtelierError(
            N_("This computer does not have the address {address}. It has: {known}."),
            address=address[:60],
            known=", ".join(adapter.address for adapter in found),
        )
