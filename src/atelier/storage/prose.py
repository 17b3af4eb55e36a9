"""Which columns are text that people write: two versions of those are both kept."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

PROSE: Final[Mapping[str, frozenset[str]]] = {
    "workshop": frozenset({"title", "objectives", "introduction", "conclusion", "further"}),
    "cafe_table": frozenset({"topic", "question", "host"}),
    "step": frozenset({"label", "instruction"}),
    "cell": frozenset({"reason"}),
    "note": frozenset({"text", "set_aside_reason"}),
    "theme": frozenset({"title", "paragraph", "short", "divergence"}),
    "transversal": frozenset({"title", "paragraph"}),
}
"""By kind; in other columns the last change wins, and history has the others."""
