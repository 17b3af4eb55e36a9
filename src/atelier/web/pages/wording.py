"""What groups and stops are called on the pages of phones."""

from __future__ import annotations

from collections.abc import Sequence

from atelier.i18n import Translator


def group_words(tr: Translator, label: str | None, name: str = "") -> str:
    """A group in a few words; empty where people are in no group."""
    if not label:
        return ""
    words = tr("group {label}", label=label)
    return f"{words} ({name})" if name else words


def stop_words(tr: Translator, round_number: int, label: str | None, name: str = "") -> str:
    """A round and a group."""
    words = tr("Round {round}", round=round_number) if round_number else ""
    return " · ".join(filter(None, (words, group_words(tr, label, name))))


def seat_question(tr: Translator, round_number: int, groups: Sequence[str]) -> str:
    """Whether those who are awaited are there.

    Args:
        tr: its language.
        round_number: the round that they come for.
        groups: what they are called; none where people are in no group.
    """
    if len(groups) > 1:
        return tr("Which group is seated?")
    if groups:
        return tr("Is {group} seated?", group=groups[0])
    return tr("Are the people of round {round} seated?", round=round_number)
