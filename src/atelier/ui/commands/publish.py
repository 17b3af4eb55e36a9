"""Commands of Publier."""

from __future__ import annotations

from typing import Final

from atelier.errors import N_
from atelier.ui.commands.command import Command

PUBLISH: Final = (
    Command("publish.export", "x", N_("Export"), N_("Writes the documents into the folder shown below.")),
    Command(
        "publish.correct",
        "c",
        N_("Correct"),
        N_("Makes the correction that is proposed for the finding under the cursor."),
    ),
    Command(
        "publish.send_review",
        "t",
        N_("Text to review"),
        N_("Writes the synthesis as a text that others correct in any editor; with raw notes if n says so."),
    ),
    Command(
        "publish.read_review",
        "r",
        N_("Reviewed text"),
        N_("Reads a reviewed text back: each correction is shown, and accepted or left."),
    ),
    Command(
        "publish.toggle_preview",
        "v",
        N_("Preview"),
        N_("Goes from what remains to do to the document, and back."),
    ),
    Command(
        "publish.present",
        "p",
        N_("Present"),
        N_("Shows the synthesis one point at a time on the whole window, for the room."),
    ),
    Command(
        "publish.choose_formats",
        "f",
        N_("Formats"),
        N_("Chooses which documents are written: page, text, tables…"),
    ),
    Command("publish.toggle_length", "l", N_("Length"), N_("Full paragraphs, or one line for each point.")),
    Command(
        "publish.toggle_language",
        "g",
        N_("Language"),
        N_("The language of the documents; the screens keep theirs."),
    ),
    Command(
        "publish.toggle_annex",
        "n",
        N_("Raw notes"),
        N_("With or without the annex of raw notes."),
        shown=False,
    ),
    Command("publish.choose_folder", "d", N_("Folder"), N_("Chooses where the documents are written.")),
    Command(
        "publish.open_document",
        "o",
        N_("Open the document"),
        N_("Opens what was just written, in the program of this computer that shows it."),
        shown=False,
    ),
    Command(
        "publish.open_folder",
        "e",
        N_("Open the folder"),
        N_("Shows the folder of the documents."),
        shown=False,
    ),
    Command(
        "publish.second_copy",
        "y",
        N_("Second copy"),
        N_("Copies each export into another folder too, a USB key for one; the workshop file on demand."),
        shown=False,
    ),
    Command(
        "publish.correct_spacing",
        "",
        N_("Correct all spacing"),
        N_("Makes every correction of spacing and punctuation that is proposed, in one go."),
        shown=False,
    ),
    Command(
        "publish.look_again",
        "",
        N_("Check again"),
        N_("Looks through the whole synthesis once more."),
        shown=False,
    ),
)
