"""The differences of a reviewed text as lines, and one of them in whole."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import TYPE_CHECKING, Final

from textual.content import Content

from atelier.domain.canvas import Heading
from atelier.domain.review.passage import CONCLUSION, FURTHER, INTRODUCTION, TITLE
from atelier.domain.state import State
from atelier.domain.text import one_line, printable
from atelier.domain.theme import Theme, Transversal
from atelier.domain.workshop import CafeTable
from atelier.services.review.differences import KINDS, OBSTACLES, Difference, Kind
from atelier.services.review.merging import Piece, compared
from atelier.ui.widgets.line_list import Line
from atelier.ui.wording import heading_name, table_name

if TYPE_CHECKING:
    from atelier.i18n import Translator

_GONE: Final = "strike $error"
_PUT: Final = "bold underline $success"
_CAPTION: Final = "bold $primary"
_NOTICE: Final = "bold $warning"
_DIM: Final = "dim"


def review_lines(
    tr: Translator, state: State, found: Sequence[Difference], left: Collection[str]
) -> list[Line]:
    """One line a difference, below the name and the count of its kind; the id is its key."""
    lines: list[Line] = []
    kind: Kind | None = None
    for each in found:
        if each.kind is not kind:
            kind = each.kind
            count = sum(other.kind is kind for other in found)
            lines.append(Line(f"title {kind}", tr(KINDS[kind], n=count), tone="heading", is_selectable=False))
        tone = "dim" if each.obstacle is not None or each.key in left else ""
        lead = "! " if each.is_conflict else "? " if each.is_guess else "• "
        if each.is_conflict and not tone:
            tone = "warning"
        lines.append(
            Line(each.key, _told(tr, state, each), lead=lead, tail=_place(tr, state, each), tone=tone)
        )
    return lines


def difference_text(tr: Translator, state: State, each: Difference) -> Content:
    """A difference in whole: before and after, what changed marked in both."""
    parts: list[Content] = []
    for caption, body in _sections(tr, state, each):
        if parts:
            parts.append(Content("\n\n"))
        if caption:
            parts.append(Content.styled(printable(caption), _CAPTION))
            parts.append(Content("\n"))
        parts.append(body)
    return Content("").join(parts)


def column_name(tr: Translator, each: Difference) -> str:
    """What the text is."""
    names = {
        TITLE: tr("Title"),
        "paragraph": tr("Paragraph"),
        "short": tr("Short line"),
        "divergence": tr("Disagreement"),
        "topic": tr("Topic of the table"),
        "question": tr("Question of the table"),
        INTRODUCTION: tr("Introduction"),
        CONCLUSION: tr("Conclusion across tables"),
        FURTHER: tr("To go further"),
    }
    return names.get(each.column, "")


def _sections(tr: Translator, state: State, each: Difference) -> Iterator[tuple[str, Content]]:
    for notice in _notices(tr, each):
        yield "", Content.styled(notice, _NOTICE)
    is_told = each.column == TITLE or each.kind in (Kind.NEW_POINT, Kind.COPY)
    if each.title and not is_told and (each.kind is not Kind.ABSENT or each.column):
        yield tr("Point") if each.kind is not Kind.TEXT else "", _plain(each.title)
    match each.kind:
        case Kind.PLACE:
            yield tr("In the text it stands"), _plain(_goal(tr, state, each))
        case Kind.NEW_POINT | Kind.COPY:
            said = "\n\n".join(part for part in (each.title, each.after) if part)
            yield (
                tr("New point") if each.kind is Kind.NEW_POINT else tr("In the text a second time"),
                _put(said),
            )
        case Kind.NEW_PARAGRAPH:
            yield tr("New paragraph: a adds it to the one above, n makes a point of it"), _put(each.after)
            if each.before:
                yield tr("Stands below"), _plain(each.before)
        case Kind.STRAY:
            yield tr("Line {line} of the file", line=each.line), _plain(each.after)
        case Kind.ABSENT:
            yield tr("In the workshop, and not in the text"), _plain(each.before)
        case _:
            yield from _texts(tr, each)


def _texts(tr: Translator, each: Difference) -> Iterator[tuple[str, Content]]:
    before, after = compared(each.before, each.after)
    yield tr("{text}: in the workshop", text=column_name(tr, each)), _pieces(before, _GONE)
    yield tr("Reviewed"), _pieces(after, _PUT)
    if each.both:
        _, both = compared(each.before, each.both)
        yield tr("Both corrections (b)"), _pieces(both, _PUT)
    if each.base:
        yield tr("As it went out"), Content.styled(printable(each.base), _DIM)


def _notices(tr: Translator, each: Difference) -> Iterator[str]:
    if each.obstacle is not None:
        yield tr(OBSTACLES[each.obstacle])
    if each.is_conflict:
        if each.kind is Kind.NEW_POINT:
            yield tr("This point was removed from the workshop since the text went out.")
        elif each.kind is Kind.PLACE:
            yield tr("This point was moved in the workshop too since the text went out.")
        elif each.both:
            yield tr("Changed here too since the text went out: b keeps both corrections.")
        else:
            yield tr("Changed here too since the text went out, at the same words: choose one of the two.")
    if each.is_guess:
        yield tr("Its code is gone: only its words say that it is this text.")


def _pieces(pieces: Sequence[Piece], style: str) -> Content:
    if not pieces:
        return Content("–")
    shown = [
        Content.styled(printable(piece.text), style) if piece.is_changed else Content(printable(piece.text))
        for piece in pieces
    ]
    return Content("").join(shown)


def _put(text: str) -> Content:
    return Content.styled(printable(text), _PUT)


def _plain(text: str) -> Content:
    return Content(printable(text))


def _told(tr: Translator, state: State, each: Difference) -> str:
    """A difference in a few words."""
    match each.kind:
        case Kind.TITLE | Kind.STRAY | Kind.NEW_PARAGRAPH:
            return one_line(each.after)
        case Kind.PLACE:
            return tr("{title} → {place}", title=one_line(each.title), place=_goal(tr, state, each))
        case Kind.TEXT:
            return tr("{text}: {after}", text=column_name(tr, each), after=one_line(each.after))
        case Kind.ABSENT if each.column:
            return tr("{text} of “{title}”", text=column_name(tr, each), title=one_line(each.title or "–"))
        case Kind.SIGNS if not each.title:
            return column_name(tr, each)
        case _:
            return one_line(each.title or each.after)


def _goal(tr: Translator, state: State, each: Difference) -> str:
    """Where a reviewed text has a point."""
    move = each.move
    if move is None:
        return ""
    place = ""
    if (move.table_id, move.heading) != (each.table_id, each.heading):
        headings = {heading.key: heading_name(heading) for heading in state.live(Heading)}
        table = state.get(CafeTable, move.table_id)
        name = table_name(tr, table) if table is not None and move.table_id != each.table_id else ""
        place = f"{name} {headings.get(move.heading, move.heading)}".strip()
    above = state.get(Theme, move.after) or state.get(Transversal, move.after)
    order = tr("first") if above is None else tr("below “{title}”", title=one_line(above.title))
    return f"{place}, {order}" if place else order


def _place(tr: Translator, state: State, each: Difference) -> str:
    table = state.get(CafeTable, each.table_id)
    if table is None:
        return ""
    headings = {heading.key: heading_name(heading) for heading in state.live(Heading)}
    return f"{table_name(tr, table)} {headings.get(each.heading, '')}".strip()
