"""Whatever is done in whatever order, by whoever has seen what: no note is lost, none is in two places."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from hypothesis import given, settings
from hypothesis import strategies as st

from atelier.domain.change import Action
from atelier.domain.fusion import Counts, count_notes, pending_notes, set_aside_notes, sources_of, themes_of
from atelier.domain.note import CellKey, Note
from atelier.domain.place import notes_at
from atelier.domain.state import State
from atelier.domain.theme import Theme, ThemeStatus
from atelier.domain.workshop import CafeTable
from atelier.errors import AtelierError
from atelier.services import fusing, notes
from tests.data.cafe import HEADINGS, Cafe


def partition(state: State) -> None:
    """Every note is in exactly one list, and the lists, the counts and the points agree."""
    for table in ("t1", "t2"):
        everything = {note.id for note in notes_at(state, table)}
        accepted = [theme for theme in themes_of(state, table) if theme.status == ThemeStatus.ACCEPTED]
        used = {note.id for theme in accepted for note in sources_of(state, theme.id)}
        aside = {note.id for note in set_aside_notes(state, table)}
        pending = {note.id for note in pending_notes(state, table)}
        assert used | aside | pending == everything
        assert len(used) + len(aside) + len(pending) == len(everything)
        assert count_notes(state, table) == Counts(len(everything), len(used), len(aside), len(pending))
        by_heading = [count_notes(state, table, heading) for heading in HEADINGS]
        assert sum(counts.notes for counts in by_heading) == len(everything)
        assert sum(counts.pending for counts in by_heading) == len(pending)
        for theme in themes_of(state, table):
            assert all(note.id in everything for note in sources_of(state, theme.id))


@dataclass(frozen=True)
class Hand:
    """What one step of a random fusion takes hold of."""

    state: State
    cafe: Cafe
    table: str
    heading: str
    chosen: list[str]
    theme: str
    others: list[str]

    def propose(self) -> None:
        """An engine's doing: a point that nobody stands behind."""
        if self.theme in self.cafe.state.all(Theme):
            self.cafe.change(self.cafe.state.all(Theme)[self.theme], status=ThemeStatus.PROPOSED)

    def revive(self) -> None:
        """Undo of a removal."""
        for note in [note for note in self.cafe.state.all(Note).values() if note.deleted][:1]:
            self.cafe.change(note, deleted=False)

    @property
    def cell(self) -> CellKey:
        return CellKey(self.table, 1, "A", self.heading)


DEEDS: dict[str, Callable[[Hand], Action | None]] = {
    "create": lambda h: fusing.create_theme(h.state, h.table, h.heading, h.cafe.now, note_ids=h.chosen),
    "empty": lambda h: fusing.create_theme(h.state, h.table, h.heading, h.cafe.now),
    "attach": lambda h: fusing.attach_notes(h.state, h.theme, h.chosen),
    "detach": lambda h: fusing.detach_notes(h.state, h.theme, h.chosen),
    "merge": lambda h: fusing.merge_themes(h.state, h.theme, h.others),
    "split": lambda h: fusing.split_theme(h.state, h.theme, h.chosen, h.cafe.now),
    "up": lambda h: fusing.reorder_theme(h.state, h.theme, -1),
    "down": lambda h: fusing.reorder_theme(h.state, h.theme, 2),
    "heading": lambda h: fusing.change_theme_heading(h.state, h.theme, h.heading, h.cafe.now),
    "remove": lambda h: fusing.remove_theme(h.state, h.theme),
    "star": lambda h: fusing.toggle_key_message(h.state, h.theme),
    "accept": lambda h: fusing.accept_theme(h.state, h.theme),
    "propose": Hand.propose,
    "aside": lambda h: notes.set_aside(h.state, h.chosen, "doublon"),
    "back": lambda h: notes.take_back(h.state, h.chosen),
    "sign": lambda h: fusing.sign_table(h.state, h.table, h.cafe.now),
    "freeze": lambda h: fusing.freeze_table(h.state, h.table, h.cafe.now),
    "unfreeze": lambda h: fusing.unfreeze_table(h.state, h.table),
    "unsign": lambda h: fusing.unsign_table(h.state, h.table),
    "note": lambda h: notes.add_note(h.state, h.cell, "encore", h.cafe.now),
    "drop": lambda h: notes.remove_note(h.state, h.chosen[0]),
    "revive": Hand.revive,
    "move": lambda h: notes.move_notes(h.state, h.chosen, h.cell),
    "rubric": lambda h: notes.change_heading(h.state, h.chosen, h.heading),
}
CHANGES_OF_POINTS = {"attach", "create", "merge", "split", "detach", "remove", "aside", "move", "drop"}


@dataclass(frozen=True)
class Step:
    """One step of a random fusion: a deed, and what it picks by number."""

    deed: str
    table: str
    picks: list[int]
    pick: int
    has_caught_up: bool
    """Whether the program that plans it has seen what the others did."""

    def plan(self, state: State, cafe: Cafe) -> Action | None:
        """What it does, as seen from a state."""
        present = sorted(note.id for note in state.live(Note))
        themes = sorted(theme.id for theme in state.live(Theme))
        hand = Hand(
            state,
            cafe,
            self.table,
            HEADINGS[self.pick % len(HEADINGS)],
            [present[at % len(present)] for at in self.picks] if present else ["none"],
            themes[self.pick % len(themes)] if themes else "none",
            [themes[at % len(themes)] for at in self.picks] if themes else [],
        )
        return DEEDS[self.deed](hand)


STEPS = st.builds(
    Step,
    st.sampled_from(sorted(DEEDS)),
    st.sampled_from(("t1", "t1", "t2")),
    st.lists(st.integers(0, 11), min_size=1, max_size=3),
    st.integers(0, 5),
    st.booleans(),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(STEPS, max_size=30))
def test_whatever_is_done_every_note_is_in_exactly_one_place(steps: list[Step]) -> None:
    cafe = Cafe()
    for index in range(9):
        cafe.note("t1" if index % 3 else "t2", 1, "A", HEADINGS[index % 4], star=index % 2 == 0)
    stale = cafe.state
    for step in steps:
        cafe.clock.advance(1)
        before = cafe.state
        try:
            action = step.plan(cafe.state if step.has_caught_up else stale, cafe)
        except AtelierError:
            continue
        if action is not None:
            cafe.apply(action)
        if not step.has_caught_up:
            stale = cafe.state
        elif step.deed in CHANGES_OF_POINTS:
            for table in ("t1", "t2"):
                if before.all(CafeTable)[table].is_frozen:
                    assert points(cafe.state, table) == points(before, table)
        assert cafe.state.all(Note).keys() >= before.all(Note).keys()
        partition(cafe.state)


def points(state: State, table: str) -> list[tuple[str, tuple[str, ...]]]:
    """The points of a table with their sources."""
    return [
        (theme.id, tuple(note.id for note in sources_of(state, theme.id)))
        for theme in themes_of(state, table)
    ]
