"""Every format of document that this version writes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from atelier.domain.clock import Moment
from atelier.domain.coverage import coverage
from atelier.domain.place import reading
from atelier.domain.state import State
from atelier.errors import N_, UsageError
from atelier.export.agenda_page import write_agenda
from atelier.export.cards_page import PhoneAccess, write_cards
from atelier.export.composition import compose
from atelier.export.csv import write_coverage, write_notes, write_points
from atelier.export.files import slug
from atelier.export.followup import Followup, compose_followup
from atelier.export.followup_writers import write_followup_page, write_followup_text
from atelier.export.guide_page import write_guide
from atelier.export.html import write_html
from atelier.export.json import write_workshop
from atelier.export.markdown import write_markdown
from atelier.export.paste import write_paste
from atelier.export.report import Length, Report
from atelier.export.review import SUFFIX, write_review
from atelier.export.sheets_page import write_sheets
from atelier.i18n import Translator


@dataclass(frozen=True, slots=True)
class Job:
    """What writers are given."""

    state: State
    now: Moment
    report: Callable[[], Report]
    """Composed once, and only when a writer asks."""
    tr: Translator
    """The language of the documents."""
    with_notes: bool = True
    """Whether raw notes are wanted, by writers that make no report."""
    phones: PhoneAccess | None = None
    """How phones get to the tables' pages; None when they do not write."""


@dataclass(frozen=True, slots=True)
class Format:
    """One format."""

    key: str
    """As `--as` takes it."""
    msgid: str
    """What it is for."""
    suffixes: tuple[str, ...]
    """What follows the workshop's name in the names of its files; a message id where languages differ."""
    write: Callable[[Job], tuple[bytes, ...]]
    """The content of each of these files."""


@dataclass(frozen=True, slots=True)
class File:
    """A file ready to be written."""

    name: str
    content: bytes


FORMATS: Final = (
    Format(
        "md",
        N_("Text with light formatting (Markdown)"),
        (".md",),
        lambda job: (write_markdown(job.report()),),
    ),
    Format(
        "html", N_("Page to read, print or send (HTML)"), (".html",), lambda job: (write_html(job.report()),)
    ),
    Format(
        "paste",
        N_("Text to paste into a site (HTML)"),
        (".paste.html",),
        lambda job: (write_paste(job.report()),),
    ),
    Format(
        "csv",
        N_("Tables for a spreadsheet: notes, points, coverage (CSV)"),
        ("-notes.csv", "-points.csv", "-coverage.csv"),
        lambda job: (
            write_notes(job.state),
            write_points(job.state),
            write_coverage(coverage(job.state, reading(job.state, job.now))),
        ),
    ),
    Format(
        "json",
        N_("The whole workshop, to keep or to rebuild (JSON)"),
        (".json",),
        lambda job: (write_workshop(job.state),),
    ),
)
"""What an export writes when nothing else is asked for, in the order in which it is offered."""

LATER: Final = (
    Format(
        "followup",
        N_("What became of your notes? A sheet a group (HTML and Markdown)"),
        (N_("-followup.html"), N_("-followup.md")),
        lambda job: _followup(compose_followup(job.state, job.now, job.tr)),
    ),
)
"""What is sent to participants afterwards."""

REVIEW: Final = (
    Format(
        "review",
        N_("Text to review in any editor, to be brought back (Markdown)"),
        (SUFFIX,),
        lambda job: (write_review(job.state, job.now, job.tr, with_notes=job.with_notes),),
    ),
)
"""What goes out to be corrected."""

PREPARATION: Final = (
    Format(
        "sheets",
        N_("Paper sheets, one a table, round and group (HTML to print)"),
        (N_("-sheets.html"),),
        lambda job: (write_sheets(job.state, job.tr),),
    ),
    Format(
        "cards",
        N_("Table cards, two a page (HTML to print)"),
        (N_("-cards.html"),),
        lambda job: (write_cards(job.state, job.tr, job.phones),),
    ),
    Format(
        "guide",
        N_("Guide for table hosts, on one page (HTML to print)"),
        (N_("-guide.html"),),
        lambda job: (write_guide(job.state, job.tr),),
    ),
    Format(
        "agenda",
        N_("Agenda, on one page (HTML to print)"),
        (N_("-agenda.html"),),
        lambda job: (write_agenda(job.state, job.now, job.tr),),
    ),
)
"""What is printed before the day."""

PUBLISHED: Final = FORMATS + LATER
"""What is offered once there is a synthesis."""

EVERY: Final = FORMATS + REVIEW + LATER + PREPARATION


def _followup(followup: Followup) -> tuple[bytes, ...]:
    return write_followup_page(followup), write_followup_text(followup)


def chosen(names: Iterable[str]) -> tuple[Format, ...]:
    """The formats with these names, each once.

    Raises:
        UsageError: one is unknown; the sentence names those that exist.
    """
    known = {each.key: each for each in EVERY}
    found: dict[str, Format] = {}
    for name in names:
        key = name.strip().lower().removeprefix(".")
        if key not in known:
            raise UsageError(
                N_("This version writes no “{format}”; it writes: {known}."),
                format=name.strip(),
                known=", ".join(known),
            )
        found[key] = known[key]
    return tuple(found.values())


def documents(
    state: State,
    now: Moment,
    *,
    language: str,
    formats: Sequence[Format] = FORMATS,
    length: Length = Length.FULL,
    annex: bool | None = None,
    phones: PhoneAccess | None = None,
) -> tuple[File, ...]:
    """Every file of a workshop, in memory.

    Args:
        state: the workshop.
        now: when they are made.
        language: `fr` or `en`.
        formats: which ones.
        length: how much of each point is printed.
        annex: whether raw notes are printed; by default in full documents only.
        phones: how phones get to the tables' pages; None when they do not write.
    """
    tr = Translator(language)
    composed: list[Report] = []

    def report() -> Report:
        if not composed:
            composed.append(compose(state, now, tr, length=length, annex=annex))
        return composed[0]

    job = Job(state, now, report, tr, annex is not False, phones)
    name = slug(state.workshop.title)
    return tuple(
        File(name + tr(suffix), content)
        for each in formats
        for suffix, content in zip(each.suffixes, each.write(job), strict=True)
    )
