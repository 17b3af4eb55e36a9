"""Names of files that every system accepts."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

LONGEST: Final = 60
"""Characters of a name, without what follows it."""

_LETTERS: Final = str.maketrans(
    {"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "þ": "th", "’": "-", "'": "-"}
)
_RESERVED: Final = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:-|$)")


def slug(title: str) -> str:
    """A file's name from a title: small ASCII letters, digits and hyphens.

    Names that Windows keeps for itself get a word before them; a title without a letter gives “atelier”.
    """
    plain = unicodedata.normalize("NFKD", title.lower().translate(_LETTERS)).lower()
    name = re.sub(r"[^a-z0-9]+", "-", plain.encode("ascii", "ignore").decode()).strip("-")
    if _RESERVED.match(name):
        name = f"atelier-{name}"
    return name[:LONGEST].strip("-") or "atelier"
