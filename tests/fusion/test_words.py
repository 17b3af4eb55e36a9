"""The tables of words that are shipped, and what a user adds; titles and divergences made with them."""

from __future__ import annotations

from pathlib import Path

import pytest

from atelier.fusion.divergence import Reason, divergences
from atelier.fusion.proposal import FusionNote
from atelier.fusion.titles import first_clause
from atelier.fusion.tokens import fold, normal, tokens
from atelier.fusion.words import lexicon

FRENCH = lexicon("fr")


@pytest.mark.parametrize("language", ["fr", "en"])
def test_each_language_has_every_table(language: str) -> None:
    words = lexicon(language)
    assert words.stopwords and words.abbreviations and words.negations and words.opposites
    assert words.meanings.words and words.meanings.starts and words.common.starts


def test_a_language_that_is_unknown_or_hostile_has_none() -> None:
    assert not lexicon("es").stopwords
    assert not lexicon("../fr").stopwords


def test_lines_of_the_user_are_added(tmp_path: Path) -> None:
    folder = tmp_path / "fr"
    folder.mkdir()
    (folder / "abbreviations.txt").write_text("# mine\nxyz = château d’eau\nbroken\n", "utf-8")
    words = lexicon("fr", tmp_path, tmp_path / "missing")
    assert words.abbreviations["xyz"] == "château d’eau"
    assert words.abbreviations["gpe"] == "groupe"


@pytest.mark.parametrize(
    ("one", "other"), [("Œuvre ÉTÉ", "oeuvre ete"), ("l’eau !", "L'EAU"), ("a-b", "a b")]
)
def test_case_accents_and_punctuation_make_no_difference(one: str, other: str) -> None:
    assert normal(one) == normal(other)
    assert fold(one).split() == [fold(part) for part in one.split()]


def test_texts_without_a_word_are_equal_only_to_themselves() -> None:
    assert normal("🌳") != normal("🚲")
    assert tokens("🌳 !") == ()


def test_a_known_beginning_gives_way_to_a_longer_one_and_to_the_word() -> None:
    assert FRENCH.meanings.of("financement") == FRENCH.meanings.of("finances")
    assert FRENCH.notions("zzz") == ()
    assert FRENCH.weight("zzz") > FRENCH.weight("mettre")


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("gpe de marche hebdo. et autre chose", "Groupe de marche hebdomadaire"),
        ("court", "Court"),
        ("planter des arbres (beaucoup", "Planter des arbres"),
        ("«  »", "«  »"),
    ],
)
def test_a_title_is_a_first_clause_in_full_words(text: str, title: str) -> None:
    assert first_clause(text, FRENCH) == " ".join(title.split())


def notes(*texts: str) -> list[FusionNote]:
    return [FusionNote(f"n{index}", text) for index, text in enumerate(texts)]


def test_words_that_oppose_are_shown_face_to_face() -> None:
    found = divergences(notes("il y a trop de réunions", "pas assez de réunions", "des réunions"), FRENCH)
    assert [(one.first, one.second, one.reason) for one in found] == [("n0", "n1", Reason.OPPOSITES)]
    assert found[0].second_words[0].surface == "pas assez"


def test_a_denial_is_shown_and_a_link_comes_first() -> None:
    found = divergences(
        notes("fermer la piscine municipale en août", "ne pas fermer la piscine municipale", "la piscine"),
        FRENCH,
        [("n2", "n0")],
    )
    assert [(one.first, one.second, one.reason) for one in found] == [
        ("n0", "n2", Reason.LINK),
        ("n0", "n1", Reason.NEGATION),
    ]


def test_agreement_is_no_divergence() -> None:
    assert divergences(notes("planter des arbres", "des arbres dans la cour"), FRENCH) == ()


@pytest.mark.parametrize("typed", ["assocaition", "asssociation", "assciation", "assoxiation"])
def test_a_typing_mistake_in_a_long_word_is_mended(typed: str) -> None:
    assert FRENCH.notions(typed) == FRENCH.notions("association")


def test_a_short_or_unknown_word_is_left_as_it_is() -> None:
    assert FRENCH.notions("bugdt") == ()
    assert FRENCH.notions("xylophone") == ()
