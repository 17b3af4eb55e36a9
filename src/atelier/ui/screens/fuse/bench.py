"""What the engine proposes for the page that is shown, laid over the workshop as if it were there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from textual import work
from textual.worker import Worker, get_current_worker

from atelier.domain.fusion import themes_with
from atelier.domain.state import State
from atelier.domain.theme import Theme, ThemeStatus, Transversal
from atelier.domain.workshop import CafeTable
from atelier.errors import N_, AtelierError
from atelier.ui.safe import clip
from atelier.ui.screens.fuse.conclusion_view import proposed_transversals
from atelier.ui.screens.fuse.lists import FuseLists
from atelier.ui.screens.fuse.opposed_view import with_opposed
from atelier.ui.screens.fuse.points_view import accepted_themes, proposed_themes
from atelier.ui.screens.fuse.where import Where
from atelier.ui.widgets.line_list import Line

if TYPE_CHECKING:
    from atelier.domain.change import Action
    from atelier.fusion.encoder import Memory
    from atelier.services.crossing import Crossing, CrossRequest
    from atelier.services.workbench import Bench, Request

_TITLE_CELLS = 40
_MOST_KEPT = 12
"""Pages whose last answer is kept."""


class FuseBench(FuseLists):
    """Asks the engine in the background, and shows its proposals among the points of the page."""

    def __init__(self) -> None:
        super().__init__()
        self.proposes = True
        """Whether proposals are shown."""
        self._benches: dict[Where, Bench] = {}
        self._sliders: dict[Where, int] = {}
        self._asked: tuple[Where, Request] | None = None
        self._thinker: Worker[None] | None = None
        self._overlay: tuple[State, Bench, State] | None = None
        self._encoder_memory: Memory | None = None
        self._has_encoder = False
        self._crossing: Crossing | None = None
        self._asked_across: CrossRequest | None = None
        self._across: tuple[State, Crossing, State] | None = None

    # What is shown

    @property
    def state(self) -> State:
        """Every row of the workshop, and what is proposed for this page."""
        stored = self.session.state
        if self.where.is_conclusion:
            return self._crossed(stored)
        bench = self.bench
        if bench is None:
            return stored
        if self._overlay is None or self._overlay[0] is not stored or self._overlay[1] is not bench:
            from atelier.services.workbench import laid_over

            self._overlay = (stored, bench, laid_over(stored, bench))
        return self._overlay[2]

    def _crossed(self, stored: State) -> State:
        crossing = self.crossing
        if crossing is None:
            return stored
        if self._across is None or self._across[0] is not stored or self._across[1] is not crossing:
            from atelier.services.crossing import laid_across

            self._across = (stored, crossing, laid_across(stored, crossing))
        return self._across[2]

    @property
    def crossing(self) -> Crossing | None:
        """What may come back from table to table; None when it is not known, or not wanted."""
        return self._crossing if self.proposes and self.where.is_conclusion else None

    @property
    def bench(self) -> Bench | None:
        """The last answer for this page; None when there is none, or proposals are not wanted."""
        return self._benches.get(self.where) if self._is_proposing() else None

    @property
    def granularity(self) -> int:
        """Where the slider of this page stands."""
        return self._sliders.get(self.where, 0)

    def slide(self, granularity: int) -> None:
        """Move the slider of this page."""
        from atelier.services.workbench import COARSEST, FINEST

        self._sliders[self.where] = min(max(granularity, FINEST), COARSEST)
        self.draw()

    def is_proposal(self, theme_id: str) -> bool:
        """Whether a point is only proposed here, and stored nowhere."""
        if self.where.is_conclusion:
            return self.session.state.get(Transversal, theme_id) is None
        return self.session.state.get(Theme, theme_id) is None and self.state.get(Theme, theme_id) is not None

    def suggestion_with(self, note_id: str) -> Theme | None:
        """The suggestion of this page that holds a note that nobody treated yet."""
        themes = themes_with(self.state, note_id)
        if any(theme.status == ThemeStatus.ACCEPTED for theme in themes):
            return None
        here = (self.where.table_id, self.where.heading)
        return next((theme for theme in themes if (theme.table_id, theme.heading) == here), None)

    def other_titles(self, note_ids: Iterable[str], title: str) -> tuple[str, ...]:
        """What else a point of this page that rests on some notes may be called."""
        found = self.bench.titles_for(note_ids) if self.bench is not None else ()
        return tuple(other for other in found if other != title)

    def reach(self, *, has_notes: bool) -> str:
        """As everywhere; before that, what the engine has to say."""
        if not has_notes:
            return super().reach(has_notes=has_notes)
        proposed = (
            proposed_transversals(self.state, self.session.state)
            if self.where.is_conclusion
            else proposed_themes(self.state, self.where)
        )
        count = len(proposed)
        if count:
            return self.tr.n("{n} suggestion: Tab shows it", "{n} suggestions: Tab shows them", count)
        if self._is_proposing() and self.where not in self._benches:
            return self.tr("suggestions are coming…")
        return super().reach(has_notes=has_notes)

    def made_real(self, action: Action) -> Action:
        """An action with the points made that it needs, where it was planned over proposals."""
        state, now = self.session.state, self.session.clock.now()
        if self.crossing is not None:
            from atelier.services.crossing import crossing_made_real

            return crossing_made_real(action, state, self.crossing, now)
        if self.bench is None:
            return action
        from atelier.services.workbench import made_real

        return made_real(action, state, self.bench, now)

    def shown_lines(self, name: str) -> list[Line]:
        """As everywhere; a note that may belong to a point of people's says so."""
        lines = super().shown_lines(name)
        if name == "detail" and self.theme is not None and not self.theme.divergence:
            return with_opposed(self.tr, self.state, self.theme, lines)
        bench = self.bench
        if name != "notes" or bench is None:
            return lines
        stored = self.session.state
        ranks = {theme.id: rank for rank, theme in enumerate(accepted_themes(stored, self.where), 1)}
        found: list[Line] = []
        for line in lines:
            theme = bench.suggestion(stored, line.id) if line.is_selectable and ranks else None
            if theme is not None and theme.id in ranks:
                arrow = (f"→ {ranks[theme.id]} {clip(theme.title, _TITLE_CELLS)}", "dim")
                line = replace(line, below=(*line.below, arrow))
            found.append(line)
        return found

    # Asking

    def draw(self) -> None:
        """Draw the page, and ask the engine where what it answered no longer fits."""
        super().draw()
        # The page comes first: the engine would slow its painting down.
        self.atelier.when_started(self._ask_after_paint)

    def _ask_after_paint(self) -> None:
        self.call_after_refresh(self._ask)

    def _is_proposing(self) -> bool:
        if not self.proposes or self.where.is_conclusion or self.atelier.session is None:
            return False
        table = self.session.state.get(CafeTable, self.where.table_id)
        return table is not None and not table.is_frozen

    def _ask(self) -> None:
        if self.is_mounted and self.where.is_conclusion and self.atelier.session is not None:
            self._ask_across()
        if not self.is_mounted or not self._is_proposing():
            return
        from atelier.services.workbench import request_for

        where, state = self.where, self.session.state
        request = request_for(state, where.table_id, where.heading, self.granularity)
        bench = self._benches.get(where)
        if (bench is not None and bench.request == request) or self._asked == (where, request):
            return
        thinker = self._thinker
        if self._asked is not None and self._asked[0] == where and thinker and not thinker.is_finished:
            # Its answer asks again: notes that pour in faster than pages are read would put it off for ever.
            return
        self._asked = (where, request)
        self._thinker = self._think(where, request, state, bench)

    @work(thread=True, exclusive=True, group="bench", exit_on_error=False)
    def _think(self, where: Where, request: Request, state: State, before: Bench | None) -> None:
        from atelier.services.workbench import answer

        worker = get_current_worker()
        bench = answer(request, state, before, self._encoder())
        if not worker.is_cancelled:
            self.app.call_from_thread(self._answered, where, bench)

    def _ask_across(self) -> None:
        from atelier.services.crossing import cross_request

        state = self.session.state
        request = cross_request(state)
        crossing = self._crossing
        if not self.proposes or (crossing is not None and crossing.request == request):
            return
        if self._asked_across != request:
            self._asked_across = request
            self._think_across(request, state)

    @work(thread=True, exclusive=True, group="crossing", exit_on_error=False)
    def _think_across(self, request: CrossRequest, state: State) -> None:
        from atelier.services.crossing import cross

        worker = get_current_worker()
        crossing = cross(request, state, self._encoder())
        if not worker.is_cancelled:
            self.app.call_from_thread(self._answered_across, crossing)

    def _encoder(self) -> Memory | None:
        """The encoder that settings name, made when it is first needed; called from a thread."""
        if not self._has_encoder:
            from atelier.services.encoders import memory_named

            try:
                self._encoder_memory = memory_named(self.atelier.settings.engine)
            except AtelierError as error:
                self.app.call_from_thread(self.atelier.warn, error)
            self._has_encoder = True
        return self._encoder_memory

    def _check_encoder(self) -> None:
        if self._encoder_memory is None or not self._encoder_memory.has_failed:
            return
        self._encoder_memory = None
        text = N_("The engine “{name}” could not be used: the default engine proposes instead.")
        self.atelier.warn(AtelierError(text, name=self.atelier.settings.engine))

    def _answered_across(self, crossing: Crossing) -> None:
        self._asked_across, self._crossing = None, crossing
        self._check_encoder()
        if self.is_mounted and self.atelier.session is not None and self.where.is_conclusion:
            self.draw()

    def _answered(self, where: Where, bench: Bench) -> None:
        self._asked = None
        self._check_encoder()
        before = self._benches.pop(where, None)
        self._benches[where] = bench
        if before is not None and where == self.where and self._is_proposing():
            self._stay_on_proposal(before, bench)
        while len(self._benches) > _MOST_KEPT:
            self._benches.pop(next(iter(self._benches)))
        if self.is_mounted and self.atelier.session is not None and where == self.where:
            self.draw()

    def _stay_on_proposal(self, before: Bench, bench: Bench) -> None:
        """Keep the cursor on a proposal that a new note made another one of."""
        from atelier.services.workbench import fresh

        cursor = self.lines_of("points").cursor or ""
        theme = before.ids.get(cursor)
        if theme is None or cursor in bench.ids or "points" in self.wanted:
            return
        ids = frozenset(theme.note_ids)
        proposed = fresh(self.session.state, bench)
        shared = {key: len(ids & frozenset(other.note_ids)) for key, other in proposed.items()}
        nearest = max(shared, key=lambda key: shared[key], default="")
        if nearest and shared[nearest]:
            self.want(points=nearest)
