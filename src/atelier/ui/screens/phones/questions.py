"""What Téléphones asks before it does something."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, TypeVar

from textual.screen import ModalScreen

from atelier.domain.text import clean, one_line
from atelier.domain.workshop import CafeTable
from atelier.errors import N_, AtelierError
from atelier.services.collection.access import Capability, Role
from atelier.services.collection.adapters import Adapter, Kind, adapters, is_here
from atelier.services.collection.ledger import Wifi
from atelier.services.collection.process import CaptureProcess
from atelier.ui.dialogs.questions import Choice, Confirmation, OneLine
from atelier.ui.screens.phones.words import adapter_line, kept
from atelier.ui.widgets.line import Line
from atelier.ui.wording import table_title

if TYPE_CHECKING:
    from collections.abc import Callable

    from atelier.ui.app import AtelierApp

T = TypeVar("T")
_FAR = (Kind.VIRTUAL, Kind.UNASSIGNED, Kind.LOOPBACK)
LONGEST_NETWORK = 32
"""Bytes of a Wi-Fi's name."""
SHORTEST_PASSWORD, LONGEST_PASSWORD = 8, 64
"""Characters of a Wi-Fi's password."""


async def ask_open(app: AtelierApp) -> None:
    """Open to phones: at once where one address is likely, or the one of the last time is there still."""
    if (refusal := app.phones.refusal) is not None:
        app.warn(refusal)
        return
    found = await asyncio.to_thread(adapters)
    wishes = app.phones.status.wishes if app.phones.status is not None else None
    address = wishes.address if wishes is not None else ""
    if not address or not is_here(address, found):
        likely = [adapter for adapter in found if adapter.kind not in _FAR]
        chosen = likely[0].address if len(likely) == 1 else await _choose(app, found, bool(likely))
        if chosen is None:
            return
        address = chosen
    await _do(app, lambda process: process.open(address))


async def ask_address(app: AtelierApp) -> None:
    """Choose another address; while phones are served, that changes every code."""
    if (refusal := app.phones.refusal) is not None:
        app.warn(refusal)
        return
    found = await asyncio.to_thread(adapters)
    chosen = await _choose(app, found, True)
    status = app.phones.status
    before = status.wishes.address if status is not None and status.wishes is not None else ""
    if chosen is None or (chosen == before and app.phones.is_open):
        return
    question = app.tr(
        "Go to {address}? Codes change with the address: phones scan again, printed cards are printed again."
        " Notes that are still on phones wait for the old address.",
        address=chosen,
    )
    yes, no = app.tr("Go to the new address"), app.tr("Stay with the old one")
    if app.phones.is_open and not await _ask(app, Confirmation(question, yes=yes, no=no)):
        return
    await _do(app, lambda process: process.open(chosen))


async def ask_port(app: AtelierApp) -> None:
    """Take another port, which changes every code."""
    if (refusal := app.phones.refusal) is not None:
        app.warn(refusal)
        return
    question = app.tr(
        "Another port? Codes change with it: phones scan again, printed cards are printed again. Notes that"
        " are still on phones stay there: whoever has some saves them with “Export my notes” on the phone."
    )
    yes, no = app.tr("Take another port"), app.tr("Keep this one")
    if await _ask(app, Confirmation(question, yes=yes, no=no)):
        await _do(app, lambda process: process.change_port())


async def ask_renew(app: AtelierApp, table: CafeTable | None) -> None:
    """Give a table a new address, or all of them when it is None."""
    tr = app.tr
    if table is None:
        question = tr(
            "New codes for all tables? Printed cards and the pages that are open stop working: every phone"
            " scans again. Notes that are still on phones stay there, and can be exported from them."
        )
    else:
        question = tr(
            "A new code for {table}? Its card and the pages that are open stop working: its phones scan"
            " again. Notes that are still on them stay there, and can be exported from them.",
            table=table_title(tr, table),
        )
    if not await _ask(app, Confirmation(question, yes=tr("Change"), no=tr("Leave as it is"))):
        return
    capability = None if table is None else Capability(Role.TABLE, table.id)
    if await _do(app, lambda process: process.renew(capability)):
        app.say(tr("Done: the old codes no longer work."))


async def ask_shut(app: AtelierApp) -> None:
    """Close to phones."""
    tr, reach = app.tr, app.phones.reach
    question = tr("Close to phones? They cannot write any more; what was received is safe.")
    if reach is not None and reach.queued:
        still = kept(tr, reach.queued)
        question += " " + tr("{notes}: they stay there until you open again.", notes=still)
    if await _ask(app, Confirmation(question, yes=tr("Close"), no=tr("Leave open"))):
        await _do(app, lambda process: process.close())


async def ask_leaving(app: AtelierApp) -> bool:
    """Ask what becomes of the phones when the program is left.

    Returns:
        whether it is to be left.
    """
    tr, reach = app.tr, app.phones.reach
    question = tr("Phones can still write. What becomes of them when you leave?")
    if reach is not None and reach.queued:
        question = f"{kept(tr, reach.queued)}. {question}"
    lines = [
        Line("leave", tr("Leave open: notes still come in, for 24 hours at the most")),
        Line("close", tr("Close: phones cannot write any more")),
    ]
    answer = await _ask(app, Choice(question, lines))
    if answer == "leave":
        return await _do(app, lambda process: process.leave())
    return answer == "close" and await _do(app, lambda process: process.close())


async def ask_network(app: AtelierApp) -> Wifi | None:
    """Ask for the name and the password of the Wi-Fi, and keep them on this computer."""
    tr = app.tr
    known = await app.phones.do(lambda process: process.ledger.wishes().wifi)
    name = await _ask(
        app,
        OneLine(tr("The name of the Wi-Fi that phones join, exactly:"), known.name, check=_check_name),
    )
    if not name:
        return None
    password = await _ask(
        app,
        OneLine(
            tr("Its password, exactly; leave it empty when there is none:"),
            known.password,
            hint=tr("Kept on this computer alone, never in the workshop's file. Enter: keep · Esc: leave it"),
            check=_check_password,
        ),
    )
    if password is None:
        return None
    wifi = Wifi(_field(name), _field(password))
    await _do(app, lambda process: process.ledger.change(wifi=wifi))
    return wifi


async def _choose(app: AtelierApp, found: tuple[Adapter, ...], is_likely: bool) -> str | None:
    tr = app.tr
    question = tr("Under which address do phones find this computer? Most often that of the Wi-Fi.")
    if not is_likely:
        question = tr(
            "This computer is on no network that phones reach: join a Wi-Fi first, or open a hotspot."
            " These are the addresses that it has:"
        )
    return await _ask(app, Choice(question, [adapter_line(tr, adapter) for adapter in found]))


async def _ask(app: AtelierApp, dialog: ModalScreen[T]) -> T:
    return await app.push_screen_wait(dialog)


async def _do(app: AtelierApp, deed: Callable[[CaptureProcess], object]) -> bool:
    """Do something with the server; what went wrong is shown."""
    try:
        await app.phones.do(deed)
    except AtelierError as error:
        app.warn(error)
        return False
    return True


def _field(text: str) -> str:
    return one_line(clean(text))


def _check_name(text: str) -> None:
    if not 1 <= len(_field(text).encode()) <= LONGEST_NETWORK:
        raise AtelierError(N_("A Wi-Fi's name has 1 to 32 characters; accents count double."))


def _check_password(text: str) -> None:
    password = _field(text)
    if password and not SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD:
        raise AtelierError(N_("A Wi-Fi's password has 8 to 63 characters."))
