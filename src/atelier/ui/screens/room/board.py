"""The widget that the room looks at: one picture, drawn without any layout."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from rich.segment import Segment
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from atelier.ui.screens.room.painting import Row, paint
from atelier.ui.widgets.tones import Tone, Tones
from atelier.wording.scene import Scene

if TYPE_CHECKING:
    from atelier.i18n import Translator

TONES: Final[Mapping[str, Tone]] = {
    "calm": Tone("success", bold=True),
    "cue": Tone("warning", bold=True),
    "last": Tone("background", "warning", bold=True),
    "over": Tone("error", bold=True),
    "paused": Tone("secondary", bold=True),
    "still": Tone("primary", bold=True),
    "title": Tone("primary", bold=True),
    "strong": Tone(bold=True),
    "faint": Tone(opacity=0.3),
    "small": Tone(opacity=0.8),
}


class RoomBoard(Widget):
    """What the room sees, as large as the widget."""

    DEFAULT_CSS = """
    RoomBoard { width: 1fr; height: 1fr; background: $background; color: $foreground; }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._scene: Scene | None = None
        self._tr: Translator | None = None
        self._rows: list[Row] = []
        self._tones = Tones(self, TONES)

    @property
    def scene(self) -> Scene | None:
        """What it shows; None before anything was."""
        return self._scene

    @property
    def text(self) -> str:
        """All its rows as text."""
        return "\n".join("".join(text for text, _ in row) for row in self._rows)

    def show(self, tr: Translator, scene: Scene) -> None:
        """Show something else; only the rows that change are drawn.

        Args:
            tr: the interface's language.
            scene: what is shown.
        """
        if scene == self._scene and tr is self._tr:
            return
        self._scene, self._tr = scene, tr
        before, self._rows = self._rows, self._painted()
        if len(before) != len(self._rows):
            self.refresh()
            return
        pairs = enumerate(zip(before, self._rows, strict=True))
        changed = [Region(0, y, self.size.width, 1) for y, (old, new) in pairs if old != new]
        if changed:
            self.refresh(*changed)

    def on_resize(self) -> None:
        """Draw it for the new size."""
        self._rows = self._painted()
        self.refresh()

    def _painted(self) -> list[Row]:
        if self._scene is None or self._tr is None:
            return []
        return paint(self._tr, self._scene, self.size.width, self.size.height)

    def render_lines(self, crop: Region) -> list[Strip]:
        self._tones.begin()
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        width = self.size.width
        base = self.rich_style
        if y >= len(self._rows):
            return Strip.blank(width, base)
        segments = [Segment(text, base + self._tones[tone]) for text, tone in self._rows[y] if text]
        return Strip(segments).adjust_cell_length(width, base)
