"""Why notes are proposed together, in a window of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Label, Static

from atelier.domain.note import Note
from atelier.domain.state import State
from atelier.domain.theme import Theme
from atelier.domain.workshop import CafeTable
from atelier.fusion.proposal import SEMANTIC, Member, ProposedTheme, Span
from atelier.ui.dialogs.dialog import Dialog
from atelier.ui.safe import clip, plain
from atelier.ui.screens.fuse.notes_view import headings_by_key, stop_mark
from atelier.ui.wording import heading_name, profile_name, table_name, table_title

if TYPE_CHECKING:
    from collections.abc import Iterable

    from atelier.fusion.transversal import TransversalTheme
    from atelier.i18n import Translator
    from atelier.services.workbench import Bench

_EXCERPT_CELLS = 60


class Reasons(Dialog[bool]):
    """A text to read; Escape or Enter closes it."""

    DEFAULT_CSS = """
    Reasons {
        & > .dialog--box { width: 100; height: 80%; }
        & VerticalScroll { height: 1fr; }
        & Static { width: 100%; height: auto; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter,question_mark", "give_up", show=False)]

    def __init__(self, text: Content) -> None:
        """A window with a text."""
        super().__init__()
        self._text = text

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog--box"):
            with VerticalScroll(id="reasons"):
                yield Static(self._text)
            yield Label(plain(self.tr("↑ ↓: read · Esc: back")), classes="dialog--hint")

    def on_mount(self) -> None:
        """Let the arrows scroll."""
        self.query_one("#reasons").focus()


def reasons_of(tr: Translator, state: State, bench: Bench, theme: Theme) -> Content | None:
    """Why the notes of a proposal or of a point belong together; None when the engine sees no reason.

    Args:
        tr: the interface's language.
        state: the workshop.
        bench: what the engine answered.
        theme: the proposal, or a point.
    """
    proposed = bench.ids.get(theme.id)
    if proposed is None:
        from atelier.domain.fusion import sources_of

        held = {note.id for note in sources_of(state, theme.id)}
        proposed = max(
            (one for one in bench.proposal.themes if held & set(one.note_ids)),
            key=lambda one: len(held & set(one.note_ids)),
            default=None,
        )
    if proposed is None:
        return None
    parts = [plain(theme.title or proposed.titles[0]).stylize("bold"), *_facts(tr, state, bench, proposed)]
    for member in proposed.notes:
        note = state.get(Note, member.id)
        if note is not None:
            parts += _member(tr, state, note, member)
    return Content("\n").join(parts)


def _facts(tr: Translator, state: State, bench: Bench, theme: ProposedTheme) -> Iterable[Content]:
    facts = []
    if theme.groups:
        facts.append(tr("{n} of {all} groups", n=theme.groups, all=theme.groups_in_cell))
    facts += [profile_name(state, key) for key in theme.profiles]
    facts.append(tr("likeness {value}", value=_figure(tr, theme.cohesion)))
    yield plain(" · ".join(facts)).stylize("dim")
    near = theme.nearest
    if near is not None:
        other = next((one for one in bench.proposal.themes if one.key == near.key), None)
        if other is not None:
            title = clip(other.titles[0], _EXCERPT_CELLS)
            nearest = tr("Nearest: “{title}” ({value})", title=title, value=_figure(tr, near.similarity))
            yield plain(nearest).stylize("dim")
    others = [title for title in dict.fromkeys(theme.titles) if title]
    if len(others) > 1:
        yield plain(tr("Titles: {titles}", titles=" / ".join(others))).stylize("dim")
    engine = tr("semantic") if bench.proposal.engine == SEMANTIC else tr("words")
    yield plain(tr("Engine: {engine}", engine=engine)).stylize("dim")


def _member(tr: Translator, state: State, note: Note, member: Member) -> Iterable[Content]:
    yield Content("")
    yield Content.assemble(
        "· ", highlighted(note.text, member.words), plain(f"  ({stop_mark(tr, state, note)})")
    )
    near = state.get(Note, member.near) if member.near else None
    if near is None:
        return
    value = _figure(tr, member.similarity)
    text = tr("like “{text}”, {value}", text=clip(near.text, _EXCERPT_CELLS), value=value)
    if member.meaning is not None:
        text += " · " + tr("meaning {value}", value=_figure(tr, member.meaning))
    yield plain(f"  ≈ {text}").stylize("dim")


def crossing_reasons(tr: Translator, state: State, theme: TransversalTheme) -> Content:
    """Why points of several tables are proposed as one."""
    likeness = tr("likeness {value}", value=_figure(tr, theme.cohesion))
    facts = f"{tr.n('{n} table', '{n} tables', theme.tables)} · {likeness}"
    parts = [plain(theme.titles[0]).stylize("bold"), plain(facts).stylize("dim")]
    for link in theme.links:
        point, near = state.get(Theme, link.key), state.get(Theme, link.near)
        table = state.get(CafeTable, point.table_id) if point is not None else None
        if point is None or table is None:
            continue
        mark = plain(f"  ({table_name(tr, table)})")
        parts += [Content(""), Content.assemble("· ", highlighted(point.title, link.words), mark)]
        if near is not None:
            value = _figure(tr, link.similarity)
            text = tr("like “{text}”, {value}", text=clip(near.title, _EXCERPT_CELLS), value=value)
            parts.append(plain(f"  ≈ {text}").stylize("dim"))
    return Content("\n").join(parts)


def answers_text(tr: Translator, state: State) -> Content:
    """Which findings are answered by which points, and which by none."""
    from atelier.services.facing import answered

    names = headings_by_key(state)
    parts = [plain(tr("What answers what")).stylize("bold")]
    table = None
    for found in answered(state):
        if found.table != table:
            table = found.table
            parts += [Content(""), plain(table_title(tr, table)).stylize("bold")]
        parts.append(plain(f"· {found.finding.title}"))
        for theme, value in found.answers:
            heading = names.get(theme.heading)
            where = heading_name(heading) if heading is not None else ""
            parts.append(plain(f"    → {theme.title}  ({where}, {_figure(tr, value)})").stylize("dim"))
        if not found.answers:
            parts.append(plain(f"    ✗ {tr('nothing answers it yet')}").stylize("$warning"))
    if table is None:
        parts.append(plain(tr("There is no finding yet among the points of the tables.")))
    return Content("\n").join(parts)


def highlighted(text: str, words: Iterable[Span]) -> Content:
    """A note with the words underlined that another one shares."""
    content = plain(text)
    if len(content.plain) != len(text):
        return content
    for span in words:
        content = content.stylize("bold underline", span.start, span.end)
    return content


def _figure(tr: Translator, value: float) -> str:
    shown = f"{value:.2f}"
    return shown.replace(".", ",") if tr.language == "fr" else shown
