"""Showing the synthesis to a room, one point at a time."""

from __future__ import annotations

from collections.abc import Sequence

from textual import work

from atelier.domain.clock import Moment
from atelier.domain.state import State
from atelier.ui.screens.presentation.screen import PresentationScreen, make_slides
from atelier.ui.screens.presentation.slides import Slide
from atelier.ui.screens.publish.copying import Copying
from atelier.ui.screens.publish.options import Options


class Presenting(Copying):
    """The part of Publier that opens the presentation."""

    def action_present(self) -> None:
        """Show the synthesis as it stands, in the language and the length of the documents."""
        self._make_slides(self.state, self.session.clock.now(), self.options)

    @work(thread=True, exclusive=True, group="present", exit_on_error=False)
    def _make_slides(self, state: State, now: Moment, options: Options) -> None:
        made = make_slides(state, now, options.language, options.length)
        self.app.call_from_thread(self._present, made, state, now, options)

    def _present(self, made: Sequence[Slide], state: State, now: Moment, options: Options) -> None:
        # The person may have gone elsewhere meanwhile.
        if self.app.screen is self:
            screen = PresentationScreen(made, state, now, options.language, options.length)
            self.app.push_screen(screen)
