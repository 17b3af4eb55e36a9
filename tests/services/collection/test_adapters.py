"""Which of this computer's addresses phones are likely to reach."""

from __future__ import annotations

import pytest

from atelier.services.collection.adapters import LOOPBACK, Kind, adapters, is_here, ordered

LINUX = [
    ("127.0.0.1", "lo", "lo lo"),
    ("169.254.3.4", "enp3s0", "enp3s0 enp3s0"),
    ("172.17.0.1", "docker0", "docker0 docker0"),
    ("10.8.0.2", "tun0", "tun0 tun0"),
    ("192.168.1.23", "wlp2s0", "wlp2s0 wlp2s0"),
    ("192.168.7.1", "enp4s0", "enp4s0 enp4s0"),
    ("10.0.0.9", "usb0", "usb0 usb0"),
    ("8.8.4.4", "eth7", "eth7 eth7"),
]
WINDOWS = [
    ("172.20.0.1", "vEthernet (WSL)", "Hyper-V Virtual Ethernet Adapter {0A}"),
    ("192.168.56.1", "Ethernet 3", "VirtualBox Host-Only Ethernet Adapter {0B}"),
    ("192.168.0.5", "Ethernet", "Realtek PCIe GbE Family Controller {0C}"),
    ("192.168.43.10", "Connexion réseau sans fil", "Intel(R) Wi-Fi 6 AX201 160MHz {0D}"),
]


def test_private_addresses_come_first_and_this_computer_last() -> None:
    found = ordered(LINUX)
    assert [(each.address, each.kind) for each in found] == [
        ("192.168.1.23", Kind.WIFI),
        ("192.168.7.1", Kind.CABLE),
        ("8.8.4.4", Kind.CABLE),
        ("10.0.0.9", Kind.OTHER),
        ("10.8.0.2", Kind.VIRTUAL),
        ("172.17.0.1", Kind.VIRTUAL),
        ("169.254.3.4", Kind.UNASSIGNED),
        (LOOPBACK, Kind.LOOPBACK),
    ]


def test_names_of_windows_are_understood() -> None:
    kinds = {each.name: each.kind for each in ordered(WINDOWS)}
    assert kinds == {
        "Connexion réseau sans fil": Kind.WIFI,
        "Ethernet": Kind.CABLE,
        "vEthernet (WSL)": Kind.VIRTUAL,
        "Ethernet 3": Kind.VIRTUAL,
        "": Kind.LOOPBACK,
    }


def test_without_any_network_there_is_this_computer() -> None:
    assert [each.address for each in ordered([])] == [LOOPBACK]


def test_a_hostile_name_of_an_adapter_is_cleaned() -> None:
    (adapter, _) = ordered([("10.1.2.3", "wl\x1b[2J\nan\u202e0", "")])
    assert adapter.name == "wl[2J an0"


@pytest.mark.parametrize("address", ["", LOOPBACK, "192.168.1.23"])
def test_an_address_that_is_here(address: str) -> None:
    assert is_here(address, ordered(LINUX))


def test_an_address_that_is_gone() -> None:
    assert not is_here("192.168.99.99", ordered(LINUX))


def test_this_computer_has_itself() -> None:
    assert adapters()[-1].address == LOOPBACK
