"""The end of a table's fusion, and where all of them stand."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from atelier.domain.change import Action
from atelier.domain.fusion import count_notes, sources_of, themes_of
from atelier.domain.theme import ThemeStatus
from atelier.domain.workshop import CafeTable
from atelier.services import fusing
from atelier.ui.dialogs.questions import Choice
from atelier.ui.screens.fuse.bars import accepted_count, counts_text
from atelier.ui.screens.fuse.where import Where, fused_places, headings_at
from atelier.ui.widgets.line_list import Line
from atelier.ui.wording import heading_name, table_title

if TYPE_CHECKING:
    from atelier.ui.screens.fuse.board import FuseBoard


def finish(board: FuseBoard) -> None:
    """Offer to sign off the table, to freeze it, or to take that back."""
    table = board.table
    if table is None or not board.may_write():
        return
    tr = board.tr
    choices: list[tuple[str, str]] = []
    if not table.is_signed:
        choices.append(("sign", tr("Sign off: the fusion of this table is done")))
    elif not table.is_frozen:
        choices.append(("freeze", tr("Freeze: lock its points; late notes are still taken")))
        choices.append(("unsign", tr("Take the signature back")))
    else:
        choices.append(("unfreeze", tr("Unfreeze: its points can be changed again")))
    lines = [Line(name, text) for name, text in choices]
    letters = "".join(name[0] for name, _ in choices)
    question = "\n".join([table_title(tr, table), *_remains(board, table)])
    board.ask(Choice(question, lines, letters=letters), lambda name: mark(board, name))


def mark(board: FuseBoard, name: str) -> None:
    """Sign, freeze, unsign or unfreeze the table that is shown."""
    table = board.table
    if table is None:
        return
    tr, now = board.tr, board.session.clock.now()
    plans: dict[str, tuple[Callable[[], Action], str]] = {
        "sign": (
            lambda: fusing.sign_table(board.state, table.id, now),
            tr("Signed off. f freezes its points; a change of them takes the signature back."),
        ),
        "unsign": (lambda: fusing.unsign_table(board.state, table.id), tr("No longer signed off.")),
        "freeze": (
            lambda: fusing.freeze_table(board.state, table.id, now),
            tr("Frozen: its points are locked until you unfreeze them with f."),
        ),
        "unfreeze": (
            lambda: fusing.unfreeze_table(board.state, table.id),
            tr("Unfrozen: its points can be changed again."),
        ),
    }
    plan, said = plans[name]
    board.perform(plan, lambda _: board.atelier.say(said))


def overview(board: FuseBoard) -> None:
    """Show every table and heading with their counts; choosing one goes there."""
    tr, state = board.tr, board.state
    lines: list[Line] = []
    for table in fused_places(state):
        state_name = tr("frozen") if table.is_frozen else tr("signed off") if table.is_signed else ""
        lines.append(
            Line(f"/{table.id}", table_title(tr, table), tail=state_name, tone="heading", is_selectable=False)
        )
        for heading in headings_at(state, table.id):
            counts = count_notes(state, table.id, heading.key)
            points = tr.n("{n} point", "{n} points", accepted_count(state, table.id, heading.key))
            remains = tr("{n} to treat", n=counts.pending) if counts.pending else "✓" if counts.notes else ""
            notes = tr.n("{n} note", "{n} notes", counts.notes)
            tail = " · ".join(part for part in (points, notes, remains) if part)
            tone = "warning" if counts.pending else ""
            lines.append(Line(f"{table.id}\n{heading.key}", heading_name(heading), "  ", tail, tone))
    lines.append(Line("\n", tr("Conclusion across tables"), tone="strong"))
    total = counts_text(tr, count_notes(state))
    here = f"{board.where.table_id}\n{board.where.heading}"
    board.ask(Choice(total, lines, cursor=here), lambda line_id: board.go(Where(*line_id.split("\n", 1))))


def _remains(board: FuseBoard, table: CafeTable) -> list[str]:
    """What is not done yet at a table, in sentences."""
    tr, state = board.tr, board.state
    themes = themes_of(state, table.id)
    accepted = [theme for theme in themes if theme.status == ThemeStatus.ACCEPTED]
    pending = count_notes(state, table.id).pending
    unwritten = sum(not theme.paragraph for theme in accepted)
    unfounded = sum(not sources_of(state, theme.id) for theme in accepted)
    proposed = len(themes) - len(accepted)
    sentences = [
        tr.n("{n} note is still to treat", "{n} notes are still to treat", pending) if pending else "",
        tr.n("{n} point has no paragraph", "{n} points have no paragraph", unwritten) if unwritten else "",
        tr.n("{n} point rests on no note", "{n} points rest on no note", unfounded) if unfounded else "",
        tr.n("{n} suggestion waits", "{n} suggestions wait", proposed) if proposed else "",
    ]
    done = tr("every note is treated, every point has its paragraph")
    return [f"· {sentence}" for sentence in sentences if sentence] or [f"· {done}"]
