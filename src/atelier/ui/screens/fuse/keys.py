"""Which commands the key bar names first, and which the conclusion does not know."""

from __future__ import annotations

from typing import Final

FIRST_KEYS: Final = {
    "notes": tuple(
        [
            "accept",
            "take_back",
            "next_panel",
            "create",
            "review",
            "set_aside",
            "attach",
            "attach_here",
            "next_heading",
            "next_table",
            "next_pending",
            "change_view",
            "find",
            "all_headings",
            "change_heading",
            "overview",
            "finish",
            "conclusion",
        ]
    ),
    "suggestion": tuple(
        [
            "accept",
            "remove",
            "accept_all",
            "why",
            "review",
            "rename",
            "next_panel",
            "finer",
            "coarser",
            "write",
            "unite",
            "next_heading",
            "next_pending",
            "next_table",
            "finish",
            "conclusion",
        ]
    ),
    "points": tuple(
        [
            "write",
            "rename",
            "star",
            "unite",
            "next_panel",
            "next_pending",
            "accept_all",
            "review",
            "why",
            "remove",
            "finer",
            "coarser",
            "move_down",
            "divergence",
            "write_short",
            "next_heading",
            "next_table",
            "change_heading",
            "create_empty",
            "finish",
            "overview",
            "conclusion",
        ]
    ),
    "detail": tuple(
        [
            "accept",
            "why",
            "write",
            "rename",
            "detach",
            "split",
            "attach",
            "next_panel",
            "write_short",
            "divergence",
            "star",
            "set_aside",
            "next_heading",
        ]
    ),
}
"""Actions by the list that has the focus, the most useful first; what is not named is in help."""

OF_TABLES: Final = frozenset(
    [
        "unite",
        "split",
        "accept_all",
        "finer",
        "coarser",
        "review",
        "write_short",
        "divergence",
        "star",
        "change_heading",
        "set_aside",
        "take_back",
        "change_view",
        "all_headings",
        "find",
        "show_note",
        "finish",
        "sign",
        "unsign",
        "freeze",
        "unfreeze",
    ]
)
"""Actions that the conclusion does not know."""

CHANGES_OF_POINTS: Final = frozenset(
    [
        "accept_all",
        "review",
        "finer",
        "coarser",
        "create",
        "create_empty",
        "attach",
        "attach_here",
        "detach",
        "unite",
        "split",
        "accept",
        "rename",
        "write",
        "write_short",
        "divergence",
        "star",
        "move_up",
        "move_down",
        "remove",
    ]
)
"""Actions that a frozen table refuses."""
