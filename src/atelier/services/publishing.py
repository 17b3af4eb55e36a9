"""Publishing: the documents of a workshop, composed and written to a folder."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from atelier import atomic_file
from atelier.domain.clock import Moment
from atelier.domain.coverage import coverage
from atelier.domain.lint import Finding, lint
from atelier.domain.place import reading
from atelier.domain.state import State
from atelier.errors import N_, AtelierError
from atelier.export.cards_page import PhoneAccess
from atelier.export.registry import FORMATS, PREPARATION, chosen, documents
from atelier.export.report import Length

EVERY_FORMAT: Final = tuple(each.key for each in FORMATS)


def write_documents(
    state: State,
    folder: Path,
    *,
    now: Moment,
    formats: Iterable[str] = EVERY_FORMAT,
    length: str = Length.FULL,
    language: str = "",
    annex: bool | None = None,
    phones: PhoneAccess | None = None,
) -> list[Path]:
    """Write the documents of a workshop as it stands; files of the same name are replaced.

    Args:
        state: the workshop.
        folder: where to; it is made if needed.
        now: when they are made.
        formats: keys of `export.registry.EVERY`; by default those that are published.
        length: `full` or `short`.
        language: `fr` or `en`; empty for the workshop's own.
        annex: whether raw notes are printed; by default in full documents only.
        phones: how phones get to the tables' pages, for the cards; None when they do not write.

    Returns:
        the whole path of each file.

    Raises:
        UsageError: a format is unknown.
        AtelierError: a file cannot be written; the sentence says which and why.
    """
    files = documents(
        state,
        now,
        language=language or state.workshop.language,
        formats=chosen(formats),
        length=Length(length),
        annex=annex,
        phones=phones,
    )
    whole = Path(os.path.abspath(folder))
    written: list[Path] = []
    for file in files:
        path = whole / file.name
        try:
            atomic_file.write(path, file.content)
        except OSError as error:
            raise AtelierError(
                N_("{file} cannot be written: {reason}. Choose another folder, or make room there."),
                file=path,
                reason=error.strerror or type(error).__name__,
            ) from error
        written.append(path)
    return written


def copy_documents(paths: Iterable[Path], folder: Path, within: str = "") -> list[Path]:
    """Copy documents that were written into a second folder; files of the same name are replaced.

    Args:
        paths: as `write_documents` gave them.
        folder: where to. It is not made: a key that was pulled out must not become a folder on the disk.
        within: name of a folder in it that they go into, which is made.

    Returns:
        the whole path of each copy.

    Raises:
        AtelierError: the folder is not there, or a file cannot be written; the first documents are untouched.
    """
    root = Path(os.path.abspath(folder))
    if not root.is_dir():
        raise AtelierError(N_("No second copy: {folder} is not there. Is the key plugged in?"), folder=root)
    whole = root / within if within else root
    copies: list[Path] = []
    for path in paths:
        copy = whole / path.name
        if _is_same(copy, path):
            raise AtelierError(
                N_("No second copy: {folder} is where the documents are already. Choose another."),
                folder=whole,
            )
        try:
            atomic_file.write(copy, path.read_bytes())
        except OSError as error:
            raise AtelierError(
                N_("The second copy is not complete: {file} cannot be written ({reason})."),
                file=copy,
                reason=error.strerror or type(error).__name__,
            ) from error
        copies.append(copy)
    return copies


def _is_same(one: Path, other: Path) -> bool:
    try:
        return os.path.samefile(one, other)
    except OSError:
        return False


def publishes(formats: Iterable[str]) -> bool:
    """Whether any of these documents shows the synthesis; those that are printed before the day do not."""
    return any(each not in PREPARATION for each in chosen(formats))


def check(state: State, now: Moment) -> tuple[Finding, ...]:
    """What lint says of a workshop as it stands.

    Args:
        state: the workshop.
        now: this instant.
    """
    return lint(state, coverage(state, reading(state, now)))
