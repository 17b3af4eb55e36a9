"""A whole workshop as JSON: every row of every table but history, nodes and drafts."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Final

from atelier.domain.state import ROWS, State

FORMAT: Final = "atelier-workshop/1"


def write_workshop(state: State) -> bytes:
    """The file that `services.rebuilding` makes an equal workshop of; removed rows are in it, as removed."""
    content = {
        "format": FORMAT,
        "title": state.workshop.title,
        "tables": {
            row.KIND: [asdict(each) for each in sorted(state.all(row).values(), key=lambda found: found.id)]
            for row in ROWS
        },
    }
    return (json.dumps(content, ensure_ascii=False, indent=1, allow_nan=False) + "\n").encode()
