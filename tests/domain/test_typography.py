"""Typography of our own words."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from atelier.domain.typography import apply, propose, typeset

FRENCH = [
    ("Quoi ? Oui! Non; voir: ceci", "Quoi\u00a0? Oui\u00a0! Non\u00a0; voir\u00a0: ceci"),
    ("«Bonjour»", "«\u00a0Bonjour\u00a0»"),
    ("« Bonjour »", "«\u00a0Bonjour\u00a0»"),
    ('le "patient acteur"', "le «\u00a0patient acteur\u00a0»"),
    ("l'usager d' abord", "l’usager d’abord"),
    ("et la suite...", "et la suite…"),
    ("mise en oeuvre des voeux de ma soeur", "mise en œuvre des vœux de ma sœur"),
    ("Oeuvrer avec l'Etat", "Œuvrer avec l’État"),
    ("Ecouter. Evaluer les Etapes", "Écouter. Évaluer les Étapes"),
    ("A partir de là. A terme, oui", "À partir de là. À terme, oui"),
    ("la 1ère fois, la 2ème", "la 1re fois, la 2e"),
    ("80% pour 12€", "80\u00a0% pour 12\u00a0€"),
    ("un  deux , trois .Quatre", "un deux, trois .Quatre"),
    ("fini.Ensuite,rien", "fini. Ensuite, rien"),
    ("( ouvert )", "(ouvert)"),
]
UNTOUCHED = [
    "rendez-vous à 14:30 ou 9:05:10",
    "https://exemple.fr/page?x=1;y=2!z et www.exemple.fr/a?b:c",
    "écrire à contact@exemple.fr",
    "tapez `a ? b : c;d` puis Entrée",
    "R&amp;D &#233; :-) ;)",
    "Pourquoi\u202f? « oui\u00a0»\u202f!".replace("« ", "«\u00a0"),
    "(?) et [a, b[",
    "coefficient, coexister, moelle, poêle",
    "Elle est Européenne. Enfin, Edith et Emma",
    "1,5 million ; 3,2".replace(" ;", "\u00a0;"),
    "un ratio 3:1",
    "Avec l’équipe\u00a0: d’accord…",
]


@pytest.mark.parametrize(("text", "expected"), FRENCH)
def test_french_usage_is_proposed(text: str, expected: str) -> None:
    assert typeset(text, "fr") == expected


@pytest.mark.parametrize("text", UNTOUCHED)
def test_what_is_right_or_not_ours_is_left_alone(text: str) -> None:
    assert propose(text, "fr") == ()


def test_english_usage() -> None:
    assert typeset("a ,b...  c", "en") == "a ,b… c"
    assert typeset("Why ? No !", "en") == "Why? No!"
    assert typeset('He said "yes": it\'s fine', "en") == "He said “yes”: it’s fine"


def test_a_language_without_rules_is_left_alone() -> None:
    assert propose("Was ? Ja!", "de") == ()


def test_a_correction_says_what_it_changes() -> None:
    text = "C'est oui !"
    for correction in propose(text, "fr"):
        assert text[correction.start : correction.end] == correction.before != correction.after
    assert [correction.rule for correction in propose(text, "fr")] == ["apostrophe", "spacing"]
    assert apply(text, propose(text, "fr")) == "C’est oui\u00a0!"


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet="aéA1 \u00a0\u202f.,:;!?«»\"'()%…œE\n", max_size=40), st.sampled_from(["fr", "en"]))
def test_typesetting_comes_to_rest_and_loses_no_word(text: str, language: str) -> None:
    done = typeset(text, language)
    assert propose(done, language) == ()
    assert [c for c in done if c in "aA1"] == [c for c in text if c in "aA1"]
