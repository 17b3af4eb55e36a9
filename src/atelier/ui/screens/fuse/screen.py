"""The screen `fuse`: making points of synthesis from the notes, by hand."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

from textual import on
from textual.binding import BindingType

from atelier.domain.note import Note
from atelier.domain.text import one_line
from atelier.ui.commands.fuse import FUSE
from atelier.ui.commands.registry import bindings
from atelier.ui.screens.fuse.board import NO_NOTE, FuseBoard
from atelier.ui.screens.fuse.keys import OF_TABLES
from atelier.ui.screens.fuse.lists import PANELS
from atelier.ui.screens.fuse.points_view import DIVERGENCE, OPPOSED, PARAGRAPH, SHORT, TITLE, VARIANT
from atelier.ui.screens.fuse.where import Where, fused_places, next_heading, next_table, next_with_work
from atelier.ui.widgets.line_list import LineList


class FuseScreen(FuseBoard):
    """Notes to treat on one side, points of synthesis on the other, one of them opened."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(FUSE)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What can be done on this page."""
        if action in OF_TABLES and self.where.is_conclusion:
            return False
        table = self.table if self.is_mounted and self.atelier.session is not None else None
        if table is None:
            return True
        match action:
            case "sign":
                return not table.is_signed
            case "freeze":
                return table.is_signed and not table.is_frozen
            case "unsign":
                return table.is_signed
            case "unfreeze":
                return table.is_frozen
            case _:
                return True

    # Lists

    @on(LineList.Chosen, "#notes")
    def _note_chosen(self, event: LineList.Chosen) -> None:
        event.stop()
        self.action_create()

    @on(LineList.Chosen, "#points")
    def _point_chosen(self, event: LineList.Chosen) -> None:
        event.stop()
        if self.part:
            self.action_write()
        else:
            self.focus_panel("detail")

    @on(LineList.Chosen, "#detail")
    def _detail_chosen(self, event: LineList.Chosen) -> None:
        from atelier.ui.screens.fuse import writing

        event.stop()
        match event.line_id:
            case x if x.startswith(VARIANT):
                writing.settle(self, x.removeprefix(VARIANT))
            case x if x.startswith(OPPOSED):
                from atelier.ui.screens.fuse.opposed_view import keep_opposed

                keep_opposed(self, x)
            case x if x == TITLE:
                self.action_rename()
            case x if x == PARAGRAPH:
                self.action_write()
            case x if x == SHORT:
                self.action_write_short()
            case x if x == DIVERGENCE:
                self.action_divergence()
            case _:
                self.lines_of("detail").toggle_mark()

    # Points

    def action_create(self) -> None:
        """Make a point of the chosen notes."""
        from atelier.ui.screens.fuse import concluding, making

        (concluding if self.where.is_conclusion else making).create(self)

    def action_create_empty(self) -> None:
        """Make an empty point."""
        from atelier.ui.screens.fuse import concluding, making

        (concluding if self.where.is_conclusion else making).create_empty(self)

    def action_attach(self) -> None:
        """Attach what is chosen to a point."""
        from atelier.ui.screens.fuse import concluding, making

        if self.where.is_conclusion:
            concluding.attach(self, asks=True)
        else:
            making.attach(self)

    def action_attach_here(self) -> None:
        """Attach what is chosen to the point under the cursor."""
        from atelier.ui.screens.fuse import concluding, making

        if self.where.is_conclusion:
            concluding.attach(self, asks=False)
        else:
            making.attach_here(self)

    def action_detach(self) -> None:
        """Detach what is chosen from the point that is opened."""
        from atelier.ui.screens.fuse import concluding, making

        (concluding if self.where.is_conclusion else making).detach(self)

    def action_unite(self) -> None:
        """Unite points."""
        from atelier.ui.screens.fuse import making

        making.unite(self)

    def action_split(self) -> None:
        """Split a point."""
        from atelier.ui.screens.fuse import making

        making.split(self)

    def action_accept(self) -> None:
        """Accept a suggestion."""
        from atelier.ui.screens.fuse import accepting, concluding

        (concluding if self.where.is_conclusion else accepting).accept(self)

    def action_accept_all(self) -> None:
        """Accept all suggestions of the page."""
        from atelier.ui.screens.fuse import accepting

        accepting.accept_all(self)

    def action_why(self) -> None:
        """Say why notes are proposed together."""
        from atelier.ui.screens.fuse import concluding, suggesting

        (concluding if self.where.is_conclusion else suggesting).why(self)

    def action_answers(self) -> None:
        """Show which findings are answered, and by what."""
        from atelier.ui.screens.fuse.reasons import Reasons, answers_text

        self.app.push_screen(Reasons(answers_text(self.tr, self.state)))

    def action_voices(self) -> None:
        """Show who carried what."""
        from atelier.ui.screens.fuse.reasons import Reasons
        from atelier.ui.screens.fuse.voices import voices_text

        self.app.push_screen(Reasons(voices_text(self.tr, self.session.state)))

    def action_finer(self) -> None:
        """Propose more and smaller points."""
        from atelier.ui.screens.fuse import suggesting

        suggesting.slide(self, -1)

    def action_coarser(self) -> None:
        """Propose fewer and larger points."""
        from atelier.ui.screens.fuse import suggesting

        suggesting.slide(self, 1)

    def action_review(self) -> None:
        """Answer quick questions."""
        from atelier.ui.screens.fuse import review

        review.begin(self)

    def action_toggle_proposals(self) -> None:
        """Show what the engine proposes, or not."""
        from atelier.ui.screens.fuse import suggesting

        suggesting.toggle(self)

    # Texts

    def action_rename(self) -> None:
        """Write a title."""
        from atelier.ui.screens.fuse import concluding, writing

        (concluding if self.where.is_conclusion else writing).rename(self)

    def action_write(self) -> None:
        """Write a paragraph."""
        from atelier.ui.screens.fuse import concluding, writing

        if self.where.is_conclusion:
            concluding.write(self)
        else:
            writing.write(self, "paragraph")

    def action_write_short(self) -> None:
        """Write a short line."""
        from atelier.ui.screens.fuse import writing

        writing.write(self, "short")

    def action_divergence(self) -> None:
        """Write what people did not agree on."""
        from atelier.ui.screens.fuse import writing

        writing.write(self, "divergence")

    def action_star(self) -> None:
        """Make a point a key message, or no longer."""
        from atelier.ui.screens.fuse import arranging

        arranging.star(self)

    # Order

    def action_move_up(self) -> None:
        """Move a point up."""
        from atelier.ui.screens.fuse import arranging, concluding

        (concluding if self.where.is_conclusion else arranging).move(self, -1)

    def action_move_down(self) -> None:
        """Move a point down."""
        from atelier.ui.screens.fuse import arranging, concluding

        (concluding if self.where.is_conclusion else arranging).move(self, 1)

    def action_change_heading(self) -> None:
        """Put notes or a point under another heading."""
        from atelier.ui.screens.fuse import arranging

        arranging.change_heading(self)

    def action_remove(self) -> None:
        """Remove a point."""
        from atelier.ui.screens.fuse import arranging, concluding

        (concluding if self.where.is_conclusion else arranging).remove(self)

    # Notes

    def action_set_aside(self) -> None:
        """Set notes aside."""
        from atelier.ui.screens.fuse import arranging

        arranging.set_aside(self)

    def action_take_back(self) -> None:
        """Treat again what was set aside."""
        from atelier.ui.screens.fuse import arranging

        arranging.take_back(self)

    def action_change_view(self) -> None:
        """Show other notes."""
        self.listing = replace(self.listing, view=self.listing.view.next)
        self.draw()
        self.focus_panel("notes")

    def action_all_headings(self) -> None:
        """Show the notes of every heading, or of this one alone."""
        self.listing = replace(self.listing, has_all_headings=not self.listing.has_all_headings)
        self.draw()
        self.focus_panel("notes")

    def action_find(self) -> None:
        """Show only the notes that hold some words."""
        from atelier.ui.dialogs.questions import OneLine

        question = self.tr("Show the notes that hold these words (beginnings will do)")
        self.ask(OneLine(question, self.listing.words, is_proposal=True), self._show_found)

    def _show_found(self, words: str) -> None:
        self.listing = replace(self.listing, words=one_line(words))
        self.draw()
        self.focus_panel("notes")

    def action_show_note(self) -> None:
        """Show the note under the cursor where it was taken."""
        note = self.state.get(Note, next(iter(self.chosen_notes()), None))
        if note is None:
            self.needs(NO_NOTE)
            return
        self.atelier.capture_at(note.table_id, note.round, note.group_id, note.heading)

    # Going

    def action_next_panel(self) -> None:
        """Go to the next list."""
        self.focus_panel(PANELS[(PANELS.index(self.panel) + 1) % len(PANELS)])

    def action_previous_panel(self) -> None:
        """Go to the list before."""
        self.focus_panel(PANELS[PANELS.index(self.panel) - 1])

    def action_back(self) -> None:
        """Show all notes again, unmark everything, or go back towards the notes."""
        if self.listing.words:
            self._show_found("")
            return
        if any(self.lines_of(name).marked for name in PANELS):
            self.clear_marks()
        elif self.panel != PANELS[0]:
            self.action_previous_panel()

    def action_next_heading(self) -> None:
        """Go to the next heading."""
        self.go(next_heading(self.state, self.where, 1))

    def action_previous_heading(self) -> None:
        """Go to the heading before."""
        self.go(next_heading(self.state, self.where, -1))

    def action_next_table(self) -> None:
        """Go to the next table."""
        self.go(next_table(self.state, self.where, 1))

    def action_previous_table(self) -> None:
        """Go to the table before."""
        self.go(next_table(self.state, self.where, -1))

    def action_go_table(self, rank: int) -> None:
        """Go to a table by its rank; the one after the last is the conclusion."""
        tables = fused_places(self.state)
        self.go(Where(tables[rank].id, self.where.heading) if rank < len(tables) else Where())

    def action_go_heading(self, rank: int) -> None:
        """Go to a heading of this table by its rank."""
        headings = self.headings()
        if rank < len(headings):
            self.go(Where(self.where.table_id, headings[rank].key))

    def action_next_pending(self) -> None:
        """Go to the next page that has something to treat."""
        where = next_with_work(self.state, self.where)
        if where is None:
            self.atelier.say(
                self.tr("Every note is treated. f finishes each table; c writes the conclusion.")
            )
            return
        self.go(where)
        self.focus_panel("notes")

    def action_overview(self) -> None:
        """Show where all tables stand."""
        from atelier.ui.screens.fuse import finishing

        finishing.overview(self)

    def action_conclusion(self) -> None:
        """Go to the conclusion, or back from it."""
        if self.where.is_conclusion:
            self.go(self.left)
        else:
            self.left = self.where
            self.go(Where())

    def action_room_titles(self) -> None:
        """Show the room the titles so far, or no longer."""
        from atelier.ui.screens.room.titles import toggle_titles

        toggle_titles(self)

    # The end of a table

    def action_finish(self) -> None:
        """Offer to sign off or freeze the table."""
        from atelier.ui.screens.fuse import finishing

        finishing.finish(self)

    def action_sign(self) -> None:
        """Sign the table off."""
        from atelier.ui.screens.fuse import finishing

        finishing.mark(self, "sign")

    def action_unsign(self) -> None:
        """Take its signature back."""
        from atelier.ui.screens.fuse import finishing

        finishing.mark(self, "unsign")

    def action_freeze(self) -> None:
        """Lock its points."""
        from atelier.ui.screens.fuse import finishing

        finishing.mark(self, "freeze")

    def action_unfreeze(self) -> None:
        """Unlock its points."""
        from atelier.ui.screens.fuse import finishing

        finishing.mark(self, "unfreeze")
