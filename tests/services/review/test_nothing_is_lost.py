"""Whatever is done to a text that went out, every word that was put into it is told."""

from __future__ import annotations

import re
from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from atelier.services.review.folding import words
from tests.services.review.reviewed import brought_back, sent_out, synthesis, told

STATE = synthesis()
TEXTS = {
    (language, notes): sent_out(STATE, language, with_notes=notes)
    for language in ("fr", "en")
    for notes in (False, True)
}
EDITS = (
    "insert", "delete", "move", "copy", "join", "paragraph", "title", "uncode", "shout", "unmark", "retype",
    "squeeze", "wrap", "unquote", "soften",
)  # fmt: skip


@st.composite
def reviews(draw: st.DrawFn) -> tuple[str, list[str]]:
    """A reviewed text, and the words that its reviewers put into it."""
    text = TEXTS[draw(st.sampled_from(sorted(TEXTS)))]
    put: list[str] = []
    for number in range(draw(st.integers(0, 8))):
        edit = draw(st.sampled_from(EDITS))
        word = f"zzz{number}yyy"
        put.append(word)
        if edit == "insert":
            place = draw(st.integers(0, len(text)))
            text = f"{text[:place]} {word} {text[place:]}"
            continue
        lines = text.split("\n")
        at, goal = (draw(st.integers(0, len(lines) - 1)) for _ in range(2))
        text = "\n".join(_edited(edit, lines, at, goal, word))
    whole = words(text)
    return text, [word for word in put for _ in range(whole[word])]


def _edited(edit: str, lines: list[str], at: int, goal: int, word: str) -> list[str]:
    line, before, after = lines[at], lines[:at], lines[at + 1 :]
    match edit:
        case "delete":
            return before + after
        case "move":
            rest = before + after
            return [*rest[:goal], line, *rest[goal:]]
        case "copy":
            return [*lines[:goal], line, *lines[goal:]]
        case "join":
            return [*before, f"{line} {after[0]}", *after[1:]] if after else lines
        case "paragraph":
            fresh = f"Un paragraphe tout neuf avec {word} et d’autres choses encore."
            return [*before, "", fresh, "", *lines[at:]]
        case "title":
            return [*before, "", f"#### Un point nouveau, {word}", "", "Ce qu’il dit.", "", *lines[at:]]
        case "wrap" if len(line) > 60:
            cut = line.rfind(" ", 0, 60)
            return [*before, line[:cut], line[cut + 1 :], *after]
        case "unmark":
            return [each.lstrip("# ") for each in lines]
        case "unquote":
            return [each.removeprefix("> ") for each in lines]
        case "squeeze":
            return [each for each in lines if each]
        case _:
            return [*before, _damaged(edit, line), *after]


def _damaged(edit: str, line: str) -> str:
    match edit:
        case "uncode":
            return re.sub(r"\[#\w+\]", "", line)
        case "shout":
            return re.sub(r"\[#\w+\]", lambda found: found[0].upper(), line)
        case "soften":
            return re.sub(r"\[#(\w{4})", "[#\\1\u00a0", line)
        case _:
            return line.replace("’", "'").replace(" :", "\u00a0:")


@settings(max_examples=150, deadline=None)
@given(reviews())
def test_every_word_that_was_put_in_is_told(review: tuple[str, list[str]]) -> None:
    text, put = review
    shown = told(brought_back(STATE, text))
    assert Counter(put) - shown == Counter()


@settings(max_examples=100, deadline=None)
@given(reviews())
def test_no_word_of_the_text_is_neither_known_nor_told(review: tuple[str, list[str]]) -> None:
    text, _ = review
    known = set(words("\n".join(TEXTS.values())))
    unknown = set(words(text)) - known
    codes = set(words(" ".join(re.findall(r"\[#[^\]]*\]", text))))
    shown = set(told(brought_back(STATE, text)))
    assert {word for word in unknown - shown - codes if not word.isdigit()} == set()


def test_an_untouched_text_changes_nothing() -> None:
    assert {key: brought_back(STATE, text) for key, text in TEXTS.items() if brought_back(STATE, text)} == {}
