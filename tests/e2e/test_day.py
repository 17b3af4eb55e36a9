"""The real day by keyboard, in French, with the room screen in a second terminal and a faster clock."""

from __future__ import annotations

import json
import subprocess
import time
from pathlib import Path
from typing import Any

import pytest

from atelier.config import Places
from atelier.domain.change import Action, Change
from atelier.domain.workshop import Workshop
from atelier.services.fast_clock import SPEED_VARIABLE, clock_for
from atelier.services.session import Session
from tests.e2e.conftest import ATELIER, OpenTerminal
from tests.e2e.going import go_on_to
from tests.e2e.tmux import LONG, Tmux

SPEED = "20@13:15"
PROMPT = r"(?m)^[#$%] *$"
BLOCK = (
    "Constats :\n- personne ne vient aux réunions\n- les avis se perdent\n* l’accueil déborde\n"
    "Pistes :\n1. un stand au marché\n2. une boîte à idées\n3) un café mensuel\n• des groupes de marche\n"
    "Conditions :\n- un budget\n- du temps d’écoute\n- une personne référente\n"
    "i: aller là où les gens vivent\ni: répondre à chaque avis\np: une affiche\nc: les horaires gênent\n"
)
"""Fourteen notes as people write them."""


class Day:
    """The two windows of one day, and what the file says of it."""

    def __init__(self, path: Path, terminal: Tmux, room: Tmux, environ: dict[str, str]) -> None:
        self.path = path
        self.terminal = terminal
        self.room = room
        self.environ = environ

    def ask(self, *words: str) -> str:
        """What a command prints."""
        done = subprocess.run(
            [*ATELIER, words[0], str(self.path), *words[1:]], capture_output=True, text=True, env=self.environ
        )
        assert done.returncode in (0, 1), done.stderr
        return done.stdout

    def status(self) -> dict[str, Any]:
        """Where the workshop stands."""
        found: dict[str, Any] = json.loads(self.ask("status", "--json"))
        return found

    def see(self, pattern: str) -> str:
        """Wait for something in the facilitator's window, its spaces being any."""
        return self.terminal.wait(pattern.replace(" ", r"\s+"))

    def press(self, *keys: str) -> None:
        """Press keys in the facilitator's window, as fast as a person does."""
        for key in keys:
            self.terminal.press(key)
            time.sleep(0.15)

    def room_runs(self, *, is_running: bool) -> None:
        """Wait until the room's digits run, or stand still: they are drawn too large to be read as text."""
        end = time.monotonic() + LONG
        while True:
            before = self.room.screen()
            time.sleep(1.5)
            if (self.room.screen() != before) is is_running and "█" in before:
                return
            assert time.monotonic() < end, f"the room's clock should run: {is_running}\n{before}"

    def go_on_to(self, step: str) -> None:
        """Go on until a step."""
        go_on_to(self.terminal, step)

    def counts(self, notes: int) -> None:
        """Wait until the file holds as many notes."""
        self.terminal.comes(lambda: self.status()["counts"]["notes"] == notes, seconds=LONG)
        assert self.status()["counts"]["notes"] == notes

    def say(self, text: str) -> None:
        """Type a note, and wait until it is saved."""
        self.terminal.type(text)
        self.terminal.press("Enter")
        self.see(f"(?s){text[:16]}.*enregistré ✓")


@pytest.fixture
def day(request: pytest.FixtureRequest, open_terminal: OpenTerminal, tmp_path: Path) -> Day:
    """A workshop that must end earlier than it is planned to, and both windows."""
    columns, rows = request.param
    path = tmp_path / "journee.atelier"
    terminal = open_terminal(columns, rows, **{SPEED_VARIABLE: SPEED})
    room = open_terminal(columns, rows, **{SPEED_VARIABLE: SPEED})
    home = Path(terminal.environ["ATELIER_HOME"])
    environ = {**_environ(), **terminal.environ}
    subprocess.run([*ATELIER, "new", str(path)], check=True, capture_output=True, env=environ)
    places = Places(home / "config", home / "state", home / "cache")
    clock = clock_for(path, places, environ={SPEED_VARIABLE: SPEED})
    with Session.open(path, clock=clock, origin="cli", places=places) as session:
        columns_of_the_day = {"starts_at": "13:20", "hard_end": "13:55"}
        change = Change(Workshop.KIND, session.state.workshop.id, columns_of_the_day)
        session.save_now(Action("workshop.details", (change,)))
    terminal.start([*ATELIER, "open", str(path)])
    room.start([*ATELIER, "screen", str(path)])
    terminal.wait("pas commencé")
    return Day(path, terminal, room, environ)


def _environ() -> dict[str, str]:
    import os

    return dict(os.environ)


@pytest.mark.parametrize("day", [(80, 24), (120, 40)], ids=["80x24", "120x40"], indirect=True)
def test_the_real_day(day: Day, tmp_path: Path) -> None:
    before_the_start(day)
    at_the_door(day)
    the_rounds(day)
    from_paper(day)
    the_plenary(day)
    the_evening(day, tmp_path)


def before_the_start(day: Day) -> None:
    """What is typed before the start is a trial."""
    assert "×20" in day.see("horloge")
    day.press("F4")
    day.see("ESSAI")
    day.say("test test")
    day.see(r"test test\b.*\bessai|\bessai\b.*test test")
    assert day.status()["counts"]["notes"] == 0
    written = day.ask("export", "--as", "sheets,cards,guide,agenda", "--to", str(day.path.parent / "papier"))
    assert len(written.splitlines()) == 4


def at_the_door(day: Day) -> None:
    """Fewer people than planned: counted by keys, without a name."""
    day.press("F3")
    day.see("impérative 13 h 55")
    day.press("o")
    day.see("À L’ENTRÉE")
    day.press(*"uuuuuppasse")
    day.see(r"11 personnes")
    day.see("→ [AB]")
    day.press("Escape")
    day.see("Démarrer")
    day.press("d")
    day.see("note d’essai")
    day.press("Down", "Enter")
    day.terminal.wait_gone("pas commencé")
    day.room_runs(is_running=True)


def the_rounds(day: Day) -> None:
    """A pause that everybody sees, a call, catching up."""
    day.go_on_to("Tour 1/2")
    day.press("p")
    day.see("EN PAUSE")
    day.room_runs(is_running=False)
    day.press("F4")
    day.see("(?s)EN PAUSE.*constat ▸")
    day.say("la salle d’attente est bruyante")
    day.press("F7")
    day.see("Appeler|appel")
    day.press("Enter")
    day.see("aide|appel")
    day.press("F3")
    day.see("appelle")
    day.press("h")
    day.terminal.wait_gone("appelle")
    day.press("p")
    day.terminal.wait_gone("EN PAUSE")
    day.see("(?s)fin prévue.*(?:retard|impérative)")
    day.press("r")
    day.see("récolte")
    day.press("Enter")
    day.terminal.wait_gone("Récolte|à rattraper")
    assert day.ask("status")


def from_paper(day: Day) -> None:
    """Fourteen lines pasted are fourteen notes; sheets are typed and ticked."""
    before = day.status()["counts"]["notes"]
    day.press("F4")
    day.see("constat ▸")
    day.terminal.paste(BLOCK)
    day.see("14 notes")
    day.press("Enter")
    day.counts(before + 14)
    day.press("F11")
    day.see("feuille [0-9]+/")
    day.say("tapé depuis le papier")
    day.counts(before + 15)
    day.press("F3")
    day.see("Déroulé|Tables")
    day.press("x")
    day.see("Feuilles papier :")
    day.press("Escape")
    day.terminal.wait_gone(r"Feuilles papier\s:")


def the_plenary(day: Day) -> None:
    """Tables report one after the other; nothing leaves with the people."""
    day.go_on_to("Mise en commun")
    day.press("w")
    day.see("restitution|Restitution")
    day.press("f")
    # Its name stands among the keys too: what is seen is the frame of the list
    day.see("(?s)╭.*Avant que la salle se vide")
    day.press("Escape")
    day.terminal.wait_gone("╭")


def the_evening(day: Day, tmp_path: Path) -> None:
    """What remains, the text to review, the documents; the file is sound at the end."""
    day.press("F5")
    day.see("Suggestions|SUGGESTION|À TRAITER")
    day.press("Right")
    day.press("Space", "Enter")
    day.see("Titre du point")
    day.press("Enter")
    day.terminal.wait_gone("Titre du point")
    day.press("F8")
    day.see("à traiter")
    review = day.ask("export", "--as", "review", "--to", str(tmp_path / "relire")).strip()
    text = Path(review).read_text("utf-8")
    assert "[#" in text
    day.press("x")
    day.see("documents écrits|écrits")
    day.press("C-q")
    day.terminal.wait(PROMPT)
    time.sleep(1)
    day.terminal.run([*ATELIER, "open", str(day.path)])
    day.see("fermé depuis|Animer")
    day.press("C-q")
    day.terminal.wait(PROMPT)
    done = subprocess.run(
        [*ATELIER, "doctor", str(day.path)], capture_output=True, text=True, env=day.environ
    )
    assert done.returncode == 0, done.stdout + done.stderr
    found = day.status()
    assert found["counts"]["notes"] == 16
    assert found["counts"]["used"] >= 1
