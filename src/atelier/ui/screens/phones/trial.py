"""The trial: a code for any phone, whether one got through; if none does, what is wrong and the ways on."""

from __future__ import annotations

import asyncio
from typing import ClassVar, Final

from atelier.figures import about, stopwatch, time_of_day
from atelier.services.collection.access import Keyring, Role
from atelier.services.collection.adapters import adapters
from atelier.services.collection.addresses import address_of, spelled
from atelier.services.collection.devices import Device, devices
from atelier.services.collection.ledger import Wishes
from atelier.services.collection.process import CaptureProcess
from atelier.services.collection.trial import Outcome, Verdict, outcome
from atelier.ui.screens.phones.full_code import FullCode

WIDE_COLUMNS: Final = 110
"""A window of so many has the code and the advice beside each other."""


class TrialCode(FullCode):
    """Waits for a phone to answer."""

    SAYS_BESIDE: ClassVar[bool] = True

    def __init__(self, began: float) -> None:
        """A trial.

        Args:
            began: now by the real clock.
        """
        super().__init__()
        self._began = began
        self._outcome = Outcome(Verdict.WAITING)
        self._reads: bool | None = None
        """Whether the advice is wanted in place of the code; None while nobody said so."""

    def on_mount(self) -> None:
        """Look whether a phone came."""
        super().on_mount()
        self.set_interval(1.0, self._look_on)
        self._look_on()

    def _look_on(self) -> None:
        self.run_worker(self._look(), exclusive=True, exit_on_error=False)

    async def _look(self) -> None:
        status = self.atelier.phones.status
        if status is None:
            return
        found = await asyncio.to_thread(adapters)
        seen = await self.atelier.phones.do(_devices)
        before = self._outcome.verdict
        self._outcome = outcome(status, found, seen, self._began, self.atelier.real_clock.now().wall)
        self.draw()
        if self._outcome.verdict is not before:
            self.refresh_bindings()

    @property
    def has_advice(self) -> bool:
        """Whether something is wrong, and the window too narrow to say it beside the code."""
        return bool(self._outcome.causes) and self.size.width < WIDE_COLUMNS

    @property
    def hides_code(self) -> bool:
        """Whether the advice takes the place of the code: at first it does."""
        return self.has_advice and self._reads is not False

    def action_explain(self) -> None:
        """Go from the code to the advice, or back."""
        self._reads = not self.hides_code
        self.draw()

    def text(self) -> str:
        """The address of the test page."""
        status = self.atelier.phones.status
        wishes = status.wishes if status is not None else None
        return address_of(wishes or Wishes(Keyring(b""), 0), Role.TEST)

    def heading(self) -> str:
        """What it is."""
        return self.tr("Try with a phone")

    def lines(self) -> list[tuple[str, str]]:
        """How it stands, then what to do."""
        return [*self._verdict(), (" ", ""), *self._rest()]

    def _verdict(self) -> list[tuple[str, str]]:
        tr, shown = self.tr, self._outcome
        waited = stopwatch(max(0.0, self.atelier.real_clock.now().wall - self._began))
        match shown.verdict:
            case Verdict.ARRIVED:
                at = time_of_day(tr, shown.at or 0.0, full=True)
                return [(tr("✓ A phone got through at {time}: all is well.", time=at), "strong")]
            case Verdict.WAITING:
                return [
                    (tr("Scan this code with a phone that is on the Wi-Fi."), "strong"),
                    (tr("… waiting for it: {duration}", duration=waited), ""),
                ]
            case Verdict.NOBODY:
                lasting = about(tr, self.atelier.real_clock.now().wall - self._began)
                return [(tr("✗ Nobody came in {duration}. Most likely:", duration=lasting), "alarm")]
            case Verdict.ONLY_HERE:
                return [(tr("✗ Only this computer itself came. Most likely:"), "alarm")]
            case Verdict.CANNOT:
                return [(tr("✗ No phone can get through:"), "alarm")]

    def _rest(self) -> list[tuple[str, str]]:
        tr, shown = self.tr, self._outcome
        is_read_elsewhere = self.has_advice and not self.hides_code
        if shown.verdict in (Verdict.WAITING, Verdict.ARRIVED) or is_read_elsewhere:
            return [(spelled(self.text()), "dim"), (tr("“No internet”? Choose “Stay connected”."), "dim")]
        said = [(f"· {tr(each.msgid, **each.params)}", "") for each in shown.causes]
        said += [(" ", ""), (tr("Otherwise, the best first:"), "strong")]
        ways = enumerate(shown.ways, start=1)
        return said + [(f"{rank}. {tr(each.msgid, **each.params)}", "dim") for rank, each in ways]


def _devices(process: CaptureProcess) -> list[Device]:
    return devices(process.ledger.devices)
