"""What became of the notes, as a page to print and as Markdown: one sheet a group."""

from __future__ import annotations

from collections.abc import Iterator

from atelier.export.followup import Cell, Followup, Trace
from atelier.export.markdown import escape as escape_markdown
from atelier.export.page import escape, shipped_style, tag, write_page


def write_followup_page(followup: Followup) -> bytes:
    """The page: each group begins a sheet of its own."""
    return write_page(
        language=followup.language,
        title=f"{followup.title} – {followup.about}",
        style=shipped_style("followup.css"),
        body=(line for trace in followup.traces for line in _trace(followup, trace)),
    )


def write_followup_text(followup: Followup) -> bytes:
    """The same as Markdown, one line a note."""
    return ("\n\n".join(_blocks(followup)) + "\n").encode()


def _trace(followup: Followup, trace: Trace) -> Iterator[str]:
    yield '<section class="trace">'
    yield tag("p", escape(followup.about), "about", is_said=True)
    yield tag("h1", escape(followup.title))
    yield tag("h2", escape(trace.title), is_said=True)
    yield tag("p", escape(trace.tally), "tally")
    if followup.working:
        yield tag("p", escape(followup.working), "working")
    yield tag("p", escape(followup.introduction), "lead")
    for stop in trace.stops:
        yield "<section>"
        if stop.title:
            yield tag("h3", escape(stop.title), is_said=True)
        yield "<table><thead><tr>"
        # The head of a table is printed again on each of its pages: it says whose they are
        noted, became = followup.columns
        yield f'<th scope="col">{escape(noted)} – {escape(trace.label)}</th>'
        yield f'<th scope="col">{escape(became)}</th>'
        yield "</tr></thead>"
        for cell in stop.cells:
            yield from _cell(cell)
        yield "</table></section>"
    yield tag("p", escape(followup.made), "made")
    yield "</section>"


def _cell(cell: Cell) -> Iterator[str]:
    yield "<tbody>"
    state = f" {tag('span', escape(cell.state), 'state')}" if cell.state else ""
    title = f'<span dir="auto">{escape(cell.heading)}</span>{state}'
    yield f'<tr class="heading"><th colspan="2">{title}</th></tr>'
    for line in cell.lines:
        text = "<br>".join(escape(part) for part in line.text.split("\n"))
        star = "★ " if line.is_star else ""
        note = f'<td>{star}<span dir="auto">{text}</span></td>'
        yield f"<tr>{note}{tag('td', escape(line.fate), 'fate' if line.is_used else 'fate unused')}</tr>"
    yield "</tbody>"


def _blocks(followup: Followup) -> Iterator[str]:
    yield f"# {escape_markdown(followup.title)}"
    yield escape_markdown(followup.about)
    if followup.working:
        yield f"> **{escape_markdown(followup.working)}**"
    yield escape_markdown(followup.introduction)
    for trace in followup.traces:
        yield f"## {escape_markdown(trace.title)}"
        yield escape_markdown(trace.tally)
        for stop in trace.stops:
            if stop.title:
                yield f"### {escape_markdown(stop.title)}"
            for cell in stop.cells:
                state = f" – {escape_markdown(cell.state)}" if cell.state else ""
                yield f"**{escape_markdown(cell.heading)}**{state}"
                if cell.lines:
                    yield "\n".join(
                        f"- {'★ ' if line.is_star else ''}{escape_markdown(line.text)}"
                        f" → {escape_markdown(line.fate)}"
                        for line in cell.lines
                    )
    yield "* * *"
    yield escape_markdown(followup.made)
