"""Every request comes through here: whether it may be answered at all, and by whom."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Mapping
from typing import Final, Protocol
from urllib.parse import urlsplit

from aiohttp import web

from atelier.domain.workshop import CafeTable
from atelier.errors import N_
from atelier.i18n import Translator
from atelier.services.collection.access import Capability, Role
from atelier.services.collection.ledger import Wishes
from atelier.services.collection.rights import Rights
from atelier.services.session import Session, StorageTrouble
from atelier.web.limits import DEVICE, STRANGER, TOKEN, Limiter
from atelier.web.log import Log
from atelier.web.payloads import LARGEST_BODY
from atelier.web.responses import Refused, refusal, shortened
from atelier.web.wording import wanted_language

BODY_SECONDS: Final = 8.0
"""How long a body may take to arrive."""
LOOPBACK: Final = frozenset({"localhost", "127.0.0.1", "[::1]"})
PAGES: Final = frozenset({"", "simple"})
"""What is answered to people; the rest is for the script of a page."""
JSON: Final = "application/json"
FORM: Final = "application/x-www-form-urlencoded"


class Visit:
    """A request that was let in.

    Args:
        request: as it came.
        tr: the language of whoever asks.
        capability: what the address allows.
        route: the rest of the path.
        application: where it came in.
    """

    def __init__(
        self,
        request: web.BaseRequest,
        tr: Translator,
        capability: Capability,
        route: str,
        application: Application,
    ) -> None:
        self.request = request
        self.tr = tr
        self.capability = capability
        self.route = route
        self._application = application

    @property
    def base(self) -> str:
        """The path of the page, which other addresses start with."""
        return "/" + self.request.rel_url.raw_path.split("/")[1]

    def charge(self, device: str = "") -> None:
        """Count this request.

        Args:
            device: who asks, by its own name; empty when it does not say.

        Raises:
            Refused: it asks too often.
        """
        self._application.charge(self, device)

    async def json_body(self) -> bytes:
        """The body of a request that says it is JSON.

        Raises:
            Refused: it does not, it is too large or too slow.
        """
        return await self._body(JSON)

    async def form_body(self) -> bytes:
        """The body of a request that says it is a form.

        Raises:
            Refused: it does not, it is too large or too slow.
        """
        return await self._body(FORM)

    def refused(self, status: int, code: str, message: str, **params: object) -> Refused:
        """A refusal in the language of whoever asks."""
        return Refused(status, code, self.tr(message, **params))

    async def _body(self, kind: str) -> bytes:
        request = self.request
        if request.content_type != kind or "Content-Encoding" in request.headers:
            raise self.refused(415, "type", N_("This cannot be read: {kind} was expected."), kind=kind)
        if (request.content_length or 0) > LARGEST_BODY:
            raise self._too_large()
        try:
            # Small ones have arrived with their headers
            body = request.content.read_nowait() if request.content.is_eof() else await self._rest()
        except TimeoutError:
            raise self.refused(408, "slow", N_("This took too long to arrive: try again.")) from None
        except web.RequestPayloadError:
            raise self.refused(400, "unreadable", N_("This did not arrive whole: try again.")) from None
        if len(body) > LARGEST_BODY:
            raise self._too_large()
        return body

    def _too_large(self) -> Refused:
        text = N_("This is too much at once: {most} bytes at the most.")
        return self.refused(413, "large", text, most=LARGEST_BODY)

    async def _rest(self) -> bytes:
        """A body that is still arriving, as far as it is worth listening to."""
        body = bytearray()
        async with asyncio.timeout(BODY_SECONDS):
            async for chunk in self.request.content.iter_any():
                body += chunk
                if len(body) > LARGEST_BODY:
                    break
        return bytes(body)


class Visited(Protocol):
    """Who answers the requests of one role."""

    methods: Mapping[str, tuple[str, ...]]
    """By route."""

    async def answer(self, visit: Visit) -> web.StreamResponse:
        """Answer a request; its route and method are known."""
        ...


class Application:
    """The door of the server.

    Args:
        session: the workshop.
        wishes: what people want of the collection.
        log: where answers are noted.
        roles: who answers.
        clock: seconds that only go forward, for the limits.
    """

    def __init__(
        self,
        session: Session,
        wishes: Wishes,
        log: Log,
        roles: Mapping[Role, Visited],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._session = session
        self._log = log
        self._roles = roles
        self._translators: dict[str, Translator] = {}
        self._devices = Limiter(DEVICE, clock)
        self._tokens = Limiter(TOKEN, clock)
        self._strangers = Limiter(STRANGER, clock)
        self._rights: tuple[object, Wishes, Rights] | None = None
        self.wishes = wishes

    async def handle(self, request: web.BaseRequest) -> web.StreamResponse:
        """Answer one request."""
        tr = self._translator(request)
        token, _, route = request.rel_url.raw_path.removeprefix("/").partition("/")
        try:
            response = await self._answer(request, tr, token, route)
            if isinstance(response, web.Response):
                shortened(response, request.headers.get("Accept-Encoding", ""))
        except Refused as refused:
            response = refusal(refused, tr, is_page=route in PAGES)
            if refused.status in (408, 413):
                response.force_close()
        except StorageTrouble as trouble:
            self._log.say(f"trouble {trouble.code}")
            message = tr(
                "The computer that receives cannot write at the moment. Your notes stay on this phone."
            )
            response = refusal(Refused(503, "trouble", message, 5), tr, is_page=route in PAGES)
        if response.status >= 400:
            known = any(route in visited.methods for visited in self._roles.values())
            self._log.say(f"{response.status} {request.method[:7]} /{route if known else '?'}")
        return response

    def charge(self, visit: Visit, device: str) -> None:
        """Count a request.

        Raises:
            Refused: the device, or whoever has this address, asks too often.
        """
        who = (visit.capability, device)
        wait = 0
        # A made-up device must not buy more than what those without a name have together
        if not device or who not in self._devices:
            wait = self._tokens.take(visit.capability)
        if device and not wait:
            wait = self._devices.take(who)
        if wait:
            raise self._too_often(visit.tr, wait)

    async def _answer(
        self, request: web.BaseRequest, tr: Translator, token: str, route: str
    ) -> web.StreamResponse:
        if host_name(request.headers.get("Host", "")) not in self._hosts():
            raise Refused(
                421, "host", tr("Atelier does not answer under this name: use the address of the code.")
            )
        capability = self._find(token)
        visited = None if capability is None else self._roles.get(capability.role)
        if capability is None or visited is None or route not in visited.methods:
            wait = self._strangers.take(request.remote)
            if wait:
                raise self._too_often(tr, wait)
            raise Refused(
                404, "unknown", tr("This address is not, or no longer, known. Scan the code again.")
            )
        visit = Visit(request, tr, capability, route, self)
        methods = visited.methods[route]
        if request.method not in methods:
            raise visit.refused(405, "method", N_("This address does not take that."))
        if request.method not in ("GET", "HEAD"):
            self._check_origin(visit)
        return await visited.answer(visit)

    def _check_origin(self, visit: Visit) -> None:
        origin = visit.request.headers.get("Origin")
        if origin is None or (origin == "null" and visit.route in PAGES):
            # The form of a page that sends no referrer comes from nowhere, and still knows the address
            return
        try:
            name = host_name(urlsplit(origin).netloc)
        except ValueError:
            name = ""
        if name not in self._hosts():
            raise visit.refused(403, "origin", N_("This does not come from a page of Atelier."))

    def _hosts(self) -> frozenset[str]:
        wishes = self.wishes
        names = (name.strip() for name in (wishes.address, *wishes.allowed_hosts))
        return LOOPBACK | {host_name(f"[{name}]" if name.count(":") > 1 else name) for name in names if name}

    def _find(self, token: str) -> Capability | None:
        tables = self._session.state.all(CafeTable)
        if self._rights is None or self._rights[0] is not tables or self._rights[1] is not self.wishes:
            self._rights = (tables, self.wishes, Rights(self._session.state, self.wishes))
        return self._rights[2].find(token)

    def _translator(self, request: web.BaseRequest) -> Translator:
        usual = self._session.state.workshop.language
        language = wanted_language(request.headers.get("Accept-Language", ""), usual)
        if language not in self._translators:
            self._translators[language] = Translator(language)
        return self._translators[language]

    def _too_often(self, tr: Translator, wait: int) -> Refused:
        message = tr("That is too much at once: wait a moment. Your notes stay on this phone.")
        return Refused(429, "often", message, wait)


def host_name(given: str) -> str:
    """The name in a `Host`, without its port; an address of version 6 stays in brackets."""
    given = given.strip().lower()
    if given.startswith("["):
        return given.partition("]")[0] + "]"
    return given.partition(":")[0].rstrip(".")
