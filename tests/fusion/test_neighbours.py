"""Near-duplicates and the nearest theme."""

from __future__ import annotations

import random

from hypothesis import given, settings

from atelier.fusion.neighbours import Level, Neighbourhood, pair_likeness
from atelier.fusion.proposal import FusionNote
from atelier.fusion.words import lexicon
from tests.fusion.notes import LIBRARY, note_lists

FRENCH = lexicon("fr")


def test_a_note_typed_again_is_found_whatever_its_accents() -> None:
    found = Neighbourhood(LIBRARY, FRENCH).duplicates(
        FusionNote("new", "PLANTER DES ARBRES dans la cour de l'ecole")
    )
    assert (found[0].id, found[0].level, found[0].similarity) == ("n4", Level.EQUAL, 1.0)


def test_a_note_said_in_other_words_is_near() -> None:
    found = Neighbourhood(LIBRARY, FRENCH).duplicates(
        FusionNote("new", "élargir les horaires de la bibliothèque le samedi")
    )
    assert {"n1", "n2"} <= {one.id for one in found}
    assert all(one.level in (Level.PROBABLE, Level.NEAR) for one in found)
    assert "horaires" in {span.surface for span in found[0].words}


def test_a_note_is_not_its_own_duplicate() -> None:
    assert "n1" not in {one.id for one in Neighbourhood(LIBRARY, FRENCH).duplicates(LIBRARY[0])}


def test_the_nearest_theme_is_the_one_that_says_it() -> None:
    place = Neighbourhood(LIBRARY, FRENCH)
    themes = [("library", ["n1", "n2", "n3"]), ("yard", ["n4", "n5", "n6"])]
    found = place.nearest_theme(FusionNote("new", "mettre des arbres dans la cour"), themes)
    assert found is not None and (found.key, found.near in ("n4", "n5", "n6")) == ("yard", True)
    assert place.nearest_theme(FusionNote("new", "zzz"), themes) is None
    assert place.nearest_theme(FusionNote("new", "arbres"), []) is None


@settings(max_examples=30, deadline=None)
@given(notes=note_lists(8))
def test_the_order_of_earlier_notes_makes_no_difference(notes: list[FusionNote]) -> None:
    mixed = random.Random(1).sample(notes, len(notes))
    asked = FusionNote("new", "bus école horaires")
    assert Neighbourhood(notes, FRENCH).duplicates(asked) == Neighbourhood(mixed, FRENCH).duplicates(asked)


def test_pairs_are_between_0_and_1_and_the_same_both_ways() -> None:
    pairs = [(one.text, other.text) for one in LIBRARY for other in LIBRARY]
    there = pair_likeness(pairs, FRENCH)
    back = pair_likeness([(other, one) for one, other in pairs], FRENCH)
    assert there == back
    assert all(0.0 <= value <= 1.0 for value in there)
