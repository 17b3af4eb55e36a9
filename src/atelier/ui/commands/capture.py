"""Commands of the screen `capture`.

A letter acts on the note under the cursor of the list; its `ctrl+` twin works while typing.
"""

from __future__ import annotations

from typing import Final

from atelier.errors import N_
from atelier.ui.commands.command import Command

CAPTURE: Final[tuple[Command, ...]] = (
    Command("capture.send", "enter", N_("add"), N_("Adds the line as a note; you can go on typing at once.")),
    Command(
        "capture.back",
        "escape",
        N_("back to typing"),
        N_("Returns to the field; there, gives up a correction or puts away a message."),
    ),
    Command(
        "capture.confirm_group",
        "ctrl+r",
        N_("group seated"),
        N_("Says that the next group sits at the table: notes go to it from now on."),
    ),
    Command(
        "capture.go_live",
        "ctrl+r",
        N_("back to live"),
        N_("Ends late entry: notes go to the group that is at the table."),
    ),
    Command(
        "capture.go_plenary",
        "ctrl+r",
        N_("note in plenary"),
        N_("While a table reports back, goes to the notes of the whole room."),
    ),
    Command("capture.edit", "e", N_("correct"), N_("Corrects the note in the field; Enter keeps it.")),
    Command(
        "capture.next_heading",
        "tab",
        N_("heading"),
        N_("Types under the next heading; in the list, puts the note under the next one."),
    ),
    Command(
        "capture.previous_heading",
        "shift+tab",
        N_("previous heading"),
        N_("Types under the heading before; in the list, puts the note under the one before."),
        shown=False,
    ),
    Command("capture.to_list", "up", N_("list"), N_("Goes to the last note, where letters act.")),
    Command(
        "capture.star",
        "s,ctrl+n",
        N_("key idea"),
        N_("Stars the note that is being typed, the last one, or the one under the cursor."),
    ),
    Command(
        "capture.show_earlier",
        "f9",
        N_("already said"),
        N_("Shows the question in full and what earlier groups said here, to be read aloud."),
    ),
    Command(
        "capture.change_heading",
        "h",
        N_("other heading"),
        N_("Puts the note, or those that are marked, under a heading of your choice."),
    ),
    Command("capture.remove", "d,x,delete", N_("remove"), N_("Removes the note; ctrl+z brings it back.")),
    Command(
        "capture.move",
        "m",
        N_("move"),
        N_("Moves the note, or those that are marked, to another group, round or table."),
    ),
    Command(
        "capture.link",
        "l,ctrl+l",
        N_("link"),
        N_("Says that the note extends, nuances or contradicts an earlier one."),
    ),
    Command(
        "capture.next_table", "ctrl+t", N_("other table"), N_("Goes to the next table; last, the plenary.")
    ),
    Command(
        "capture.tick_sheet",
        "ctrl+t",
        N_("tick the sheet"),
        N_("Says that the paper sheet came back, or that it is missing and why."),
    ),
    Command(
        "capture.split_block",
        "f10",
        N_("paste a block"),
        N_("Makes several notes of a block: bullets and lines, under the headings that it names."),
    ),
    Command(
        "capture.type_sheets",
        "f11",
        N_("type the sheets"),
        N_("Goes to the first paper sheet that is not typed yet; each note is stamped with its cell."),
    ),
    Command(
        "capture.next_sheet",
        "pagedown,f11",
        N_("next sheet"),
        N_("Goes to the next paper sheet; the line that stands in the field is added first."),
    ),
    Command(
        "capture.previous_sheet",
        "pageup",
        N_("sheet before"),
        N_("Goes to the paper sheet before; the line that stands in the field is added first."),
    ),
    Command(
        "capture.call_help",
        "f7",
        N_("ask for help"),
        N_("Calls the facilitator to this table, or takes the call back."),
    ),
    Command(
        "capture.toggle_all",
        "a,ctrl+f",
        N_("all headings"),
        N_("Shows the notes under all headings, or only under the one you type in."),
    ),
    Command(
        "capture.choose_cell",
        "t,f12",
        N_("other cell"),
        N_("Chooses a table, a round and a group, for late entry too."),
    ),
    Command(
        "capture.profile",
        "o,ctrl+o",
        N_("profile"),
        N_("Says which profile the note came from, if it helps."),
    ),
    Command(
        "capture.divide",
        "c",
        N_("divide"),
        N_("Makes several notes of one that says several things."),
    ),
    Command(
        "capture.raise_note", "shift+up,u,k", N_("move up"), N_("Moves the note up in the list."), shown=False
    ),
    Command(
        "capture.lower_note",
        "shift+down,j",
        N_("move down"),
        N_("Moves the note down in the list."),
        shown=False,
    ),
    Command(
        "capture.send_back",
        "g,f6",
        N_("last notes → group…"),
        N_("Gives your last notes to another group of this table: you say how many."),
        shown=False,
    ),
    Command(
        "capture.settle",
        "v",
        N_("other version"),
        N_("Chooses between two versions of a note that two people wrote at once."),
        shown=False,
    ),
    Command(
        "capture.answer_empty",
        "r",
        N_("empty headings…"),
        N_("Says in one go why nothing stands under the empty headings of this group."),
        shown=False,
    ),
    Command(
        "capture.answer_heading",
        "",
        N_("this empty heading…"),
        N_("Says why nothing stands under the heading you are in."),
        shown=False,
    ),
    Command(
        "capture.seat_group",
        "",
        N_("another group is seated…"),
        N_("Says which group sits at the table, planned there or not."),
        shown=False,
    ),
    Command(
        "capture.give_to_current",
        "",
        N_("line → present group"),
        N_("Gives the line being typed to the group that has just sat down."),
        shown=False,
    ),
    Command(
        "capture.keep_trial",
        "",
        N_("trial notes count…"),
        N_("Makes real notes of those that were typed before the workshop began."),
        shown=False,
    ),
    Command(
        "capture.erase_trial",
        "",
        N_("erase trial notes…"),
        N_("Removes the notes that were typed before the workshop began."),
        shown=False,
    ),
    Command(
        "capture.read_message",
        "",
        N_("read the message"),
        N_("Shows the facilitator's message in full."),
        shown=False,
    ),
)
