"""A workshop from its JSON export, checked before it becomes one again: types, words, references."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import MISSING, fields
from functools import cache
from typing import Any, Final, get_type_hints

from pydantic import BaseModel, ConfigDict, ValidationError, create_model

from atelier.domain.agenda import StepKind
from atelier.domain.cell import ANSWERS
from atelier.domain.clock import ClockEventKind
from atelier.domain.decision import Verdict
from atelier.domain.dot import MOST_ON_A_NOTE, Dot
from atelier.domain.note import LONGEST_NOTE, LinkKind, Note, Origin
from atelier.domain.record import Row
from atelier.domain.room import Shows
from atelier.domain.state import KINDS, ROWS
from atelier.domain.text import is_blank, one_line, printable
from atelier.domain.theme import ThemeStatus
from atelier.domain.workshop import MessageKind, Movement, Sheet, Workshop
from atelier.errors import N_, AtelierError
from atelier.export.json import FORMAT

_WORDS: Final[Mapping[tuple[str, str], frozenset[str | None]]] = {
    ("workshop", "language"): frozenset(("fr", "en")),
    ("workshop", "movement"): frozenset(Movement),
    ("step", "kind"): frozenset(StepKind),
    ("clock_event", "kind"): frozenset(ClockEventKind),
    ("cell", "state"): frozenset(("", *ANSWERS)),
    ("note", "origin"): frozenset(Origin),
    ("note", "link_kind"): frozenset((None, *LinkKind)),
    ("theme", "status"): frozenset(ThemeStatus),
    ("seating", "sheet"): frozenset(("", *Sheet)),
    ("message", "kind"): frozenset(MessageKind),
    ("room", "shows"): frozenset(Shows),
    ("decision", "verdict"): frozenset(Verdict),
}
"""Columns that hold one of a few words."""

_REFERENCES: Final[Mapping[tuple[str, str], str]] = {
    ("head_count", "group_id"): "cafe_group",
    ("seating", "table_id"): "cafe_table",
    ("seating", "group_id"): "cafe_group",
    ("clock_event", "step_id"): "step",
    ("cell", "table_id"): "cafe_table",
    ("cell", "group_id"): "cafe_group",
    ("cell", "heading"): "heading",
    ("note", "table_id"): "cafe_table",
    ("note", "group_id"): "cafe_group",
    ("note", "heading"): "heading",
    ("note", "link_to"): "note",
    ("theme", "table_id"): "cafe_table",
    ("theme", "heading"): "heading",
    ("theme_source", "theme_id"): "theme",
    ("theme_source", "note_id"): "note",
    ("transversal_source", "transversal_id"): "transversal",
    ("transversal_source", "theme_id"): "theme",
    ("message", "table_id"): "cafe_table",
    ("room", "table_id"): "cafe_table",
    ("room", "step_id"): "step",
    ("dot", "note_id"): "note",
}
"""Columns that hold the id of another row, removed ones included."""

_PROBLEMS: Final[Mapping[str, str]] = {
    "missing": N_("this is missing"),
    "extra_forbidden": N_("this version of Atelier does not know this name"),
    "string_type": N_("a text is needed here"),
    "int_type": N_("a whole number is needed here"),
    "int_from_float": N_("a whole number is needed here"),
    "float_type": N_("a number is needed here"),
    "bool_type": N_("true or false is needed here"),
    "model_type": N_("names and values are needed here"),
}
_SMALLEST: Final = -(2**63)
_LARGEST: Final = 2**63 - 1
_SHOWN: Final = 60


class _Problem(AtelierError):
    """What is wrong at one place."""


def read_workshop(content: bytes) -> list[Row]:
    """The rows of an exported workshop.

    Args:
        content: what `export.json.write_workshop` wrote, perhaps edited since.

    Raises:
        AtelierError: it is something else, or damaged; the sentence says where.
    """
    return _rows(_parsed(content))


def _parsed(content: bytes) -> Any:
    try:
        return json.loads(content.decode("utf-8-sig"), parse_constant=_no_constant)
    except UnicodeDecodeError as error:
        raise AtelierError(N_("This is not a workshop that Atelier exported: it is not text.")) from error
    except json.JSONDecodeError as error:
        msgid = N_(
            "This is not a workshop that Atelier exported: it breaks off at line {line}, column {column}."
        )
        raise AtelierError(msgid, line=error.lineno, column=error.colno) from error
    except (ValueError, RecursionError) as error:
        raise AtelierError(
            N_("This is not a workshop that Atelier exported: its JSON makes no sense.")
        ) from error


def _no_constant(name: str) -> float:
    raise ValueError(name)


def _rows(content: object) -> list[Row]:
    if not isinstance(content, dict) or not isinstance(content.get("format"), str):
        raise AtelierError(N_("This is not a workshop that Atelier exported: it does not say its format."))
    if content["format"] != FORMAT:
        raise AtelierError(
            N_("This file has the format “{found}”; this version of Atelier reads “{known}”."),
            found=_shown(content["format"]),
            known=FORMAT,
        )
    tables = content.get("tables")
    if not isinstance(tables, dict):
        raise _at("tables", _Problem(_PROBLEMS["missing"]))
    for kind in tables:
        if kind not in KINDS:
            raise _at(f"tables.{_shown(kind)}", _Problem(_PROBLEMS["extra_forbidden"]))
    rows = {row.KIND: _rows_of(row, tables.get(row.KIND, [])) for row in ROWS}
    if len(rows[Workshop.KIND]) != 1:
        raise _at("workshop", _Problem(N_("exactly one row is needed here")))
    for kind, found in rows.items():
        for index, row in enumerate(found.values()):
            _check_references(kind, index, row, rows)
    return [row for found in rows.values() for row in found.values()]


def _rows_of(cls: type[Row], given: object) -> dict[str, Row]:
    if not isinstance(given, list):
        raise _at(cls.KIND, _Problem(N_("a list is needed here")))
    model = _model(cls)  # type: ignore[arg-type]
    rows: dict[str, Row] = {}
    for index, each in enumerate(given):
        try:
            values = model.model_validate(each).model_dump()
        except ValidationError as error:
            detail = error.errors(include_url=False, include_context=False)[0]
            column = ".".join(str(part) for part in detail["loc"])
            problem = _Problem(_PROBLEMS.get(detail["type"], N_("this value does not fit")))
            raise _at(_spot(cls.KIND, index, column), problem) from None
        row = cls(**{name: _harmless(value) for name, value in values.items()})
        _check_row(index, row)
        if row.id in rows:
            raise _at(_spot(cls.KIND, index, "id"), _Problem(N_("two rows have this id")))
        rows[row.id] = row
    return rows


@cache
def _model(row: type[Row]) -> type[BaseModel]:
    hints = get_type_hints(row)
    columns: dict[str, Any] = {
        each.name: (hints[each.name], ... if each.default is MISSING else each.default)
        for each in fields(row)
    }
    config = ConfigDict(strict=True, extra="forbid", allow_inf_nan=False)
    return create_model(row.__name__, __config__=config, **columns)


def _harmless(value: object) -> Any:
    return printable(value) if isinstance(value, str) else value


def _check_row(index: int, row: Row) -> None:
    for each in fields(row):
        value = getattr(row, each.name)
        problem: AtelierError | None = None
        if isinstance(value, int | float) and not _SMALLEST <= value <= _LARGEST:
            problem = _Problem(N_("this number is too large"))
        elif (row.KIND, each.name) in _WORDS and value not in _WORDS[row.KIND, each.name]:
            problem = _Problem(N_("“{value}” is none of the words known here"), value=_shown(value))
        elif each.name == "id" and (not value or one_line(value) != value):
            problem = _Problem(N_("an id is needed here"))
        elif isinstance(row, Note) and each.name == "text" and (is_blank(value) or len(value) > LONGEST_NOTE):
            problem = _Problem(N_("a note has 1 to {longest} characters"), longest=LONGEST_NOTE)
        elif isinstance(row, Dot) and each.name == "count" and not 0 <= value <= MOST_ON_A_NOTE:
            problem = _Problem(N_("a number from 0 to {most} is needed here"), most=MOST_ON_A_NOTE)
        if problem is not None:
            raise _at(_spot(row.KIND, index, each.name), problem)


def _check_references(kind: str, index: int, row: Row, rows: Mapping[str, Mapping[str, Row]]) -> None:
    for (owner, column), target in _REFERENCES.items():
        if owner != kind:
            continue
        value = getattr(row, column)
        if value is not None and value not in rows[target]:
            problem = _Problem(N_("“{value}” is nowhere in “{table}”"), value=_shown(value), table=target)
            raise _at(_spot(kind, index, column), problem)


def _spot(kind: str, index: int, column: str) -> str:
    return f"{kind}[{index + 1}].{_shown(column)}" if column else f"{kind}[{index + 1}]"


def _at(place: str, problem: AtelierError) -> AtelierError:
    return AtelierError(
        N_("This workshop cannot be read. At {place}: {problem}."), place=place, problem=problem
    )


def _shown(value: object) -> str:
    text = one_line(str(value))
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"
