"""What comes back from table to table."""

from __future__ import annotations

import random

import pytest

from atelier.fusion.locks import Lock, LockKind
from atelier.fusion.transversal import TableTheme, transversal
from atelier.fusion.words import lexicon

FRENCH = lexicon("fr")
THEMES = (
    TableTheme("a", "T1", "Planter des arbres dans la cour", ("des arbres et de l’ombre", "cour plantée")),
    TableTheme("b", "T2", "Des arbres pour la cour de récréation", ("planter cet automne",)),
    TableTheme("c", "T1", "Prolonger les horaires de la bibliothèque", ("ouvrir tard", "le samedi")),
    TableTheme("d", "T2", "Des horaires de bibliothèque plus larges", ("samedi et dimanche",)),
    TableTheme("e", "T3", "Un orchestre de xylophones", ("musique",)),
)


def groups(*locks: Lock) -> set[frozenset[str]]:
    return {
        frozenset(link.key for link in theme.links) for theme in transversal(THEMES, FRENCH, locks).themes
    }


def test_what_two_tables_say_is_found_and_the_rest_is_single() -> None:
    assert groups() == {frozenset("ab"), frozenset("cd")}
    assert transversal(THEMES, FRENCH).single == ("e",)


def test_each_link_is_explained() -> None:
    for theme in transversal(THEMES, FRENCH).themes:
        assert theme.tables == 2
        for link in theme.links:
            assert link.near != link.key and 0 < link.similarity <= 1
            assert link.words


def test_a_refused_link_stays_refused_and_an_accepted_one_accepted() -> None:
    assert groups(Lock(LockKind.APART, "a", "b")) == {frozenset("cd")}
    assert frozenset("ae") <= next(
        group for group in groups(Lock(LockKind.TOGETHER, "a", "e")) if "e" in group
    )


def test_the_order_of_themes_makes_no_difference() -> None:
    mixed = random.Random(2).sample(THEMES, len(THEMES))
    assert repr(transversal(mixed, FRENCH)) == repr(transversal(THEMES, FRENCH))


def test_nothing_and_twice_the_same_key() -> None:
    assert transversal([], FRENCH).themes == ()
    with pytest.raises(ValueError, match="same key"):
        transversal([THEMES[0], THEMES[0]], FRENCH)
