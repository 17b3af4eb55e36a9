"""A proposal: nothing lost, the same whatever the order, decisions kept, everything explained."""

from __future__ import annotations

import random
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from atelier.fusion.cell import read_cell, with_locks
from atelier.fusion.encoder import Memory
from atelier.fusion.engine import proposal, propose
from atelier.fusion.locks import Lock, LockKind, apart, together
from atelier.fusion.proposal import DEFAULT, SEMANTIC, FusionNote, Proposal
from atelier.fusion.tree import COARSEST, FINEST
from atelier.fusion.words import lexicon
from tests.data.hostile import HOSTILE
from tests.fusion.notes import LIBRARY, note_lists, placed

FRENCH = lexicon("fr")


class Lengths:
    """An encoder that is no good, but is one."""

    def encode(self, texts: Sequence[str]) -> Sequence[Sequence[float]]:
        return [(float(len(text)), float(text.count("a")), 1.0) for text in texts]


def test_notes_that_say_the_same_meet_and_the_odd_one_stays_alone() -> None:
    made = propose(LIBRARY, FRENCH)
    groups = {frozenset(theme.note_ids) for theme in made.themes}
    assert frozenset({"n4", "n5", "n6"}) in groups
    assert any({"n1", "n2"} <= group for group in groups)
    assert "n7" in made.alone
    assert made.engine == DEFAULT


def test_a_theme_says_who_carried_it_and_why() -> None:
    made = propose(LIBRARY, FRENCH)
    theme = next(theme for theme in made.themes if "n4" in theme.note_ids)
    assert (theme.groups, theme.groups_in_cell, theme.profiles) == (3, 3, ("staff",))
    assert 0 < theme.cohesion <= 1
    assert theme.nearest is not None and theme.nearest.key != theme.key
    text = {note.id: note.text for note in LIBRARY}
    for member in theme.notes:
        assert member.near in theme.note_ids and member.near != member.id
        assert {"arbres", "cour"} & {span.surface for span in member.words}
        assert all(text[member.id][span.start : span.end] == span.surface for span in member.words)


def test_every_note_of_a_theme_is_a_source_of_its_paragraph_once() -> None:
    for theme in propose(LIBRARY, FRENCH).themes:
        sources = [source for sentence in theme.paragraph for source in sentence.sources]
        assert sorted(sources) == sorted(theme.note_ids)


def test_what_more_groups_carried_comes_first() -> None:
    ranks = [
        (theme.groups, len(theme.profiles), len(theme.notes)) for theme in propose(LIBRARY, FRENCH).themes
    ]
    assert ranks == sorted(ranks, reverse=True)


def test_equal_notes_are_one_whatever_the_slider_says() -> None:
    notes = [*LIBRARY, FusionNote("n8", "Xylophone !"), FusionNote("n9", "XYLOPHONE")]
    for place in (FINEST, 0, COARSEST):
        assert {"n7", "n8", "n9"} in [
            set(theme.note_ids) for theme in propose(notes, FRENCH, granularity=place).themes
        ]


def test_two_notes_with_one_id_are_refused() -> None:
    with pytest.raises(ValueError, match="same id"):
        propose([LIBRARY[0], LIBRARY[0]], FRENCH)


def test_nothing_gives_nothing() -> None:
    assert propose([], FRENCH) == Proposal(DEFAULT, (), ())


@settings(max_examples=60, deadline=None)
@given(notes=note_lists(), place=st.integers(FINEST - 2, COARSEST + 2), seed=st.integers(0, 99))
def test_nothing_is_lost_and_the_order_makes_no_difference(
    notes: list[FusionNote], place: int, seed: int
) -> None:
    mixed = random.Random(seed).sample(notes, len(notes))
    for memory in (None, Memory(Lengths())):
        made = propose(notes, FRENCH, memory=memory, granularity=place)
        assert placed(made) == sorted(note.id for note in notes)
        assert repr(made) == repr(propose(mixed, FRENCH, memory=memory, granularity=place))
        assert all(len(theme.notes) > 1 and all(theme.titles) for theme in made.themes)


locks_of_notes = st.lists(
    st.builds(
        Lock,
        st.sampled_from(LockKind),
        st.integers(0, 9).map("n{:02}".format),
        st.integers(0, 9).map("n{:02}".format),
        st.integers(0, 3),
    ),
    max_size=8,
)


@settings(max_examples=60, deadline=None)
@given(notes=note_lists(10), locks=locks_of_notes, place=st.integers(FINEST, COARSEST))
def test_decisions_are_kept_unless_a_newer_one_lifts_them(
    notes: list[FusionNote], locks: list[Lock], place: int
) -> None:
    made = propose(notes, FRENCH, locks, granularity=place)
    assert placed(made) == sorted(note.id for note in notes)
    home = {note_id: theme.key for theme in made.themes for note_id in theme.note_ids}
    for lock in set(locks) - set(made.lifted):
        if lock.first == lock.second or not {lock.first, lock.second} <= {note.id for note in notes}:
            continue
        are_together = home.get(lock.first, lock.first) == home.get(lock.second, lock.second)
        assert are_together == (lock.kind is LockKind.TOGETHER)


def test_a_decision_holds_against_likeness_both_ways() -> None:
    locks = (*together(["n1", "n7"], 1), *apart(["n4"], ["n5", "n6"], 1))
    made = propose(LIBRARY, FRENCH, locks)
    assert made.theme_of("n1") == made.theme_of("n7") is not None
    assert made.theme_of("n4") is None or made.theme_of("n4") not in (
        made.theme_of("n5"),
        made.theme_of("n6"),
    )


def test_other_decisions_need_no_new_reading() -> None:
    locks = apart(["n4"], ["n5", "n6"], 1)
    cell = read_cell(LIBRARY, FRENCH)
    assert proposal(with_locks(cell, locks)) == propose(LIBRARY, FRENCH, locks)
    assert proposal(with_locks(with_locks(cell, locks), ())) == propose(LIBRARY, FRENCH)


def test_an_encoder_that_fails_changes_nothing_but_who_spoke() -> None:
    class Broken:
        def encode(self, texts: Sequence[str]) -> Sequence[Sequence[float]]:
            raise ImportError("not there")

    class Nonsense:
        def encode(self, texts: Sequence[str]) -> Sequence[Sequence[float]]:
            return [(float("nan"),) for _ in texts]

    for encoder in (Broken(), Nonsense()):
        memory = Memory(encoder)
        assert propose(LIBRARY, FRENCH, memory=memory) == propose(LIBRARY, FRENCH)
        assert memory.has_failed
    made = propose(LIBRARY, FRENCH, memory=Memory(Lengths()))
    assert made.engine == SEMANTIC
    assert all(member.meaning is not None for theme in made.themes for member in theme.notes)


def test_hostile_and_very_long_texts_go_through() -> None:
    notes = [FusionNote(f"h{index:03}", one.text) for index, one in enumerate(HOSTILE)]
    notes += [FusionNote("long", "mot " * 20_000), FusionNote("wide", "a" * 100_000), FusionNote("empty", "")]
    made = propose([*LIBRARY, *notes], FRENCH)
    assert placed(made) == sorted(note.id for note in (*LIBRARY, *notes))


def test_a_language_without_words_of_ours_is_read_all_the_same() -> None:
    notes = [
        FusionNote("a", "más árboles en el patio"),
        FusionNote("b", "plantar árboles, patio"),
        FusionNote("c", "autobús nocturno"),
    ]
    assert {"a", "b"} in [set(theme.note_ids) for theme in propose(notes, lexicon("es")).themes]
