"""The notes of one page as lines: by group, with what became of each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from atelier.domain.ballot import dots_on
from atelier.domain.canvas import Heading
from atelier.domain.cell import CellState
from atelier.domain.clock import ClockReading
from atelier.domain.coverage import CellStatus, coverage
from atelier.domain.fusion import Standing, standing, starred_elsewhere, themes_of, themes_with
from atelier.domain.note import LinkKind, Note
from atelier.domain.place import notes_at
from atelier.domain.state import State
from atelier.domain.theme import ThemeStatus
from atelier.domain.title import fold
from atelier.domain.workshop import OUTSIDE_ROUNDS, CafeGroup
from atelier.frozen import frozen
from atelier.ui.safe import clip
from atelier.ui.screens.fuse.where import Where, headings_at
from atelier.ui.widgets.line_list import Line
from atelier.ui.wording import cell_state_name, dots_phrase, group_name, heading_name, link_name, profile_name

if TYPE_CHECKING:
    from atelier.i18n import Translator

_TAIL_CELLS: Final = 12
_EXCERPT_CELLS: Final = 40


class NotesView(StrEnum):
    """Which notes are listed."""

    PENDING = "pending"
    ALL = "all"
    SET_ASIDE = "set_aside"

    @property
    def next(self) -> NotesView:
        """The one that the same key shows next."""
        views = list(NotesView)
        return views[(views.index(self) + 1) % len(views)]


@frozen
class Listing:
    """What the list of notes shows."""

    view: NotesView = NotesView.PENDING
    has_all_headings: bool = False
    words: str = ""
    """Only notes that hold each of these words or beginnings of words; empty for all."""


def listed_notes(state: State, where: Where, listing: Listing) -> tuple[Note, ...]:
    """The notes of a page; under key ideas also the starred ones of other headings."""
    found = [
        note
        for note in notes_at(state, where.table_id)
        if listing.has_all_headings or note.heading == where.heading
    ]
    match listing.view:
        case NotesView.SET_ASIDE:
            found = [note for note in found if standing(state, note) is Standing.SET_ASIDE]
        case NotesView.PENDING:
            found = [note for note in found if standing(state, note) is Standing.PENDING]
    if listing.view is not NotesView.SET_ASIDE and not listing.has_all_headings:
        found += starred_elsewhere(state, where.table_id, where.heading)
    return tuple(note for note in found if _holds(note, listing.words))


def _holds(note: Note, words: str) -> bool:
    text = fold(note.text)
    return all(word in text for word in fold(words).split())


def note_lines(
    tr: Translator, state: State, where: Where, listing: Listing, reading: ClockReading
) -> list[Line]:
    """The notes of a page by group, then what is known of the groups that noted nothing.

    Args:
        tr: the interface's language.
        state: the workshop.
        where: the page.
        listing: which notes.
        reading: what the clock shows: it tells what is still to come.
    """
    notes = listed_notes(state, where, listing)
    own = [note for note in notes if listing.has_all_headings or note.heading == where.heading]
    starred = [note for note in notes if not listing.has_all_headings and note.heading != where.heading]
    page = _page(state, where)
    lines: list[Line] = []
    for stop, group_notes in _by_group(state, own).items():
        title = group_title(tr, state, *stop)
        lines.append(Line(f"/{stop}", title, tail=str(len(group_notes)), tone="heading", is_selectable=False))
        for note in group_notes:
            lines.append(_line(tr, state, note, page, shows_heading=listing.has_all_headings))
    if starred:
        title = tr("★ Key ideas under other headings")
        lines.append(Line("/stars", title, tail=str(len(starred)), tone="heading", is_selectable=False))
        lines += [_line(tr, state, note, page, shows_heading=True) for note in starred]
    if not lines:
        lines += hints(_empty_texts(tr, state, where, listing))
    if listing.view is NotesView.PENDING and not listing.has_all_headings and not listing.words:
        lines += _silent_groups(tr, state, where, reading)
    return lines


def group_title(tr: Translator, state: State, round_number: int, group_id: str | None) -> str:
    """Who spoke and when: « Groupe A · tour 1 »."""
    group = state.get(CafeGroup, group_id)
    parts = [] if group is None else [group_name(tr, group)]
    if round_number != OUTSIDE_ROUNDS:
        parts.append(tr("round {round}", round=round_number))
    title = " · ".join(parts) or tr("outside rounds")
    return title[:1].upper() + title[1:]


def stop_mark(tr: Translator, state: State, note: Note) -> str:
    """Where a note was said, in a few cells: « A, t1 »."""
    group = state.get(CafeGroup, note.group_id)
    parts = [] if group is None else [group.label]
    if note.round != OUTSIDE_ROUNDS:
        parts.append(tr("r{round}", round=note.round))
    return ", ".join(parts)


def note_links(tr: Translator, state: State, note: Note) -> tuple[tuple[str, str], ...]:
    """What a note says of an earlier one, to show below it."""
    earlier = state.get(Note, note.link_to)
    if earlier is None or note.link_kind not in list(LinkKind):
        return ()
    name = link_name(tr, LinkKind(note.link_kind))
    text = tr("↳ {link} “{excerpt}”", link=name, excerpt=clip(earlier.text, _EXCERPT_CELLS))
    return ((text, "dim"),)


def hints(texts: Iterable[str]) -> list[Line]:
    """Sentences that say what to do where there is nothing to see yet."""
    return [
        Line(f"/hint {index}", text, lead=" ", tone="dim", is_selectable=False)
        for index, text in enumerate(texts)
    ]


@frozen
class _Page:
    """What the lines of one page have in common."""

    heading: str
    names: Mapping[str, str]
    """The table's headings in a word or two, by key."""
    numbers: Mapping[str, int]
    """The numbers of the page's points, by id."""


def _page(state: State, where: Where) -> _Page:
    names = {heading.key: heading_name(heading) for heading in headings_at(state, where.table_id)}
    themes = themes_of(state, where.table_id, where.heading)
    accepted = [theme.id for theme in themes if theme.status == ThemeStatus.ACCEPTED]
    return _Page(where.heading, names, {theme_id: number for number, theme_id in enumerate(accepted, 1)})


def _line(tr: Translator, state: State, note: Note, page: _Page, *, shows_heading: bool) -> Line:
    themes = themes_with(state, note.id)
    accepted = [theme for theme in themes if theme.status == ThemeStatus.ACCEPTED]
    given = dots_on(state, note.id)
    tails = [dots_phrase(tr, given)] if given else []
    if shows_heading and note.heading != page.heading:
        tails.append(clip(page.names.get(note.heading, note.heading), _TAIL_CELLS))
    elif note.profile:
        tails.append(clip(profile_name(state, note.profile), _TAIL_CELLS))
    if accepted:
        numbers = [str(page.numbers[theme.id]) for theme in accepted if theme.id in page.numbers]
        tails.append(f"→ {'·'.join(numbers)}" if numbers else "✓")
    elif themes:
        tails.append("~")
    below = note_links(tr, state, note)
    if note.set_aside_reason and not accepted:
        below += ((tr("set aside: {reason}", reason=note.set_aside_reason), "warning"),)
    tone = "dim" if accepted else "late" if note.is_late else ""
    return Line(note.id, note.text, "★ " if note.star else "· ", " ".join(tails), tone, below=below)


def _by_group(state: State, notes: Sequence[Note]) -> dict[tuple[int, str | None], list[Note]]:
    ranks = {group.id: rank for rank, group in enumerate(state.live(CafeGroup))}
    found: dict[tuple[int, str | None], list[Note]] = {}
    for note in notes:
        found.setdefault((note.round, note.group_id), []).append(note)
    order = sorted(found, key=lambda stop: (stop[0], ranks.get(stop[1] or "", -1), stop[1] or ""))
    return {stop: found[stop] for stop in order}


def _empty_texts(tr: Translator, state: State, where: Where, listing: Listing) -> list[str]:
    is_empty = not listed_notes(state, where, replace(listing, view=NotesView.ALL))
    if listing.words:
        return [tr("No note here holds “{words}”.", words=listing.words), tr("Esc shows all notes again.")]
    match listing.view:
        case NotesView.SET_ASIDE:
            return [
                tr("Nothing is set aside here."),
                tr("w sets the marked notes aside, with a reason; v goes back to the notes to treat."),
            ]
        case _ if is_empty:
            return [tr("Nothing was noted here.")]
        case _:
            return [
                tr("Everything is treated here ✓"),
                tr("p goes to what remains; f finishes the table when nothing does."),
                tr("v shows the notes again, to attach one to a second point."),
            ]


def _silent_groups(tr: Translator, state: State, where: Where, reading: ClockReading) -> Iterable[Line]:
    """Why groups have nothing under this heading: silence is never a finding."""
    for cell in coverage(state, reading, where.table_id):
        if cell.key.heading != where.heading or cell.state is CellState.FILLED:
            continue
        reason = f" ({cell.reason})" if cell.reason else ""
        title = group_title(tr, state, cell.key.round, cell.key.group_id)
        text = tr("{what}: {state}", what=title, state=cell_state_name(tr, cell.state)) + reason
        tone = "warning" if _is_missing(cell) else "dim"
        yield Line(f"/cell {cell.key.row_id}", text, lead=" ", tone=tone, is_selectable=False)


def _is_missing(cell: CellStatus) -> bool:
    return cell.state in (CellState.NOT_COLLECTED, CellState.UNEXPLAINED)


def headings_by_key(state: State) -> dict[str, Heading]:
    """The headings, those taken out of the canvas too."""
    return {heading.key: heading for heading in state.all(Heading).values()}
