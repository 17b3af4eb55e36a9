"""Colour themes: one TOML file each, the shipped ones and the user's own, which win."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from atelier import resources, toml_file
from atelier.errors import N_, AtelierError

if TYPE_CHECKING:
    from textual.app import App
    from textual.theme import Theme

    from atelier.config import Places

DEFAULT: Final = "atelier"
"""The theme of whoever chose none."""

_ABOUT: Final = "about"


def theme_names(places: Places) -> list[str]:
    """The names of the themes: ours first, then the user's own."""
    shipped = sorted(_files(resources.themes()), key=lambda name: (name != DEFAULT, name))
    return shipped + sorted(_files(_own(places)).keys() - set(shipped))


def theme_about(name: str, places: Places, language: str) -> str:
    """What a theme is good for, in one line; empty when its file says nothing."""
    try:
        about = toml_file.read(_find(name, places)).get(_ABOUT)
    except (AtelierError, FileNotFoundError):
        return ""
    text = about.get(language) if isinstance(about, dict) else about
    return text if isinstance(text, str) else ""


def use_theme(app: App[Any], name: str, places: Places) -> list[AtelierError]:
    """Show the program in a theme, or in ours when that one cannot be used.

    Args:
        app: the program.
        name: a theme's name; empty for ours.
        places: the user's folders.

    Returns:
        what to tell the user: nothing, or why another theme is shown.
    """
    problems: list[AtelierError] = []
    try:
        theme = load_theme(name or DEFAULT, places)
    except AtelierError as problem:
        problems.append(problem)
        theme = _theme(DEFAULT, toml_file.read(resources.themes() / f"{DEFAULT}.toml"))
    app.register_theme(theme)
    if app.theme == theme.name:
        app.theme = "textual-dark"  # a file that was changed under the same name is shown too
    app.theme = theme.name
    return problems


def load_theme(name: str, places: Places) -> Theme:
    """One theme; only a file of the user's own is checked, ours have tests.

    Raises:
        AtelierError: there is none of that name, or its file cannot be used.
    """
    path = _find(name, places)
    try:
        table = toml_file.read(path)
    except FileNotFoundError as error:
        raise _unknown(name, places) from error
    if path.parent != resources.themes():
        from atelier.ui.theme_check import check

        check(path, table)
    return _theme(name, table)


def theme_problems(places: Places) -> list[AtelierError]:
    """What is wrong with the user's own themes."""
    problems: list[AtelierError] = []
    for name in sorted(_files(_own(places))):
        try:
            load_theme(name, places)
        except AtelierError as problem:
            problems.append(problem)
    return problems


def _own(places: Places) -> Path:
    return places.config / "themes"


def _files(folder: Path) -> Mapping[str, Path]:
    try:
        return {path.stem: path for path in folder.glob("*.toml") if not path.name.startswith(".")}
    except OSError:
        return {}


def _find(name: str, places: Places) -> Path:
    for folder in (_own(places), resources.themes()):
        # Looked up by listing: a name from a settings file is no path
        if (path := _files(folder).get(name)) is not None:
            return path
    raise _unknown(name, places)


def _unknown(name: str, places: Places) -> AtelierError:
    return AtelierError(
        N_("There is no theme “{name}”. Those there are: {known}."),
        name=name,
        known=", ".join(theme_names(places)),
    )


def _theme(name: str, table: Mapping[str, Any]) -> Theme:
    from textual.theme import Theme

    return Theme(name=name, **{key: value for key, value in table.items() if key != _ABOUT})
