"""What the addresses of a workshop allow."""

from __future__ import annotations

from dataclasses import replace

from atelier.services.collection.access import Capability, Keyring, Role
from atelier.services.collection.ledger import Wishes
from atelier.services.collection.rights import Rights, capabilities
from tests.data.cafe import Cafe


def test_each_table_has_an_address_and_the_rest_is_opened_by_people() -> None:
    wishes = Wishes(Keyring.make(), 20_001)
    state = Cafe().state
    tables = [Capability(Role.TABLE, table_id) for table_id in ("t1", "t2", "t0")]
    assert capabilities(state, wishes) == [*tables, Capability(Role.TEST)]
    opened = replace(wishes, shows_room=True, takes_dots=True)
    assert set(capabilities(state, opened)) >= {Capability(Role.ROOM), Capability(Role.DOTS)}


def test_a_token_leads_to_its_right_and_a_renewed_one_nowhere() -> None:
    wishes = Wishes(Keyring.make(), 20_001)
    state = Cafe().state
    first = Capability(Role.TABLE, "t1")
    token = wishes.keys.token(first)
    assert Rights(state, wishes).find(token) == first
    assert Rights(state, wishes).find(token.lower()) == first
    renewed = replace(wishes, keys=wishes.keys.renewed(first))
    for wrong in (token, "", "A" * 20, "É" * 20, "\udc80", wishes.keys.token(Capability(Role.DOTS))):
        assert Rights(state, renewed).find(wrong) is None
