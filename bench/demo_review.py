"""The demonstration fused by the engine and ten minutes of quick review: what comes out, as Markdown.

    python bench/demo_review.py [--lang fr] [--out docs/demo-fusion.fr.md]

The answers are those of somebody who reads the notes: two say the same when one point of the demonstration's
own fusion rests on both. One answer takes eight seconds; what is still proposed at the end is accepted when
most of its notes are of one point, and refused otherwise. Nothing is written by hand.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from datetime import datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))

from atelier.domain.canvas import Heading
from atelier.domain.change import Action
from atelier.domain.clock import Moment
from atelier.domain.fusion import Standing, standing, themes_with
from atelier.domain.note import Note
from atelier.domain.place import notes_at, tables
from atelier.domain.state import State
from atelier.domain.theme import Theme, ThemeStatus
from atelier.domain.title import fold, propose_title
from atelier.export.registry import chosen, documents
from atelier.fusion.questions import REVIEW
from atelier.fusion.titles import capital, read_aloud
from atelier.services import deciding, demo, fusing
from atelier.services.demo import Stage
from atelier.services.proposing import words_of
from atelier.services.workbench import Bench, answer, fresh, laid_over, made_real, request_for

SECONDS_AN_ANSWER = 8
MINUTES = 10
AT = datetime(2025, 10, 10, 9, 0).timestamp()


class Evening:
    """The workshop while somebody fuses it, and what that person knows of the notes."""

    def __init__(self, lang: str) -> None:
        now = Moment(AT, 5.0, "bench")
        fused = _played(lang, now, Stage.FUSED)
        self.truth = {
            fold(note.text): [fold(theme.title) for theme in themes_with(fused, note.id)]
            or [f"alone {fold(note.text)}"]
            for note in fused.live(Note)
        }
        self.state = _played(lang, now, Stage.CAPTURED)
        self.seconds = 0.0
        self.answers: Counter[str] = Counter()
        self.accepted = self.refused = self.made = 0

    @property
    def now(self) -> Moment:
        """This instant."""
        return Moment(AT + self.seconds, 5.0 + self.seconds, "bench")

    def do(self, action: Action | None) -> None:
        """Let something happen."""
        if action is not None:
            self.state = self.state.apply((one.kind, one.row_id, one.columns) for one in action.changes)

    def goals(self, note_id: str) -> set[str]:
        """The points that a note is of."""
        note = self.state.get(Note, note_id)
        return set(self.truth[fold(note.text)]) if note is not None else set()

    def pages(self) -> list[tuple[str, str]]:
        """The pages that have notes."""
        return [
            (table.id, heading.key)
            for table in tables(self.state)
            for heading in self.state.live(Heading)
            if any(note.heading == heading.key for note in notes_at(self.state, table.id))
        ]

    def bench(self, page: tuple[str, str], before: Bench | None = None) -> Bench:
        """What the engine proposes for a page."""
        return answer(request_for(self.state, *page, REVIEW), self.state, before)

    def review(self, page: tuple[str, str], most: int) -> None:
        """Answer the questions of a page."""
        bench = self.bench(page)
        for _ in range(most):
            question = next(iter(bench.open_questions(self.state, REVIEW)), None)
            if question is None:
                break
            is_yes = bool(self.goals(question.first) & self.goals(question.second))
            self.do(deciding.answer(self.state, question, is_yes, self.now))
            self.answers["yes" if is_yes else "no"] += 1
            self.seconds += SECONDS_AN_ANSWER
            bench = self.bench(page, bench)

    def settle(self, page: tuple[str, str]) -> None:
        """Accept what is right for the most part, refuse the rest."""
        for _ in range(4):
            bench = self.bench(page)
            wrong = [
                theme for theme in fresh(self.state, bench).values() if not self._is_right(theme.note_ids)
            ]
            for theme in wrong:
                self.do(deciding.refuse(self.state, page[0], theme, self.now))
                self.refused += 1
            if not wrong:
                break
        bench = self.bench(page)
        self.accepted += len(fresh(self.state, bench))
        action = deciding.accept_all(laid_over(self.state, bench), *page)
        if action is not None:
            self.do(made_real(action, self.state, bench, self.now))

    def keep_stars(self, page: tuple[str, str]) -> None:
        """Make a point of each key idea that stands alone: Enter, Enter."""
        for note in notes_at(self.state, page[0]):
            is_key = note.star or page[1] == "phares"
            if note.heading == page[1] and is_key and standing(self.state, note) is Standing.PENDING:
                self.seconds += 1
                words = words_of(self.state)
                whole = capital(read_aloud(note.text, words))
                title = capital(read_aloud(propose_title([note.text]), words))
                action = fusing.create_theme(
                    self.state,
                    *page,
                    self.now,
                    note_ids=[note.id],
                    title=title,
                    paragraph=f"{whole}." if fold(whole) != fold(title) else "",
                )
                self.do(action)
                self.made += 1

    def _is_right(self, note_ids: tuple[str, ...]) -> bool:
        found = Counter(goal for note_id in note_ids for goal in self.goals(note_id))
        return max(found.values()) * 2 > len(note_ids)


def _introduced(evening: Evening, document: str) -> str:
    """The document with how it was made, in two lines under its title."""
    title, rest = document.split("\n", 1)
    yes, answers = evening.answers["yes"], evening.answers.total()
    if evening.state.workshop.language == "fr":
        told = (
            f"> *Fait par `bench/demo_review.py`\N{NO-BREAK SPACE}: la démonstration, fusionnée par le"
            f" moteur par défaut puis par {round(evening.seconds / 60)} minutes de revue rapide\n"
            f"> ({answers} réponses, dont {yes} «\N{NO-BREAK SPACE}oui\N{NO-BREAK SPACE}») ;"
            f" {evening.accepted} suggestions acceptées telles quelles, {evening.made} idées phares gardées"
            " seules. Rien n’a été réécrit.*"
        ).replace(" ;", "\N{NO-BREAK SPACE};")
    else:
        told = (
            "> *Made by `bench/demo_review.py`: the demonstration, fused by the default engine then by"
            f" {round(evening.seconds / 60)} minutes of quick review\n"
            f"> ({answers} answers, {yes} of them yes); {evening.accepted} suggestions accepted as they were,"
            f" {evening.made} key ideas kept alone. Nothing was rewritten.*"
        )
    return f"{title}\n\n{told}\n{rest}"


def _played(lang: str, now: Moment, stage: Stage) -> State:
    state = State.of(demo.rows(lang, now, stage))
    for action in demo.actions(state, stage):
        state = state.apply((one.kind, one.row_id, one.columns) for one in action.changes)
    return state


def _fused(lang: str) -> Evening:
    evening = Evening(lang)
    pages = evening.pages()
    whole = MINUTES * 60 // SECONDS_AN_ANSWER
    count = {
        page: sum(note.heading == page[1] for note in notes_at(evening.state, page[0])) for page in pages
    }
    for page in pages:
        evening.review(page, round(whole * count[page] / sum(count.values())))
    for page in pages:
        evening.settle(page)
    for page in pages:
        evening.keep_stars(page)
    return evening


def main() -> None:
    """Fuse, and write what comes out."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--lang", default="fr", choices=["fr", "en"])
    parser.add_argument("--out", type=Path)
    given = parser.parse_args()
    evening = _fused(given.lang)
    state = evening.state
    notes = [standing(state, note) for note in state.live(Note)]
    points = [theme for theme in state.live(Theme) if theme.status == ThemeStatus.ACCEPTED]
    told = (
        f"{sum(evening.answers.values())} answers ({evening.answers['yes']} yes),"
        f" {evening.accepted} suggestions accepted, {evening.refused} refused,"
        f" {evening.made} key ideas kept as points;"
        f" {len(points)} points, {Counter(notes)[Standing.USED]} of {len(notes)} notes used"
    )
    print(told, file=sys.stderr)
    (file,) = documents(state, evening.now, language=given.lang, formats=chosen(["md"]), annex=False)
    document = _introduced(evening, file.content.decode())
    if given.out:
        given.out.write_text(document, encoding="utf-8")
    else:
        print(document)


if __name__ == "__main__":
    main()
