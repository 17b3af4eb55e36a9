"""The page on which people give dots to key ideas, and the form that does so without JavaScript."""

from __future__ import annotations

from html import escape
from typing import Final

from atelier.domain.note import Note
from atelier.i18n import Translator
from atelier.services.collection.ballots import DotsPage
from atelier.web.pages.assets import as_data, asset, spoken, template
from atelier.web.payloads import DOTS_OF
from atelier.web.wording import table_label

SCRIPT: Final = "dots.js"
STYLE: Final = "dots.css"
"""Its inline script and style: the policy of the page names them by their hashes."""


def dots_page_html(tr: Translator, shown: DotsPage, base: str) -> str:
    """The page, which a browser may keep for a day: nothing in it is old by then.

    Args:
        tr: its language.
        shown: what is asked for again and again; only the title of the workshop is used.
        base: the path of the page, which its other addresses start with.
    """
    texts = {
        "lang": tr.language,
        "title": " – ".join(filter(None, (tr("Dots"), shown.workshop))),
        "workshop": shown.workshop or tr("World café"),
        "heading": tr("Give your dots to the ideas that matter most to you"),
        "wait": tr("One moment…"),
        "base": base,
        "simple": tr("Use the simple form"),
    }
    words = _words(tr)
    config = {"base": base, "key": shown.key, "words": [words[name] for name in spoken(SCRIPT)]}
    return template("dots.html").substitute(
        {name: escape(text) for name, text in texts.items()},
        config=as_data(config),
        style=asset(STYLE),
        script=asset(SCRIPT),
    )


def _words(tr: Translator) -> dict[str, str | list[str]]:
    """What the script says; `#` stands for what it fills in, and a pair is one and several."""
    return {
        "left": [tr.n("{n} dot left to give", "{n} dots left to give", n, n="#") for n in (1, 2)],
        "none": tr("All your dots are given; take one back to give it elsewhere."),
        "nothing": tr("There is no key idea to choose from yet. They appear here by themselves."),
        "give": tr("Give a dot: {idea}", idea="#"),
        "take": tr("Take a dot back: {idea}", idea="#"),
        "received": tr("received ✓"),
        "here": tr("on this phone, not received yet"),
        "offline": tr("No connection: your dots stay on this phone and leave by themselves."),
        "closed": tr("The vote is closed, or this address has changed. What was received counts."),
        "lost": tr("The vote is closed, or this address has changed. Your last choice was not received."),
        "unkept": tr("This browser keeps nothing: leave this page open until “received ✓”."),
    }


def simple_dots_html(tr: Translator, shown: DotsPage, *, problem: str = "", is_saved: bool = False) -> str:
    """The form for browsers without JavaScript; its fields are called `dots.` and the note.

    Args:
        tr: its language.
        shown: the ideas, and what this browser gave.
        problem: why what it gave was refused; empty when it was not.
        is_saved: whether what it gave was received.
    """
    said = problem or (tr("received ✓") if is_saved else "")
    tables = "".join(
        f'<h2 dir="auto">{escape(table_label(tr, table))} <small>{escape(table.topic)}</small></h2><ul>'
        f"{''.join(_choice(note, shown) for note in notes)}</ul>"
        for table, notes in shown.tables
    )
    nothing = tr("There is no key idea to choose from yet. They appear here by themselves.")
    button = f"<p><button>{escape(tr('Give these dots'))}</button></p>" if tables else ""
    body = tables or f"<p>{escape(nothing)}</p>"
    each = tr.n("You have {n} dot to give in all.", "You have {n} dots to give in all.", shown.each)
    return (
        f'<!doctype html><html lang="{tr.language}"><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{escape(tr('Dots'))}</title><style>{asset(STYLE)}</style>"
        f"<header><h1>{escape(tr('Give your dots to the ideas that matter most to you'))}</h1>"
        f"<p>{escape(each)}</p>"
        f'<p role="status" class="{"bad" if problem else "ok"}">{escape(said)}</p></header>'
        f'<main><form method="post">{body}{button}</form></main></html>'
    )


def _choice(note: Note, shown: DotsPage) -> str:
    mine = shown.mine.get(note.id, 0)
    options = "".join(
        f'<option value="{number}"{" selected" * (number == mine)}>{number}</option>'
        for number in range(max(shown.each, mine) + 1)
    )
    return (
        f'<li><label><select name="{escape(DOTS_OF + note.id)}">{options}</select> '
        f'<span dir="auto">{escape(note.text)}</span></label></li>'
    )
