"""The text to review: every text of the synthesis, and every hostile one comes back as it was."""

from __future__ import annotations

import pytest

from atelier.domain.review import code
from atelier.domain.review.passage import codes_of, passages
from atelier.export.review import write_review
from atelier.i18n import Translator
from atelier.services.review.differences import differences
from atelier.services.review.file import read_text
from atelier.services.review.reading import read_review
from tests.data.hostile import HOSTILE, Hostile
from tests.data.workshops import NOON, changed_theme, uuid, with_changes
from tests.export.hostile_workshop import hostile_workshop


def out(state, language: str = "fr", *, with_notes: bool = True) -> str:  # type: ignore[no-untyped-def]
    return write_review(state, NOON, Translator(language), with_notes=with_notes).decode("utf-8-sig")


@pytest.mark.parametrize("hostile", [each for each in HOSTILE if len(each.text) < 50_000], ids=str)
@pytest.mark.parametrize("language", ["fr", "en"])
def test_hostile_texts_come_back_as_they_were(hostile: Hostile, language: str) -> None:
    state = hostile_workshop(hostile.text)
    reading = read_review(state, read_text(out(state, language).encode()))
    assert differences(state, reading) == ()
    assert reading.strays == ()


@pytest.mark.parametrize(
    "text",
    [
        "# Un titre\n\n## Introduction\n\n> une citation",
        "Constats\n\nPistes d’actions",
        "Table 2 – Participer",
        "In short: rien\n\nEn bref : rien",
        "(to be written)",
        "\\Constats \\# \\\\ C:\\Users\\x",
        "---\n\n***\n\n====",
        "un code [#2bcd3fgh] au milieu",
        "Question : pourquoi ?",
        "– note 1 sur constats (Round 1, group A)",
    ],
)
def test_what_looks_like_our_own_words_comes_back(text: str) -> None:
    state = with_changes(
        changed_theme("p-t1-pistes", title=text.split("\n")[0], paragraph=text, short=text.split("\n")[0])
    )
    for language in ("fr", "en"):
        assert differences(state, read_review(state, read_text(out(state, language).encode()))) == ()


def test_every_passage_has_a_code_of_its_own() -> None:
    state = with_changes()
    text = out(state)
    found = [code.find(line) for line in text.splitlines()]
    idents = [each.ident for codes in found for each in codes]
    assert len(idents) == len(set(idents)) == len(passages(state))


def test_codes_stay_when_others_come() -> None:
    before = codes_of(with_changes())
    later = codes_of(with_changes(*(changed_theme("p-t1-pistes", id=uuid(number)) for number in range(500))))
    assert {name: later[name] for name in before} == before
    assert len(set(later.values())) == len(later)


def test_notes_stand_below_their_points_only_when_they_are_wanted() -> None:
    state = with_changes()
    assert "> – note 1 sur constats" in out(state)
    assert "note 1 sur constats" not in out(state, with_notes=False)
