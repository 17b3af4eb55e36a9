"""The page that a table's QR code opens: it takes notes, keeps them, and sends them when it can."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Final

from atelier.i18n import Translator
from atelier.services.collection.table_page import TablePage
from atelier.web.pages.assets import as_data, asset, spoken, template
from atelier.web.wording import table_label

SCRIPT: Final = "table.js"
STYLE: Final = "table.css"
"""Its inline script and style: the policy of the page names them by their hashes."""


@dataclass(frozen=True, slots=True)
class Shell:
    """What the page holds before it has asked for anything: nothing that is old within a day."""

    place: str
    """What the table is called."""
    table: int
    workshop: str
    topic: str
    question: str
    headings: Sequence[tuple[str, str]]
    """The key of each, and its name in short."""
    key: str
    """What the notes of the table are kept under on phones."""


def table_page_html(tr: Translator, page: TablePage, base: str) -> str:
    """The page, which a browser may keep for a day.

    Args:
        tr: its language.
        page: the table; only what does not grow old in a day is used.
        base: the path of the page, which its other addresses start with.
    """
    shell = Shell(
        place=table_label(tr, page.table),
        table=page.table.number,
        workshop=page.workshop,
        topic=page.table.topic,
        question=page.table.question,
        headings=[(heading.key, heading.short or heading.title) for heading in page.headings],
        key=storage_key(page.table.id),
    )
    return shell_html(tr, shell, base)


def storage_key(table_id: str) -> str:
    """What the notes of a table are kept under on phones.

    It outlives the table's address: a phone that scans the renewed one delivers what it kept for the old one.
    """
    return hashlib.sha256(table_id.encode()).hexdigest()[:12]


def shell_html(tr: Translator, shell: Shell, base: str) -> str:
    """The page, as it is before it has asked for anything."""
    texts = {
        "lang": tr.language,
        "title": " – ".join(filter(None, (shell.place, shell.workshop))),
        "place": shell.place,
        "base": base,
        "simple": tr("Use the simple form"),
        "topic": shell.topic,
        "asked": tr("The question"),
        "question": shell.question,
        "notes": tr("Notes"),
        "heading": tr("Heading"),
        "star": tr("Key idea"),
        "note": tr("Your note"),
        "hint": tr("One idea a note"),
        "add": tr("Add"),
    }
    words = _words(tr)
    config = {
        "base": base,
        "key": shell.key,
        "table": shell.table,
        "headings": [{"key": key, "short": name} for key, name in shell.headings],
        "words": [words[name] for name in spoken(SCRIPT)],
        "labels": _labels(tr),
    }
    return template("table.html").substitute(
        {name: escape(text) for name, text in texts.items()},
        config=as_data(config),
        style=asset(STYLE),
        script=asset(SCRIPT),
    )


def _words(tr: Translator) -> dict[str, str | list[str]]:
    """What the script says; `#` stands for what it fills in, and a pair is one and several."""
    return {
        "alone": tr("Offline: you can go on"),
        "kept": [
            tr.n("Offline: {n} note kept on this phone", "Offline: {n} notes kept on this phone", n, n="#")
            for n in (1, 2)
        ],
        "lost": tr("This link is no longer valid: scan the QR code of the table again."),
        "still": [
            tr.n("Your {n} note is still here.", "Your {n} notes are still here.", n, n="#") for n in (1, 2)
        ],
        "unkept": tr("This phone keeps nothing: leave this page open until “received ✓”."),
        "unreadable": tr("This note cannot be read: write it differently."),
        "long": tr("2,000 characters at the most: make several notes of it."),
        "choose": tr("Choose a heading first."),
        "group": tr("group {label}", label="#"),
        "round": tr("Round {round}", round="#"),
        "seated": tr("Is {group} seated?", group="#"),
        "which": tr("Which group is seated?"),
        "people": tr("Are the people of round {round} seated?", round="#"),
        "yes": tr("Yes, seated"),
        "until": tr("Until then your notes go to {group}.", group="#"),
        "earlier": tr("Already said at this table ({n})", n="#"),
        "help": tr("We need help"),
        "edit": tr("Edit"),
        "editing": tr("Correction:"),
        "quote": tr("“{text}”", text="#"),
        "move": tr("Put it in {place}", place="#"),
        "remove": tr("Delete"),
        "cancel": tr("Cancel"),
        "gone": tr("Note removed."),
        "undo": tr("Undo"),
        "save": tr("Export my notes"),
        "calling": tr("Calling…"),
        "called": tr("Help called ✓ (cancel)"),
        "coming": tr("Somebody is coming ✓"),
        "uncalled": tr("The call did not get through: raise your hand."),
        "dismiss": tr("Close"),
        "rehearsal": tr("Trial: not counted"),
        "closed": tr("The collection is closed: your notes stay on this phone."),
        "left": tr("{time} left", time="#"),
        "over": tr("time is up {time}", time="#"),
    }


def _labels(tr: Translator) -> dict[str, str]:
    """What states are called."""
    return {
        "connecting": tr("Connecting…"),
        "online": tr("Online"),
        "here": tr("on this phone"),
        "ok": tr("received ✓"),
        "fix": tr("to correct: {reason}", reason="#"),
        "extends": tr("extends"),
        "nuances": tr("nuances"),
        "contradicts": tr("contradicts"),
        "ready": tr("not started"),
        "finished": tr("finished"),
        "paused": tr("paused, {time} left", time="#"),
    }
