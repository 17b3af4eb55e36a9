"""What a pasted block becomes."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from atelier.domain.canvas import Heading
from atelier.domain.note import LONGEST_NOTE
from atelier.services.block import BlockLine, Kind, read_block, sentences
from tests.data.hostile import HOSTILE, Hostile

HEADINGS = [
    Heading(id=key, key=key, title=title, short=short, singular=singular, prefix=prefix)
    for key, title, short, singular, prefix in (
        ("constats", "Constats / Situation actuelle", "Constats", "constat", "c"),
        ("pistes", "Idées / Pistes d’actions", "Pistes", "piste", "p"),
        ("conditions", "Conditions de mise en œuvre", "Conditions", "condition", "m"),
        ("phares", "Idées phares à transmettre", "Idées phares", "idée phare", "i"),
    )
]


def read(text: str) -> list[BlockLine]:
    """The lines of a block of the usual canvas."""
    return read_block(text, HEADINGS, {1: "Accès aux soins"})


def notes(text: str) -> list[str]:
    """What its notes say."""
    return [line.text for line in read(text) if line.kind is Kind.NOTE]


def under(text: str) -> list[tuple[str | None, str]]:
    """Its notes with their headings."""
    return [(line.heading, line.text) for line in read(text) if line.kind is Kind.NOTE]


@pytest.mark.parametrize(
    "bullet",
    [
        "- ",
        "– ",
        "— ",
        "• ",
        "* ",
        "· ",
        "◦ ",
        "▪ ",
        "1. ",
        "12) ",
        "(3) ",
        "a) ",
        "B) ",
        "-",
        "•",
        "\uf0b7\t",
        "  - ",
        "o\t",
        "- [ ] ",
        "- [x] ",
        "+ ",
        "→ ",
        "⁃ ",
        "✓ ",
    ],
)
def test_bullets_go(bullet: str) -> None:
    assert notes(f"{bullet}un bus\n{bullet}une appli") == ["un bus", "une appli"]


@pytest.mark.parametrize(
    "line",
    ["-5 °C dans la salle", "3 bus par jour", "12h de garde", "2025. ",
     "> 65 ans : peu d’offres", "a/b",
     "*important* pour tous", "C:\\temp est plein", "https://exemple.fr/c", "o non", "1.5 poste", "???",
     "👍"],
)  # fmt: skip
def test_what_is_no_bullet_stays(line: str) -> None:
    assert notes(f"Un bus\n{line}") == ["Un bus", line.strip()]


def test_fourteen_lines_are_fourteen_notes() -> None:
    block = "\n".join(f"Une idée qui est écrite sur une ligne, numéro {number}" for number in range(14))
    assert len(notes(block)) == 14


@settings(max_examples=60)
@given(
    st.lists(st.text("abcdéà ,'’-x", min_size=1, max_size=110).map(lambda text: f"Z{text}"), max_size=30),
    st.sampled_from(["", "- ", "• ", "3) "]),
    st.sampled_from(["\n", "\r\n", "\n\n"]),
)
def test_lines_that_begin_like_notes_are_never_joined(lines: list[str], bullet: str, end: str) -> None:
    assert len(notes(end.join(bullet + line for line in lines))) == len(lines)


@settings(max_examples=40)
@given(st.lists(st.text("abcdé", min_size=1, max_size=40), max_size=20))
def test_a_list_in_small_letters_is_a_list(words: list[str]) -> None:
    lines = [f"{word} sûr" for word in words]
    assert notes("\n".join(lines)) == lines


@settings(max_examples=150)
@given(st.text("zQ -•*:#>|1.)(\n\t★,_–", max_size=200))
def test_no_letter_is_lost(text: str) -> None:
    lines = read(text)
    said = "".join(line.text for line in lines)
    assert (said.count("z"), said.count("Q")) == (text.count("z"), text.count("Q"))
    assert all(line.text.strip() for line in lines)


@pytest.mark.parametrize(
    ("title", "key"),
    [
        ("Constats", "constats"),
        ("CONSTATS :", "constats"),
        ("Constat", "constats"),
        ("constats / situation actuelle", "constats"),
        ("Situation actuelle", "constats"),
        ("## Idées", "pistes"),
        ("##Pistes d'actions", "pistes"),
        ("**Pistes d’actions**", "pistes"),
        ("__Pistes__ :", "pistes"),
        ("IDEES PHARES", "phares"),
        ("Idée phare :", "phares"),
        ("idees phares a transmettre", "phares"),
        ("Mise en oeuvre :", "conditions"),
        ("# Mise en œuvre", "conditions"),
        ("Conditions (3)", "conditions"),
        ("m:", "conditions"),
        ("I :", "phares"),
        ("- Conditions :", "conditions"),
    ],
)
def test_headings_send_what_follows_to_them(title: str, key: str) -> None:
    assert under(f"Avant\n{title}\n- un\n\ndeux") == [(None, "Avant"), (key, "un"), (key, "deux")]


@pytest.mark.parametrize(
    "line", ["Idées claires", "- Constats", "Mise en œuvre", "Les conditions", "Constats et pistes", "x:"]
)
def test_what_is_no_heading_is_a_note(line: str) -> None:
    assert (None, line.removeprefix("- ")) in under(f"Avant\n{line}\nAprès")


def test_a_prefix_at_the_start_of_a_line_speaks_for_those_below() -> None:
    block = "p: des stands\nune appli\nC : trop loin\nPiste : un bus\n- c : un constat\n- la suite"
    assert under(block) == [
        ("pistes", "des stands"),
        ("pistes", "une appli"),
        ("constats", "trop loin"),
        ("pistes", "un bus"),
        ("constats", "un constat"),
        ("pistes", "la suite"),
    ]


@pytest.mark.parametrize(
    ("line", "text", "star"),
    [
        ("★ un bus", "un bus", True),
        ("- ★un bus", "un bus", True),
        ("- ⭐️ un bus", "un bus", True),
        ("un bus ★", "un bus", True),
        ("un bus (*)", "un bus", True),
        ("- * un bus", "un bus", True),
        ("p: ★ un bus", "un bus", True),
        ("* un bus", "un bus", False),
        ("un bus *", "un bus *", False),
        ("3*4 places", "3*4 places", False),
        ("★★★", "★★★", False),
    ],
)
def test_stars_are_taken_only_when_they_are_stars(line: str, text: str, star: bool) -> None:
    (found,) = read(line)
    assert (found.text, found.star) == (text, star)


@pytest.mark.parametrize("line", ["-----", "=====", "***", "* * *", "….", "-", "•", "12.", "│ │", "\u200b"])
def test_decoration_is_dropped(line: str) -> None:
    assert notes(f"Un\n{line}\nDeux") == ["Un", "Deux"]


@pytest.mark.parametrize(
    ("block", "expected"),
    [
        ("- Trop loin pour\n  les aînés\n- Un bus", ["Trop loin pour les aînés", "Un bus"]),
        ("- Trop d'attente aux urgences le week-end et les jours\nfériés\n- Un bus",
         ["Trop d'attente aux urgences le week-end et les jours fériés", "Un bus"]),
        ("Un accompa-\ngnement", ["Un accompa-gnement"]),
        ("Il faut des relais dans\nle quartier", ["Il faut des relais dans le quartier"]),
        ("> Un bus\n> Une appli", ["Un bus", "Une appli"]),
        ("Un bus.\nune appli", ["Un bus.", "une appli"]),
        ("Les usagers disent qu’ils attendent trop longtemps au téléphone et que\n"
         "personne ne répond le soir. Ils demandent un numéro unique pour toute la\n"
         "vallée.\nUne autre idée",
         ["Les usagers disent qu’ils attendent trop longtemps au téléphone et que personne ne répond le soir."
          " Ils demandent un numéro unique pour toute la vallée.", "Une autre idée"]),
        ("Il faut des relais dans\nConstats\nle quartier", ["Il faut des relais dans", "le quartier"]),
    ],
)  # fmt: skip
def test_lines_that_a_program_has_wrapped_are_joined(block: str, expected: list[str]) -> None:
    assert notes(block) == expected


@pytest.mark.parametrize(
    ("line", "place"),
    [
        ("# Table 1", {"table": "1"}),
        ("TABLE 2", {"table": "2"}),
        ("Table n°2 :", {"table": "2"}),
        ("Table 1 – Accès aux soins", {"table": "1"}),
        ("# Table 1 : n’importe quoi", {"table": "1"}),
        ("Tour 2", {"round": "2"}),
        ("2e tour", {"round": "2"}),
        ("Groupe B", {"group": "B"}),
        ("## Groupe b (les Bleus)", {"group": "b"}),
        ("Group 2", {"group": "g2"}),
        ("feuille 3/8 · T1 · tour 2 · groupe B", {"table": "1", "round": "2", "group": "B"}),
        ("Plénière", {"table": "0"}),
        ("**Table 1 / Tour 2**", {"table": "1", "round": "2"}),
    ],
)
def test_places_are_recognised(line: str, place: dict[str, str]) -> None:
    (title, note) = read(f"{line}\n- un bus")
    assert (title.kind, title.place, note.place) == (Kind.PLACE, place, place)


@pytest.mark.parametrize(
    "line",
    ["Table 2 : trop de bruit", "- Table 2 trop petite", "Groupe de parole", "Tour de table", "T-shirts"],
)
def test_a_note_about_a_table_is_a_note(line: str) -> None:
    assert read(line)[0].kind is Kind.NOTE


def test_a_title_takes_the_place_of_what_stood_below_the_last_one_of_its_kind() -> None:
    block = (
        "# Table 1\n## Groupe A\nConstats\n- un\n## Groupe B\n- deux\nPistes\n- trois\n# Table 2\n- quatre"
    )
    found = [(line.place, line.heading, line.text) for line in read(block) if line.kind is Kind.NOTE]
    assert found == [
        ({"table": "1", "group": "A"}, "constats", "un"),
        ({"table": "1", "group": "B"}, None, "deux"),
        ({"table": "1", "group": "B"}, "pistes", "trois"),
        ({"table": "2"}, None, "quatre"),
    ]
    block = "# Groupe A\n## Table 1\np: un\n## Table 2\np: deux"
    assert [line.place for line in read(block) if line.kind is Kind.NOTE] == [
        {"group": "A", "table": "1"},
        {"group": "A", "table": "2"},
    ]


def test_a_title_that_names_nothing_known_sends_nothing_to_the_heading_above() -> None:
    lines = read("Constats\n- un\n## Divers\n- deux")
    assert [line.kind for line in lines] == [Kind.HEADING, Kind.NOTE, Kind.TITLE, Kind.NOTE]
    assert lines[-1].heading is None


def test_a_line_that_is_too_long_is_said_to_be() -> None:
    (line,) = read("x" * (LONGEST_NOTE + 1))
    assert line.is_too_long
    assert len(line.text) == LONGEST_NOTE + 1


@settings(max_examples=50)
@given(st.text("ab .!é\n", max_size=400), st.integers(5, 60))
def test_parts_of_a_long_line_fit_and_say_the_same(text: str, longest: int) -> None:
    parts = sentences(text, longest)
    assert all(len(part) <= longest for part in parts)
    assert "".join("".join(parts).split()) == "".join(text.split())


@pytest.mark.parametrize("case", HOSTILE, ids=str)
def test_hostile_blocks_are_read(case: Hostile) -> None:
    for line in read(f"{case.text}\n- {case.text}\n# {case.text}"):
        assert line.text == line.text.strip()
        assert "\x1b" not in line.text


def test_two_thousand_lines_are_read_at_once() -> None:
    assert len(read("\n".join(f"- idée {number}" for number in range(2_000)))) == 2_000
