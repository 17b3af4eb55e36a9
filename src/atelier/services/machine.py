"""Whether this computer can run a workshop: terminal, folders, clock, sound."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Final

from atelier.domain.clock import Clock
from atelier.errors import N_
from atelier.services import chime
from atelier.services.collection.adapters import adapters
from atelier.services.collection.checkup import network_finding
from atelier.services.finding import Finding, Level

if TYPE_CHECKING:
    from atelier.config import Places

LEAST_COLUMNS: Final = 80
LEAST_ROWS: Final = 24
LEAST_FREE: Final = 100
"""Megabytes."""
GLYPHS: Final = "é œ « » ▸ ★ ✓ ● ▀ █ ░ ┃"
"""Characters that the screens use."""


def examine_machine(
    places: Places, clock: Clock, *, size: os.terminal_size | None, encoding: str, environ: Mapping[str, str]
) -> tuple[Finding, ...]:
    """Look at what the screens and the files need of this computer.

    Args:
        places: the user's folders.
        clock: the time.
        size: of the terminal; None when there is none.
        encoding: of what is written to the terminal.
        environ: the environment's variables.
    """
    return (
        Finding(
            "python",
            Level.INFO,
            N_("Python {version} on {system}."),
            {"version": sys.version.split()[0], "system": sys.platform},
        ),
        *_terminal(size, encoding, environ),
        *_folders(places),
        _clock(clock),
        network_finding(adapters()),
        _sound(places),
    )


def _terminal(
    size: os.terminal_size | None, encoding: str, environ: Mapping[str, str]
) -> tuple[Finding, ...]:
    if size is None:
        return (
            Finding("terminal", Level.INFO, N_("There is no terminal here: commands work, screens do not.")),
        )
    found: list[Finding] = []
    numbers = {
        "columns": size.columns,
        "rows": size.lines,
        "least_columns": LEAST_COLUMNS,
        "least_rows": LEAST_ROWS,
    }
    if size.columns < LEAST_COLUMNS or size.lines < LEAST_ROWS:
        text = N_(
            "The terminal has {columns}×{rows} characters: make it {least_columns}×{least_rows} or more."
        )
        found.append(Finding("size", Level.WARNING, text, numbers))
    else:
        found.append(
            Finding("size", Level.INFO, N_("The terminal has {columns}×{rows} characters."), numbers)
        )
    if encoding.lower().replace("-", "") != "utf8":
        text = N_("The terminal's encoding is {encoding}: accents and symbols may not show. Choose UTF-8.")
        found.append(Finding("encoding", Level.WARNING, text, {"encoding": encoding}))
    if environ.get("TERM") == "dumb":
        text = N_("This terminal calls itself “dumb”: open Atelier in an ordinary terminal window.")
        found.append(Finding("dumb", Level.ERROR, text))
    text = N_("These should be twelve different signs, none of them a box: {glyphs}")
    found.append(Finding("glyphs", Level.INFO, text, {"glyphs": GLYPHS}))
    return tuple(found)


def _folders(places: Places) -> tuple[Finding, ...]:
    found: list[Finding] = []
    for folder in (places.state, places.config):
        if not _is_writable(folder):
            text = N_(
                "The folder {folder} cannot be written: recent workshops and settings are not remembered."
            )
            found.append(Finding("folder", Level.WARNING, text, {"folder": folder}))
    here = Path.cwd()
    free = shutil.disk_usage(here).free // 1_000_000
    level = Level.WARNING if free < LEAST_FREE else Level.INFO
    found.append(
        Finding("disk", level, N_("{free} MB are free in {folder}."), {"free": free, "folder": here})
    )
    return tuple(found)


def _is_writable(folder: Path) -> bool:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            return True
    except OSError:
        return False


def _clock(clock: Clock) -> Finding:
    first, second = clock.now(), clock.now()
    if second.boot < first.boot or first.boot_id != second.boot_id:
        return Finding(
            "clock", Level.ERROR, N_("The clock of this computer runs backwards: set its date and time.")
        )
    return Finding("clock", Level.INFO, N_("The clock goes on while the computer sleeps."))


def _sound(places: Places) -> Finding:
    players = chime.find_players()
    if not players:
        names = ", ".join(words[0] for words in chime.PLAYERS)
        text = N_("No sound when time is up, only the screen: none of these players is there: {players}.")
        return Finding("sound", Level.WARNING, text, {"players": names})
    reason = chime.last_failure(places)
    if reason:
        text = N_("The last sound could not be played: {reason}")
        return Finding("sound", Level.WARNING, text, {"reason": reason})
    text = N_(
        "When time is up a sound is played with {player}; “Test the sound” in the palette lets you hear it."
    )
    return Finding("sound", Level.INFO, text, {"player": players[0].name})
