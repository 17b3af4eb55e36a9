"""The scripts, styles and templates of `data/web`, as pages carry them inline."""

from __future__ import annotations

import json
import re
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
_WORD: Final = re.compile(r"\bwords\.(\w+)")


@cache
def asset(name: str) -> str:
    """A script or a style, word for word as it stands in pages: their policy names it by its hash."""
    if name.endswith(".css"):
        return compact_style(_shipped(name))
    places = {word: f"words[{place}]" for place, word in enumerate(spoken(name))}
    source = _WORD.sub(lambda found: places[found[1]], _source(name))
    # A block of its own: the page has no globals
    return f"{{{compact_script(source)}}}"


@cache
def spoken(name: str) -> tuple[str, ...]:
    """The words that a script says, in the order in which it wants to be given them."""
    return tuple(dict.fromkeys(_WORD.findall(_source(name))))


@cache
def template(name: str) -> Template:
    """A page with `$places`."""
    return Template(compact_markup(_shipped(name)))


def as_data(value: object) -> str:
    """A value for a script, as it may stand in a page: nothing in it ends the element that it is in."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")


def _source(name: str) -> str:
    return "\n".join(_shipped(part) for part in SCRIPTS[name])


def _shipped(name: str) -> str:
    return resources.data("web", name).read_text("utf-8")
