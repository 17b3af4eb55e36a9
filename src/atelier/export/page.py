"""An HTML file that stands alone: nothing outside it is loaded, and nothing in it runs."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable
from html import escape as html_escape

from atelier import resources


def write_page(*, language: str, title: str, style: str, body: Iterable[str]) -> bytes:
    """The whole file.

    Args:
        language: of its words.
        title: what a browser calls it.
        style: its only stylesheet; a style written elsewhere in it is not applied.
        body: its lines, which are markup.
    """
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    lines = [
        "<!doctype html>",
        f'<html lang="{escape(language)}">',
        "<head>",
        '<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{escape(policy)}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        '<meta name="referrer" content="no-referrer">',
        f"<title>{escape(' '.join(title.split()))}</title>",
        f"<style>{style}</style>",
        "</head>",
        "<body>",
        "<main>",
        *body,
        "</main>",
        "</body>",
        "</html>",
    ]
    return ("\n".join(lines) + "\n").encode()


def shipped_style(name: str) -> str:
    """A stylesheet of `data/documents`, without the comment at its head."""
    return resources.data("documents", name).read_text("utf-8").partition("*/")[2]


def escape(text: str) -> str:
    """The text as it may stand between tags or in a quoted attribute."""
    return html_escape(text, quote=True)


def tag(name: str, content: str, css: str = "", *, is_said: bool = False) -> str:
    """An element.

    Args:
        name: of its tag.
        content: markup.
        css: its classes.
        is_said: whether people wrote its text, which may then run from right to left.
    """
    kind = f' class="{css}"' if css else ""
    direction = ' dir="auto"' if is_said else ""
    return f"<{name}{kind}{direction}>{content}</{name}>"
