"""The build hook: puts the shipped content and the compiled catalogues into the wheel."""

from __future__ import annotations

import compileall
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

CONTENT = ("data", "themes")


class ContentHook(BuildHookInterface):  # type: ignore[type-arg]
    """A wheel holds `data/` and `themes/` inside the package; a clone has them beside `src`."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Tell hatchling what to add; the sources stay as they were.

        Args:
            version: `standard`, or `editable`, for which the program reads the clone itself.
            build_data: what hatchling is told.
        """
        self.compiled = Path(tempfile.mkdtemp(prefix="atelier-catalogues-"))
        root = Path(self.root)
        if version == "editable":
            # A clone starts as fast as an installed program, even where Python may write no bytecode itself
            compileall.compile_dir(root / "src" / "atelier", quiet=2)
            return
        included: dict[str, str] = build_data["force_include"]
        found = [file for folder in CONTENT for file in sorted((root / folder).rglob("*")) if file.is_file()]
        for file in found:
            place = file.relative_to(root)
            if file.suffix == ".po":
                file, place = self._compile(file, place.with_suffix(".mo"))
            elif file.suffix == ".mo" or file.name.startswith("."):
                continue
            included[str(file)] = f"atelier/{place.as_posix()}"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Remove the compiled catalogues: the wheel has them now."""
        shutil.rmtree(self.compiled, ignore_errors=True)

    def _compile(self, source: Path, place: Path) -> tuple[Path, Path]:
        sys.path.insert(0, str(Path(self.root) / "src"))
        try:
            from atelier.catalogue import mo_bytes, read_po
        finally:
            del sys.path[0]
        made = self.compiled / place
        made.parent.mkdir(parents=True, exist_ok=True)
        made.write_bytes(mo_bytes(read_po(source.read_text("utf-8"))))
        return made, place
