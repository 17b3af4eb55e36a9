"""Phrases that documents are made of: lists, places, states of cells."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping, Sequence
from typing import Final

from atelier import figures
from atelier.domain.agenda import Step, StepKind, rounds_of
from atelier.domain.cell import CellState
from atelier.domain.clock import Moment
from atelier.domain.coverage import CellStatus
from atelier.domain.note import CellKey, LinkKind
from atelier.domain.state import State
from atelier.domain.workshop import OUTSIDE_ROUNDS, CafeGroup, CafeTable
from atelier.errors import N_
from atelier.i18n import Translator

_STATES: Final = {
    CellState.UPCOMING: N_("upcoming"),
    CellState.OPEN: N_("under way"),
    CellState.NOT_REACHED: N_("not reached"),
    CellState.NOTHING_TO_ADD: N_("discussed, nothing to add"),
    CellState.NOT_COLLECTED: N_("not collected"),
    CellState.CANCELLED: N_("round cancelled"),
    CellState.UNEXPLAINED: N_("to be explained"),
}
_LINKS: Final = {
    LinkKind.EXTENDS: N_("extends {reference}"),
    LinkKind.NUANCES: N_("nuances {reference}"),
    LinkKind.CONTRADICTS: N_("contradicts {reference}"),
}
_STEPS: Final[Mapping[str, str]] = {
    StepKind.WELCOME: N_("Welcome"),
    StepKind.PLENARY: N_("Plenary"),
    StepKind.MOVE: N_("Change tables"),
    StepKind.HARVEST: N_("Sharing"),
    StepKind.BREAK: N_("Break"),
    StepKind.CLOSING: N_("Closing"),
}
_ADDRESS: Final = re.compile(r"(?<!\S)(?:https?://|mailto:)[^\s<>\"'`]+$", re.IGNORECASE)


def listed(tr: Translator, words: Sequence[str]) -> str:
    """“A, B and C”."""
    if len(words) < 2:
        return "".join(words)
    return tr(N_("{first} and {last}"), first=", ".join(words[:-1]), last=words[-1])


def group_name(group: CafeGroup) -> str:
    """“A”, or “A (les Bleus)”."""
    return f"{group.label} ({group.name})" if group.name else group.label


def table_label(tr: Translator, table: CafeTable) -> str:
    """“Table 1”, or “Plenary”."""
    return tr(N_("Plenary")) if table.is_plenary else tr(N_("Table {table}"), table=table.number)


def step_label(tr: Translator, state: State, step: Step) -> str:
    """What a step is called: its own label, or the usual name of its kind."""
    if step.label:
        return step.label
    if step.kind == StepKind.ROUND:
        return tr(
            N_("Round {round}/{rounds}"),
            round=step.round,
            rounds=max(rounds_of(state.live(Step)), default=step.round),
        )
    if step.kind == StepKind.MOVE and not step.round:  # after the last round, to no table
        return tr(N_("Come together"))
    return tr(_STEPS.get(step.kind, N_("Plenary")))


def made_on(tr: Translator, now: Moment) -> str:
    """When and with what a document was made."""
    day = datetime.datetime.fromtimestamp(now.wall).date()
    return tr(N_("Made with Atelier on {date}"), date=figures.date(tr, day))


def stop_label(tr: Translator, state: State, key: CellKey) -> str:
    """“Round 1, group A”."""
    group = state.get(CafeGroup, key.group_id)
    if key.round == OUTSIDE_ROUNDS:
        if group is None:
            return tr(N_("Outside rounds"))
        return tr(N_("Outside rounds, group {group}"), group=group_name(group))
    if group is None:
        return tr(N_("Round {round}"), round=key.round)
    return tr(N_("Round {round}, group {group}"), round=key.round, group=group_name(group))


def cell_state(tr: Translator, cell: CellStatus) -> str:
    """What an empty cell is, and why; empty for one that holds notes."""
    if cell.state is CellState.FILLED:
        return ""
    said = tr(_STATES[cell.state])
    return tr(N_("{state} ({reason})"), state=said, reason=cell.reason) if cell.reason else said


def link_phrase(tr: Translator, kind: str | None, reference: str) -> str:
    """“extends 1-04”."""
    known = next((msgid for link, msgid in _LINKS.items() if link == kind), None)
    return tr(known, reference=reference) if known is not None else ""


def paragraphs(text: str) -> tuple[str, ...]:
    """The paragraphs of a text; a single line break stays inside one."""
    return tuple(part.strip() for part in re.split(r"\n\s*\n", text) if part.strip())


def split_address(line: str) -> tuple[str, str]:
    """A line's label and the address at its end, which may be missing."""
    found = _ADDRESS.search(line.strip())
    if found is None:
        return line.strip(), ""
    label = line.strip()[: found.start()].strip().rstrip(":–—-").strip()
    return label or found[0], found[0]
