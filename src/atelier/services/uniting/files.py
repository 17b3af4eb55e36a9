"""Uniting workshop files into a new one; the files themselves are only read."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from atelier.domain.clock import Clock
from atelier.domain.slug import SUFFIX
from atelier.services.uniting.comparing import compare
from atelier.services.uniting.report import Report
from atelier.storage import presence, refusal
from atelier.storage.opening import real_path
from atelier.storage.revision import FUTURE_SECONDS, seconds_ahead
from atelier.storage.source import Source, read_source
from atelier.storage.union import unite, write_union

if TYPE_CHECKING:
    from atelier.config import Places

_MOST_NAMES: Final = 1_000


def unite_files(out: Path, files: Sequence[Path], *, clock: Clock, places: Places) -> Report:
    """Write the union of some workshop files.

    Args:
        out: the new file, where nothing may be yet.
        files: the files; the same one may come twice.
        clock: the time.
        places: the user's folders.

    Raises:
        FileUnusable: one of the files cannot be read, or the new one not be written.
        AtelierError: they are not of one workshop, or contradict each other.
    """
    out = out.absolute()
    refuse_existing(out)
    wall = clock.now().wall
    sources = [_source(path, wall, places) for path in files]
    union = unite(sources)
    write_union(union, out)
    ahead = [(source.path, seconds_ahead(source.newest, wall)) for source in sources]
    warnings = [refusal.in_future(path, seconds) for path, seconds in ahead if seconds > FUTURE_SECONDS]
    return compare(union, sources, out, warnings)


def refuse_existing(out: Path) -> None:
    """Raise when something is where the united file is to be."""
    if os.path.lexists(out):
        raise refusal.exists(out)


def proposed_union(path: Path) -> Path:
    """A name beside a workshop file for the union of it with another, which nothing has yet."""
    stems = (f"{path.stem}-uni{f'-{number}' if number > 1 else ''}" for number in range(1, _MOST_NAMES))
    names = (path.with_name(f"{stem}{SUFFIX}") for stem in stems)
    return next(name for name in names if not os.path.lexists(name))


def same_file(one: Path, other: Path) -> bool:
    """Whether two paths lead to one file."""
    return presence.is_same(real_path(one), real_path(other))


def _source(path: Path, wall: float, places: Places) -> Source:
    real = real_path(path)
    processes = [
        process for process in presence.processes(places.state) if presence.is_same(process.path, real)
    ]
    return read_source(
        path,
        wall,
        is_open_here=any(process.pid == os.getpid() for process in processes),
        processes=[process.name for process in processes],
    )
