"""Lines of a file of notes, whatever program wrote it: names of columns to text."""

from __future__ import annotations

import csv
import io
import json
import unicodedata
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from atelier.domain.text import one_line
from atelier.errors import N_, AtelierError
from atelier.export.csv import NOTE_COLUMNS, unguard

_DELIMITERS: Final = ";,\t|"
_ALIASES: Final[Mapping[str, str]] = {
    "category": "heading",
    "rubrique": "heading",
    "categorie": "heading",
    "tour": "round",
    "groupe": "group",
    "texte": "text",
    "note": "text",
    "profil": "profile",
    "idee phare": "star",
}
_NEEDED: Final = ("table", "text")


@dataclass(frozen=True, slots=True)
class NoteLine:
    """One line of the file."""

    number: int
    """From 1; of a note that takes several lines, the first."""
    values: Mapping[str, str]
    trouble: AtelierError | None = None
    """Why it cannot be read at all."""


def read_lines(content: bytes, given: Collection[str] = ()) -> Iterator[NoteLine]:
    """The lines of a file of notes; blank ones are passed over.

    Args:
        content: CSV with any usual delimiter, or JSON: an object a line, a list, or a list under `notes`.
        given: columns that the file need not have.

    Raises:
        AtelierError: it is neither, or its columns have no name that is known.
    """
    text = decoded(content)
    start = text.lstrip()
    if not start:
        raise AtelierError(N_("This file is empty: there is no note in it."))
    if start[0] in "{[":
        return _json_lines(text, _parsed(text))
    return _csv_lines(text, given)


def decoded(content: bytes) -> str:
    """The text of a file, whatever program wrote it."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        # What spreadsheets on Windows write when they are not asked for anything else
        return content.decode("cp1252", "replace")


def names_columns(line: str) -> bool:
    """Whether a line is the first one of a spreadsheet of notes."""
    return any(set(_NEEDED) <= set(_header(line, delimiter)) for delimiter in _DELIMITERS)


def _column(name: str) -> str:
    letters = unicodedata.normalize("NFD", one_line(name).casefold())
    plain = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return _ALIASES.get(plain, plain)


def _json_lines(text: str, document: Any) -> Iterator[NoteLine]:
    if isinstance(document, dict) and isinstance(document.get("tables"), dict):
        raise AtelierError(N_("This is a whole workshop; `atelier new FILE --from` makes a workshop of it."))
    rows = document.get("notes", [document]) if isinstance(document, dict) else document
    if isinstance(rows, list):
        numbered = list(enumerate(rows, start=1))
    else:
        lines = enumerate(text.split("\n"), start=1)
        numbered = [(number, _parsed(line)) for number, line in lines if line.strip()]
    return (_json_line(number, row) for number, row in numbered)


def _parsed(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _json_line(number: int, row: object) -> NoteLine:
    if not isinstance(row, dict):
        return NoteLine(number, {}, AtelierError(N_("this is not a JSON object")))
    values: dict[str, str] = {}
    for name, value in row.items():
        if isinstance(value, dict | list):
            continue  # a column of another program
        column = _column(str(name))
        if column not in values:
            values[column] = "" if value is None else _spelled(value)
    return NoteLine(number, values)


def _spelled(value: object) -> str:
    if isinstance(value, bool):
        return "1" if value else "0"
    try:
        return str(value)
    except ValueError:  # a number of thousands of digits
        return "?"


def _csv_lines(text: str, given: Collection[str]) -> Iterator[NoteLine]:
    lines = text.splitlines(keepends=True)
    skipped = 0
    if lines[0].lower().startswith("sep="):
        skipped = 1
    while skipped < len(lines) and not lines[skipped].strip():
        skipped += 1
    head = lines[skipped] if skipped < len(lines) else ""
    delimiter, columns = max(
        ((each, _header(head, each)) for each in _DELIMITERS),
        key=lambda choice: len(set(choice[1]) & set(NOTE_COLUMNS)),
    )
    missing = [name for name in _NEEDED if name not in columns and name not in given]
    if missing:
        raise AtelierError(
            N_("The first line must name the columns: {needed} are needed, {missing} is missing."),
            needed="table, round, group, heading, text",
            missing=", ".join(missing),
        )
    return _csv_rows("".join(lines[skipped + 1 :]), delimiter, columns, skipped + 1)


def _header(line: str, delimiter: str) -> list[str]:
    try:
        row = next(csv.reader([line.rstrip("\r\n")], delimiter=delimiter), [])
    except csv.Error:
        return []
    return [_column(unguard(name)) for name in row]


def _csv_rows(text: str, delimiter: str, columns: Sequence[str], above: int) -> Iterator[NoteLine]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    while True:
        number = above + reader.line_num + 1
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error:
            yield NoteLine(number, {}, AtelierError(N_("this line cannot be read")))
            continue
        if not any(value.strip() for value in row):
            continue
        values: dict[str, str] = {}
        for name, value in zip(columns, row, strict=False):
            values.setdefault(name, unguard(value))
        yield NoteLine(number, values)
