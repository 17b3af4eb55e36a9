"""The three checks of a question, on questions that people would write."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atelier.domain.question import Doubt, check_question
from atelier.services.catalogue.formats import shipped_format
from tests.data.questions import DOUBTFUL_EN, DOUBTFUL_FR, GOOD_EN, GOOD_FR

CASES = [
    (doubt, text)
    for table in (DOUBTFUL_FR, DOUBTFUL_EN)
    for doubt, questions in table.items()
    for text in questions
]
LATER_GOOD = [
    "Quelles sont vos attentes vis-à-vis de la maison de santé ?",
    "Que signifie pour vous « être partenaire » ?",
    "En tant qu’usager, qu’aimeriez-vous savoir de vos soignants ?",
    "Selon vous, à quoi reconnaît-on une équipe qui écoute ?",
    "Qu’est-ce que l’on pourrait faire dès demain, sans argent ?",
    "Quels sont les freins et les leviers à l’engagement des usagers ?",
    "À partir de votre expérience, quelles pistes proposeriez-vous ?",
    "Dans quelle mesure les usagers peuvent-ils peser sur les choix ?",
    "Jusqu’où aimeriez-vous être associés ?",
    "Quel rôle pour les usagers dans le projet de santé ?",
    "Pourquoi est-il important que les usagers participent ?",
    "Qui, selon vous, devrait être autour de la table ?",
    "What are the barriers and enablers to taking part?",
    "Thinking about your last visit, what went well?",
    "As a carer, what would help you most?",
    "What are we not talking about that we should be?",
    "What question, if answered, would make the most difference?",
    "What could go wrong, from your point of view?",
    "Les rendez-vous : à quoi servent-ils ?",
]
"""Questions that were thought of when the checks were done: they are not to be fitted to these."""


def test_there_are_enough_of_them() -> None:
    for good, doubtful in ((GOOD_FR, DOUBTFUL_FR), (GOOD_EN, DOUBTFUL_EN)):
        assert len(good) >= 40 and sum(map(len, doubtful.values())) >= 40
        assert set(doubtful) == set(Doubt)


@pytest.mark.parametrize("text", [*GOOD_FR, *GOOD_EN, *LATER_GOOD])
def test_good_questions_pass(text: str) -> None:
    checks = check_question(text)
    assert checks is not None and checks.is_fine, checks


@pytest.mark.parametrize(("doubt", "text"), CASES)
def test_what_is_doubtful_is_noticed(doubt: str, text: str) -> None:
    checks = check_question(text)
    assert checks is not None and Doubt(doubt) in checks.doubts
    if doubt in ("blame", "several", "no question"):
        assert checks.doubts == (Doubt(doubt),), "and nothing else is said of it"


def test_doubts_answer_the_three_checks() -> None:
    checks = check_question("Faut-il venir ? Pourquoi ne viennent-ils pas ?")
    assert checks is not None
    assert not (checks.is_open or checks.is_single or checks.is_blameless)


@pytest.mark.parametrize("text", [*GOOD_FR[:5], *GOOD_EN[:5]])
def test_spaces_apostrophes_and_capitals_do_not_matter(text: str) -> None:
    for written in (
        text.upper(),
        text.replace("’", "'"),
        text.replace(" ?", "\u00a0?"),
        text.replace(" ?", "\u202f?"),
        "  " + text.replace(" ", "   "),
        text.replace(" ?", "?"),
    ):
        checks = check_question(written)
        assert checks is not None and checks.is_fine, written


def test_a_question_asked_loudly_is_one() -> None:
    checks = check_question("Comment faire ?!?")
    assert checks is not None and checks.is_single


@pytest.mark.parametrize("text", ["", "  ", "\u200b"])
def test_without_a_question_there_is_nothing_to_check(text: str) -> None:
    assert check_question(text) is None


@pytest.mark.parametrize("key", ["coll-occ", "world-cafe-90", "demi-journee"])
@pytest.mark.parametrize("lang", ["fr", "en"])
def test_our_own_questions_pass(key: str, lang: str) -> None:
    for table in shipped_format(key, lang).tables:
        checks = check_question(table.question)
        assert checks is None or checks.is_fine, table.question


@given(st.text(max_size=200))
def test_any_text_is_read(text: str) -> None:
    checks = check_question(text)
    assert checks is None or checks.is_fine == (not checks.doubts)


@pytest.mark.parametrize("piece", ["pourquoi ", "et qui ", "a,", "?", "qu'", "se la l' ", "why ", "x-vous "])
def test_the_longest_line_is_read_at_once(piece: str) -> None:
    start = time.perf_counter()
    check_question((piece * 300)[:300])
    assert time.perf_counter() - start < 0.5
