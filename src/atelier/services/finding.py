"""One thing that a check looked at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Level(StrEnum):
    """How much a finding weighs."""

    ERROR = "error"
    """Something is not as it should be."""
    WARNING = "warning"
    """Worth knowing before going on."""
    INFO = "info"
    """As it should be."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at."""

    code: str
    """Names the check: `integrity`, `references`, `replay`…"""
    level: Level
    msgid: str
    params: Mapping[str, object] = field(default_factory=dict)
