"""The paper sheets in the order in which they are typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from atelier.domain.sheets import PaperSheet, sheets
from atelier.domain.state import State
from atelier.domain.workshop import Sheet
from atelier.ui.screens.capture.desk import Stop
from atelier.ui.widgets.bar import Part
from atelier.ui.wording import sheet_name

if TYPE_CHECKING:
    from atelier.i18n import Translator


def stop_on(sheet: PaperSheet) -> Stop:
    """The round and group of a sheet."""
    return Stop(sheet.round, sheet.group.id if sheet.group is not None else None)


def sheet_at(state: State, table_id: str, stop: Stop) -> PaperSheet | None:
    """The sheet of a table, a round and a group; None when no such sheet was printed."""
    return next(
        (sheet for sheet in sheets(state) if sheet.table.id == table_id and stop_on(sheet) == stop), None
    )


def is_paper(state: State, table_id: str, stop: Stop) -> bool:
    """Whether what is typed late into a cell is sure to come from paper."""
    sheet = sheet_at(state, table_id, stop)
    if sheet is None:
        return False
    is_in = sheet.seating is not None and sheet.seating.sheet == Sheet.RETURNED
    return is_in or sheet.table.is_on_paper


def sheet_parts(tr: Translator, sheet: PaperSheet, key: str) -> list[Part]:
    """Which sheet is being typed, and whether it came back.

    Args:
        tr: the interface's language.
        sheet: the sheet.
        key: the key that goes back to live.
    """
    said = {Sheet.RETURNED.value: tr("returned ✓"), Sheet.MISSING.value: tr("missing ✗")}
    where = said.get(sheet.seating.sheet, "") if sheet.seating is not None else ""
    parts = [Part(f" {sheet_name(tr, sheet)} ", "title", "screen.choose_cell")]
    if where:
        parts.append(Part(f"· {where} ", "", "screen.tick_sheet"))
    parts += [Part(f" {key} ", "key", "screen.go_live"), Part(f"{tr('back to live')} ", "", "screen.go_live")]
    topic = " ".join(sheet.table.topic.split())
    return [*parts, Part(f"· {topic} ", is_flexible=True)] if topic else parts
