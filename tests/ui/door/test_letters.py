"""Each profile has a letter of its own that no command takes."""

from __future__ import annotations

from atelier.domain.workshop import Profile
from atelier.ui.commands.door import DOOR
from atelier.ui.screens.door.letters import profile_letters


def letters(*labels: str) -> str:
    profiles = [Profile(id=str(place), key=str(place), label=label) for place, label in enumerate(labels)]
    return "".join(profile_letters(profiles).get(profile.key, "-") for profile in profiles)


def test_letters_come_from_names() -> None:
    labels = (
        "Usagers",
        "Patients partenaires",
        "Proches aidants",
        "Professionnels de santé",
        "Élus",
        "Institutions",
    )
    assert letters(*labels) == "upasei"


def test_no_letter_is_a_command() -> None:
    keys = {key for command in DOOR for key in command.keys.split(",")}
    assert not keys & set(letters("Tous", "Hôtes", "Voisins", "Nouveaux", "Ouvriers", "Wallons", "Zèbres"))


def test_names_without_letters_and_very_many_of_them() -> None:
    assert len(set(letters("", "…", "🙂", "شخص"))) == 4
    assert letters(*["x"] * 30).count("-") > 0
