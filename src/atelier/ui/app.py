"""The program: it owns the open workshop, watches it, and shows one section at a time."""

from __future__ import annotations

import gc
import re
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from typing import TYPE_CHECKING, ClassVar, Final

from textual import on, work
from textual.binding import Binding, BindingType
from textual.worker import Worker, WorkerState

from atelier.domain.change import Action
from atelier.domain.clock import Clock, ClockPhase, Moment, shown_second, wall_jump
from atelier.domain.instant import to_text
from atelier.domain.note import CellKey
from atelier.domain.place import reading
from atelier.errors import N_, AtelierError
from atelier.services.away import Sightings
from atelier.services.fast_clock import clock_for, is_rehearsal
from atelier.ui.alarm import Alarm
from atelier.ui.base import WorkshopScreen
from atelier.ui.commands.command import Command
from atelier.ui.commands.everywhere import EVERYWHERE
from atelier.ui.commands.registry import bindings
from atelier.ui.everywhere import Everywhere
from atelier.ui.key_names import key_names
from atelier.ui.phones import Phones
from atelier.ui.safe import wrap
from atelier.ui.saving import Committed, Saving
from atelier.ui.sections import SECTIONS, home, palette
from atelier.ui.stylesheet import ReadOnce
from atelier.ui.terminal_watch import watch_terminal
from atelier.ui.themes import use_theme
from atelier.ui.wording import pace_note, welcome_back

if TYPE_CHECKING:
    from pathlib import Path

    from textual.notifications import SeverityLevel
    from textual.theme import Theme

    from atelier.config import Places, Settings
    from atelier.i18n import Translator
    from atelier.services.session import Saved, Session

_NO_BREAK: Final = re.compile("[\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}]")
_NOTICE_WIDTH: Final = 57
_NOTICE_FRAME: Final = 5
"""Terminal cells of the lines of a notice that pops up, and those of its edges and of a scroll bar."""
PULSE_SECONDS = 0.25
"""How often the file and the clock are looked at."""


class AtelierApp(Everywhere, inherit_bindings=False):
    """Atelier on a terminal."""

    TITLE = "Atelier"
    MODES = {"home": home, **SECTIONS}  # noqa: RUF012
    COMMANDS = {palette}  # noqa: RUF012
    BINDINGS: ClassVar[list[BindingType]] = bindings(EVERYWHERE)
    CSS_PATH = "atelier.tcss"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]  # noqa: RUF012
    VERTICAL_BREAKPOINTS = [(0, "-low"), (32, "-tall")]  # noqa: RUF012

    _colours: tuple[Theme, dict[str, str]] | None = None

    def __init__(
        self,
        *,
        tr: Translator,
        clock: Clock,
        places: Places,
        settings: Settings,
        session: Session | None = None,
        mode: str = "home",
    ) -> None:
        """The program.

        Args:
            tr: the interface's language.
            clock: the time.
            places: the user's folders.
            settings: what the user chose once and for all.
            session: the workshop to start with.
            mode: the section to start in.
        """
        self.DEFAULT_MODE = mode if session is not None else "home"  # type: ignore[misc]
        super().__init__()
        self.tr = tr
        self.real_clock = clock
        self.session: Session | None = None
        self.places = places
        self.settings = settings
        # Before the first screen: taken later, the style sheets would be read twice.
        self._theme_problems = use_theme(self, settings.theme, places)
        self.stylesheet = ReadOnce(variables=self.get_css_variables())
        self.saving = Saving(self)
        self.alarm = Alarm(self)
        self.phones = Phones(self)
        self.left_for_phones = "run"
        """The section that Phones goes back to."""
        self.left_for_door = "run"
        """The section that the door goes back to."""
        self.capture_target: CellKey | None = None
        """The cell that Note is to show when it comes up; Note takes it and forgets it."""
        self.history_from = "run"
        """The section that history was called from."""
        self.history_target: tuple[str, str] | None = None
        """Kind and id of the row whose history is to be shown; history takes it and forgets it."""
        self.fuse_target: tuple[str, str, str] | None = None
        """Table, heading and point that Fuse is to show when it comes up; Fuse takes it and forgets it."""
        self._has_started = False
        self._until_started: list[Callable[[], None]] = []
        self._moment: Moment = clock.now()
        self._sightings: Sightings | None = None
        self._shown_second = 0
        self._phase = ClockPhase.READY
        self._unsubscribe: Callable[[], None] = lambda: None
        if session is not None:
            self._take(session)

    # Life

    def get_css_variables(self) -> dict[str, str]:
        """The colours of the theme, worked out once for each: they are asked for at every style sheet."""
        theme = self.current_theme
        if self._colours is None or self._colours[0] is not theme:
            self._colours = theme, super().get_css_variables()
        return self._colours[1]

    def when_started(self, callback: Callable[[], None]) -> None:
        """Call something now, or once the program paints; as it starts, it refreshes without painting."""
        if self._has_started:
            callback()
        else:
            self._until_started.append(callback)

    def on_ready(self) -> None:
        """Do what waited for the first frame."""
        self._has_started = True
        for callback in self._until_started:
            callback()
        self._until_started.clear()

    def on_mount(self) -> None:
        """Take the theme, watch the file, and let the first screen come up."""
        for problem in (*self.settings.problems, *self._theme_problems):
            self.warn(problem)
        if self.settings.keymap:
            self.set_keymap(dict(self.settings.keymap))
        self.set_interval(PULSE_SECONDS, self._pulse)
        watch_terminal(self)
        if self.session is not None:
            self._greet(self.session)
        self.call_after_refresh(self._settle)

    def _settle(self) -> None:
        # A full collection over Textual's objects stalls typing by 50 ms: they live as long as the program.
        gc.collect()
        gc.freeze()
        gc.enable()

    def on_unmount(self) -> None:
        """Let go of the file."""
        self.close_workshop()

    # The open workshop

    @property
    def clock(self) -> Clock:
        """The time: that of the open workshop, which a rehearsal lets run faster."""
        return self.real_clock if self.session is None else self.session.clock

    def clock_of(self, path: Path) -> Clock:
        """The clock of a workshop that is about to be opened."""
        return clock_for(path, self.places, self.real_clock)

    @property
    def status_note(self) -> str:
        """A few words at the right of the top line."""
        return pace_note(self.tr, self.clock)

    def open_workshop(self, session: Session, mode: str = "run") -> None:
        """Show another workshop in one of its sections."""
        self._keep_typing()
        self.forget_sections()
        self.close_workshop()
        self._take(session)
        self.switch_mode(mode)
        self._greet(session)
        self.call_after_refresh(self._settle)

    def close_workshop(self) -> None:
        """Write what waits and let go of the file, if one is open."""
        if self.session is not None:
            self._keep_typing()
            self._unsubscribe()
            self.session.close()
            self.session = None
            self.phones.take(None)
            self.saving.forget()

    def _keep_typing(self) -> None:
        """Let every section keep what is typed in it while there is still a file to keep it in."""
        for mode in SECTIONS:
            with suppress(KeyError, ValueError):  # it was never shown
                for screen in self.get_screen_stack(mode):
                    if isinstance(screen, WorkshopScreen):
                        screen.keep_typing()

    def _take(self, session: Session) -> None:
        self.session = session
        self.phones.take(session)
        self._sightings = None if session.read_only else Sightings(session.path, self.places)
        self._moment = session.clock.now()
        self._unsubscribe = session.subscribe(self._state_changed)
        shown = reading(session.state, self._moment)
        self._phase = shown.phase
        self.alarm.begin(shown)

    def _remember(self, session: Session) -> None:
        if is_rehearsal(session.clock):
            return
        from atelier.config import RecentFile, remember_file

        now = to_text(self.clock.now().wall)
        remember_file(self.places, RecentFile(session.path, session.state.workshop.title, now))

    def _greet(self, session: Session) -> None:
        # It waits for a disk, which the first screen need not.
        self.call_after_refresh(self._remember, session)
        for warning in session.warnings:
            self.warn(warning)
        now = self.clock.now()
        last = self._sightings.last() if self._sightings is not None else None
        text = welcome_back(self.tr, reading(session.state, now), None if last is None else now.wall - last)
        if text:
            self.say(text)

    def forget_sections(self) -> None:
        """Make every section but the one that is shown anew when it is next shown."""
        for name, make in SECTIONS.items():
            if name != self.current_mode:
                self.remove_mode(name)
                self.add_mode(name, make)

    # Saving

    @property
    def trouble_text(self) -> str:
        """What could not be saved and what to do, translated; empty when all is well."""
        return self.saving.trouble_text

    def save(
        self,
        action: Action,
        then: Callable[[Saved], None] | None = None,
        otherwise: Callable[[AtelierError], None] | None = None,
    ) -> Future[Saved] | None:
        """Hand an action to the writer; the screen follows when it is committed.

        Args:
            action: what changes.
            then: called on the event loop once it is committed and the state is new.
            otherwise: called there when it was not saved, beside the alarm that everybody sees.
        """
        if self.session is None:
            return None
        return self.saving.save(self.session, action, then, otherwise)

    @on(Committed)
    def _committed(self, event: Committed) -> None:
        if self.session is not None:
            self.saving.settle(self.session, event)

    def action_retry_saving(self) -> None:
        """Try again to write what failed."""
        if self.session is not None:
            self.saving.retry(self.session)

    @work(exit_on_error=False)
    async def action_save_elsewhere(self) -> None:
        """Write the whole workshop to another place and go on there."""
        session = self.session
        if session is not None and await self.saving.move(session):
            self._remember(session)

    def action_back_up(self) -> None:
        """Copy the file beside itself."""
        if self.session is not None:
            self.saving.back_up(self.session)

    # Watching

    def _pulse(self) -> None:
        session = self.session
        if session is None:
            return
        now = self.clock.now()
        if self._sightings is not None:
            self._sightings.mark(now.wall)
        session.catch_up()
        jump = wall_jump(self._moment, now)
        self._moment = now
        if jump:
            self.say(self.tr("The computer's clock was set; the time left has not changed."))
        self.saving.watch(session, now)
        self.phones.watch()
        self._tick(session, now)

    def _tick(self, session: Session, now: Moment) -> None:
        shown = reading(session.state, now)
        second = shown_second(shown, now)
        self.alarm.watch(shown, session.state)
        if second == self._shown_second and shown.phase is self._phase:
            return
        self._shown_second, self._phase = second, shown.phase
        screen = self.section_screen
        if screen is not None and screen.is_mounted:
            screen.show_time(shown)

    def _state_changed(self, kinds: frozenset[str]) -> None:
        screen = self.section_screen
        if screen is not None and screen.is_mounted:
            screen.renew(kinds)

    @property
    def section_screen(self) -> WorkshopScreen | None:
        """The section that is shown, dialogs over it or not; None at home."""
        stack = self.screen_stack
        screen = stack[0] if stack else None
        return screen if isinstance(screen, WorkshopScreen) else None

    # Telling

    def say(self, text: str) -> None:
        """Show a notice, where the screen has a place for it; the text is translated already."""
        section = self.section_screen
        if section is None or self.screen is not section or not section.tells(text):
            self._pop_up(text)

    def warn(self, error: AtelierError) -> None:
        """Show what went wrong and what to do."""
        self._pop_up(self.tr.of(error), severity="warning", timeout=8)

    def _pop_up(
        self, text: str, *, severity: SeverityLevel = "information", timeout: float | None = None
    ) -> None:
        if _NO_BREAK.search(text):
            # Broken here: Textual would break a line at a no-break space too.
            text = "\n".join(wrap(text, min(_NOTICE_WIDTH, self.size.width - _NOTICE_FRAME)))
        self.notify(text, severity=severity, markup=False, timeout=timeout)

    def tell_unforeseen(self, error: Exception) -> None:
        """Log a failure that nobody foresaw, and say so without stopping: a workshop may be under way."""
        from atelier import logbook

        log = logbook.record(error, self.places.log)
        text = N_("Atelier met a failure that it did not foresee. What was saved is safe. Details: {log}")
        self.warn(AtelierError(text, log=log or type(error).__name__))

    @on(Worker.StateChanged)
    def _worker_changed(self, event: Worker.StateChanged) -> None:
        error = event.worker.error
        if event.state is WorkerState.ERROR and isinstance(error, Exception):
            self.tell_unforeseen(error)

    def key_names(self, command: Command) -> list[str]:
        """The keys of a command as people read them, remapped ones included."""
        return key_names(self.tr, self.settings.keymap.get(command.id, command.keys))

    def get_key_display(self, binding: Binding) -> str:
        """The first key of a binding as people read it."""
        return key_names(self.tr, binding.key)[0]

    # Commands of every screen

    def capture_at(self, table_id: str, round_number: int, group_id: str | None, heading: str = "") -> None:
        """Show Note on a cell, past or present; without a heading, on the one that Note has."""
        self.capture_target = CellKey(table_id, round_number, group_id, heading)
        self.switch_mode("capture")

    def fuse_at(self, table_id: str, heading: str = "", theme_id: str = "") -> None:
        """Show Fuse on a table, a heading, a point.

        Args:
            table_id: the table.
            heading: key of the heading; empty for the one that Fuse has.
            theme_id: the point; empty for none.
        """
        self.fuse_target = (table_id, heading, theme_id)
        if self.current_mode == "fuse":
            self._state_changed(frozenset())  # it is shown already: it goes there now
        self.switch_mode("fuse")

    def action_show_home(self) -> None:
        """Close the workshop and show the recent ones."""
        if self._may_leave():
            self._settle_phones(self._go_home)

    def _go_home(self) -> None:
        self.switch_mode("home")
        self.close_workshop()
        self.forget_sections()

    def action_leave(self) -> None:
        """Leave Atelier."""
        if self._may_leave():
            self._settle_phones(lambda: self.exit(0))

    def _settle_phones(self, then: Callable[[], object]) -> None:
        """Go on once it is known what becomes of the phones."""
        if self.phones.is_open:
            self._ask_about_phones(then)
        else:
            then()

    @work(exclusive=True, group="leaving", exit_on_error=False)
    async def _ask_about_phones(self, then: Callable[[], object]) -> None:
        from atelier.ui.screens.phones.questions import ask_leaving

        if await ask_leaving(self):
            then()

    def _may_leave(self) -> bool:
        if self.session is not None and self.session.unsaved:
            self.warn(
                AtelierError(
                    N_("Something is not saved yet: save it elsewhere first (ctrl+p, “Save elsewhere”).")
                )
            )
            return False
        return True
