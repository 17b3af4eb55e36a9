"""New files: proposed, never written over."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atelier.config import Places
from atelier.domain.fusion import count_notes
from atelier.domain.slug import slug
from atelier.errors import FileUnusable, UsageError
from atelier.services import new_file
from tests.services.preparing.cafe import NOW


class StillClock:
    """A clock that stands still."""

    def now(self) -> object:
        return NOW


CLOCK = StillClock()


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("MSP & usagers", "msp-usagers"),
        ("L’été, au cœur du Gers !", "l-ete-au-coeur-du-gers"),
        ("", "atelier"),
        ("日本", "atelier"),
        ("../../etc/passwd", "etc-passwd"),
        ("CON", "atelier-con"),
        ("lpt1", "atelier-lpt1"),
        ("x" * 100, "x" * 60),
    ],
)
def test_names_are_plain(title: str, name: str) -> None:
    assert slug(title) == name


@given(st.text(max_size=100))
def test_a_name_is_always_one(title: str) -> None:
    name = slug(title)
    assert name and len(name) <= 60 and name.isascii() and not set(name) & set("/\\:. ")


def test_the_proposed_file_is_new(tmp_path: Path) -> None:
    first = new_file.proposed_file("MSP & usagers", "2025-10-15", tmp_path)
    assert first == tmp_path / "msp-usagers-2025-10-15.atelier"
    first.write_text("mine")
    assert new_file.proposed_file("MSP & usagers", "2025-10-15", tmp_path).name == (
        "msp-usagers-2025-10-15-2.atelier"
    )


def test_what_people_type_becomes_a_file(tmp_path: Path) -> None:
    assert new_file.named_file("essai", tmp_path) == tmp_path / "essai.atelier"
    assert new_file.named_file(" v1.2 ", tmp_path) == tmp_path / "v1.2.atelier"
    assert new_file.named_file("essai.ATELIER", tmp_path) == tmp_path / "essai.ATELIER"
    assert new_file.named_file("~/essai.atelier", tmp_path) == Path.home() / "essai.atelier"
    for nothing in ("", "  ", "dossier/"):
        with pytest.raises(FileUnusable, match="Name the new file"):
            new_file.named_file(nothing, tmp_path)


def test_a_workshop_is_made_once_and_never_over_another() -> None:
    places = Places.default()
    path = new_file.documents_folder() / "essai.atelier"
    session = new_file.make_workshop(
        path, "coll-occ", title="Mon atelier", lang="fr", clock=CLOCK, places=places
    )
    assert session.state.workshop.title == "Mon atelier"
    session.close()
    content = path.read_bytes()
    with pytest.raises(FileUnusable, match="exists already"):
        new_file.make_workshop(path, "coll-occ", title="Autre", lang="fr", clock=CLOCK, places=places)
    assert path.read_bytes() == content


def test_a_mistyped_folder_is_not_made(tmp_path: Path) -> None:
    path = tmp_path / "Docments" / "essai.atelier"
    with pytest.raises(FileUnusable):
        new_file.make_workshop(path, "coll-occ", title="x", lang="fr", clock=CLOCK, places=Places.default())
    assert not path.parent.exists()
    with pytest.raises(UsageError):
        new_file.make_workshop(path, "nope", title="x", lang="fr", clock=CLOCK, places=Places.default())


def test_the_demonstration_is_made_then_opened_again() -> None:
    places = Places.default()
    session = new_file.open_demo("fr", clock=CLOCK, places=places)
    path, notes = session.path, count_notes(session.state).notes
    session.close()
    assert notes > 30 and path.name == new_file.DEMO_NAME
    again = new_file.open_demo("fr", clock=CLOCK, places=places)
    assert (again.path, count_notes(again.state).notes) == (path, notes)
    again.close()
