"""Where new workshops go, what their files are called, and making them."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import Final

from atelier.config import Places
from atelier.domain.clock import Clock
from atelier.domain.slug import SUFFIX, slug
from atelier.domain.state import State
from atelier.errors import N_, FileUnusable
from atelier.folders import HOME_VARIABLE
from atelier.services.session import Session

DEMO_NAME: Final = f"demo-coll-occ{SUFFIX}"
_MOST_NAMES: Final = 1_000


def documents_folder() -> Path:
    """Where people look for their documents; on a USB stick, where its Atelier lives."""
    if home := os.environ.get(HOME_VARIABLE):
        return Path(home).absolute()
    import platformdirs

    documents = Path(platformdirs.user_documents_dir())
    return documents if documents.is_dir() else Path.home()


def proposed_file(title: str, date: str, folder: Path) -> Path:
    """A name for a new workshop that nothing has in a folder yet.

    Args:
        title: the workshop's title.
        date: its ISO date, or empty.
        folder: where it goes.
    """
    stem = slug(title, longest=48) + (f"-{date}" if date else "")
    names = (f"{stem}{f'-{number}' if number > 1 else ''}{SUFFIX}" for number in range(1, _MOST_NAMES))
    return next((path for name in names if not _exists(path := folder / name)), folder / f"{stem}{SUFFIX}")


def named_file(text: str, folder: Path) -> Path:
    """The file that a person means by what they typed: with its suffix, in a folder when none is named.

    Raises:
        FileUnusable: nothing was typed.
    """
    words = text.strip()
    if not words or words.endswith(("/", os.sep)):
        raise FileUnusable(N_("Name the new file, as in {example}."), example=folder / f"atelier{SUFFIX}")
    try:
        path = Path(words).expanduser()
    except RuntimeError:  # « ~somebody » that there is not
        path = Path(words)
    path = path if path.is_absolute() else folder / path
    return path if path.suffix.casefold() == SUFFIX else path.with_name(path.name + SUFFIX)


def make_workshop(
    path: Path, format_key: str, *, title: str, lang: str, clock: Clock, places: Places
) -> Session:
    """Make a workshop from a format, and open it.

    Raises:
        UsageError: there is no such format or canvas.
        FileUnusable: something exists at that path already, or it cannot be written.
    """
    from atelier.services.catalogue.canvases import load_canvases
    from atelier.services.catalogue.formats import load_formats
    from atelier.services.creation import plan_workshop

    chosen = load_formats(places, lang).get(format_key)
    canvas = load_canvases(places, lang).get(chosen.canvas)
    rows = plan_workshop(chosen, canvas, lang=lang, now=clock.now(), title=title)
    _make_folder(path)
    return Session.create(path, rows, clock=clock, places=places)


def read_model(path: Path, *, clock: Clock, places: Places) -> State:
    """A workshop that a new one is to be like: a file, read-only or not, or one exported to JSON.

    Raises:
        AtelierError: it cannot be read; the sentence says why.
    """
    if path.suffix.casefold() == ".json":
        from atelier.services.rebuilding import read_workshop

        try:
            content = path.read_bytes()
        except OSError as error:
            raise FileUnusable(
                N_("{file} cannot be read: {reason}."),
                file=path,
                reason=error.strerror or type(error).__name__,
            ) from error
        return State.of(read_workshop(content))
    session = Session.open(path, clock=clock, places=places)
    try:
        return session.state
    finally:
        session.close()


def make_duplicate(path: Path, model: State, *, title: str, clock: Clock, places: Places) -> Session:
    """Make a workshop like another one, and open it.

    Raises:
        FileUnusable: something exists at that path already, or it cannot be written.
    """
    from atelier.services.duplication import duplicate

    rows = duplicate(model, clock.now(), title=title)
    _make_folder(path)
    return Session.create(path, rows, clock=clock, places=places)


def demo_file() -> Path:
    """Where home keeps the demonstration."""
    return documents_folder() / DEMO_NAME


def open_demo(lang: str, *, clock: Clock, places: Places) -> Session:
    """Open the demonstration, made first when it is not there: captured, and ready to fuse.

    Raises:
        FileUnusable: it cannot be read, or not be written.
        StorageTrouble: it could not be written to its end.
    """
    path = demo_file()
    if _exists(path):
        return Session.open(path, clock=clock, places=places)
    from atelier.services import demo

    _make_folder(path)
    rows = demo.rows(lang, clock.now(), demo.Stage.CAPTURED)
    session = Session.create(path, rows, clock=clock, places=places)
    demo.play(session, demo.Stage.CAPTURED)
    return session


def _make_folder(path: Path) -> None:
    """Make the folder that we proposed; a mistyped one is left for the person to see."""
    if path.parent == documents_folder():
        with suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:
        return False
