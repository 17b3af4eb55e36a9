"""The room screen as a page, for a projector on another computer."""

from __future__ import annotations

from html import escape
from typing import Final

from atelier.i18n import Translator
from atelier.web.pages.assets import as_data, asset, spoken, template

SCRIPT: Final = "room.js"
STYLE: Final = "room.css"
"""Its inline script and style: the policy of the page names them by their hashes."""


def room_page_html(tr: Translator, title: str, base: str) -> str:
    """The page: it has nothing to show before it has asked.

    Args:
        tr: its language.
        title: of the workshop.
        base: the path of the page, which its other addresses start with.
    """
    texts = {
        "lang": tr.language,
        "title": title or tr("Room screen"),
        "noscript": tr("This page needs JavaScript. The room screen is also in the program: s in Run."),
        "left": tr("Time"),
    }
    words = {
        "silent": tr("Nothing was heard from the facilitator’s computer for {n} s.", n="#"),
        "gone": tr("The room screen is no longer shown at this address."),
    }
    config = {"base": base, "words": [words[name] for name in spoken(SCRIPT)]}
    return template("room.html").substitute(
        {name: escape(text) for name, text in texts.items()},
        config=as_data(config),
        style=asset(STYLE),
        script=asset(SCRIPT),
    )
