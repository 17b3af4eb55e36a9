"""The real clock: what it must do on any machine."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import pytest

from atelier.services import time as system_time
from atelier.services.time import SystemClock, boot_id


@pytest.fixture(autouse=True)
def _forget_boot() -> None:
    boot_id.cache_clear()


def test_it_goes_forward_on_one_boot() -> None:
    first, second = SystemClock().now(), SystemClock().now()
    assert second.boot >= first.boot
    assert second.boot_id == first.boot_id != ""
    assert abs(second.wall - time.time()) < 60


@pytest.mark.skipif(sys.platform != "linux", reason="Linux has this clock")
def test_linux_counts_sleep() -> None:
    before = time.clock_gettime(time.CLOCK_BOOTTIME)
    assert before <= SystemClock().now().boot <= time.clock_gettime(time.CLOCK_BOOTTIME)
    assert boot_id() == Path("/proc/sys/kernel/random/boot_id").read_text().strip()


def test_without_a_boot_id_each_process_has_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(system_time.sys, "platform", "win32")
    assert boot_id().startswith("process-")
    assert boot_id() == SystemClock().now().boot_id
    mine = boot_id()
    boot_id.cache_clear()
    assert boot_id() != mine


def test_a_system_that_hides_its_boot_id_is_no_error(monkeypatch: pytest.MonkeyPatch) -> None:
    def hide(*_: object, **__: object) -> str:
        raise PermissionError

    monkeypatch.setattr(system_time.Path, "read_text", hide)
    monkeypatch.setattr(system_time.sys, "platform", "linux")
    assert boot_id().startswith("process-")


def test_macos_is_asked_in_its_own_way(monkeypatch: pytest.MonkeyPatch) -> None:
    """Elsewhere the call does not exist, which is no error either."""
    monkeypatch.setattr(system_time.sys, "platform", "darwin")
    assert boot_id()
    if hasattr(time, "CLOCK_MONOTONIC_RAW"):
        assert SystemClock().now().boot == pytest.approx(time.clock_gettime(time.CLOCK_MONOTONIC_RAW), abs=5)
