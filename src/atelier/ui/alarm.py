"""What happens once when the time of a step is up: a sound, and a screen that lights up."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from atelier.config import save_setting
from atelier.domain.clock import ClockReading, has_just_ended
from atelier.domain.place import current_step
from atelier.errors import AtelierError
from atelier.ui.wording import step_name

if TYPE_CHECKING:
    from atelier.domain.state import State
    from atelier.services.chime import Chime, Outcome
    from atelier.ui.app import AtelierApp


class Alarm:
    """Rings once at the end of each step's time.

    A step that is over already when it is entered, or when the program starts, does not ring: its end
    came at another time. Nor does one that the facilitator ends by taking minutes away.

    Args:
        app: the program.
    """

    def __init__(self, app: AtelierApp) -> None:
        self._app = app
        self._made: Chime | None = None
        self._before: ClockReading | None = None

    @property
    def _chime(self) -> Chime:
        """The sound, made ready when it is first needed."""
        if self._made is None:
            from atelier.services.chime import Chime

            self._made = Chime(self._app.places)
        return self._made

    def begin(self, reading: ClockReading) -> None:
        """Another workshop was opened: what its clock shows now is where to start from."""
        self._before = reading

    def watch(self, reading: ClockReading, state: State) -> None:
        """Look at the clock, and ring if the time of its step has just come.

        Args:
            reading: what the clock shows.
            state: the workshop.
        """
        before, self._before = self._before, reading
        if before is None or not has_just_ended(before, reading):
            return
        step = current_step(state, reading)
        tr = self._app.tr
        name = step_name(tr, state, step) if step is not None else ""
        from atelier.ui.widgets.flash import flash  # it knows of fields to type in, slow to import

        flash(self._app.screen, tr("Time is up: {step}", step=name) if name else tr("Time is up"))
        if self._app.settings.has_sound:
            self._chime.ring(self._rang)

    def _rang(self, outcome: Outcome) -> None:
        # From the thread of the sound: only this call may be made from there.
        if not outcome.is_played:
            self._app.call_later(self._app.bell)

    def test(self) -> None:
        """Play the sound, whether it is on or off, and say what came of it."""
        app = self._app
        if not self._chime.ring(lambda outcome: app.call_later(self._tell, outcome)):
            app.say(app.tr("The sound is being played."))

    def _tell(self, outcome: Outcome) -> None:
        app, tr = self._app, self._app.tr
        if outcome.is_played:
            text = tr(
                "A bell was played with {player}. Not heard? Turn the volume up.", player=outcome.player
            )
        elif outcome.reason:
            text = tr(
                "No sound could be played ({reason}). When time is up, only the screen lights up.",
                reason=outcome.reason,
            )
        else:
            text = tr("This computer has no player for sounds. When time is up, only the screen lights up.")
        if outcome.is_played and not app.settings.has_sound:
            text += " " + tr("The sound is off: turn it on in the palette.")
        app.say(text)

    def toggle(self) -> None:
        """Turn the sound on or off, and remember it."""
        app = self._app
        word = "off" if app.settings.has_sound else "on"
        app.settings = replace(app.settings, sound=word)
        try:
            save_setting(app.places, "sound", word)
        except AtelierError as error:
            app.warn(error)
        app.say(
            app.tr("The sound is on.")
            if word == "on"
            else app.tr("The sound is off: the screen alone lights up.")
        )
