"""The engine on sets of notes in files, so that its answers can be judged; JSON lines in and out."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from atelier.domain.text import clean
from atelier.errors import N_, AtelierError
from atelier.fusion.cell import Cell, read_cell
from atelier.fusion.encoder import Memory
from atelier.fusion.engine import proposal
from atelier.fusion.neighbours import PROBABLE, pair_likeness
from atelier.fusion.proposal import FusionNote
from atelier.fusion.titles import drafts
from atelier.fusion.transversal import TableTheme, transversal
from atelier.fusion.words import lexicon

Row = Mapping[str, Any]
Cells = Mapping[tuple[str, str], Sequence[Row]]

NOTES: Final = ("id", "text")
PAIRS: Final = ("id", "a", "b")
_LANGUAGES: Final = ("fr", "en")


def read_rows(content: bytes, needed: Sequence[str]) -> list[Row]:
    """The rows of a file of JSON lines.

    Args:
        content: the file, as it was read.
        needed: the fields that each row must have; `id` is also known once only.

    Raises:
        AtelierError: a line is no JSON object, lacks a field or repeats an id; the sentence names the line.
    """
    try:
        lines = content.decode("utf-8-sig").split("\n")
    except UnicodeDecodeError as error:
        raise AtelierError(N_("This file is not UTF-8 text: save it as UTF-8.")) from error
    rows: list[Row] = []
    seen: set[str] = set()
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise AtelierError(N_("Line {line}: this is no JSON."), line=number) from error
        if not isinstance(row, dict):
            raise AtelierError(N_("Line {line}: a JSON object was expected."), line=number)
        for name in needed:
            if not isinstance(row.get(name), str):
                raise AtelierError(N_("Line {line}: “{name}” is missing."), line=number, name=name)
        if row["id"] in seen:
            raise AtelierError(N_("Line {line}: the id {id} is there already."), line=number, id=row["id"])
        seen.add(row["id"])
        rows.append(row)
    return rows


def write_rows(rows: Iterable[Row]) -> bytes:
    """Rows as JSON lines."""
    lines = (json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    return "".join(lines).encode("utf-8", "surrogatepass")


def themes(rows: Sequence[Row], memory: Memory | None = None) -> list[Row]:
    """The theme of each note within its cell; none for a note alone."""
    found: dict[str, str | None] = {}
    for (table, category), cell in _cells(rows).items():
        made = proposal(_read(cell, memory))
        found |= dict.fromkeys(made.alone)
        for number, theme in enumerate(made.themes, start=1):
            found |= dict.fromkeys(theme.note_ids, f"{table}|{category}|{number}")
    return [{"id": row["id"], "theme": found[row["id"]]} for row in rows]


def pairs(rows: Sequence[Row], memory: Memory | None = None) -> list[Row]:
    """How alike the two texts of each pair are, and whether they are probably one note twice."""
    found: dict[str, Row] = {}
    for language in _LANGUAGES:
        chosen = [row for row in rows if _language(row) == language]
        texts = [(clean(row["a"]), clean(row["b"])) for row in chosen]
        for row, value in zip(chosen, pair_likeness(texts, lexicon(language), memory), strict=True):
            found[row["id"]] = {"id": row["id"], "score": value, "dup": value >= PROBABLE}
    return [found[row["id"]] for row in rows]


def titles(rows: Sequence[Row], field: str, memory: Memory | None = None, draft: int = 0) -> list[Row]:
    """A title for each theme that a field names.

    Args:
        rows: the notes.
        field: the field.
        memory: the encoder, for the semantic engine.
        draft: which of the three drafts, from 0.
    """
    found: list[Row] = []
    for (table, category), cell_rows in _cells(rows).items():
        cell = _read(cell_rows, memory)
        place = {note.id: index for index, note in enumerate(cell.notes)}
        named: dict[str, list[int]] = {}
        for row in cell_rows:
            if row.get(field):
                named.setdefault(str(row[field]), []).append(place[row["id"]])
        for theme, members in named.items():
            members.sort()
            means = [sum(cell.alike[one][other] for other in members) for one in members]
            texts = [cell.notes[index].text for index in members]
            made = drafts(texts, [cell.readings[index] for index in members], means, cell.lexicon)
            found.append({"table": table, "category": category, "gold_theme": theme, "title": made[draft]})
    return found


def across(rows: Sequence[Row], field: str | None = None, memory: Memory | None = None) -> list[Row]:
    """The transversal theme of each note.

    Args:
        rows: the notes of several tables.
        field: the themes inside each table as people named them; the engine's own when None.
        memory: the encoder, for the semantic engine.
    """
    inside = _named(rows, field) if field else _proposed(rows, memory)
    language = _language(rows[0]) if rows else _LANGUAGES[0]
    made = transversal([theme for theme, _ in inside], lexicon(language), (), memory)
    number = {link.key: str(at) for at, theme in enumerate(made.themes, start=1) for link in theme.links}
    place = {note_id: number.get(theme.key) for theme, ids in inside for note_id in ids}
    return [{"id": row["id"], "theme": place.get(row["id"])} for row in rows]


def _named(rows: Sequence[Row], field: str) -> list[tuple[TableTheme, list[str]]]:
    found: dict[tuple[str, str, str], list[Row]] = {}
    for row in rows:
        if row.get(field):
            found.setdefault((*_cell_of(row), str(row[field])), []).append(row)
    return [
        (
            TableTheme("|".join(key), key[0], key[2], tuple(clean(row["text"]) for row in held), key[1]),
            [row["id"] for row in held],
        )
        for key, held in found.items()
    ]


def _proposed(rows: Sequence[Row], memory: Memory | None) -> list[tuple[TableTheme, list[str]]]:
    found = []
    for (table, category), cell_rows in _cells(rows).items():
        cell = _read(cell_rows, memory)
        texts = {note.id: note.text for note in cell.notes}
        for theme in proposal(cell).themes:
            held = list(theme.note_ids)
            said = tuple(texts[note_id] for note_id in held)
            key = f"{table}|{category}|{theme.key}"
            found.append((TableTheme(key, table, theme.titles[0], said, category), held))
    return found


def _cells(rows: Iterable[Row]) -> Cells:
    found: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        found.setdefault(_cell_of(row), []).append(row)
    return found


def _cell_of(row: Row) -> tuple[str, str]:
    return str(row.get("table") or ""), str(row.get("category") or row.get("heading") or "")


def _read(rows: Sequence[Row], memory: Memory | None) -> Cell:
    notes = [
        FusionNote(row["id"], clean(row["text"]), _word(row.get("group")), _word(row.get("profile")))
        for row in rows
    ]
    return read_cell(notes, lexicon(_language(rows[0])), (), memory)


def _language(row: Row) -> str:
    return "en" if row.get("lang") == "en" else "fr"


def _word(value: object) -> str | None:
    return str(value) if value else None
