"""How requests are read off a connection, and what becomes of those that are no HTTP."""

from __future__ import annotations

import asyncio
from typing import Any, Final

from aiohttp import web

from atelier.web.responses import ALWAYS, NO_STORE, NOTHING

KEEP_SECONDS: Final = 150.0
"""How long a connection may be idle between requests."""
LINGER_SECONDS: Final = 2.0
"""How long the rest of a request is listened to that was answered already."""


class Connection(web.RequestHandler):
    """A connection whose failures are told in the same way as all else, and never in detail."""

    __slots__ = ()

    @classmethod
    def of(cls, server: web.Server) -> Connection:
        """One more connection of a server."""
        return cls(
            server,
            loop=asyncio.get_running_loop(),
            access_log=None,  # type: ignore[arg-type]
            keepalive_timeout=KEEP_SECONDS,
            lingering_time=LINGER_SECONDS,
            auto_decompress=False,
        )

    async def finish_response(
        self, request: web.BaseRequest, resp: web.StreamResponse, start_time: float | None
    ) -> tuple[web.StreamResponse, bool]:
        """Send an answer, and let go of it: a phone that waits would keep the last one in memory."""
        response, is_lost = await super().finish_response(request, resp, start_time)
        if isinstance(response, web.Response):
            response.body = None
        return response, is_lost

    def handle_error(
        self,
        request: web.BaseRequest,
        status: int = 500,
        exc: BaseException | None = None,
        message: str | None = None,
    ) -> web.StreamResponse:
        """Answer what could not be read, or what nobody foresaw; the connection is closed."""
        # What is no HTTP says nothing that is worth a line
        if status >= 500:
            self.log_exception("%d", status, exc_info=exc)
        if request.writer.output_size > 0:
            raise ConnectionError("half of an answer was sent already")
        response = web.Response(status=status, text=f"{status}\n", headers=_HEADERS)
        response.force_close()
        return response


_HEADERS: Final[dict[str, Any]] = {
    **ALWAYS,
    "Content-Type": "text/plain; charset=utf-8",
    "Content-Security-Policy": NOTHING,
    "Cache-Control": NO_STORE,
}
