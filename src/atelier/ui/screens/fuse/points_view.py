"""The points of one page as lines, and one of them opened: its sources and its texts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from atelier.domain.ballot import dots_on
from atelier.domain.fusion import Support, sources_of, support_of, themes_of, themes_with
from atelier.domain.state import State
from atelier.domain.theme import Theme, ThemeStatus
from atelier.domain.workshop import OUTSIDE_ROUNDS, CafeTable
from atelier.services.variants import variants_of
from atelier.ui.safe import clip
from atelier.ui.screens.fuse.notes_view import headings_by_key, hints, note_links, stop_mark
from atelier.ui.screens.fuse.where import Where
from atelier.ui.widgets.line_list import Line
from atelier.ui.wording import dots_phrase, group_name, heading_name, profile_name, word_count

if TYPE_CHECKING:
    from atelier.i18n import Translator

TITLE: Final = "@title"
PARAGRAPH: Final = "@paragraph"
SHORT: Final = "@short"
DIVERGENCE: Final = "@divergence"
OPPOSED: Final = "@opposed "
"""Begins the id of a line that shows two notes which may contradict each other."""
VARIANT: Final = "@variant "
"""Begins the id of a line that shows another version of a text."""
FEWEST_WORDS: Final = 30
MOST_WORDS: Final = 80
"""Words of a paragraph, about."""
_MOST_LABELS: Final = 4
_MOST_DOTS: Final = 5


def accepted_themes(state: State, where: Where) -> list[Theme]:
    """The points of a page that people stand behind, in their order."""
    return [
        theme
        for theme in themes_of(state, where.table_id, where.heading)
        if theme.status == ThemeStatus.ACCEPTED
    ]


def proposed_themes(state: State, where: Where) -> list[Theme]:
    """What is only suggested for a page."""
    return [
        theme
        for theme in themes_of(state, where.table_id, where.heading)
        if theme.status != ThemeStatus.ACCEPTED
    ]


def point_lines(tr: Translator, state: State, where: Where) -> list[Line]:
    """The points of a page with their number, then the suggestions."""
    lines = [
        Line(theme.id, theme_title(tr, state, theme), _lead(str(number), theme), _tail(tr, state, theme))
        for number, theme in enumerate(accepted_themes(state, where), 1)
    ]
    suggestions = proposed_themes(state, where)
    if not lines and not suggestions:
        return hints(
            (
                tr("No point yet."),
                tr("Mark notes with Space, then Enter makes a point of them."),
                tr("N makes an empty point."),
            )
        )
    if suggestions:
        count = str(len(suggestions))
        lines.append(Line("/suggestions", tr("Suggestions"), tail=count, tone="heading", is_selectable=False))
        lines += [
            Line(theme.id, theme_title(tr, state, theme), _lead("~", theme), _tail(tr, state, theme), "dim")
            for theme in suggestions
        ]
    return lines


def theme_title(tr: Translator, state: State, theme: Theme) -> str:
    """The title of a point, or what stands in for one that has none."""
    if theme.title:
        return theme.title
    first = next(iter(sources_of(state, theme.id)), None)
    return tr("(no title) {excerpt}", excerpt=clip(first.text, 40) if first is not None else "").rstrip()


def carriers(support: Support) -> str:
    """Who carried a point, in a few cells: « A·B ●● 5 »."""
    count = len(support.groups)
    labels = "·".join(group.label for group in support.groups[:_MOST_LABELS])
    if count > _MOST_LABELS:
        labels += "…"
    dots = "●" * count if count <= _MOST_DOTS else f"●×{count}"
    return " ".join(part for part in (labels, dots, str(support.notes)) if part)


def detail_lines(
    tr: Translator,
    state: State,
    where: Where,
    theme: Theme | None,
    *,
    drafts: frozenset[str] = frozenset(),
) -> list[Line]:
    """A point opened.

    Args:
        tr: the interface's language.
        state: the workshop.
        where: the page.
        theme: the point; None when there is none.
        drafts: its columns with a text that was typed and not kept.
    """
    if theme is None:
        return _no_point(tr, state, where)
    lines = [Line(TITLE, theme_title(tr, state, theme), tone="strong"), _carried(tr, state, theme)]
    if theme.status == ThemeStatus.PROPOSED:
        lines += hints(
            [tr("A suggestion: y accepts it, Del refuses it. Its notes stay to treat until then.")]
        )
    sources = sources_of(state, theme.id)
    lines.append(_heading("sources", tr("Sources"), str(len(sources))))
    names = headings_by_key(state)
    for note in sources:
        given = dots_on(state, note.id)
        marks = [dots_phrase(tr, given)] if given else []
        marks.append(stop_mark(tr, state, note))
        if note.heading != theme.heading and note.heading in names:
            marks.insert(0, heading_name(names[note.heading]))
        lead, tail = "★ " if note.star else "· ", " ".join(filter(None, marks))
        others = [other for other in themes_with(state, note.id) if other.id != theme.id]
        below = note_links(tr, state, note)
        below += tuple(
            (tr("also supports: {title}", title=theme_title(tr, state, other)), "dim") for other in others
        )
        lines.append(Line(note.id, note.text, lead, tail, below=below))
    if not sources:
        lines += hints([tr("No source yet: mark notes, then a attaches them to this point.")])
    count = word_count(theme.paragraph)
    lines.append(
        _heading("paragraph", tr("Paragraph"), tr.n("{n} word", "{n} words", count) if count else "")
    )
    lines.append(
        _text(PARAGRAPH, theme.paragraph, tr("Not written yet: e writes it, its sources beside it."))
    )
    lines += _others(tr, state, theme, "paragraph")
    lines.append(_heading("short", tr("Short line")))
    lines.append(_text(SHORT, theme.short, tr("Drawn from the paragraph; l writes another.")))
    lines += _others(tr, state, theme, "short")
    lines.append(_heading("divergence", tr("Disagreement")))
    lines.append(_text(DIVERGENCE, theme.divergence, tr("None was noted; i keeps one visible.")))
    lines += _others(tr, state, theme, "divergence")
    lines += _others(tr, state, theme, "title")
    return _with_drafts(tr, lines, drafts)


def _with_drafts(tr: Translator, lines: list[Line], drafts: frozenset[str]) -> list[Line]:
    """The lines, those marked whose text was typed and not kept."""
    columns = {f"/{name}" for name in drafts}
    found: list[Line] = []
    for line in lines:
        if line.id in columns:
            tail = " · ".join(part for part in (line.tail, tr("draft")) if part)
            line = Line(line.id, line.text, line.lead, tail, "warning", False)
        found.append(line)
    return found


def _no_point(tr: Translator, state: State, where: Where) -> list[Line]:
    table = state.get(CafeTable, where.table_id)
    lines: list[Line] = []
    if table is not None and table.question:
        lines.append(Line("/question", table.question, lead=" ", tone="strong", is_selectable=False))
    return lines + hints([tr("A point shows here with its sources and its paragraph.")])


def _carried(tr: Translator, state: State, theme: Theme) -> Line:
    support = support_of(state, theme.id)
    who = [group_name(tr, group) for group in support.groups]
    if not who:
        # People were mixed or free: what is known is when they said it.
        rounds = dict.fromkeys(note.round for note in sources_of(state, theme.id))
        who = [tr("round {round}", round=number) for number in sorted(rounds) if number != OUTSIDE_ROUNDS]
    who += [profile_name(state, key) for key in support.profiles]
    text = tr("Carried by: {who}", who=", ".join(who)) if who else tr("Carried by nobody yet")
    return Line("/carried", text, lead=" ", tone="dim", is_selectable=False)


def _others(tr: Translator, state: State, theme: Theme, column: str) -> list[Line]:
    return [
        Line(
            f"{VARIANT}{variant.id}",
            tr("Other version — Enter chooses: {text}", text=variant.text),
            "≠ ",
            tone="warning",
        )
        for variant in variants_of(state, Theme.KIND, theme.id, column)
    ]


def _heading(name: str, title: str, tail: str = "") -> Line:
    return Line(f"/{name}", title, tail=tail, tone="heading", is_selectable=False)


def _text(line_id: str, text: str, otherwise: str) -> Line:
    return Line(line_id, text) if text else Line(line_id, otherwise, tone="dim")


def _lead(number: str, theme: Theme) -> str:
    return f"{number:>2} {'★' if theme.star else ' '} "


def _tail(tr: Translator, state: State, theme: Theme) -> str:
    parts = ["≠"] if theme.divergence else []
    support = support_of(state, theme.id)
    said = {note.profile for note in sources_of(state, theme.id)}
    # Where some notes do not say who spoke, nothing is known of « only ».
    if support.notes > 1 and len(said) == 1 and support.profiles:
        parts.append(tr("{profile} only", profile=profile_name(state, support.profiles[0])))
    if not theme.paragraph:
        parts.append(tr("to write"))
    return " ".join([*parts, carriers(support)])
