"""What a check of this computer or of a file says of phones."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from atelier.errors import N_
from atelier.services.collection.adapters import Adapter, Kind, is_here
from atelier.services.collection.addresses import base, spelled
from atelier.services.collection.ledger import Ledger
from atelier.services.collection.process import is_free
from atelier.services.finding import Finding, Level

if TYPE_CHECKING:
    from atelier.config import Places

_REACHED = (Kind.WIFI, Kind.CABLE, Kind.OTHER)


def network_finding(found: Sequence[Adapter]) -> Finding:
    """Under which address phones would find this computer."""
    likely = next((adapter for adapter in found if adapter.kind in _REACHED), None)
    if likely is None:
        text = N_("This computer is on no network that phones reach; it needs one only for phones.")
        return Finding("network", Level.WARNING, text)
    text = N_("Phones on the same network find this computer at {address} ({name}).")
    return Finding("network", Level.INFO, text, {"address": likely.address, "name": likely.name or "–"})


def collection_findings(
    places: Places, workshop_id: str, found: Sequence[Adapter], wall: float
) -> Iterator[Finding]:
    """How the collection of a workshop stands on this computer; nothing while phones were never asked for.

    Args:
        places: the user's folders.
        workshop_id: the workshop.
        found: the addresses of this computer.
        wall: now by the real clock.
    """
    ledger = Ledger(places, workshop_id)
    wishes = ledger.known()
    if wishes is None:
        return
    running = ledger.running()
    is_alive = running is not None and running.is_fresh(wall)
    if not wishes.is_open:
        yield Finding("phones", Level.INFO, N_("The workshop is closed to phones."))
    elif is_alive:
        text = N_("The workshop is open to phones: {url}")
        yield Finding("phones", Level.INFO, text, {"url": spelled(base(wishes))})
    else:
        text = N_(
            "The workshop is to be open to phones, but nothing serves them now: open it in Atelier, which"
            " starts that again."
        )
        yield Finding("phones", Level.WARNING, text)
    if wishes.is_open and not is_here(wishes.address, found):
        text = N_("This computer no longer has the address {address}: it is on another network now.")
        yield Finding("phones", Level.WARNING, text, {"address": wishes.address})
    elif not is_alive and not is_free(wishes.address, wishes.port):
        text = N_("Another program of this computer has port {port}: close it, or restart the computer.")
        yield Finding("phones", Level.WARNING, text, {"port": wishes.port})
