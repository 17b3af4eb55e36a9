"""The rows of a list are the same whether lines came one by one or all at once."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from textual.app import App, ComposeResult

from atelier.ui.widgets.arrangement import Arrangement
from atelier.ui.widgets.line import Line
from atelier.ui.widgets.line_list import LineList

_LINES = st.lists(
    st.builds(
        Line,
        id=st.sampled_from("abcdef"),
        text=st.sampled_from(("un", "un texte qui prend deux lignes", "")),
        lead=st.sampled_from(("", "· ", "★ ")),
        tail=st.sampled_from(("", "…")),
        is_selectable=st.booleans(),
        below=st.sampled_from(((), (("dessous", "dim"),))),
    ),
    max_size=8,
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(_LINES, st.sampled_from((0, 12, 20))), max_size=5))
def test_what_stays_is_arranged_as_what_is_new(steps: list[tuple[list[Line], int]]) -> None:
    kept = Arrangement(wraps=True, mark=1)
    for lines, width in steps:
        anew = Arrangement(wraps=True, mark=1)
        kept.arrange(lines, width)
        anew.arrange(lines, width)
        assert kept.rows == anew.rows
        assert [kept.span(index) for index in range(len(lines))] == [
            anew.span(index) for index in range(len(lines))
        ]


class _Lists(App[None]):
    def compose(self) -> ComposeResult:
        yield LineList(can_mark=True)


async def test_what_is_painted_is_what_the_list_holds_after_any_change() -> None:
    app = _Lists()
    async with app.run_test(size=(30, 8)) as pilot:
        listing = app.query_one(LineList)

        def painted() -> list[str]:
            return [strip.text.rstrip() for strip in app.screen._compositor.render_strips()]

        def anew() -> list[str]:
            listing.render_lines(listing.size.region)
            return [listing.render_line(y).text.rstrip() for y in range(8)]

        lines = [Line(str(number), f"line {number}", "· ") for number in range(12)]
        for step in (
            lambda: listing.show(lines[:3]),
            lambda: listing.show(lines[:5], at_end=True),
            lambda: listing.focus(),
            lambda: listing.action_cursor(-1),
            lambda: listing.toggle_mark(),
            lambda: listing.show([*lines[:2], Line("2", "changed", "★ "), *lines[3:5]]),
            lambda: listing.show(lines, at_end=True),
            lambda: listing.action_edge(-1),
            lambda: listing.action_page(1),
            lambda: listing.clear_marks(),
            lambda: listing.show(lines[:1]),
            lambda: listing.show([]),
        ):
            step()
            await pilot.pause()
            assert painted() == anew()
