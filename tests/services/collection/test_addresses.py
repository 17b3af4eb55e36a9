"""The addresses that phones open."""

from __future__ import annotations

from atelier.domain.state import State
from atelier.domain.workshop import CafeTable, Workshop
from atelier.services.collection.access import Capability, Keyring, Role
from atelier.services.collection.addresses import address_of, spelled, table_addresses
from atelier.services.collection.ledger import Wishes

WISHES = Wishes(Keyring(b"s" * 32), 28_765, address="192.168.111.123")
CAFE = State.of([Workshop(id="w"), *(CafeTable(id=f"t{n}", number=n) for n in (0, 2, 1))])


def test_each_table_has_its_address_and_the_plenary_the_last_one() -> None:
    found = table_addresses(CAFE, WISHES)
    assert [each.table.number for each in found] == [1, 2, 0]
    assert len({each.url for each in found}) == 3
    assert found[0].url == address_of(WISHES, Role.TABLE, "t1")


def test_an_address_is_written_as_small_codes_want_it() -> None:
    url = address_of(WISHES, Role.TABLE, "t1")
    token = WISHES.keys.token(Capability(Role.TABLE, "t1"))
    assert url == f"HTTP://192.168.111.123:28765/{token}" == url.upper()


def test_without_a_network_it_is_this_computer() -> None:
    wishes = Wishes(Keyring(b"s" * 32), 20_001)
    assert address_of(wishes, Role.TEST).startswith("HTTP://127.0.0.1:20001/")


def test_an_address_to_read_keeps_its_token() -> None:
    assert spelled("HTTP://10.0.0.1:20000/AB2C") == "http://10.0.0.1:20000/AB2C"
