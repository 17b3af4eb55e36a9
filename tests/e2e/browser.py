"""A real browser without a window, driven by its DevTools protocol and read as people see it."""

from __future__ import annotations

import asyncio
import base64
import json
import os
import shutil
import signal
import subprocess
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

import aiohttp

CHROMIUM: Final = next(
    (found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))),
    None,
)
HOST: Final = "atelier.test"
"""A name that leads to this computer. On 127.0.0.1 a page may do what no page of a local network may."""
_SPACES: Final = {0xA0: " ", 0x202F: " "}
_FLAGS: Final = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
    "--hide-scrollbars",
    f"--host-resolver-rules=MAP {HOST} 127.0.0.1",
    "--remote-debugging-port=0",
)


@dataclass
class Browser:
    """One browser, with one page; what it keeps is in `profile`, for the next one."""

    profile: Path
    width: int = 390
    height: int = 844
    language: str = "fr"
    flags: tuple[str, ...] = ()
    troubles: list[str] = field(default_factory=list)
    """Exceptions of the page's script, and what its policy forbade."""
    requests: list[dict[str, Any]] = field(default_factory=list)
    """What the page asked for, since it was opened last."""
    sizes: dict[str, int] = field(default_factory=dict)
    """How many bytes came for each request."""

    async def __aenter__(self) -> Self:
        assert CHROMIUM is not None
        with suppress(FileNotFoundError):
            (self.profile / "DevToolsActivePort").unlink()
        self._waiting: dict[int, asyncio.Future[dict[str, Any]]] = {}
        self._number = 0
        self._log = (self.profile.parent / f"{self.profile.name}.log").open("ab")
        words = [CHROMIUM, *_FLAGS, *self.flags, f"--user-data-dir={self.profile}", f"--lang={self.language}"]
        self._process = subprocess.Popen(
            [*words, "about:blank"], stdout=self._log, stderr=self._log, start_new_session=True
        )
        self._session = aiohttp.ClientSession()
        self._others: list[Browser] = []
        try:
            await self._attach(await self._address())
        except BaseException:
            await self.kill()
            raise
        return self

    async def other(self, url: str) -> Browser:
        """Another window of the same browser, at an address."""
        found = Browser(self.profile, self.width, self.height, self.language)
        found._waiting, found._number, found._session = {}, 0, self._session
        answer = await self.call("Target.createTarget", url="about:blank")
        port = (self.profile / "DevToolsActivePort").read_text().split("\n")[0]
        await found._attach(f"ws://127.0.0.1:{port}/devtools/page/{answer['targetId']}")
        self._others.append(found)
        await found.open(url)
        return found

    async def _attach(self, address: str) -> None:
        self._socket = await self._session.ws_connect(address, max_msg_size=0)
        self._reader = asyncio.create_task(self._read())
        for domain in ("Page", "Runtime", "Log", "Network"):
            await self.call(f"{domain}.enable")
        await self.resize(self.width, self.height)
        await self.call("Network.setExtraHTTPHeaders", headers={"Accept-Language": self.language})

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    async def close(self) -> None:
        """End it as people do; what it keeps is written."""
        if self._process.poll() is None:
            with suppress(aiohttp.ClientError, ConnectionError, TimeoutError, AssertionError):
                await self.call("Browser.close", seconds=5)
            with suppress(subprocess.TimeoutExpired):
                await asyncio.to_thread(self._process.wait, 10)
        await self.kill()

    async def kill(self) -> None:
        """End it at once."""
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait(10)
        for each in (self, *self._others):
            if hasattr(each, "_reader"):
                each._reader.cancel()
        await self._session.close()
        self._log.close()

    async def call(self, method: str, *, seconds: float = 20.0, **parameters: Any) -> dict[str, Any]:
        """One command of the protocol, and its answer."""
        self._number += 1
        number = self._number
        future = asyncio.get_running_loop().create_future()
        self._waiting[number] = future
        await self._socket.send_json({"id": number, "method": method, "params": parameters})
        answer = await asyncio.wait_for(future, seconds)
        assert "error" not in answer, f"{method}: {answer['error']}"
        found: dict[str, Any] = answer["result"]
        return found

    async def open(self, url: str) -> None:
        """Go to an address, as if it was typed, and wait for the page."""
        self.requests.clear()
        self.sizes.clear()
        answer = await self.call("Page.navigate", url=url)
        assert "errorText" not in answer, f"{url}: {answer['errorText']}"
        await self.wait("document.readyState === 'complete'")

    async def run(self, expression: str) -> Any:
        """The value of a line of JavaScript.

        Raises:
            AssertionError: it threw.
        """
        answer = await self.call(
            "Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True, userGesture=True
        )
        assert "exceptionDetails" not in answer, f"{expression}: {answer['exceptionDetails']}"
        return answer["result"].get("value")

    async def wait(self, expression: str, *, seconds: float = 15.0) -> None:
        """Wait until a line of JavaScript is true.

        Raises:
            AssertionError: it never was; the message shows what is on the page.
        """
        end = time.monotonic() + seconds
        while True:
            with suppress(AssertionError):
                if await self.run(f"!!({expression})"):
                    return
            assert time.monotonic() < end, f"never: {expression}\n{await self.text()}\n{self.troubles}"
            await asyncio.sleep(0.03)

    async def text(self, selector: str = "body") -> str:
        """What is to be read there."""
        found = await self.run(f"(document.querySelector({json.dumps(selector)}) || {{}}).innerText || ''")
        return str(found).translate(_SPACES)

    async def wait_text(self, selector: str, text: str, *, seconds: float = 15.0) -> None:
        """Wait until something says a text."""
        end = time.monotonic() + seconds
        while text not in await self.text(selector):
            assert time.monotonic() < end, f"{selector} never says {text!r}:\n{await self.text()}"
            await asyncio.sleep(0.03)

    async def tap(self, selector: str) -> None:
        """Tap the middle of something that can be seen."""
        await self._tap(f"document.querySelector({json.dumps(selector)})", f"there is no {selector}")

    async def tap_text(self, text: str, selector: str = "button") -> None:
        """Tap the first thing of a kind that says something."""
        one = (
            f"[...document.querySelectorAll({json.dumps(selector)})]"
            f".find(each => each.offsetParent && each.innerText.includes({json.dumps(text)}))"
        )
        await self._tap(one, f"nothing says {text!r}")

    async def _tap(self, one: str, otherwise: str) -> None:
        # Found and measured in one go: the page draws its lines anew as news comes
        place = await self.run(
            f"(() => {{ const one = {one}; if (!one) return null; one.scrollIntoView({{block: 'nearest'}});"
            " const box = one.getBoundingClientRect();"
            " return [box.x + box.width / 2, box.y + box.height / 2] })()"
        )
        assert place, f"{otherwise}:\n{await self.text()}"
        for kind in ("mousePressed", "mouseReleased"):
            await self.call(
                "Input.dispatchMouseEvent", type=kind, x=place[0], y=place[1], button="left", clickCount=1
            )

    async def type(self, text: str) -> None:
        """Put text where the focus is, as a keyboard on a screen does."""
        await self.call("Input.insertText", text=text)

    async def press(self, key: str = "Enter", code: int = 13) -> None:
        """Press a key."""
        more = {"text": "\r"} if key == "Enter" else {}
        common = {"key": key, "code": key, "windowsVirtualKeyCode": code}
        await self.call("Input.dispatchKeyEvent", type="keyDown", **common, **more)
        await self.call("Input.dispatchKeyEvent", type="keyUp", **common)

    async def resize(self, width: int, height: int) -> None:
        """Be a screen of this size."""
        await self.call(
            "Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=2, mobile=True
        )

    async def darken(self, is_dark: bool = True) -> None:
        """Be a phone that wants dark pages, or light ones."""
        scheme = {"name": "prefers-color-scheme", "value": "dark" if is_dark else "light"}
        await self.call("Emulation.setEmulatedMedia", features=[scheme])

    async def screenshot(self, file: Path) -> None:
        """What is on the screen, as a picture."""
        answer = await self.call("Page.captureScreenshot", format="png")
        file.write_bytes(base64.b64decode(answer["data"]))

    async def _address(self) -> str:
        """Where the page listens."""
        end = time.monotonic() + 20
        file = self.profile / "DevToolsActivePort"
        while not (file.exists() and file.read_text().count("\n")):
            assert self._process.poll() is None, "the browser ended"
            assert time.monotonic() < end, "the browser did not come up"
            await asyncio.sleep(0.05)
        port = file.read_text().split("\n")[0]
        async with self._session.get(f"http://127.0.0.1:{port}/json/list") as answer:
            found = next(each for each in await answer.json() if each["type"] == "page")
        return str(found["webSocketDebuggerUrl"])

    async def _read(self) -> None:
        async for message in self._socket:
            if message.type is not aiohttp.WSMsgType.TEXT:
                continue
            found = json.loads(message.data)
            if "id" in found:
                future = self._waiting.pop(found["id"], None)
                if future is not None and not future.done():
                    future.set_result(found)
            else:
                self._heard(found["method"], found["params"])

    def _heard(self, method: str, said: dict[str, Any]) -> None:
        if method == "Runtime.exceptionThrown":
            self.troubles.append(json.dumps(said["exceptionDetails"])[:500])
        elif method == "Log.entryAdded" and said["entry"]["source"] in ("security", "violation"):
            self.troubles.append(said["entry"]["text"])
        elif method == "Network.requestWillBeSent":
            self.requests.append({"id": said["requestId"], **said["request"]})
        elif method == "Network.loadingFinished":
            self.sizes[said["requestId"]] = int(said["encodedDataLength"])
