"""What a table has to do with the whole room: calls for help, the plenary, the trial before the start."""

from __future__ import annotations

from typing import ClassVar, Protocol

from textual.binding import BindingType

from atelier.domain.change import Action
from atelier.domain.place import places
from atelier.domain.state import State
from atelier.domain.text import check_note, is_blank
from atelier.services import help_calls, rehearsal
from atelier.services.notes import SCREEN
from atelier.ui.dialogs.questions import Choice, Confirmation, OneLine
from atelier.ui.screens.capture.sheet_deeds import SheetDeeds
from atelier.ui.widgets.line_list import Line
from atelier.ui.wording import table_title


class _TrialPlan(Protocol):
    def __call__(self, state: State, *, screen: str) -> Action | None: ...


class RoomDeeds(SheetDeeds):
    """The commands that reach beyond the table."""

    BINDINGS: ClassVar[list[BindingType]] = []

    def action_call_help(self) -> None:
        """Call the facilitator, or take the call back."""
        if not self.may_write():
            return
        if help_calls.call_at(self.state, self._table_id) is None:
            self._ask_help()
            return
        lines = [
            Line("wait", self.tr("Go on waiting")),
            Line("cancel", self.tr("We no longer need help")),
        ]

        def chosen(answer: str | None) -> None:
            self.back_to_field()
            if answer == "cancel":
                self._tell(help_calls.cancel(self.state, self._table_id), self.tr("call taken back"))

        self.app.push_screen(Choice(self.tr("The facilitator knows that you wait."), lines), chosen)

    def _ask_help(self) -> None:
        table = next((place for place in places(self.state) if place.id == self._table_id), None)
        if table is None:
            return
        question = self.tr("Call the facilitator to {table}?", table=table_title(self.tr, table))
        hint = self.tr("Enter: call · a few words help, but none are needed · Esc: nothing")

        def answered(text: str | None) -> None:
            self.back_to_field()
            if text is not None:
                now = self.session.clock.now()
                self._tell(help_calls.call(self.state, now, table.id, text), self.tr("help asked for"))

        check = lambda text: is_blank(text) or check_note(text)  # noqa: E731
        self.app.push_screen(OneLine(question, hint=hint, check=check), answered)

    def _tell(self, action: Action | None, said: str) -> None:
        if action is not None:
            self.atelier.save(action, lambda _: self.say(said))

    def action_go_plenary(self) -> None:
        """Note what the whole room says."""
        plenary = next((place for place in places(self.state) if place.is_plenary), None)
        if plenary is None:
            self.say(self.tr("this workshop has no plenary"), "warning")
            return
        self.show_cell(plenary.id)

    # The trial before the start

    def action_keep_trial(self) -> None:
        """Make real notes of those that were typed before the workshop began."""
        count = len(rehearsal.rehearsal_notes(self.state))
        question = self.tr.n(
            "{n} trial note will count like any other. Is it really a note of the workshop?",
            "{n} trial notes will count like any other. Are they really notes of the workshop?",
            count,
        )
        self._ask_trial(count, question, self.tr("They count"), rehearsal.keep)

    def action_erase_trial(self) -> None:
        """Remove the notes that were typed before the workshop began."""
        count = len(rehearsal.rehearsal_notes(self.state))
        question = self.tr.n("Erase {n} trial note?", "Erase {n} trial notes?", count)
        self._ask_trial(count, question, self.tr("Erase"), rehearsal.erase)

    def _ask_trial(self, count: int, question: str, yes: str, plan: _TrialPlan) -> None:
        if not count:
            self.say(self.tr("there are no trial notes"))
            return

        def answered(accepted: bool | None) -> None:
            self.back_to_field()
            if accepted:
                self.do(lambda state: plan(state, screen=SCREEN), self.tr("done"))

        self.app.push_screen(Confirmation(question, yes=yes, no=self.tr("Leave them as they are")), answered)
