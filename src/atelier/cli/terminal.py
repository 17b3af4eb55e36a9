"""Starting the terminal program."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from atelier.errors import N_, UsageError

if TYPE_CHECKING:
    from atelier.cli.invocation import Invocation
    from atelier.services.session import Session


def show(invocation: Invocation, session: Session | None = None, mode: str = "home") -> int:
    """Show the program until the user leaves it.

    Args:
        invocation: language, folders and settings.
        session: the workshop to show; it is closed by the program.
        mode: the section to start in.

    Returns:
        the exit code.
    """
    from atelier.services.time import SystemClock
    from atelier.ui.app import AtelierApp

    app = AtelierApp(
        tr=invocation.tr,
        clock=SystemClock(),
        places=invocation.places,
        settings=invocation.settings,
        session=session,
        mode=mode,
    )
    return app.run() or app.return_code or 0


def open_and_show(invocation: Invocation, path: Path, mode: str) -> int:
    """Open a workshop in the terminal program.

    Raises:
        FileUnusable: it cannot be read.
        UsageError: there is no terminal.
    """
    from atelier.services.fast_clock import clock_for
    from atelier.services.session import Session

    clock = clock_for(path, invocation.places)
    session = Session.open(path, clock=clock, origin="tui", places=invocation.places)
    if not invocation.is_terminal:
        session.close()
        raise UsageError(
            N_("Atelier needs a terminal to show its screens; “atelier status” works without one.")
        )
    return show(invocation, session, mode)
