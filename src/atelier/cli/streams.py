"""What is written to a terminal or a pipe: harmless, and never a failure of its own."""

from __future__ import annotations

import contextlib
import os
import sys
from typing import TextIO


def steady() -> None:
    """Make standard output and error take any character, whatever the terminal's encoding.

    Windows gives a pipe or a file the encoding of its old programs: UTF-8 is used there instead,
    unless the user asked for another by `PYTHONIOENCODING`.
    """
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is None:
            continue
        with contextlib.suppress(ValueError, OSError):
            if os.name == "nt" and not stream.isatty() and "PYTHONIOENCODING" not in os.environ:
                reconfigure(encoding="utf-8", errors="replace")
            else:
                reconfigure(errors="replace")


def write(text: str, stream: TextIO | None = None) -> None:
    """Write one text and a line end, without the characters that would act on a terminal.

    Args:
        text: what to write.
        stream: where; standard output unless told.
    """
    from atelier.domain.text import printable

    out = sys.stdout if stream is None else stream
    out.write(printable(text) + "\n")
    out.flush()
