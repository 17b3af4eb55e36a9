"""The quick review (revue rapide): one question after the other, the most useful first."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Label
from textual.worker import get_current_worker

from atelier.domain.note import Note
from atelier.errors import N_
from atelier.services import deciding
from atelier.ui.dialogs.dialog import Dialog
from atelier.ui.safe import plain
from atelier.ui.screens.fuse.notes_view import stop_mark

if TYPE_CHECKING:
    from atelier.fusion.questions import Question
    from atelier.services.session import Saved
    from atelier.services.workbench import Bench
    from atelier.ui.screens.fuse.board import FuseBoard


def begin(board: FuseBoard) -> None:
    """Ask the questions of this page; answers are kept one by one."""
    from atelier.fusion.questions import REVIEW

    if not board.may_change_points():
        return
    if board.bench is None:
        board.needs(N_("There is nothing to ask yet: the notes are being read, or proposals are hidden."))
        return
    # Questions are asked from smaller themes, which answers then unite.
    if board.granularity > REVIEW:
        board.slide(REVIEW)
    board.app.push_screen(Review(board), lambda answered: _end(board, answered or 0))


def _end(board: FuseBoard, answered: int) -> None:
    board.draw()
    if answered:
        said = board.tr.n("{n} answer kept.", "{n} answers kept.", answered)
        board.atelier.say(f"{said} {board.tr('The suggestions follow: y accepts one, Del refuses it.')}")
    board.focus_panel("points")


class Review(Dialog[int]):
    """Two notes face to face; a letter answers. It closes with the number of answers."""

    DEFAULT_CSS = """
    Review {
        & > .dialog--box { width: 92; }
        & .review--note { height: auto; max-height: 8; margin-bottom: 1; padding: 0 1; background: $boost; }
        & #review-question { text-style: bold; margin-bottom: 1; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("o,y", "answer(True)", show=False),
        Binding("n", "answer(False)", show=False),
        Binding("p,space", "skip", show=False),
        Binding("q", "give_up", show=False),
    ]

    def __init__(self, board: FuseBoard) -> None:
        """A review of the page that a board shows."""
        super().__init__()
        self._board = board
        self._bench: Bench | None = board.bench
        self._question: Question | None = None
        self._skipped: set[frozenset[str]] = set()
        self._answered = 0

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog--box"):
            yield Label("…", id="review-question")
            yield Label("", id="review-first", classes="review--note")
            yield Label("", id="review-second", classes="review--note")
            yield Label("", id="review-rest", classes="dialog--hint")
            hint = self.tr("o: yes · n: no · p: pass · Esc: stop; every answer is kept")
            yield Label(plain(hint), classes="dialog--hint")

    def on_mount(self) -> None:
        """Ask the first question."""
        self._think()

    def action_answer(self, is_yes: bool) -> None:
        """Keep an answer, and ask the next question."""
        question, board = self._question, self._board
        if question is None:
            return
        self._question = None
        now = board.session.clock.now()
        self._answered += 1
        board.perform(lambda: deciding.answer(board.session.state, question, is_yes, now), self._go_on)

    def _go_on(self, _: Saved) -> None:
        self._think()

    def action_skip(self) -> None:
        """Leave a question open."""
        if self._question is not None:
            self._skipped.add(frozenset((self._question.first, self._question.second)))
            self._question = None
            self._think()

    def action_give_up(self) -> None:
        """Stop; what was answered is kept."""
        self.dismiss(self._answered)

    @work(thread=True, exclusive=True, exit_on_error=False)
    def _think(self) -> None:
        from atelier.fusion.questions import REVIEW
        from atelier.services.workbench import answer, request_for

        worker, board = get_current_worker(), self._board
        state = board.session.state
        request = request_for(state, board.where.table_id, board.where.heading, REVIEW)
        bench = answer(request, state, self._bench)
        found = [
            question
            for question in bench.open_questions(state, REVIEW)
            if frozenset((question.first, question.second)) not in self._skipped
        ]
        if not worker.is_cancelled:
            self.app.call_from_thread(self._show, bench, found)

    def _show(self, bench: Bench, found: list[Question]) -> None:
        from atelier.fusion.questions import QuestionKind

        self._bench = bench
        if not self.is_mounted:
            return
        tr, state = self.tr, self._board.session.state
        self._question = found[0] if found else None
        title, rest = self.query_one("#review-question", Label), self.query_one("#review-rest", Label)
        notes = [self.query_one(f"#review-{name}", Label) for name in ("first", "second")]
        if self._question is None:
            title.update(plain(tr("No question is left on this page.")))
            rest.update(plain(tr("Esc goes back to the suggestions.")))
            for label in notes:
                label.update("")
            return
        is_same = self._question.kind is QuestionKind.SAME
        title.update(plain(tr("Same idea?") if is_same else tr("Does the first one belong with the second?")))
        for label, note_id in zip(notes, (self._question.first, self._question.second), strict=True):
            note = state.get(Note, note_id)
            if note is not None:
                mark = plain(stop_mark(tr, state, note)).stylize("dim")
                label.update(Content.assemble(plain(note.text), "  ", mark))
        rest.update(plain(tr.n("{n} question left", "{n} questions left", len(found))))
