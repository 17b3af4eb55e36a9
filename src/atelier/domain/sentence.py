"""Where a sentence ends."""

from __future__ import annotations

import re
from typing import Final

_END: Final = re.compile(
    r"(?<![.!?…])[.!?…]++[\u00a0\u202f ]?[»”\"’)]*+"
    r"(?=\s+[«“\"(—–]?[\u00a0\u202f ]?[^\W\d_a-zà-öø-ÿœ]|\s+\d|\s*$)"
)
_ABBREVIATED: Final = re.compile(
    r"\b(?:M|MM|Mme|Mlle|Dr|Pr|St|Ste|Mr|Mrs|Ms|ex|p|cf|etc|art|vol|env|éd|fig|no|vs|e\.g|i\.e)\.$"
)


def first_sentence(text: str) -> str:
    """The first sentence of a paragraph, its stop included; all of it when it has only one."""
    paragraph = text.strip().split("\n\n", 1)[0]
    line = " ".join(paragraph.split("\n"))
    for found in _END.finditer(line):
        sentence = line[: found.end()]
        if not _ABBREVIATED.search(sentence) or found.end() == len(line):
            return sentence
    return line
