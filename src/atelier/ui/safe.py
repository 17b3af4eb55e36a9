"""Text from people on a screen: never as markup, measured in terminal cells."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rich.cells import cell_len, set_cell_size
from textual.content import Content

from atelier.domain.text import MARK_RUN, one_line, printable

_ENOUGH: Final = MARK_RUN + 4
"""Characters of a cleaned text that fill a cell, marks and joiners included: the rest needs no measuring."""

if TYPE_CHECKING:
    from textual.css.styles import RulesMap
    from textual.strip import Strip
    from textual.style import Style
    from textual.visual import RenderOptions


class Prose(Content):
    """Text whose lines never break at a no-break space: « Tour 2 » keeps its marks."""

    def get_height(self, rules: RulesMap, width: int) -> int:
        """The lines that it takes in a width."""
        return self._broken(rules, width).get_height(rules, width)

    def render_strips(
        self, width: int, height: int | None, style: Style, options: RenderOptions
    ) -> list[Strip]:
        """The lines that are drawn."""
        return self._broken(options.rules, width).render_strips(width, height, style, options)

    def _broken(self, rules: RulesMap, width: int) -> Content:
        room = width - 2 * rules.get("line_pad", 0)
        if rules.get("text_wrap", "wrap") == "nowrap" or room < 2:
            return Content(self.plain)
        return Content("\n".join(wrap(self.plain, room)))


def plain(text: str) -> Content:
    """Text that shows as it is, whatever brackets it holds."""
    return Prose(printable(text))


def clip(text: str, width: int) -> str:
    """One line of text that fits a width, with an ellipsis where it was cut.

    Args:
        text: any text.
        width: terminal cells.
    """
    line = one_line(text)
    if len(line) > (enough := _ENOUGH * max(0, width)):
        line = line[:enough]
    elif cell_len(line) <= width:
        return line
    return set_cell_size(line, max(0, width - 1)).rstrip() + "…" if width > 0 else ""


def wrap(text: str, width: int) -> list[str]:
    """Lines of text that fit a width, broken between words where possible; at least one.

    Args:
        text: any text; its own line breaks are kept.
        width: terminal cells.
    """
    width = max(2, width)
    lines: list[str] = []
    for paragraph in printable(text).split("\n"):
        line, used = "", 0
        for word in paragraph.split(" "):
            size = cell_len(word)
            if used and used + 1 + size > width:
                lines.append(line)
                line, used = "", 0
            while size > width:
                room = width - used - (1 if used else 0)
                head = _head(word, room if room > 0 else width)
                lines.append(f"{line} {head}" if line else head)
                line, used = "", 0
                word = word[len(head) :]
                size = cell_len(word)
            line = f"{line} {word}" if used else word
            # What begins with a letter joins nothing that stands before it.
            used = used + 1 + size if used and word[:1].isalnum() else cell_len(line)
        lines.append(line)
    return lines


def _head(word: str, width: int) -> str:
    used = 0
    for index, character in enumerate(word):
        used += cell_len(character)
        if used > width:
            return word[: max(1, index)]
    return word
