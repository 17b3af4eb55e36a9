"""A message to the tables: a line that is typed, or one of those that are ready."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.actions import SkipAction
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Label

from atelier.domain.canvas import Heading
from atelier.domain.text import check_note, is_blank
from atelier.errors import AtelierError
from atelier.ui.dialogs.dialog import Dialog
from atelier.ui.safe import plain
from atelier.ui.widgets.line_list import Line, LineList
from atelier.ui.widgets.note_field import NoteField
from atelier.ui.wording import heading_name

if TYPE_CHECKING:
    from atelier.i18n import Translator


def ready_messages(
    tr: Translator, headings: Sequence[Heading], neglected: Sequence[Heading] = ()
) -> list[str]:
    """Sentences that are ready to be sent.

    Args:
        tr: the interface's language, which the tables read too.
        headings: of the canvas.
        neglected: those that nobody has noted anything under, which come first.
    """
    first = {heading.key for heading in neglected}
    others = [heading for heading in headings if heading.key not in first and not heading.gathers_stars]
    return [
        *(tr("Think of “{heading}” too.", heading=heading_name(heading)) for heading in neglected),
        tr("Three minutes left."),
        tr("Choose your key idea, and note it."),
        tr("Is your group seated? Say so here."),
        tr("End your sentence: we change tables."),
        tr("Note what is said in the group's own words."),
        tr("I am on my way."),
        *(tr("Think of “{heading}” too.", heading=heading_name(heading)) for heading in others),
    ]


class MessageDialog(Dialog[str]):
    """A field, and ready sentences below it."""

    DEFAULT_CSS = """
    MessageDialog LineList { max-height: 8; }
    MessageDialog.-low LineList { max-height: 6; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "to_list", show=False, priority=True),
    ]

    def __init__(self, question: str, ready: Sequence[str]) -> None:
        """A field.

        Args:
            question: what is asked, translated.
            ready: sentences to choose from, translated.
        """
        super().__init__()
        self._question = question
        self._ready = tuple(ready)

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog--box"):
            yield Label(plain(self._question), classes="dialog--body")
            yield NoteField(id="text")
            yield Label("", id="error", classes="dialog--error")
            yield LineList(id="ready", wraps=False)
            hint = self.tr("Enter: send · ↓: ready sentences · Esc: nothing")
            yield Label(plain(hint), classes="dialog--hint")

    def on_mount(self) -> None:
        """Offer the field."""
        lines = [Line(str(index), text) for index, text in enumerate(self._ready)]
        self.query_one("#ready", LineList).show(lines)
        self.query_one(NoteField).focus()

    def action_to_list(self) -> None:
        """Go from the last line of the field to the ready sentences."""
        field = self.query_one(NoteField)
        if not field.has_focus or not field.cursor_at_last_line:
            raise SkipAction
        self.query_one("#ready", LineList).focus()

    @on(NoteField.Tabbed)
    def _tabbed(self, event: NoteField.Tabbed) -> None:
        event.stop()
        self.query_one("#ready", LineList).focus()

    @on(LineList.Left, "#ready")
    def _left(self, event: LineList.Left) -> None:
        event.stop()
        if event.direction < 0:
            self.query_one(NoteField).focus()

    @on(LineList.Chosen, "#ready")
    def _ready_chosen(self, event: LineList.Chosen) -> None:
        event.stop()
        self.dismiss(self._ready[int(event.line_id)])

    @on(NoteField.Sent)
    def _sent(self, event: NoteField.Sent) -> None:
        event.stop()
        if is_blank(event.text):
            hint = self.tr("Type a sentence, or choose one below with ↓.")
            self.query_one("#error", Label).update(plain(hint))
            return
        try:
            check_note(event.text)
        except AtelierError as error:
            self.query_one("#error", Label).update(plain(self.tr(error.msgid, **error.params)))
            return
        self.dismiss(event.text)

    @on(NoteField.Escaped)
    def _escaped(self, event: NoteField.Escaped) -> None:
        event.stop()
        self.action_give_up()
