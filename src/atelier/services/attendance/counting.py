"""Counting people at the door, by profile: each one gets the letter of a group, and no name is asked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Final

from atelier.domain import attendance
from atelier.domain.attendance import Move
from atelier.domain.change import Action, Change
from atelier.domain.clock import Moment
from atelier.domain.instant import to_text
from atelier.domain.record import Scalar
from atelier.domain.state import State
from atelier.domain.workshop import CafeGroup, CafeTable, HeadCount, Profile, Workshop, head_count_id
from atelier.errors import N_, AtelierError
from atelier.services.preparing import plan
from atelier.services.preparing.people import MOST_PEOPLE, counts_of
from atelier.services.preparing.seatings import moving_groups

SCREEN: Final = "door"
"""The screen where undo takes these actions back."""
EVERYONE: Final = "participants"
"""The key of the profile that is made when a workshop has none."""


def is_begun(state: State) -> bool:
    """Whether people are counted as they come; before, the numbers are those that were planned."""
    return bool(state.workshop.counted_at)


def present(state: State, profile: str | None = None) -> int:
    """How many people are there, of one profile or all."""
    return sum(row.people for row in counts_of(state) if profile in (None, row.profile))


def expected(state: State, profile: str | None = None) -> int:
    """How many people were expected, of one profile or all; 0 when nothing was planned."""
    rows = counts_of(state)
    has_begun = is_begun(state)
    return sum(row.expected if has_begun else row.people for row in rows if profile in (None, row.profile))


def in_groups(state: State) -> Mapping[tuple[str, str], int]:
    """The people of the groups that move, by group id and profile key."""

    def choose() -> dict[tuple[str, str], int]:
        groups = {group.id for group in moving_groups(state)}
        return {
            (row.group_id, row.profile): row.people
            for row in counts_of(state)
            if row.group_id in groups and row.group_id is not None and row.people
        }

    return state.kept("people in groups", (HeadCount, CafeGroup, Profile, Workshop), choose)


def begin(state: State, now: Moment, *, keeps_numbers: bool, everyone: str) -> Action | None:
    """Begin to count: what was planned is kept as what was expected; None when there is nothing to do.

    Args:
        state: the workshop.
        now: this instant.
        keeps_numbers: whether to correct the planned numbers instead of counting from nobody.
        everyone: what to call participants when the workshop has no profile.
    """
    changes: list[Change] = []
    if not state.live(Profile):
        columns: dict[str, Scalar] = {"key": EVERYONE, "label": everyone, "position": 1, "deleted": False}
        changes.append(Change(Profile.KIND, EVERYONE, columns))
    has_begun = is_begun(state)
    if not has_begun:
        changes += plan.differing(state.workshop, {"counted_at": to_text(now.wall)})
    for row in counts_of(state):
        wanted: dict[str, Scalar] = {}
        if not has_begun:
            wanted["expected"] = row.people
        if not keeps_numbers:
            wanted["people"] = 0
        changes += plan.differing(row, wanted)
    return _action("begin", changes)


def begun(
    state: State, now: Moment, count: Callable[[State], Action | None], *, everyone: str
) -> Action | None:
    """A count as it is planned once counting has begun; beginning is part of it the first time.

    Args:
        state: the workshop.
        now: this instant.
        count: plans the count.
        everyone: what to call participants when the workshop has no profile.
    """
    first = None if is_begun(state) else begin(state, now, keeps_numbers=True, everyone=everyone)
    if first is None:
        return count(state)
    action = count(plan.applied(state, first.changes))
    if action is None:
        return None
    return replace(action, changes=tuple(merged(state, (*first.changes, *action.changes))))


def next_group(state: State, profile: str) -> CafeGroup | None:
    """The group of the next one who comes in; None where there are no groups."""
    groups = moving_groups(state)
    if not groups:
        return None
    chosen = attendance.arrival(in_groups(state), [group.id for group in groups], profile)
    return state.get(CafeGroup, chosen)


def next_table(state: State, tables: Iterable[CafeTable]) -> CafeTable | None:
    """The table of the next one who comes in, where people are mixed: one table after the other."""
    places = list(tables)
    return places[present(state) % len(places)] if places else None


def last_group(state: State, profile: str) -> CafeGroup | None:
    """The group that gives back someone of a profile; None when they are in none."""
    groups = [group.id for group in moving_groups(state)]
    return state.get(CafeGroup, attendance.departure(in_groups(state), groups, profile))


def arrive(state: State, profile: str) -> Action:
    """Count one more.

    Raises:
        AtelierError: the profile is gone, or there are as many as can be counted.
    """
    found = _profile(state, profile)
    group = next_group(state, profile)
    people = _people(state, group.id if group else None, profile)
    if people >= MOST_PEOPLE:
        raise AtelierError(N_("More than {most} people of a group cannot be counted."), most=MOST_PEOPLE)
    changes = _counted(state, group.id if group else None, profile, people + 1)
    return Action("door.count", tuple(changes), SCREEN, _about("+1", found, group))


def leave(state: State, profile: str) -> Action | None:
    """Count one less; None when nobody of that profile is there.

    Raises:
        AtelierError: the profile is gone.
    """
    found = _profile(state, profile)
    if not present(state, profile):
        return None
    group_id = _giving_back(state, profile)
    changes = _counted(state, group_id, profile, _people(state, group_id, profile) - 1)
    return _action("count", changes, _about("−1", found, state.get(CafeGroup, group_id)))


def set_present(state: State, profile: str, people: int) -> Action | None:
    """Say how many of a profile are there; None when it is so already.

    Raises:
        AtelierError: the profile is gone, or there are as many as can be counted.
    """
    found = _profile(state, profile)
    after, changes = state, list[Change]()
    for _ in range(abs(people - present(state, profile))):
        action = arrive(after, profile) if people > present(after, profile) else leave(after, profile)
        if action is None:
            break
        changes += action.changes
        after = plan.applied(after, action.changes)
    return _action("count", merged(state, changes), f"{found.label} {people}")


def is_uneven(state: State) -> bool:
    """Whether somebody is in no group, or two groups differ by more than one."""
    groups = [group.id for group in moving_groups(state)]
    sizes = attendance.group_sizes(in_groups(state), groups).values()
    without = any(row.group_id is None and row.people for row in counts_of(state))
    return bool(groups) and (without or max(sizes) - min(sizes) > 1)


def even_out(state: State) -> Action | None:
    """Put people into other groups until no two sizes differ by more than one; None when none do.

    Whoever is in no group yet gets one.
    """
    groups = [group.id for group in moving_groups(state)]
    if not groups:
        return None
    after, changes = state, list[Change]()
    for row in counts_of(state):
        if row.group_id is None and row.people:
            changes += _counted(state, None, row.profile, 0)
            after = plan.applied(after, _counted(state, None, row.profile, 0))
            for _ in range(row.people):
                action = arrive(after, row.profile)
                changes += action.changes
                after = plan.applied(after, action.changes)
    changes += moved(after, attendance.evened(in_groups(after), groups))
    return _action("even", merged(state, changes))


def moved(state: State, moves: Iterable[Move]) -> list[Change]:
    """What makes people change groups."""
    counts: Counter[tuple[str, str]] = Counter(in_groups(state))
    touched: list[tuple[str, str]] = []
    for move in moves:
        for group, by in ((move.source, -move.people), (move.goal, move.people)):
            counts[group, move.profile] += by
            touched.append((group, move.profile))
    return [
        change
        for group, profile in dict.fromkeys(touched)
        for change in _counted(state, group, profile, counts[group, profile])
    ]


def merged(state: State, changes: Iterable[Change]) -> list[Change]:
    """The same with one change a row, without what is so already."""
    wanted: dict[tuple[str, str], dict[str, Scalar]] = {}
    for change in changes:
        wanted.setdefault((change.kind, change.row_id), {}).update(change.columns)
    found: list[Change] = []
    for (kind, row_id), columns in wanted.items():
        row = state.tables_by_kind.get(kind, {}).get(row_id)
        if row is not None:
            found += plan.differing(row, columns)
        elif not columns.get("deleted"):
            found.append(Change(kind, row_id, columns))
    return found


def names_of(state: State) -> Mapping[str, str]:
    """What each profile is called, by its key."""
    return {profile.key: profile.label for profile in state.live(Profile)}


def _giving_back(state: State, profile: str) -> str | None:
    """The id of the group that gives back someone of a profile; None for those who are in no group."""
    if _people(state, None, profile):
        return None
    group = last_group(state, profile)
    if group is not None:
        return group.id
    # Someone may be counted in a group that no longer moves, as when people are mixed now
    return next(row.group_id for row in counts_of(state) if row.profile == profile and row.people)


def _people(state: State, group_id: str | None, profile: str) -> int:
    row = state.get(HeadCount, head_count_id(group_id, profile))
    return 0 if row is None else row.people


def _counted(state: State, group_id: str | None, profile: str, people: int) -> list[Change]:
    row_id = head_count_id(group_id, profile)
    row = state.all(HeadCount).get(row_id)
    if row is None:
        columns: dict[str, Scalar] = {"group_id": group_id, "profile": profile, "people": people}
        return [Change(HeadCount.KIND, row_id, columns)]
    return plan.differing(row, {"people": people, "deleted": False})


def _profile(state: State, key: str) -> Profile:
    found = next((profile for profile in state.live(Profile) if profile.key == key), None)
    if found is None:
        raise AtelierError(N_("This profile is no longer there: it was removed."))
    return found


def _about(sign: str, profile: Profile, group: CafeGroup | None) -> str:
    return f"{sign} {profile.label}" + (f" · {group.label}" if group is not None else "")


def _action(name: str, changes: Iterable[Change], about: str = "") -> Action | None:
    changes = tuple(changes)
    return Action(f"door.{name}", changes, SCREEN, about) if changes else None
