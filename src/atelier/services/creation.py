"""A new workshop, made from a format and a canvas."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from atelier.domain.agenda import rounds_of
from atelier.domain.clock import Moment
from atelier.domain.identity import new_id
from atelier.domain.instant import to_text
from atelier.domain.record import Row
from atelier.domain.rotation import plan_seatings
from atelier.domain.text import is_blank, one_line
from atelier.domain.workshop import (
    PLENARY,
    CafeGroup,
    CafeTable,
    HeadCount,
    Movement,
    Profile,
    Workshop,
    group_label,
)
from atelier.errors import N_, UsageError
from atelier.services.catalogue.agenda import fitted, numbered
from atelier.services.catalogue.canvases import Canvas
from atelier.services.catalogue.formats import Format, FormatTable

MOST_TABLES: Final = 99
MOST_ROUNDS: Final = 20
MOST_MINUTES: Final = 240


def plan_workshop(
    chosen: Format,
    canvas: Canvas,
    *,
    lang: str,
    now: Moment,
    title: str | None = None,
    tables: int | None = None,
    rounds: int | None = None,
    minutes: int | None = None,
    groups: int | None = None,
    people: Mapping[str, Mapping[str, int]] | None = None,
) -> tuple[Row, ...]:
    """All rows of a new workshop.

    Args:
        chosen: the format it is made from, in `lang`.
        canvas: its headings, in `lang`.
        lang: the language of its documents.
        now: when it is made; its date is today.
        title: its title; the format's by default.
        tables: how many thematic tables, the plenary not counted; the format's by default.
        rounds: how many rounds; the format's by default.
        minutes: how long each round takes; as long as the format says by default.
        groups: how many groups; what the format says, or as many as tables, by default.
        people: head counts: by group label, people by profile key.

    Raises:
        UsageError: a number is out of bounds, or there are rounds without a table.
    """
    _check(tables, 0, MOST_TABLES, N_("A workshop has {least} to {most} tables, not {value}."))
    _check(rounds, 0, MOST_ROUNDS, N_("A workshop has {least} to {most} rounds, not {value}."))
    _check(minutes, 1, MOST_MINUTES, N_("A round takes {least} to {most} minutes, not {value}."))
    _check(groups, 0, MOST_TABLES, N_("A workshop has {least} to {most} groups, not {value}."))
    steps = numbered(fitted(chosen.steps, rounds, minutes), lambda: new_id(now.wall))
    places = _tables(chosen, tables, now)
    if rounds_of(steps) and len(places) == 1:
        raise UsageError(N_("Rounds need at least one table: give a number of tables, or no rounds."))
    seated = _groups(chosen, len(places) - 1, groups, now)
    seatings = plan_seatings(seated, places[1:], rounds_of(steps))
    return (
        _workshop(chosen, canvas, lang, now, title),
        *_profiles(chosen),
        *canvas.headings,
        *places,
        *seated,
        *_head_counts(chosen, seated, people or {}),
        *steps,
        *seatings,
    )


def _check(value: int | None, least: int, most: int, msgid: str) -> None:
    if value is not None and not least <= value <= most:
        raise UsageError(msgid, value=value, least=least, most=most)


def _workshop(chosen: Format, canvas: Canvas, lang: str, now: Moment, title: str | None) -> Workshop:
    return Workshop(
        id=new_id(now.wall),
        title=chosen.title if title is None or is_blank(title) else one_line(title),
        date=datetime.fromtimestamp(now.wall).date().isoformat(),
        objectives=chosen.objectives,
        language=lang,
        format=chosen.key,
        canvas=canvas.key,
        movement=chosen.movement.value,
        created_at=to_text(now.wall),
    )


def _profiles(chosen: Format) -> list[Profile]:
    return [
        Profile(id=profile.key, key=profile.key, label=profile.label, position=position)
        for position, profile in enumerate(chosen.profiles, start=1)
    ]


def _tables(chosen: Format, count: int | None, now: Moment) -> list[CafeTable]:
    """The plenary, then the tables: the format's, then empty ones."""
    wanted = len(chosen.tables) if count is None else count
    planned = [*chosen.tables[:wanted], *[FormatTable()] * (wanted - len(chosen.tables))]
    plenary = CafeTable(id=new_id(now.wall), number=PLENARY)
    return [plenary] + [
        CafeTable(id=new_id(now.wall), number=number, topic=table.topic, question=table.question)
        for number, table in enumerate(planned, start=1)
    ]


def _groups(chosen: Format, tables: int, count: int | None, now: Moment) -> list[CafeGroup]:
    if count is None and chosen.movement is not Movement.ROTATING:
        count = chosen.groups or 0
    if count is None:
        count = tables if chosen.groups is None else chosen.groups
    return [CafeGroup(id=new_id(now.wall), label=group_label(index)) for index in range(count)]


def _head_counts(
    chosen: Format, groups: list[CafeGroup], people: Mapping[str, Mapping[str, int]]
) -> list[HeadCount]:
    return [
        HeadCount(
            id=f"{group.id}/{profile.key}",
            group_id=group.id,
            profile=profile.key,
            people=people.get(group.label, {}).get(profile.key, 0),
        )
        for group in groups
        for profile in chosen.profiles
    ]
