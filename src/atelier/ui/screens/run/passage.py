"""Text that is only read."""

from __future__ import annotations

from atelier.ui.widgets.line_list import LineList


class Passage(LineList, can_focus=False):
    """Lines that take no focus and have no cursor."""
