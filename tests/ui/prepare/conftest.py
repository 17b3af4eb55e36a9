"""Opens Prepare for its tests."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from atelier.services.session import Session
from tests.ui.conftest import MakeApp
from tests.ui.prepare.opened import Prepared


@pytest.fixture
def prepared(make_app: MakeApp, workshop: Session) -> Callable[..., Any]:
    """Opens Prepare and hands it over."""

    class Opened:
        def __init__(self, size: tuple[int, int], lang: str) -> None:
            self.context = make_app("prepare", lang).run_test(size=size)

        async def __aenter__(self) -> Prepared:
            pilot = await self.context.__aenter__()
            found = Prepared(pilot, workshop)
            await found.until(lambda: found.fields.lines)
            return found

        async def __aexit__(self, *error: Any) -> None:
            await self.context.__aexit__(*error)

    def open_it(size: tuple[int, int] = (80, 24), lang: str = "en") -> Opened:
        return Opened(size, lang)

    return open_it
