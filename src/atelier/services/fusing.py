"""Fusion by hand: points of synthesis and their sources; each function plans one action."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from atelier.domain import order
from atelier.domain.change import Action, Change
from atelier.domain.clock import Moment
from atelier.domain.fusion import sources_of, themes_of
from atelier.domain.identity import new_id
from atelier.domain.instant import to_text
from atelier.domain.note import Note
from atelier.domain.record import Scalar
from atelier.domain.state import State
from atelier.domain.text import clean
from atelier.domain.theme import Theme, ThemeSource, ThemeStatus
from atelier.domain.workshop import CafeTable
from atelier.errors import N_, AtelierError

SCREEN = "fuse"
"""The screen where undo takes these actions back."""


# Points


def create_theme(
    state: State,
    table_id: str,
    heading: str,
    now: Moment,
    *,
    note_ids: Sequence[str] = (),
    title: str = "",
    paragraph: str = "",
    theme_id: str | None = None,
) -> Action:
    """Make a point from notes, or an empty one to be filled."""
    theme_id = theme_id or new_id(now.wall)
    columns: dict[str, Scalar] = {
        "table_id": table_id,
        "heading": heading,
        "title": clean(title),
        "paragraph": clean(paragraph),
        "status": ThemeStatus.ACCEPTED.value,
        "position": order.at(now.wall),
    }
    changes = [Change(Theme.KIND, theme_id, columns)]
    changes += _attachments(state, theme_id, table_id, note_ids)
    return _on_table(state, table_id, "theme.create", changes, title)


def write_theme(
    state: State,
    theme_id: str,
    *,
    title: str | None = None,
    paragraph: str | None = None,
    short: str | None = None,
    divergence: str | None = None,
    based_on: str | None = None,
    drafts: tuple[str, ...] = (),
) -> Action | None:
    """Write parts of a point; None when nothing changes.

    Args:
        state: the workshop.
        theme_id: the point.
        title: its new title.
        paragraph: its new paragraph.
        short: its new short line.
        divergence: what people did not agree on.
        based_on: the revision of the text that the person saw.
        drafts: fields whose draft it replaces.
    """
    theme = _theme(state, theme_id)
    given = {"title": title, "paragraph": paragraph, "short": short, "divergence": divergence}
    columns: dict[str, Scalar] = {}
    for name, value in given.items():
        if value is not None and clean(value) != getattr(theme, name):
            columns[name] = clean(value)
    if not columns:
        return None
    name = "theme.rename" if list(columns) == ["title"] else "theme.write"
    changes = [Change(Theme.KIND, theme_id, columns, based_on)]
    return _on_table(state, theme.table_id, name, changes, str(columns.get("title", theme.title)), drafts)


def attach_notes(state: State, theme_id: str, note_ids: Sequence[str]) -> Action | None:
    """Let a point rest on more notes; those that were set aside are taken back."""
    theme = _theme(state, theme_id)
    changes = _attachments(state, theme_id, theme.table_id, note_ids)
    return _on_table(state, theme.table_id, "theme.attach", changes, theme.title) if changes else None


def detach_notes(state: State, theme_id: str, note_ids: Sequence[str]) -> Action | None:
    """Take notes out of a point; unless another point rests on them they are to treat again."""
    theme = _theme(state, theme_id)
    changes = [
        Change(ThemeSource.KIND, source.id, {"deleted": True})
        for source in state.live(ThemeSource)
        if source.theme_id == theme_id and source.note_id in note_ids
    ]
    return _on_table(state, theme.table_id, "theme.detach", changes, theme.title) if changes else None


def merge_themes(state: State, theme_id: str, others: Sequence[str]) -> Action:
    """Unite points (réunir): the first keeps its title and takes the others' notes and paragraphs.

    Raises:
        AtelierError: the points are not of one table, or there is nothing to unite.
    """
    theme = _theme(state, theme_id)
    merged = [_theme(state, other) for other in others if other != theme_id]
    if not merged:
        raise AtelierError(N_("Choose two points to unite."))
    if any(other.table_id != theme.table_id for other in merged):
        raise AtelierError(
            N_("Points of different tables cannot be united: link them in the conclusion instead.")
        )
    columns: dict[str, Scalar] = {}
    paragraph = "\n\n".join(
        text for text in [theme.paragraph, *(other.paragraph for other in merged)] if text
    )
    divergence = "\n\n".join(
        text for text in [theme.divergence, *(other.divergence for other in merged)] if text
    )
    title = theme.title or next((other.title for other in merged if other.title), "")
    star = theme.star or any(other.star for other in merged)
    for name, value in (
        ("paragraph", paragraph),
        ("divergence", divergence),
        ("title", title),
        ("star", star),
    ):
        if value != getattr(theme, name):
            columns[name] = value
    changes = [Change(Theme.KIND, theme_id, columns)] if columns else []
    for other in merged:
        changes.append(Change(Theme.KIND, other.id, {"deleted": True}))
        changes += _without_sources(state, other.id)
    note_ids = [note.id for other in merged for note in sources_of(state, other.id)]
    changes += _attachments(state, theme_id, theme.table_id, note_ids)
    about = " + ".join(text for text in [theme.title, *(other.title for other in merged)] if text)
    return _on_table(state, theme.table_id, "theme.merge", changes, about)


def split_theme(
    state: State, theme_id: str, note_ids: Sequence[str], now: Moment, *, title: str = ""
) -> Action:
    """Make a new point of some notes of another (séparer), right below it.

    Raises:
        AtelierError: no note, or every note, was chosen.
    """
    theme = _theme(state, theme_id)
    inside = {note.id for note in sources_of(state, theme_id)}
    chosen = [note_id for note_id in note_ids if note_id in inside]
    if not chosen or len(chosen) == len(inside):
        raise AtelierError(N_("Choose some of its notes, not all: they become a point of their own."))
    peers = themes_of(state, theme.table_id, theme.heading)
    index = [peer.id for peer in peers].index(theme_id)
    after = peers[index + 1].position if index + 1 < len(peers) else ""
    position = order.between(theme.position, after) if theme.position != after else theme.position
    new = new_id(now.wall)
    columns: dict[str, Scalar] = {
        "table_id": theme.table_id,
        "heading": theme.heading,
        "title": clean(title),
        "status": ThemeStatus.ACCEPTED.value,
        "position": position,
    }
    changes = [Change(Theme.KIND, new, columns)]
    changes += [
        Change(ThemeSource.KIND, source.id, {"deleted": True})
        for source in state.live(ThemeSource)
        if source.theme_id == theme_id and source.note_id in chosen
    ]
    changes += _attachments(state, new, theme.table_id, chosen)
    return _on_table(state, theme.table_id, "theme.split", changes, theme.title)


def reorder_theme(state: State, theme_id: str, steps: int) -> Action | None:
    """Move a point up (negative) or down under its heading; None at the edge."""
    theme = _theme(state, theme_id)
    peers = list(themes_of(state, theme.table_id, theme.heading))
    index = [peer.id for peer in peers].index(theme_id)
    goal = min(max(index + steps, 0), len(peers) - 1)
    if goal == index:
        return None
    del peers[index]
    before = peers[goal - 1].position if goal else ""
    after = peers[goal].position if goal < len(peers) else ""
    position = order.between(before, after) if before != after else before
    changes = [Change(Theme.KIND, theme_id, {"position": position})]
    return _on_table(state, theme.table_id, "theme.order", changes, theme.title)


def change_theme_heading(state: State, theme_id: str, heading: str, now: Moment) -> Action | None:
    """Put a point at the end of another heading of its table."""
    theme = _theme(state, theme_id)
    if theme.heading == heading:
        return None
    changes = [Change(Theme.KIND, theme_id, {"heading": heading, "position": order.at(now.wall)})]
    return _on_table(state, theme.table_id, "theme.heading", changes, theme.title)


def remove_theme(state: State, theme_id: str) -> Action:
    """Remove a point; its notes are to treat again."""
    theme = _theme(state, theme_id)
    changes = [Change(Theme.KIND, theme_id, {"deleted": True}), *_without_sources(state, theme_id)]
    return _on_table(state, theme.table_id, "theme.remove", changes, theme.title)


def toggle_key_message(state: State, theme_id: str) -> Action:
    """Make a point a key message (message clé), or no longer."""
    theme = _theme(state, theme_id)
    name = "theme.unstar" if theme.star else "theme.star"
    changes = [Change(Theme.KIND, theme_id, {"star": not theme.star})]
    return _on_table(state, theme.table_id, name, changes, theme.title, touches_words=False)


def accept_theme(state: State, theme_id: str) -> Action | None:
    """Stand behind a point that was proposed."""
    theme = _theme(state, theme_id)
    if theme.status == ThemeStatus.ACCEPTED:
        return None
    changes = [Change(Theme.KIND, theme_id, {"status": ThemeStatus.ACCEPTED.value})]
    return _on_table(state, theme.table_id, "theme.accept", changes, theme.title)


# Signing and freezing


def sign_table(state: State, table_id: str, now: Moment) -> Action:
    """Sign off the fusion of a table; a later change of its points takes that back."""
    return _mark_table(state, table_id, "table.sign", {"signed_at": to_text(now.wall)})


def unsign_table(state: State, table_id: str) -> Action:
    """Take back the signature of a table, and with it the lock on its points."""
    return _mark_table(state, table_id, "table.unsign", {"signed_at": "", "frozen_at": ""})


def freeze_table(state: State, table_id: str, now: Moment) -> Action:
    """Lock the points of a table; notes are still taken.

    Raises:
        AtelierError: its fusion was not signed off.
    """
    table = _table(state, table_id)
    if not table.is_signed:
        raise AtelierError(N_("Sign off the fusion of this table before you freeze it."))
    return _mark_table(state, table_id, "table.freeze", {"frozen_at": to_text(now.wall)})


def unfreeze_table(state: State, table_id: str) -> Action:
    """Let the points of a table be changed again."""
    return _mark_table(state, table_id, "table.unfreeze", {"frozen_at": ""})


def _theme(state: State, theme_id: str) -> Theme:
    theme = state.get(Theme, theme_id)
    if theme is None:
        raise AtelierError(N_("This point is no longer there: it was removed."))
    return theme


def _table(state: State, table_id: str) -> CafeTable:
    table = state.get(CafeTable, table_id)
    if table is None:
        raise AtelierError(N_("This table is no longer there: it was removed."))
    return table


def _attachments(state: State, theme_id: str, table_id: str, note_ids: Iterable[str]) -> list[Change]:
    changes: list[Change] = []
    attached = {note.id for note in sources_of(state, theme_id)}
    for note_id in dict.fromkeys(note_ids):
        note = state.get(Note, note_id)
        if note is None or note_id in attached:
            continue
        if note.table_id != table_id:
            raise AtelierError(N_("A point rests on notes of its own table: this note is from another one."))
        row_id = f"{theme_id}/{note_id}"
        columns: dict[str, Scalar] = {"theme_id": theme_id, "note_id": note_id}
        if row_id in state.all(ThemeSource):
            columns = {"deleted": False}
        changes.append(Change(ThemeSource.KIND, row_id, columns))
        if note.set_aside_reason:
            changes.append(Change(Note.KIND, note_id, {"set_aside_reason": None}))
    return changes


def _without_sources(state: State, theme_id: str) -> list[Change]:
    return [
        Change(ThemeSource.KIND, source.id, {"deleted": True})
        for source in state.live(ThemeSource)
        if source.theme_id == theme_id
    ]


def _on_table(
    state: State,
    table_id: str,
    name: str,
    changes: Sequence[Change],
    about: str,
    drafts: tuple[str, ...] = (),
    *,
    touches_words: bool = True,
) -> Action:
    table = _table(state, table_id)
    if table.is_frozen:
        raise AtelierError(
            N_("Table {number} is frozen: its points are locked. Unfreeze it to change them."),
            number=table.number,
        )
    if table.is_signed and touches_words:
        changes = [*changes, Change(CafeTable.KIND, table_id, {"signed_at": ""})]
    return Action(name, tuple(changes), SCREEN, about, drafts)


def _mark_table(state: State, table_id: str, name: str, columns: dict[str, Scalar]) -> Action:
    table = _table(state, table_id)
    return Action(name, (Change(CafeTable.KIND, table_id, columns),), SCREEN, table.topic)
