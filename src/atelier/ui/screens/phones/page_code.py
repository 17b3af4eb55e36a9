"""The codes of the pages that belong to no table: the dots, and the room screen on another computer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from atelier.services.collection.access import Keyring, Role
from atelier.services.collection.addresses import address_of, spelled
from atelier.services.collection.ledger import Ledger, Wishes
from atelier.ui.dialogs.questions import Choice
from atelier.ui.screens.phones.full_code import FullCode
from atelier.ui.widgets.bar import Part
from atelier.ui.widgets.line_list import Line

if TYPE_CHECKING:
    from atelier.ui.app import AtelierApp


class PageCode(FullCode):
    """What people scan to give dots; what another computer opens to show the room screen."""

    def __init__(self, role: Role) -> None:
        """A code.

        Args:
            role: what the page is for.
        """
        super().__init__()
        self._role = role

    @property
    def _wishes(self) -> Wishes:
        session = self.atelier.session
        known = Ledger(self.atelier.places, session.state.workshop.id).known() if session else None
        return known or Wishes(Keyring(b""), 0)

    def text(self) -> str:
        """The address of the page."""
        return address_of(self._wishes, self._role)

    def heading(self) -> str:
        """What the page is."""
        return self.tr("Dots: your vote") if self._role is Role.DOTS else self.tr("Room screen")

    def marks(self) -> list[Part]:
        """Whether it can be scanned now."""
        wishes = self._wishes
        is_shown = wishes.takes_dots if self._role is Role.DOTS else wishes.shows_room
        if self.atelier.phones.is_open and is_shown:
            return []
        return [Part(f" {self.tr('not open now')} ", "alarm")]

    def lines(self) -> list[tuple[str, str]]:
        """The address to be typed by hand, and what to do with it."""
        tr = self.tr
        said = tr("“No internet”? Choose “Stay connected”.")
        if self._role is Role.ROOM:
            said = tr("Open this address in the browser of the other computer; F11 makes it fill the screen.")
        return [(spelled(self.text()), "strong"), (said, "")]


async def ask_room_page(app: AtelierApp) -> None:
    """Show the room screen as a page, under an address of its own; or no longer."""
    session, tr = app.session, app.tr
    if session is None:
        return
    ledger = Ledger(app.places, session.state.workshop.id)
    known = ledger.known()
    if known is not None and known.shows_room:
        lines = [
            Line("code", tr("Its code and its address")),
            Line("stop", tr("No longer show it as a page")),
        ]
        answer = await app.push_screen_wait(Choice(tr("The room screen can be had as a page."), lines))
        if answer == "stop":
            ledger.change(shows_room=False)
            app.say(tr("The room screen is in this program alone again."))
        if answer != "code":
            return
    else:
        ledger.change(shows_room=True)
    app.phones.watch()
    app.push_screen(PageCode(Role.ROOM))
