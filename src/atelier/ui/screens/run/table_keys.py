"""The keys of Run that are about tables: their groups, messages, calls, sheets and empty cells."""

from __future__ import annotations

from textual import work

from atelier.domain.workshop import CafeTable
from atelier.errors import AtelierError
from atelier.services import help_calls, rehearsal, running
from atelier.services.leaving import Leftover, leftovers
from atelier.ui.going import go_to_door, go_to_phones, show_code
from atelier.ui.screens.run.clock_keys import ClockKeys
from atelier.ui.screens.run.other_views import GridView
from atelier.ui.widgets.line_list import Line, LineList
from atelier.ui.wording import table_title


class TableKeys(ClockKeys):
    """A screen on which the facilitator looks after the tables."""

    @property
    def table_id(self) -> str | None:
        """The table under the cursor."""
        return self.query_one("#tables", LineList).cursor if self.is_whole else None

    def left_over(self) -> tuple[Leftover, ...]:
        """What is left to be asked for before people leave."""
        try:
            drafts = self.session.every_draft()
        except AtelierError:
            drafts = {}  # the file cannot be read now, which is said elsewhere
        return leftovers(self.state, self.reading(), drafts)

    def table_allows(self, action: str) -> bool | None:
        """Whether an action of these keys makes sense now; None when it is not one of them."""
        match action:
            case "take_call":
                return bool(help_calls.open_calls(self.state))
            case "paper":
                return self.table_id is not None
        return None

    @work(exit_on_error=False)
    async def action_seated(self) -> None:
        """Say which group has arrived."""
        from atelier.ui.screens.run.table_questions import ask_seated

        await ask_seated(self, self.table_id)

    @work(exit_on_error=False)
    async def action_message(self) -> None:
        """Send a message to the tables."""
        from atelier.ui.screens.run.table_questions import ask_message

        await ask_message(self, self.table_id)

    def action_code(self) -> None:
        """Show the code of the table under the cursor."""
        show_code(self.atelier, self.table_id)

    def action_phones(self) -> None:
        """Show the phones of the tables."""
        go_to_phones(self.atelier)

    def action_door(self) -> None:
        """Count people as they come in."""
        go_to_door(self.atelier)

    @work(exit_on_error=False)
    async def action_host(self) -> None:
        """Change the host of a table."""
        from atelier.ui.screens.door.host import ask_host

        await ask_host(self, self.table_id)

    def action_messages(self) -> None:
        """Show the messages that were sent."""
        from atelier.ui.screens.run.messages_list import MessagesList

        self.app.push_screen(MessagesList(self))

    def action_take_call(self) -> None:
        """Take up the call for help that has waited longest."""
        calls = help_calls.open_calls(self.state)
        if not calls:
            self.atelier.say(self.tr("No table calls for help."))
            return
        table = self.state.get(CafeTable, calls[0].table_id)
        name = table_title(self.tr, table) if table is not None else ""
        said = self.tr("You go to {table}: it is told so.", table=name)
        now = self.session.clock.now()
        self.perform(
            lambda: help_calls.answer(self.state, now, calls[0].id), lambda _: self.atelier.say(said)
        )

    def action_paper(self) -> None:
        """Say that the table under the cursor writes on paper, or that it types."""
        table = self.state.get(CafeTable, self.table_id)
        if table is None:
            return
        name = table_title(self.tr, table)
        said = self.tr("{table} types: its silence is watched.", table=name)
        if not table.is_on_paper:
            said = self.tr("{table} writes on paper: its silence means nothing.", table=name)
        self.perform(
            lambda: running.set_paper(self.state, table.id, not table.is_on_paper),
            lambda _: self.atelier.say(said),
        )

    def action_sheets(self) -> None:
        """Tick the paper sheets as they come back."""
        from atelier.ui.screens.run.sheets_list import SheetsList

        self.app.push_screen(SheetsList(self))

    def action_dots(self) -> None:
        """Show what key ideas were given, and open or close the vote."""
        from atelier.ui.screens.run.dots_list import DotsList

        self.app.push_screen(DotsList(self))

    def action_leaving(self) -> None:
        """Show what is left to be asked for before people leave."""
        from atelier.ui.screens.run.leaving_list import LeavingList

        self.app.push_screen(LeavingList(self))

    async def ask_rehearsal(self) -> None:
        """Remove the notes that only tried the program, or make them real."""
        tr, count = self.tr, len(rehearsal.rehearsal_notes(self.state))
        question = tr.n(
            "{n} note was typed to try the program. No document shows it.",
            "{n} notes were typed to try the program. No document shows them.",
            count,
        )
        lines = [
            Line("erase", tr("Erase what was only a trial")),
            Line("keep", tr("It was no trial: make real notes of it")),
        ]
        from atelier.ui.dialogs.questions import Choice

        answer = await self.ask(Choice(question, lines)) if count else None
        if answer == "erase":
            self.perform(lambda: rehearsal.erase(self.state, screen=self.SECTION))
        elif answer == "keep":
            self.perform(lambda: rehearsal.keep(self.state, screen=self.SECTION))

    @work(exit_on_error=False)
    async def action_reasons(self) -> None:
        """Say why cells are empty."""
        from atelier.ui.screens.run.reason_questions import ask_reasons

        near = next((view.grid.cell for view in self.query(GridView) if view.display), None)
        await ask_reasons(self, near, self.table_id)
