"""What is asked at the door: how to begin, which table goes or comes, how many there are."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from atelier.domain.agenda import Step, rounds_of
from atelier.domain.change import Action
from atelier.domain.place import tables
from atelier.domain.state import State
from atelier.errors import AtelierError
from atelier.services.attendance import counting
from atelier.services.attendance.facts import Facts, round_now, seats_by_round
from atelier.services.attendance.tables import (
    Kind,
    Option,
    Rearrangement,
    close_table,
    closed_tables,
    open_table,
    options,
    refuse_to_close,
)
from atelier.services.preparing import plan
from atelier.services.preparing.people import read_people
from atelier.services.preparing.seatings import moving_groups
from atelier.ui.dialogs.questions import Choice, OneLine
from atelier.ui.screens.door.preview import Preview
from atelier.ui.screens.door.speech import preview_texts, sentence
from atelier.ui.screens.door.view import named, option_text, profiles_of, sizes_text
from atelier.ui.widgets.line_list import Line
from atelier.ui.wording import table_title

if TYPE_CHECKING:
    from atelier.ui.screens.door.screen import DoorScreen

_FROM_NOBODY = "nobody"
_FROM_PLAN = "plan"
_NEW = "new"
_Make = Callable[[bool], Rearrangement]
"""Plans with, or without, other rounds."""


async def ask_beginning(screen: DoorScreen) -> None:
    """Ask whether to count from nobody or from the planned numbers, and begin."""
    tr, state = screen.tr, screen.planned
    people = counting.expected(state)
    question = tr.n(
        "{n} person was expected. How do you count?", "{n} people were expected. How do you count?", people
    )
    lines = [
        Line(_FROM_NOBODY, tr("From nobody: one more for each one who comes in")),
        Line(_FROM_PLAN, tr("From the planned numbers: correct what differs")),
    ]
    if counting.is_begun(state):
        there = counting.present(state)
        question = tr.n("{n} person was counted. Begin anew?", "{n} people were counted. Begin anew?", there)
        lines = [
            Line("", tr("No, go on with this count")),
            Line(_FROM_NOBODY, tr("Yes: count from nobody")),
        ]
    answer = await screen.ask(Choice(question, lines))
    if answer:
        screen.begin(keeps_numbers=answer == _FROM_PLAN)


async def ask_number(screen: DoorScreen, key: str) -> None:
    """Ask how many of a profile are there."""
    tr, state = screen.tr, screen.planned
    profile = next((profile for profile in profiles_of(tr, state) if profile.key == key), None)
    if profile is None:
        return
    question = tr("{profile}: how many are there?", profile=profile.label)
    there = str(counting.present(state, key) or "")
    answer = await screen.ask(OneLine(question, there, check=read_people, is_proposal=True))
    if answer is not None:
        screen.count(lambda begun: counting.set_present(begun, key, read_people(answer)))


async def ask_tables(screen: DoorScreen) -> None:
    """Offer to keep, close or open a table."""
    tr, state = screen.tr, screen.planned
    found = options(state, screen.now)
    if not found:
        screen.atelier.say(tr("This workshop has no tables."))
        return
    there, awaited = counting.present(state), counting.expected(state)
    people = tr.n("{n} person is there", "{n} people are there", there)
    if awaited and awaited != there:
        people += " " + tr("instead of {expected}", expected=awaited)
    question = tr("{people}. How many tables?", people=people)
    lines = [_option_line(screen, option) for option in found]
    answer = await screen.ask(Choice(question, lines, cursor=_first(found, there, awaited)))
    if answer == Kind.CLOSE:
        await _close(screen)
    elif answer == Kind.OPEN:
        await _open(screen)
    elif answer == Kind.KEEP:
        screen.atelier.say(tr("The tables stay as they are."))


def _option_line(screen: DoorScreen, option: Option) -> Line:
    tr = screen.tr
    text = option_text(tr, option)
    if option.is_advised:
        text = tr("{choice} — advised", choice=text)
    below = ((tr.of(option.refusal), "dim"),) if option.refusal is not None else ()
    return Line(
        option.kind.value,
        text,
        tail=sizes_text(option.sizes),
        is_selectable=option.refusal is None,
        below=below,
        tone="dim" if option.refusal is not None else "",
    )


def _first(found: tuple[Option, ...], there: int, awaited: int) -> str:
    """What is under the cursor: what is advised, or what people who are missing, or too many, call for."""
    possible = {option.kind for option in found if option.refusal is None}
    advised = next((option.kind for option in found if option.is_advised), Kind.KEEP)
    if advised is Kind.KEEP and there and awaited:
        advised = Kind.CLOSE if there < awaited else Kind.OPEN if there > awaited else Kind.KEEP
    return (advised if advised in possible else Kind.KEEP).value


async def _close(screen: DoorScreen) -> None:
    tr, state, now = screen.tr, screen.planned, screen.now
    seats = seats_by_round(state).get(round_now(state, now), {})
    lines = []
    for table in tables(state):
        here = [group.label for group in moving_groups(state) if seats.get(group.id) == table.id]
        refusal: AtelierError | None = None
        try:
            refuse_to_close(state, now, table)
        except AtelierError as error:
            refusal = error
        lines.append(
            Line(
                table.id,
                table_title(tr, table),
                tail=tr.n("group {groups}", "groups {groups}", len(here), groups=named(tr, here))
                if here
                else "",
                is_selectable=refusal is None,
                below=((tr.of(refusal), "dim"),) if refusal is not None else (),
                tone="dim" if refusal is not None else "",
            )
        )
    possible = [line.id for line in lines if line.is_selectable]
    if not possible:
        return
    question = tr("Which table closes, and its topic with it?")
    table_id = await screen.ask(Choice(question, lines, cursor=possible[-1]))
    if table_id is not None:
        await _preview(
            screen,
            lambda fits: close_table(screen.planned, screen.now, table_id, drops_rounds=fits),
            lambda found: found.rounds > len(found.tables),
        )


async def _open(screen: DoorScreen) -> None:
    tr, state = screen.tr, screen.planned
    closed = closed_tables(state)
    reopened: str | None = _NEW
    if closed:
        lines = [Line(table.id, table_title(tr, table), tail=tr("was closed")) for table in closed]
        lines.append(Line(_NEW, tr("A new topic…")))
        reopened = await screen.ask(Choice(tr("Which table opens?"), lines))
    if reopened is None:
        return
    topic = ""
    if reopened == _NEW:
        question = tr("Topic of the new table; its question is written in Prepare")
        hint = tr("Enter: go on, with or without a topic · Esc: nothing")
        answer = await screen.ask(OneLine(question, hint=hint, check=plan.line))
        if answer is None:
            return
        topic, reopened = answer, None
    meets_all = _meets_all(state)
    await _preview(
        screen,
        lambda fits: open_table(screen.planned, screen.now, topic=topic, reopened=reopened, adds_round=fits),
        lambda found: meets_all and found.rounds < len(found.tables),
    )


def _meets_all(state: State) -> bool:
    count = len(tables(state))
    return bool(moving_groups(state)) and len(rounds_of(state.live(Step))) == count


async def _preview(screen: DoorScreen, make: _Make, is_offered: Callable[[Facts], bool]) -> None:
    """Show what follows, with and without other rounds, and do what is chosen."""
    tr = screen.tr
    try:
        plans = [make(False)]
        if is_offered(plans[0].after):
            other = make(True)
            plans += [other] if other.seconds else []
    except AtelierError as error:
        screen.atelier.warn(error)
        return
    lines = [Line(str(place), _deed(screen, found)) for place, found in enumerate(plans)]
    previews = [preview_texts(tr, screen.planned, screen.now, found) for found in plans]
    answer = await screen.ask(Preview(previews, [*lines, Line("", tr("Change nothing"))]))
    if not answer:
        return
    fits = answer == "1"

    def do() -> Action:
        # Somebody may have come in, or the clock gone on, while this was read
        found = make(fits)
        screen.sentence = sentence(tr, found)
        return found.action

    screen.perform(
        do, lambda _: screen.atelier.say(tr("Done; read the sentence aloud. ctrl+z takes it back."))
    )


def _deed(screen: DoorScreen, found: Rearrangement) -> str:
    tr, table = screen.tr, found.table
    rounds = tr.n("with {n} round", "with {n} rounds", found.after.rounds)
    if found.kind is Kind.CLOSE:
        text = tr("Close table {number}", number=table.number)
    else:
        text = tr("Open table {number}", number=table.number)
    return f"{text}, {rounds}" if found.seconds else text
