"""What goes into the engine and what comes out of it."""

from __future__ import annotations

from dataclasses import field
from typing import Final

from atelier.frozen import frozen
from atelier.fusion.locks import Lock

DEFAULT: Final = "default"
SEMANTIC: Final = "semantic"


@frozen
class FusionNote:
    """A note as the engine needs it; all notes of one call are of one cell unless said otherwise."""

    id: str
    text: str
    group: str | None = None
    profile: str | None = None
    heading: str | None = None
    star: bool = False


@frozen
class Span:
    """A word of a note that another note has too, as it is written there."""

    start: int
    end: int
    surface: str


@frozen
class Member:
    """A note of a proposed theme, and why it is there."""

    id: str
    near: str | None
    """The id of the note of the theme that it is most like; None when it is the only one."""
    words: tuple[Span, ...]
    """What of its text that note shares."""
    similarity: float
    """How alike the two are, 0 to 1."""
    meaning: float | None = None
    """How near their meanings are, when an encoder spoke."""


@frozen
class Sentence:
    """One sentence of a draft paragraph."""

    text: str
    sources: tuple[str, ...]
    """The notes that say it; the first one in these words."""


@frozen
class Neighbour:
    """The theme that another one is most like."""

    key: str
    similarity: float


@frozen
class ProposedTheme:
    """Notes that may say the same thing."""

    key: str
    """The same for the same notes."""
    titles: tuple[str, str, str]
    paragraph: tuple[Sentence, ...]
    notes: tuple[Member, ...]
    groups: int
    """How many groups carried it."""
    groups_in_cell: int
    profiles: tuple[str, ...]
    cohesion: float
    """The mean likeness of its notes, 0 to 1."""
    nearest: Neighbour | None

    @property
    def note_ids(self) -> tuple[str, ...]:
        """The ids of its notes."""
        return tuple(member.id for member in self.notes)


@frozen
class Proposal:
    """How the notes of one cell may be put together: every note once, in a theme or alone."""

    engine: str
    """`default`, or `semantic` when an encoder spoke."""
    themes: tuple[ProposedTheme, ...]
    """The one that most groups carried first."""
    alone: tuple[str, ...]
    granularity: int = 0
    lifted: tuple[Lock, ...] = field(default=())
    """Older decisions that newer ones contradict."""

    def theme_of(self, note_id: str) -> str | None:
        """The key of the theme that a note is in; None for one alone or unknown."""
        return next((theme.key for theme in self.themes if note_id in theme.note_ids), None)
