"""Commands of the screen `run`."""

from __future__ import annotations

from typing import Final

from atelier.errors import N_
from atelier.ui.commands.command import Command

RUN: Final = (
    Command("run.close", "escape", N_("Back to the tables"), N_("Closes the grid or the big clock.")),
    Command("run.start", "d", N_("Start"), N_("Starts the workshop at its first step; asks first.")),
    Command("run.pause", "p", N_("Pause / resume"), N_("Stops the clock, or lets it go on.")),
    Command(
        "run.next",
        "n",
        N_("Next step"),
        N_(
            "Goes to the next step; the clock never does so by itself. Asks first while time is left, and a"
            " second press at once is passed over."
        ),
    ),
    Command(
        "run.seated",
        "c",
        N_("Group seated"),
        N_("Says which group has arrived at a table: its notes go to it from then on."),
    ),
    Command("run.more", "plus,equals_sign", N_("1 min more"), N_("Gives the current step one minute more.")),
    Command("run.less", "minus", N_("1 min less"), N_("Takes one minute from the current step.")),
    Command(
        "run.take_call",
        "h",
        N_("Go to a table that calls"),
        N_("Takes up the call for help that has waited longest; the table is told so."),
    ),
    Command(
        "run.message",
        "m",
        N_("Message"),
        N_("Sends a sentence to one table, or to all: your own, or one that is ready."),
    ),
    Command(
        "run.messages",
        "j",
        N_("Messages sent"),
        N_("Lists the messages to the tables: send one again, or withdraw it."),
        shown=False,
    ),
    Command(
        "run.leaving",
        "f",
        N_("Before the room empties"),
        N_("Lists what only those present can tell: sheets, empty cells, key ideas, unsent lines."),
    ),
    Command(
        "run.sheets",
        "x",
        N_("Paper sheets"),
        N_("Ticks the paper sheets as they come back; the cells of a missing one become “not collected”."),
    ),
    Command(
        "run.paper",
        "u",
        N_("On paper / typed"),
        N_("Says that the table under the cursor writes on paper: its silence is not watched."),
        shown=False,
    ),
    Command(
        "run.grid",
        "g",
        N_("Coverage"),
        N_("Shows every table, round and heading with what was noted; Enter opens a cell."),
    ),
    Command(
        "run.reasons",
        "e",
        N_("Empty cells"),
        N_("Says why cells are empty: a whole table at once, a group, or one cell."),
    ),
    Command(
        "run.room",
        "s,z",
        N_("Room screen"),
        N_("Turns this window into the room screen; the same key comes back."),
    ),
    Command(
        "run.code",
        "q",
        N_("Code for phones"),
        N_("Shows the code of the table under the cursor on the whole window, for phones to scan."),
    ),
    Command(
        "run.phones",
        "Q",
        N_("Phones"),
        N_("Lets phones write: the code of each table, who is connected, what is still on phones."),
    ),
    Command(
        "run.question",
        "v",
        N_("Questions for the room"),
        N_("Shows the questions of the tables on the room screen; the same key shows the clock again."),
    ),
    Command(
        "run.table_question",
        "V",
        N_("Question of this table"),
        N_("Shows the room the question of the table under the cursor, or no longer."),
        shown=False,
    ),
    Command(
        "run.report_back",
        "w",
        N_("Report-back: next table"),
        N_("Shows the room one table after the other, each with its key ideas and its countdown."),
    ),
    Command(
        "run.report_table",
        "W",
        N_("Report-back: this table"),
        N_("Lets the table under the cursor tell its key ideas now."),
        shown=False,
    ),
    Command(
        "run.room_titles",
        "S",
        N_("Provisional titles for the room"),
        N_("Shows the room the titles so far, without who said what; the same key shows the clock again."),
        shown=False,
    ),
    Command(
        "run.room_clock",
        "",
        N_("Report-back: stop"),
        N_("Shows the room the clock again; the tables can go on later."),
        shown=False,
    ),
    Command(
        "run.dots",
        "i",
        N_("Dots on key ideas"),
        N_("Opens and closes the vote on phones, counts raised hands, shows what each key idea was given."),
        shown=False,
    ),
    Command(
        "run.door",
        "o",
        N_("At the door"),
        N_("Counts people as they come in, and closes or opens a table when there are fewer or more."),
    ),
    Command(
        "run.catch_up",
        "r",
        N_("Catch up"),
        N_("Offers ways to end in time: shorten rounds, drop one, end later; the harvest is never touched."),
    ),
    Command("run.host", "", N_("Change host…"), N_("Says who hosts a table now."), shown=False),
    Command(
        "run.back",
        "b",
        N_("Previous step"),
        N_("Goes back one step; a round comes back with the time that it had left. Asks first."),
    ),
    Command(
        "run.skip",
        "k",
        N_("Skip a step"),
        N_("Leaves out the next step; asks first, and says which cells it cancels."),
        shown=False,
    ),
    Command("run.agenda", "a", N_("Agenda"), N_("Goes to the agenda; Enter goes to a step."), shown=False),
    Command("run.tables", "t", N_("Tables"), N_("Goes to the tables; Enter opens one in Note."), shown=False),
    Command(
        "run.latest",
        "l",
        N_("Last notes"),
        N_("Goes to the last notes; Enter opens one in Note."),
        shown=False,
    ),
)
