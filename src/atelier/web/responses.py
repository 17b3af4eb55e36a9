"""Answers: what every one of them says to the browser, and how a refusal reads."""

from __future__ import annotations

import base64
import gzip
import hashlib
import html
import json
from collections.abc import Iterable, Mapping
from typing import Any, Final

from aiohttp import web

from atelier.i18n import Translator

WORTH_SHORTENING: Final = 2_000
"""Bytes."""
NO_STORE: Final = "no-store"
ALWAYS: Final[Mapping[str, str]] = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Server": "atelier",
}
NOTHING: Final = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
"""The policy of an answer that is no page."""


class Refused(Exception):
    """A request that is answered with an error.

    Args:
        status: of HTTP.
        code: a word for programs.
        message: a sentence for people, in their language.
        retry_after: seconds until it may be tried again; 0 for never mind.
    """

    def __init__(self, status: int, code: str, message: str, retry_after: int = 0) -> None:
        super().__init__(code)
        self.status = status
        self.code = code
        self.message = message
        self.retry_after = retry_after


def source_hash(text: str) -> str:
    """How a policy names an inline script or style."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def page_policy(scripts: Iterable[str] = (), styles: Iterable[str] = ()) -> str:
    """The content security policy of a page.

    Args:
        scripts: its inline scripts, word for word.
        styles: its inline styles, word for word.
    """
    allowed = {
        "default-src": ["'none'"],
        "script-src": [source_hash(text) for text in scripts] or ["'none'"],
        "style-src": [source_hash(text) for text in styles] or ["'none'"],
        "img-src": ["data:"],
        "connect-src": ["'self'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
    }
    return "; ".join(f"{name} {' '.join(words)}" for name, words in allowed.items())


def page(
    text: str, language: str, *, policy: str, status: int = 200, cache: str = NO_STORE, **headers: str
) -> web.Response:
    """A page."""
    return web.Response(
        status=status,
        body=text.encode("utf-8", "replace"),
        headers={
            **ALWAYS,
            "Content-Type": "text/html; charset=utf-8",
            "Content-Language": language,
            "Content-Security-Policy": policy,
            "Cache-Control": cache,
            "Vary": "Accept-Language",
            **headers,
        },
    )


def shortened(response: web.Response, accepted: str) -> web.Response:
    """The response, compressed where that is worth it: the Wi-Fi of a venue is slow.

    Args:
        response: it.
        accepted: what the browser says that it can read.
    """
    body = response.body
    if isinstance(body, bytes) and len(body) > WORTH_SHORTENING and "gzip" in accepted.lower():
        response.body = gzip.compress(body, 1)
        response.headers["Content-Encoding"] = "gzip"
        response.headers["Vary"] = ", ".join(filter(None, (response.headers.get("Vary"), "Accept-Encoding")))
    return response


def json_text(text: str, status: int = 200, **headers: str) -> web.Response:
    """An answer for the page's script, of JSON that is made already."""
    return web.Response(
        status=status,
        body=text.encode("utf-8", "replace"),
        headers={
            **ALWAYS,
            "Content-Type": "application/json; charset=utf-8",
            "Content-Security-Policy": NOTHING,
            "Cache-Control": NO_STORE,
            **headers,
        },
    )


def json_answer(value: Any, status: int = 200, **headers: str) -> web.Response:
    """An answer for the page's script."""
    return json_text(json.dumps(value, ensure_ascii=False, separators=(",", ":")), status, **headers)


def redirect(where: str) -> web.Response:
    """Go and look there."""
    return web.Response(
        status=303,
        headers={**ALWAYS, "Location": where, "Content-Security-Policy": NOTHING, "Cache-Control": NO_STORE},
    )


def refusal(refused: Refused, tr: Translator, *, is_page: bool) -> web.Response:
    """The answer to a request that is refused."""
    more = {"Retry-After": str(refused.retry_after)} if refused.retry_after else {}
    if not is_page:
        return json_answer({"error": refused.code, "message": refused.message}, refused.status, **more)
    text = (
        f'<!doctype html><html lang="{tr.language}"><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>Atelier</title><h1>Atelier</h1><p>{html.escape(refused.message)}</p></html>"
    )
    return page(text, tr.language, policy=NOTHING, status=refused.status, **more)
