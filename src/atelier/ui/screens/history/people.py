"""Who did something, in words: never a name, for none is known."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from atelier.errors import N_

if TYPE_CHECKING:
    from atelier.i18n import Translator

_ORIGINS: Final[Mapping[str, str]] = {
    "phone": N_("a phone"),
    "cli": N_("command line"),
    "import": N_("import"),
    "paper": N_("paper sheets"),
    "merge": N_("union of files"),
}
_SHOWN: Final = 4
"""Letters of a machine's number: enough to tell two of them apart."""


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads the history."""

    author: str
    """`origin:machine`."""
    node: str
    """This opening of the file."""

    @property
    def machine(self) -> str:
        """This computer's number."""
        return self.author.partition(":")[2]


def author_name(tr: Translator, reader: Reader, author: str, node: str = "") -> str:
    """Who did it: “here”, “this computer”, “a phone”, “another computer (3f2a)”.

    Args:
        tr: the interface's language.
        reader: who asks.
        author: `origin:machine`.
        node: the opening of the file in which it was done, if that is known.
    """
    origin, _, machine = author.partition(":")
    is_ours = machine == reader.machine
    if origin == "tui":
        if is_ours:
            return tr("here") if node in ("", reader.node) else tr("this computer, another time")
        return tr("another computer ({number})", number=machine[:_SHOWN] or "?")
    said = tr(_ORIGINS[origin]) if origin in _ORIGINS else origin
    if is_ours or not machine:
        return said
    return tr("{what}, another computer ({number})", what=said, number=machine[:_SHOWN])


def author_choices(tr: Translator, reader: Reader, authors: Iterable[str]) -> list[tuple[str, str]]:
    """Every author with its name, oneself first."""
    named = [(author, author_name(tr, reader, author)) for author in authors]
    return sorted(named, key=lambda pair: (pair[0] != reader.author, pair[1]))
