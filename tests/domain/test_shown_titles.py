"""What the room may see of the points: accepted titles, key messages first, and nothing else."""

from __future__ import annotations

import pytest

from atelier.domain.room import Shows, room_now
from atelier.domain.shown_titles import shown_titles
from atelier.domain.theme import Theme, ThemeStatus
from atelier.errors import AtelierError
from atelier.services import conclusion, fusing, room, running
from tests.data.cafe import Cafe, agenda


def a_cafe() -> Cafe:
    """Two tables with points: accepted, starred, proposed, and without a title."""
    cafe = Cafe(2, steps=agenda(2))
    for table, heading, title in (
        ("t2", "pistes", "Aller au marché"),
        ("t1", "constats", "Peu de monde vient"),
        ("t1", "constats", "Les avis se perdent"),
        ("t1", "pistes", "Une boîte à idées relevée"),
    ):
        cafe.do(
            lambda state, now, t=table, h=heading, n=title: fusing.create_theme(state, t, h, now, title=n)
        )
    themes = {theme.title: theme for theme in cafe.state.live(Theme)}
    cafe.change(themes["Les avis se perdent"], star=True)
    cafe.change(themes["Une boîte à idées relevée"], status=ThemeStatus.PROPOSED.value)
    cafe.note("t1", 1, "A", "constats", "SECRET", profile="SECRET")
    return cafe


def shown(cafe: Cafe) -> str:
    return room_now(cafe.state, cafe.reading).shows


def test_titles_by_table_and_heading_key_messages_first_and_no_suggestion() -> None:
    found = [
        (title.table.number if title.table else 0, title.heading.key if title.heading else "", title.text)
        for title in shown_titles(a_cafe().state)
    ]
    assert found == [
        (1, "constats", "Les avis se perdent"),
        (1, "constats", "Peu de monde vient"),
        (2, "pistes", "Aller au marché"),
    ]


def test_a_point_without_a_title_is_left_out() -> None:
    cafe = a_cafe()
    for theme in list(cafe.state.live(Theme)):
        cafe.change(theme, title=" ")
    assert shown_titles(cafe.state) == ()


def test_what_comes_back_across_tables_is_last() -> None:
    cafe = a_cafe()
    ids = [theme.id for theme in cafe.state.live(Theme) if theme.status == ThemeStatus.ACCEPTED]
    cafe.apply(conclusion.create_transversal(cafe.now, title="Aller vers", theme_ids=ids[:2]))
    last = shown_titles(cafe.state)[-1]
    assert (last.text, last.table, last.heading) == ("Aller vers", None, None)


def test_it_is_shown_until_the_same_key_or_the_next_step() -> None:
    cafe = a_cafe()
    for _ in range(2):
        cafe.do(room.toggle_titles)
        assert shown(cafe) == Shows.TITLES, "before the start too"
        cafe.do(room.toggle_titles)
        assert shown(cafe) == Shows.CLOCK
    cafe.do(room.toggle_titles)
    cafe.start()
    assert shown(cafe) == Shows.CLOCK
    cafe.do(room.toggle_titles)
    assert shown(cafe) == Shows.TITLES
    cafe.do(running.go_next)
    assert shown(cafe) == Shows.CLOCK


def test_thanks_come_at_the_end_and_titles_can_be_shown_after_it() -> None:
    cafe = a_cafe()
    cafe.start()
    cafe.go(len(agenda(2)))
    cafe.do(room.toggle_titles)
    cafe.next()
    assert cafe.reading.phase == "finished"
    assert shown(cafe) == Shows.CLOCK
    cafe.do(room.toggle_titles)
    assert shown(cafe) == Shows.TITLES
    cafe.do(room.toggle_titles)
    assert shown(cafe) == Shows.CLOCK


def test_suggestions_alone_show_nothing() -> None:
    cafe = a_cafe()
    for theme in list(cafe.state.live(Theme)):
        cafe.change(theme, status=ThemeStatus.PROPOSED.value)
    with pytest.raises(AtelierError, match="no title to show"):
        cafe.do(room.toggle_titles)
