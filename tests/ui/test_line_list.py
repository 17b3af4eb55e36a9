"""Lists draw what they hold, whether they were hidden, narrowed or filled meanwhile."""

from __future__ import annotations

from textual.app import App, ComposeResult

from atelier.ui.widgets.line_list import Line, LineList


class _Lists(App[None]):
    """One list, as wide as the screen."""

    def compose(self) -> ComposeResult:
        yield LineList()

    @property
    def list(self) -> LineList:
        return self.query_one(LineList)

    def rows(self) -> list[str]:
        """What the list draws."""
        return [self.list.render_line(y).text.rstrip() for y in range(self.list.size.height)]


def _lines(count: int) -> list[Line]:
    return [Line(str(number), f"line {number}") for number in range(count)]


async def test_what_changed_while_it_was_hidden_is_drawn() -> None:
    app = _Lists()
    async with app.run_test(size=(30, 6)) as pilot:
        app.list.show(_lines(20))
        await pilot.pause()
        app.list.action_edge(1)
        app.list.display = False
        await pilot.pause()
        app.list.show(_lines(2))
        app.list.display = True
        await pilot.pause()
        assert app.rows()[:3] == ["line 0", "line 1", ""]
        assert "line 1" in app.export_screenshot().replace("&#160;", " ")


async def test_texts_below_a_line_belong_to_it() -> None:
    app = _Lists()
    async with app.run_test(size=(24, 9)) as pilot:
        app.list.show(
            [
                Line(
                    "a",
                    "a title that is too long",
                    tail="tail",
                    below=(("two words", "dim"),),
                    is_clipped=True,
                ),
                Line("b", "second", below=(("some words that take two rows", "warning"),)),
                Line("c", "third"),
            ]
        )
        await pilot.pause()
        assert app.rows()[:6] == [
            "a title that is t… tail",
            "two words",
            "second",
            "some words that take",
            "two rows",
            "third",
        ]
        app.list.focus()
        await pilot.press("down", "down")
        assert app.list.cursor == "c"
        assert await pilot.click(LineList, offset=(3, 4))
        assert app.list.cursor == "b"


async def test_a_narrower_list_wraps_anew() -> None:
    app = _Lists()
    async with app.run_test(size=(30, 6)) as pilot:
        app.list.show([Line("a", "some words that fit one row")])
        await pilot.pause()
        assert app.rows()[0] == "some words that fit one row"
        await pilot.resize_terminal(16, 6)
        await pilot.pause()
        assert app.rows()[:2] == ["some words that", "fit one row"]


async def test_the_line_under_the_cursor_stays_where_it_is_whatever_comes_above_it() -> None:
    app = _Lists()

    def row_of(text: str) -> int:
        return next(y for y, row in enumerate(app.rows()) if row.startswith(text))

    async with app.run_test(size=(30, 6)) as pilot:
        app.list.show(_lines(20))
        app.list.focus()
        await pilot.pause()
        app.list.move_to("10")
        await pilot.pause()
        row = row_of("line 10")
        app.list.show([Line("new", "two words that take two rows of it"), *_lines(20)])
        await pilot.pause()
        assert (app.list.cursor, row_of("line 10")) == ("10", row)
        app.list.show([*_lines(20), Line("last", "at the end")])
        await pilot.pause()
        assert (app.list.cursor, row_of("line 10")) == ("10", row)
        # What fits as a whole is shown as a whole.
        app.list.show([Line("new", "first"), Line("10", "line 10"), Line("z", "last")])
        await pilot.pause()
        assert app.rows()[:3] == ["first", "line 10", "last"]
