"""Choosing the colours of the screens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from atelier.config import save_setting
from atelier.errors import AtelierError
from atelier.ui.dialogs.questions import Choice
from atelier.ui.themes import theme_about, theme_names, use_theme
from atelier.ui.widgets.line_list import Line

if TYPE_CHECKING:
    from atelier.ui.app import AtelierApp


async def choose_colours(app: AtelierApp) -> None:
    """Ask for a theme, take it and remember it."""
    places, language = app.places, app.tr.language
    lines = [Line(name, name, tail=theme_about(name, places, language)) for name in theme_names(places)]
    name = await app.push_screen_wait(Choice(app.tr("Colours"), lines, cursor=app.theme))
    if name is None:
        return
    for problem in use_theme(app, name, app.places):
        app.warn(problem)
    try:
        save_setting(app.places, "theme", name)
    except AtelierError as error:
        app.warn(error)
