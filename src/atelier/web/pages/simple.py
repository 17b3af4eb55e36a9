"""The form for browsers without JavaScript.

Its fields: `id` (made by whoever renders the form), `round`, `group`, `heading`, `text`, `star`; or `seated`,
a round and a group with a blank between them, to say that a group is there.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import Final

from atelier.domain.note import Note
from atelier.i18n import Translator
from atelier.services.collection.table_page import TablePage
from atelier.web.pages.assets import asset, template
from atelier.web.pages.wording import group_words, seat_question, stop_words
from atelier.web.wording import step_label, table_label

STYLE: Final = "table.css"
LAST_NOTES: Final = 20


def simple_page_html(
    tr: Translator,
    page: TablePage,
    note_id: str,
    *,
    text: str = "",
    heading: str = "",
    problem: str = "",
    is_saved: bool = False,
) -> str:
    """The form.

    Args:
        tr: its language.
        page: the table.
        note_id: the id of the note that is written with it, so that a form sent twice is one note.
        text: what was typed, when it was refused.
        heading: the heading that was chosen.
        problem: why it was refused; empty when it was not.
        is_saved: whether the note before was written.
    """
    here = page.here
    place = table_label(tr, page.table)
    step = "" if page.step is None else step_label(tr, page.step, page.rounds)
    texts = {
        "lang": tr.language,
        "title": " – ".join(filter(None, (place, page.workshop))),
        "place": place,
        "cell": stop_words(tr, here.round, here.group.label, here.group.name),
        "step": tr("Trial: not counted") if page.is_rehearsal else step,
        "topic": page.table.topic,
        "question": page.table.question,
        "notes": tr("Last notes"),
        # The address that shows that a note was received must not receive the next one
        "action": "simple",
        "id": note_id,
        "round": str(here.round),
        "group": here.group.label or "",
        "heading": tr("Heading"),
        "note": tr("Your note"),
        "hint": tr("One idea a note"),
        "star": tr("Key idea"),
        "add": tr("Add"),
    }
    # What a browser drops at the start of a field is a line break that was not typed
    shown = {name: escape(found) for name, found in texts.items()} | {"text": escape(text)}
    return template("simple.html").substitute(
        shown,
        style=asset(STYLE),
        bars="".join(f"<p dir=auto>✉ {escape(message.text)}</p>" for message in page.messages[-3:]),
        status="".join(_status(tr, page, problem, is_saved=is_saved)),
        headings="".join(_headings(page, heading)),
        said=_said(tr, page),
        lines="".join(_line(page, note) for note in reversed(page.notes[-LAST_NOTES:])),
    )


def _headings(page: TablePage, chosen: str) -> Iterator[str]:
    for heading in page.headings:
        mark = " checked" if heading.key == chosen else ""
        name = escape(heading.short or heading.title)
        yield (
            f'<label><input type=radio name=heading value="{escape(heading.key)}" required{mark}>'
            f"<span>{name}</span></label>"
        )


def _status(tr: Translator, page: TablePage, problem: str, *, is_saved: bool) -> Iterator[str]:
    if problem:
        yield f"<div class=bad><span>{escape(tr('to correct: {reason}', reason=problem))}</span></div>"
    elif is_saved:
        yield f"<div class=ok><b>{escape(tr('received ✓'))}</b></div>"
    if page.awaited is None:
        return
    round_number, groups = page.awaited.round, page.awaited.groups
    names = [group_words(tr, group.label, group.name) for group in groups if group.label]
    labels = [group.label or "" for group in groups] or [""]
    words = names if len(names) > 1 else [tr("Yes, seated")]
    values = (escape(f"{round_number} {label}".strip()) for label in labels)
    buttons = "".join(
        f'<button name=seated value="{value}" formnovalidate>{escape(word)}</button>'
        for value, word in zip(values, words, strict=False)
    )
    yield f"<div class=ask><span>{escape(seat_question(tr, round_number, names))}</span>{buttons}</div>"


def _said(tr: Translator, page: TablePage) -> str:
    if not page.said:
        return ""
    title = escape(tr("Already said at this table ({n})", n=len(page.said)))
    lines = "".join(_line(page, note) for note in page.said)
    return f"<details><summary>{title}</summary><ul>{lines}</ul></details>"


def _line(page: TablePage, note: Note) -> str:
    names = {heading.key: heading.short or heading.title for heading in page.headings}
    star = "★ " if note.star else ""
    about = escape(names.get(note.heading, note.heading))
    return f"<li><div><p dir=auto>{star}{escape(note.text)}</p><small>{about}</small></div></li>"
