"""The desk, served to a test on a free port as a browser finds it."""

from __future__ import annotations

import http.client
import json
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

from desk import Desk, make_desk
from visavis.action import Reviewer
from visavis.desk.server import make_server
from visavis.settings import read_project

CONFIG = """\
site_name: Une édition
plugins:
  - search
  - visavis
  - i18n:
      docs_structure: suffix
      languages:
        - {locale: fr, name: Français, default: true}
        - {locale: en, name: English}
theme: {name: material, language: fr, font: false}
markdown_extensions: [attr_list, footnotes, tables, toc]
"""
DATE = "2023-11-14T22:13:20Z"
"""What the clock of `desk.environment` says."""


@dataclass(frozen=True)
class Answer:
    """What the desk has answered."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def told(self) -> Any:
        """Its JSON."""
        return json.loads(self.body)


@dataclass(frozen=True)
class ServedDesk:
    """Where a desk stands."""

    address: str

    @property
    def home(self) -> str:
        """The path of the home page, which begins with the token."""
        return urlsplit(self.address).path

    @property
    def host(self) -> str:
        """The name and the port by which it is called."""
        return urlsplit(self.address).netloc

    def ask(
        self,
        path: str,
        *,
        method: str = "GET",
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        """Send a request for a path from the root of the server, with these headers alone."""
        connection = http.client.HTTPConnection(self.host, timeout=60)
        connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
        sent = {"Host": self.host, **(headers or {})}
        if body is not None:
            sent["Content-Length"] = str(len(body))
        for name, value in sent.items():
            connection.putheader(name, value)
        connection.endheaders(body)
        got = connection.getresponse()
        answer = Answer(got.status, {k.lower(): v for k, v in got.getheaders()}, got.read())
        connection.close()
        return answer

    def get(self, path: str, **query: str) -> Answer:
        """Ask as a page of the desk asks."""
        asked = "&".join(f"{name}={quote(value)}" for name, value in query.items())
        return self.ask(f"{self.home}{path}?{asked}")

    def post(self, what: str, **told: Any) -> Answer:
        """Tell the interface something, as a page of the desk does."""
        told = {name.rstrip("_"): value for name, value in told.items()}
        headers = {"Origin": f"http://{self.host}", "Content-Type": "application/json"}
        body = json.dumps(told).encode()
        return self.ask(f"{self.home}.desk/1/{what}", method="POST", body=body, headers=headers)

    def act(self, action: str, address: str = "", **told: Any) -> Answer:
        """Do something about a row as it is."""
        return self.post("act", action=action, address=address, **told)

    def wait_until_judged(self) -> None:
        """Wait until the rules were asked about everything."""
        for _ in range(600):
            if self.get(".desk/1/state").told["judged"]:
                return
            time.sleep(0.05)
        raise AssertionError("the desk never came to its end with the rules")


def make_whole(root: Path) -> Desk:
    """An edition without chapters of which a site can be made."""
    desk = make_desk(root)
    (root / "mkdocs.yml").write_text(CONFIG, encoding="utf-8")
    return desk


@contextmanager
def served_desk(root: Path, *, read_only: bool = False) -> Iterator[ServedDesk]:
    """Serve the desk of an edition; Ana sits at it."""

    def reviewer() -> Reviewer:
        return Reviewer("Ana", DATE)

    made = make_server(read_project(root), reviewer, port=0, read_only=read_only)
    with made as (address, serve, server):
        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.01)
        yield ServedDesk(address)
        server.should_exit = True
        thread.join(10)
