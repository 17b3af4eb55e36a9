"""Ask yes or no, one line, a longer text, or one choice among several."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Label, TextArea

from atelier.errors import AtelierError
from atelier.ui.dialogs.dialog import Dialog
from atelier.ui.safe import plain
from atelier.ui.widgets.line_list import Line, LineList
from atelier.ui.widgets.note_field import NoteField
from atelier.ui.widgets.prose_area import ProseArea


class Confirmation(Dialog[bool]):
    """Yes or no; Enter takes the answer that is under the cursor, which is the safe one."""

    def __init__(self, question: str, *, yes: str, no: str) -> None:
        """A question.

        Args:
            question: the question, translated.
            yes: what yes does, in words.
            no: what no does, in words.
        """
        super().__init__()
        self._question = question
        self._yes = yes
        self._no = no

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog--box"):
            yield Label(plain(self._question), classes="dialog--body")
            yield LineList(id="answers")

    def on_mount(self) -> None:
        """Offer the answers."""
        answers = self.query_one("#answers", LineList)
        answers.show([Line("no", self._no), Line("yes", self._yes)])
        answers.focus()

    @on(LineList.Chosen)
    def _answered(self, event: LineList.Chosen) -> None:
        event.stop()
        self.dismiss(event.line_id == "yes")


class OneLine(Dialog[str]):
    """One line of text."""

    DEFAULT_CSS = """
    OneLine #remarks { height: 5; max-height: 5; margin-top: 1; }
    """

    def __init__(
        self,
        question: str,
        text: str = "",
        *,
        hint: str = "",
        check: Callable[[str], object] | None = None,
        is_proposal: bool = False,
        others: Sequence[str] = (),
        remarks: Callable[[str], Sequence[tuple[str, str]]] | None = None,
    ) -> None:
        """A field.

        Args:
            question: what is asked, translated.
            text: what stands in it.
            hint: a line below it, translated.
            check: raises AtelierError when the text does not do; the field then stays open.
            is_proposal: whether the text is only proposed: it is selected, and typing replaces it.
            others: what else is proposed; Tab puts one after the other in the field, then what stood there.
            remarks: what is said of the text while it is typed, translated, each with its tone.
        """
        super().__init__()
        self._is_proposal = is_proposal
        self._question = question
        self._text = text
        self._hint = hint
        self._check = check
        self._remarks = remarks
        self._turn = list(dict.fromkeys((text, *others)))
        self._at = 0

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog--box"):
            yield Label(plain(self._question), classes="dialog--body")
            yield NoteField(self._text, id="text")
            if self._remarks is not None:
                remarks = LineList(id="remarks")
                remarks.can_focus = False
                yield remarks
            yield Label("", id="error", classes="dialog--error")
            hint = self._hint or self.tr("Enter: keep · Esc: leave it as it was")
            yield Label(plain(hint), classes="dialog--hint")

    def on_mount(self) -> None:
        """Put the cursor at the end of what stands there."""
        field = self.query_one(NoteField)
        if self._is_proposal:
            field.select_all()
        else:
            field.move_cursor(field.document.end)
        field.focus()
        self._remark(self._text)

    @on(TextArea.Changed)
    def _changed(self, event: TextArea.Changed) -> None:
        event.stop()
        self._remark(event.text_area.text)

    def _remark(self, text: str) -> None:
        if self._remarks is not None:
            said = enumerate(self._remarks(text))
            lines = [Line(str(row), words, tone=tone, is_selectable=False) for row, (words, tone) in said]
            self.query_one("#remarks", LineList).show(lines)

    @on(NoteField.Tabbed)
    def _turned(self, event: NoteField.Tabbed) -> None:
        event.stop()
        field, turn = event.field, self._turn
        if len(turn) > 1:
            if field.text in turn:
                self._at = turn.index(field.text)
            else:  # what was typed takes the place of what it was made of, and comes round again
                turn[self._at] = field.text
            self._at = (self._at + event.step) % len(turn)
            field.text = turn[self._at]
            field.move_cursor(field.document.end)

    @on(NoteField.Sent)
    def _sent(self, event: NoteField.Sent) -> None:
        event.stop()
        if self._check is not None:
            try:
                self._check(event.text)
            except AtelierError as error:
                self.query_one("#error", Label).update(plain(self.tr(error.msgid, **error.params)))
                return
        self.dismiss(event.text)

    @on(NoteField.Escaped)
    def _escaped(self, event: NoteField.Escaped) -> None:
        event.stop()
        self.action_give_up()


class LongText(Dialog[str]):
    """Several lines of text; `ctrl+j` keeps them."""

    DEFAULT_CSS = """
    LongText ProseArea { height: 12; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+j", "keep", show=False, priority=True)]

    def __init__(self, question: str, text: str = "", *, hint: str = "") -> None:
        """A field.

        Args:
            question: what is asked, translated.
            text: what stands in it.
            hint: a line below it, translated.
        """
        super().__init__()
        self._question = question
        self._text = text
        self._hint = hint

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog--box"):
            yield Label(plain(self._question), classes="dialog--body")
            yield ProseArea(self._text, id="text")
            hint = self._hint or self.tr("ctrl+j: keep · Esc: leave it as it was")
            yield Label(plain(hint), classes="dialog--hint")

    def on_mount(self) -> None:
        """Put the cursor at the end of what stands there."""
        area = self.query_one(ProseArea)
        area.move_cursor(area.document.end)
        area.focus()

    def action_keep(self) -> None:
        """Answer with the text."""
        self.dismiss(self.query_one(ProseArea).text)


class Choice(Dialog[str]):
    """One among several; a letter chooses at once."""

    def __init__(
        self, question: str, choices: Sequence[Line], *, letters: str = "", cursor: str | None = None
    ) -> None:
        """A list.

        Args:
            question: what is asked, translated.
            choices: the answers.
            letters: one letter for each answer, or nothing.
            cursor: id of the answer under the cursor.
        """
        super().__init__()
        self._question = question
        self._choices = choices
        self._letters = letters
        self._start = cursor

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog--box"):
            yield Label(plain(self._question), classes="dialog--body")
            yield LineList(id="choices")
            yield Label(plain(self.tr("Enter: choose · Esc: nothing")), classes="dialog--hint")

    def on_mount(self) -> None:
        """Offer the answers."""
        lines = list(self._choices)
        if self._letters:
            pairs = zip(lines, self._letters, strict=False)
            lines = [Line(line.id, line.text, f"{letter} ", line.tail, line.tone) for line, letter in pairs]
        choices = self.query_one("#choices", LineList)
        choices.show(lines, cursor=self._start)
        choices.focus()

    def on_key(self, event: events.Key) -> None:
        """Choose by letter."""
        index = self._letters.find(event.character) if event.character else -1
        if 0 <= index < len(self._choices):
            # The screen below must not take the same letter for a key of its own.
            event.stop()
            event.prevent_default()
            self.dismiss(self._choices[index].id)

    @on(LineList.Chosen)
    def _chosen(self, event: LineList.Chosen) -> None:
        event.stop()
        self.dismiss(event.line_id)


class Several(Dialog[list[str]]):
    """Any number among several; the space bar marks them."""

    def __init__(
        self, question: str, choices: Sequence[Line], *, marked: frozenset[str] = frozenset()
    ) -> None:
        """A list.

        Args:
            question: what is asked, translated.
            choices: the answers.
            marked: ids of those that are marked at first.
        """
        super().__init__()
        self._question = question
        self._choices = choices
        self._marked = marked

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog--box"):
            yield Label(plain(self._question), classes="dialog--body")
            yield LineList(id="choices", can_mark=True)
            yield Label(
                plain(self.tr("Space: mark · Enter: keep · Esc: leave it as it was")), classes="dialog--hint"
            )

    def on_mount(self) -> None:
        """Offer the answers."""
        choices = self.query_one("#choices", LineList)
        choices.show(self._choices)
        choices.marked = self._marked
        choices.focus()

    @on(LineList.Chosen)
    def _kept(self, event: LineList.Chosen) -> None:
        event.stop()
        marked = self.query_one("#choices", LineList).marked
        self.dismiss([choice.id for choice in self._choices if choice.id in marked])
