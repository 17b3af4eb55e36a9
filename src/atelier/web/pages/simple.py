"""The form for browsers without JavaScript.

Its fields: `id` (made by whoever renders the form), `round`, `group`, `heading`, `text`, `star`; or `seated`,
a round and a group with a blank between them, to say that a group is there.
"""

from __future__ import annotations

from html import escape

from atelier.i18n import Translator
from atelier.services.collection.table_page import TablePage
from atelier.web.pages.assets import asset
from atelier.web.wording import table_label

STYLE = "table.css"


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
    name = escape(table_label(tr, page.table))
    said = escape(problem or (tr("Received ✓") if is_saved else ""))
    choices = "".join(
        f'<option value="{escape(each.key)}"{" selected" * (each.key == heading)}>'
        f"{escape(each.title)}</option>"
        for each in page.headings
    )
    notes = "".join(f"<li>{escape(note.text)}</li>" for note in reversed(page.notes))
    return (
        f'<!doctype html><html lang="{tr.language}"><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{name}</title><style>{asset(STYLE)}</style><h1>{name}</h1><p role=status>{said}</p>"
        f'<form method="post"><input type="hidden" name="id" value="{escape(note_id)}">'
        f'<input type="hidden" name="round" value="{page.here.round}">'
        f'<input type="hidden" name="group" value="{escape(page.here.group.label or "")}">'
        f'<p><select name="heading" aria-label="{escape(tr("Heading"))}">{choices}</select></p>'
        f'<p><textarea name="text" required rows="4" aria-label="{escape(tr("Note"))}">'
        f"{escape(text)}</textarea></p>"
        f"<p><button>{escape(tr('Save'))}</button></p></form><ul>{notes}</ul></html>"
    )
