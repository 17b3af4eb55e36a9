"""The server's own log: status and route, neither tokens nor texts nor addresses."""

from __future__ import annotations

import logging
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

LARGEST: Final = 512_000
"""Bytes, after which the log starts anew and the old one is kept beside it."""
LIBRARIES: Final = ("aiohttp", "asyncio")
MOST_WAITING: Final = 1_000


class Log:
    """Lines that are written together, about once a second.

    Args:
        file: the log.
        clock: seconds since the epoch.
    """

    def __init__(self, file: Path, clock: Callable[[], float] = time.time) -> None:
        self._file = file
        self._clock = clock
        self._lines: list[str] = []
        self._dropped = 0

    def say(self, line: str) -> None:
        """Add a line; of a flood the first ones are kept, and how many were not."""
        if len(self._lines) >= MOST_WAITING:
            self._dropped += 1
            return
        at = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(self._clock()))
        self._lines.append(f"{at} {line}\n")

    def waiting(self) -> str:
        """What waits, to be given to `write`."""
        if self._dropped:
            self._lines.append(f"… and {self._dropped} lines more\n")
        text = "".join(self._lines)
        self._lines.clear()
        self._dropped = 0
        return text

    def write(self, text: str) -> None:
        """Write what waited; without a state folder it is lost. Used from any thread."""
        if not text:
            return
        with suppress(OSError):
            # On Windows it stays where it is for as long as another program has it open
            if self._file.stat().st_size > LARGEST:
                os.replace(self._file, self._file.with_suffix(".old.log"))
        with suppress(OSError):
            self._file.parent.mkdir(parents=True, exist_ok=True)
            with self._file.open("a", encoding="utf-8") as stream:
                stream.write(text)


@contextmanager
def heard(log: Log) -> Iterator[None]:
    """What libraries complain of goes to the server's log and nowhere else."""
    handler = LibraryLog(log)
    loggers = [logging.getLogger(name) for name in LIBRARIES]
    before = [logger.propagate for logger in loggers]
    for logger in loggers:
        logger.addHandler(handler)
        logger.propagate = False
    try:
        yield
    finally:
        for logger, propagates in zip(loggers, before, strict=True):
            logger.removeHandler(handler)
            logger.propagate = propagates


class LibraryLog(logging.Handler):
    """Where the libraries' own loggers lead: what kind of failure it was, never what it says.

    Their messages and tracebacks may hold addresses and texts.
    """

    def __init__(self, log: Log) -> None:
        super().__init__(logging.WARNING)
        self._log = log

    def emit(self, record: logging.LogRecord) -> None:
        """Write the kind of failure and the place in the program."""
        failure = record.exc_info[1] if record.exc_info else None
        kind = type(failure).__name__ if failure is not None else "-"
        where = ""
        trace = failure.__traceback__ if failure is not None else None
        while trace is not None:
            where = f" {Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}"
            trace = trace.tb_next
        self._log.say(f"{record.levelname.lower()} {record.name} {kind}{where}")
