"""The conclusion across tables."""

from __future__ import annotations

import pytest

from atelier.domain.change import Action
from atelier.domain.fusion import transversal_themes
from atelier.domain.theme import Transversal
from atelier.errors import AtelierError
from atelier.services import conclusion, fusing
from tests.data.cafe import Cafe


@pytest.fixture
def cafe() -> Cafe:
    """Two tables with two points each."""
    cafe = Cafe()
    for table in ("t2", "t1"):
        for heading in ("pistes", "constats"):
            cafe.clock.advance(1)
            cafe.apply(
                fusing.create_theme(
                    cafe.state, table, heading, cafe.now, title=heading, theme_id=f"{table}-{heading}"
                )
            )
    return cafe


def create(cafe: Cafe, *theme_ids: str, title: str = "Partout") -> str:
    cafe.clock.advance(1)
    action = conclusion.create_transversal(cafe.now, title=title, theme_ids=theme_ids)
    cafe.apply(action)
    return action.changes[0].row_id


def done(action: Action | None) -> Action:
    assert action is not None
    return action


def themes(cafe: Cafe, transversal_id: str) -> list[str]:
    return [theme.id for theme in transversal_themes(cafe.state, transversal_id)]


def test_texts_of_the_workshop_are_written_one_by_one(cafe: Cafe) -> None:
    action = done(
        conclusion.write_workshop(cafe.state, conclusion=" Ensemble\r\n. ", based_on="r", drafts=("d",))
    )
    assert (action.changes[0].based_on, action.drafts) == ("r", ("d",))
    cafe.apply(action)
    assert cafe.state.workshop.conclusion == "Ensemble\n."
    assert conclusion.write_workshop(cafe.state, conclusion="Ensemble\n.") is None
    with pytest.raises(ValueError, match="title"):
        conclusion.write_workshop(cafe.state, title="autre")


def test_sources_come_by_table_heading_and_order(cafe: Cafe) -> None:
    found = create(cafe, "t2-pistes", "t1-pistes", "t2-constats", "t1-constats", "t1-pistes")
    assert themes(cafe, found) == ["t1-constats", "t1-pistes", "t2-constats", "t2-pistes"]


def test_sources_are_added_and_taken_away(cafe: Cafe) -> None:
    found = create(cafe, "t1-pistes")
    assert conclusion.attach_themes(cafe.state, found, ["t1-pistes", "unknown"]) is None
    cafe.apply(done(conclusion.attach_themes(cafe.state, found, ["t1-pistes", "t2-pistes"])))
    cafe.apply(done(conclusion.detach_themes(cafe.state, found, ["t1-pistes", "t1-constats"])))
    assert themes(cafe, found) == ["t2-pistes"]
    assert conclusion.detach_themes(cafe.state, found, ["t1-pistes"]) is None
    cafe.apply(done(conclusion.attach_themes(cafe.state, found, ["t1-pistes"])))
    assert themes(cafe, found) == ["t1-pistes", "t2-pistes"]


def test_a_removed_point_is_no_source(cafe: Cafe) -> None:
    found = create(cafe, "t1-pistes", "t2-pistes")
    cafe.apply(fusing.remove_theme(cafe.state, "t1-pistes"))
    assert themes(cafe, found) == ["t2-pistes"]


def test_transversal_points_are_written_ordered_and_removed(cafe: Cafe) -> None:
    one, two, three = (create(cafe, title=title) for title in ("un", "deux", "trois"))
    cafe.apply(done(conclusion.write_transversal(cafe.state, one, title="le\nun", paragraph=" p ")))
    assert cafe.state.all(Transversal)[one].title == "le un"
    assert cafe.state.all(Transversal)[one].paragraph == "p"
    assert conclusion.write_transversal(cafe.state, one, title="le un", paragraph="p") is None
    action = done(conclusion.reorder_transversal(cafe.state, three, -5))
    assert len(action.changes) == 1
    cafe.apply(action)
    assert [row.id for row in cafe.state.live(Transversal)] == [three, one, two]
    assert conclusion.reorder_transversal(cafe.state, three, -1) is None
    assert conclusion.reorder_transversal(cafe.state, two, 1) is None
    cafe.apply(conclusion.remove_transversal(cafe.state, one))
    assert [row.id for row in cafe.state.live(Transversal)] == [three, two]
    with pytest.raises(AtelierError):
        conclusion.write_transversal(cafe.state, one, title="trop tard")
