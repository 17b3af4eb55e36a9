"""Publier: what remains to do, the document as it will be, and writing it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import ClassVar

from textual import on, work
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.widget import Widget
from textual.widgets import Label

from atelier.domain.change import Action
from atelier.domain.lint import Finding
from atelier.errors import AtelierError
from atelier.export.composition import compose
from atelier.export.registry import PUBLISHED
from atelier.export.report import Length
from atelier.i18n import Translator
from atelier.services.drafts import Draft
from atelier.services.remaining import Task, remaining
from atelier.ui.commands.publish import PUBLISH
from atelier.ui.commands.registry import bindings
from atelier.ui.screens.publish.jumping import jump
from atelier.ui.screens.publish.options import Options, option_parts
from atelier.ui.screens.publish.preview import preview_lines
from atelier.ui.screens.publish.reviewing import Reviewing
from atelier.ui.screens.publish.todo import task_ids, todo_lines, todo_title
from atelier.ui.screens.publish.versions import choose_version, is_chosen_here
from atelier.ui.widgets.bar import Bar, Part
from atelier.ui.widgets.line_list import Line, LineList


class PublishScreen(Reviewing):
    """What remains to do on one side, the document on the other."""

    SECTION: ClassVar[str] = "publish"
    BINDINGS: ClassVar[list[BindingType]] = bindings(PUBLISH)
    CSS_PATH = "publish.tcss"

    def __init__(self) -> None:
        super().__init__()
        self._findings: tuple[Finding, ...] = ()
        self._tasks: dict[str, Task] = {}
        """What remains to do, by its line."""
        self._drafts: Mapping[str, Sequence[Draft]] = {}
        self._asked = 0
        """How often the synthesis was looked through."""
        self._answered = 0
        """Which of these looks is shown."""
        self._options: Options | None = None

    def body(self) -> Iterable[Widget]:
        """Two lists, and two lines on what is written and where."""
        yield Horizontal(
            Vertical(Label("", id="todo-title", classes="caption"), LineList(id="todo"), id="todo-side"),
            Vertical(
                Label("", id="preview-title", classes="caption"), LineList(id="preview"), id="preview-side"
            ),
            id="columns",
        )
        yield Bar(id="options")
        yield Bar(id="place")
        yield Label("", id="written")

    def on_mount(self) -> None:
        """Put the cursor on what remains to do."""
        self.query_one("#todo", LineList).focus()

    @property
    def options(self) -> Options:
        """What the next export writes."""
        if self._options is None:
            session = self.session
            folder = session.path.absolute().parent / f"{session.path.stem}-documents"
            self._options = Options(folder, session.state.workshop.language)
        return self._options

    def state_changed(self, kinds: frozenset[str]) -> None:
        """Look through the synthesis again."""
        super().state_changed(kinds)
        self._look()

    # Looking

    def _look(self) -> None:
        tr = self.tr
        options = self.options
        self.query_one("#todo-title", Label).update(tr("What remains to do"))
        length = tr("full") if options.length is Length.FULL else tr("short")
        self.query_one("#preview-title", Label).update(tr("The document ({length})", length=length))
        self.query_one("#options", Bar).show(option_parts(tr, options))
        place = [Part(" → ", "dim"), Part(str(options.folder), "", "screen.choose_folder", is_flexible=True)]
        self.query_one("#place", Bar).show(place)
        self.tell_written()
        try:
            # Read here: a connection belongs to its thread.
            self._drafts = self.session.every_draft()
        except AtelierError as error:
            self.atelier.warn(error)
        self._asked += 1
        self._check(self._asked)

    @work(thread=True, exclusive=True, group="check", exit_on_error=False)
    def _check(self, rank: int) -> None:
        # Thousands of notes take a second to look through: the screen does not wait for it.
        state, session, options = self.state, self.session, self.options
        now = session.clock.now()
        tasks = remaining(state, now, self._drafts)
        report = compose(
            state, now, Translator(options.language), length=options.length, annex=options.with_annex
        )
        todo = todo_lines(self.tr, state, tasks)
        preview = preview_lines(report)
        self.app.call_from_thread(self._checked, rank, tasks, todo, preview)

    def _checked(
        self, rank: int, tasks: Sequence[Task], todo: Sequence[Line], preview: Sequence[Line]
    ) -> None:
        # A look that began earlier may well end later.
        if not self.is_attached or rank < self._answered:
            return
        self._answered = rank
        self._tasks = dict(zip(task_ids(tasks), tasks, strict=True))
        self._findings = tuple(task.finding for task in tasks if task.finding is not None)
        self.query_one("#todo", LineList).show(todo)
        self.query_one("#preview", LineList).show(preview)
        self.query_one("#todo-title", Label).update(todo_title(self.tr, tasks))
        self.refresh_bindings()

    def _chosen_task(self) -> Task | None:
        cursor = self.query_one("#todo", LineList).cursor
        return self._tasks.get(cursor) if cursor is not None else None

    def _finding(self) -> Finding | None:
        task = self._chosen_task()
        return task.finding if task is not None else None

    @on(LineList.Highlighted, "#todo")
    def _moved(self) -> None:
        self.refresh_bindings()

    @on(LineList.Chosen, "#todo")
    def _jumped(self) -> None:
        task = self._chosen_task()
        if task is not None and is_chosen_here(task):
            choose_version(self, task)
        elif task is not None:
            jump(self, task)

    # Correcting

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A correction is there when one is proposed, and one can write."""
        if action == "correct":
            finding = self._finding() if self.is_mounted else None
            return finding is not None and finding.fix is not None and not self.session.read_only
        if action == "correct_spacing":
            return any(finding.fix is not None for finding in self._findings) and not self.session.read_only
        return super().check_action(action, parameters)

    def action_correct(self) -> None:
        """Make the correction under the cursor."""
        finding = self._finding()
        fix = finding.fix if finding is not None else None
        if fix is not None:
            revision = self.session.revision_of(fix.kind, fix.row_id, fix.column)
            self.perform(lambda: fix.action(revision), lambda _: self.atelier.say(self.tr("Corrected.")))

    def action_correct_spacing(self) -> None:
        """Make every correction that is proposed, as one action."""
        fixes = [finding.fix for finding in self._findings if finding.fix is not None]
        changes = tuple(change for fix in fixes for change in fix.action().changes)
        count = len(changes)
        if changes:
            told = self.tr.n("{n} correction made.", "{n} corrections made.", count)
            action = Action("lint.fix", changes, self.SECTION, str(count))
            self.perform(lambda: action, lambda _: self.atelier.say(told))

    def action_look_again(self) -> None:
        """Look through the synthesis once more."""
        self._look()

    # Choosing

    def _choose(self, options: Options) -> None:
        self._options = options
        self._look()

    def action_toggle_preview(self) -> None:
        """Go from one side to the other."""
        self.toggle_class("-preview")
        goal = "#preview" if self.focused is None or self.focused.id == "todo" else "#todo"
        self.query_one(goal, LineList).focus()

    def action_toggle_length(self) -> None:
        """Full paragraphs, or one line a point."""
        length = Length.SHORT if self.options.length is Length.FULL else Length.FULL
        self._choose(replace(self.options, length=length))

    def action_toggle_language(self) -> None:
        """French or English documents."""
        self._choose(replace(self.options, language="en" if self.options.language == "fr" else "fr"))

    def action_toggle_annex(self) -> None:
        """With or without raw notes."""
        self._choose(replace(self.options, with_annex=not self.options.with_annex))

    @work(exit_on_error=False)
    async def action_choose_formats(self) -> None:
        """Choose which documents are written."""
        from atelier.ui.dialogs.questions import Several

        lines = [Line(each.key, self.tr(each.msgid)) for each in PUBLISHED]
        chosen = await self.app.push_screen_wait(
            Several(self.tr("Which documents?"), lines, marked=self.options.formats)
        )
        if chosen:
            self._choose(replace(self.options, formats=frozenset(chosen)))

    @work(exit_on_error=False)
    async def action_choose_folder(self) -> None:
        """Choose where the documents are written."""
        from atelier.ui.dialogs.questions import OneLine

        answer = await self.app.push_screen_wait(
            OneLine(self.tr("Into which folder? It is made if it is not there."), str(self.options.folder))
        )
        if answer and answer.strip():
            self._choose(replace(self.options, folder=Path(answer.strip()).expanduser().absolute()))
