"""What can be done from every screen."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from textual import work
from textual.app import App

from atelier.errors import AtelierError
from atelier.services.fast_clock import is_rehearsal
from atelier.ui.base import AtelierScreen

if TYPE_CHECKING:
    from atelier.config import Places
    from atelier.i18n import Translator
    from atelier.services.session import Session
    from atelier.ui.app import AtelierApp


class Everywhere(App[int], inherit_bindings=False):
    """The commands of every screen, as methods of the program."""

    tr: Translator
    places: Places
    session: Session | None

    @property
    def atelier(self) -> AtelierApp:
        """The whole program."""
        return cast("AtelierApp", self)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Without a workshop only the commands that need none are there."""
        needs_workshop = action.startswith("show_") or action in (
            "go_to",
            "undo",
            "redo",
            "retry_saving",
            "save_elsewhere",
            "back_up",
            "unite",
            "rehearse",
            "end_rehearsal",
        )
        if needs_workshop and self.session is None:
            return False
        if action in ("rehearse", "end_rehearsal"):
            return is_rehearsal(self.atelier.clock) is (action == "end_rehearsal")
        if action in ("show_room", "show_phones"):
            # Run has keys for them, under the same names.
            section = self.atelier.section_screen
            return section is None or section.SECTION != "run"
        if action == "retry_saving":
            return bool(self.session and self.session.unsaved)
        return True

    def action_help(self) -> None:
        """Show the keys of this screen."""
        from atelier.ui.dialogs.help import Help

        if isinstance(self.screen, AtelierScreen):
            self.push_screen(Help(self.screen.SECTION))

    def action_palette(self) -> None:
        """Show the palette."""
        from textual.command import CommandPalette

        if not CommandPalette.is_open(cast("App[object]", self)):
            self.push_screen(
                CommandPalette(placeholder=self.tr("Search for a command…"), id="--command-palette")
            )

    @work(exit_on_error=False)
    async def action_go_to(self) -> None:
        """Offer the sections by letter."""
        from atelier.ui.going import choose_section

        await choose_section(self.atelier)

    def action_show_prepare(self) -> None:
        """Show Prepare."""
        self.switch_mode("prepare")

    def action_show_run(self) -> None:
        """Show Run."""
        self.switch_mode("run")

    def action_show_capture(self) -> None:
        """Show Note."""
        self.switch_mode("capture")

    def action_show_fuse(self) -> None:
        """Show Fuse."""
        self.switch_mode("fuse")

    def action_show_publish(self) -> None:
        """Show Publish."""
        self.switch_mode("publish")

    def action_show_room(self) -> None:
        """Turn the window into the room screen."""
        from atelier.ui.sections import room

        if not any(getattr(screen, "SECTION", "") == "room" for screen in self.screen_stack):
            self.push_screen(room())

    def action_show_phones(self) -> None:
        """Show the phones of the tables."""
        from atelier.ui.going import go_to_phones

        go_to_phones(self.atelier)

    def action_show_history(self) -> None:
        """Show who changed what and when."""
        if self.current_mode != "history":
            self.atelier.history_from = self.current_mode
            self.switch_mode("history")

    def action_show_history_of(self) -> None:
        """Show what was done to the note or the point under the cursor."""
        from atelier.ui.going import row_under_cursor

        row = row_under_cursor(self.atelier)
        if row is None:
            self.atelier.say(self.tr("Put the cursor on a note or on a point first."))
        else:
            self.atelier.history_target = row
            self.action_show_history()

    def action_undo(self) -> None:
        """Take back the last action on this screen."""
        self._take_back(redo=False)

    def action_redo(self) -> None:
        """Do again what was taken back."""
        self._take_back(redo=True)

    @work(exit_on_error=False)
    async def _take_back(self, *, redo: bool) -> None:
        from atelier.ui.undo import take_back

        await take_back(self.atelier, redo=redo)

    def action_change_language(self) -> None:
        """Switch between French and English."""
        from atelier.config import save_setting
        from atelier.i18n import Translator

        self.tr = Translator("en" if self.tr.language == "fr" else "fr")
        try:
            save_setting(self.places, "lang", self.tr.language)
        except AtelierError as error:
            self.atelier.warn(error)
        self.atelier.forget_sections()
        for screen in self.screen_stack:
            if isinstance(screen, AtelierScreen):
                screen.retranslate()

    def action_test_sound(self) -> None:
        """Play the sound of time that is up."""
        self.atelier.alarm.test()

    def action_toggle_sound(self) -> None:
        """Turn the sound on or off."""
        self.atelier.alarm.toggle()

    @work(exit_on_error=False)
    async def action_choose_colours(self) -> None:
        """Choose the colours."""
        from atelier.ui.colours import choose_colours

        await choose_colours(self.atelier)

    @work(exit_on_error=False)
    async def action_rehearse(self) -> None:
        """Play the agenda on a copy."""
        from atelier.ui.rehearsing import rehearse

        await rehearse(self.atelier)

    @work(exit_on_error=False)
    async def action_unite(self) -> None:
        """Bring in the file of another laptop."""
        from atelier.ui.uniting import unite

        await unite(self.atelier)

    def action_end_rehearsal(self) -> None:
        """Go back to the workshop that was rehearsed."""
        from atelier.ui.rehearsing import end_rehearsal

        end_rehearsal(self.atelier)
