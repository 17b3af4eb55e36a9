"""The screen `review`: what a reviewed text changes, accepted or left one by one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import Static

from atelier.domain.change import Action
from atelier.errors import AtelierError
from atelier.services.review.accepting import Taking, accept, accept_all
from atelier.services.review.differences import KINDS, Difference, Kind, differences
from atelier.services.review.reading import Reading
from atelier.ui.base import AtelierScreen
from atelier.ui.commands.registry import bindings
from atelier.ui.commands.review import REVIEW
from atelier.ui.screens.publish.review_memory import Memory, recall, remember
from atelier.ui.screens.publish.review_view import difference_text, review_lines
from atelier.ui.widgets.bar import Bar, Part
from atelier.ui.widgets.key_bar import KeyBar
from atelier.ui.widgets.line_list import Line, LineList

if TYPE_CHECKING:
    pass


class ReviewScreen(AtelierScreen):
    """Differences on one side, the one under the cursor on the other, before and after."""

    SECTION: ClassVar[str] = "review"
    BINDINGS: ClassVar[list[BindingType]] = bindings(REVIEW)
    DEFAULT_CSS = """
    ReviewScreen {
        & #review-columns { height: 1fr; }
        & #differences { width: 1fr; height: 1fr; }
        & #whole { width: 1fr; height: 1fr; padding: 0 1; border-left: solid $panel; }
        & #whole:focus { border-left: solid $primary; }
        & #whole { scrollbar-size-vertical: 1; }
        & #difference { height: auto; width: 100%; }
        &.-narrow #review-columns { layout: vertical; }
        &.-narrow #whole { border-left: none; border-top: solid $panel; }
        &.-narrow #whole:focus { border-left: none; border-top: solid $primary; }
        &.-narrow.-low #differences { height: 8; }
    }
    """

    def __init__(self, path: Path, reading: Reading, again: Callable[[Path], object]) -> None:
        """A reviewed text.

        Args:
            path: its file.
            reading: what it says.
            again: reads the file once more.
        """
        super().__init__()
        self._path = path
        self._reading = reading
        self._again = again
        self._memory = Memory()
        self._found: tuple[Difference, ...] = ()
        """All of them, those that were left too."""
        self._shows_left = False

    def compose(self) -> ComposeResult:
        """A title, the list, the texts, the keys."""
        yield Bar(id="review-title")
        with Horizontal(id="review-columns"):
            yield LineList(id="differences")
            with VerticalScroll(id="whole"):
                yield Static("", id="difference", markup=False)
        yield KeyBar(id="keys")

    def on_mount(self) -> None:
        """Show what there is."""
        self._memory = recall(self.atelier.places, self.session.state.workshop.id)
        self._memory = Memory(str(self._path), self._memory.left)
        self._remember()
        self._list.focus()
        self.renew()

    @property
    def _list(self) -> LineList:
        return self.query_one("#differences", LineList)

    @property
    def difference(self) -> Difference | None:
        """The one under the cursor."""
        cursor = self._list.cursor if self.is_mounted else None
        return next((each for each in self._found if each.key == cursor), None)

    @property
    def shown(self) -> tuple[Difference, ...]:
        """Those that are listed."""
        if self._shows_left:
            return self._found
        return tuple(each for each in self._found if each.key not in self._memory.left)

    # Drawing

    def show_reading(self, path: Path, reading: Reading) -> None:
        """Show another text, or the same once more."""
        self._path, self._reading = path, reading
        self._memory = Memory(str(path), self._memory.left)
        self._remember()
        self.renew()

    def on_screen_resume(self) -> None:
        """Draw anew what may have changed while another screen was shown."""
        self.renew()

    def recomposed(self) -> None:
        """Fill the new widgets."""
        self.renew()
        self._list.focus()

    def renew(self) -> None:
        """Compare once more, and draw."""
        if self.atelier.session is None or not self.is_whole:
            return
        self._found = differences(self.state, self._reading, self.session.row_history)
        self._draw()

    def _draw(self) -> None:
        tr, shown = self.tr, self.shown
        left = sum(each.key in self._memory.left for each in self._found)
        lines = review_lines(tr, self.state, shown, self._memory.left)
        if not shown:
            said = tr("All that this text corrects was accepted or left.")
            if not left:
                said = tr("This text corrects nothing more: the workshop says what it says.")
            lines = [Line("fine", said, lead="✓ ")]
        self._list.show(lines)
        parts = [Part(f" {tr('Reviewed text')} ", "title"), Part(self._path.name, "", is_flexible=True)]
        parts.append(
            Part(" · " + tr.n("{n} difference", "{n} differences", len(self._found) - left), "strong")
        )
        if left:
            parts.append(
                Part(
                    " · " + tr.n("{n} left as it was", "{n} left as they were", left),
                    "dim",
                    "screen.show_left",
                )
            )
        self.query_one("#review-title", Bar).show(parts)
        self._show_difference()

    @on(LineList.Highlighted, "#differences")
    def _moved(self, event: LineList.Highlighted) -> None:
        event.stop()
        self._show_difference()
        self.query_one("#whole", VerticalScroll).scroll_home(animate=False)

    @on(LineList.Chosen, "#differences")
    def _chosen(self, event: LineList.Chosen) -> None:
        event.stop()
        self.action_read_on()

    def _show_difference(self) -> None:
        each = self.difference
        content = "" if each is None else difference_text(self.tr, self.state, each)
        self.query_one("#difference", Static).update(content)
        self.refresh_bindings()

    # Accepting

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What can be done with the difference under the cursor."""
        each = self.difference
        is_free = each is not None and each.obstacle is None and not self.session.read_only
        match action:
            case "accept":
                return is_free
            case "both":
                return is_free and each is not None and bool(each.both)
            case "make_point":
                return is_free and each is not None and each.kind is Kind.NEW_PARAGRAPH
            case "accept_kind":
                return is_free and each is not None and each.is_plain
            case "skip" | "skip_kind":
                return each is not None
            case "show_point":
                return each is not None and bool(each.table_id)
            case _:
                return True

    @work(exit_on_error=False)
    async def action_accept(self) -> None:
        """Take the reviewed text."""
        each = self.difference
        if each is None:
            return
        if each.kind is Kind.ABSENT and not each.column:
            from atelier.ui.dialogs.questions import Confirmation

            question = self.tr(
                "“{title}” is not in the reviewed text. Remove it from the synthesis? Its notes stay, to be"
                " treated again.",
                title=each.title or "–",
            )
            answers = Confirmation(question, yes=self.tr("Remove the point"), no=self.tr("Keep the point"))
            if not await self.app.push_screen_wait(answers):
                return
        self._take(each, Taking.REVIEWED)

    def action_both(self) -> None:
        """Take both corrections."""
        if self.difference is not None:
            self._take(self.difference, Taking.BOTH)

    def action_make_point(self) -> None:
        """Make a point of a paragraph."""
        if self.difference is not None:
            self._take(self.difference, Taking.NEW_POINT)

    def action_accept_kind(self) -> None:
        """Accept every sure difference of a kind."""
        each = self.difference
        if each is None:
            return
        same = [other for other in self.shown if other.kind is each.kind and other.is_plain]
        told = self.tr("Accepted: {things}", things=self.tr(KINDS[each.kind], n=len(same)))
        self._save(lambda: accept_all(self.state, same, self.session.clock.now()), told)

    def _take(self, each: Difference, taking: Taking) -> None:
        session = self.session

        def plan() -> Action:
            return accept(self.state, each, session.clock.now(), taking=taking, revision=session.revision_of)

        self._save(plan, self.tr("Accepted; ctrl+z takes it back."))

    def _save(self, plan: Callable[[], Action | None], told: str) -> None:
        try:
            action = plan()
        except AtelierError as error:
            self.atelier.warn(error)
            self.renew()
            return
        if action is not None:
            self.atelier.save(action, lambda _: self._accepted(told))

    def _accepted(self, told: str) -> None:
        if self.is_whole:
            self.renew()
            self.query_one("#keys", KeyBar).tell(told)

    # Leaving

    def action_skip(self) -> None:
        """Leave the workshop as it is, or look at the difference again."""
        each = self.difference
        if each is not None:
            self._leave(frozenset([each.key]))

    def action_skip_kind(self) -> None:
        """Leave every difference of a kind."""
        each = self.difference
        if each is not None:
            same = frozenset(other.key for other in self.shown if other.kind is each.kind)
            self._leave(same if each.key not in self._memory.left else frozenset([each.key]))

    def _leave(self, keys: frozenset[str]) -> None:
        left = self._memory.left - keys if keys <= self._memory.left else self._memory.left | keys
        self._memory = Memory(str(self._path), left)
        self._remember()
        self._draw()

    def action_show_left(self) -> None:
        """Show those that were left, or hide them."""
        self._shows_left = not self._shows_left
        self._draw()

    def _remember(self) -> None:
        remember(self.atelier.places, self.state.workshop.id, self._memory)

    # Going

    def action_read_on(self) -> None:
        """Go to the texts, or back to the list."""
        goal = self._list if self.focused is not self._list else self.query_one("#whole", VerticalScroll)
        goal.focus()

    def action_show_point(self) -> None:
        """Show the point in Fuse."""
        each = self.difference
        if each is not None and each.table_id:
            kind, _, rest = each.name.partition("/")
            theme_id = rest.rpartition("/")[0] if kind == "theme" else ""
            self.atelier.fuse_at(each.table_id, each.heading, theme_id)

    def action_read_again(self) -> None:
        """Read the file once more."""
        self._again(self._path)

    def action_back(self) -> None:
        """Go back to Publish."""
        self.dismiss()
