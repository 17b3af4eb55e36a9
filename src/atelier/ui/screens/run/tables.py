"""The tables as lines: the group each has, what it has noted, and what it waits for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from atelier.domain.canvas import Heading
from atelier.domain.clock import Alert
from atelier.domain.instant import to_wall
from atelier.domain.place import current_seating, tables
from atelier.domain.workshop import CafeGroup, CafeTable, Seating
from atelier.figures import about, enumeration
from atelier.ui.screens.run.glance import REMINDER_SECONDS, Glance, awaited
from atelier.ui.screens.run.tallies import Tally
from atelier.ui.widgets.line_list import Line
from atelier.ui.wording import group_name, heading_name, table_title

if TYPE_CHECKING:
    from atelier.i18n import Translator

SILENT_SECONDS = 180
"""How long a table may note nothing during a round before it is said."""
NUDGE_SHARE = 2 / 3
"""How much of a round passes before its empty headings are said."""

_NBSP = "\u00a0"

Rows = list[tuple[str, str]]


def table_lines(tr: Translator, glance: Glance, counts: Mapping[str, Tally]) -> list[Line]:
    """One entry a table.

    Args:
        tr: the interface's language.
        glance: the workshop.
        counts: what each table has noted, by its id.
    """
    since = glance.seconds_awaited
    return [_table_line(tr, glance, table, counts[table.id], since) for table in tables(glance.state)]


def group_names(tr: Translator, groups: Sequence[CafeGroup | None]) -> str:
    """Some groups in a few words; None is everyone."""
    return enumeration(tr, [group_name(tr, group) for group in groups])


def seated_groups(glance: Glance, seatings: Sequence[Seating]) -> list[CafeGroup | None]:
    """The groups of some seatings; None is everyone."""
    return [glance.state.get(CafeGroup, seat.group_id) for seat in seatings]


def _table_line(tr: Translator, glance: Glance, table: CafeTable, tally: Tally, since: float) -> Line:
    seat = current_seating(glance.state, table.id)
    rows: Rows = []
    if glance.is_ready:
        rows += [(table.question, "dim")] if table.question else []
    else:
        rows += _waiting(tr, glance, table, since)
        rows += _counts(tr, glance, tally)
        rows += _pulse(tr, glance, seat, tally)
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


def _pulse(tr: Translator, glance: Glance, seat: Seating | None, tally: Tally) -> Rows:
    """When something was noted for the last time, and what is missing."""
    silence = _silence(glance, tally)
    rows: Rows = []
    if silence is not None and silence >= SILENT_SECONDS:
        rows.append((tr("nothing noted for {duration}", duration=about(tr, silence)), "warning"))
    elif tally.last_at:
        rows.append((tr("last note {ago}", ago=ago(tr, glance.now.wall - to_wall(tally.last_at))), "dim"))
    is_here = seat is not None and seat.round == glance.round
    if glance.is_round and is_here and tally.notes:
        missing = _missing(glance, tally)
        if missing:
            rows.append((tr("nothing under {headings}", headings=enumeration(tr, missing)), "warning"))
        if glance.alert in (Alert.LAST, Alert.OVER) and not _key_ideas(glance, tally):
            rows.append((tr("no key idea yet"), "warning"))
    return rows


def _silence(glance: Glance, tally: Tally) -> float | None:
    """Seconds since a note was written or the round began; None while no round runs."""
    if not glance.is_round or not glance.reading.is_ticking or glance.reading.started_at is None:
        return None
    last = to_wall(tally.last_at) if tally.last_at else 0.0
    return glance.now.wall - max(last, glance.reading.started_at)


def _missing(glance: Glance, tally: Tally) -> list[str]:
    reading = glance.reading
    if reading.elapsed < NUDGE_SHARE * reading.allotted:
        return []
    return [
        heading_name(heading)
        for heading in glance.state.live(Heading)
        if not heading.gathers_stars and not tally.by_heading.get(heading.key)
    ]


def _key_ideas(glance: Glance, tally: Tally) -> int:
    gathering = [heading.key for heading in glance.state.live(Heading) if heading.gathers_stars]
    return tally.starred + sum(tally.by_heading.get(key, 0) for key in gathering)


def ago(tr: Translator, seconds: float) -> str:
    """How long ago, in steps of ten seconds below a minute: nothing on the screen need change each second."""
    if seconds < 10:
        return tr("just now")
    rounded = seconds // 10 * 10 if seconds < 60 else seconds
    return tr("{duration} ago", duration=about(tr, rounded))
