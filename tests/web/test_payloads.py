"""What is read from a request."""

from __future__ import annotations

import json
from typing import Any

import pytest

from atelier.services.collection.receiving import PhoneEdit, PhoneNote
from atelier.web import payloads
from atelier.web.payloads import Unreadable

NOTE: dict[str, Any] = {"id": "note-0001", "heading": "pistes", "text": "des stands"}


def notes(**more: Any) -> bytes:
    """A body with one note."""
    return json.dumps({"device": "d1", "notes": [{**NOTE, **more}]}).encode()


def test_a_note_with_all_it_may_have() -> None:
    given = {
        "table": 1,
        "round": 2,
        "group": "B",
        "star": True,
        "profile": "usagers",
        "link_to": "note-0000",
        "link_kind": "nuances",
        "written_at": "2025-10-15T10:00:00.000Z",
    }
    found = payloads.sent_notes(notes(**given))
    assert (found.device, found.notes) == ("d1", (PhoneNote(**NOTE, **given),))


def test_what_is_null_or_unknown_is_not_there() -> None:
    found = payloads.sent_notes(notes(table=None, star=None, group=None, colour="red"))
    assert found.notes == (PhoneNote(**NOTE),)
    assert payloads.sent_notes(b'{"notes": []}').device == ""


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\xff\xfe",
        b'{"notes": "\xe9"}',
        b"null",
        b"[]",
        b"1",
        b"{",
        b'{"notes": []} x',
        b"\xef\xbb\xbf{}",
        b'{"notes": NaN}',
        b'{"notes": Infinity}',
        b'{"notes": -Infinity}',
        b'{"notes": [], "notes": []}',
        b'{"notes": [{"id": "note-0001", "id": "note-0002"}]}',
        b'{"notes": [], "x": "\\ud800"}',
        b'{"notes": [], "\\udfff": 1}',
        b'{"notes": [], "x": ["\\uD83D"]}',
        b'{"notes": ' + b"[" * 60_000,
        b'{"notes": ' + b'{"a":' * 10_000 + b"1" + b"}" * 10_000 + b"}",
        b'{"notes": ' + b"9" * 60_000 + b"}",
        b'{"notes": {}}',
        b'{"notes": [[]]}',
        b'{"notes": [null]}',
        b'{"notes": [], "device": 1}',
        b'{"notes": [], "device": "a b"}',
        b'{"notes": [], "device": "' + b"d" * 65 + b'"}',
        b"{}",
        json.dumps({"notes": [NOTE] * 21}).encode(),
    ],
    ids=range(28),
)
def test_what_makes_no_sense_is_refused_with_a_word(body: bytes) -> None:
    with pytest.raises(Unreadable) as refused:
        payloads.sent_notes(body)
    assert str(refused.value)


@pytest.mark.parametrize(
    "more",
    [
        {"id": "short"},
        {"id": "x" * 65},
        {"id": "note 0001"},
        {"id": "note-000é"},
        {"id": None},
        {"id": 12_345_678},
        {"heading": None},
        {"heading": "h" * 201},
        {"text": None},
        {"text": 1},
        {"text": ["des stands"]},
        {"text": "x" * 20_001},
        {"table": "1"},
        {"table": True},
        {"table": 1.0},
        {"table": -1},
        {"table": 10**9},
        {"round": "1"},
        {"group": 1},
        {"group": "g" * 201},
        {"star": "yes"},
        {"star": 1},
        {"profile": {}},
        {"link_to": []},
        {"written_at": 0},
    ],
    ids=str,
)
def test_wrong_types_are_refused(more: dict[str, Any]) -> None:
    with pytest.raises(Unreadable):
        payloads.sent_notes(notes(**more))


def test_two_halves_of_a_character_make_one() -> None:
    body = b'{"notes": [{"id": "note-0001", "heading": "pistes", "text": "\\ud83d\\ude00"}]}'
    assert payloads.sent_notes(body).notes[0].text == "😀"


def test_an_edit_says_only_what_changes() -> None:
    body = {"edits": [{"id": "edit-0001", "note": "note-0001", "was": "a", "text": "b", "link_to": None}]}
    found = payloads.sent_edits(json.dumps(body).encode())
    assert found.edits == (PhoneEdit("edit-0001", "note-0001", was="a", text="b", links=True),)
    for wrong in ({"id": "edit-0001"}, {"id": "edit-0001", "note": "note-0001", "removed": "yes"}):
        with pytest.raises(Unreadable):
            payloads.sent_edits(json.dumps({"edits": [wrong]}).encode())


def test_calls() -> None:
    assert payloads.sent_help(b'{"on": true}') == payloads.SentHelp("", True, "")
    assert payloads.sent_seated(b'{"round": 2, "group": null}') == payloads.SentSeated("", 2, None)
    for read, body in (
        (payloads.sent_help, b"{}"),
        (payloads.sent_help, b'{"on": 1}'),
        (payloads.sent_seated, b'{"group": "A"}'),
        (payloads.sent_seated, b'{"round": true}'),
    ):
        with pytest.raises(Unreadable):
            read(body)


def test_presence_takes_what_makes_sense() -> None:
    found = payloads.sent_presence({"device": "d1", "queued": "12", "has": "abc"})
    assert found == payloads.SentPresence("d1", 12, "abc")
    for queued in ("", "-1", "1e3", "٣", "9" * 7):
        assert payloads.sent_presence({"device": "<b>", "queued": queued}) == payloads.SentPresence("", 0, "")


def test_a_form() -> None:
    fields = payloads.sent_form(b"heading=pistes&text=%C3%A9t%C3%A9&round=2&group=B&star=on&id=x")
    assert payloads.form_note(fields, "made-0001") == PhoneNote(
        "made-0001", "pistes", "été", round=2, group="B", star=True
    )
    assert payloads.form_seat({"seated": "2 B"}) == (2, "B")
    assert payloads.form_seat({"seated": "2"}) == (2, None)
    assert payloads.form_seat({"seated": "x B"}) is None
    assert payloads.form_seat({}) is None
