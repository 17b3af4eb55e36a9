"""The first lines that run: `--version` is answered here, before anything is imported for it."""

from __future__ import annotations

import gc
import sys

from atelier import __version__


def main() -> int:
    """Run the program with the words of the command line.

    Returns:
        The exit code.
    """
    words = sys.argv[1:]
    try:
        if words == ["--version"]:
            print(f"atelier {__version__}", flush=True)
            return 0
        # Hundreds of thousands of objects are made by imports and live as long as the program: looking
        # through them for garbage takes a tenth of the time until the first screen, which turns it on again.
        gc.disable()
        from atelier.cli import app

        return app.main(words)
    except (KeyboardInterrupt, OSError):  # interrupted while it starts, or nowhere to write
        return 1
