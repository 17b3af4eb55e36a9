"""How many people of which profile each group has."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Final

from atelier.domain.change import Action, Change
from atelier.domain.note import Note
from atelier.domain.record import Scalar
from atelier.domain.state import State
from atelier.domain.text import is_blank
from atelier.domain.workshop import CafeGroup, HeadCount, Profile, head_count_id
from atelier.errors import N_, AtelierError
from atelier.services.preparing import plan

MOST_PEOPLE: Final = 999
"""People of one profile in one group."""
MOST_PROFILES: Final = 12
NO_GROUP: Final = "-"
"""What stands for no group in the id of a row."""
_LONGEST_KEY: Final = 40


def counts_of(state: State) -> Sequence[HeadCount]:
    """The rows that count people; those of removed groups and profiles left out."""

    def choose() -> list[HeadCount]:
        profiles = {profile.key for profile in state.live(Profile)}
        return [
            row
            for row in state.live(HeadCount)
            if row.profile in profiles
            and (row.group_id is None or state.get(CafeGroup, row.group_id) is not None)
        ]

    return state.kept("head counts", (HeadCount, Profile, CafeGroup), choose)


def people_of(state: State) -> Mapping[tuple[str | None, str], int]:
    """Head counts by group id and profile key; the id is None for people who are in no group."""

    def choose() -> dict[tuple[str | None, str], int]:
        return {(row.group_id, row.profile): row.people for row in counts_of(state)}

    return state.kept("people", (HeadCount, Profile, CafeGroup), choose)


def count_people(state: State, *, group_id: str | None = None, profile: str | None = None) -> int:
    """How many people there are, of one group or all, of one profile or all."""
    return sum(
        people
        for (group, key), people in people_of(state).items()
        if group_id in (None, group) and profile in (None, key)
    )


def group_and_profile(row_id: str) -> tuple[str | None, str]:
    """The group that a row counts, None for no group, and the key of its profile."""
    group_id, _, profile = row_id.partition("/")
    return (None if group_id == NO_GROUP else group_id), profile


def change_people(state: State, group_id: str | None, profile: str, by: int) -> Action | None:
    """Count some more people, or fewer; None when nothing changes, as below nobody."""
    return set_people(state, group_id, profile, people_of(state).get((group_id, profile), 0) + by)


def set_people(state: State, group_id: str | None, profile: str, people: int) -> Action | None:
    """Say how many people of a profile a group has; None when nothing changes.

    Args:
        state: the workshop.
        group_id: the group; None for people who are in no group, as when they are mixed or free.
        profile: key of the profile.
        people: how many.

    Raises:
        AtelierError: the group or the profile is no longer there.
    """
    group = state.get(CafeGroup, group_id)
    if group is None and group_id is not None:
        raise AtelierError(N_("This group is no longer there: it was removed."))
    found = _profile(state, profile)
    people = min(max(people, 0), MOST_PEOPLE)
    row_id = head_count_id(group_id, profile)
    row = state.all(HeadCount).get(row_id)
    about = f"{group.label} · {found.label}" if group is not None else found.label
    if row is None:
        if not people:
            return None
        columns: dict[str, Scalar] = {"group_id": group_id, "profile": profile, "people": people}
        return plan.action("people", [Change(HeadCount.KIND, row_id, columns)], about)
    return plan.action("people", plan.differing(row, {"people": people, "deleted": False}), about)


def read_people(text: str) -> int:
    """A number of people as typed.

    Raises:
        AtelierError: it is none.
    """
    words = text.strip()
    if not words:
        return 0
    if not re.fullmatch(r"[0-9]{1,3}", words):
        raise AtelierError(N_("Write a whole number from 0 to {most}."), most=MOST_PEOPLE)
    return int(words)


def add_profile(state: State, label: str) -> Action | None:
    """Add a kind of participant after the others; None when nothing is said.

    Raises:
        AtelierError: there is one of that name, or there are as many as there may be.
    """
    label = plan.line(label)
    if is_blank(label):
        return None
    profiles = state.live(Profile)
    _refuse_twice(state, label)
    if len(profiles) >= MOST_PROFILES:
        raise AtelierError(N_("There are {most} profiles already: no more are possible."), most=MOST_PROFILES)
    key = _free_key(state, label)
    position = max((profile.position for profile in profiles), default=0) + 1
    columns: dict[str, Scalar] = {"key": key, "label": label, "position": position}
    return plan.action("people", [Change(Profile.KIND, key, columns)], label)


def rename_profile(state: State, key: str, label: str) -> Action | None:
    """Call a kind of participant otherwise; None when nothing changes.

    Raises:
        AtelierError: there is another one of that name, or nothing is left of it.
    """
    profile, label = _profile(state, key), plan.line(label)
    if is_blank(label):
        raise AtelierError(N_("A profile needs a name."))
    if label.casefold() != profile.label.casefold():
        _refuse_twice(state, label)
    return plan.action("people", plan.differing(profile, {"label": label}), label)


def move_profile(state: State, key: str, step: int) -> Action | None:
    """Move a kind of participant up (-1) or down (1) in lists; None at an end."""
    profiles = list(state.live(Profile))
    index = profiles.index(_profile(state, key))
    goal = index + step
    if not 0 <= goal < len(profiles):
        return None
    profiles[index], profiles[goal] = profiles[goal], profiles[index]
    changes = [
        change
        for position, profile in enumerate(profiles, start=1)
        for change in plan.differing(profile, {"position": position})
    ]
    return plan.action("people", changes, profiles[goal].label)


def remove_profile(state: State, key: str) -> Action | None:
    """Remove a kind of participant that nobody and no note has.

    Raises:
        AtelierError: people are counted under it, or notes come from it.
    """
    profile = _profile(state, key)
    refuse_if_used(state, profile)
    changes = [Change(Profile.KIND, profile.id, {"deleted": True})]
    changes += [
        Change(HeadCount.KIND, row.id, {"deleted": True})
        for row in state.live(HeadCount)
        if row.profile == key
    ]
    return plan.action("people", changes, profile.label)


def refuse_if_used(state: State, profile: Profile) -> None:
    """Say why a profile cannot be removed, if it cannot.

    Raises:
        AtelierError: people are counted under it, or notes come from it.
    """
    notes = sum(note.profile == profile.key and not note.is_rehearsal for note in state.live(Note))
    if notes:
        raise AtelierError(
            N_(
                "{n} note comes from “{profile}”, so it stays.",
                "{n} notes come from “{profile}”, so it stays.",
            ),
            n=notes,
            profile=profile.label,
        )
    people = count_people(state, profile=profile.key)
    if people:
        raise AtelierError(
            N_(
                "{n} person is counted under “{profile}”: set that to 0 first.",
                "{n} people are counted under “{profile}”: set that to 0 first.",
            ),
            n=people,
            profile=profile.label,
        )


def _profile(state: State, key: str) -> Profile:
    found = next((profile for profile in state.live(Profile) if profile.key == key), None)
    if found is None:
        raise AtelierError(N_("This profile is no longer there: it was removed."))
    return found


def _refuse_twice(state: State, label: str) -> None:
    if any(profile.label.casefold() == label.casefold() for profile in state.live(Profile)):
        raise AtelierError(N_("There is a profile “{profile}” already."), profile=label)


def _free_key(state: State, label: str) -> str:
    """A key that no profile has or had: notes may still name a removed one."""
    letters = unicodedata.normalize("NFKD", label).encode("ascii", "ignore").decode().lower()
    stem = re.sub(r"[^a-z0-9]+", "-", letters).strip("-")[:_LONGEST_KEY].strip("-") or "profil"
    taken = {profile.key for profile in state.all(Profile).values()} | set(state.all(Profile))
    number = 1
    key = stem
    while key in taken:
        number += 1
        key = f"{stem}-{number}"
    return key
