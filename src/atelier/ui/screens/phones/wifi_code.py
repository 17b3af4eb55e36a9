"""The code with which phones join the Wi-Fi, alone on the window: it is larger than that of a table."""

from __future__ import annotations

from atelier import qr
from atelier.services.collection.ledger import Wifi
from atelier.ui.screens.phones.full_code import FullCode


class WifiCode(FullCode):
    """What phones scan first, once."""

    def __init__(self, wifi: Wifi) -> None:
        """A code.

        Args:
            wifi: the network.
        """
        super().__init__()
        self._wifi = wifi

    def text(self) -> str:
        """The network, as phones read it."""
        return qr.wifi_text(self._wifi.name, self._wifi.password)

    def heading(self) -> str:
        """The network's name."""
        return self.tr("Wi-Fi: {name}", name=self._wifi.name)

    def lines(self) -> list[tuple[str, str]]:
        """The same to be typed by hand."""
        tr, wifi = self.tr, self._wifi
        password = tr("Password: {password}", password=wifi.password) if wifi.password else ""
        return [
            (password or tr("No password."), "strong"),
            (tr("“No internet”? Choose “Stay connected”."), ""),
        ]
