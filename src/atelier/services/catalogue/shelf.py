"""One kind of content: the shipped files and the user's, which win over those of the same name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, Generic, Protocol, TypeVar

from atelier import resources, toml_file
from atelier.config import Places
from atelier.domain.text import one_line
from atelier.errors import N_, AtelierError, UsageError

SUFFIX: Final = ".toml"


class Entry(Protocol):
    """What every kind of content has."""

    @property
    def key(self) -> str:
        """The stem of its file."""
        ...

    @property
    def name(self) -> str:
        """What people read in lists."""
        ...

    @property
    def rank(self) -> int:
        """Its place in lists: the lowest comes first."""
        ...


E = TypeVar("E", bound=Entry)

Maker = Callable[[str, Mapping[str, Any]], E]
"""Makes an entry of a key and of a document that is right."""


@dataclass(frozen=True, slots=True)
class Findings:
    """What there is to say of a file that a person wrote."""

    faults: tuple[AtelierError, ...] = ()
    """Why it cannot be used; with none it is."""
    advice: tuple[AtelierError, ...] = ()
    """What would be better, although it is used."""


Checker = Callable[[Path, Mapping[str, Any]], Findings]


@dataclass(frozen=True, slots=True)
class Shelf(Generic[E]):
    """Every entry of one kind by its key, in the order of lists."""

    entries: Mapping[str, E]
    problems: tuple[AtelierError, ...] = field(default=())
    """What the user should mend in their own files; those that cannot be used are left out, and a
    shipped one of the same name stands in."""

    def get(self, key: str) -> E:
        """The entry with this key.

        Raises:
            UsageError: there is none.
        """
        found = self.entries.get(key)
        if found is None:
            raise UsageError(
                N_("There is no “{name}” here. There are: {known}."), name=key, known=", ".join(self.entries)
            )
        return found


def load(folder: str, places: Places, make: Maker[E], check: Checker) -> Shelf[E]:
    """Read one kind of content.

    Args:
        folder: the folder's name, in `data/` as in the user's configuration.
        places: the user's folders.
        make: makes an entry.
        check: looks at a file of the user's before it is used; a test looks at the shipped ones.
    """
    problems: list[AtelierError] = []
    entries = {_key(path): make(_key(path), toml_file.read(path)) for path in files(resources.data(folder))}
    for path in _own_files(places.config / folder, problems):
        try:
            document = toml_file.read(path)
        except FileNotFoundError:
            continue
        except AtelierError as problem:
            problems.append(problem)
            continue
        findings = check(path, document)
        problems += (*findings.faults, *findings.advice)
        if not findings.faults:
            entries[_key(path)] = make(_key(path), document)
    ordered = sorted(entries.values(), key=lambda entry: (entry.rank, entry.name.casefold(), entry.key))
    return Shelf({entry.key: entry for entry in ordered}, tuple(problems))


def keys(folder: str, places: Places) -> list[str]:
    """The keys that one kind of content may have, its files unread."""
    own = {_key(path) for path in _own_files(places.config / folder, [])}
    return sorted(own | {_key(path) for path in files(resources.data(folder))})


def files(folder: Path) -> list[Path]:
    """The content files of a folder, by name."""
    # Names with a leading dot are what macOS leaves beside files on foreign disks
    return sorted(
        path for path in folder.iterdir() if path.suffix == SUFFIX and not path.name.startswith(".")
    )


def _own_files(folder: Path, problems: list[AtelierError]) -> Iterable[Path]:
    try:
        return files(folder)
    except FileNotFoundError:
        return []
    except OSError as error:
        reason = error.strerror or type(error).__name__
        problems.append(AtelierError(N_("{file} cannot be read: {reason}."), file=folder, reason=reason))
        return []


def _key(path: Path) -> str:
    # macOS writes é as two characters in names, and people type it as one
    return one_line(path.stem)
