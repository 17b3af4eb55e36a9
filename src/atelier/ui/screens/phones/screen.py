"""The screen `phones`: whether phones can write, who is connected, the code of each table."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual import on, work
from textual.binding import BindingType
from textual.containers import Container, Vertical
from textual.widget import Widget

from atelier.domain.clock import ClockReading
from atelier.domain.place import places
from atelier.domain.workshop import CafeTable
from atelier.services.collection.access import Role
from atelier.services.collection.addresses import address_of
from atelier.services.collection.process import Phase
from atelier.ui.base import WorkshopScreen
from atelier.ui.commands.phones import PHONES
from atelier.ui.commands.registry import bindings
from atelier.ui.going import show_code
from atelier.ui.screens.phones.words import advice, head_parts, table_lines
from atelier.ui.screens.run.passage import Passage
from atelier.ui.widgets.bar import Bar
from atelier.ui.widgets.key_bar import KeyBar
from atelier.ui.widgets.line_list import LineList
from atelier.ui.widgets.qr_code import QrCode

AGE_SECONDS = 5.0
"""How often ages are drawn anew."""
_WISHED = ("code", "trial", "room", "shut", "address")
_NEEDS_WISHES = ("renew", "renew_all", "port")


class PhonesScreen(WorkshopScreen):
    """Opens the workshop to phones and shows what comes of it."""

    SECTION: ClassVar[str] = "phones"
    BINDINGS: ClassVar[list[BindingType]] = bindings(PHONES)
    DEFAULT_CSS = """
    PhonesScreen {
        & > #head { background: $background; margin: 1 0 0 0; }
        & > #advice { height: auto; max-height: 5; margin: 0 1 1 1; }
        & > #desk { height: 1fr; layout: horizontal; }
        & #places { height: 1fr; width: 1fr; margin: 0 1; border-top: solid $panel; }
        & #side { display: none; width: 38; height: 1fr; padding: 0 2; border-left: solid $panel; }
        &.-wide.-tall #side { display: block; }
    }
    """

    def body(self) -> Iterable[Widget]:
        """How it stands, what to do, the tables; on a large window the code of the one under the cursor."""
        yield Bar(id="head")
        yield Passage(id="advice")
        with Container(id="desk"):
            yield LineList(id="places")
            with Vertical(id="side"):
                yield QrCode(id="small-code")

    def on_mount(self) -> None:
        """Begin with the first table, and look at once."""
        self._list.focus()
        self.set_interval(AGE_SECONDS, self._draw)

    def on_screen_resume(self) -> None:
        """Look at the server at once: it may have ended while another section was shown."""
        super().on_screen_resume()
        self.atelier.phones.watch()

    @property
    def _list(self) -> LineList:
        return self.query_one("#places", LineList)

    @property
    def table(self) -> CafeTable | None:
        """The table under the cursor."""
        return self.state.get(CafeTable, self._list.cursor)

    # Drawing

    def state_changed(self, kinds: frozenset[str]) -> None:
        """Draw the tables as they are."""
        self._draw()

    def phones_changed(self) -> None:
        """Draw what is known of phones now."""
        super().phones_changed()
        self._draw()

    def tick(self, reading: ClockReading) -> None:
        """The time changes nothing here."""

    def _draw(self) -> None:
        if not self.is_whole or self.atelier.session is None:
            return
        tr, phones = self.tr, self.atelier.phones
        wall = self.atelier.real_clock.now().wall
        self.query_one("#head", Bar).show(head_parts(tr, phones.status, phones.reach))
        self.query_one("#advice", Passage).show(advice(tr, phones.status, phones.reach, self._keys()))
        self._list.show(table_lines(tr, self.state, phones.status, phones.reach, wall))
        self._show_small_code()
        self.refresh_bindings()

    def _keys(self) -> dict[str, str]:
        return {command.action: next(iter(self.atelier.key_names(command)), "") for command in PHONES}

    @on(LineList.Highlighted, "#places")
    def _moved(self, event: LineList.Highlighted) -> None:
        event.stop()
        self._show_small_code()

    def _show_small_code(self) -> None:
        status, table = self.atelier.phones.status, self.table
        is_shown = status is not None and status.phase is Phase.OPEN and table is not None
        text = ""
        if is_shown and status is not None and status.wishes is not None and table is not None:
            text = address_of(status.wishes, Role.TABLE, table.id)
        self.query_one(QrCode).show(text)

    def tells(self, text: str) -> bool:
        """A notice over the tables would hide them: it takes the place of the keys."""
        return self.is_whole and self.query_one(KeyBar).tell(text)

    # Keys

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only what can be done now."""
        if self.atelier.session is None or not self.is_whole:
            return True
        phones = self.atelier.phones
        if action == "open":
            return not phones.is_open
        if action in _WISHED:
            return phones.is_open
        if action in _NEEDS_WISHES:
            return phones.status is not None and phones.status.wishes is not None
        return True

    @on(LineList.Chosen, "#places")
    def _chosen(self, event: LineList.Chosen) -> None:
        event.stop()
        show_code(self.atelier, event.line_id)

    def action_code(self) -> None:
        """Show the code of the table under the cursor."""
        show_code(self.atelier, self._list.cursor)

    @work(exclusive=True, group="dialog", exit_on_error=False)
    async def action_open(self) -> None:
        """Let phones write."""
        from atelier.ui.screens.phones.questions import ask_open

        await ask_open(self.atelier)

    @work(exclusive=True, group="dialog", exit_on_error=False)
    async def action_address(self) -> None:
        """Choose another address."""
        from atelier.ui.screens.phones.questions import ask_address

        await ask_address(self.atelier)

    @work(exclusive=True, group="dialog", exit_on_error=False)
    async def action_port(self) -> None:
        """Take another port."""
        from atelier.ui.screens.phones.questions import ask_port

        await ask_port(self.atelier)

    @work(exclusive=True, group="dialog", exit_on_error=False)
    async def action_renew(self) -> None:
        """Give the table under the cursor another code."""
        from atelier.ui.screens.phones.questions import ask_renew

        if self.table is not None:
            await ask_renew(self.atelier, self.table)

    @work(exclusive=True, group="dialog", exit_on_error=False)
    async def action_renew_all(self) -> None:
        """Give every table another code."""
        from atelier.ui.screens.phones.questions import ask_renew

        if places(self.state):
            await ask_renew(self.atelier, None)

    @work(exclusive=True, group="dialog", exit_on_error=False)
    async def action_shut(self) -> None:
        """Take nothing from phones any more."""
        from atelier.ui.screens.phones.questions import ask_shut

        await ask_shut(self.atelier)

    def action_trial(self) -> None:
        """Wait for a real phone to answer."""
        from atelier.ui.screens.phones.trial import TrialCode

        self.app.push_screen(TrialCode(self.atelier.real_clock.now().wall))

    @work(exclusive=True, group="dialog", exit_on_error=False)
    async def action_wifi(self) -> None:
        """Show the code of the Wi-Fi; its name and password are asked for once."""
        from atelier.ui.screens.phones.questions import ask_network
        from atelier.ui.screens.phones.wifi_code import WifiCode

        status = self.atelier.phones.status
        wifi = status.wishes.wifi if status is not None and status.wishes is not None else None
        if wifi is None or not wifi.name:
            wifi = await ask_network(self.atelier)
        if wifi is not None:
            self.app.push_screen(WifiCode(wifi))

    @work(exclusive=True, group="dialog", exit_on_error=False)
    async def action_print(self) -> None:
        """Write the table cards."""
        from atelier.ui.screens.prepare.printing import write_to_print

        await write_to_print(self, self.state, self.session.clock.now(), ["cards"])

    @work(exclusive=True, group="dialog", exit_on_error=False)
    async def action_room(self) -> None:
        """Let another computer show the room screen."""
        from atelier.errors import AtelierError
        from atelier.ui.screens.phones.page_code import ask_room_page

        try:
            await ask_room_page(self.atelier)
        except AtelierError as error:
            self.atelier.warn(error)

    @work(exclusive=True, group="dialog", exit_on_error=False)
    async def action_network(self) -> None:
        """Change the name and the password of the Wi-Fi."""
        from atelier.ui.screens.phones.questions import ask_network

        if await ask_network(self.atelier) is not None:
            self.atelier.say(self.tr("Kept on this computer; the cards to print have its code."))

    def action_back(self) -> None:
        """Go back to where one came from."""
        self.atelier.switch_mode(self.atelier.left_for_phones)
