"""The dots (gommettes) that key ideas have: the vote opened and closed, raised hands counted by hand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.binding import Binding, BindingType

from atelier.domain.ballot import dots_on, hands_on, ideas, voters
from atelier.domain.dot import MOST_ON_A_NOTE
from atelier.domain.note import Note
from atelier.domain.state import State
from atelier.domain.text import one_line
from atelier.errors import N_, AtelierError
from atelier.figures import quotation
from atelier.services import dots
from atelier.services.collection.access import Role
from atelier.services.collection.ledger import Ledger
from atelier.services.excerpt import excerpt
from atelier.ui.dialogs.questions import OneLine
from atelier.ui.going import go_to_phones
from atelier.ui.screens.run.live_list import LiveList
from atelier.ui.widgets.line_list import Line, LineList
from atelier.ui.wording import dots_phrase, table_title

if TYPE_CHECKING:
    from atelier.i18n import Translator
    from atelier.services.collection.ledger import Wishes

_EXCERPT = 60


def dots_lines(tr: Translator, state: State) -> list[Line]:
    """The key ideas by table, each with what it was given."""
    lines: list[Line] = []
    for table, notes in ideas(state):
        total = sum(dots_on(state, note.id) for note in notes)
        tail = dots_phrase(tr, total) if total else ""
        lines.append(
            Line(f"/{table.id}", table_title(tr, table), tail=tail, tone="heading", is_selectable=False)
        )
        lines += [_line(tr, state, note) for note in notes]
    return lines


def _line(tr: Translator, state: State, note: Note) -> Line:
    total, hands = dots_on(state, note.id), hands_on(state, note.id)
    tail = dots_phrase(tr, total) if total else "–"
    below = ((tr.n("of which {n} raised hand", "of which {n} raised hands", hands), "dim"),) if hands else ()
    return Line(note.id, one_line(note.text), "★ ", tail, "" if total else "dim", below=below)


def read_number(text: str) -> int:
    """The number of raised hands that somebody typed; nothing at all is none.

    Raises:
        AtelierError: it is no such number.
    """
    text = text.strip()
    if not text:
        return 0
    # str.isdigit alone takes ² and ٣ too
    if not (text.isascii() and text.isdigit() and len(text) < 6 and int(text) <= MOST_ON_A_NOTE):
        raise AtelierError(N_("Type a number from 0 to {most}."), most=MOST_ON_A_NOTE)
    return int(text)


class DotsList(LiveList):
    """Every key idea with its dots."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("o", "turn", show=False),
        Binding("q", "code", show=False),
        Binding("plus,equals_sign", "each(1)", show=False),
        Binding("minus", "each(-1)", show=False),
    ]

    @property
    def _ledger(self) -> Ledger:
        return Ledger(self.atelier.places, self.state.workshop.id)

    def heading(self) -> str:
        """The line above: whether the vote is open, and how many phones took part."""
        tr, wishes = self.tr, self._ledger.known()
        facts = [
            tr("the vote is open on phones")
            if wishes is not None and wishes.takes_dots
            else tr("vote closed")
        ]
        count = voters(self.state)
        facts.append(tr.n("{n} phone has voted", "{n} phones have voted", count))
        if wishes is not None and wishes.takes_dots:
            facts.append(tr.n("{n} dot each", "{n} dots each", wishes.dots_each))
        return tr("Dots: {facts}", facts=" · ".join(facts))

    def hint(self) -> str:
        """The keys."""
        return self.tr(
            "Enter: number of raised hands · o: open or close the vote on phones · q: its code\n"
            "+ −: dots each · ctrl+z: undo a count of hands · Esc: close"
        )

    def nothing(self) -> str:
        """What stands in an empty list."""
        return self.tr("There is no key idea yet: star notes in Note (F4), and they are here to be voted on.")

    def lines(self) -> Sequence[Line]:
        """One line a key idea."""
        return dots_lines(self.tr, self.state)

    @on(LineList.Chosen, "#live")
    @work(exit_on_error=False)
    async def _count(self, event: LineList.Chosen) -> None:
        event.stop()
        note = self.state.get(Note, event.line_id)
        if note is None:
            return
        tr, hands = self.tr, hands_on(self.state, note.id)
        question = tr("How many raised hands for {idea}?", idea=quotation(tr, excerpt(note.text, _EXCERPT)))
        hint = tr("They are added to what phones gave. Enter: keep · Esc: leave it as it was")
        dialog = OneLine(question, str(hands or ""), hint=hint, check=read_number, is_proposal=True)
        text = await self.app.push_screen_wait(dialog)
        if text is not None:
            self.perform(lambda: dots.count_hands(self.state, note.id, read_number(text)))

    def action_turn(self) -> None:
        """Open the vote on phones, or close it."""
        known = self._ledger.known()
        opens = known is None or not known.takes_dots
        wishes = self._wish(takes_dots=opens)
        if wishes is None:
            return
        if not opens:
            said = self.tr("The vote is closed on phones; what was given stays.")
        elif wishes.is_open:
            said = self.tr("The vote is open: q shows the code that phones scan to give their dots.")
        else:
            said = self.tr("The vote is open, but phones do not reach this computer yet: open it to phones.")
        self.atelier.say(said)

    def action_code(self) -> None:
        """Show what people scan to give dots."""
        known = self._ledger.known()
        if known is None or not known.takes_dots:
            self.atelier.say(self.tr("Open the vote first: o."))
        elif not self.atelier.phones.is_open:
            self.dismiss(None)
            go_to_phones(self.atelier)
            self.atelier.say(self.tr("Phones cannot write yet: open to phones first."))
        else:
            from atelier.ui.screens.phones.page_code import PageCode

            self.app.push_screen(PageCode(Role.DOTS))

    def action_each(self, more: int) -> None:
        """Give each phone more dots, or fewer.

        Args:
            more: how many more.
        """
        known = self._ledger.known()
        if known is None or not known.takes_dots:
            self.atelier.say(self.tr("Open the vote first: o."))
            return
        self._wish(dots_each=min(dots.MOST_EACH, max(1, known.dots_each + more)))

    def _wish(self, **wishes: object) -> Wishes | None:
        try:
            return self._ledger.change(**wishes)
        except AtelierError as error:
            self.atelier.warn(error)
            return None
        finally:
            self.draw()
