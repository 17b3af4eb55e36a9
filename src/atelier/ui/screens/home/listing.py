"""What is in a folder, for whoever looks for a workshop."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from atelier.domain.slug import SUFFIX
from atelier.errors import N_, AtelierError

MOST_ENTRIES: Final = 500
"""Entries of a folder that are shown; typing a few letters finds the others."""


@dataclass(frozen=True, slots=True)
class Listing:
    """The folders and workshops of one folder, by name."""

    folder: Path
    folders: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    problem: AtelierError | None = None
    """Why the folder could not be read."""


def split_typed(text: str, base: Path) -> tuple[Path, str]:
    """The folder that a typed path leads to, and the beginning of a name in it.

    Args:
        text: as typed; `~` is the user's own folder.
        base: where a path that says nothing else begins.
    """
    words = text.strip()
    ends_open = words.endswith(("/", os.sep))
    try:
        path = Path(words).expanduser()
    except RuntimeError:  # « ~somebody » that there is not
        path = Path(words)
    path = path if path.is_absolute() else base / path
    return (path, "") if ends_open or not words else (path.parent, path.name)


def read_folder(folder: Path) -> Listing:
    """Read a folder; hidden entries are left out, and no file is opened."""
    folders: list[str] = []
    files: list[str] = []
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.name.startswith("."):
                    continue
                if _is_folder(entry):
                    folders.append(entry.name)
                elif entry.name.casefold().endswith(SUFFIX):
                    files.append(entry.name)
    except FileNotFoundError:
        return Listing(folder, problem=AtelierError(N_("There is no folder {folder}."), folder=folder))
    except OSError as error:
        reason = error.strerror or type(error).__name__
        return Listing(
            folder,
            problem=AtelierError(
                N_("The folder {folder} cannot be read: {reason}."), folder=folder, reason=reason
            ),
        )
    return Listing(folder, _sorted(folders), _sorted(files))


def matching(listing: Listing, beginning: str) -> tuple[list[str], list[str]]:
    """The workshops, then the folders, that a few typed letters may mean.

    Args:
        listing: the folder.
        beginning: the letters; a name that begins with them comes before one that only holds them.
    """
    wanted = beginning.casefold()

    def chosen(names: tuple[str, ...]) -> list[str]:
        found = [name for name in names if wanted in name.casefold()]
        return sorted(found, key=lambda name: not name.casefold().startswith(wanted))[:MOST_ENTRIES]

    return chosen(listing.files), chosen(listing.folders)


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False


def _sorted(names: list[str]) -> tuple[str, ...]:
    return tuple(sorted(names, key=str.casefold))
