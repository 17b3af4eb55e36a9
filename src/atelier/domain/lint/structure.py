"""Points, headings, cells and notes: what is missing between a workshop and its document."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from atelier.domain.canvas import Heading
from atelier.domain.cell import CellState
from atelier.domain.coverage import CellStatus
from atelier.domain.fusion import pending_notes, sources_of, themes_of
from atelier.domain.lint.finding import Finding, Level, Where
from atelier.domain.note import Note
from atelier.domain.place import notes_at, places, tables
from atelier.domain.state import KINDS, State
from atelier.domain.text import is_blank
from atelier.domain.theme import Theme, ThemeStatus, Variant
from atelier.domain.workshop import CafeTable, HeadCount, Profile, Workshop
from atelier.errors import N_

TITLE_WORDS: Final = (6, 13)
PARAGRAPH_WORDS: Final = (30, 80)
LEAST_PEOPLE: Final = 3
"""Fewer people of one profile are known people: the profile is not published."""

_PROPOSED: Final = N_(
    "Table {table}: {n} suggestion waits for your decision; it is not published.",
    "Table {table}: {n} suggestions wait for your decision; they are not published.",
)
_NO_POINT: Final = N_("Table {table} has notes and no point of synthesis yet.")
_EMPTY_HEADING: Final = N_("Table {table}: there is no point under “{heading}”.")
_LATE: Final = N_(
    "Table {table} is frozen and {n} note came later: use it, or set it aside with a reason.",
    "Table {table} is frozen and {n} notes came later: use them, or set them aside with a reason.",
)
_PENDING: Final = N_(
    "Table {table}: {n} note is still to be treated.",
    "Table {table}: {n} notes are still to be treated.",
)
_PLENARY: Final[Mapping[str, str]] = {
    _PROPOSED: N_(
        "Plenary: {n} suggestion waits for your decision; it is not published.",
        "Plenary: {n} suggestions wait for your decision; they are not published.",
    ),
    _NO_POINT: N_("The plenary has notes and no point of synthesis yet."),
    _EMPTY_HEADING: N_("Plenary: there is no point under “{heading}”."),
    _LATE: N_(
        "The plenary is frozen and {n} note came later: use it, or set it aside with a reason.",
        "The plenary is frozen and {n} notes came later: use them, or set them aside with a reason.",
    ),
    _PENDING: N_(
        "Plenary: {n} note is still to be treated.",
        "Plenary: {n} notes are still to be treated.",
    ),
}
"""What is said of the whole room, which has no number."""


def structure(state: State, cells: Sequence[CellStatus]) -> Iterator[Finding]:
    """Everything that is missing, table by table."""
    yield from _frame(state)
    for table in places(state):
        for finding in _table(state, table, [cell for cell in cells if cell.key.table_id == table.id]):
            msgid = _PLENARY.get(finding.msgid) if table.is_plenary else None
            yield finding if msgid is None else replace(finding, msgid=msgid)
    yield from _variants(state)
    yield from _profiles(state)


def _table(state: State, table: CafeTable, own: Sequence[CellStatus]) -> Iterator[Finding]:
    if not table.is_plenary:
        yield from _labels(table)
    if not (table.is_plenary and tables(state)):  # nobody expects the whole room to fill every heading
        yield from _cells(state, table, own)
    yield from _points(state, table)
    yield from _headings(state, table, own)
    yield from _notes(state, table)


def _frame(state: State) -> Iterator[Finding]:
    workshop = state.workshop

    def missing(column: str, level: Level, msgid: str) -> Iterator[Finding]:
        if is_blank(getattr(workshop, column)):
            yield Finding("missing", level, msgid, Where(Workshop.KIND, workshop.id, column))

    yield from missing("title", Level.WARNING, N_("The workshop has no title."))
    yield from missing("date", Level.WARNING, N_("The workshop has no date."))
    yield from missing("place", Level.INFO, N_("The workshop has no place."))
    if any(theme.status == ThemeStatus.ACCEPTED for theme in state.live(Theme)):
        yield from missing("conclusion", Level.WARNING, N_("The conclusion across tables is not written."))


def _labels(table: CafeTable) -> Iterator[Finding]:
    where = Where(table.KIND, table.id, "topic", table.number)
    if is_blank(table.topic):
        yield Finding(
            "missing", Level.WARNING, N_("Table {table} has no topic."), where, {"table": table.number}
        )
    elif is_blank(table.question):
        where = Where(table.KIND, table.id, "question", table.number)
        yield Finding(
            "missing", Level.INFO, N_("Table {table} has no question."), where, {"table": table.number}
        )


def _cells(state: State, table: CafeTable, cells: Sequence[CellStatus]) -> Iterator[Finding]:
    names = {heading.key: heading.short or heading.title for heading in state.live(Heading)}
    for cell in cells:
        where = Where("cell", cell.key.row_id, "state", table.number, cell.key.heading)
        params = {
            "table": table.number,
            "round": cell.key.round,
            "group": cell.group.label if cell.group is not None else "–",
            "heading": names.get(cell.key.heading, cell.key.heading),
        }
        if cell.state is CellState.UNEXPLAINED:
            yield Finding(
                "unexplained",
                Level.ERROR,
                N_("Table {table}, round {round}, group {group}: “{heading}” is empty, and nobody said why."),
                where,
                params,
            )
        elif cell.state is CellState.NOT_COLLECTED and is_blank(cell.reason):
            yield Finding(
                "no-reason",
                Level.ERROR,
                N_("Table {table}, round {round}, group {group}: “{heading}” was not collected; say why."),
                where,
                params,
            )


def _points(state: State, table: CafeTable) -> Iterator[Finding]:
    proposed = 0
    for theme in themes_of(state, table.id):
        if theme.status != ThemeStatus.ACCEPTED:
            proposed += 1
            continue
        yield from _point(state, table, theme)
    if proposed:
        yield Finding(
            "proposed",
            Level.INFO,
            _PROPOSED,
            Where(table.KIND, table.id, "", table.number),
            {"table": table.number, "n": proposed},
        )


def _point(state: State, table: CafeTable, theme: Theme) -> Iterator[Finding]:
    def finding(code: str, level: Level, msgid: str, column: str, **params: object) -> Finding:
        where = Where(theme.KIND, theme.id, column, table.number, theme.heading)
        return Finding(code, level, msgid, where, {"title": theme.title} | params)

    sources = [note for note in sources_of(state, theme.id) if not note.is_rehearsal]
    if not sources:
        yield finding("no-source", Level.ERROR, N_("No note supports the point “{title}”."), "")
    if is_blank(theme.title):
        yield finding("no-title", Level.ERROR, N_("A point has no title."), "title")
    else:
        words = len(_words(theme.title))
        if not TITLE_WORDS[0] <= words <= TITLE_WORDS[1]:
            yield finding(
                "length",
                Level.WARNING,
                N_("The title “{title}” has {words} words; {least} to {most} read best."),
                "title",
                words=words,
                least=TITLE_WORDS[0],
                most=TITLE_WORDS[1],
            )
    if sum(character.isalpha() for character in theme.paragraph) < 3:
        yield finding("no-paragraph", Level.WARNING, N_("The point “{title}” has no paragraph."), "paragraph")
        return
    words = len(_words(theme.paragraph))
    if not PARAGRAPH_WORDS[0] <= words <= PARAGRAPH_WORDS[1]:
        yield finding(
            "length",
            Level.WARNING,
            N_("The paragraph of “{title}” has {words} words; {least} to {most} read best."),
            "paragraph",
            words=words,
            least=PARAGRAPH_WORDS[0],
            most=PARAGRAPH_WORDS[1],
        )


def _words(text: str) -> list[str]:
    return [word for word in text.split() if any(character.isalnum() for character in word)]


def _headings(state: State, table: CafeTable, cells: Sequence[CellStatus]) -> Iterator[Finding]:
    points = [theme for theme in themes_of(state, table.id) if theme.status == ThemeStatus.ACCEPTED]
    is_begun = bool(points) or table.is_signed or table.is_frozen
    if table.is_plenary and not is_begun and tables(state):
        return  # what the room says may stay a list of notes
    notes = [note for note in notes_at(state, table.id) if not note.set_aside_reason]
    if not is_begun:
        if notes:
            yield Finding(
                "empty-table",
                Level.ERROR,
                _NO_POINT,
                Where(table.KIND, table.id, "", table.number),
                {"table": table.number},
            )
        return
    for heading in state.live(Heading):
        if any(point.heading == heading.key for point in points):
            continue
        own = [cell for cell in cells if cell.key.heading == heading.key]
        waiting = [note for note in notes if _is_under(note, heading)]
        if waiting or not all(_is_explained(cell) for cell in own) or not own:
            yield Finding(
                "empty-heading",
                Level.ERROR,
                _EMPTY_HEADING,
                Where(table.KIND, table.id, "", table.number, heading.key),
                {"table": table.number, "heading": heading.title},
            )


def _is_under(note: Note, heading: Heading) -> bool:
    return note.heading == heading.key or (heading.gathers_stars and note.star)


def _is_explained(cell: CellStatus) -> bool:
    if cell.state is CellState.FILLED:
        return True  # its notes were set aside, each with a reason
    if cell.state is CellState.NOT_COLLECTED:
        return not is_blank(cell.reason)
    return cell.state in (CellState.NOTHING_TO_ADD, CellState.NOT_REACHED, CellState.CANCELLED)


def _notes(state: State, table: CafeTable) -> Iterator[Finding]:
    pending = pending_notes(state, table.id)
    if not pending:
        return
    where = Where(table.KIND, table.id, "", table.number)
    params = {"table": table.number, "n": len(pending)}
    if table.is_frozen:
        yield Finding("late-notes", Level.ERROR, _LATE, where, params)
        return
    level = Level.INFO if table.is_plenary and tables(state) else Level.ERROR
    yield Finding("pending", level, _PENDING, where, params)


def _variants(state: State) -> Iterator[Finding]:
    for variant in state.live(Variant):
        if state.get(KINDS[variant.of_kind], variant.of_id) is None:
            continue  # nobody misses another version of what was removed
        where = Where(variant.of_kind, variant.of_id, variant.of_column)
        yield Finding(
            "variant",
            Level.WARNING,
            N_("Two versions of this text wait for a choice: “{excerpt}”"),
            where,
            {"excerpt": " ".join(variant.text.split())[:80]},
        )


def _profiles(state: State) -> Iterator[Finding]:
    people: dict[str, int] = {}
    for count in state.live(HeadCount):
        people[count.profile] = people.get(count.profile, 0) + count.people
    for profile in state.live(Profile):
        if 0 < people.get(profile.key, 0) < LEAST_PEOPLE:
            yield Finding(
                "few-people",
                Level.INFO,
                N_("“{profile}” are fewer than {least}: the document will not say what they carried."),
                Where(profile.KIND, profile.id, "label"),
                {"profile": profile.label, "least": LEAST_PEOPLE},
            )
