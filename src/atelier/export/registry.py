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
from atelier.export.composition import compose
from atelier.export.csv import write_coverage, write_notes, write_points
from atelier.export.files import slug
from atelier.export.html import write_html
from atelier.export.json import write_workshop
from atelier.export.markdown import write_markdown
from atelier.export.paste import write_paste
from atelier.export.report import Length, Report
from atelier.i18n import Translator


@dataclass(frozen=True, slots=True)
class Job:
    """What writers are given."""

    state: State
    now: Moment
    report: Callable[[], Report]
    """Composed once, and only when a writer asks."""


@dataclass(frozen=True, slots=True)
class Format:
    """One format."""

    key: str
    """As `--as` takes it."""
    msgid: str
    """What it is for."""
    suffixes: tuple[str, ...]
    """What follows the workshop's name in the names of its files."""
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
"""In the order in which they are offered."""


def chosen(names: Iterable[str]) -> tuple[Format, ...]:
    """The formats with these names, each once.

    Raises:
        UsageError: one is unknown; the sentence names those that exist.
    """
    known = {each.key: each for each in FORMATS}
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
) -> tuple[File, ...]:
    """Every file of a workshop, in memory.

    Args:
        state: the workshop.
        now: when they are made.
        language: `fr` or `en`.
        formats: which ones.
        length: how much of each point is printed.
        annex: whether raw notes are printed; by default in full documents only.
    """
    composed: list[Report] = []

    def report() -> Report:
        if not composed:
            composed.append(compose(state, now, Translator(language), length=length, annex=annex))
        return composed[0]

    job = Job(state, now, report)
    name = slug(state.workshop.title)
    return tuple(
        File(name + suffix, content)
        for each in formats
        for suffix, content in zip(each.suffixes, each.write(job), strict=True)
    )
