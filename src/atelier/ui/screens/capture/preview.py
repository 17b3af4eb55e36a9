"""A pasted block before it is saved: what becomes a note, and under which heading."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from atelier.domain.canvas import Heading
from atelier.domain.note import LONGEST_NOTE
from atelier.services.block import BlockLine, Kind, read_block, sentences
from atelier.ui.widgets.line_list import Line
from atelier.ui.wording import heading_name, heading_singular

if TYPE_CHECKING:
    from atelier.i18n import Translator


@dataclass(frozen=True, slots=True)
class Item:
    """One line of the preview."""

    text: str
    heading: str
    star: bool = False
    is_in: bool = True
    """Whether it becomes a note."""
    is_title: bool = False
    """Whether it looks like a title, which becomes a note only if people say so."""

    @property
    def is_too_long(self) -> bool:
        """Whether it must be divided first."""
        return len(self.text) > LONGEST_NOTE

    @property
    def is_ready(self) -> bool:
        """Whether it will be saved as it is."""
        return self.is_in and not self.is_too_long


def items_of(text: str, headings: Sequence[Heading], default: str) -> list[Item]:
    """The preview of a block.

    Args:
        text: what was pasted.
        headings: the canvas.
        default: the heading of the lines that do not say theirs.
    """
    lines = [line for line in read_block(text, headings) if line.kind is not Kind.HEADING]
    return [_item(line, default) for line in lines]


def joined(items: Sequence[Item], index: int) -> list[Item]:
    """The items with one put at the end of the one above it."""
    if not 0 < index < len(items):
        return list(items)
    above, here = items[index - 1], items[index]
    both = replace(above, text=f"{above.text} {here.text}", star=above.star or here.star, is_in=True)
    return [*items[: index - 1], both, *items[index + 1 :]]


def divided(items: Sequence[Item], index: int) -> list[Item]:
    """The items with one made into several, one a sentence."""
    here = items[index]
    parts = [replace(here, text=text) for text in sentences(here.text)]
    return [*items[:index], *parts, *items[index + 1 :]]


def switched(items: Sequence[Item], index: int) -> list[Item]:
    """The items with one left out, or taken in again."""
    here = items[index]
    return [*items[:index], replace(here, is_in=not here.is_in), *items[index + 1 :]]


def moved(items: Sequence[Item], index: int, step: int, keys: Sequence[str]) -> list[Item]:
    """The items with one under the next heading, or the one before."""
    here = items[index]
    at = keys.index(here.heading) if here.heading in keys else -step
    return [*items[:index], replace(here, heading=keys[(at + step) % len(keys)]), *items[index + 1 :]]


def put_below(items: Sequence[Item], index: int, heading: str) -> list[Item]:
    """The items with one under a heading, and all those of the same heading that follow it at once."""
    found = list(items)
    before = found[index].heading
    while index < len(found) and found[index].heading == before:
        found[index] = replace(found[index], heading=heading)
        index += 1
    return found


def summary(tr: Translator, items: Sequence[Item], headings: Sequence[Heading]) -> str:
    """« 14 notes : 5 constats, 6 pistes, 3 conditions »."""
    ready = [item for item in items if item.is_ready]
    counts = Counter(item.heading for item in ready)
    names = ", ".join(
        f"{counts[heading.key]} {_counted(heading, counts[heading.key])}"
        for heading in headings
        if counts[heading.key]
    )
    words = tr.n("{n} note", "{n} notes", len(ready))
    if names:
        words = tr("{notes}: {headings}", notes=words, headings=names)
    left_out = sum(not item.is_in for item in items)
    too_long = sum(item.is_in and item.is_too_long for item in items)
    if left_out:
        words += " · " + tr.n("{n} line left out", "{n} lines left out", left_out)
    if too_long:
        words += " · " + tr.n("{n} line too long", "{n} lines too long", too_long)
    return words


def preview_lines(tr: Translator, items: Sequence[Item], headings: Sequence[Heading]) -> list[Line]:
    """One line an item; its id is its index."""
    names = {heading.key: heading_name(heading) for heading in headings}
    return [_line(tr, index, item, names) for index, item in enumerate(items)]


def _line(tr: Translator, index: int, item: Item, names: dict[str, str]) -> Line:
    lead = ("★ " if item.star else "· ") if item.is_in else "✗ "
    tail, tone = names.get(item.heading, item.heading), ""
    if not item.is_in:
        tail, tone = tr("title") if item.is_title else tr("left out"), "dim"
    elif item.is_too_long:
        tail, tone = f"{len(item.text)}/{LONGEST_NOTE}", "alarm"
    return Line(str(index), item.text, lead, tail, tone)


def _item(line: BlockLine, default: str) -> Item:
    is_title = line.kind is not Kind.NOTE
    return Item(line.text, line.heading or default, line.star, is_in=not is_title, is_title=is_title)


def _counted(heading: Heading, count: int) -> str:
    name = heading_singular(heading) if count == 1 else heading_name(heading)
    # « 5 constats », but « 2 RH »
    return name[:1].lower() + name[1:] if name[1:2].islower() else name
