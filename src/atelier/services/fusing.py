"""Fusion by hand: points of synthesis and their sources; each function plans one action."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Final

from atelier.domain import order
from atelier.domain.canvas import Heading
from atelier.domain.change import Action, Change
from atelier.domain.clock import Moment
from atelier.domain.fusion import sources_of, themes_of
from atelier.domain.identity import new_id
from atelier.domain.instant import to_text
from atelier.domain.note import Note
from atelier.domain.record import Scalar
from atelier.domain.state import State
from atelier.domain.text import clean, one_line
from atelier.domain.theme import Theme, ThemeSource, ThemeStatus, TransversalSource
from atelier.domain.workshop import CafeTable
from atelier.errors import N_, AtelierError
from atelier.services.excerpt import LENGTH, excerpt
from atelier.services.locks import refuse_frozen, table_of, unsigned

SCREEN = "fuse"
"""The screen where undo takes these actions back."""

_LINES: Final = frozenset({"title", "short"})
"""What is one line of text; the rest may have several."""


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
    """Make a point from notes, or an empty one to be filled.

    Raises:
        AtelierError: the table is frozen, it has no such heading, or a note is of another table.
    """
    _check_heading(state, heading)
    theme_id = theme_id or new_id(now.wall)
    columns: dict[str, Scalar] = {
        "table_id": table_id,
        "heading": heading,
        "title": one_line(title),
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

    Raises:
        AtelierError: the table is frozen.
    """
    theme = _theme(state, theme_id)
    given = {"title": title, "paragraph": paragraph, "short": short, "divergence": divergence}
    columns: dict[str, Scalar] = {}
    for name, value in given.items():
        if value is None:
            continue
        text = one_line(value) if name in _LINES else clean(value)
        if text != getattr(theme, name):
            columns[name] = text
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


def merge_themes(state: State, theme_id: str, others: Sequence[str], *, title: str | None = None) -> Action:
    """Unite points (réunir): the first takes the others' notes, paragraphs and divergences.

    A person unites: what comes of it is accepted, be it of points that were only proposed. Transversal
    points that rest on one of the others rest on the first from now on.

    Args:
        state: the workshop.
        theme_id: the point that stays.
        others: the points that go.
        title: its title from now on; its own, or else the first of the others', by default.

    Raises:
        AtelierError: the points are not of one table, it is frozen, or there is nothing to unite.
    """
    theme = _theme(state, theme_id)
    merged = [_theme(state, other) for other in dict.fromkeys(others) if other != theme_id]
    if not merged:
        raise AtelierError(N_("Choose two points to unite."))
    if any(other.table_id != theme.table_id for other in merged):
        raise AtelierError(
            N_("Points of different tables cannot be united: link them in the conclusion instead.")
        )
    themes = [theme, *merged]
    wanted: dict[str, Scalar] = {
        "title": _first(each.title for each in themes) if title is None else one_line(title),
        "paragraph": _joined(each.paragraph for each in themes),
        "short": _first(each.short for each in themes),
        "divergence": _joined(each.divergence for each in themes),
        "star": any(each.star for each in themes),
        "status": ThemeStatus.ACCEPTED.value,
    }
    columns = {name: value for name, value in wanted.items() if value != getattr(theme, name)}
    changes = [Change(Theme.KIND, theme_id, columns)] if columns else []
    for other in merged:
        changes.append(Change(Theme.KIND, other.id, {"deleted": True}))
        changes += _without_sources(state, other.id)
    changes += _repointed(state, theme_id, {other.id for other in merged})
    note_ids = [note.id for other in merged for note in sources_of(state, other.id)]
    changes += _attachments(state, theme_id, theme.table_id, note_ids)
    about = " + ".join(excerpt(each.title, LENGTH // 2 - 1) for each in themes if each.title)
    return _on_table(state, theme.table_id, "theme.merge", changes, about)


def split_theme(
    state: State, theme_id: str, note_ids: Sequence[str], now: Moment, *, title: str = ""
) -> Action:
    """Make a new point of some notes of another (séparer), right below it.

    Raises:
        AtelierError: no note, or every note, was chosen, or the table is frozen.
    """
    theme = _theme(state, theme_id)
    inside = {note.id for note in sources_of(state, theme_id)}
    chosen = [note_id for note_id in dict.fromkeys(note_ids) if note_id in inside]
    if not chosen or len(chosen) == len(inside):
        raise AtelierError(N_("Choose some of its notes, not all: they become a point of their own."))
    new = new_id(now.wall)
    wanted = [(peer.id, peer.position) for peer in themes_of(state, theme.table_id, theme.heading)]
    wanted.insert([row_id for row_id, _ in wanted].index(theme_id) + 1, (new, ""))
    positions = order.placed(wanted, new)
    columns: dict[str, Scalar] = {
        "table_id": theme.table_id,
        "heading": theme.heading,
        "title": one_line(title),
        "status": ThemeStatus.ACCEPTED.value,
        "position": positions.pop(new),
    }
    changes = [Change(Theme.KIND, new, columns), *_at(positions)]
    changes += [
        Change(ThemeSource.KIND, source.id, {"deleted": True})
        for source in state.live(ThemeSource)
        if source.theme_id == theme_id and source.note_id in chosen
    ]
    changes += _attachments(state, new, theme.table_id, chosen)
    return _on_table(state, theme.table_id, "theme.split", changes, theme.title)


def reorder_theme(state: State, theme_id: str, steps: int) -> Action | None:
    """Move a point up (negative) or down under its heading; None at the edge.

    What is only proposed has no place in that order, and is passed over.
    """
    theme = _theme(state, theme_id)
    peers = [
        (peer.id, peer.position)
        for peer in themes_of(state, theme.table_id, theme.heading)
        if peer.status == theme.status
    ]
    index = [peer_id for peer_id, _ in peers].index(theme_id)
    goal = min(max(index + steps, 0), len(peers) - 1)
    if goal == index:
        return None
    peers.insert(goal, peers.pop(index))
    changes = _at(order.placed(peers, theme_id))
    return _on_table(state, theme.table_id, "theme.order", changes, theme.title)


def change_theme_heading(state: State, theme_id: str, heading: str, now: Moment) -> Action | None:
    """Put a point at the end of another heading of its table.

    Raises:
        AtelierError: there is no such heading, or the table is frozen.
    """
    theme = _theme(state, theme_id)
    if theme.heading == heading:
        return None
    _check_heading(state, heading)
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
    changes += [
        Change(Note.KIND, note.id, {"set_aside_reason": None})
        for note in sources_of(state, theme_id)
        if note.set_aside_reason
    ]
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
    if not table_of(state, table_id).is_signed:
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


def _check_heading(state: State, heading: str) -> None:
    if state.get(Heading, heading) is None:
        raise AtelierError(N_("This heading is no longer there: it was removed."))


def _first(texts: Iterable[str]) -> str:
    return next((text for text in texts if text), "")


def _joined(texts: Iterable[str]) -> str:
    return "\n\n".join(dict.fromkeys(text for text in texts if text))


def _at(positions: Mapping[str, str]) -> list[Change]:
    return [Change(Theme.KIND, row_id, {"position": position}) for row_id, position in positions.items()]


def _repointed(state: State, theme_id: str, others: Collection[str]) -> list[Change]:
    """What it takes for transversal points to rest on one point in place of others."""
    changes: list[Change] = []
    for source in state.live(TransversalSource):
        if source.theme_id not in others:
            continue
        columns: dict[str, Scalar] = {"transversal_id": source.transversal_id, "theme_id": theme_id}
        row_id = f"{source.transversal_id}/{theme_id}"
        changes.append(Change(TransversalSource.KIND, source.id, {"deleted": True}))
        changes.append(Change(TransversalSource.KIND, row_id, {**columns, "deleted": False}))
    return list({change.row_id: change for change in changes}.values())


def _attachments(state: State, theme_id: str, table_id: str, note_ids: Iterable[str]) -> list[Change]:
    changes: list[Change] = []
    attached = {note.id for note in sources_of(state, theme_id)}
    for note_id in dict.fromkeys(note_ids):
        note = state.get(Note, note_id)
        if note is None or note.is_rehearsal:
            continue
        if note.table_id != table_id:
            raise AtelierError(N_("A point rests on notes of its own table: this note is from another one."))
        if note_id not in attached:
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
    refuse_frozen(state, table_id)
    if touches_words:
        changes = [*changes, *unsigned(state, table_id)]
    return Action(name, tuple(changes), SCREEN, excerpt(about), drafts)


def _mark_table(state: State, table_id: str, name: str, columns: dict[str, Scalar]) -> Action:
    table = table_of(state, table_id)
    return Action(name, (Change(CafeTable.KIND, table_id, columns),), SCREEN, excerpt(table.topic))
