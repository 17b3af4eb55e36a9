"""What actions are called when they are taken back: « Annulé : note ajoutée »."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from atelier.errors import N_

if TYPE_CHECKING:
    from atelier.i18n import Translator

DEEDS: Final[Mapping[str, str]] = {
    "note.add": N_("note added"),
    "note.paste": N_("{n} note pasted", "{n} notes pasted"),
    "note.edit": N_("note corrected"),
    "note.star": N_("marked as key idea"),
    "note.unstar": N_("no longer a key idea"),
    "note.heading": N_("note put under another heading"),
    "note.move": N_("notes moved"),
    "note.order": N_("order of the notes"),
    "note.divide": N_("note divided"),
    "note.remove": N_("note removed"),
    "note.link": N_("notes linked"),
    "note.unlink": N_("link removed"),
    "note.profile": N_("profile of a note"),
    "rehearsal.erase": N_("rehearsal notes erased"),
    "rehearsal.keep": N_("rehearsal notes made real"),
    "note.set_aside": N_("note set aside"),
    "note.take_back": N_("note taken back"),
    "dots.hands": N_("raised hands counted"),
    "cell.answer": N_("reason for an empty cell"),
    "sheet.returned": N_("sheet ticked as returned"),
    "sheet.missing": N_("sheet ticked as missing"),
    "sheet.unknown": N_("sheet no longer ticked"),
    "table.paper": N_("table on paper"),
    "table.types": N_("table that types"),
    "seating.confirm": N_("group seated"),
    "theme.create": N_("point created"),
    "theme.rename": N_("point renamed"),
    "theme.write": N_("point written"),
    "theme.attach": N_("notes attached"),
    "theme.detach": N_("notes detached"),
    "theme.merge": N_("points united"),
    "theme.split": N_("point split"),
    "theme.order": N_("order of the points"),
    "theme.heading": N_("point put under another heading"),
    "theme.remove": N_("point removed"),
    "theme.star": N_("marked as key message"),
    "theme.unstar": N_("no longer a key message"),
    "theme.accept": N_("point accepted"),
    "theme.accept_all": N_("all suggestions of a page accepted"),
    "theme.propose": N_("proposals stored"),
    "proposal.refuse": N_("proposal refused"),
    "decision.answer": N_("answer: same idea or not"),
    "table.sign": N_("table signed off"),
    "table.unsign": N_("signature taken back"),
    "table.freeze": N_("table frozen"),
    "table.unfreeze": N_("table unfrozen"),
    "workshop.write": N_("text of the synthesis"),
    "transversal.create": N_("transversal point created"),
    "transversal.write": N_("transversal point written"),
    "transversal.sources": N_("sources of a transversal point"),
    "transversal.order": N_("order of the transversal points"),
    "lint.fix": N_("spacing or signs corrected"),
    "review.accept": N_("correction of a reviewed text"),
    "review.move": N_("point moved as in the reviewed text"),
    "review.point": N_("point of the reviewed text"),
    "review.remove": N_("point absent from the reviewed text removed"),
    "variant.settle": N_("version chosen"),
    "transversal.remove": N_("transversal point removed"),
    "run.catch_up": N_("catching up"),
    "prepare.workshop": N_("details of the workshop"),
    "prepare.table": N_("table changed"),
    "prepare.group": N_("group changed"),
    "prepare.step": N_("step changed"),
    "prepare.canvas": N_("canvas changed"),
    "prepare.people": N_("number of people"),
    "door.begin": N_("count at the door begun"),
    "door.count": N_("count at the door"),
    "door.even": N_("groups evened out"),
    "door.close": N_("table closed"),
    "door.open": N_("table opened"),
    "prepare.seatings": N_("who sits where"),
}
"""Message ids by the name of the action, without its number."""


def counted(name: str) -> tuple[str, int]:
    """The name of an action and how many things it did, as in `note.paste:14`; one when it does not say."""
    first, _, number = name.partition(":")
    return first, int(number) if number.isdecimal() else 1


def deed_words(tr: Translator, name: str) -> str:
    """What an action is called; its own name when it has no words."""
    first, number = counted(name)
    return tr(DEEDS[first], n=number) if first in DEEDS else name
