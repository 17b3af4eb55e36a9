"""What the dots say: which notes they are given to, how many each has, who may still give some."""

from __future__ import annotations

from collections.abc import Mapping

from atelier.domain.canvas import Heading
from atelier.domain.dot import BY_HAND, Dot, dot_id
from atelier.domain.note import Note
from atelier.domain.place import places
from atelier.domain.report_back import key_ideas
from atelier.domain.state import State
from atelier.domain.workshop import CafeGroup, CafeTable


def ideas(state: State) -> tuple[tuple[CafeTable, tuple[Note, ...]], ...]:
    """What dots are given to: the key ideas of each table, tables without any left out."""

    def choose() -> tuple[tuple[CafeTable, tuple[Note, ...]], ...]:
        found = ((table, key_ideas(state, table.id)) for table in places(state))
        return tuple((table, notes) for table, notes in found if notes)

    return state.kept("ideas for dots", (Note, Heading, CafeGroup, CafeTable), choose)


def idea_ids(state: State) -> frozenset[str]:
    """The ids of all key ideas."""

    def choose() -> frozenset[str]:
        return frozenset(note.id for _, notes in ideas(state) for note in notes)

    return state.kept("ids of ideas for dots", (Note, Heading, CafeGroup, CafeTable), choose)


def dots_by_note(state: State) -> Mapping[str, int]:
    """How many dots and hands each note has; notes without any are not there."""

    def count() -> dict[str, int]:
        found: dict[str, int] = {}
        for dot in state.live(Dot):
            if dot.count > 0:
                found[dot.note_id] = found.get(dot.note_id, 0) + dot.count
        return found

    return state.kept("dots by note", (Dot,), count)


def dots_on(state: State, note_id: str) -> int:
    """How many dots and hands a note has."""
    return dots_by_note(state).get(note_id, 0)


def hands_on(state: State, note_id: str) -> int:
    """How many raised hands were counted for a note."""
    dot = state.get(Dot, dot_id(note_id, BY_HAND))
    return max(0, dot.count) if dot is not None else 0


def given_by(state: State, voter: str) -> Mapping[str, int]:
    """The dots that a device has on each key idea.

    Dots on a note that is no longer a key idea are not among them: they are free to be given again.
    """
    known = idea_ids(state)
    return {
        note_id: dot.count
        for note_id, dot in _by_voter(state).get(voter, {}).items()
        if dot.count > 0 and note_id in known
    }


def dots_of(state: State, voter: str) -> Mapping[str, Dot]:
    """Every row of a device by note, removed ones left out."""
    return _by_voter(state).get(voter, {})


def voters(state: State) -> int:
    """How many devices have given dots to key ideas."""
    known = idea_ids(state)
    return sum(
        any(dot.count > 0 and dot.note_id in known for dot in dots.values())
        for voter, dots in _by_voter(state).items()
        if voter != BY_HAND
    )


def devices_known(state: State) -> int:
    """How many devices have ever given dots, even if they took them back."""
    return len(_by_voter(state).keys() - {BY_HAND})


def _by_voter(state: State) -> Mapping[str, Mapping[str, Dot]]:
    def choose() -> dict[str, dict[str, Dot]]:
        found: dict[str, dict[str, Dot]] = {}
        for dot in state.live(Dot):
            found.setdefault(dot.voter, {})[dot.note_id] = dot
        return found

    return state.kept("dots by voter", (Dot,), choose)
