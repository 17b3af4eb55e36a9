"""What things are called on a phone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from atelier.domain.agenda import Step, StepKind
from atelier.domain.workshop import CafeTable
from atelier.errors import N_
from atelier.i18n import LANGUAGES, Translator

_STEPS: Final[Mapping[str, str]] = {
    StepKind.WELCOME: N_("Welcome"),
    StepKind.PLENARY: N_("Plenary"),
    StepKind.MOVE: N_("Change tables"),
    StepKind.HARVEST: N_("Sharing"),
    StepKind.BREAK: N_("Break"),
    StepKind.CLOSING: N_("Closing"),
}


def step_label(tr: Translator, step: Step, rounds: int) -> str:
    """What a step is called: its own label, or the usual name of its kind."""
    if step.label:
        return step.label
    if step.kind == StepKind.ROUND:
        return tr(N_("Round {round}/{rounds}"), round=step.round, rounds=max(rounds, step.round))
    if step.kind == StepKind.MOVE and not step.round:
        return tr(N_("Come together"))
    return tr(_STEPS.get(step.kind, N_("Plenary")))


def table_label(tr: Translator, table: CafeTable) -> str:
    """“Table 1”, or “Plenary”."""
    return tr(N_("Plenary")) if table.is_plenary else tr(N_("Table {table}"), table=table.number)


def wanted_language(accepted: str, usual: str) -> str:
    """The language of a page.

    Args:
        accepted: what the browser says of its languages.
        usual: the language for browsers that say nothing, or want neither.
    """
    best, weight = usual, 0.0
    for part in accepted[:200].split(","):
        name, _, parameter = part.strip().partition(";")
        language = name.strip().lower().partition("-")[0]
        try:
            found = float(parameter.strip().removeprefix("q=") or 1)
        except ValueError:
            continue
        if language in LANGUAGES and found > weight:
            best, weight = language, found
    return best
