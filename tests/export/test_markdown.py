"""The Markdown document, as a reader of CommonMark and one of GitHub's flavour render it."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from atelier.domain.text import clean, is_blank, one_line
from atelier.export.composition import compose
from atelier.export.markdown import escape, write_markdown
from atelier.export.report import Length
from atelier.i18n import Translator
from tests.data.hostile import HOSTILE, Hostile
from tests.data.workshops import NOON, with_changes
from tests.export.hostile_workshop import hostile_workshop

VISIBLE = [case for case in HOSTILE if not is_blank(case.text)]
COMMON = MarkdownIt("commonmark")
EXTENDED = MarkdownIt("commonmark").enable(["table", "strikethrough"])
LIVE = ("html_inline", "html_block", "image", "code_inline", "code_block", "fence", "s_open", "hr", "em_open")


def inline(tokens: list[Token]) -> list[Token]:
    """Every token, those inside paragraphs too."""
    found: list[Token] = []
    for token in tokens:
        found += [token, *(token.children or [])]
    return found


def text_of(tokens: list[Token]) -> list[str]:
    """The plain text of each paragraph, heading and item."""
    texts: list[str] = []
    for token in tokens:
        if token.type == "inline":
            breaks = {"softbreak": " ", "hardbreak": "\n"}
            texts.append("".join(breaks.get(each.type, each.content) for each in token.children or []))
    return texts


@pytest.mark.parametrize("case", VISIBLE, ids=str)
@pytest.mark.parametrize("length", Length)
def test_nothing_that_people_wrote_is_live(case: Hostile, length: Length) -> None:
    honest = write_markdown(compose(hostile_workshop("une idée"), NOON, Translator("fr"), length=length))
    content = write_markdown(compose(hostile_workshop(case.text), NOON, Translator("fr"), length=length))
    for reader in (COMMON, EXTENDED):
        expected = [token.type for token in reader.parse(honest.decode())]
        tokens = reader.parse(content.decode())
        kinds = [token.type for token in inline(tokens)]
        assert [kind for kind in kinds if kind in LIVE and kind != "hr"] == []
        for kind in (
            "heading_open",
            "list_item_open",
            "blockquote_open",
            "table_open",
            "hr",
            "bullet_list_open",
        ):
            assert kinds.count(kind) == expected.count(kind), kind
        links = [token.attrs["href"] for token in inline(tokens) if token.type == "link_open"]
        assert all(str(link).startswith("https://exemple.org/") for link in links)


@pytest.mark.parametrize("case", [case for case in VISIBLE if len(case.text) < 5000], ids=str)
def test_everything_reads_back_equal(case: Hostile) -> None:
    content = write_markdown(compose(hostile_workshop(case.text), NOON, Translator("fr"))).decode()
    texts = text_of(COMMON.parse(content))
    line = one_line(case.text)
    assert line in texts  # the title
    assert any(text.endswith(f"★ {line}") for text in texts)  # the point's title
    assert any(f"★ {line} (" in text for text in texts)  # the note
    paragraphs = [part.strip() for part in re.split(r"\n\s*\n", clean(case.text))]
    assert all(re.sub(r" *\n *", "\n", part) in texts for part in paragraphs)


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet="\\`*_{}[]()<>#+-.!|~=:$^&@\"'%/ 1ax\n;w", max_size=30))
def test_escaped_text_is_nothing_but_text(text: str) -> None:
    line = one_line(text)
    for reader in (COMMON, EXTENDED):
        for before in ("", "- ", "#### ", "x "):
            tokens = reader.parse(before + escape(line))
            assert not [token.type for token in inline(tokens) if token.type in LIVE or "link" in token.type]
            expected = (before.strip("-# ") + " " + re.sub(r" +\Z", "", line)).strip()
            assert "".join(text_of(tokens)).strip() == expected.strip()


def test_ordinary_sentences_keep_their_looks() -> None:
    sentence = "L’accueil (le samedi) : 3 idées, d’accord ? « oui » - 80 % & plus ! C'est dit."
    assert escape(sentence) == sentence


def test_it_ends_with_one_line_break_and_has_no_trailing_blank_lines() -> None:
    content = write_markdown(compose(with_changes(), NOON, Translator("fr"))).decode()
    assert content.endswith("\n")
    assert "\n\n\n" not in content
