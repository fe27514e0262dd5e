"""Who is let in: nobody but the browser that was given the address, from pages of the desk alone.

The desk listens on this machine only, but so may any page of the web that a browser has open here
(cross-site requests), under any name that its owner lets lead here (DNS rebinding). So the name by
which it is called must be its own, a page that sends something must be one of its own, and the
address begins with a secret that only the command and the browser know.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}
"""The token stands in the address: no other site may be told it."""
_READING = ("GET", "HEAD")


@dataclass(frozen=True, slots=True)
class Door:
    """Where the desk is, and what opens it."""

    port: int
    token: str = field(default_factory=lambda: secrets.token_urlsafe(24))

    @property
    def address(self) -> str:
        """The address of the edition's home page."""
        return f"http://127.0.0.1:{self.port}/{self.token}/"

    @property
    def hosts(self) -> tuple[str, ...]:
        """By which names it may be called."""
        return f"127.0.0.1:{self.port}", f"localhost:{self.port}"

    def refuse(self, scope: Scope) -> str:
        """Why a request is refused; empty where it is not."""
        headers = Headers(scope=scope)
        if headers.getlist("host") not in [[host] for host in self.hosts]:
            return "This is not the address of the desk."
        origin = headers.get("origin")
        reading = scope["method"] in _READING
        if (origin is None and not reading) or origin not in (None, *self._origins):
            return "Only pages of the desk may ask for this."
        site = headers.get("sec-fetch-site", "none")
        followed = headers.get("sec-fetch-mode") == "navigate" and reading
        if site not in ("none", "same-origin") and not followed:
            return "Only pages of the desk may ask for this."
        given = str(scope["path"]).split("/")[1:2]
        if not given or not secrets.compare_digest(given[0].encode(), self.token.encode()):
            return "Open the address that `visavis desk` has printed: it holds the key."
        return ""

    @property
    def _origins(self) -> tuple[str, ...]:
        return tuple(f"http://{host}" for host in self.hosts)


class Guard:
    """Lets requests through that the door lets in, and says on each answer what it may do."""

    def __init__(self, app: ASGIApp, door: Door, policy: Callable[[], str]) -> None:
        """Take what is guarded, and what tells the Content-Security-Policy of its pages."""
        self._app, self._door, self._policy = app, door, policy

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or let it through without the token in its path."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        reason = self._door.refuse(scope)

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                self._mark(MutableHeaders(scope=message))
            await send(message)

        if reason:
            await PlainTextResponse(reason + "\n", 403)(scope, receive, send_guarded)
            return
        path = str(scope["path"])[len(self._door.token) + 1 :]
        await self._app({**scope, "path": path, "raw_path": path.encode()}, receive, send_guarded)

    def _mark(self, headers: MutableHeaders) -> None:
        told: Mapping[str, str] = {**_HEADERS, "Content-Security-Policy": self._policy()}
        for name, value in told.items():
            headers[name] = value
        headers.setdefault("Cache-Control", "no-store")
