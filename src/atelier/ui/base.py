"""What every screen has in common."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import ActiveBinding
from textual.screen import Screen
from textual.widget import Widget
from textual.worker import Worker, WorkerState

from atelier.domain.change import Action
from atelier.domain.clock import ClockReading
from atelier.domain.place import reading
from atelier.domain.state import State
from atelier.errors import AtelierError
from atelier.services.help_calls import open_calls
from atelier.ui.widgets.bar import Bar, Part
from atelier.ui.widgets.key_bar import KeyBar
from atelier.ui.widgets.status_bar import SectionBar, StatusBar

if TYPE_CHECKING:
    from atelier.i18n import Translator
    from atelier.services.session import Saved, Session
    from atelier.ui.app import AtelierApp


class AtelierScreen(Screen[None]):
    """A screen that speaks the user's language."""

    SECTION: ClassVar[str] = ""
    """The mode it is; also the first part of its commands' ids and the screen of its actions."""
    _is_being_made = False
    """Whether its widgets are being made anew: nothing can be drawn until they are."""

    def on_compose(self) -> None:
        """Take the classes of the terminal's size while there are no widgets that would be styled again."""
        app = self.atelier
        for length, own, shared in (
            (app.size.width, self.HORIZONTAL_BREAKPOINTS, app.HORIZONTAL_BREAKPOINTS),
            (app.size.height, self.VERTICAL_BREAKPOINTS, app.VERTICAL_BREAKPOINTS),
        ):
            fitting = [name for least, name in sorted(own or shared) if length >= least]
            self.add_class(*fitting[-1:])

    @property
    def atelier(self) -> AtelierApp:
        """The program."""
        return cast("AtelierApp", self.app)

    @property
    def tr(self) -> Translator:
        """The interface's language."""
        return self.atelier.tr

    @property
    def active_bindings(self) -> dict[str, ActiveBinding]:
        """The keys that work now, described in the user's language."""
        tr = self.tr
        return {
            key: active._replace(
                binding=replace(
                    active.binding,
                    description=tr(active.binding.description),
                    tooltip=tr(active.binding.tooltip),
                )
            )
            for key, active in super().active_bindings.items()
        }

    @property
    def first_actions(self) -> Sequence[str]:
        """The actions whose keys the key bar shows first now; the others follow as in their table."""
        return ()

    def retranslate(self) -> None:
        """The language changed: draw every word anew."""
        self.refresh(recompose=True)
        self.refresh_bindings()

    @property
    def is_whole(self) -> bool:
        """Whether all of its widgets are there, to be asked and drawn."""
        # While the program closes, widgets go one after the other.
        is_staying = self.app.is_running and self.is_attached
        return is_staying and self.is_mounted and not self._is_being_made and bool(self.children)

    async def recompose(self) -> None:
        """Make the widgets anew, then fill them as they were."""
        self._is_being_made = True
        try:
            await super().recompose()
        finally:
            self._is_being_made = False
        if self.is_attached and self.children:
            self.recomposed()
            if self.focused is None and not self.atelier.screen_stack[1:]:
                self.focus_next()

    @property
    def session(self) -> Session:
        """The open workshop."""
        session = self.atelier.session
        if session is None:
            raise RuntimeError("this screen is only shown with an open workshop")
        return session

    @property
    def state(self) -> State:
        """Every row of the workshop."""
        return self.session.state

    def recomposed(self) -> None:
        """The widgets are new: fill them."""

    @on(Worker.StateChanged)
    def _worker_changed(self, event: Worker.StateChanged) -> None:
        error = event.worker.error
        if event.state is WorkerState.ERROR and isinstance(error, Exception):
            self.atelier.tell_unforeseen(error)


class WorkshopScreen(AtelierScreen):
    """A screen of an open workshop: two lines above, the keys below, the body between."""

    shows_calls: ClassVar[bool] = True
    """Whether its top line tells of calls for help."""
    _was_shown = False

    DEFAULT_CSS = """
    WorkshopScreen {
        layout: vertical;
        & > #trouble { display: none; background: $error; color: $background; height: auto; }
        & > #trouble.-shown { display: block; }
    }
    """

    def compose(self) -> ComposeResult:
        status, sections = StatusBar(id="status"), SectionBar(id="sections")
        self._tell_status(status, self.reading())
        sections.tell(self.tr, self.SECTION)
        yield status
        yield sections
        yield Bar(id="trouble")
        yield from self.body()
        yield KeyBar(id="keys")

    def body(self) -> Iterable[Widget]:
        """The widgets between the lines above and the keys below."""
        return ()

    # What screens read

    def reading(self) -> ClockReading:
        """What the clock shows now."""
        return reading(self.state, self.session.clock.now())

    # What screens do

    def perform(self, plan: Callable[[], Action | None], then: Callable[[Saved], None] | None = None) -> bool:
        """Plan an action and save it; what the user must know is shown.

        Args:
            plan: plans the action; an AtelierError is shown as a notice, None changes nothing.
            then: called once it is committed and the state is new.

        Returns:
            whether something is being saved.
        """
        action = self.plan_action(plan)
        if action is not None:
            self.atelier.save(action, then)
        return action is not None

    def plan_action(self, plan: Callable[[], Action | None]) -> Action | None:
        """What a plan comes to; None when it changes nothing, or cannot be: then it was said why."""
        try:
            return plan()
        except AtelierError as error:
            self.atelier.warn(error)
            return None

    # What screens override

    def state_changed(self, kinds: frozenset[str]) -> None:
        """Some tables changed, by this program or another; draw what depends on them.

        Args:
            kinds: names of the tables; empty when everything may have changed.
        """

    def check_taking_back(self, action: Action) -> None:
        """Look at an action that undo or redo is about to save.

        Raises:
            AtelierError: something rests on what it would take away; the notice says what.
        """

    def tick(self, reading: ClockReading) -> None:
        """A second has passed on the clock; draw the time."""

    def tells(self, text: str) -> bool:
        """Show a notice in the screen's own place; whether it did, otherwise the notice pops up."""
        return False

    def keep_typing(self) -> None:
        """Keep what is typed and not saved: the file is about to be closed."""

    # Wiring

    def on_screen_resume(self) -> None:
        """Draw anew what may have changed while another screen was shown."""
        if self.atelier.session is None or not self.is_mounted:
            return
        if self._was_shown:
            self.renew(frozenset())
        else:
            # After the first layout, which lists fill, and before the first paint, which shows them.
            self._was_shown = True
            self.call_later(self.renew, frozenset())

    def recomposed(self) -> None:
        """Draw everything in the new widgets."""
        if self.atelier.session is not None:
            self.renew(frozenset())

    def renew(self, kinds: frozenset[str]) -> None:
        """Draw the state, the lines above and the time."""
        if not self.is_whole:
            return
        now = self.reading()
        self.query_one("#sections", SectionBar).tell(self.tr, self.SECTION)
        self.tell_trouble()
        self.state_changed(kinds)
        self.show_time(now)

    def show_time(self, now: ClockReading) -> None:
        """Draw the line above and the time."""
        if not self.is_whole:
            return
        self._tell_status(self.query_one("#status", StatusBar), now)
        self.tick(now)

    def _tell_status(self, bar: StatusBar, now: ClockReading) -> None:
        atelier = self.atelier
        calls = open_calls(self.state) if self.shows_calls else ()
        phones = atelier.phones.parts()
        bar.tell(self.tr, self.state, now, note=atelier.status_note, calls=calls, phones=phones)

    def phones_changed(self) -> None:
        """Phones came, went, or are served otherwise; draw what depends on it."""
        self.show_time(self.reading())

    def tell_trouble(self) -> None:
        """Show or hide the line that says what could not be saved."""
        bar = self.query_one("#trouble", Bar)
        text = self.atelier.trouble_text
        bar.set_class(bool(text), "-shown")
        if text:
            bar.show([Part(f" {text} ", "alarm", "app.save_elsewhere", is_flexible=True)])
