"""What belongs to the user and not to a workshop: folders, settings, recent workshops."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Mapping
from dataclasses import field
from pathlib import Path
from typing import Final

from atelier import atomic_file, folders, toml_file
from atelier.errors import N_, AtelierError
from atelier.frozen import frozen
from atelier.i18n import LANGUAGES

RECENT_LIMIT: Final = 20
"""Workshops that home remembers."""

_CHOICES: Final[Mapping[str, tuple[str, ...]]] = {
    "lang": LANGUAGES,
    "theme": (),
    "sound": ("on", "off"),
    "copy_to": (),
    "engine": (),
}
"""The settings that are one word, with the words that they may be; none: checked by who uses it."""
_KEYMAP: Final = "keymap"

_VALUE: Final = r"""(?:"(?:[^"\\\n]|\\.)*"|'[^'\n]*'|[^\s#]+)"""
"""A word of a TOML file, quoted as it may be."""


@frozen
class Places:
    """The user's folders, none of which need exist."""

    config: Path
    """What people write: settings, themes, formats, canvases."""
    state: Path
    """What the program remembers: recent workshops, its log, who has a file open."""
    cache: Path
    """What can be made again."""

    @classmethod
    def default(cls) -> Places:
        """The folders of this user; all in one when `ATELIER_HOME` names it."""
        return cls(*(Path(root) for root in folders.roots()))

    @property
    def settings(self) -> Path:
        """The file of the settings."""
        return self.config / "settings.toml"

    @property
    def recent(self) -> Path:
        """The file of the workshops opened lately."""
        return self.state / "recent.json"

    @property
    def log(self) -> Path:
        """The file of the failures that nobody foresaw."""
        return self.state / "atelier.log"


@frozen
class Settings:
    """What the user chose once and for all; empty where the program is to choose."""

    lang: str = ""
    theme: str = ""
    keymap: Mapping[str, str] = field(default_factory=dict)
    """Keys by the id of their command; several keys are separated by commas."""
    sound: str = ""
    """`on` or `off`: the chime when time is up."""
    copy_to: str = ""
    """A folder that each export is copied to: a USB key, a shared folder."""
    engine: str = ""
    """What proposes how notes go together: `default`, `semantic`, a model's folder, a local address."""
    problems: tuple[AtelierError, ...] = ()
    """What could not be used of the file, to be shown once; the rest is used."""

    @property
    def has_sound(self) -> bool:
        """Whether the chime sounds when time is up, as it does until it is turned off."""
        return self.sound != "off"


@frozen
class RecentFile:
    """A workshop that was open lately."""

    path: Path
    title: str = ""
    opened_at: str = ""
    """UTC, ISO 8601."""


def load_settings(places: Places) -> Settings:
    """The settings; a file that cannot be used is told in `problems` and never stops the program."""
    try:
        table = toml_file.read(places.settings)
    except FileNotFoundError:
        return Settings()
    except AtelierError as problem:
        return Settings(problems=(problem,))
    problems: list[AtelierError] = []
    words = {name: _word(places.settings, table, name, problems) for name in _CHOICES}
    keymap = _keymap(places.settings, table, problems)
    known = (*_CHOICES, _KEYMAP)
    problems += [
        AtelierError(
            N_("{file}: there is no setting “{name}”. Those there are: {known}."),
            file=places.settings,
            name=name,
            known=", ".join(known),
        )
        for name in table
        if name not in known
    ]
    return Settings(**words, keymap=keymap, problems=tuple(problems))


def save_setting(places: Places, name: str, value: str) -> None:
    """Change one setting, and nothing else of what the user wrote in that file.

    Args:
        places: the user's folders.
        name: `lang`, `theme` or `sound`.
        value: the word; empty to leave the choice to the program.

    Raises:
        AtelierError: the file cannot be read as it is, or not be written; nothing was changed.
    """
    if name not in _CHOICES:
        raise ValueError(name)
    try:
        toml_file.read(places.settings)
        text = places.settings.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        text = ""
    written = _with_word(text, name, value)
    if not _says(written, name, value):
        raise AtelierError(
            N_("{file} is written in a way that only you can change: set {name} there."),
            file=places.settings,
            name=name,
        )
    try:
        atomic_file.write(places.settings, written.encode())
    except OSError as error:
        raise AtelierError(
            N_("Your choice could not be saved in {file}: {reason}."),
            file=places.settings,
            reason=error.strerror or type(error).__name__,
        ) from error


def recent_files(places: Places) -> list[RecentFile]:
    """The workshops opened lately, the last one first; none if the list cannot be read."""
    try:
        rows = json.loads(places.recent.read_text("utf-8"))
    except (OSError, ValueError, RecursionError):
        return []
    if not isinstance(rows, list):
        return []
    return [
        RecentFile(Path(row["path"]), str(row.get("title", "")), str(row.get("opened_at", "")))
        for row in rows[:RECENT_LIMIT]
        if isinstance(row, dict) and isinstance(row.get("path"), str) and row["path"]
    ]


def remember_file(places: Places, file: RecentFile) -> None:
    """Put a workshop first in the list of recent ones; never an error."""
    path = file.path.absolute()
    others = [other for other in recent_files(places) if other.path != path]
    _write_recent(places, [RecentFile(path, file.title, file.opened_at), *others])


def forget_file(places: Places, path: Path) -> None:
    """Take a workshop out of the list of recent ones; the file itself is not touched."""
    path = path.absolute()
    _write_recent(places, [other for other in recent_files(places) if other.path != path])


def _write_recent(places: Places, files: list[RecentFile]) -> None:
    rows = [
        {"path": str(file.path), "title": file.title, "opened_at": file.opened_at}
        for file in files[:RECENT_LIMIT]
    ]
    try:
        atomic_file.write(places.recent, json.dumps(rows, indent=1).encode())
    except OSError:
        return


def _word(file: Path, table: Mapping[str, object], name: str, problems: list[AtelierError]) -> str:
    value = table.get(name, "")
    allowed = _CHOICES[name]
    if isinstance(value, str) and (not value or not allowed or value in allowed):
        return value
    example = json.dumps(allowed[0] if allowed else "atelier")
    problems.append(
        AtelierError(
            N_("{file}: “{name}” cannot be used as it is. Write for example: {name} = {example}"),
            file=file,
            name=name,
            example=example,
        )
    )
    return ""


def _keymap(file: Path, table: Mapping[str, object], problems: list[AtelierError]) -> dict[str, str]:
    keys = table.get(_KEYMAP, {})
    pairs = keys if isinstance(keys, dict) else {}
    good = {str(name): key.strip() for name, key in pairs.items() if isinstance(key, str) and key.strip()}
    if not isinstance(keys, dict) or len(good) < len(pairs):
        bad = ", ".join(str(name) for name in pairs if name not in good) or _KEYMAP
        problems.append(
            AtelierError(
                N_("{file}: these keys cannot be used: {bad}. Write one a line below [keymap]: {example}"),
                file=file,
                bad=bad,
                example='"run.pause" = "p"',
            )
        )
    return good


def _says(text: str, name: str, value: str) -> bool:
    try:
        return bool(tomllib.loads(text)[name] == value)
    except (ValueError, LookupError):
        return False


def _with_word(text: str, name: str, value: str) -> str:
    """The text of a settings file with one word changed, in its place or else at the top."""
    line = f"{name} = {json.dumps(value, ensure_ascii=False)}"
    first_table = re.search(r"^[ \t]*\[", text, re.MULTILINE)
    top = len(text) if first_table is None else first_table.start()
    assignment = re.compile(rf"^[ \t]*[\"']?{name}[\"']?[ \t]*=[ \t]*{_VALUE}", re.MULTILINE)
    changed, count = assignment.subn(lambda _: line, text[:top], count=1)
    return changed + text[top:] if count else f"{line}\n{text}"
