"""The screen `door`: people are counted as they come in, one key each, and told which group to join."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import ClassVar, TypeVar

from textual import events, on, work
from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.screen import ModalScreen
from textual.widget import Widget

from atelier.domain.agenda import Step
from atelier.domain.change import Action
from atelier.domain.clock import ClockEvent
from atelier.domain.state import State
from atelier.domain.workshop import CafeGroup, CafeTable, HeadCount, Profile, Seating, Workshop
from atelier.services.attendance import counting
from atelier.services.preparing import undoing
from atelier.ui.commands.door import DOOR
from atelier.ui.commands.registry import bindings
from atelier.ui.screens.door.letters import profile_letters
from atelier.ui.screens.door.view import arrival_text, head_parts, profile_lines, profiles_of, room_lines
from atelier.ui.screens.prepare.planned import PlannedScreen
from atelier.ui.widgets.bar import Bar, Part
from atelier.ui.widgets.key_bar import KeyBar
from atelier.ui.widgets.line_list import LineList
from atelier.ui.wording import group_name

T = TypeVar("T")

_SHOWN: frozenset[str] = frozenset(
    row.KIND for row in (Workshop, Profile, CafeTable, CafeGroup, HeadCount, Step, Seating, ClockEvent)
)
"""The tables that this screen shows."""
_OWN_KEYS = ("enter", "left", "right")


class ProfileList(LineList, inherit_bindings=False):
    """The list of profiles: Enter and the arrows to the sides count."""

    BINDINGS: ClassVar[list[BindingType]] = [
        binding
        for binding in LineList.BINDINGS
        if isinstance(binding, Binding) and binding.key not in _OWN_KEYS
    ]


class DoorScreen(PlannedScreen):
    """Counts people in, by profile, and fits the tables to them."""

    SECTION: ClassVar[str] = "door"
    BINDINGS: ClassVar[list[BindingType]] = bindings(DOOR)
    DEFAULT_CSS = """
    DoorScreen {
        & > #head, & > #letter { background: $background; }
        & > #head { margin: 1 0; }
        & > #letter { margin: 0 0 1 0; }
        & > #desk { height: 1fr; layout: vertical; }
        & #profiles { height: auto; max-height: 7; margin: 0 1; }
        & #room { height: 1fr; margin: 0 1; border-top: solid $panel; }
        &.-tall #profiles { max-height: 12; }
        &.-wide > #desk { layout: horizontal; }
        &.-wide #profiles { width: 1fr; height: 1fr; max-height: 100%; }
        &.-wide #room { width: 1fr; border-top: none; border-left: solid $panel; padding: 0 0 0 1; }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self._was_asked = False
        self._said = ""
        self.sentence = ""
        """What is to be read aloud since a table was closed or opened."""

    def body(self) -> Iterable[Widget]:
        """How many are there, where the last one goes, the profiles, and how the room stands."""
        yield Bar(id="head")
        yield Bar(id="letter")
        room = LineList(id="room")
        room.can_focus = False
        yield Container(ProfileList(id="profiles"), room, id="desk")

    def on_mount(self) -> None:
        """Begin with the first profile."""
        self._list.focus()

    # What the questions use

    async def ask(self, dialog: ModalScreen[T]) -> T:
        """Show a dialog over this screen and wait for its answer."""
        return await self.app.push_screen_wait(dialog)

    def begin(self, *, keeps_numbers: bool) -> None:
        """Begin to count."""
        self.perform(
            lambda: counting.begin(
                self.planned, self.now, keeps_numbers=keeps_numbers, everyone=self.tr("Participants")
            )
        )

    def count(self, plan: Callable[[State], Action | None]) -> bool:
        """Count; the first time, beginning to count is part of it."""
        return self.perform(
            lambda: counting.begun(self.planned, self.now, plan, everyone=self.tr("Participants"))
        )

    # Drawing

    @property
    def _list(self) -> ProfileList:
        return self.query_one("#profiles", ProfileList)

    def state_changed(self, kinds: frozenset[str]) -> None:
        """Draw it all; ask how to begin when people were planned and the count has not begun."""
        if not kinds or kinds & _SHOWN:
            self.redraw()
        if not self._was_asked:
            self._was_asked = True
            self._ask_beginning_if_planned()

    def _ask_beginning_if_planned(self) -> None:
        if self._is_only_planned and not self.session.read_only:
            self._begin()

    @property
    def _is_only_planned(self) -> bool:
        return not counting.is_begun(self.planned) and counting.present(self.planned) > 0

    def redraw(self) -> None:
        """Draw it all."""
        if not self.is_whole:
            return
        tr, state = self.tr, self.planned
        self.query_one("#head", Bar).show(head_parts(tr, state))
        self._list.show(profile_lines(tr, state))
        self.query_one("#room", LineList).show(room_lines(tr, state, self.now, self.sentence))
        self._tell_letter()
        self.refresh_bindings()

    def _tell_letter(self) -> None:
        said = self._said or self.tr("A letter or + counts someone in, and says where to send them.")
        self.query_one("#letter", Bar).show([Part(" "), Part(f" {said} ", "here" if self._said else "dim")])

    def check_taking_back(self, action: Action) -> None:
        """Refuse to take away what notes, people or the clock refer to by now."""
        undoing.refuse_if_harmful(self.state, self.now, action)
        self._said = self.sentence = ""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only what can be done now."""
        if self.atelier.session is None or not self.is_whole:
            return True
        if action == "sentence":
            return bool(self.sentence)
        if action == "even":
            return counting.is_uneven(self.planned)
        return True

    def tells(self, text: str) -> bool:
        """A notice over the groups would hide them: it takes the place of the keys."""
        return self.query_one(KeyBar).tell(text)

    # Counting

    def on_key(self, event: events.Key) -> None:
        """The letter of a profile counts someone in."""
        if event.character is None or self.focused is not self._list:
            return
        letters = profile_letters(profiles_of(self.tr, self.planned))
        for key, letter in letters.items():
            if letter == event.character:
                event.stop()
                event.prevent_default()
                self._list.move_to(key)
                self._one_more(key)
                return

    @on(LineList.Chosen, "#profiles")
    def _chosen(self, event: LineList.Chosen) -> None:
        event.stop()
        self._one_more(event.line_id)

    def action_more(self) -> None:
        """One more of the profile under the cursor."""
        if (key := self._list.cursor) is not None:
            self._one_more(key)

    def action_less(self) -> None:
        """One less of the profile under the cursor."""
        key = self._list.cursor
        if key is None:
            return
        if self._is_only_planned:
            self._begin()
            return
        group = counting.last_group(self.planned, key)
        name = group_name(self.tr, group) if group is not None else ""
        if self.count(lambda state: counting.leave(state, key)):
            self._said = self.tr("−1: {group}", group=name) if name else "−1"
            self._tell_letter()

    def _one_more(self, key: str) -> None:
        if self._is_only_planned:
            self._begin()
            return
        where = arrival_text(self.tr, self.planned, self.now, key)
        if self.count(lambda state: counting.arrive(state, key)):
            self._said = f"+1  {where}".rstrip()
            self._tell_letter()

    def action_even(self) -> None:
        """Give all groups the same size."""
        text = self.tr("All groups have the same size now; tell those who change.")
        if not self.perform(lambda: counting.even_out(self.planned), lambda _: self.atelier.say(text)):
            self.atelier.say(self.tr("All groups have the same size already."))

    # Questions

    @work(exclusive=True, group="dialog", exit_on_error=False)
    async def _begin(self) -> None:
        from atelier.ui.screens.door.arranging import ask_beginning

        await ask_beginning(self)

    def action_restart(self) -> None:
        """Count anew."""
        self._begin()

    @work(exclusive=True, group="dialog", exit_on_error=False)
    async def action_number(self) -> None:
        """Say how many of the profile are there."""
        from atelier.ui.screens.door.arranging import ask_number

        if self._list.cursor is not None:
            await ask_number(self, self._list.cursor)

    @work(exclusive=True, group="dialog", exit_on_error=False)
    async def action_tables(self) -> None:
        """Keep, close or open a table."""
        from atelier.ui.screens.door.arranging import ask_tables

        await ask_tables(self)

    @work(exclusive=True, group="dialog", exit_on_error=False)
    async def action_host(self) -> None:
        """Change the host of a table."""
        from atelier.ui.screens.door.host import ask_host

        await ask_host(self)

    @work(exclusive=True, group="dialog", exit_on_error=False)
    async def action_sentence(self) -> None:
        """Show the sentence to read aloud."""
        from atelier.ui.dialogs.questions import Choice
        from atelier.ui.widgets.line_list import Line

        await self.ask(Choice(self.sentence, [Line("close", self.tr("It was read"))]))

    def action_close(self) -> None:
        """Go back to where one came from."""
        self.atelier.switch_mode(self.atelier.left_for_door)
