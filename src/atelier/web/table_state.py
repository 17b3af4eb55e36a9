"""What a page asks for again and again, as JSON."""

from __future__ import annotations

from typing import Any, Final

from atelier.domain.note import Note
from atelier.i18n import Translator
from atelier.services.collection.table_page import GroupThere, TablePage, is_mine
from atelier.web.wording import step_label

VERSION: Final = 1


def table_state(tr: Translator, page: TablePage) -> dict[str, Any]:
    """The state of a table.

    Args:
        tr: the language of the page.
        page: the table.
    """
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
        "notes": [_note(page, note) for note in page.notes],
        "said": [_said(page, note) for note in page.said],
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
