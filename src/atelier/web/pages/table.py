"""The page of a table."""

from __future__ import annotations

from html import escape

from atelier.i18n import Translator
from atelier.services.collection.table_page import TablePage
from atelier.web.pages.assets import asset
from atelier.web.wording import table_label

SCRIPT = "table.js"
STYLE = "table.css"
"""Its inline script and style: the policy of the page names them by their hashes."""


def table_page_html(tr: Translator, page: TablePage, base: str) -> str:
    """The page, which a browser may keep for a day.

    Args:
        tr: its language.
        page: the table; only what does not grow old in a day is to be used.
        base: the path of the page, which its other addresses start with.
    """
    name = escape(table_label(tr, page.table))
    headings = "".join(f"<li>{escape(heading.short or heading.title)}</li>" for heading in page.headings)
    return (
        f'<!doctype html><html lang="{tr.language}"><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{name}</title><style>{asset(STYLE)}</style>"
        f"<h1>{name}</h1><p>{escape(page.table.topic)}</p><p>{escape(page.table.question)}</p>"
        f'<ul>{headings}</ul><p><a href="{escape(base)}/simple">{escape(tr("Write a note"))}</a></p>'
        f"<script>{asset(SCRIPT)}</script></html>"
    )
