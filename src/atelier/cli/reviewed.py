"""`atelier import FILE TEXT --review`: what a reviewed text corrects, told and, if asked for, accepted."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from atelier.errors import DONE, PROBLEM

if TYPE_CHECKING:
    from atelier.cli.invocation import Invocation
    from atelier.domain.state import State
    from atelier.i18n import Translator
    from atelier.services.review.differences import Difference

FORMAT: Final = "atelier-review/1"


def bring_back(invocation: Invocation, file: Path, text: Path, *, applies: bool, as_json: bool) -> int:
    """Tell what a reviewed text corrects.

    Args:
        invocation: the call.
        file: the workshop.
        text: the reviewed text.
        applies: whether to accept what is sure: what is not in conflict, not guessed, neither new nor
            absent.
        as_json: whether to print a JSON document.

    Returns:
        The exit code: 1 while something is left that a person has to decide on, after accepting.
    """
    from atelier.cli.workshop_file import opened
    from atelier.services.review.accepting import accept_all
    from atelier.services.review.differences import differences
    from atelier.services.review.file import read_file
    from atelier.services.review.reading import read_review

    content = read_file(text)
    with opened(invocation, file) as session:
        reading = read_review(session.state, content)
        found = differences(session.state, reading, session.row_history)
        accepted: list[Difference] = []
        if applies:
            action = accept_all(session.state, found, session.clock.now())
            if action is not None:
                session.save_now(action)
            rest = {each.key for each in differences(session.state, reading, session.row_history)}
            accepted = [each for each in found if each.key not in rest]
        state = session.state
    if as_json:
        rows = [_as_row(invocation.tr, state, each, each in accepted) for each in found]
        document = {"format": FORMAT, "accepted": len(accepted), "differences": rows}
        invocation.say(json.dumps(document, ensure_ascii=False, indent=1))
    else:
        for line in _lines(invocation.tr, state, found, accepted):
            invocation.say(line)
    return PROBLEM if applies and len(accepted) < len(found) else DONE


def _as_row(tr: Translator, state: State, each: Difference, is_accepted: bool) -> dict[str, Any]:
    from atelier.domain.workshop import CafeTable
    from atelier.services.review.differences import OBSTACLES

    table = state.get(CafeTable, each.table_id)
    row: dict[str, Any] = {
        "key": each.key,
        "kind": each.kind.value,
        "table": table.number if table is not None else None,
        "heading": each.heading or None,
        "title": each.title,
        "text": each.column or None,
        "before": each.before,
        "after": each.after,
        "both": each.both or None,
        "conflict": each.is_conflict,
        "guess": each.is_guess,
        "obstacle": tr(OBSTACLES[each.obstacle]) if each.obstacle is not None else None,
        "line": each.line,
        "accepted": is_accepted,
    }
    if each.move is not None:
        row["place"] = {"heading": each.move.heading or None, "below": _title_of(state, each.move.after)}
    return row


def _title_of(state: State, row_id: str) -> str | None:
    from atelier.domain.theme import Theme, Transversal

    row = state.get(Theme, row_id) or state.get(Transversal, row_id)
    return row.title if row is not None else None


def _lines(
    tr: Translator, state: State, found: tuple[Difference, ...], accepted: list[Difference]
) -> Iterator[str]:
    from atelier.domain.text import one_line
    from atelier.domain.workshop import CafeTable
    from atelier.services.review.differences import KINDS, OBSTACLES

    kind = None
    for each in found:
        if each.kind is not kind:
            kind = each.kind
            yield tr(KINDS[kind], n=sum(other.kind is kind for other in found))
        table = state.get(CafeTable, each.table_id)
        place = tr("T{number}", number=table.number) if table is not None else ""
        remarks = [tr("changed here too")] if each.is_conflict else []
        remarks += [tr("known by its words only")] if each.is_guess else []
        remarks += [tr(OBSTACLES[each.obstacle])] if each.obstacle is not None else []
        remarks += [tr("accepted")] if each in accepted else []
        yield "  " + " · ".join(part for part in (place, one_line(each.title), *remarks) if part)
        if each.move is not None:
            above = _title_of(state, each.move.after)
            yield f"    → {each.move.heading} · " + (
                tr("below “{title}”", title=above) if above else tr("first")
            )
        if each.before and each.before != each.title:
            yield f"    - {one_line(each.before)}"
        if each.after:
            yield f"    + {one_line(each.after)}"
    if not found:
        yield tr("This text corrects nothing more: the workshop says what it says.")
    elif not accepted:
        yield tr("Accept them one by one in Publish (r), or all that are sure with --apply.")
