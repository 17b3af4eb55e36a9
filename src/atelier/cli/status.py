"""`atelier status`: where a workshop stands."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from atelier.cli.invocation import Invocation
from atelier.errors import N_

if TYPE_CHECKING:
    from atelier.domain.state import State
    from atelier.i18n import Translator
    from atelier.services.session import Session


@click.command(help=N_("Tell where a workshop stands: step, clock, coverage, counts."))
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help=N_("Print a JSON document."))
@click.pass_obj
def command(invocation: Invocation, file: Path, as_json: bool) -> None:
    """Tell where a workshop stands."""
    import json

    from atelier.cli.workshop_file import opened
    from atelier.services.status import status

    with opened(invocation, file) as session:
        found = status(session.state, session.clock.now())
        if as_json:
            invocation.say(json.dumps(found, ensure_ascii=False, indent=1))
        else:
            for line in _lines(invocation.tr, session.state, found):
                invocation.say(line)
            invocation.say(_remaining(invocation.tr, session))


def _lines(tr: Translator, state: State, found: dict[str, Any]) -> list[str]:
    from atelier.domain.canvas import Heading
    from atelier.domain.text import one_line

    clock, counts = found["clock"], found["counts"]
    phases = {
        "ready": tr("not started"),
        "running": tr("running"),
        "paused": tr("paused"),
        "overtime": tr("over time"),
        "finished": tr("finished"),
    }
    lines = [one_line(found["workshop"]["title"]) or tr("Untitled workshop")]
    step = found["step"]
    if step is None:
        lines.append(phases[clock["state"]])
    else:
        seconds = clock["remaining_s"]
        sign = "−" if seconds < 0 else ""
        minutes, rest = divmod(int(abs(seconds)), 60)
        text = tr("Step {number} · {phase} · {left} left")
        left = f"{sign}{minutes}:{rest:02}"
        lines.append(text.format(number=step["number"], phase=phases[clock["state"]], left=left))
    titles = {heading.key: heading.short or heading.title for heading in state.live(Heading)}
    by_stop: dict[tuple[int, int, str], list[str]] = {}
    for cell in found["coverage"]:
        stop = (cell["table"], cell["round"], cell["group"] or "–")
        what = str(cell["notes"]) if cell["notes"] else _state_name(tr, cell["state"], cell["reason"])
        by_stop.setdefault(stop, []).append(
            tr("{heading}: {what}", heading=titles[cell["heading"]], what=what)
        )
    for (table, round_number, group), cells in by_stop.items():
        where = (
            tr("Table {table} · round {round} · group {group}", table=table, round=round_number, group=group)
            if table
            else tr("Plenary")
        )
        lines.append(f"{where} · " + " · ".join(cells))
    lines.append(
        tr(
            "{notes} notes: {used} used, {set_aside} set aside, {pending} to treat",
            notes=counts["notes"],
            used=counts["used"],
            set_aside=counts["set_aside"],
            pending=counts["pending"],
        )
    )
    return lines


def _remaining(tr: Translator, session: Session) -> str:
    """What remains to be done, counted as in Publier."""
    from atelier.services.remaining import GROUPS, counted, is_done, remaining

    tasks = remaining(session.state, session.clock.now(), session.every_draft())
    counts = [tr(GROUPS[group], n=count) for group, count in counted(tasks).items()]
    if is_done(tasks):
        return " · ".join([tr("Everything is done: the synthesis can be published."), *counts])
    return tr("Remains: {things}", things=", ".join(counts))


def _state_name(tr: Translator, state: str, reason: str) -> str:
    names = {
        "upcoming": tr("to come"),
        "open": tr("open"),
        "not_reached": tr("not reached"),
        "nothing_to_add": tr("reached, nothing to add"),
        "not_collected": tr("not collected"),
        "cancelled": tr("round cancelled"),
        "unexplained": tr("to be explained"),
    }
    name = names.get(state, state)
    return f"{name} ({reason})" if reason else name
