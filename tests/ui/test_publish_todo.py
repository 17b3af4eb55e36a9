"""Publier: what remains to do, group by group, and the way to each."""

from __future__ import annotations

from pathlib import Path

import pytest

from atelier.config import Places
from atelier.domain.change import Action, Change
from atelier.domain.note import CellKey
from atelier.domain.place import tables
from atelier.domain.state import State
from atelier.i18n import Translator
from atelier.services.remaining import Group, Task, counted, is_done, remaining
from atelier.services.session import Session
from atelier.ui.app import AtelierApp
from atelier.ui.screens.capture.screen import CaptureScreen
from atelier.ui.screens.fuse.screen import FuseScreen
from atelier.ui.screens.publish.todo import DONE, todo_lines, todo_title
from atelier.ui.widgets.line_list import LineList
from tests.data.workshops import (
    NOON,
    changed_theme,
    changed_workshop,
    emptied_cell,
    finished_workshop,
    with_changes,
)
from tests.ui.conftest import MakeApp
from tests.ui.steering import until
from tests.ui.workshops import FakeClock

SIZE = (80, 24)
EMPTIED = CellKey("t1", 1, "ga", "constats")


def unfinished() -> State:
    """Three notes to treat, an empty paragraph, a cell without a reason, a table not signed off."""
    put, out = emptied_cell(EMPTIED, None)
    sources = [name for name in finished_workshop() if name.startswith("theme_source/p-t1-pistes")]
    more = next(name for name in finished_workshop() if name.startswith("theme_source/p-t1-conditions"))
    table = finished_workshop()["cafe_table/t1"]
    rows = [
        *put,
        changed_theme("p-t1-phares", paragraph=""),
        type(table)(**{name: getattr(table, name) for name in _columns(table)} | {"frozen_at": ""}),
    ]
    return with_changes(*rows, without=[*out, *sources, more])


def _columns(row: object) -> tuple[str, ...]:
    from atelier.domain.record import column_names

    return column_names(type(row))  # type: ignore[arg-type]


def of(tasks: tuple[Task, ...], group: Group) -> list[Task]:
    return [task for task in tasks if task.group is group]


def test_each_thing_is_counted_in_its_group() -> None:
    counts = counted(remaining(unfinished(), NOON))
    assert counts[Group.PENDING] == 3
    assert counts[Group.PARAGRAPH] == 1
    assert counts[Group.REASON] == 1
    assert counts[Group.UNSIGNED] == 1
    assert list(counts) == [group for group in Group if group in counts]


def test_empty_cells_of_one_group_are_one_line_that_leads_to_the_first() -> None:
    first, second = emptied_cell(EMPTIED, None), emptied_cell(EMPTIED._replace(heading="pistes"), None)
    state = with_changes(*first[0], *second[0], without=[*first[1], *second[1]])
    tasks = remaining(state, NOON)
    (task,) = of(tasks, Group.REASON)
    assert (task.count, counted(tasks)[Group.REASON]) == (2, 2)
    assert task.where.row_id == EMPTIED.row_id
    line = next(line for line in todo_lines(Translator("en"), state, tasks) if task.id in line.id)
    assert line.text == "Round 1, group A: nothing under Constats, Pistes d, and nobody said why."
    assert line.tail == "T1"


def test_when_all_is_done_it_says_so() -> None:
    state = with_changes(
        *(changed_theme(f"p-{table}-{heading}", title="Un accueil repéré donne envie de pousser la porte")
          for table in ("t1", "t2") for heading in ("constats",)),
        changed_workshop(place="Ici"),
    )  # fmt: skip
    tasks = tuple(task for task in remaining(state, NOON) if task.group is Group.INFO)
    assert is_done(tasks)
    lines = todo_lines(Translator("en"), state, tasks)
    assert lines[0].id == DONE
    assert todo_title(Translator("en"), tasks) == "What remains to do"


def test_lines_keep_their_ids_when_others_go() -> None:
    state = unfinished()
    before = {line.id for line in todo_lines(Translator("en"), state, remaining(state, NOON))}
    fixed = state.apply([("theme", "p-t1-phares", {"paragraph": "Un paragraphe écrit depuis."})])
    after = {line.id for line in todo_lines(Translator("en"), fixed, remaining(fixed, NOON))}
    assert len(before) == len(todo_lines(Translator("en"), state, remaining(state, NOON)))
    assert not any("no-paragraph" in line_id for line_id in after)
    assert len(before & after) > len(before) // 2


@pytest.fixture
def evening(path: Path, clock: FakeClock, places: Places) -> Session:
    """A workshop of which some things remain to do."""
    rows = [row for rows in unfinished().tables_by_kind.values() for row in rows.values()]
    return Session.create(path.with_name("soir.atelier"), rows, clock=clock, places=places)


def todo(app: AtelierApp) -> LineList:
    assert app.section_screen is not None
    return app.section_screen.query_one("#todo", LineList)


def line_of(app: AtelierApp, part: str) -> str:
    return next(line.id for line in todo(app).lines if part in line.id and line.is_selectable)


@pytest.mark.parametrize(
    ("part", "screen"),
    [("pending", FuseScreen), ("no-paragraph", FuseScreen), ("unexplained", CaptureScreen)],
)
async def test_each_line_goes_where_the_thing_is_done(
    make_app: MakeApp, evening: Session, part: str, screen: type
) -> None:
    app = make_app("publish", "en", evening)
    async with app.run_test(size=SIZE) as pilot:
        await until(pilot, lambda: bool(todo(app).lines))
        todo(app).move_to(line_of(app, part))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, screen))
    evening.close()


async def test_coming_back_finds_the_list_anew_and_the_cursor_near(
    make_app: MakeApp, evening: Session
) -> None:
    app = make_app("publish", "en", evening)
    async with app.run_test(size=SIZE) as pilot:
        await until(pilot, lambda: bool(todo(app).lines))
        gone = line_of(app, "no-paragraph")
        rank = [line.id for line in todo(app).lines].index(gone)
        todo(app).move_to(gone)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, FuseScreen))
        columns = {"paragraph": "Un paragraphe écrit depuis."}
        app.save(Action("theme.write", (Change("theme", "p-t1-phares", columns),), "fuse"))
        await pilot.press("f8")
        await until(pilot, lambda: app.current_mode == "publish")
        await until(pilot, lambda: gone not in [line.id for line in todo(app).lines])
        ids = [line.id for line in todo(app).lines]
        assert todo(app).cursor in ids[max(0, rank - 2) : rank + 2]
    evening.close()


async def test_going_to_a_point_works_where_fuse_is_shown_already(
    make_app: MakeApp, evening: Session
) -> None:
    app = make_app("fuse", "en", evening)
    async with app.run_test(size=SIZE) as pilot:
        await until(pilot, lambda: isinstance(app.screen, FuseScreen) and app.screen.is_mounted)
        await pilot.pause()
        second = tables(evening.state)[1]
        app.fuse_at(second.id, "conditions", "p-t2-conditions")
        screen = app.screen
        assert isinstance(screen, FuseScreen)
        await until(pilot, lambda: (screen.where.table_id, screen.where.heading) == (second.id, "conditions"))
        assert app.fuse_target is None
    evening.close()
