"""Commands of every screen."""

from __future__ import annotations

from typing import Final

from atelier.errors import N_
from atelier.ui.commands.command import Command

EVERYWHERE: Final = (
    Command("app.help", "f1", N_("Help"), N_("Shows the keys of this screen and what they do.")),
    Command("app.palette", "ctrl+p", N_("Palette"), N_("Finds any command by its name."), shown=False),
    Command(
        "app.go_to",
        "ctrl+g",
        N_("Go to"),
        N_("Goes to a screen by one letter, where F-keys are taken."),
        shown=False,
    ),
    Command(
        "app.show_prepare",
        "f2",
        N_("Prepare"),
        N_("Title, tables, questions, groups and agenda."),
        shown=False,
    ),
    Command(
        "app.show_run",
        "f3",
        N_("Run"),
        N_("The clock, the agenda and what each table has noted."),
        shown=False,
    ),
    Command(
        "app.show_capture", "f4", N_("Note"), N_("Types what a table says, live or afterwards."), shown=False
    ),
    Command("app.show_fuse", "f5", N_("Fuse"), N_("Makes points of synthesis from the notes."), shown=False),
    Command(
        "app.show_publish",
        "f8",
        N_("Publish"),
        N_("Checks the synthesis and writes the documents."),
        shown=False,
    ),
    Command(
        "app.show_room",
        "",
        N_("Room screen"),
        N_("Turns this window into the screen for the room: clock, one instruction, where groups go."),
        shown=False,
    ),
    Command(
        "app.show_home", "", N_("Home"), N_("Closes the workshop and shows the recent ones."), shown=False
    ),
    Command(
        "app.show_history",
        "",
        N_("History…"),
        N_("Who changed what and when; any action can be taken back."),
        shown=False,
    ),
    Command(
        "app.show_history_of",
        "",
        N_("History of this note or point…"),
        N_("All that was done to the note or the point under the cursor."),
        shown=False,
    ),
    Command(
        "app.show_phones",
        "",
        N_("Phones"),
        N_("Lets phones write: the code of each table, who is connected, what is still on phones."),
        shown=False,
    ),
    Command("app.undo", "ctrl+z", N_("Undo"), N_("Takes back your last action on this screen."), shown=False),
    Command("app.redo", "ctrl+y", N_("Redo"), N_("Does again what was just taken back."), shown=False),
    Command(
        "app.retry_saving",
        "",
        N_("Save again"),
        N_("Tries again to write what could not be saved."),
        shown=False,
    ),
    Command(
        "app.save_elsewhere",
        "",
        N_("Save elsewhere…"),
        N_("Writes the whole workshop to another place and goes on there."),
        shown=False,
    ),
    Command(
        "app.unite",
        "",
        N_("Unite with another file…"),
        N_("Brings in what another laptop noted in its file of this workshop, into a new file beside."),
        shown=False,
    ),
    Command("app.back_up", "", N_("Back up now"), N_("Makes a dated copy beside the file."), shown=False),
    Command(
        "app.rehearse",
        "",
        N_("Rehearse…"),
        N_("Plays your agenda ten times faster on a copy; your workshop is not touched."),
        shown=False,
    ),
    Command(
        "app.end_rehearsal",
        "",
        N_("End the rehearsal"),
        N_("Goes back from the copy to your workshop."),
        shown=False,
    ),
    Command(
        "app.change_language",
        "",
        N_("Français / English"),
        N_("Switches the language of the screens."),
        shown=False,
    ),
    Command(
        "app.choose_colours",
        "",
        N_("Colours…"),
        N_("Chooses the theme: light, dark, high contrast."),
        shown=False,
    ),
    Command(
        "app.test_sound",
        "",
        N_("Test the sound"),
        N_("Plays the bell that sounds when time is up, and says what played it."),
        shown=False,
    ),
    Command(
        "app.toggle_sound",
        "",
        N_("Sound: on/off"),
        N_("Turns the bell that sounds when time is up on or off; the screen lights up all the same."),
        shown=False,
    ),
    Command(
        "app.leave", "ctrl+q", N_("Quit"), N_("Leaves Atelier; everything is saved already."), shown=False
    ),
)
