"""The words of the demonstration: how many, how long, and what rests on what."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from atelier.domain.cell import CellState
from atelier.services.catalogue.canvases import shipped_canvas
from atelier.services.catalogue.formats import shipped_format
from atelier.services.demo.content import Demo, read_demo

POINTS = {
    (1, "constats"): 2,
    (1, "pistes"): 4,
    (1, "conditions"): 3,
    (1, "phares"): 3,
    (2, "constats"): 2,
    (2, "pistes"): 3,
    (2, "conditions"): 2,
    (2, "phares"): 2,
}
LEAST_PUBLISHED = 3
"""People of a profile that it takes to name what they said."""


@pytest.fixture(params=["fr", "en"])
def demo(request: pytest.FixtureRequest) -> Demo:
    return read_demo(request.param)


def test_as_many_points_as_the_real_page(demo: Demo) -> None:
    assert Counter((point.table, point.heading) for point in demo.points) == POINTS


def test_forty_to_sixty_notes_of_their_own(demo: Demo) -> None:
    assert 40 <= len(demo.notes) <= 60
    assert (
        len({note.key for note in demo.notes}) == len({note.text for note in demo.notes}) == len(demo.notes)
    )


def test_every_note_is_used_or_set_aside(demo: Demo) -> None:
    used = {key for point in demo.points for key in point.sources}
    aside = {note.key for note in demo.notes if note.set_aside}
    assert len(aside) == 2
    assert not used & aside
    assert used | aside == {note.key for note in demo.notes}


def test_points_rest_on_notes_of_their_table_and_heading(demo: Demo) -> None:
    notes = {note.key: note for note in demo.notes}
    for point in demo.points:
        assert point.sources
        for note in (notes[key] for key in point.sources):
            assert note.stop.table == point.table
            assert note.heading == point.heading or point.heading == "phares"


def test_some_notes_feed_two_points(demo: Demo) -> None:
    fed = Counter(key for point in demo.points for key in point.sources)
    assert sum(count > 1 for count in fed.values()) >= 3


def test_titles_and_paragraphs_have_the_length_of_print(demo: Demo) -> None:
    for point in demo.points:
        assert _least(point.title) >= 6 and _most(point.title) <= 13, point.title
        assert _least(point.paragraph) >= 30 and _most(point.paragraph) <= 80, point.title
        assert point.paragraph[-1] in ".?"
        assert point.title[-1] != "."
        assert 0 < len(point.short) < len(point.paragraph) / 2


def test_key_messages_and_one_divergence(demo: Demo) -> None:
    assert sum(point.star for point in demo.points) == 4
    assert [point.key for point in demo.points if point.divergence] == ["t2-conditions-2"]


def test_one_cell_not_collected_one_with_nothing_to_add(demo: Demo) -> None:
    assert [(answer.state, bool(answer.reason)) for answer in demo.answers] == [
        (CellState.NOT_COLLECTED, True),
        (CellState.NOTHING_TO_ADD, False),
    ]
    written = {(note.stop, note.heading) for note in demo.notes}
    assert not written & {(answer.stop, answer.heading) for answer in demo.answers}


def test_no_finding_is_drawn_from_the_missing_sheet(demo: Demo) -> None:
    missing = next(answer for answer in demo.answers if answer.state is CellState.NOT_COLLECTED)
    points = [
        point
        for point in demo.points
        if (point.table, point.heading) == (missing.stop.table, missing.heading)
    ]
    name = re.compile(rf"\bgroup\w* {missing.stop.group}\b", re.IGNORECASE)
    assert points
    assert not any(name.search(point.title + point.paragraph + point.short) for point in points)
    everything = " ".join([point.paragraph for point in demo.points] + [demo.introduction, demo.conclusion])
    assert not re.search(r"feuille|sheet|recueilli[es]*\b(?! appelle)|not collected|absence", everything)


def test_what_a_paragraph_says_of_a_group_rests_on_a_note_of_that_group(demo: Demo) -> None:
    notes = {note.key: note for note in demo.notes}
    for point in demo.points:
        groups = {notes[key].stop.group for key in point.sources}
        named = set(re.findall(r"[Gg]roupe? ([AB])\b", point.paragraph + point.divergence))
        if re.search(r"[Ll]es deux groupes|[Bb]oth groups", point.paragraph):
            named |= {"A", "B"}
        assert named <= groups, point.key


def test_what_a_paragraph_says_of_a_profile_rests_on_a_note_of_that_profile(demo: Demo) -> None:
    notes = {note.key: note for note in demo.notes}
    voice = re.compile(
        r"([Uu]sagers|[Uu]sers|[Pp]rofessionnels|[Pp]rofessionals) (?:du|of) group[e]? ([AB])\b"
    )
    keys = {"u": "usagers", "p": "professionnels"}
    found = 0
    for point in demo.points:
        voices = {(notes[key].profile, notes[key].stop.group) for key in point.sources}
        for profile, group in voice.findall(point.paragraph):
            found += 1
            assert (keys[profile[0].lower()], group) in voices, point.key
    assert found >= 4


def test_no_profile_of_few_people_is_named_as_a_voice(demo: Demo) -> None:
    heads: Counter[str] = Counter()
    for people in demo.people.values():
        heads.update(people)
    few = {key for key, count in heads.items() if count < LEAST_PUBLISHED}
    assert few == {"patients-partenaires", "aidants", "elus"}
    voices = "proches aidants|aidants|élus|patients partenaires|carers|elected officials|patient partners"
    said = re.compile(rf"\b(les|des|the|family) ({voices})\b", re.IGNORECASE)
    assert not [point.key for point in demo.points if said.search(point.paragraph + point.divergence)]


def test_links_answer_an_earlier_group_at_the_same_table(demo: Demo) -> None:
    notes = {note.key: note for note in demo.notes}
    linked = [note for note in demo.notes if note.link_to is not None]
    assert {note.link for note in linked} == {"extends", "nuances", "contradicts"}
    for note in linked:
        earlier = notes[note.link_to or ""]
        assert earlier.stop.table == note.stop.table
        assert earlier.stop.round < note.stop.round


def test_transversal_points_rest_on_both_tables(demo: Demo) -> None:
    tables = {point.key: point.table for point in demo.points}
    assert 2 <= len(demo.transversals) <= 3
    for found in demo.transversals:
        assert {tables[key] for key in found.sources} == {1, 2}
        assert _least(found.paragraph) >= 30 and _most(found.paragraph) <= 80


def test_introduction_and_conclusion(demo: Demo) -> None:
    people = sum(count for group in demo.people.values() for count in group.values())
    assert people == 18
    assert re.search(r"Dix-huit|Eighteen", demo.introduction)
    assert _least(demo.introduction) >= 50 and _most(demo.introduction) <= 100
    assert _least(demo.conclusion) >= 50 and _most(demo.conclusion) <= 100


def test_further_reading_is_a_label_then_an_address(demo: Demo) -> None:
    assert all(re.fullmatch(r"\S.+ https://\S+", line) for line in demo.further.splitlines())
    assert len(demo.further.splitlines()) == 3


def test_keys_are_those_of_the_format_and_the_canvas(demo: Demo) -> None:
    chosen = shipped_format(demo.format, "fr")
    headings = {heading.key for heading in shipped_canvas(chosen.canvas, "fr").headings}
    profiles = {profile.key for profile in chosen.profiles}
    assert {note.heading for note in demo.notes} | {note.first_heading for note in demo.notes} <= headings
    assert {note.profile for note in demo.notes if note.profile} <= profiles
    assert len(demo.pace.minutes) == len(demo.pace.extended) == len(chosen.steps)
    assert sum(note.first_heading != note.heading for note in demo.notes) == 2


def _least(text: str) -> int:
    """Words, an elided article counted with the word that follows."""
    return len([word for word in text.split() if re.search(r"\w", word)])


def _most(text: str) -> int:
    """Words, an elided article counted by itself."""
    return len([word for word in re.split(r"[\s’'-]+", text) if re.search(r"\w", word)])
