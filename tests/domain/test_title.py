"""A first title for notes that are put together."""

from __future__ import annotations

import pytest

from atelier.domain.title import LONGEST, propose_title
from tests.data.hostile import HOSTILE, Hostile


@pytest.mark.parametrize(
    ("texts", "title"),
    [
        ((), ""),
        (("???", " "), ""),
        (("flyers ?",), "Flyers"),
        (("- budget café",), "Budget café"),
        (("créneau midi ou samedi, pas 14 h en semaine",), "Créneau midi ou samedi"),
        (("oui, mais il faut un budget",), "Oui, mais il faut un budget"),
        (("éviter 3.5 réunions",), "Éviter 3.5 réunions"),
        (
            (
                "la boîte à idées doit être relevée chaque semaine par quelqu'un",
                "boite à idées",
                "une boîte",
                "flyers",
            ),
            "Boite à idées",
        ),
    ],
)
def test_the_central_short_note_is_the_title(texts: tuple[str, ...], title: str) -> None:
    assert propose_title(texts) == title


def test_a_long_note_is_cut_between_words() -> None:
    title = propose_title(["mot " * 60])
    assert title.endswith("…")
    assert len(title.split()) == LONGEST
    assert len(propose_title(["x" * 2000])) <= 121


@pytest.mark.parametrize("hostile", HOSTILE, ids=str)
def test_any_text_gives_one_line(hostile: Hostile) -> None:
    assert "\n" not in propose_title([hostile.text, hostile.text[:40]])
