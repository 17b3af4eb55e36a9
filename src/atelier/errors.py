"""Errors whose message a user reads, in the user's language."""

from __future__ import annotations

from typing import Final

DONE: Final = 0
PROBLEM: Final = 1
WRONG_USAGE: Final = 2
FILE_UNUSABLE: Final = 3


def N_(msgid: str, plural: str = "") -> str:  # the name that message extraction tools know
    """Mark a message for translation where it is written; it is translated where it is shown.

    Args:
        msgid: the message in English, with `{named}` places.
        plural: its plural, when it counts something; the parameter `n` then chooses the form.
    """
    return msgid


class AtelierError(Exception):
    """Something that a user can understand and act upon.

    Args:
        msgid: the message in English, with `{named}` places; the catalogue has its translations.
        **params: what goes in those places.
    """

    exit_code = PROBLEM

    def __init__(self, msgid: str, **params: object) -> None:
        super().__init__(msgid)
        self.msgid = msgid
        self.params = params

    def __str__(self) -> str:
        return self.msgid.format(**self.params)


class UsageError(AtelierError):
    """The words of a command do not fit."""

    exit_code = WRONG_USAGE


class FileUnusable(AtelierError):
    """The workshop file cannot be opened or written; nothing was changed."""

    exit_code = FILE_UNUSABLE
