"""Each rule on texts, with the defects of real published pages told in other words."""

from __future__ import annotations

import pytest

from atelier.domain.lint import Finding, lint
from atelier.domain.note import CellKey
from atelier.domain.text import clean
from tests.data.workshops import cells_of, changed_theme, changed_workshop, note_row, with_changes

POINT = "p-t1-pistes"
TAIL = " Les habitants le disent depuis longtemps."


def in_paragraph(text: str) -> list[Finding]:
    """What lint says of a paragraph."""
    state = with_changes(changed_theme(POINT, paragraph=clean(text)))
    return [each for each in lint(state, cells_of(state)) if each.where.row_id == POINT]


RESIDUE = [
    "Proposition de fusion des contributions des groupes pour la table 1 :\nIl faut un accueil.",
    "Proposition de fusion des réponses :",
    "Essai de synthèse des notes des deux groupes.",
    "Nouvelle version de la synthèse :",
    "Fusion des réponses des groupes pour la table 2 :",
    "Synthèse des notes par rubrique :",
    "Voici la synthèse demandée.",
    "Voici une version plus courte du paragraphe.",
    "Voilà donc le texte fusionné.",
    "Ci-dessous une proposition de titre.",
    "En tant que modèle de langage, je n’ai pas d’avis.",
    "En tant qu’IA, je n’étais pas dans la salle.",
    "Bien sûr ! Voici un texte.",
    "Souhaitez-vous que je raccourcisse ce texte ?",
    "N’hésitez pas à me dire si cela convient.",
    "J’ai regroupé les idées proches.",
    "J’espère que cette version vous convient.",
    "Si vous le souhaitez, je peux en faire un tableau.",
    "Texte généré par ChatGPT.",
    "Le contenu généré par l’IA peut être incorrect.",
    "Here is the merged summary of both groups.",
    "Here’s a revised version.",
    "Sure! Here are the findings.",
    "Certainly, I have combined the notes.",
    "As an AI language model, I was not there.",
    "Let me know if you want it shorter.",
    "Proposal for merging the answers of the groups:",
    "Proposed summary of the answers.",
    "AI-generated content may be incorrect.",
    "Brouillon : un accueil le samedi.",
    "Ne pas diffuser.",
    "Un accueil【12†source】 le samedi.",
]
PLACEHOLDERS = [
    "Un accueil [à compléter] le samedi.",
    "Un accueil [nom du lieu] le samedi.",
    "Un accueil (à préciser ?) le samedi.",
    "Un accueil le samedi : à compléter.",
    "À rédiger",
    "TODO retrouver le chiffre.",
    "Un accueil pour XXX personnes.",
    "Un accueil pour XX personnes.",
    "Lorem ipsum dolor sit amet.",
    "A COMPLETER avec le groupe.",
    "An open door [to be confirmed] on Saturdays.",
    "Cliquez ici pour ajouter un texte.",
]
ALT_TEXTS = [
    "Ces rencontres facilitent la coorUne image contenant texte, logo</p>\n<p>Le contenu généré par l’IA"
    " peut être incorrect.dination entre voisins.",
    "Ces rencontres facilitent la coorImage contenant personne, extérieur dination entre voisins.",
    "Un accueil.\nUne image contenant texte, dessin, croquis",
    "Un accueil. Image contenant du texte\n\nDescription générée automatiquement",
    "Un accueil. Description générée automatiquement avec un niveau de confiance élevé",
    "A picture containing text, person. An open door.",
    "We talk to our neighA screenshot of a phone bours.",
    "Un accueil [image: cid:image001.png] le samedi.",
    "Un accueil image3.png le samedi.",
]
MARKUP = [
    "Un accueil</p> le samedi.",
    "<p>Un accueil le samedi.</p>",
    "Un accueil<br/>le samedi.",
    "Un accueil&nbsp;le samedi.",
    "Un **accueil** le samedi.",
    "## Accueil\nUn accueil le samedi.",
    "Voir [le guide](https://exemple.org).",
    "Un accueil.\\nLe samedi.",
]
CUTS = [
    "Ces rencontres facilitent la coorLes voisins dination.",
    "Ces rencontres facilitent la",
    "Ces rencontres facilitent la coordi-",
    "Ces rencontres, portées par les voisins,",
    "Ces rencontres facilitent la pr",
]


@pytest.mark.parametrize(
    ("text", "code"),
    [(text, "residue") for text in RESIDUE]
    + [(text, "placeholder") for text in PLACEHOLDERS]
    + [(text, "alt-text") for text in ALT_TEXTS]
    + [(text, "markup") for text in MARKUP]
    + [(text, "cut") for text in CUTS],
)
def test_it_is_an_error(text: str, code: str) -> None:
    assert code in {each.code for each in in_paragraph(text) if each.level == "error"}


@pytest.mark.parametrize("text", [*RESIDUE[:-1], *PLACEHOLDERS, *ALT_TEXTS, *MARKUP])
def test_it_is_seen_after_another_sentence_and_in_a_conclusion(text: str) -> None:
    conclusion = clean(f"Chacun se parle.\n\n{text}")
    state = with_changes(changed_workshop(conclusion=conclusion))
    found = [each for each in lint(state, cells_of(state)) if each.where.column == "conclusion"]
    assert [each for each in found if each.level == "error"]


@pytest.mark.parametrize("text", [RESIDUE[0], ALT_TEXTS[0], MARKUP[0]])
def test_in_a_note_it_is_a_warning_without_a_correction(text: str) -> None:
    state = with_changes(note_row(1, CellKey("t1", 1, "ga", "constats"), clean(text)))
    found = [each for each in lint(state, cells_of(state)) if each.where.kind == "note"]
    assert found
    assert all(each.level != "error" and each.fix is None for each in found)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Cette heure nous nous a permis de nous parler." + TAIL, "doubled"),
        ("Un accueil le le samedi." + TAIL, "doubled"),
        ("Un accueil le samedi, et des nouvelles du quartier", "no-stop"),
        ("emière prise de contact avec les voisins." + TAIL, "cut"),
        ("La coor- dination entre voisins." + TAIL, "cut"),
        ("La prise de contact.ensuite un accueil." + TAIL, "cut"),
        ("Une prise pr de contact." + TAIL, "cut"),
        ("Un accueil : le samedi." + TAIL, "typography"),
        ("Les troisième et quatrième groupe A. Le troisième groupe le dit." + TAIL, "reference"),
        ("Le groupe D le dit." + TAIL, "reference"),
        ("La table 5 le dit." + TAIL, "reference"),
        ("Les trois groupes le disent." + TAIL, "reference"),
        ("Appeler le 06 12 34 56 78." + TAIL, "personal"),
        ("Écrire à quelqu.un@exemple.org." + TAIL, "personal"),
        ("• un accueil\n• un visage", "markup"),
        ("Un accueil ???", "placeholder"),
    ],
)
def test_it_is_a_warning(text: str, code: str) -> None:
    assert code in {each.code for each in in_paragraph(text) if each.level == "warning"}


def test_damaged_letters_are_an_error() -> None:
    assert "encoding" in {each.code for each in in_paragraph("Un accueil prÃ©vu lâ€™été." + TAIL)}


def test_a_name_is_only_worth_knowing() -> None:
    found = [each for each in in_paragraph("Mme Quelconque le dit." + TAIL) if each.code == "personal"]
    assert [each.level for each in found] == ["info"]


def test_a_picture_can_be_taken_out_of_a_word() -> None:
    (found,) = [each for each in in_paragraph(ALT_TEXTS[0]) if each.code == "alt-text"]
    assert found.fix is not None
    assert found.fix.after == "Ces rencontres facilitent la coordination entre voisins."
    (change,) = found.fix.action("7").changes
    assert (change.kind, change.row_id, change.based_on) == ("theme", POINT, "7")
    assert change.columns == {"paragraph": found.fix.after}


def test_a_doubled_word_can_be_taken_out() -> None:
    (found,) = [
        each for each in in_paragraph("Cette heure nous nous a permis cela.") if each.code == "doubled"
    ]
    assert found.fix is not None
    assert found.fix.after == "Cette heure nous a permis cela."


def test_typography_can_be_corrected() -> None:
    (found,) = [each for each in in_paragraph("L'accueil : oui !" + TAIL) if each.code == "typography"]
    assert found.fix is not None
    assert found.fix.after == "L’accueil\u00a0: oui\u00a0!" + TAIL


def test_a_name_that_notes_use_is_not_a_cut_word() -> None:
    note = note_row(1, CellKey("t1", 1, "ga", "constats"), "utiliser santeVoisins")
    state = with_changes(note, changed_theme(POINT, paragraph="On utiliserait santeVoisins." + TAIL))
    assert not [each for each in lint(state, cells_of(state)) if each.code == "cut"]


@pytest.mark.parametrize(
    "unit", ["a-", "[", "image contenant ", "x", "... ", "a.", "((", "\n", "nous ", "a@", "1 ", "'"]
)
def test_texts_made_to_be_slow_are_read_all_the_same(unit: str) -> None:
    text = clean((unit * 20_000)[:20_000]) or "x"
    state = with_changes(changed_theme(POINT, paragraph=text, title=text))
    assert all(each.msgid for each in lint(state, cells_of(state)))
