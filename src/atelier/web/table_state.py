"""What a page asks for again and again, as JSON."""

from __future__ import annotations

import hashlib
import json
from typing import Any, Final

from atelier.domain.note import Note
from atelier.i18n import Translator
from atelier.services.collection.table_page import GroupThere, TablePage, is_mine
from atelier.web.wording import step_label

VERSION: Final = 1


class TableStates:
    """The states of tables as text; their notes, which are most of it, as they were last written out."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[TablePage, str, str]] = {}

    def text(self, tr: Translator, page: TablePage, has: str = "") -> str:
        """The state of a table, as JSON.

        Args:
            tr: the language of the page.
            page: the table.
            has: the `tag` of the notes that the page has already: they are left out when it is still theirs.
        """
        before, notes, tag = self._known.get(page.table.id, (None, "", ""))
        if (
            before is None
            or before.notes is not page.notes
            or before.said is not page.said
            or before.groups is not page.groups
        ):
            notes = _text(_notes(page))
            tag = hashlib.sha256(notes.encode("utf-8", "replace")).hexdigest()[:16]
            self._known[page.table.id] = (page, notes, tag)
        head = _text({**_head(tr, page), "tag": tag})
        return head if has == tag else f"{head[:-1]},{notes[1:]}"


def _text(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _notes(page: TablePage) -> dict[str, Any]:
    return {
        "notes": [_note(page, note) for note in page.notes],
        "said": [_said(page, note) for note in page.said],
    }


def _head(tr: Translator, page: TablePage) -> dict[str, Any]:
    step, awaited = page.step, page.awaited
    return {
        "v": VERSION,
        "workshop": page.workshop,
        "table": page.table.number,
        "topic": page.table.topic,
        "question": page.table.question,
        "open": True,
        "step": None
        if step is None
        else {"kind": step.kind, "round": step.round, "label": step_label(tr, step, page.rounds)},
        "clock": {"state": page.clock.phase.value, "remaining_s": round(page.clock.remaining, 1)},
        "here": {"round": page.here.round, **_group(page.here.group)},
        "awaited": None
        if awaited is None
        else {"round": awaited.round, "groups": [_group(group) for group in awaited.groups]},
        "rehearsal": page.is_rehearsal,
        "headings": [
            {
                "key": heading.key,
                "title": heading.title,
                "short": heading.short or heading.title,
                "gathers_stars": heading.gathers_stars,
            }
            for heading in page.headings
        ],
        "profiles": [{"key": profile.key, "label": profile.label} for profile in page.profiles],
        "messages": [{"id": message.id, "text": message.text, "at": message.at} for message in page.messages],
        "help": {"on": page.help.is_on, "answered": page.help.is_answered},
    }


def _group(group: GroupThere) -> dict[str, Any]:
    return {"group": group.label, "group_name": group.name}


def _said(page: TablePage, note: Note) -> dict[str, Any]:
    return {
        "note": note.id,
        "round": note.round,
        "group": page.group(note),
        "heading": note.heading,
        "text": note.text,
        "star": note.star,
    }


def _note(page: TablePage, note: Note) -> dict[str, Any]:
    more = {"mine": is_mine(note), "link_to": note.link_to, "link_kind": note.link_kind}
    return {"id": note.id, **_said(page, note), **more}
