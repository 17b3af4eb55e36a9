"""The program's own code, read as text."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final

SOURCE: Final = Path(__file__).resolve().parents[2] / "src"


@dataclass(frozen=True)
class Module:
    """One module of the program."""

    path: Path

    @property
    def name(self) -> str:
        """Its dotted name."""
        parts = self.path.relative_to(SOURCE).with_suffix("").parts
        return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)

    @property
    def layer(self) -> str:
        """The folder below `atelier`; `leaf` or `entry` for what stands beside the folders."""
        parts = self.path.relative_to(SOURCE).parts
        if len(parts) > 2:
            return parts[1]
        return "entry" if self.path.stem in ("entry", "__main__") else "leaf"

    @cached_property
    def tree(self) -> ast.Module:
        """Its syntax tree."""
        return ast.parse(self.path.read_text("utf-8"), str(self.path))

    def imports(self) -> Iterator[str]:
        """Every module it imports, wherever the import stands, with the names taken from it."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                yield from (alias.name for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                assert node.level == 0, f"{self.name}: imports are absolute"
                yield from (f"{node.module}.{alias.name}" for alias in node.names)


def modules() -> list[Module]:
    """Every module of the program."""
    return [Module(path) for path in sorted((SOURCE / "atelier").rglob("*.py"))]
