"""The code of one table after the other on the whole window, with its address in clear."""

from __future__ import annotations

from atelier.domain.place import places
from atelier.domain.workshop import CafeTable
from atelier.services.collection.access import Keyring, Role
from atelier.services.collection.addresses import address_of, spelled
from atelier.services.collection.ledger import Wishes
from atelier.services.collection.process import Phase
from atelier.ui.screens.phones.full_code import FullCode
from atelier.ui.widgets.bar import Part
from atelier.ui.wording import table_title


class TableCode(FullCode):
    """What a table scans."""

    def __init__(self, table_id: str | None = None) -> None:
        """A code.

        Args:
            table_id: the table; None for the first one.
        """
        super().__init__()
        self._table_id = table_id

    @property
    def _places(self) -> tuple[CafeTable, ...]:
        return places(self.state)

    @property
    def table(self) -> CafeTable:
        """The table whose code is shown."""
        found = self._places
        return next((table for table in found if table.id == self._table_id), found[0])

    @property
    def has_others(self) -> bool:
        """Whether there are more tables."""
        return self.atelier.session is not None and len(self._places) > 1

    @property
    def _wishes(self) -> Wishes | None:
        status = self.atelier.phones.status
        return status.wishes if status is not None else None

    def text(self) -> str:
        """The address of the table's page."""
        wishes = self._wishes or Wishes(Keyring(b""), 0)
        return address_of(wishes, Role.TABLE, self.table.id)

    def heading(self) -> str:
        """The table and its topic."""
        return table_title(self.tr, self.table)

    def marks(self) -> list[Part]:
        """Whether it can be scanned now, and how many did."""
        tr, status, reach = self.tr, self.atelier.phones.status, self.atelier.phones.reach
        if status is None or status.phase is not Phase.OPEN:
            return [Part(f" {tr('not open now')} ", "alarm")]
        seen = reach.seen.get(self.table.id) if reach is not None else None
        count = seen.connected if seen is not None else 0
        return [Part("  " + tr.n("{n} phone", "{n} phones", count), "here" if count else "dim")]

    def lines(self) -> list[tuple[str, str]]:
        """The address to be typed by hand, and what phones say that worries people."""
        tr = self.tr
        return [
            (spelled(self.text()), "strong"),
            (tr("“No internet”? Choose “Stay connected”."), ""),
        ]

    def action_next(self) -> None:
        """Go to the next table."""
        self._go(1)

    def action_previous(self) -> None:
        """Go to the table before."""
        self._go(-1)

    def _go(self, step: int) -> None:
        found = self._places
        self._table_id = found[(found.index(self.table) + step) % len(found)].id
        self.draw()
