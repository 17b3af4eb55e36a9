"""Commands of Téléphones, and of the codes that it shows on the whole window."""

from __future__ import annotations

from typing import Final

from atelier.errors import N_
from atelier.ui.commands.command import Command

PHONES: Final = (
    Command(
        "phones.open",
        "o",
        N_("Open to phones"),
        N_("Starts what phones write into; asks for the address only when there are several."),
    ),
    Command(
        "phones.code",
        "q",
        N_("Code of this table"),
        N_("Shows the code of the table under the cursor on the whole window; Enter does too."),
    ),
    Command(
        "phones.trial",
        "v",
        N_("Try with a phone"),
        N_("Waits for a real phone to answer, and says what is likely wrong when none does."),
    ),
    Command(
        "phones.wifi",
        "w",
        N_("Code of the Wi-Fi"),
        N_("Shows a code with which phones join the Wi-Fi; asks once for its name and password."),
    ),
    Command(
        "phones.network",
        "W",
        N_("Another Wi-Fi…"),
        N_("Changes the name and the password of the Wi-Fi, kept on this computer alone."),
        shown=False,
    ),
    Command(
        "phones.print",
        "i",
        N_("Print the cards"),
        N_("Writes a card for each table, with its code, its address and the Wi-Fi."),
    ),
    Command(
        "phones.room",
        "s",
        N_("Room screen as a page"),
        N_("Lets another computer show the room screen in its browser; again, to see its code or to stop."),
    ),
    Command(
        "phones.address",
        "a",
        N_("Another address…"),
        N_("Chooses under which address of this computer phones find it; codes change with it."),
    ),
    Command(
        "phones.renew",
        "n",
        N_("New code"),
        N_("Gives the table under the cursor a new address; its old code stops working. Asks first."),
        shown=False,
    ),
    Command(
        "phones.renew_all",
        "N",
        N_("New codes for all"),
        N_("Gives every table a new address; all printed codes stop working. Asks first."),
        shown=False,
    ),
    Command(
        "phones.port",
        "",
        N_("Another port…"),
        N_("Takes another port when a program of this computer has ours; codes change with it. Asks first."),
        shown=False,
    ),
    Command(
        "phones.shut",
        "c",
        N_("Close to phones"),
        N_("Takes nothing from phones any more; notes that are still on them stay there. Asks first."),
    ),
    Command("phones.back", "escape,Q", N_("Back"), N_("Goes back to where you were.")),
)

CODE: Final = (
    Command("code.next", "right,space,n", N_("Next table"), N_("Shows the code of the next table.")),
    Command(
        "code.previous",
        "left,backspace,b",
        N_("Table before"),
        N_("Shows the code of the table before."),
    ),
    Command(
        "code.explain",
        "e,enter",
        N_("Code / advice"),
        N_("Where both do not fit: goes from the code to what may be wrong, and back."),
    ),
    Command("code.back", "escape,q,w,v", N_("Back"), N_("Closes the code.")),
)
