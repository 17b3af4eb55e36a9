"""A whole workshop as JSON: every row of every table but history, nodes and drafts."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any, Final

from atelier.domain.record import Row
from atelier.domain.state import ROWS, State

FORMAT: Final = "atelier-workshop/1"


def write_workshop(state: State) -> bytes:
    """The file from which `read_workshop` makes an equal workshop; removed rows are in it, as removed."""
    content = {
        "format": FORMAT,
        "title": state.workshop.title,
        "tables": {
            row.KIND: [asdict(each) for each in sorted(state.all(row).values(), key=lambda found: found.id)]
            for row in ROWS
        },
    }
    return (json.dumps(content, ensure_ascii=False, indent=1, allow_nan=False) + "\n").encode()


def read_workshop(content: bytes) -> list[Row]:
    """The rows of an exported workshop.

    Args:
        content: what `write_workshop` wrote, perhaps edited since.

    Raises:
        AtelierError: it is something else, or damaged; the sentence says where.
    """
    from atelier.export.reading import read_rows  # pydantic takes its time; those who write do without it

    return read_rows(_parsed(content))


def _parsed(content: bytes) -> Any:
    from atelier.errors import N_, AtelierError

    try:
        return json.loads(content.decode("utf-8-sig"), parse_constant=_no_constant)
    except UnicodeDecodeError as error:
        raise AtelierError(N_("This is not a workshop that Atelier exported: it is not text.")) from error
    except json.JSONDecodeError as error:
        msgid = N_(
            "This is not a workshop that Atelier exported: it breaks off at line {line}, column {column}."
        )
        raise AtelierError(msgid, line=error.lineno, column=error.colno) from error
    except (ValueError, RecursionError) as error:
        raise AtelierError(
            N_("This is not a workshop that Atelier exported: its JSON makes no sense.")
        ) from error


def _no_constant(name: str) -> float:
    raise ValueError(name)
