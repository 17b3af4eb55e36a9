"""`atelier doctor FILE --phones`: waits until a real phone has opened the test page."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Final

from atelier.errors import DONE, N_, PROBLEM, AtelierError

if TYPE_CHECKING:
    from atelier.cli.invocation import Invocation
    from atelier.services.collection.adapters import Adapter
    from atelier.services.collection.process import CaptureProcess, Status
    from atelier.services.collection.trial import Outcome

LOOK_SECONDS: Final = 0.5


def try_phones(invocation: Invocation, file: Path, lan: str, seconds: int) -> int:
    """Open to phones unless it is so already, show the code of the test page, and wait.

    Args:
        invocation: the command.
        file: the workshop.
        lan: the address that phones use; empty to take the likeliest one.
        seconds: how long to wait.

    Returns:
        the exit code.

    Raises:
        AtelierError: the file cannot be used, or the address is not one of this computer.
    """
    from atelier.cli.workshop_file import opened
    from atelier.services.collection.adapters import adapters
    from atelier.services.collection.process import CaptureProcess
    from atelier.services.time import SystemClock

    with opened(invocation, file) as session:
        path, workshop_id = session.path, session.state.workshop.id
    found = adapters()
    process = CaptureProcess(invocation.places, path, workshop_id, SystemClock())
    was_open = process.look().is_wished
    if not was_open:
        process.open(_address(lan, found))
    try:
        return _wait(invocation, process, found, seconds)
    finally:
        if not was_open:
            _close(process)


def _address(lan: str, found: tuple[Adapter, ...]) -> str:
    from atelier.services.collection.adapters import Kind, is_here

    if not lan:
        likely = (each for each in found if each.kind in (Kind.WIFI, Kind.CABLE, Kind.OTHER))
        return next((each.address for each in likely), "")
    if not is_here(lan, found):
        raise AtelierError(
            N_("This computer does not have the address {address}. It has: {known}."),
            address=lan[:60],
            known=", ".join(adapter.address for adapter in found),
        )
    return lan


def _wait(invocation: Invocation, process: CaptureProcess, found: tuple[Adapter, ...], seconds: int) -> int:
    from atelier.services.collection.devices import devices
    from atelier.services.collection.process import Phase
    from atelier.services.collection.trial import Verdict, outcome

    began, is_shown = time.time(), False
    while True:
        status = process.look()
        wall = time.time()
        if status.phase is Phase.OPEN and not is_shown:
            is_shown, began = True, wall
            _show(invocation, status, seconds)
        known = devices(process.ledger.devices)
        shown = outcome(status, found, known, began, wall)
        is_over = wall - began >= seconds
        if shown.verdict is Verdict.ARRIVED or is_over:
            # Whoever waited less than one usually does still learns what is likely wrong
            final = outcome(status, found, known, began, max(wall, began + 3_600))
            return _tell(invocation, shown if shown.verdict is Verdict.ARRIVED else final)
        time.sleep(LOOK_SECONDS)


def _show(invocation: Invocation, status: Status, seconds: int) -> None:
    """Show the code and the address."""
    from atelier import qr
    from atelier.services.collection.access import Role
    from atelier.services.collection.addresses import address_of, spelled

    if status.wishes is None:
        return
    url = address_of(status.wishes, Role.TEST)
    if invocation.is_terminal:
        # Nothing but our own black and white: what is said otherwise loses its escape sequences
        sys.stdout.write("\n".join(qr.ansi(url)) + "\n")
    invocation.say(spelled(url))
    invocation.warn(
        invocation.tr("Open this address with a phone, within {seconds} s. Ctrl+C gives up.", seconds=seconds)
    )


def _tell(invocation: Invocation, shown: Outcome) -> int:
    from atelier.services.collection.trial import Verdict

    tr = invocation.tr
    match shown.verdict:
        case Verdict.ARRIVED:
            invocation.say(f"✓ {tr('A phone got through: all is well.')}")
            return DONE
        case Verdict.CANNOT:
            invocation.say(f"✗ {tr('No phone can get through:')}")
        case Verdict.ONLY_HERE:
            invocation.say(f"✗ {tr('Only this computer itself came. Most likely:')}")
        case _:
            invocation.say(f"✗ {tr('Nobody came. Most likely:')}")
    for cause in shown.causes:
        invocation.say(f"  · {tr(cause.msgid, **cause.params)}")
    invocation.say(tr("Otherwise, the best first:"))
    for rank, way in enumerate(shown.ways, start=1):
        invocation.say(f"  {rank}. {tr(way.msgid, **way.params)}")
    return PROBLEM


def _close(process: CaptureProcess) -> None:
    """Close again what was opened for the trial, and wait until it has ended."""
    from atelier.services.collection.process import Phase

    process.close()
    end = time.monotonic() + 20
    while process.look().phase is not Phase.CLOSED and time.monotonic() < end:
        time.sleep(0.1)
