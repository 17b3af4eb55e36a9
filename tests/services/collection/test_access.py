"""Addresses that nobody can guess, and that can be renewed."""

from __future__ import annotations

import re

from atelier.services.collection.access import TOKEN_CHARACTERS, Capability, Keyring, Role

FIRST = Capability(Role.TABLE, "one")
SECOND = Capability(Role.TABLE, "two")
ROOM = Capability(Role.ROOM)
ALL = (FIRST, SECOND, ROOM)


def test_a_token_leads_to_its_own_right_alone() -> None:
    keys = Keyring.make()
    tokens = [keys.token(each) for each in ALL]
    assert len(set(tokens)) == len(ALL)
    assert [keys.find(token, ALL) for token in tokens] == list(ALL)
    assert keys.find(keys.token(FIRST), (SECOND, ROOM)) is None


def test_a_token_has_a_hundred_bits_and_suits_a_small_qr_code() -> None:
    token = Keyring.make().token(FIRST)
    assert re.fullmatch(r"[A-Z2-7]{20}", token)
    assert TOKEN_CHARACTERS * 5 == 100


def test_a_token_typed_by_hand_may_be_in_small_letters() -> None:
    keys = Keyring.make()
    assert keys.find(keys.token(FIRST).lower(), ALL) == FIRST


def test_whatever_is_no_token_leads_nowhere() -> None:
    keys = Keyring.make()
    for wrong in ("", "É" * 20, "A" * 20, keys.token(FIRST)[:-1], keys.token(FIRST) + "A", "\udc80"):
        assert keys.find(wrong, ALL) is None


def test_another_secret_gives_other_tokens() -> None:
    assert Keyring.make().token(FIRST) != Keyring.make().token(FIRST)


def test_one_address_is_renewed_or_all_of_them() -> None:
    keys = Keyring.make()
    one = keys.renewed(FIRST)
    assert one.find(keys.token(FIRST), ALL) is None
    assert one.find(keys.token(SECOND), ALL) == SECOND
    every = keys.renewed()
    assert [every.find(keys.token(each), ALL) for each in ALL] == [None] * len(ALL)


def test_the_secret_is_not_shown_by_accident() -> None:
    keys = Keyring(b"very secret")
    assert "secret=" not in repr(keys)
    assert "very" not in repr(keys)
