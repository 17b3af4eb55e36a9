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
from atelier.errors import N_, AtelierError
from atelier.services import deciding
from atelier.ui.dialogs.dialog import Dialog
from atelier.ui.safe import plain
from atelier.ui.screens.fuse.notes_view import group_title
from atelier.ui.screens.fuse.reasons import highlighted
from atelier.ui.wording import profile_name

if TYPE_CHECKING:
    from atelier.domain.change import Action
    from atelier.domain.state import State
    from atelier.fusion.questions import Question
    from atelier.i18n import Translator
    from atelier.services.session import Saved
    from atelier.services.workbench import Bench
    from atelier.ui.screens.fuse.board import FuseBoard

_NOTES = ("first", "second")


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
    board.focus_panel("points")
    if answered:
        said = board.tr.n("{n} answer kept.", "{n} answers kept.", answered)
        board.atelier.say(f"{said} {board.tr('y accepts a suggestion, Del refuses it.')}")


def enough(notes: int) -> int:
    """How many answers usually do most of the good: half as many as there are notes."""
    return max(1, notes // 2)


class Review(Dialog[int]):
    """Two notes face to face; a letter answers. It closes with the number of answers."""

    DEFAULT_CSS = """
    Review {
        & > .dialog--box { width: 92; }
        & .review--who { height: 1; padding: 0 1; color: $foreground 70%; }
        & .review--note {
            height: auto; min-height: 2; max-height: 7; margin-bottom: 1; padding: 0 1; background: $boost;
        }
        & #review-question { text-style: bold; margin-bottom: 1; }
        & #review-rest { margin-top: 0; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("o,y", "answer(True)", show=False),
        Binding("n", "answer(False)", show=False),
        Binding("p,space", "skip", show=False),
        Binding("left,backspace,ctrl+z", "take_back", show=False),
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
            for name in _NOTES:
                yield Label("", id=f"review-{name}-who", classes="review--who")
                yield Label("", id=f"review-{name}", classes="review--note")
            yield Label("", id="review-rest", classes="dialog--hint")
            hint = self.tr("y: yes · n: no · p: pass · ←: take back · Esc: stop")
            yield Label(plain(hint), classes="dialog--hint")

    def on_mount(self) -> None:
        """Ask the first question."""
        self._think()

    @property
    def is_asking(self) -> bool:
        """Whether a question waits for its answer."""
        return self._question is not None

    def action_answer(self, is_yes: bool) -> None:
        """Keep an answer, and ask the next question."""
        question, board = self._question, self._board
        if question is None:
            return
        self._question = None
        now = board.session.clock.now()
        self._answered += 1
        board.perform(lambda: deciding.answer(board.session.state, question, is_yes, now), self._go_on)

    def action_take_back(self) -> None:
        """Take the last answer of this review back; it is asked again in its turn."""
        if self._answered and self._board.perform(self._taken_back, self._go_on):
            self._question = None
            self._answered -= 1

    def _taken_back(self) -> Action:
        plan = self._board.session.plan_undo(self._board.SECTION)
        if plan is None or plan.undoes_name != "decision.answer" or plan.conflicts:
            raise AtelierError(N_("Something else was done meanwhile: Esc, then ctrl+z takes it back first."))
        return plan.action

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
        from atelier.services.proposing import decided

        self._bench = bench
        if not self.is_mounted:
            return
        tr, state = self.tr, self._board.session.state
        self._question = found[0] if found else None
        title, rest = self.query_one("#review-question", Label), self.query_one("#review-rest", Label)
        if self._question is None:
            title.update(plain(tr("No question is left on this page ✓")))
            rest.update(plain(tr("Esc goes back to the suggestions.")))
            for name in _NOTES:
                self.query_one(f"#review-{name}-who", Label).update("")
                self.query_one(f"#review-{name}", Label).update("")
            return
        is_same = self._question.kind is QuestionKind.SAME
        title.update(plain(tr("Same idea?") if is_same else tr("Do these two belong together?")))
        pair = (self._question.first, self._question.second)
        for name, note_id, other_id in zip(_NOTES, pair, reversed(pair), strict=True):
            note = state.get(Note, note_id)
            if note is not None:
                self.query_one(f"#review-{name}-who", Label).update(plain(_who(tr, state, note)))
                text = _with_shared_words(bench, note, other_id)
                self.query_one(f"#review-{name}", Label).update(text)
        given = len(decided(state, {note.id for note in bench.request.notes}))
        rest.update(plain(_progress(tr, given, enough(len(bench.request.notes)), len(found))))


def _progress(tr: Translator, given: int, goal: int, left: int) -> str:
    """How far one is: most of the good is done long before the last question."""
    goal = min(goal, given + left)
    if given < goal:
        return tr("Answer {n} of about {goal}; stop whenever you like.", n=given + 1, goal=goal)
    done = tr.n("{n} answer: most of the good is done.", "{n} answers: most of the good is done.", given)
    more = tr.n("{n} question left, if you wish.", "{n} questions left, if you wish.", left)
    return f"{done} {more}"


def _who(tr: Translator, state: State, note: Note) -> str:
    parts = [group_title(tr, state, note.round, note.group_id)]
    if note.profile:
        parts.append(profile_name(state, note.profile))
    return " · ".join(parts)


def _with_shared_words(bench: Bench, note: Note, other_id: str) -> Content:
    """A note with the words underlined that the other one has too, or speaks of."""
    from atelier.fusion.explanation import shared_words

    cell = bench.cell
    at = {one.id: index for index, one in enumerate(cell.notes)}
    one, other = at.get(note.id), at.get(other_id)
    if one is None or other is None or cell.notes[one].text != note.text:
        return plain(note.text)
    words = shared_words(note.text, cell.readings[one], cell.readings[other], cell.lexicon)
    return highlighted(note.text, words)
