"""Where a sentence ends."""

from __future__ import annotations

import pytest

from atelier.domain.sentence import first_sentence


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("Une idée. Une autre.", "Une idée."),
        ("Une seule", "Une seule"),
        ("", ""),
        ("Le Dr. Quelconque vient. Bien.", "Le Dr. Quelconque vient."),
        ("On marche, p. ex. Le jeudi. Ensuite on mange.", "On marche, p. ex. Le jeudi."),
        ("Il y en a 3.5 sur 10. Oui.", "Il y en a 3.5 sur 10."),
        ("Pourquoi\u00a0? Parce que.", "Pourquoi\u00a0?"),
        ("« C’est fini.\u00a0» Il part.", "« C’est fini.\u00a0»"),
        ("Voir exemple.org. Merci.", "Voir exemple.org."),
        ("Un… deux… Trois.", "Un… deux…"),
        ("Sur deux\nlignes. Puis.", "Sur deux lignes."),
        ("Un paragraphe sans fin\n\nUn autre.", "Un paragraphe sans fin"),
        ("Le dit le groupe A. Puis le groupe B.", "Le dit le groupe A."),
        ("..." * 3000, "..." * 3000),
        ("C’est tout, etc.", "C’est tout, etc."),
        ("Fini. 12 personnes.", "Fini."),
    ],
)
def test_the_first_sentence(text: str, sentence: str) -> None:
    assert first_sentence(text) == sentence
