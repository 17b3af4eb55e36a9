"""The tables as lines: the group each has, what it has noted, and what it waits for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from atelier.domain.canvas import Heading
from atelier.domain.clock import Alert
from atelier.domain.glance import REMINDER_SECONDS, Glance, awaited
from atelier.domain.instant import to_wall
from atelier.domain.place import current_seating, tables
from atelier.domain.silence import hush
from atelier.domain.workshop import CafeGroup, CafeTable, Message, Seating
from atelier.figures import about, enumeration
from atelier.services.excerpt import excerpt
from atelier.services.help_calls import open_calls
from atelier.ui.screens.run.tallies import Tally
from atelier.ui.widgets.line_list import Line
from atelier.ui.wording import group_name, heading_name, table_title

if TYPE_CHECKING:
    from atelier.i18n import Translator

CALL_LENGTH = 44
"""Characters of a call for help that a table's entry shows."""

_NBSP = "\u00a0"

Rows = list[tuple[str, str]]


def table_lines(
    tr: Translator, glance: Glance, counts: Mapping[str, Tally], lost: Mapping[str, str] | None = None
) -> list[Line]:
    """One entry a table, its most important news last and in one line, so that entries keep their height.

    Args:
        tr: the interface's language.
        glance: the workshop.
        counts: what each table has noted, by its id.
        lost: what is to be said of tables whose phones no longer answer, by their id.
    """
    since = glance.seconds_awaited
    calls: dict[str | None, Message] = {}
    for call in open_calls(glance.state):
        calls.setdefault(call.table_id, call)
    return [
        _table_line(
            tr, glance, table, counts[table.id], since, calls.get(table.id), (lost or {}).get(table.id, "")
        )
        for table in tables(glance.state)
    ]


def group_names(tr: Translator, groups: Sequence[CafeGroup | None]) -> str:
    """Some groups in a few words; None is everyone."""
    return enumeration(tr, [group_name(tr, group) for group in groups])


def seated_groups(glance: Glance, seatings: Sequence[Seating]) -> list[CafeGroup | None]:
    """The groups of some seatings; None is everyone."""
    return [glance.state.get(CafeGroup, seat.group_id) for seat in seatings]


def _table_line(
    tr: Translator,
    glance: Glance,
    table: CafeTable,
    tally: Tally,
    since: float,
    call: Message | None,
    lost: str,
) -> Line:
    seat = current_seating(glance.state, table.id)
    rows: Rows = []
    if not glance.is_ready:
        rows += _counts(tr, glance, tally)
    elif table.question:
        rows.append((table.question, "dim"))
    if call is not None:
        rows.append((call_words(tr, glance, call), "alarm"))
    elif not glance.is_ready:
        rows += _voice(tr, glance, table, tally, since, lost)
    return Line(
        table.id,
        table_title(tr, table),
        tail=_here(tr, glance, seat),
        tone="strong",
        below=tuple(rows),
        is_clipped=True,
    )


def _here(tr: Translator, glance: Glance, seat: Seating | None) -> str:
    if seat is None:
        return ""
    group = glance.state.get(CafeGroup, seat.group_id)
    name = group_name(tr, group)
    return name if seat.planned else tr("{group} (unplanned)", group=name)


def _waiting(tr: Translator, glance: Glance, table: CafeTable, since: float) -> Rows:
    expected = awaited(glance, table)
    if not expected:
        return []
    groups = seated_groups(glance, expected)
    names = group_names(tr, groups)
    count = len(groups)
    if since < REMINDER_SECONDS:
        text = tr.n("{groups} is expected: confirm", "{groups} are expected: confirm", count, groups=names)
        return [(text, "strong")]
    text = tr.n(
        "{groups} has been expected for {duration}: confirm",
        "{groups} have been expected for {duration}: confirm",
        count,
        groups=names,
        duration=about(tr, since),
    )
    return [(text, "alarm")]


def _counts(tr: Translator, glance: Glance, tally: Tally) -> Rows:
    if not tally.notes:
        return [(tr("nothing noted for this group yet"), "dim")]
    headings = glance.state.live(Heading)
    names = [
        f"{heading_name(heading)}{_NBSP}{tally.by_heading.get(heading.key, 0)}"
        for heading in headings
        if not heading.gathers_stars
    ]
    gathered = sum(tally.by_heading.get(heading.key, 0) for heading in headings if heading.gathers_stars)
    return [("  ".join([*names, f"★{_NBSP}{gathered or tally.starred}"]), "")]


def _voice(tr: Translator, glance: Glance, table: CafeTable, tally: Tally, since: float, lost: str) -> Rows:
    """What is to be known of a table now: only the most important, or when it noted something last."""
    waiting = _waiting(tr, glance, table, since)
    if waiting:
        return waiting
    if lost:
        return [(lost, "warning")]
    heard = hush(glance.state, glance.reading, glance.now, table)
    if heard.seconds:
        return [(tr("nothing noted for {duration}", duration=about(tr, heard.seconds)), "warning")]
    if _lacks_key_idea(glance, table, tally):
        return [(tr("no key idea yet"), "warning")]
    if heard.headings:
        names = enumeration(tr, [heading_name(heading) for heading in heard.headings])
        return [(tr("nothing under {headings}: to bring up", headings=names), "warning")]
    if table.is_on_paper:
        return [(tr("writes on paper"), "dim")]
    if tally.last_at:
        return [(tr("last note {ago}", ago=ago(tr, glance.now.wall - to_wall(tally.last_at))), "dim")]
    return []


def call_words(tr: Translator, glance: Glance, call: Message) -> str:
    """A call for help: for how long, and what it is about."""
    age = glance.now.wall - to_wall(call.at)
    text = excerpt(call.text, CALL_LENGTH)
    # Below a minute seconds are left out: a table that has just called is not news every second.
    if age < 60:
        return tr("calls you: {text}", text=text) if text else tr("calls you")
    lasting = about(tr, age)
    if text:
        return tr("has called you for {duration}: {text}", duration=lasting, text=text)
    return tr("has called you for {duration}", duration=lasting)


def _lacks_key_idea(glance: Glance, table: CafeTable, tally: Tally) -> bool:
    seat = current_seating(glance.state, table.id)
    is_here = seat is not None and seat.round == glance.round
    is_time = glance.is_round and glance.alert in (Alert.LAST, Alert.OVER)
    is_typing = is_here and bool(tally.notes) and not table.is_on_paper
    return is_time and is_typing and not _key_ideas(glance, tally)


def _key_ideas(glance: Glance, tally: Tally) -> int:
    gathering = [heading.key for heading in glance.state.live(Heading) if heading.gathers_stars]
    return tally.starred + sum(tally.by_heading.get(key, 0) for key in gathering)


def ago(tr: Translator, seconds: float) -> str:
    """How long ago, in steps of ten seconds below a minute: nothing on the screen need change each second."""
    if seconds < 10:
        return tr("just now")
    rounded = seconds // 10 * 10 if seconds < 60 else seconds
    return tr("{duration} ago", duration=about(tr, rounded))
