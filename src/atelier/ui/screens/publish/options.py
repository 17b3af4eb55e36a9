"""What is to be written, and where."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from atelier.export.registry import FORMATS, PUBLISHED
from atelier.export.report import Length
from atelier.ui.widgets.bar import Part

if TYPE_CHECKING:
    from atelier.i18n import Translator


@dataclass(frozen=True, slots=True)
class Options:
    """What the next export writes."""

    folder: Path
    language: str
    length: Length = Length.FULL
    formats: frozenset[str] = frozenset(each.key for each in FORMATS)
    with_annex: bool = True


def option_parts(tr: Translator, options: Options) -> list[Part]:
    """The options on one line; a click changes them."""
    chosen = " ".join(each.key for each in PUBLISHED if each.key in options.formats) or "–"
    length = tr("full") if options.length is Length.FULL else tr("short")
    language = "français" if options.language == "fr" else "English"
    annex = tr("with raw notes") if options.with_annex else tr("without raw notes")
    parts: list[Part] = []
    for label, value, action in (
        (tr("Formats"), chosen, "choose_formats"),
        (tr("Length"), length, "toggle_length"),
        (tr("Language"), language, "toggle_language"),
        ("", annex, "toggle_annex"),
    ):
        parts.append(Part("  " if parts else " "))
        if label:
            parts.append(Part(f"{label} ", "dim", f"screen.{action}"))
        parts.append(Part(value, "strong", f"screen.{action}"))
    return parts
