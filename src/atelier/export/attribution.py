"""Who carried a point: groups, and profiles only when nobody can be recognised in them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from atelier.domain.note import Note
from atelier.domain.place import seatings_at
from atelier.domain.state import State
from atelier.domain.workshop import CafeGroup, CafeTable, HeadCount, Profile
from atelier.errors import N_
from atelier.export.wording import group_name, listed
from atelier.i18n import Translator

LEAST_PEOPLE: Final = 3
"""A profile is published only from so many people of it."""
_MANY: Final = 3
"""More groups than this are not named one by one when it is all of them."""


def carried_by(tr: Translator, state: State, table: CafeTable, notes: Sequence[Note]) -> str:
    """Who said what a point rests on, as a phrase.

    Args:
        tr: the language of the document.
        state: the workshop.
        table: the table of the point.
        notes: what it rests on.
    """
    if not notes:
        return tr(N_("no note supports this point"))
    if table.is_plenary:
        return tr(N_("carried by the plenary"))
    ids = {note.group_id for note in notes}
    groups = [group for group in state.live(CafeGroup) if group.id in ids]
    if not groups:
        rounds = sorted({note.round for note in notes})
        return tr.n(
            "noted in round {rounds}", "noted in rounds {rounds}", len(rounds), rounds=_numbers(tr, rounds)
        )
    keys = {note.profile for note in notes}
    profiles = [profile for profile in state.live(Profile) if profile.key in keys]
    if all(note.profile for note in notes) and len(profiles) == len(keys):
        if all(is_published(state, profile.key, groups) for profile in profiles):
            labels = listed(tr, [profile.label for profile in profiles])
            return tr(N_("{groups} – {profiles}"), groups=_groups(tr, state, table, groups), profiles=labels)
        if len(groups) == 1:
            return tr(N_("carried by one group"))
    return _groups(tr, state, table, groups)


def is_published(state: State, profile: str | None, groups: Sequence[CafeGroup]) -> bool:
    """Whether these groups have enough people of a profile for it to be named."""
    ids = {group.id for group in groups}
    people = sum(
        count.people for count in state.live(HeadCount) if count.profile == profile and count.group_id in ids
    )
    return people >= LEAST_PEOPLE


def _groups(tr: Translator, state: State, table: CafeTable, groups: Sequence[CafeGroup]) -> str:
    seated = {seating.group_id for seating in seatings_at(state, table.id)} - {None}
    if len(groups) > _MANY and seated <= {group.id for group in groups}:
        return tr(N_("carried by all groups"))
    names = listed(tr, [group_name(group) for group in groups])
    return tr.n("carried by group {groups}", "carried by groups {groups}", len(groups), groups=names)


def _numbers(tr: Translator, numbers: Sequence[int]) -> str:
    return listed(tr, [str(number) for number in numbers])
