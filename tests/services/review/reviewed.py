"""A synthesis that went out for review, and what editors do to a text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from atelier.domain.change import Entry
from atelier.domain.record import Row
from atelier.domain.state import State
from atelier.domain.theme import Theme, Transversal
from atelier.domain.workshop import CafeTable
from atelier.export.review import write_review
from atelier.i18n import Translator
from atelier.services.review.differences import Difference, differences
from atelier.services.review.file import read_text
from atelier.services.review.folding import words
from atelier.services.review.past import History
from atelier.services.review.reading import read_review
from tests.data.workshops import NOON, finished_workshop

TITLES = (
    "Un accueil repéré donne envie de pousser la porte",
    "Des rendez-vous plus longs pour les premières fois",
    "Un référent du quartier que tout le monde connaît",
    "La salle d’attente devient un lieu de rencontre",
    "Les horaires du soir aident ceux qui travaillent",
    "Un journal affiché raconte ce qui change ici",
    "Former ensemble usagers et soignants dès le début",
    "Partager les décisions et dire ce qui a été retenu",
)
PARAGRAPHS = (
    "Chacun connaît la maison de nom, sans savoir qui y travaille ni comment y entrer.",
    "Le premier rendez-vous dure trop peu ; personne n’ose poser les questions qui comptent.",
    "Une personne repérée, présente le mardi et le jeudi, rassure les familles nouvellement arrivées.",
    "On y attend longtemps : autant y trouver du café, des jeux et des voisins qui parlent.",
    "Deux soirées par mois suffiraient.\n\nLes pharmaciens demandent la même chose depuis des années.",
    "Des nouvelles régulières, écrites simplement, montrent que la parole a servi à quelque chose.",
    "Les mêmes cours, les mêmes bancs : la confiance vient quand on apprend côte à côte.",
    "Voter ne suffit pas ; il faut revenir devant l’assemblée et expliquer chaque choix.",
)


def synthesis(*, frozen: Sequence[str] = (), **texts: str) -> State:
    """Two tables, eight points that say different things, one that comes back.

    Args:
        frozen: ids of tables.
        **texts: of the workshop.
    """
    rows = finished_workshop()
    rank = 0
    for name, row in list(rows.items()):
        if isinstance(row, CafeTable):
            at = "2025-10-16" if row.id in frozen else ""
            rows[name] = _with(row, frozen_at=at)
        elif isinstance(row, Theme):
            short = "Un visage repéré." if not rank else ""
            rows[name] = _with(row, title=TITLES[rank], paragraph=PARAGRAPHS[rank], short=short)
            rank += 1
    rows["workshop/w"] = _with(rows["workshop/w"], **texts)
    second = Theme(
        id="p-second",
        table_id="t1",
        heading="pistes",
        title="Aller chercher ceux qui ne viennent jamais",
        paragraph="Porte à porte, marchés, sorties d’école : la maison sort de ses murs.",
        divergence="Les infirmières craignent d’y passer leurs journées.",
        position="2",
    )
    third = Theme(
        id="p-third",
        table_id="t1",
        heading="pistes",
        title="Un numéro unique pour toutes les questions",
        paragraph="Une seule ligne, décrochée par quelqu’un qui connaît les habitants.",
        position="3",
    )
    across = Transversal(
        id="x", title="La confiance se gagne avec le temps", paragraph="Cela revient partout.", position="1"
    )
    return State.of([*rows.values(), second, third, across])


def _with(row, **columns):  # type: ignore[no-untyped-def]
    from dataclasses import replace

    return replace(row, **columns)


def sent_out(state: State, language: str = "fr", *, with_notes: bool = True) -> str:
    """The text as it goes out."""
    return read_text(write_review(state, NOON, Translator(language), with_notes=with_notes))


def brought_back(state: State, text: str, history: History | None = None) -> tuple[Difference, ...]:
    """What a reviewed text changes."""
    return differences(state, read_review(state, text), history)


def told(found: Sequence[Difference]) -> Counter[str]:
    """Every word that the differences show of the reviewed text."""
    total: Counter[str] = Counter()
    for each in found:
        total += words(each.after)
        if each.column not in ("paragraph", "short", "divergence", "position", "question"):
            total += words(each.title)
    return total


@dataclass
class Changed:
    """A workshop that goes on after the text went out, and its history."""

    state: State
    entries: list[Entry]

    @classmethod
    def of(cls, state: State) -> Changed:
        """A workshop whose rows were all made before noon."""
        entries = [
            _entry(number, row.KIND, row.id, _columns(row), "2025-10-15T09:00:00.000Z")
            for number, row in enumerate(
                row for rows in state.tables_by_kind.values() for row in rows.values()
            )
        ]
        return cls(state, entries)

    def change(self, kind: str, row_id: str, at: str = "2025-10-15T12:00:00.000Z", **columns: object) -> None:
        """Change a row, or make one."""
        self.state = self.state.apply([(kind, row_id, columns)])  # type: ignore[list-item]
        self.entries.append(_entry(len(self.entries), kind, row_id, columns, at))

    def do(self, action) -> None:  # type: ignore[no-untyped-def]
        """Let an action happen."""
        for change in action.changes:
            self.change(change.kind, change.row_id, **change.columns)

    def history(self, kind: str, row_id: str) -> list[Entry]:
        """What happened to a row."""
        return [entry for entry in self.entries if (entry.kind, entry.row_id) == (kind, row_id)]


def _rows(state: State) -> list[Row]:
    return [row for rows in state.tables_by_kind.values() for row in rows.values()]


def _columns(row) -> dict[str, object]:  # type: ignore[no-untyped-def]
    from atelier.domain.record import column_names

    return {name: getattr(row, name) for name in column_names(type(row)) if name != "id"}


def _entry(number: int, kind: str, row_id: str, columns: dict[str, object], at: str) -> Entry:
    return Entry(number, f"{number:09d}", kind, row_id, 2, f"a{number}", columns, "test", at)  # type: ignore[arg-type]
