"""One letter for each profile: pressing it counts someone in."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from typing import Final

from atelier.domain.workshop import Profile
from atelier.ui.commands.door import DOOR

_TAKEN: Final = frozenset(key for command in DOOR for key in command.keys.split(",") if len(key) == 1)
_SHORT: Final = 3
"""Letters of a word that says little of the name: de, of, les."""
_ALPHABET: Final = "abcdefghijklmnopqrstuvwxyz"


def profile_letters(profiles: Iterable[Profile]) -> Mapping[str, str]:
    """The letter of each profile by its key: of its name where one is free, or else any that is."""
    found: dict[str, str] = {}
    for profile in profiles:
        free = [letter for letter in _ALPHABET if letter not in _TAKEN and letter not in found.values()]
        name = unicodedata.normalize("NFKD", profile.label).casefold()
        initials = [word[0] for word in name.split() if len(word) > _SHORT]
        wanted = (letter for letter in (*initials, *name, *free) if letter in free)
        letter = next(wanted, "")
        if letter:
            found[profile.key] = letter
    return found
