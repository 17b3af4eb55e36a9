"""Commands of the screen `fuse`."""

from __future__ import annotations

from typing import Final

from atelier.errors import N_
from atelier.ui.commands.command import Command

_MAKING: Final = (
    Command(
        "fuse.create",
        "enter,n",
        N_("new point"),
        N_("Makes a point of the marked notes, or of the one under the cursor; asks for its title."),
    ),
    Command("fuse.create_empty", "N", N_("empty point"), N_("Makes a point without notes, to be filled.")),
    Command(
        "fuse.attach",
        "a",
        N_("attach to…"),
        N_("Lets a point rest on the marked notes too; a note may support several points."),
    ),
    Command(
        "fuse.attach_here",
        "plus,equals_sign",
        N_("attach here"),
        N_("Attaches the marked notes to the point under the cursor, without a question."),
    ),
    Command(
        "fuse.detach",
        "d",
        N_("detach"),
        N_("Takes the marked sources out of their point; they are to treat again."),
    ),
    Command("fuse.unite", "u", N_("unite"), N_("Makes one point of two or more, with all their notes.")),
    Command(
        "fuse.split",
        "x",
        N_("split"),
        N_("Makes a point of its own of the marked sources of a point."),
    ),
    Command(
        "fuse.accept",
        "y",
        N_("accept"),
        N_("Stands behind a suggestion; in the list of notes, attaches a note where its arrow points."),
    ),
)

_PROPOSALS: Final = (
    Command(
        "fuse.accept_all",
        "Y",
        N_("accept all"),
        N_("Stands behind all suggestions of this page at once; one undo takes that back."),
    ),
    Command(
        "fuse.why",
        "question_mark",
        N_("why?"),
        N_("Says why these notes are proposed together: the words they share, who said them."),
    ),
    Command(
        "fuse.answers",
        "z",
        N_("what answers what"),
        N_("Shows which findings are answered by which actions and conditions, and which by none."),
        shown=False,
    ),
    Command(
        "fuse.voices",
        "P",
        N_("who carried what"),
        N_("Shows the points of one profile alone, of several, and of nobody that is known."),
        shown=False,
    ),
    Command(
        "fuse.finer", "less_than_sign", N_("finer"), N_("Proposes more and smaller points for this page.")
    ),
    Command(
        "fuse.coarser",
        "greater_than_sign",
        N_("coarser"),
        N_("Proposes fewer and larger points for this page."),
    ),
    Command(
        "fuse.review",
        "q",
        N_("quick review"),
        N_("Asks yes-or-no questions, the most useful first; stop whenever you like."),
    ),
    Command(
        "fuse.toggle_proposals",
        "",
        N_("proposals on or off"),
        N_("Shows what the program proposes among the points, or only what people made."),
        shown=False,
    ),
)

_WRITING: Final = (
    Command("fuse.rename", "r", N_("title"), N_("Writes the title of a point: 6 to 13 words.")),
    Command(
        "fuse.write",
        "e",
        N_("text"),
        N_("Writes the paragraph of a point, its sources beside it: 30 to 80 words."),
    ),
    Command(
        "fuse.write_short",
        "l",
        N_("short line"),
        N_("Writes the one line of the short document; without it, it is drawn from the paragraph."),
    ),
    Command(
        "fuse.divergence",
        "i",
        N_("disagreement"),
        N_("Says what people did not agree on, so that it stays visible in the document."),
    ),
    Command("fuse.star", "s", N_("key message"), N_("Makes a point a key message, or no longer.")),
)

_ARRANGING: Final = (
    Command("fuse.move_up", "shift+up,k", N_("move up"), N_("Moves a point up in the document.")),
    Command("fuse.move_down", "shift+down,j", N_("move down"), N_("Moves a point down in the document.")),
    Command(
        "fuse.change_heading",
        "h",
        N_("heading…"),
        N_("Puts the point, or in the list of notes the marked notes, under another heading."),
    ),
    Command(
        "fuse.remove",
        "delete,backspace",
        N_("remove the point"),
        N_("Removes a point; its notes are to treat again."),
    ),
)

_SORTING: Final = (
    Command(
        "fuse.set_aside",
        "w",
        N_("set aside…"),
        N_("Sets the marked notes aside with a reason; they stay in the annex."),
    ),
    Command("fuse.take_back", "b", N_("take back"), N_("Treats again notes that were set aside.")),
    Command(
        "fuse.change_view",
        "v",
        N_("view"),
        N_("Shows in turn the notes to treat, all of them, and those set aside."),
    ),
    Command(
        "fuse.all_headings",
        "g",
        N_("all headings"),
        N_("Shows the notes of every heading of the table: a key idea may cite any of them."),
    ),
    Command(
        "fuse.find",
        "slash,ctrl+f",
        N_("find"),
        N_("Shows only the notes that hold some words, whatever their accents; Esc shows all again."),
    ),
    Command(
        "fuse.show_note",
        "m",
        N_("note in Note"),
        N_("Shows the note where it was taken, to correct, divide or move it; F5 comes back."),
    ),
)

_GOING: Final = (
    Command("fuse.next_panel", "tab", N_("next list"), N_("Goes to the next list.")),
    Command(
        "fuse.previous_panel",
        "shift+tab",
        N_("list before"),
        N_("Goes to the list before."),
        shown=False,
    ),
    Command(
        "fuse.back", "escape", N_("back"), N_("Unmarks everything, then goes back to the notes."), shown=False
    ),
    Command(
        "fuse.next_heading", "right", N_("next heading"), N_("Goes to the next heading, then the next table.")
    ),
    Command(
        "fuse.previous_heading", "left", N_("heading before"), N_("Goes to the heading before."), shown=False
    ),
    Command("fuse.next_table", "t", N_("next table"), N_("Goes to the next table, then to the conclusion.")),
    Command("fuse.previous_table", "T", N_("table before"), N_("Goes to the table before."), shown=False),
    Command(
        "fuse.next_pending",
        "p",
        N_("what remains"),
        N_("Goes to the next heading that has notes to treat or suggestions."),
    ),
    Command(
        "fuse.overview",
        "o",
        N_("overview"),
        N_("Shows where every table and heading stands; Enter goes there."),
    ),
    Command(
        "fuse.conclusion",
        "c",
        N_("conclusion"),
        N_("Goes to the conclusion across tables, or back from it."),
    ),
)

_FINISHING: Final = (
    Command(
        "fuse.room_titles",
        "S",
        N_("Provisional titles for the room"),
        N_("Shows the room the titles so far, without who said what; the same key shows the clock again."),
        shown=False,
    ),
    Command(
        "fuse.finish", "f", N_("finish the table"), N_("Signs off a table, freezes it, or takes that back.")
    ),
    Command(
        "fuse.sign",
        "",
        N_("sign off the table"),
        N_("Says that the fusion of this table is done; a later change of its points takes that back."),
    ),
    Command(
        "fuse.unsign", "", N_("take the signature back"), N_("Says that this table is not done after all.")
    ),
    Command(
        "fuse.freeze",
        "",
        N_("freeze the table"),
        N_("Locks the points of a table that is signed off; late notes are still taken."),
    ),
    Command(
        "fuse.unfreeze", "", N_("unfreeze the table"), N_("Lets the points of a table be changed again.")
    ),
)

FUSE: Final[tuple[Command, ...]] = (
    *_MAKING,
    *_PROPOSALS,
    *_WRITING,
    *_ARRANGING,
    *_SORTING,
    *_GOING,
    *_FINISHING,
)
