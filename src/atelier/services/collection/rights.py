"""What the addresses of a workshop allow, made ready to be asked again and again."""

from __future__ import annotations

import hmac

from atelier.domain.place import places
from atelier.domain.state import State
from atelier.services.collection.access import Capability, Role
from atelier.services.collection.ledger import Wishes


class Rights:
    """Every right that an address of the workshop gives now.

    Args:
        state: the workshop.
        wishes: what people want of the collection.
    """

    def __init__(self, state: State, wishes: Wishes) -> None:
        self._tokens = [
            (wishes.keys.token(capability).encode(), capability) for capability in capabilities(state, wishes)
        ]

    def find(self, token: str) -> Capability | None:
        """The right that a token gives; None for an unknown, a wrong and a renewed one alike.

        Every token is compared, in constant time each: how long it takes tells nothing.
        """
        given = token.upper().encode("ascii", "replace")
        found: Capability | None = None
        for known, capability in self._tokens:
            if hmac.compare_digest(given, known):
                found = capability
        return found


def capabilities(state: State, wishes: Wishes) -> list[Capability]:
    """The rights that can be had: one for each table and the plenary, and those that people opened."""
    found = [Capability(Role.TABLE, table.id) for table in places(state)]
    if wishes.shows_room:
        found.append(Capability(Role.ROOM))
    if wishes.takes_dots:
        found.append(Capability(Role.DOTS))
    return [*found, Capability(Role.TEST)]
