"""What a reviewed text changes: differences to be accepted one by one; every line of it is accounted for."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from atelier.domain.review.passage import LINES, SECTIONS, Passage
from atelier.domain.state import State
from atelier.domain.text import clean, one_line
from atelier.domain.theme import Theme, Transversal
from atelier.domain.workshop import CafeTable, Workshop
from atelier.errors import N_
from atelier.export.review import echo
from atelier.export.wording import paragraphs
from atelier.services.review.folding import is_same, loose, share, words
from atelier.services.review.lines import without_bold
from atelier.services.review.matching import Match, Matching, match
from atelier.services.review.merging import merged
from atelier.services.review.past import History, Past, by_name
from atelier.services.review.placing import Move, moves
from atelier.services.review.reading import Block, Reading


class Kind(StrEnum):
    """What sort of difference it is, in the order in which they are told."""

    TITLE = "title"
    PARAGRAPH = "paragraph"
    SHORT = "short"
    DIVERGENCE = "divergence"
    TEXT = "text"
    """Introduction, conclusion, further reading, title of the workshop; title and question of a table."""
    SIGNS = "signs"
    """Only spaces, quotation marks, dashes or line breaks."""
    PLACE = "place"
    """A point stands elsewhere."""
    NEW_POINT = "new_point"
    NEW_PARAGRAPH = "new_paragraph"
    COPY = "copy"
    """The code of another passage stands on it too."""
    ABSENT = "absent"
    """Something that went out is not in the text."""
    STRAY = "stray"
    """It has no place in the synthesis."""


KINDS: Final[Mapping[Kind, str]] = {
    Kind.TITLE: N_("{n} title", "{n} titles"),
    Kind.PARAGRAPH: N_("{n} paragraph", "{n} paragraphs"),
    Kind.SHORT: N_("{n} short line", "{n} short lines"),
    Kind.DIVERGENCE: N_("{n} disagreement", "{n} disagreements"),
    Kind.TEXT: N_("{n} other text", "{n} other texts"),
    Kind.SIGNS: N_("{n} text with other spaces or signs only", "{n} texts with other spaces or signs only"),
    Kind.PLACE: N_("{n} point moved", "{n} points moved"),
    Kind.NEW_POINT: N_("{n} new point", "{n} new points"),
    Kind.NEW_PARAGRAPH: N_("{n} new paragraph", "{n} new paragraphs"),
    Kind.COPY: N_("{n} code that stands twice", "{n} codes that stand twice"),
    Kind.ABSENT: N_("{n} text absent from the file", "{n} texts absent from the file"),
    Kind.STRAY: N_("{n} line without a place", "{n} lines without a place"),
}
"""What `n` of a kind are called."""


class Obstacle(StrEnum):
    """Why a difference cannot be accepted."""

    FROZEN = "frozen"
    OTHER_TABLE = "other_table"
    NO_PLACE = "no_place"
    NOTHING = "nothing"


OBSTACLES: Final[Mapping[Obstacle, str]] = {
    Obstacle.FROZEN: N_("This table is frozen: unfreeze it in Fuse to accept this."),
    Obstacle.OTHER_TABLE: N_("A point stays at the table of its notes: this one is only shown."),
    Obstacle.NO_PLACE: N_(
        "Nothing tells where this belongs: copy it by hand if it matters; it stays in the file."
    ),
    Obstacle.NOTHING: N_("Its own text stays as it is."),
}
"""The sentence for each."""

BY_HAND: Final = frozenset({Kind.ABSENT, Kind.COPY, Kind.STRAY, Kind.NEW_PARAGRAPH, Kind.NEW_POINT})
"""Never accepted along with all of the others."""

_KIND_OF_COLUMN: Final = {
    "title": Kind.TITLE,
    "paragraph": Kind.PARAGRAPH,
    "short": Kind.SHORT,
    "divergence": Kind.DIVERGENCE,
}
_NEW: Final = 0.35
"""A paragraph that shares less than this with what was there is a new one."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that the reviewed text has otherwise."""

    kind: Kind
    name: str
    """The passage; empty when it is none."""
    column: str
    before: str
    """As it is in the workshop now."""
    after: str
    """As it is in the reviewed text."""
    base: str = ""
    """As it went out, where that differs from now."""
    both: str = ""
    """Both corrections in one, where they do not touch; empty otherwise."""
    is_conflict: bool = False
    """Whether it was changed in the workshop since it went out."""
    is_guess: bool = False
    """Whether its code was lost, and only its words say what it is."""
    obstacle: Obstacle | None = None
    line: int = 0
    """Where it is in the reviewed text."""
    title: str = ""
    """Of the point that it is about, as it is now; of a new one, as it is wished."""
    table_id: str = ""
    heading: str = ""
    move: Move | None = None
    rank: int = 0
    """How many of the same stand before it."""

    @property
    def key(self) -> str:
        """Names it from one reading to the next."""
        said = "\x1f".join((self.kind, self.name, self.column, self.title, self.after))
        if self.move is not None:
            said += f"\x1f{self.move.heading}\x1f{self.move.after}"
        if self.rank:
            said += f"\x1f{self.rank}"
        return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()[:16]

    @property
    def is_plain(self) -> bool:
        """Whether it can be accepted along with all others of its kind."""
        is_sure = not self.is_conflict and not self.is_guess
        return is_sure and self.obstacle is None and self.kind not in BY_HAND


def differences(state: State, reading: Reading, history: History | None = None) -> tuple[Difference, ...]:
    """Everything that a reviewed text has otherwise than the workshop, by kind, then by line.

    What its reviewer left as it went out is no difference, whatever became of it in the workshop since.

    Args:
        state: the workshop.
        reading: the reviewed text.
        history: what happened to a row; without it, what went out is only known while it stands.
    """
    past = Past(history)
    found = _Comparison(state, match(state, reading, past), reading).all()
    kinds = list(Kind)
    found.sort(key=lambda each: (kinds.index(each.kind), each.line))
    seen: Counter[str] = Counter()
    told: list[Difference] = []
    for each in found:
        told.append(replace(each, rank=seen[each.key]) if each.key in seen else each)
        seen[each.key] += 1
    return tuple(told)


class _Comparison:
    def __init__(self, state: State, matching: Matching, reading: Reading) -> None:
        self._state = state
        self._matching = matching
        self._strays = reading.strays
        self._current = by_name(state)
        self._standing = _standing(self._current.values())
        said = (part for block in reading.blocks for part in (block.head, *block.chunks))
        self._said = frozenset(loose(part) for part in said)
        self._found: list[Difference] = []

    def all(self) -> list[Difference]:
        """All differences."""
        for found in self._matching.matches:
            self._texts(found)
        for move in moves(self._state, self._matching.matches):
            self._place(move)
        for block in self._matching.copies:
            self._new(block, Kind.COPY)
        for block in self._matching.unknown:
            self._new(block, Kind.NEW_POINT)
        for passage in self._matching.absent:
            self._absent(passage)
        for stray in self._strays:
            if loose(stray.text) not in self._standing:
                difference = Difference(
                    Kind.STRAY, "", "", "", stray.text, obstacle=Obstacle.NO_PLACE, line=stray.line
                )
                self._found.append(difference)
        return self._found

    # Texts

    def _texts(self, found: Match) -> None:
        current = found.current
        if current is None:
            if found.base is None or self._says_more(found.block, found.base):
                self._new(found.block, Kind.NEW_POINT, found.base)
            return
        form = current.form
        block = self._without_news(found)
        if form.head:
            self._text(found, form.head, block.head)
        if form.body:
            self._text(found, form.body, block.body)
        elif block.chunks:
            self._new(Block(block.line, chunks=block.chunks, table_id=block.table_id), Kind.NEW_POINT)
        for column in form.labelled:
            self._text(found, column, block.labelled.get(column, ""))

    def _text(self, found: Match, column: str, said: str) -> None:
        current = found.current
        if current is None:
            return
        now = _echoed(current, column)
        base = now if found.base is None else _echoed(found.base, column)
        said = one_line(said) if column in LINES else clean(said)
        if is_same(said, base) or is_same(said, now):
            return
        is_conflict = not is_same(base, now)
        both = merged(base, now, said) if is_conflict else ""
        if both is not None and both and is_same(both, now):
            return  # what was corrected here is in the workshop already
        kind = _KIND_OF_COLUMN.get(column, Kind.TEXT) if current.kind in _POINTS else Kind.TEXT
        if not said:
            kind = Kind.ABSENT
        elif loose(said) == loose(base) and not is_conflict:
            kind = Kind.SIGNS
        difference = Difference(
            kind,
            current.name,
            column,
            current.texts[column],
            said,
            base=base if is_conflict else "",
            both=both or "",
            is_conflict=is_conflict,
            is_guess=found.is_guess,
            obstacle=self._obstacle(current),
            line=found.block.line,
            title=current.head,
            table_id=_table_of(current),
            heading=current.heading,
        )
        self._found.append(difference)

    def _without_news(self, found: Match) -> Block:
        """The block without the paragraphs that are wholly new; they are told apart."""
        block, current = found.block, found.current
        if current is None or not current.form.body:
            return block
        known = [paragraphs(echo(each.body)) for each in (found.base, current) if each is not None]
        least = min(len(each) for each in known)
        if not least or len(block.chunks) <= least:
            return block
        held = words("\n".join(paragraph for each in known for paragraph in each))
        kept: list[str] = []
        for chunk in block.chunks:
            said = words(chunk)
            if said and share(said, held) < _NEW:
                self._new_paragraph(found, current, chunk)
            else:
                kept.append(chunk)
        return Block(
            block.line, block.ident, block.version, block.name, block.head, tuple(kept), block.labelled
        )

    def _new_paragraph(self, found: Match, current: Passage, chunk: str) -> None:
        if loose(clean(chunk)) in self._standing:
            return
        difference = Difference(
            Kind.NEW_PARAGRAPH,
            current.name,
            current.form.body,
            current.body,
            clean(chunk),
            is_guess=found.is_guess,
            obstacle=self._obstacle(current),
            line=found.block.line,
            title=current.head,
            table_id=_table_of(current),
            heading=current.heading,
        )
        self._found.append(difference)

    # Points

    def _new(self, block: Block, kind: Kind, base: Passage | None = None) -> None:
        title, chunks = one_line(block.head), list(block.chunks)
        if not title and chunks and "\n" not in chunks[0] and len(chunks[0].split()) <= _TITLE_WORDS:
            title = one_line(chunks.pop(0))
        body = clean("\n\n".join([*chunks, *block.labelled.values()]))
        parts = [part for part in (title, *paragraphs(body)) if part]
        if all(loose(part) in self._standing for part in parts):
            return
        table_id, heading = block.table_id or "", block.heading or ""
        if base is not None and not heading:
            table_id, heading = base.table_id, base.heading
        table = self._state.get(CafeTable, table_id)
        obstacle = None if table is not None and heading else Obstacle.NO_PLACE
        if table is not None and table.is_frozen:
            obstacle = Obstacle.FROZEN
        difference = Difference(
            kind,
            block.name,
            "",
            self._current[block.name].body if block.name in self._current else "",
            body,
            is_conflict=base is not None,
            obstacle=obstacle,
            line=block.line,
            title=title,
            table_id=table_id,
            heading=heading,
        )
        self._found.append(difference)

    def _says_more(self, block: Block, base: Passage) -> bool:
        labelled = all(is_same(clean(text), _echoed(base, column)) for column, text in block.labelled.items())
        is_head_same = not base.form.head or is_same(one_line(block.head), _echoed(base, base.form.head))
        return not (is_head_same and is_same(clean(block.body), echo(base.body)) and labelled)

    def _absent(self, passage: Passage) -> None:
        is_section = passage.kind == Workshop.KIND and passage.slot in SECTIONS
        if passage.kind not in _POINTS and not is_section:
            return
        texts = [echo(text) for text in passage.texts.values()]
        if all(loose(part) in self._said for text in texts for part in paragraphs(text)):
            return  # it stands there as part of another one
        obstacle = Obstacle.NOTHING if is_section else self._obstacle(passage)
        before = "\n\n".join(text for text in (passage.head, passage.body) if text)
        difference = Difference(
            Kind.ABSENT,
            passage.name,
            passage.slot,
            before,
            "",
            obstacle=obstacle,
            title=passage.head,
            table_id=_table_of(passage),
            heading=passage.heading,
        )
        self._found.append(difference)

    def _place(self, move: Move) -> None:
        passage = self._current[move.name]
        obstacle = self._obstacle(passage)
        if move.table_id != passage.table_id:
            obstacle = Obstacle.OTHER_TABLE
        difference = Difference(
            Kind.PLACE,
            move.name,
            "position",
            "",
            "",
            is_conflict=move.is_conflict,
            obstacle=obstacle,
            line=move.line,
            title=passage.head,
            table_id=passage.table_id,
            heading=passage.heading,
            move=move,
        )
        self._found.append(difference)

    def _obstacle(self, passage: Passage) -> Obstacle | None:
        table = self._state.get(CafeTable, _table_of(passage))
        return Obstacle.FROZEN if table is not None and table.is_frozen else None


_POINTS: Final = (Theme.KIND, Transversal.KIND)
_TITLE_WORDS: Final = 16
"""A line of more words is a paragraph."""


def _table_of(passage: Passage) -> str:
    return passage.row_id if passage.kind == CafeTable.KIND else passage.table_id


def _echoed(passage: Passage, column: str) -> str:
    """A text of a passage as it comes back when nobody touched it."""
    text = passage.texts[column]
    if column == passage.form.head:
        line = one_line(echo(one_line(text)))
        return line if passage.kind == CafeTable.KIND else without_bold(line)
    return one_line(echo(text)) if column in LINES else echo(text)


def _standing(passages: Iterable[Passage]) -> frozenset[str]:
    """Every text of the synthesis and each of its paragraphs, to be found again."""
    found: set[str] = set()
    for passage in passages:
        for text in passage.texts.values():
            found.add(loose(echo(text)))
            found.update(loose(paragraph) for paragraph in paragraphs(echo(text)))
    return frozenset(found)
