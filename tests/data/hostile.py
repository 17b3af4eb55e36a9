"""The hostile inputs, ready for `pytest.mark.parametrize`."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Hostile:
    """One hostile input."""

    label: str
    category: str
    text: str
    expect: str
    """`neutralised`, `kept` or `rejected`."""

    def __str__(self) -> str:
        return self.label


def _read() -> tuple[Hostile, ...]:
    rows = json.loads(Path(__file__).with_name("hostile-inputs.json").read_text("utf-8"))["inputs"]
    return tuple(
        Hostile(row["label"], row["category"], row["text"] * row.get("repeat", 1), row["expect"])
        for row in rows
    )


HOSTILE = _read()
