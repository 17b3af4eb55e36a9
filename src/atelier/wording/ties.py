"""Words that stay on one line with the mark that follows them."""

from __future__ import annotations

import re
from typing import Final

from atelier.domain.text import printable

_TIES: Final = re.compile(" (?=[?!:;»%])|(?<=«) ")


def tied(text: str) -> str:
    """A text to be broken into lines: no line begins with a mark that ends a French sentence."""
    return _TIES.sub("\N{NO-BREAK SPACE}", printable(text))
