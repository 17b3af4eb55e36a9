"""Titles and drafts read aloud: abbreviations and signs in full words, without saying what was not meant."""

from __future__ import annotations

import pytest

from atelier.fusion.engine import propose
from atelier.fusion.headline import shortenings
from atelier.fusion.proposal import FusionNote
from atelier.fusion.titles import capital, first_clause, read_aloud, spell_out
from atelier.fusion.words import lexicon

FR, EN = lexicon("fr"), lexicon("en")


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("tjrs les mêmes pb", "toujours les mêmes problème"),
        ("parrainage, ça rassure", "parrainage, ça rassure"),
        ("sans que ca change", "sans que ca change"),
        ("le CA décide", "le conseil d’administration décide"),
        ("tu as raison", "tu as raison"),
        ("pas 14 h en semaine", "pas 14 h en semaine"),
        ("flyers = poubelle", "flyers\N{NO-BREAK SPACE}: poubelle"),
        ("on y parle + librement", "on y parle plus librement"),
        ("pas 1 comité de +, une porte", "pas 1 comité de plus, une porte"),
        ("usagers & soignants", "usagers et soignants"),
        ("a+b=c", "a+b=c"),
        ("envie ++", "envie ++"),
        ("boîte à idées en salle d'att", "boîte à idées en salle d'attente"),
        ("groupe hebdo. et ouvert", "groupe hebdomadaire et ouvert"),
        ("groupe hebdo. Ouvert", "groupe hebdomadaire. Ouvert"),
        ("à l'aise, c vrai", "à l'aise, c’est vrai"),
        ("flyers, faut quelqu'un", "flyers, il faut quelqu'un"),
        ("il faut du temps", "il faut du temps"),
        ("peur de pas être à la hauteur", "peur de ne pas être à la hauteur"),
        ("anonymat !! merci...", "anonymat ! merci…"),
    ],
)
def test_quick_writing_is_read_aloud(written: str, said: str) -> None:
    assert read_aloud(written, FR) == said


def test_english_signs() -> None:
    assert read_aloud("flyers = bin & noise", EN) == "flyers: bin and noise"


def test_a_short_note_with_a_sign_is_a_title_as_a_whole() -> None:
    assert first_clause("équipe débordée, écouter = en + du reste", FR) == (
        "Équipe débordée, écouter\N{NO-BREAK SPACE}: en plus du reste"
    )
    long = "rembourser trajets et garde = c'est vraiment le minimum à faire pour tous ceux qui viennent"
    assert first_clause(long, FR) == "Rembourser trajets et garde"


def test_spelling_out_leaves_the_rest_as_it_is() -> None:
    assert spell_out("« gpe projet » !", FR) == "« groupe projet » !"


def test_a_paragraph_keeps_what_is_new_and_ends_its_sentences() -> None:
    notes = [
        FusionNote("1", "petit groupe d'usagers (6-8)", "A"),
        FusionNote("2", "groupe d'usagers dès le début, pas à la fin", "B"),
        FusionNote("3", "petit groupe d'usagers", "B"),
    ]
    (theme,) = propose(notes, FR, granularity=6).themes
    texts = [sentence.text for sentence in theme.paragraph]
    assert "Petit groupe d'usagers (6-8)." in texts or "Petit groupe d'usagers." in texts
    assert "Groupe d'usagers dès le début, pas à la fin." in texts
    assert len(texts) == 2, "the third says nothing new"
    assert {note for sentence in theme.paragraph for note in sentence.sources} == {"1", "2", "3"}


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("come w/o signing up", "come without signing up"),
        ("breakfasts w/ friends", "breakfasts with friends"),
        ("1 nurse/doctor", "1 nurse/doctor"),
        ("after patient educ. some stay", "after patient education some stay"),
    ],
)
def test_english_quick_writing_is_read_aloud_too(written: str, said: str) -> None:
    assert read_aloud(written, EN) == said


def test_a_title_does_not_say_one_thing_and_its_contrary() -> None:
    notes = ["une boîte à idées mais aussi en ligne", "une boîte à idées à l'accueil", "boîte à idées"]
    (theme,) = propose([FusionNote(str(at), text) for at, text in enumerate(notes)], FR, granularity=6).themes
    assert "mais" not in theme.titles[0]


def test_what_opens_a_quotation_is_no_beginning() -> None:
    assert capital("« venez ») ") == "« Venez ») "
    assert capital("«") == "«"


def test_a_title_says_what_is_wanted_without_saying_that_one_should() -> None:
    assert shortenings("Il faudrait ouvrir un accueil du soir pour les familles", FR) == [
        "Il faudrait ouvrir un accueil du soir pour les familles",
        "Ouvrir un accueil du soir pour les familles",
        "Ouvrir un accueil du soir",
    ]
    assert shortenings("We should open a welcome desk at night", EN)[1:] == [
        "Open a welcome desk at night",
        "Open a welcome desk",
    ]


@pytest.mark.parametrize(
    "clause",
    [
        "Il faut que tout le monde participe",
        "Décider ensemble mais pas longtemps",
        "Fermer la structure sans concertation",
        "Salle pour tous",
    ],
)
def test_a_title_is_never_shortened_into_something_else(clause: str) -> None:
    assert shortenings(clause, FR) == [clause]
