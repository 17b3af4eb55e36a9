"""Which passage each block of a reviewed text is: by its code first, then by what it says."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from atelier.domain.review.passage import SECTIONS, Passage
from atelier.domain.state import State
from atelier.domain.theme import Theme, Transversal
from atelier.domain.workshop import CafeTable
from atelier.services.review.folding import likeness, loose, words
from atelier.services.review.lines import plain_head
from atelier.services.review.past import Past, by_name
from atelier.services.review.reading import Block, Reading

_LIKE: Final = 0.55
"""From this likeness on, a block without a code is taken for a passage that has none in the text."""
_LIKE_TITLE: Final = 0.8
_WITHOUT_CODE: Final = frozenset((Theme.KIND, Transversal.KIND, CafeTable.KIND))
"""What can be known by its words."""
_NEARBY: Final = 0.05
"""What standing at the same place adds to a likeness."""


@dataclass(frozen=True, slots=True)
class Match:
    """A block, and the passage that it is."""

    block: Block
    name: str
    base: Passage | None
    """As it went out; None when nobody knows."""
    current: Passage | None
    """As it is now; None when it was removed."""
    is_guess: bool
    """Whether only its words say so."""


@dataclass(frozen=True, slots=True)
class Matching:
    """A reviewed text beside the workshop."""

    matches: tuple[Match, ...]
    """In the order of the text."""
    copies: tuple[Block, ...]
    """Blocks whose code stands elsewhere too, on what is more like it."""
    unknown: tuple[Block, ...]
    """Blocks that are no passage."""
    absent: tuple[Passage, ...]
    """Passages that went out and are not in the text."""


def match(state: State, reading: Reading, past: Past) -> Matching:
    """Find the passage of each block.

    Args:
        state: the workshop.
        reading: the reviewed text.
        past: what the passages were.
    """
    return _Matcher(state, reading, past).matching()


class _Matcher:
    def __init__(self, state: State, reading: Reading, past: Past) -> None:
        self._current = by_name(state)
        self._stamp = reading.stamp
        self._past = past
        self._blocks = list(reading.blocks)
        self._names: dict[int, str] = {}
        """By the rank of the block."""
        self._guessed: set[int] = set()
        self._copies: set[int] = set()

    def matching(self) -> Matching:
        """All of it."""
        self._by_code()
        self._by_whole_texts()
        self._by_words()
        self._inside_others()
        ranks = sorted(range(len(self._blocks)), key=lambda rank: (self._blocks[rank].line, rank))
        matches = [self._match(rank) for rank in ranks if rank in self._names]
        copies = [self._blocks[rank] for rank in ranks if rank in self._copies]
        unknown = [
            self._blocks[rank] for rank in ranks if rank not in self._names and rank not in self._copies
        ]
        absent = [passage for passage in self._missing() if self._past.was_there(passage, self._stamp)]
        return Matching(tuple(matches), tuple(copies), tuple(unknown), tuple(absent))

    def _match(self, rank: int) -> Match:
        block, name = self._blocks[rank], self._names[rank]
        current = self._current.get(name)
        return Match(block, name, self._base(block, name), current, rank in self._guessed)

    def _base(self, block: Block, name: str) -> Passage | None:
        current = self._current.get(name)
        found = self._past.version(name, block.version, current) if block.version else None
        if found is None and self._stamp:
            found = self._past.at(name, self._stamp)
        return found

    # By code

    def _by_code(self) -> None:
        by_name: dict[str, list[int]] = {}
        for rank, block in enumerate(self._blocks):
            if block.name:
                by_name.setdefault(block.name, []).append(rank)
        for name, ranks in by_name.items():
            best = max(ranks, key=lambda rank: self._likeness_to_base(rank, name))
            self._names[best] = name
            self._copies |= {rank for rank in ranks if rank != best}

    def _likeness_to_base(self, rank: int, name: str) -> tuple[bool, float, int]:
        block = self._blocks[rank]
        base = self._base(block, name) or self._current.get(name)
        like = _likeness(block, base) if base is not None else 0.0
        return bool(block.ident), like, -rank

    # By words

    def _missing(self) -> list[Passage]:
        found = set(self._names.values())
        return [
            passage
            for passage in self._current.values()
            if passage.name not in found and any(passage.texts.values())
        ]

    def _by_whole_texts(self) -> None:
        """Take what says exactly the same, before anything is compared word by word."""
        missing: dict[tuple[str, str], list[Passage]] = {}
        for passage in self._missing():
            if passage.kind in _WITHOUT_CODE and passage.head and passage.body:
                missing.setdefault((loose(passage.head), loose(passage.body)), []).append(passage)
        for rank, block in enumerate(self._blocks):
            found = [] if block.name else missing.get((loose(block.head), loose(block.body)), [])
            place = (block.table_id, block.heading)
            here = [each for each in found if (each.table_id, each.heading) == place]
            if found:
                taken = (here or found)[0]
                found.remove(taken)
                self._names[rank] = taken.name
                self._guessed.add(rank)

    def _by_words(self) -> None:
        free = [
            rank
            for rank, block in enumerate(self._blocks)
            if not block.name and block.text and rank not in self._names
        ]
        missing = [
            each for each in self._missing() if each.kind in _WITHOUT_CODE or each.slot not in SECTIONS
        ]
        kept = {id(passage): frozenset(words("\n".join(passage.texts.values()))) for passage in missing}
        held = {rank: frozenset(words(self._blocks[rank].text)) for rank in free}
        pairs = [
            (score, -rank, passage)
            for rank in free
            for passage in missing
            # Most have next to nothing in common: that is seen at a glance.
            if 2 * len(held[rank] & kept[id(passage)]) >= min(len(held[rank]), len(kept[id(passage)]))
            and (score := self._score(self._blocks[rank], passage)) >= _LIKE
        ]
        for _, negative, passage in sorted(pairs, key=lambda pair: pair[:2], reverse=True):
            rank = -negative
            if rank not in self._names and passage.name not in self._names.values():
                self._names[rank] = passage.name
                self._guessed.add(rank)

    def _score(self, block: Block, passage: Passage) -> float:
        then = self._past.at(passage.name, self._stamp) if self._stamp else None
        score = max(_likeness(block, version) for version in (passage, then) if version is not None)
        is_near = (block.table_id, block.heading) == (passage.table_id, passage.heading)
        return score + (_NEARBY if is_near else 0.0)

    def _inside_others(self) -> None:
        """Find passages whose code went and whose title no longer stands apart."""
        missing = [each for each in self._missing() if each.kind in (Theme.KIND, Transversal.KIND)]
        for passage in missing:
            found = self._chunk_like(passage)
            if found is None:
                continue
            rank, index = found
            block = self._blocks[rank]
            title, _, rest = block.chunks[index].partition("\n")
            chunks = tuple(chunk for chunk in (rest, *block.chunks[index + 1 :]) if chunk)
            inner = replace(
                block,
                line=block.line + 1,
                ident="",
                version="",
                name="",
                head=plain_head(title),
                chunks=chunks,
                labelled={},
                is_split=True,
            )
            self._blocks[rank] = replace(block, chunks=block.chunks[:index])
            self._blocks.append(inner)
            self._names[len(self._blocks) - 1] = passage.name
            self._guessed.add(len(self._blocks) - 1)

    def _chunk_like(self, passage: Passage) -> tuple[int, int] | None:
        title = words(passage.head)
        if not title:
            return None
        best: tuple[float, int, int] | None = None
        for rank, block in enumerate(self._blocks):
            for index, chunk in enumerate(block.chunks):
                like = likeness(words(chunk.partition("\n")[0]), title)
                if like >= _LIKE_TITLE and (best is None or like > best[0]):
                    best = (like, rank, index)
        return best[1:] if best is not None else None


def _likeness(block: Block, passage: Passage) -> float:
    head = likeness(words(block.head), words(passage.head))
    body = likeness(words(block.body), words(passage.body))
    if not block.head:
        return body
    if not block.body or not passage.body:
        return head
    return max((head + body) / 2, head * 0.9 if head >= _LIKE_TITLE else 0.0, body * 0.9)
