"""The addresses that this computer has on its networks, the one that phones most likely reach first."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from atelier.domain.text import clean, one_line
from atelier.errors import N_

LOOPBACK: Final = "127.0.0.1"
"""This computer for itself: no phone gets there."""


class Kind(StrEnum):
    """What a network is made of."""

    WIFI = "wifi"
    CABLE = "cable"
    OTHER = "other"
    VIRTUAL = "virtual"
    """Of a virtual machine, a container or a private tunnel."""
    UNASSIGNED = "unassigned"
    """The computer chose its address itself: nothing on that network gives any."""
    LOOPBACK = "loopback"


KIND_NAMES: Final = {
    Kind.WIFI: N_("Wi-Fi"),
    Kind.CABLE: N_("cable"),
    Kind.OTHER: N_("network"),
    Kind.VIRTUAL: N_("virtual network: phones do not get there"),
    Kind.UNASSIGNED: N_("network without a router: phones rarely get there"),
    Kind.LOOPBACK: N_("this computer alone"),
}
"""Message ids of what people call them."""

_WIFI: Final = re.compile(r"wi-?fi|wlan|wireless|sans fil|airport|802\.11|^wl", re.IGNORECASE)
_VIRTUAL: Final = re.compile(
    r"docker|virtual|vmware|vmnet|vbox|vethernet|hyper-v|wsl|tailscale|wireguard|zerotier|vpn|^tun|^tap|^utun"
    r"|^wg|^veth|^virbr|^lxc|^cni|^podman|^br-|^bridge|^zt",
    re.IGNORECASE,
)
_CABLE: Final = re.compile(r"ethernet|^eth|^en[psx]|^em\d|\blan\b|local area", re.IGNORECASE)
_NEAR: Final = frozenset({Kind.WIFI, Kind.CABLE, Kind.OTHER})


@dataclass(frozen=True, slots=True)
class Adapter:
    """One address of this computer."""

    address: str
    name: str
    """As the system calls the adapter: Wi-Fi, wlp2s0…"""
    kind: Kind
    is_private: bool = True
    """Whether it is an address of a local network."""


def adapters() -> tuple[Adapter, ...]:
    """Every IPv4 address of this computer, the likeliest first; this computer alone comes last."""
    import ifaddr

    return ordered(
        (ip.ip, ip.nice_name, f"{each.nice_name} {each.name}")
        for each in ifaddr.get_adapters()
        for ip in each.ips
        if isinstance(ip.ip, str)  # IPv6 is told in three parts
    )


def ordered(found: Iterable[tuple[str, str, str]]) -> tuple[Adapter, ...]:
    """Addresses in their order.

    Args:
        found: an IPv4 address, what its adapter is called, and how it is described.
    """
    known = {LOOPBACK: Adapter(LOOPBACK, "", Kind.LOOPBACK)}
    for address, name, described in found:
        known[address] = _adapter(address, name, described)
    return tuple(sorted(known.values(), key=_rank))


def is_here(address: str, found: Iterable[Adapter]) -> bool:
    """Whether this computer has an address still; it always has itself."""
    return address in ("", LOOPBACK) or any(adapter.address == address for adapter in found)


def _adapter(address: str, name: str, described: str) -> Adapter:
    ip = ipaddress.IPv4Address(address)
    if ip.is_loopback:
        kind = Kind.LOOPBACK
    elif ip.is_link_local:
        kind = Kind.UNASSIGNED
    else:
        kind = _kind(name, described)
    return Adapter(address, one_line(clean(name)), kind, ip.is_private)


def _kind(*words: str) -> Kind:
    signs = ((Kind.VIRTUAL, _VIRTUAL), (Kind.WIFI, _WIFI), (Kind.CABLE, _CABLE))
    return next((kind for kind, sign in signs if any(sign.search(word) for word in words)), Kind.OTHER)


def _rank(adapter: Adapter) -> tuple[int, tuple[int, ...]]:
    rank = tuple(Kind).index(adapter.kind)
    if adapter.kind in _NEAR and not adapter.is_private:
        # Rare where an event takes place, but better than a virtual machine's
        rank = tuple(Kind).index(Kind.OTHER)
    return rank, tuple(int(part) for part in adapter.address.split("."))
