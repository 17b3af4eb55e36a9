"""Writing a text of several lines, what it draws on beside it; no word that was typed is lost."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Vertical
from textual.widgets import Label, TextArea

from atelier.domain.change import Action
from atelier.domain.text import clean
from atelier.errors import AtelierError
from atelier.ui.dialogs.dialog import Dialog
from atelier.ui.safe import plain
from atelier.ui.widgets.bar import Bar, Part
from atelier.ui.widgets.line_list import Line, LineList
from atelier.ui.widgets.prose_area import ProseArea
from atelier.ui.wording import word_count

if TYPE_CHECKING:
    from atelier.services.session import Session

DRAFT_SECONDS = 1.0
"""How often what was typed is kept as a draft."""


_BASE = "@"
"""Before the revision that a draft was based on: an empty revision is kept too."""


@dataclass(frozen=True, slots=True)
class Writing:
    """One text to write."""

    title: str
    """What is written, translated."""
    text: str
    """What is stored."""
    field: str
    """Name of its draft."""
    based_on: str
    """The revision of what is stored."""
    plan: Callable[[str, str, tuple[str, ...]], Action | None]
    """Plans what stores a text: from it, the revision it is based on, and the drafts it replaces."""
    beside: Sequence[Line] = ()
    """What is read while one writes."""
    beside_title: str = ""
    words: tuple[int, int] | None = None
    """How many words it should have, about."""


class Editor(Dialog[bool]):
    """A text area with what it draws on beside it; ctrl+j keeps, Escape closes and keeps a draft."""

    DEFAULT_CSS = """
    Editor {
        & > .dialog--box { width: 100%; max-width: 100%; height: 100%; max-height: 100%; padding: 0 1; }
        & #desk { layout: horizontal; height: 1fr; }
        & #written { width: 1fr; height: 1fr; background: $panel; }
        & #beside-panel { width: 1fr; height: 1fr; margin-left: 1; }
        & #beside-panel.-empty { display: none; }
        & #beside { height: 1fr; max-height: 100%; }
        & .dialog--error { display: none; }
        & .dialog--error.-shown { display: block; }
        &.-narrow #desk { layout: vertical; }
        &.-narrow #beside-panel { height: 40%; width: 1fr; margin: 0; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+j", "keep", show=False, priority=True),
        Binding("f9", "swap", show=False, priority=True),
        Binding("escape", "give_up", show=False, priority=True),
    ]

    def __init__(self, writing: Writing) -> None:
        super().__init__()
        self._writing = writing
        self._draft = ""
        """The draft that was found; empty when there was none."""
        self._kept = ""
        """What the draft holds now."""
        self._based_on = writing.based_on
        """What the text that is kept will be based on: what its draft was, when one is taken up."""
        self._typed = ""
        """What the area held when it changed last: it outlives the area."""

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog--box"):
            yield Bar(id="editor-title")
            with Container(id="desk"):
                with Vertical(id="beside-panel"):
                    yield Bar(id="beside-title")
                    yield LineList(id="beside")
                yield ProseArea(id="written")
            yield Label("", id="error", classes="dialog--error")
            yield Bar(id="editor-count")
            yield Bar(id="editor-keys")

    def on_mount(self) -> None:
        """Offer the draft where there is one, else what is stored."""
        writing = self._writing
        session = self.atelier.session
        drafts = session.drafts(writing.field) if session is not None else []
        self._draft = next((draft.text for draft in drafts if clean(draft.text) != writing.text), "")
        self._kept = drafts[0].text if drafts else ""
        if self._draft and session is not None:
            bases = session.drafts(_base_field(writing.field))
            self._based_on = next((base.text.removeprefix(_BASE) for base in bases), self._based_on)
        area = self.query_one(ProseArea)
        area.text = self._typed = self._draft or writing.text
        area.move_cursor(area.document.end)
        area.focus()
        self.query_one("#beside-panel").set_class(not writing.beside, "-empty")
        self.query_one("#beside-title", Bar).show(
            [Part(f" {writing.beside_title}", "title", is_flexible=True)]
        )
        self.query_one("#beside", LineList).show(writing.beside)
        self._show_keys()
        self._show_count()
        self.set_interval(DRAFT_SECONDS, self.keep_draft)

    def on_unmount(self) -> None:
        """Keep what was typed last when the program is left from here."""
        self._put_draft(self._typed)

    @property
    def text(self) -> str:
        """What is written."""
        return self.query_one(ProseArea).text

    @property
    def has_changes(self) -> bool:
        """Whether it differs from what is stored."""
        return clean(self.text) != self._writing.text

    @on(TextArea.Changed)
    def _changed(self, event: TextArea.Changed) -> None:
        event.stop()
        self._typed = event.text_area.text
        self._show_count()

    def action_keep(self) -> None:
        """Store the text and close; when it cannot be stored, say why and stay."""
        writing = self._writing
        try:
            fields = (writing.field, _base_field(writing.field))
            action = writing.plan(self.text, self._based_on, fields)
        except AtelierError as error:
            label = self.query_one("#error", Label)
            label.update(plain(self.tr.of(error)))
            label.add_class("-shown")
            return
        # What is stored from here on: no draft of it is to be kept any more.
        self._writing = replace(writing, text=clean(self.text))
        session = self.atelier.session
        if action is not None:
            self.atelier.save(action)
        elif session is not None:
            self._drop_draft(session)
        self.dismiss(action is not None)

    def action_swap(self) -> None:
        """Go from the draft to what is stored, or back."""
        if not self._draft:
            return
        area = self.query_one(ProseArea)
        other = self._writing.text if self.text == self._draft else self._draft
        area.replace(other, area.document.start, area.document.end)
        area.move_cursor(area.document.end)

    def action_give_up(self) -> None:
        """Close; what was typed waits as a draft."""
        self.keep_draft()
        if self.has_changes:
            self.atelier.say(self.tr("Not kept yet: your text waits as a draft, and opens here again."))
        self.dismiss(None)

    def keep_draft(self) -> None:
        """Keep what is typed as a draft."""
        if self.is_attached:
            self._put_draft(self.text)
            self._show_count()

    def _put_draft(self, typed: str) -> None:
        session = self.atelier.session
        text = "" if clean(typed) == self._writing.text else typed
        if session is None or text == self._kept:
            return
        if text:
            # What is written later, on another day even, is still known to rest on what was read then.
            session.put_draft(_base_field(self._writing.field), _BASE + self._based_on)
            session.put_draft(self._writing.field, text)
        else:
            self._drop_draft(session)
        self._kept = text

    def _drop_draft(self, session: Session) -> None:
        session.drop_draft(self._writing.field)
        session.drop_draft(_base_field(self._writing.field))

    def _show_count(self) -> None:
        tr, words = self.tr, self._writing.words
        count = word_count(self.text)
        parts = [Part(" " + tr.n("{n} word", "{n} words", count), "strong")]
        if words is not None:
            fewest, most = words
            is_right = not count or fewest <= count <= most
            aim = tr("aim: {fewest} to {most}", fewest=fewest, most=most)
            parts.append(Part(f" · {aim}", "" if is_right else "warning"))
        if self._draft:
            parts.append(Part(" · " + tr("your draft was taken up; F9 shows what is stored"), "warning"))
        elif self._kept and self._kept == self.text:
            parts.append(Part(f" · {tr('draft kept')}", "dim"))
        self.query_one("#editor-count", Bar).show(parts)

    def _show_keys(self) -> None:
        tr = self.tr
        keys = [("ctrl+j", tr("keep"), "keep"), (tr("Esc"), tr("close, draft kept"), "give_up")]
        parts: list[Part] = []
        for key, name, action in keys:
            parts.append(Part(" · " if parts else " "))
            parts += [Part(key, "key", f"screen.{action}"), Part(f" {name}", "", f"screen.{action}")]
        if self._writing.beside:
            parts += [Part(" · "), Part("Tab " + tr("to read beside"), "dim", is_flexible=True)]
        self.query_one("#editor-keys", Bar).show(parts)
        self.query_one("#editor-title", Bar).show(
            [Part(f" {self._writing.title}", "title", is_flexible=True)]
        )


def _base_field(field: str) -> str:
    """The name under which the revision is kept that a draft was based on."""
    return f"{field}/base"
