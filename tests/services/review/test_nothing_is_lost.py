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
        lines = text.split("\n")
        at = draw(st.integers(0, len(lines) - 1))
        goal = draw(st.integers(0, len(lines) - 1))
        match edit:
            case "insert":
                place = draw(st.integers(0, len(text)))
                text = f"{text[:place]} {word} {text[place:]}"
                put.append(word)
                continue
            case "delete":
                del lines[at]
            case "move":
                lines.insert(goal, lines.pop(at))
            case "copy":
                lines.insert(goal, lines[at])
            case "join" if at + 1 < len(lines):
                lines[at] = f"{lines[at]} {lines.pop(at + 1)}"
            case "paragraph":
                lines[at:at] = ["", f"Un paragraphe tout neuf avec {word} et d’autres choses encore.", ""]
                put.append(word)
            case "title":
                lines[at:at] = ["", f"#### Un point nouveau, {word}", "", "Ce qu’il dit.", ""]
                put.append(word)
            case "uncode":
                lines[at] = re.sub(r"\[#\w+\]", "", lines[at])
            case "shout":
                lines[at] = re.sub(r"\[#\w+\]", lambda found: found[0].upper(), lines[at])
            case "soften":
                lines[at] = re.sub(r"\[#(\w{4})", "[#\\1\u00a0", lines[at])
            case "unmark":
                lines = [line.lstrip("# ") for line in lines]
            case "unquote":
                lines = [line.removeprefix("> ") for line in lines]
            case "retype":
                lines[at] = lines[at].replace("’", "'").replace(" :", "\u00a0:")
            case "squeeze":
                lines = [line for line in lines if line]
            case "wrap" if len(lines[at]) > 60:
                cut = lines[at].rfind(" ", 0, 60)
                lines[at : at + 1] = [lines[at][:cut], lines[at][cut + 1 :]]
        text = "\n".join(lines)
    whole = words(text)
    return text, [word for word in dict.fromkeys(put) for _ in range(whole[word])]


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
