"""What is done with dots (gommettes) and raised hands; each function plans one action.

A device says everything that it gives, each time: the same said twice changes nothing, and whatever order
its messages come in, it never has more dots than it was given.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Final

from atelier.domain.ballot import devices_known, dots_of, given_by, idea_ids
from atelier.domain.change import Action, Change
from atelier.domain.dot import BY_HAND, MOST_ON_A_NOTE, Dot, dot_id
from atelier.domain.note import Note
from atelier.domain.record import Scalar
from atelier.domain.state import State
from atelier.errors import N_, AtelierError
from atelier.services.excerpt import excerpt

SCREEN: Final = "run"
"""The screen where undo takes back a count of raised hands."""
MOST_DEVICES: Final = 1_000
"""Devices that may give dots in one workshop: a room never has as many."""
MOST_EACH: Final = 20
"""Dots that a device may be given at the most."""


def voter_of(workshop_id: str, device: str) -> str:
    """What stands for a device in the file: it cannot be turned back into the id that the device has.

    Otherwise whoever reads the file, or an export, could give dots in the place of others.
    """
    return hashlib.sha256(f"{workshop_id}\x1f{device}".encode()).hexdigest()[:24]


def give(state: State, voter: str, given: Mapping[str, int], each: int) -> Action | None:
    """Give a device's dots as it says; None when they are given so already.

    Dots for a note that is no key idea (any more) go back to the hand of whoever gave them.

    Args:
        state: the workshop.
        voter: what stands for the device, from `voter_of`.
        given: every note that it gives dots to, with their number; what is not there has none.
        each: how many dots a device has.

    Raises:
        AtelierError: these are more dots than it has, or too many devices have given some.
    """
    known = idea_ids(state)
    wanted = {note_id: number for note_id, number in given.items() if number > 0 and note_id in known}
    before = dots_of(state, voter)
    changes = [
        _change(note_id, voter, 0) for note_id, dot in before.items() if note_id not in wanted and dot.count
    ]
    changes += [
        _change(note_id, voter, number)
        for note_id, number in wanted.items()
        if note_id not in before or before[note_id].count != number
    ]
    if not changes:
        return None
    # Who was given fewer since may still take them back one by one
    if sum(wanted.values()) > max(each, sum(given_by(state, voter).values()) - 1):
        raise AtelierError(
            N_(
                "You have {n} dot to give: take it back before you give it again.",
                "You have {n} dots to give: take one back before you give another.",
            ),
            n=each,
        )
    if wanted and not before and devices_known(state) >= MOST_DEVICES:
        raise AtelierError(N_("Too many phones have given dots: ask the facilitator."))
    # Without a screen: what people gave is not taken back by ctrl+z
    return Action("dots.give", tuple(changes))


def count_hands(state: State, note_id: str, number: int) -> Action | None:
    """Keep how many hands were raised for a key idea; None when that is known.

    Args:
        state: the workshop.
        note_id: the note.
        number: the hands; 0 for none.

    Raises:
        AtelierError: the note is gone, or nobody has so many hands before them.
    """
    note = state.get(Note, note_id)
    if note is None:
        raise AtelierError(N_("This note was removed meanwhile."))
    if not 0 <= number <= MOST_ON_A_NOTE:
        raise AtelierError(N_("Type a number from 0 to {most}."), most=MOST_ON_A_NOTE)
    row = state.get(Dot, dot_id(note_id, BY_HAND))
    if number == (row.count if row is not None else 0):
        return None
    about = excerpt(note.text)
    return Action("dots.hands", (_change(note_id, BY_HAND, number),), SCREEN, about)


def is_of_device(row_id: str) -> bool:
    """Whether a row of dots is what a device gave, and not a count of hands."""
    return not row_id.endswith(f"/{BY_HAND}")


def left(state: State, voter: str, each: int) -> int:
    """How many dots a device still has in its hand."""
    return max(0, each - sum(given_by(state, voter).values()))


def _change(note_id: str, voter: str, number: int) -> Change:
    columns: dict[str, Scalar] = {"note_id": note_id, "voter": voter, "count": number, "deleted": False}
    return Change(Dot.KIND, dot_id(note_id, voter), columns)
