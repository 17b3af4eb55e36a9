"""« enregistré ✓ » is what matters most: nothing that was done earlier hides it."""

from __future__ import annotations

import pytest

from atelier.services.session import Session
from tests.ui.conftest import MakeApp
from tests.ui.noting import (
    NARROW,
    bar,
    label,
    next_step,
    note_down,
    notes,
    run_round,
    said,
    slow_disk,
    type_text,
)
from tests.ui.steering import until
from tests.ui.workshops import FakeClock


async def test_a_note_typed_while_the_group_is_being_seated_is_called_saved_in_the_end(
    make_app: MakeApp, workshop: Session, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    run_round(workshop, clock)
    async with make_app(lang="en").run_test(size=NARROW) as pilot:
        next_step(workshop, clock)
        await until(pilot, lambda: bar(pilot, "waiting"))
        go_on = slow_disk(monkeypatch)
        # The writer is busy with A's note: what follows is committed together, after it.
        await type_text(pilot, "la dernière de A")
        await pilot.press("enter", "ctrl+r")
        await type_text(pilot, "la première de B")
        await pilot.press("enter")
        await said(pilot, "…")
        go_on.set()
        await until(pilot, lambda: [label(workshop, note) for note in notes(workshop)] == ["A", "B"])
        await said(pilot, "saved ✓")
        for _ in range(20):
            await pilot.pause(0.01)
        assert "saved ✓" in bar(pilot, "state")


async def test_taking_back_what_came_before_does_not_hide_it_either(
    make_app: MakeApp, workshop: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with make_app(lang="en").run_test(size=NARROW) as pilot:
        await note_down(pilot, "de trop")
        go_on = slow_disk(monkeypatch)
        await pilot.press("ctrl+z")
        await type_text(pilot, "mieux dit")
        await pilot.press("enter")
        await said(pilot, "…")
        go_on.set()
        await until(pilot, lambda: [note.text for note in notes(workshop)] == ["mieux dit"])
        await said(pilot, "saved ✓")
        for _ in range(20):
            await pilot.pause(0.01)
        assert "saved ✓" in bar(pilot, "state")
