"""The coverage grid: which layout, what its cells say, where the cursor goes."""

from __future__ import annotations

from textual.app import App, ComposeResult

from atelier.domain.canvas import Heading
from atelier.domain.cell import CellState
from atelier.domain.coverage import CellStatus, coverage
from atelier.domain.note import CellKey
from atelier.i18n import Translator
from atelier.services.notes import answer_cells
from atelier.ui.screens.run.coverage_grid import CoverageGrid
from atelier.ui.screens.run.grid import SIGNS, Grid, cell_text, description, lay_out, legend, words_fit
from tests.data.cafe import HEADINGS, Cafe

EN = Translator("en")


def cells_of(cafe: Cafe) -> tuple[CellStatus, ...]:
    return coverage(cafe.state, cafe.reading)


def grid_of(cafe: Cafe, width: int = 60, height: int = 30) -> Grid:
    return lay_out(EN, cafe.state.live(Heading), cells_of(cafe), width, height)


def begun(cafe: Cafe) -> Cafe:
    cafe.start()
    cafe.next(10)
    return cafe


def test_a_row_a_round_while_all_fits() -> None:
    grid = grid_of(begun(Cafe()))
    assert [row.title for row in grid.rows] == [
        "T1 Thème 1",
        "  round 1 · group A",
        "  round 2 · group B",
        "T2 Thème 2",
        "  round 1 · group B",
        "  round 2 · group A",
    ]
    assert grid.columns == ("Constats", "Pistes", "Conditions", "Idées phares")
    assert all(len(row.cells) in (0, 4) for row in grid.rows)


def test_a_row_a_table_when_that_is_too_high() -> None:
    grid = grid_of(begun(Cafe(tables=10, rounds=3)), width=60, height=20)
    assert [row.title for row in grid.rows] == [f"T{number} Thème {number}" for number in range(1, 11)]
    assert grid.spans == (("round 1", 4), ("round 2", 4), ("round 3", 4))
    assert len(grid.columns) == 12
    keys = [cell.key for row in grid.rows for cell in row.cells if cell is not None]
    assert len(keys) == len(set(keys)) == 10 * 3 * 4


def test_a_row_a_round_when_the_columns_would_not_fit() -> None:
    assert not grid_of(begun(Cafe(tables=10, rounds=6)), width=60, height=20).spans


def test_groups_that_share_a_table_have_a_row_each() -> None:
    grid = grid_of(begun(Cafe(tables=6, groups=12, rounds=2)), width=60, height=10)
    assert grid.spans
    assert [row.title for row in grid.rows[:3]] == ["T1 Thème 1", "", "T2 Thème 2"]
    assert all(cell is not None for row in grid.rows for cell in row.cells)


def test_a_group_that_was_not_planned_leaves_holes_elsewhere() -> None:
    cafe = begun(Cafe(tables=6, rounds=2))
    cafe.seat("t1", 1, "F")
    grid = grid_of(cafe, width=60, height=8)
    assert [cell is None for cell in grid.rows[1].cells] == [False] * 4 + [True] * 4


def test_without_cells_there_is_nothing() -> None:
    assert lay_out(EN, (), (), 60, 20).rows == ()


def test_what_cells_say() -> None:
    cafe = begun(Cafe())
    cafe.note("t1", 1, "A", "pistes")
    cafe.note("t1", 1, "A", "pistes", star=True)
    cafe.note("t1", 1, "A", "constats")
    found = cafe.cells()
    starred, plain = found[("t1", 1, "A", "pistes")], found[("t1", 1, "A", "constats")]
    assert (cell_text(EN, starred, is_short=False), cell_text(EN, starred, is_short=True)) == ("2 ★1", "2★")
    assert (cell_text(EN, plain, is_short=False), cell_text(EN, plain, is_short=True)) == ("1", "1")
    empty = found[("t1", 1, "A", "conditions")]
    assert (cell_text(EN, empty, is_short=False), cell_text(EN, empty, is_short=True)) == ("open", "○")


def test_every_state_of_an_empty_cell_has_a_sign_of_its_own() -> None:
    assert set(SIGNS) == set(CellState) - {CellState.FILLED}
    assert len(set(SIGNS.values())) == len(SIGNS)
    assert all(sign in legend(EN) for sign in SIGNS.values())


def test_words_stand_where_they_fit() -> None:
    cells = cells_of(begun(Cafe()))
    assert words_fit(EN, cells, 9)
    assert not words_fit(EN, cells, 7)


def test_a_cell_in_a_sentence() -> None:
    cafe = begun(Cafe())
    key = CellKey("t1", 1, "A", "pistes")
    headings = cafe.state.live(Heading)
    cafe.apply(answer_cells(cafe.state, [key], CellState.NOT_COLLECTED, "feuille perdue"))
    cell = cafe.cells()[("t1", 1, "A", "pistes")]
    assert description(EN, cell, headings, cafe.now.wall) == (
        "T1 Thème 1 · round 1 · group A · Pistes — not collected: feuille perdue"
    )
    cafe.note("t1", 1, "A", "pistes", star=True)
    cafe.clock.advance(90)
    cell = cafe.cells()[("t1", 1, "A", "pistes")]
    assert description(EN, cell, headings, cafe.now.wall).endswith("— 1 note · ★ 1 · last note 1 min ago")


class _Shown(App[None]):
    """One grid, as large as the screen."""

    def compose(self) -> ComposeResult:
        yield CoverageGrid()

    @property
    def grid(self) -> CoverageGrid:
        return self.query_one(CoverageGrid)

    def show(self, cafe: Cafe) -> None:
        self.grid.show(EN, cafe.state.live(Heading), cells_of(cafe))
        self.grid.focus()

    @property
    def at(self) -> tuple[str, int, str]:
        cell = self.grid.cell
        assert cell is not None
        return (cell.key.table_id, cell.key.round, cell.key.heading)

    def rows(self) -> list[str]:
        return [self.grid.render_line(y).text.rstrip() for y in range(self.grid.size.height)]


async def test_the_cursor_goes_from_cell_to_cell() -> None:
    app, cafe = _Shown(), begun(Cafe())
    async with app.run_test(size=(80, 20)) as pilot:
        app.show(cafe)
        await pilot.pause()
        assert app.at == ("t1", 1, "constats")
        await pilot.press("right", "down", "down")
        assert app.at == ("t2", 1, "pistes"), "names of tables are passed over"
        await pilot.press("left", "left", "left", "up", "up", "up", "up")
        assert app.at == ("t1", 1, "constats")
        await pilot.press("end")
        assert app.at == ("t2", 2, "phares")
        await pilot.press("home")
        assert app.at == ("t1", 1, "constats")
        app.grid.go_to(CellKey("t2", 2, "A", "conditions"))
        assert app.at == ("t2", 2, "conditions")


async def test_the_cursor_stays_on_its_cell_when_the_grid_changes() -> None:
    app, cafe = _Shown(), begun(Cafe(tables=8, rounds=3))
    async with app.run_test(size=(120, 50)) as pilot:
        app.show(cafe)
        await pilot.pause()
        app.grid.go_to(CellKey("t5", 2, "D", "pistes"))
        cafe.note("t1", 1, "A", "constats")
        app.show(cafe)
        assert app.at == ("t5", 2, "pistes")
        await pilot.resize_terminal(120, 14)
        await pilot.pause()
        assert app.rows()[0].split() == ["round", "1", "round", "2", "round", "3"]
        assert app.at == ("t5", 2, "pistes")


async def test_a_high_grid_scrolls_with_the_cursor() -> None:
    app, cafe = _Shown(), begun(Cafe(tables=30, rounds=6))
    async with app.run_test(size=(60, 12)) as pilot:
        app.show(cafe)
        await pilot.pause()
        await pilot.press("end")
        assert app.at[:2] == ("t30", 6)
        assert app.rows()[-1].startswith("  round 6")
        await pilot.press("pageup")
        assert app.at[:2] < ("t30", 6)
        await pilot.press("home")
        assert app.rows()[1] == "T1 Thème 1", "the name of the first table is seen"


async def test_a_wide_grid_scrolls_sideways() -> None:
    cafe = begun(Cafe(tables=12, rounds=3))
    app = _Shown()
    async with app.run_test(size=(75, 12)) as pilot:
        app.show(cafe)
        await pilot.pause()
        await pilot.resize_terminal(75, 14)
        await pilot.press("end")
        assert app.at == ("t12", 3, "phares")


async def test_clicks_put_the_cursor_and_open() -> None:
    app, cafe = _Shown(), begun(Cafe())
    opened: list[CellStatus] = []
    async with app.run_test(size=(80, 20), message_hook=lambda message: _note(opened, message)) as pilot:
        app.show(cafe)
        await pilot.pause()
        await pilot.click(CoverageGrid, offset=(42, 2))
        assert app.at == ("t1", 1, "pistes")
        await pilot.click(CoverageGrid, offset=(42, 2), times=2)
        await pilot.click(CoverageGrid, offset=(5, 1))
        assert app.at == ("t1", 1, "pistes")
        assert {cell.key.heading for cell in opened} == {"pistes"}


def _note(opened: list[CellStatus], message: object) -> None:
    if isinstance(message, CoverageGrid.Chosen):
        opened.append(message.cell)


async def test_a_grid_without_cells_takes_keys() -> None:
    app = _Shown()
    cafe = Cafe(tables=0, rounds=0)
    async with app.run_test(size=(80, 20)) as pilot:
        app.grid.show(EN, (), ())
        app.grid.focus()
        await pilot.press("up", "down", "left", "right", "home", "end", "pageup", "pagedown", "enter")
        assert app.grid.cell is None
        app.show(cafe)
        assert app.at == ("t0", 0, HEADINGS[0])
