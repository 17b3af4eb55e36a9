"""File names from titles: plain letters that every system and every web server takes."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

SUFFIX: Final = ".atelier"
"""What the name of a workshop file ends in."""
LONGEST: Final = 60
"""Characters of a file name without its suffix."""
_RESERVED: Final = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.IGNORECASE)
_LETTERS: Final = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "ł": "l", "đ": "d"})


def slug(title: str, *, otherwise: str = "atelier", longest: int = LONGEST) -> str:
    """A file name in small ASCII letters: of « MSP & usagers » msp-usagers.

    Args:
        title: any text.
        otherwise: the name when the title has no letter that fits.
        longest: characters at the most.
    """
    letters = unicodedata.normalize("NFKD", title.casefold().translate(_LETTERS))
    plain = "".join(letter for letter in letters if not unicodedata.combining(letter))
    words = re.sub(r"[^a-z0-9]+", "-", plain)
    name = words.strip("-")[:longest].strip("-") or otherwise
    # Windows keeps these names to itself, whatever follows them
    return f"{otherwise}-{name}"[:longest] if _RESERVED.fullmatch(name) else name
