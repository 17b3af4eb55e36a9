"""The sentences for a file that cannot be opened: the cause, the file, and the next step."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from atelier.errors import N_, AtelierError, FileUnusable
from atelier.storage.backup import last_backup
from atelier.storage.faults import TroubleCode, code_of, free_bytes, name_of
from atelier.storage.header import Header
from atelier.storage.schema import SCHEMA


class FileDamaged(FileUnusable):
    """It was a workshop file, and something of it may be saved."""


def check_path(path: Path) -> None:
    """Raise when there is no file at a path, or an empty one."""
    if path.is_dir():
        raise is_folder(path)
    if not path.parent.is_dir():
        raise no_folder(path)
    try:
        size = path.stat().st_size
    except FileNotFoundError:
        raise missing(path) from None
    except OSError as error:
        raise unreadable(path, error) from error
    if size == 0:
        raise empty(path)


def missing(path: Path) -> FileUnusable:
    """There is no such file."""
    return _with_backup(
        path,
        N_("There is no file {file}. Check its name, or make a workshop with: atelier new"),
        N_("There is no file {file}. Its last backup is {backup}: copy it back to go on from there."),
    )


def no_folder(path: Path) -> FileUnusable:
    """Its folder does not exist."""
    return FileUnusable(
        N_(
            "The folder {folder} does not exist, so {file} cannot be there. "
            "Check the path, or plug the disk in."
        ),
        file=path,
        folder=path.parent,
    )


def is_folder(path: Path) -> FileUnusable:
    """It is a folder."""
    return FileUnusable(N_("{file} is a folder. Name a workshop file inside it."), file=path)


def unreadable(path: Path, error: OSError) -> FileUnusable:
    """The system does not let us read it."""
    if isinstance(error, PermissionError):
        return FileUnusable(
            N_("You have no right to read {file}. Ask its owner for it, or copy it into a folder of yours."),
            file=path,
        )
    return FileUnusable(
        N_("{file} cannot be read ({cause}). Copy it to another disk and open the copy."),
        file=path,
        cause=error.strerror or str(error),
    )


def empty(path: Path) -> FileUnusable:
    """It has no byte."""
    return _with_backup(
        path,
        N_("{file} is empty: it holds no workshop. Remove it, then make a workshop with: atelier new"),
        N_(
            "{file} is empty: it holds no workshop. "
            "Its last backup is {backup}: copy it back to go on from there."
        ),
    )


def not_a_workshop(path: Path, *, is_text: bool) -> FileUnusable:
    """Its beginning is not that of a workshop file."""
    if is_text:
        return _with_backup(
            path,
            N_("{file} is a text file, not a workshop; it was left as it is. Name another file."),
            N_(
                "{file} is a text file, not a workshop; it was left as it is. "
                "The last backup of a workshop of that name is {backup}."
            ),
        )
    return _with_backup(
        path,
        N_(
            "{file} is not a workshop, or its beginning is damaged; it was left as it is. "
            "Try: atelier doctor {file} --salvage OUT"
        ),
        N_(
            "{file} is not a workshop, or its beginning is damaged; it was left as it is. "
            "Its last backup is {backup}. Or try: atelier doctor {file} --salvage OUT"
        ),
        kind=FileDamaged,
    )


def foreign(path: Path) -> FileUnusable:
    """Another program made it."""
    return FileUnusable(
        N_("{file} belongs to another program: it is a database, not a workshop. It was left as it is."),
        file=path,
    )


def newer(path: Path, schema: int) -> FileUnusable:
    """A newer version of this program wrote it."""
    return FileUnusable(
        N_(
            "{file} was written by a newer version of Atelier "
            "(file version {theirs}, this one reads up to {ours}). Update Atelier, then open it again."
        ),
        file=path,
        theirs=schema,
        ours=SCHEMA,
    )


def no_workshop(path: Path) -> FileUnusable:
    """It has our tables and nothing in them."""
    return _with_backup(
        path,
        N_("{file} holds no workshop: making it was interrupted. Remove it, then make it again."),
        N_("{file} holds no workshop: making it was interrupted. Its last backup is {backup}."),
        kind=FileDamaged,
    )


def damaged(path: Path) -> FileUnusable:
    """It cannot be read through."""
    return _with_backup(
        path,
        N_("{file} is damaged. Save what can be read into a new file: atelier doctor {file} --salvage OUT"),
        N_(
            "{file} is damaged. Its last backup is {backup}. "
            "Or save what can be read into a new file: atelier doctor {file} --salvage OUT"
        ),
        kind=FileDamaged,
    )


def history_apart(path: Path) -> FileDamaged:
    """Its tables hold what its history does not tell."""
    return FileDamaged(
        N_(
            "{file} holds rows that its history does not tell of: uniting it would lose them. "
            "Put it right in a new file, and unite that one: atelier doctor {file} --salvage OUT"
        ),
        file=path,
    )


def nothing_left(path: Path) -> FileUnusable:
    """Not one row of it can be read."""
    return _with_backup(
        path,
        N_("Nothing of a workshop could be read from {file}. Look for another copy of it."),
        N_("Nothing of a workshop could be read from {file}. Use its last backup: {backup}."),
    )


def truncated(path: Path, header: Header) -> FileUnusable:
    """Its end is missing."""
    expected = header.pages * header.page_size // 1000
    return _with_backup(
        path,
        N_(
            "{file} is cut off: {size} kB of {expected}. Copy it again from where it came, "
            "or save what can be read: atelier doctor {file} --salvage OUT"
        ),
        N_(
            "{file} is cut off: {size} kB of {expected}. Copy it again from where it came, "
            "or use its last backup, {backup}, or save what can be read: atelier doctor {file} --salvage OUT"
        ),
        size=header.size // 1000,
        expected=expected,
        kind=FileDamaged,
    )


def locked(path: Path, processes: Sequence[str]) -> FileUnusable:
    """Another program lets nobody in."""
    if processes:
        return FileUnusable(
            N_("{file} is locked by another program ({processes}). Close it, then open the file again."),
            file=path,
            processes=", ".join(processes),
        )
    return FileUnusable(
        N_("{file} is locked by another program. Close it, then open the file again."), file=path
    )


def no_copy(path: Path, folder: Path, error: OSError) -> FileUnusable:
    """It is read through a copy, and there is no room for one."""
    if isinstance(error, PermissionError):
        return unreadable(path, error)
    return FileUnusable(
        N_(
            "{file} is read through a copy, which could not be made in {folder} "
            "({cause}, {free} MB free). Make room there, then open the file again."
        ),
        file=path,
        folder=folder,
        cause=error.strerror or str(error),
        free=free_bytes(folder) // 1_000_000,
    )


def look_only(path: Path) -> AtelierError:
    """The warning for a file that can be read and not written."""
    return AtelierError(
        N_("{file} or its folder is read-only: you can look and export, and nothing can be changed."),
        file=path,
    )


def in_future(path: Path, seconds: float) -> AtelierError:
    """The warning for a file whose newest change lies in the future."""
    return AtelierError(
        N_(
            "The newest change in {file} lies {minutes} minutes in the future: "
            "check the date and time of this machine."
        ),
        file=path,
        minutes=round(seconds / 60),
    )


def exists(path: Path) -> FileUnusable:
    """Something is where a new file was to be."""
    return FileUnusable(N_("{file} exists already and was left as it is. Choose another name."), file=path)


def not_made(path: Path, error: sqlite3.Error | OSError) -> FileUnusable:
    """A new file could not be written."""
    match code_of(error, path):
        case TroubleCode.FULL:
            return FileUnusable(
                N_(
                    "{file} could not be made: the disk is full ({free} MB free). "
                    "Make room, or choose another folder."
                ),
                file=path,
                free=free_bytes(path) // 1_000_000,
            )
        case TroubleCode.READONLY:
            return FileUnusable(
                N_("{file} could not be made: the folder {folder} is read-only. Choose another folder."),
                file=path,
                folder=path.parent,
            )
        case _:
            return FileUnusable(
                N_("{file} could not be made ({cause}). Choose another folder."), file=path, cause=str(error)
            )


def of(error: sqlite3.Error, path: Path, processes: Sequence[str] = ()) -> FileUnusable:
    """What SQLite raised while a file was read."""
    match code_of(error, path):
        case TroubleCode.BUSY:
            return locked(path, processes)
        case TroubleCode.GONE:
            return missing(path)
        case TroubleCode.READONLY:
            return unreadable(path, PermissionError())
        case TroubleCode.DAMAGED:
            with suppress(OSError):
                header = Header.read(path)
                if header.is_truncated:
                    return truncated(path, header)
            return damaged(path)
        case _ if name_of(error) in ("", "SQLITE_ERROR"):
            # A table that the file should have is not there, or a text in it is no text.
            return damaged(path)
        case _:
            return unreadable(path, OSError(0, str(error)))


def _with_backup(
    path: Path, without: str, with_backup: str, *, kind: type[FileUnusable] = FileUnusable, **params: object
) -> FileUnusable:
    backup = last_backup(path)
    if backup is None:
        return kind(without, file=path, **params)
    return kind(with_backup, file=path, backup=backup, **params)
