"""What is read from a request: checked by hand, down to the last type, or refused as a whole."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import parse_qsl

from atelier.errors import N_, AtelierError
from atelier.services.collection.receiving import PhoneEdit, PhoneNote

LARGEST_BODY: Final = 64 * 1024
"""Bytes."""
LARGEST_BATCH: Final = 20
LONGEST_DEVICE: Final = 64
LONGEST_TEXT: Final = 20_000
"""Characters up to which a text is told to be too long for a note; beyond it the request makes no sense."""
LONGEST_WORD: Final = 200
MOST_IDEAS: Final = 200
"""Notes to which one device gives dots in one request."""
MOST_DOTS: Final = 100
DOTS_OF: Final = "dots."
"""What the fields of a form are called, before the note that they are about."""
LARGEST_NUMBER: Final = 1_000_000
_ID: Final = re.compile(r"[A-Za-z0-9_-]{8,64}")
_DEVICE: Final = re.compile(rf"[A-Za-z0-9_.:-]{{1,{LONGEST_DEVICE}}}")
_COUNT: Final = re.compile(r"[0-9]{1,6}")
_ESCAPED_SURROGATE: Final = re.compile(rb"\\[uU][dD][89a-fA-F]")


class Unreadable(AtelierError):
    """A request that makes no sense as a whole."""


@dataclass(frozen=True, slots=True)
class SentNotes:
    """Notes, from a device."""

    device: str
    """Empty when it does not say."""
    notes: tuple[PhoneNote, ...]


@dataclass(frozen=True, slots=True)
class SentEdits:
    """Changes of notes, from a device."""

    device: str
    edits: tuple[PhoneEdit, ...]


@dataclass(frozen=True, slots=True)
class SentHelp:
    """A call for help, or its end, from a device."""

    device: str
    is_on: bool
    text: str


@dataclass(frozen=True, slots=True)
class SentSeated:
    """That a group is seated, from a device."""

    device: str
    round: int
    group: str | None


@dataclass(frozen=True, slots=True)
class SentPresence:
    """That a device is there, and how many notes it keeps that were not received."""

    device: str
    queued: int
    has: str
    """The tag of the notes that it shows."""


@dataclass(frozen=True, slots=True)
class SentDots:
    """Everything that a device gives."""

    device: str
    given: Mapping[str, int]
    """Its dots by note."""


def read_json(body: bytes) -> Mapping[str, Any]:
    """The object that a body holds.

    Raises:
        Unreadable: it is no JSON object in UTF-8, or holds what JSON has no word for.
    """
    try:
        found = json.loads(body.decode("utf-8"), object_pairs_hook=_object, parse_constant=_constant)
        if _ESCAPED_SURROGATE.search(body):
            # Half a character can be written in JSON, and nowhere else
            json.dumps(found, ensure_ascii=False).encode("utf-8")
    except (ValueError, RecursionError) as error:
        raise Unreadable(N_("This cannot be read: it is not JSON in UTF-8.")) from error
    if not isinstance(found, dict):
        raise Unreadable(N_("This cannot be read: a JSON object was expected."))
    return found


def sent_notes(body: bytes) -> SentNotes:
    """The notes of a request.

    Raises:
        Unreadable: why it makes no sense.
    """
    row = read_json(body)
    return SentNotes(_device(row), tuple(_note(each) for each in _batch(row, "notes")))


def sent_edits(body: bytes) -> SentEdits:
    """The changes of a request.

    Raises:
        Unreadable: why it makes no sense.
    """
    row = read_json(body)
    return SentEdits(_device(row), tuple(_edit(each) for each in _batch(row, "edits")))


def sent_help(body: bytes) -> SentHelp:
    """The call for help of a request.

    Raises:
        Unreadable: why it makes no sense.
    """
    row = read_json(body)
    is_on = _flag(row, "on")
    if is_on is None:
        raise _missing("on")
    return SentHelp(_device(row), is_on, _text(row, "text", LONGEST_TEXT) or "")


def sent_seated(body: bytes) -> SentSeated:
    """The confirmation of a request.

    Raises:
        Unreadable: why it makes no sense.
    """
    row = read_json(body)
    number = _number(row, "round")
    if number is None:
        raise _missing("round")
    return SentSeated(_device(row), number, _text(row, "group"))


def sent_dots(body: bytes) -> SentDots:
    """The dots of a request.

    Raises:
        Unreadable: why it makes no sense.
    """
    row = read_json(body)
    device, given = _device(row), row.get("given")
    if not device:
        raise _missing("device")
    if not isinstance(given, dict) or len(given) > MOST_IDEAS:
        raise _wrong("given")
    for note, number in given.items():
        if not 0 < len(note) <= LONGEST_WORD or type(number) is not int or not 0 <= number <= MOST_DOTS:
            raise _wrong("given")
    return SentDots(device, given)


def sent_presence(query: Mapping[str, str]) -> SentPresence:
    """What a question for the state says of the device; what makes no sense is passed over."""
    device, queued = query.get("device", ""), query.get("queued", "")
    is_number = queued.isascii() and queued.isdecimal() and len(queued) <= 6
    known = device if _DEVICE.fullmatch(device) else ""
    return SentPresence(known, int(queued) if is_number else 0, query.get("has", ""))


def sent_form(body: bytes, most: int = 50) -> Mapping[str, str]:
    """The fields of a form, the last one of each name.

    Args:
        body: of the request.
        most: fields that it may have.

    Raises:
        Unreadable: it is no form in UTF-8.
    """
    try:
        return dict(
            parse_qsl(body.decode("ascii"), keep_blank_values=True, max_num_fields=most, errors="strict")
        )
    except ValueError as error:
        raise Unreadable(N_("This form cannot be read.")) from error


def form_note(fields: Mapping[str, str], new_id: str) -> PhoneNote:
    """The note of a form.

    Args:
        fields: of the form.
        new_id: its id, when the form has none.
    """
    number = fields.get("round", "")
    return PhoneNote(
        id=fields["id"] if is_note_id(fields.get("id", "")) else new_id,
        heading=fields.get("heading", "")[:LONGEST_WORD],
        text=fields.get("text", ""),
        round=int(number) if _COUNT.fullmatch(number) else None,
        group=fields.get("group", "")[:LONGEST_WORD] or None,
        star=bool(fields.get("star")),
    )


def form_seat(fields: Mapping[str, str]) -> tuple[int, str | None] | None:
    """The round and the group that a form says are seated; None when it says nothing of it."""
    number, _, group = fields.get("seated", "").partition(" ")
    return (int(number), group[:LONGEST_WORD] or None) if _COUNT.fullmatch(number) else None


def form_dots(fields: Mapping[str, str]) -> Mapping[str, int]:
    """The dots of a form, by note.

    Raises:
        Unreadable: a number is none.
    """
    given: dict[str, int] = {}
    for name, value in fields.items():
        if not name.startswith(DOTS_OF):
            continue
        if value and (not _COUNT.fullmatch(value) or int(value) > MOST_DOTS):
            raise _wrong("given")
        given[name.removeprefix(DOTS_OF)] = int(value or 0)
    return given


def is_note_id(given: str) -> bool:
    """Whether a text may be the id of a note."""
    return _ID.fullmatch(given) is not None


def _note(row: Mapping[str, Any]) -> PhoneNote:
    return PhoneNote(
        id=_note_id(row, "id"),
        heading=_needed(row, "heading", LONGEST_WORD),
        text=_needed(row, "text", LONGEST_TEXT),
        table=_number(row, "table"),
        round=_number(row, "round"),
        group=_text(row, "group"),
        star=_flag(row, "star") or False,
        profile=_text(row, "profile"),
        link_to=_text(row, "link_to"),
        link_kind=_text(row, "link_kind"),
        written_at=_text(row, "written_at") or "",
    )


def _edit(row: Mapping[str, Any]) -> PhoneEdit:
    return PhoneEdit(
        id=_note_id(row, "id"),
        note=_note_id(row, "note"),
        was=_text(row, "was", LONGEST_TEXT),
        text=_text(row, "text", LONGEST_TEXT),
        heading=_text(row, "heading"),
        star=_flag(row, "star"),
        removed=_flag(row, "removed"),
        links="link_to" in row,
        link_to=_text(row, "link_to"),
        link_kind=_text(row, "link_kind"),
    )


def _batch(row: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    found = row.get(name)
    if not isinstance(found, list) or not all(isinstance(each, dict) for each in found):
        raise Unreadable(N_("“{name}” must be a list of objects."), name=name)
    if len(found) > LARGEST_BATCH:
        raise Unreadable(
            N_("“{name}” holds {count}, {most} at the most."), name=name, count=len(found), most=LARGEST_BATCH
        )
    return found


def _device(row: Mapping[str, Any]) -> str:
    device = _text(row, "device")
    if device and not _DEVICE.fullmatch(device):
        raise _wrong("device")
    return device or ""


def _note_id(row: Mapping[str, Any], name: str) -> str:
    found = _needed(row, name, LONGEST_DEVICE)
    if not is_note_id(found):
        raise _wrong(name)
    return found


def _needed(row: Mapping[str, Any], name: str, longest: int) -> str:
    found = _text(row, name, longest)
    if found is None:
        raise _missing(name)
    return found


def _text(row: Mapping[str, Any], name: str, longest: int = LONGEST_WORD) -> str | None:
    found = row.get(name)
    if found is None:
        return None
    if not isinstance(found, str) or len(found) > longest:
        raise _wrong(name)
    return found


def _flag(row: Mapping[str, Any], name: str) -> bool | None:
    found = row.get(name)
    if found is None or isinstance(found, bool):
        return found
    raise _wrong(name)


def _number(row: Mapping[str, Any], name: str) -> int | None:
    found = row.get(name)
    if found is None:
        return None
    if type(found) is not int or not 0 <= found <= LARGEST_NUMBER:
        raise _wrong(name)
    return found


def _missing(name: str) -> Unreadable:
    return Unreadable(N_("“{name}” is missing."), name=name)


def _wrong(name: str) -> Unreadable:
    return Unreadable(N_("“{name}” is not of the kind that was expected."), name=name)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a name that comes twice")
    return found


def _constant(word: str) -> float:
    raise ValueError(word)
