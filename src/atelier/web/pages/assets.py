"""The scripts, styles and templates of `data/web`, as pages carry them inline."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from string import Template
from typing import Final

from atelier import resources
from atelier.web.pages.compact import compact_markup, compact_script, compact_style

SCRIPTS: Final[Mapping[str, tuple[str, ...]]] = {
    "table.js": ("store.js", "outbox.js", "lines.js", "table.js"),
    "dots.js": ("dots.js",),
    "room.js": ("room.js",),
}
"""The files that run as one script, by its name."""


@cache
def asset(name: str) -> str:
    """A script or a style, word for word as it stands in pages: their policy names it by its hash."""
    if name.endswith(".css"):
        return compact_style(_shipped(name))
    source = "\n".join(_shipped(part) for part in SCRIPTS[name])
    # A block of its own: the page has no globals
    return f"{{{compact_script(source)}}}"


@cache
def template(name: str) -> Template:
    """A page with `$places`."""
    return Template(compact_markup(_shipped(name)))


def as_data(value: object) -> str:
    """A value for a script, as it may stand in a page: nothing in it ends the element that it is in."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")


def _shipped(name: str) -> str:
    return resources.data("web", name).read_text("utf-8")
