"""What actions are called in history: those that undo knows, and those that it leaves alone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from atelier.domain.title import fold
from atelier.errors import N_
from atelier.services.session import Past
from atelier.ui.deeds import DEEDS, counted
from atelier.ui.screens.history.columns import label

if TYPE_CHECKING:
    from atelier.i18n import Translator

_OTHERS: Final[Mapping[str, str]] = {
    "clock.start": N_("clock started"),
    "clock.pause": N_("clock stopped for a pause"),
    "clock.resume": N_("clock going on"),
    "clock.extend": N_("time of a step changed"),
    "clock.go": N_("another step begun"),
    "clock.finish": N_("workshop ended"),
    "message.send": N_("message sent to the tables"),
    "help.call": N_("help called"),
    "help.answer": N_("call for help taken up"),
    "help.cancel": N_("call for help withdrawn"),
    "dots.give": N_("dots given by a phone"),
    "note.import": N_("notes imported"),
    "lint.fix": N_("spacing and punctuation corrected"),
    "workshop.create": N_("workshop made"),
    "workshop.rescue": N_("workshop saved elsewhere"),
    "workshop.salvage": N_("workshop repaired"),
    "workshop.merge": N_("files united"),
}
_SUBJECTS: Final[Mapping[str, str]] = {
    "note": N_("change of a note"),
    "theme": N_("change of a point"),
    "transversal": N_("change of a point across tables"),
    "table": N_("change of a table"),
    "cell": N_("change of a cell"),
    "seating": N_("change of a seat"),
    "sheet": N_("paper sheet"),
    "prepare": N_("change of the preparation"),
    "door": N_("count at the door"),
    "run": N_("change of the agenda"),
    "room": N_("room screen"),
    "clock": N_("clock"),
    "message": N_("message"),
    "help": N_("call for help"),
    "dots": N_("dots"),
    "review": N_("text corrected outside"),
    "workshop": N_("text of the synthesis"),
}
"""For actions that have no name of their own here."""
NAMES: Final[Mapping[str, str]] = {**_OTHERS, **DEEDS}
FILTERS: Final[tuple[tuple[str, str, tuple[str, ...]], ...]] = (
    ("notes", N_("Notes"), ("note",)),
    (
        "points",
        N_("Points of synthesis"),
        ("theme", "transversal", "variant", "table", "review", "proposal", "decision"),
    ),
    ("texts", N_("Texts of the synthesis"), ("workshop", "lint", "review")),
    ("dots", N_("Dots and raised hands"), ("dots",)),
    ("cells", N_("Empty cells, sheets, groups seated"), ("cell", "sheet", "seating", "paper")),
    ("preparation", N_("Preparation and people"), ("prepare", "door", "agenda", "run")),
    ("clock", N_("Clock and room screen"), ("clock", "room")),
    ("messages", N_("Messages and calls for help"), ("message", "help")),
)
"""Key, name and first parts of the actions' names of each kind that can be chosen."""


def deed(tr: Translator, name: str) -> str:
    """What was done, in two or three words."""
    first, number = counted(name)
    msgid = NAMES.get(first) or _SUBJECTS.get(first.partition(".")[0])
    return tr(msgid, n=number) if msgid else tr("other change")


def sentence(tr: Translator, past: Past) -> str:
    """What was done, and to what."""
    said = deed(tr, past.name)
    # What was written is named by its column, which is no word of the screens.
    about = label(tr, past.about) if past.name == "workshop.write" else past.about
    if about:
        said = tr("{deed}: “{about}”", deed=said, about=about)
    if past.is_undo:
        said = tr("Taken back: {deed}", deed=said)
    elif past.redoes:
        said = tr("Done again: {deed}", deed=said)
    return said[:1].upper() + said[1:]


def names_meant(tr: Translator, words: str) -> frozenset[str]:
    """The names of the actions whose words hold what is looked for, accents and capitals apart."""
    wanted = fold(words)
    return frozenset(name for name in NAMES if wanted in fold(tr(NAMES[name], n=2)))
