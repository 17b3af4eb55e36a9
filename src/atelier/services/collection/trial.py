"""Whether a real phone gets through, what is likely wrong when none does, and the ways on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from atelier.errors import N_
from atelier.services.collection.adapters import LOOPBACK, Adapter, Kind
from atelier.services.collection.devices import Device
from atelier.services.collection.process import Phase, Status

TRIAL: Final = ""
"""What stands for the table where a device that opened the test page is remembered."""
PHONE, THIS_COMPUTER = "phone", "here"
"""How those that open the test page are remembered: it asks nobody for a name."""
PATIENCE_SECONDS: Final = 30.0
"""How long one waits for a phone before thinking of what is wrong."""
_AROUND: Final = 120.0
"""Phones of tables that were seen so recently show that the way is free."""


class Verdict(StrEnum):
    """How the trial stands."""

    CANNOT = "cannot"
    """There is nothing that a phone could reach."""
    WAITING = "waiting"
    NOBODY = "nobody"
    """Nobody came in all that time."""
    ONLY_HERE = "only_here"
    """This computer reached itself, and no phone did."""
    ARRIVED = "arrived"


@dataclass(frozen=True, slots=True)
class Remark:
    """A sentence of a trial."""

    msgid: str
    params: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Outcome:
    """How the trial stands, and what follows."""

    verdict: Verdict
    at: float | None = None
    """When a phone arrived."""
    causes: tuple[Remark, ...] = ()
    """What is likely wrong, the likeliest first."""
    ways: tuple[Remark, ...] = ()
    """What can be done all the same, the best first."""


WAYS: Final = (
    Remark(
        N_(
            "A network of your own: turn on the hotspot of a phone, let this computer and the phones join it,"
            " then choose its address. No Internet is needed."
        )
    ),
    Remark(
        N_(
            "Another laptop with Atelier at a table, on a copy of this file; “atelier merge” puts both"
            " together afterwards."
        )
    ),
    Remark(N_("This computer alone: note-takers bring or dictate their ideas, Note (F4) takes them.")),
    Remark(N_("Paper: print the sheets in Prepare, type them afterwards; nothing is lost.")),
)
"""From the best to the one that always works."""


def outcome(
    status: Status, found: Sequence[Adapter], devices: Iterable[Device], began: float, wall: float
) -> Outcome:
    """How a trial stands.

    Args:
        status: where the collection stands.
        found: the addresses of this computer.
        devices: everything that the server saw.
        began: when the trial began, seconds since the epoch.
        wall: now.
    """
    trouble = _trouble(status)
    if trouble is not None:
        return Outcome(Verdict.CANNOT, causes=(trouble,), ways=WAYS)
    known = list(devices)
    arrived = _last(known, began, lambda each: each.table_id == TRIAL and each.device == PHONE)
    if arrived is not None:
        return Outcome(Verdict.ARRIVED, arrived)
    if status.phase is Phase.STARTING or wall - began < PATIENCE_SECONDS:
        return Outcome(Verdict.WAITING)
    causes = _causes(status, found, known, wall)
    here = _last(known, began, lambda each: each.table_id == TRIAL and each.device == THIS_COMPUTER)
    return Outcome(Verdict.NOBODY if here is None else Verdict.ONLY_HERE, causes=causes, ways=WAYS)


def _trouble(status: Status) -> Remark | None:
    """What keeps phones away for certain."""
    wishes = status.wishes
    if wishes is None or not status.is_wished:
        return Remark(N_("The workshop is not open to phones."))
    match status.phase:
        case Phase.ADDRESS_GONE:
            text = N_("This computer no longer has the address {address}: it is on another network now.")
            return Remark(text, {"address": wishes.address})
        case Phase.PORT_TAKEN:
            text = N_("Another program of this computer has port {port}: close it, or restart the computer.")
            return Remark(text, {"port": wishes.port})
        case Phase.DIED:
            return Remark(N_("What phones write into has stopped; it starts again by itself."))
        case Phase.ELSEWHERE:
            return Remark(N_("Phones write into another file of this workshop."))
    if wishes.address in ("", LOOPBACK):
        return Remark(N_("It is open for this computer alone: choose an address of its network."))
    return None


def _causes(
    status: Status, found: Sequence[Adapter], known: Sequence[Device], wall: float
) -> tuple[Remark, ...]:
    """What is likely wrong when nobody came."""
    wishes = status.wishes
    address = wishes.address if wishes is not None else ""
    around = _last(known, wall - _AROUND, lambda each: each.table_id != TRIAL)
    if around is not None:
        return (Remark(N_("Phones of tables do get through at this moment: only this one does not.")),)
    kind = next((adapter.kind for adapter in found if adapter.address == address), Kind.OTHER)
    causes = [
        Remark(
            N_(
                "The phone is on another network: its Wi-Fi must be that of this computer, and its mobile"
                " data off for a moment."
            )
        )
    ]
    if kind is Kind.CABLE:
        text = N_(
            "This computer is on a cable, the phone on the Wi-Fi: they may be two networks. Join the Wi-Fi."
        )
        causes.insert(0, Remark(text))
    elif kind in (Kind.VIRTUAL, Kind.UNASSIGNED):
        text = N_("The address {address} is of a network that phones do not reach: choose another one.")
        causes.insert(0, Remark(text, {"address": address}))
    causes += [
        Remark(
            N_(
                "The Wi-Fi keeps its devices apart, as those for guests do (“isolation”): only a network of"
                " your own helps."
            )
        ),
        Remark(
            N_(
                "The firewall of this computer: let Python or Atelier receive on private networks, and try"
                " again."
            )
        ),
    ]
    return tuple(causes)


def _last(known: Iterable[Device], since: float, fits: Callable[[Device], bool]) -> float | None:
    return max((each.seen_at for each in known if each.seen_at >= since and fits(each)), default=None)
