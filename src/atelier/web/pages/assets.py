"""The scripts and styles that pages carry inline, as they are shipped."""

from __future__ import annotations

from functools import cache

from atelier import resources


@cache
def asset(name: str) -> str:
    """A file of `data/web/`; empty when it is not there."""
    try:
        return resources.data("web", name).read_text("utf-8")
    except OSError:
        return ""
