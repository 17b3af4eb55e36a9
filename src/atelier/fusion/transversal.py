"""What comes back from table to table, computed from the themes that people made."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from atelier.fusion.encoder import Memory
from atelier.fusion.explanation import shared_words
from atelier.fusion.locks import Lock, settle
from atelier.fusion.matrix import Matrix, blend, centred, dense_likeness, likeness, zeros
from atelier.fusion.proposal import Span
from atelier.fusion.space import Reading, read, space
from atelier.fusion.spelling import Speller
from atelier.fusion.tree import grow
from atelier.fusion.words import Lexicon

MEANING: Final = 0.5
"""What the encoder counts for beside the words."""
LEAST: Final = 0.2
"""The mean likeness, that to everything taken off, below which two groups of themes are not put together."""
TITLE: Final = 2.0
"""What a word of a title counts for beside one of the notes."""


@dataclass(frozen=True, slots=True)
class TableTheme:
    """A theme of one table, as people validated it."""

    key: str
    table: str
    title: str
    texts: tuple[str, ...]
    """Its notes, and its paragraph if there is one."""
    heading: str | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """Why a theme is in a transversal one."""

    key: str
    near: str
    """The key of the theme of another table that it is most like."""
    similarity: float
    words: tuple[Span, ...]
    """What of its title that theme shares, in its title or its notes."""


@dataclass(frozen=True, slots=True)
class TransversalTheme:
    """Themes of several tables that may be one."""

    titles: tuple[str, ...]
    """The titles of its themes, the most central one first."""
    links: tuple[Link, ...]
    tables: int
    cohesion: float


@dataclass(frozen=True, slots=True)
class TransversalProposal:
    """What may come back from table to table, and what does not."""

    themes: tuple[TransversalTheme, ...]
    """The one that most tables carry first."""
    single: tuple[str, ...]
    """Keys of the themes that one table alone has."""
    lifted: tuple[Lock, ...] = ()


def transversal(
    themes: Iterable[TableTheme],
    lexicon: Lexicon,
    locks: Iterable[Lock] = (),
    memory: Memory | None = None,
) -> TransversalProposal:
    """Which themes come back from table to table; their order makes no difference.

    Args:
        themes: the themes of all the tables, each key once.
        lexicon: the words of their language.
        locks: the links that people accepted or refused, on the keys of the themes.
        memory: the encoder, for the semantic engine.

    Raises:
        ValueError: two themes have the same key.
    """
    ordered = tuple(sorted(themes, key=lambda theme: theme.key))
    place = {theme.key: index for index, theme in enumerate(ordered)}
    if len(place) != len(ordered):
        raise ValueError("two themes have the same key")
    speller = _speller(ordered, lexicon)
    readings = [_read(theme, lexicon, speller) for theme in ordered]
    alike = _alike(ordered, readings, speller, memory)
    pull = centred(alike)
    settled = settle(locks, place)
    groups = _groups(pull, settled.groups, settled.apart, place)
    made = [group for group in groups if len({ordered[index].table for index in group}) > 1]
    inside = {index for group in made for index in group}
    found = [_theme(ordered, readings, alike, group, lexicon) for group in made]
    found.sort(key=lambda theme: (-theme.tables, -len(theme.links), -theme.cohesion, theme.titles))
    single = tuple(theme.key for index, theme in enumerate(ordered) if index not in inside)
    return TransversalProposal(tuple(found), single, settled.lifted)


def theme_likeness(themes: Sequence[TableTheme], lexicon: Lexicon, memory: Memory | None = None) -> Matrix:
    """How alike themes are, 0 to 1, in the order in which they are given."""
    speller = _speller(themes, lexicon)
    return _alike(themes, [_read(theme, lexicon, speller) for theme in themes], speller, memory)


def _groups(
    pull: Matrix,
    together: Sequence[Sequence[str]],
    apart: Iterable[tuple[str, str]],
    place: dict[str, int],
) -> list[list[int]]:
    joined = [sorted(place[key] for key in group) for group in together]
    inside = {index for group in joined for index in group}
    atoms = sorted([*map(tuple, joined), *((index,) for index in range(len(pull)) if index not in inside)])
    atom_of = {index: number for number, atom in enumerate(atoms) for index in atom}
    barred = [(atom_of[place[one]], atom_of[place[other]]) for one, other in apart]
    tree = grow(pull, atoms, barred)
    groups = {number: list(atom) for number, atom in enumerate(atoms)}
    for number, merge in enumerate(tree.merges):
        if merge.likeness < LEAST:
            break
        groups[len(atoms) + number] = groups.pop(merge.left) + groups.pop(merge.right)
    return sorted(sorted(group) for group in groups.values())


def _speller(themes: Sequence[TableTheme], lexicon: Lexicon) -> Speller:
    return Speller((text for theme in themes for text in (theme.title, *theme.texts)), lexicon)


def _read(theme: TableTheme, lexicon: Lexicon, speller: Speller) -> Reading:
    """The words of a theme: those of its title count for more, each of its notes for the same."""
    weighed = [(read(theme.title, lexicon, speller), TITLE * max(1, len(theme.texts)) ** 0.5)]
    weighed += [(read(text, lexicon, speller), 1.0) for text in theme.texts]
    features: dict[str, dict[str, float]] = {}
    for reading, weight in weighed:
        for kind, found in reading.features.items():
            tally = features.setdefault(kind, {})
            for feature, amount in found.items():
                tally[feature] = tally.get(feature, 0.0) + amount * weight
    return Reading(speller.read(" ".join((theme.title, *theme.texts))), features)


def _alike(
    themes: Sequence[TableTheme], readings: Sequence[Reading], speller: Speller, memory: Memory | None
) -> Matrix:
    if not themes:
        return zeros(0)
    room = space(readings)
    alike = likeness([room.vector(reading) for reading in readings])
    texts = [text for theme in themes for text in (theme.title, *theme.texts)]
    found = memory.vectors([speller.mended(text) for text in texts]) if memory is not None else None
    if found is None:
        return alike
    by_text = dict(zip(texts, found, strict=True))
    means = [_mean([by_text[theme.title]] * 2 + [by_text[text] for text in theme.texts]) for theme in themes]
    return blend(alike, dense_likeness(means), MEANING)


def _mean(vectors: Sequence[Sequence[float]]) -> list[float]:
    return [sum(column) / len(vectors) for column in zip(*vectors, strict=True)]


def _theme(
    themes: Sequence[TableTheme],
    readings: Sequence[Reading],
    alike: Matrix,
    group: Sequence[int],
    lexicon: Lexicon,
) -> TransversalTheme:
    means = {
        index: sum(alike[index][other] for other in group if other != index) / (len(group) - 1)
        for index in group
    }
    order = sorted(group, key=lambda index: (-means[index], index))
    links = []
    for index in order:
        theme = themes[index]
        others = [other for other in group if themes[other].table != theme.table]
        near = max(others, key=lambda other: (alike[index][other], -other))
        words = shared_words(theme.title, read(theme.title, lexicon), readings[near], lexicon)
        links.append(Link(theme.key, themes[near].key, round(alike[index][near], 6), words))
    return TransversalTheme(
        titles=tuple(dict.fromkeys(themes[index].title for index in order)),
        links=tuple(links),
        tables=len({themes[index].table for index in group}),
        cohesion=round(sum(means.values()) / len(means), 6),
    )
