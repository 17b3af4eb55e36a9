"""Who carried what, at a glance: points of one profile alone, of several, of nobody that is known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from atelier.domain.canvas import Heading
from atelier.domain.fusion import sources_of, themes_of
from atelier.domain.place import places
from atelier.domain.state import State
from atelier.domain.theme import Theme, ThemeStatus
from atelier.domain.workshop import Profile
from atelier.ui.safe import plain
from atelier.ui.screens.fuse.points_view import theme_title
from atelier.ui.wording import heading_name, table_title

if TYPE_CHECKING:
    from collections.abc import Iterable

    from atelier.i18n import Translator


def voices_text(tr: Translator, state: State) -> Content:
    """Every point under who carried it, by table.

    Args:
        tr: the interface's language.
        state: the workshop; points that are only proposed are left out.
    """
    parts = [plain(tr("Who carried what")).stylize("bold")]
    parts.append(
        plain(tr("From the notes that say who spoke; a document names a profile from 3 people on.")).stylize(
            "dim"
        )
    )
    for table in places(state):
        sorted_out = _by_voices(tr, state, table.id)
        if not sorted_out:
            continue
        parts += [Content(""), plain(table_title(tr, table)).stylize("bold")]
        for title, themes in sorted_out.items():
            parts.append(plain(f"{title} ({len(themes)})").stylize("$accent"))
            parts += [plain(f"  · {line}") for line in themes]
    if len(parts) == 2:
        parts.append(plain(tr("There is no point yet.")))
    return Content("\n").join(parts)


def _by_voices(tr: Translator, state: State, table_id: str) -> dict[str, list[str]]:
    profiles = state.live(Profile)
    labels = {profile.key: profile.label for profile in profiles}
    names = {heading.key: heading_name(heading) for heading in state.live(Heading)}
    found: dict[tuple[int, str], list[str]] = {}
    for theme in themes_of(state, table_id):
        if theme.status != ThemeStatus.ACCEPTED:
            continue
        counts = _counts(state, theme)
        known = [labels.get(key, key) for key in counts]
        if len(known) == 1:
            order, title = 1, tr("{profile} only", profile=known[0])
        elif known:
            order, title = 0, tr("Several profiles")
        else:
            order, title = 2, tr("Nobody that is known")
        tally = ", ".join(f"{labels.get(key, key)} {count}" for key, count in counts.items())
        line = f"{theme_title(tr, state, theme)} — {names.get(theme.heading, theme.heading)}"
        found.setdefault((order, title), []).append(f"{line} ({tally})" if tally else line)
    return {title: found[order, title] for order, title in sorted(found)}


def _counts(state: State, theme: Theme) -> dict[str, int]:
    """How many notes of each profile a point rests on, in the order of the profiles."""
    said = [note.profile for note in sources_of(state, theme.id) if note.profile]
    order: Iterable[str] = (profile.key for profile in state.live(Profile))
    known = dict.fromkeys((*order, *said))
    return {key: said.count(key) for key in known if key in said}
