"""The dots of phones: what their page shows, and where what they give is taken in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from atelier.domain.ballot import given_by, ideas
from atelier.domain.note import Note
from atelier.domain.state import State
from atelier.domain.workshop import CafeTable
from atelier.errors import AtelierError
from atelier.services import dots
from atelier.services.collection.desk import Taken
from atelier.services.session import Session


@dataclass(frozen=True, slots=True)
class DotsPage:
    """What a phone that gives dots is shown: never what others gave, which would sway it."""

    workshop: str
    key: str
    """What phones keep their dots under: the same for the whole workshop, whatever its address."""
    each: int
    """How many dots it has."""
    tables: tuple[tuple[CafeTable, tuple[Note, ...]], ...]
    """The key ideas, by table."""
    mine: Mapping[str, int]
    """What it has given, as the file has it, by note."""

    @property
    def left(self) -> int:
        """How many dots it has in its hand."""
        return max(0, self.each - sum(self.mine.values()))


def dots_page(state: State, device: str, each: int) -> DotsPage:
    """What a phone is shown.

    Args:
        state: the workshop.
        device: the phone, by its own name; empty when it has not said any.
        each: how many dots a phone has.
    """
    voter = dots.voter_of(state.workshop.id, device)
    mine = given_by(state, voter) if device else {}
    key = dots.voter_of(state.workshop.id, "page")[:12]
    return DotsPage(state.workshop.title, key, each, ideas(state), mine)


class BallotBox:
    """Takes in what phones give.

    What one phone gives is to be in the file before it gives again: otherwise two of its requests at once
    would each see all its dots in its hand. Whoever calls sees to that, phone by phone.

    Args:
        session: the workshop; used from one thread.
    """

    def __init__(self, session: Session) -> None:
        self.session = session

    def page(self, device: str, each: int) -> DotsPage:
        """What a phone is shown now."""
        self.session.catch_up()
        return dots_page(self.session.state, device, each)

    def put(self, device: str, given: Mapping[str, int], each: int) -> Taken:
        """Take in everything that a phone gives, as it says it now.

        Args:
            device: the phone, by its own name.
            given: its dots by note.
            each: how many it has.
        """
        self.session.catch_up()
        state = self.session.state
        try:
            action = dots.give(state, dots.voter_of(state.workshop.id, device), given, each)
        except AtelierError as refusal:
            return Taken(device, refusal=refusal)
        return Taken(device, None if action is None else self.session.save(action))
