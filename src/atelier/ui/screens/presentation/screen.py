"""The screen `presentation`: one point at a time on the whole window, for a room and a remote clicker."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, ClassVar, Final

from rich.segment import Segment
from textual import events, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from atelier.domain.clock import Moment
from atelier.domain.state import State
from atelier.export.composition import compose
from atelier.export.report import Length
from atelier.i18n import Translator
from atelier.ui.base import AtelierScreen
from atelier.ui.commands.presentation import PRESENTATION
from atelier.ui.commands.registry import bindings
from atelier.ui.safe import clip
from atelier.ui.screens.presentation.pages import Row, pages
from atelier.ui.screens.presentation.slides import Slide, slides
from atelier.ui.widgets.tones import Tone, Tones

if TYPE_CHECKING:
    from collections.abc import Sequence

TONES: Final[Mapping[str, Tone]] = {
    "title": Tone("primary", bold=True),
    "key": Tone("accent", bold=True),
    "caption": Tone(bold=True),
    "dim": Tone(opacity=0.7),
    "late": Tone("secondary", italic=True),
    "alarm": Tone("error", bold=True),
    "corner": Tone(opacity=0.6),
}


class SlideBoard(Widget):
    """The whole window: one page of a slide, its number in a corner."""

    DEFAULT_CSS = """
    SlideBoard { width: 1fr; height: 1fr; background: $background; color: $foreground; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._rows: Sequence[Row] = ()
        self._left = ""
        self._right = ""
        self._tones = Tones(self, TONES)

    @property
    def text(self) -> str:
        """All that is on it."""
        return "\n".join([*(text for text, _ in self._rows), f"{self._left} {self._right}"])

    def show(self, rows: Sequence[Row], left: str, right: str) -> None:
        """Show a page.

        Args:
            rows: from the top.
            left: in the corner at the left of the last row.
            right: in the corner at the right.
        """
        self._rows, self._left, self._right = rows, left, right
        self.refresh()

    def render_lines(self, crop: Region) -> list[Strip]:
        self._tones.begin()
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        width, height = self.size
        base = self.rich_style
        if y == height - 1:
            left = clip(self._left, max(0, width - len(self._right) - 3))
            gap = " " * max(0, width - 2 - len(left) - len(self._right))
            corner = base + self._tones["corner"]
            late = base + self._tones["late"]
            return Strip(
                [Segment(" ", base), Segment(left, late), Segment(gap + self._right, corner)]
            ).adjust_cell_length(width, base)
        if y >= len(self._rows):
            return Strip.blank(width, base)
        text, tone = self._rows[y]
        return Strip([Segment(text, base + self._tones[tone])]).adjust_cell_length(width, base)


class PresentationScreen(AtelierScreen):
    """Slides of the synthesis as it stands."""

    SECTION: ClassVar[str] = "presentation"
    BINDINGS: ClassVar[list[BindingType]] = bindings(PRESENTATION)
    DEFAULT_CSS = """
    PresentationScreen { & ToastHolder { display: none; } }
    """

    def __init__(
        self, made: Sequence[Slide], state: State, now: Moment, language: str, length: Length
    ) -> None:
        """Slides.

        Args:
            made: the slides.
            state: the workshop that they were made of, to make them anew.
            now: when.
            language: of the document.
            length: how much of each point is said.
        """
        super().__init__()
        self._slides = tuple(made)
        self._state = state
        self._now = now
        self._language = language
        self._length = length
        self._index = 0
        self._page = 0
        self._is_blank = False

    def compose(self) -> ComposeResult:
        """Nothing but the slide."""
        yield SlideBoard()

    def on_mount(self) -> None:
        """Show the first one."""
        self._draw()

    def on_resize(self) -> None:
        """Arrange the slide for the new size."""
        self.call_after_refresh(self._draw)

    def recomposed(self) -> None:
        """Show the same slide in the new widgets."""
        self._draw()

    @property
    def slide(self) -> Slide:
        """The slide that is shown."""
        return self._slides[self._index]

    @property
    def is_blank(self) -> bool:
        """Whether the screen is dark."""
        return self._is_blank

    def _pages(self, index: int) -> tuple[tuple[Row, ...], ...]:
        return pages(self._slides[index], self.size.width, self.size.height - 1)

    def _draw(self) -> None:
        if not self.is_whole:
            return
        board = self.query_one(SlideBoard)
        if self._is_blank:
            board.show((), "", "")
            return
        found = self._pages(self._index)
        self._page = min(self._page, len(found) - 1)
        part = f" · {self._page + 1}/{len(found)}" if len(found) > 1 else ""
        board.show(found[self._page], self.slide.remark, f"{self._index + 1}/{len(self._slides)}{part}")

    def _go(self, index: int, page: int = 0) -> None:
        self._is_blank = False
        self._index = min(max(index, 0), len(self._slides) - 1)
        last = len(self._pages(self._index)) - 1
        self._page = last if page < 0 else min(page, last)
        self._draw()

    # Keys

    def action_next(self) -> None:
        """The next page, then the next slide; a dark screen only comes back."""
        if self._is_blank:
            self._go(self._index, self._page)
        elif self._page + 1 < len(self._pages(self._index)):
            self._go(self._index, self._page + 1)
        elif self._index + 1 < len(self._slides):
            self._go(self._index + 1)

    def action_previous(self) -> None:
        """The page before, then the slide before."""
        if self._is_blank or self._page:
            self._go(self._index, self._page if self._is_blank else self._page - 1)
        elif self._index:
            self._go(self._index - 1, -1)

    def action_first(self) -> None:
        """The first slide."""
        self._go(0)

    def action_last(self) -> None:
        """The last slide."""
        self._go(len(self._slides) - 1)

    def action_blank(self) -> None:
        """Darken the screen, or bring the slide back."""
        self._is_blank = not self._is_blank
        self._draw()

    def action_toggle_length(self) -> None:
        """Full paragraphs, or one line a point, at the same slide."""
        self._length = Length.SHORT if self._length is Length.FULL else Length.FULL
        self._remake()

    @work(thread=True, exclusive=True, group="slides", exit_on_error=False)
    def _remake(self) -> None:
        made = make_slides(self._state, self._now, self._language, self._length)
        self.app.call_from_thread(self._remade, made)

    def _remade(self, made: Sequence[Slide]) -> None:
        # The same points in the same order, whatever their length.
        self._slides = tuple(made)
        self._go(self._index)

    def action_leave(self) -> None:
        """Go back to where one was."""
        self.dismiss()

    def on_click(self, event: events.Click) -> None:
        """The next one."""
        self.action_next()


def make_slides(state: State, now: Moment, language: str, length: Length) -> tuple[Slide, ...]:
    """The slides of a workshop as it stands.

    Args:
        state: the workshop.
        now: this instant.
        language: of the document.
        length: how much of each point is said.
    """
    tr = Translator(language)
    return slides(compose(state, now, tr, length=length, annex=False), tr)
