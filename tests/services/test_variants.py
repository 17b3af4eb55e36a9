"""Choosing between two versions of a text."""

from __future__ import annotations

import pytest

from atelier.domain.theme import Theme, Variant
from atelier.errors import AtelierError
from atelier.services import fusing
from atelier.services.variants import settle_variant, variants_of
from tests.data.cafe import Cafe


@pytest.fixture
def cafe() -> Cafe:
    """A point whose paragraph two people wrote at once."""
    cafe = Cafe()
    cafe.apply(fusing.create_theme(cafe.state, "t1", "pistes", cafe.now, paragraph="le mien", theme_id="p"))
    columns = {"of_kind": "theme", "of_id": "p", "of_column": "paragraph", "text": "le sien"}
    cafe.state = cafe.state.apply([(Variant.KIND, "v", columns)])
    return cafe


@pytest.mark.parametrize(("take_other", "kept"), [(True, "le sien"), (False, "le mien")])
def test_one_version_stays(cafe: Cafe, take_other: bool, kept: str) -> None:
    assert [variant.id for variant in variants_of(cafe.state, "theme", "p", "paragraph")] == ["v"]
    assert variants_of(cafe.state, "theme", "p", "title") == ()
    cafe.apply(settle_variant(cafe.state, "v", take_other=take_other, screen="fuse"))
    assert cafe.state.all(Theme)["p"].paragraph == kept
    assert variants_of(cafe.state, "theme", "p") == ()
    with pytest.raises(AtelierError):
        settle_variant(cafe.state, "v", take_other=take_other, screen="fuse")


def test_a_frozen_point_keeps_its_text(cafe: Cafe) -> None:
    cafe.apply(fusing.sign_table(cafe.state, "t1", cafe.now))
    cafe.apply(fusing.freeze_table(cafe.state, "t1", cafe.now))
    with pytest.raises(AtelierError, match="frozen"):
        settle_variant(cafe.state, "v", take_other=True, screen="fuse")
    cafe.apply(settle_variant(cafe.state, "v", take_other=False, screen="fuse"))
    assert variants_of(cafe.state, "theme", "p") == ()


def test_the_text_of_a_removed_row_cannot_be_taken(cafe: Cafe) -> None:
    cafe.apply(fusing.remove_theme(cafe.state, "p"))
    with pytest.raises(AtelierError, match="no longer there"):
        settle_variant(cafe.state, "v", take_other=True, screen="fuse")
