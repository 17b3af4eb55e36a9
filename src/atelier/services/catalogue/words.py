"""Texts of the shipped content: one for every language, or one for each."""

from __future__ import annotations

from collections.abc import Mapping

from atelier.domain.text import clean, one_line


def passage(value: object, lang: str) -> str:
    """The text in a language, or in the other one when it has only that.

    Args:
        value: a string, or a table of strings by language.
        lang: the language wanted.
    """
    if isinstance(value, Mapping):
        value = value.get(lang) or next((text for text in value.values() if text), "")
    return clean(value) if isinstance(value, str) else ""


def line(value: object, lang: str) -> str:
    """As `passage`, on one line."""
    return one_line(passage(value, lang))
