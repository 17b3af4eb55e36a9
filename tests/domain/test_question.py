"""The three checks of a question, on questions that people would write."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atelier.domain.question import check_question
from atelier.services.catalogue.formats import shipped_format

OPEN = [
    "Comment recueillir la parole des usagers ?",
    "Qu’est-ce qui vous donnerait envie de venir ?",
    "En quoi faut-il changer nos habitudes ?",
    "À quelles conditions peut-on décider ensemble ?",
    "Les rendez-vous : à quoi servent-ils ?",
    "What would make people want to join in?",
    "How can we decide together?",
]
CLOSED = [
    "Est-ce que les usagers sont écoutés ?",
    "Faut-il un comité d’usagers ?",
    "Selon vous, peut-on faire mieux ?",
    "Y a-t-il assez de place ?",
    "Combien d’usagers viennent ?",
    "Do users feel heard?",
    "Should we meet more often?",
    "How many users come?",
]


@pytest.mark.parametrize("text", OPEN)
def test_open_questions_pass(text: str) -> None:
    checks = check_question(text)
    assert checks is not None and checks.is_open and checks.is_fine


@pytest.mark.parametrize("text", CLOSED)
def test_a_question_for_yes_no_or_a_number_is_noticed(text: str) -> None:
    checks = check_question(text)
    assert checks is not None and not checks.is_open


@pytest.mark.parametrize(
    "text",
    [
        "Comment accueillir ? Comment écouter ?",
        "Comment accueillir et comment écouter ?",
        "Nos envies",
        "How do we listen and what do we do then?",
    ],
)
def test_two_questions_or_none_are_noticed(text: str) -> None:
    checks = check_question(text)
    assert checks is not None and not checks.is_single


def test_a_question_asked_loudly_is_one() -> None:
    checks = check_question("Comment faire ?!?")
    assert checks is not None and checks.is_single


@pytest.mark.parametrize(
    "text",
    [
        "Pourquoi les usagers ne viennent-ils pas ?",
        "Pourquoi n’écoute-t-on jamais les aidants ?",
        "À cause de qui le projet s’arrête-t-il ?",
        "Why don't users come?",
        "Why do doctors never answer?",
    ],
)
def test_blame_is_noticed(text: str) -> None:
    checks = check_question(text)
    assert checks is not None and not checks.is_blameless


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
    assert checks is None or isinstance(checks.is_fine, bool)
