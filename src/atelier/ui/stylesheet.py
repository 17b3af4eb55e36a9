"""The style sheet of the program, read once."""

from __future__ import annotations

from textual.css.stylesheet import Stylesheet


class ReadOnce(Stylesheet):
    """A style sheet that keeps what it has read of its sources until a colour changes.

    Textual reads all of them again for each section that comes up first, the very first one included:
    so that sheets which are edited while the program runs may be wrong. Ours are tested.
    """

    def set_variables(self, variables: dict[str, str]) -> None:
        """Take the colours of the theme; what was read with the same ones stays."""
        if variables != self._variables:
            super().set_variables(variables)

    def reparse(self) -> None:
        """Read the sources that are new."""
        self.parse()
