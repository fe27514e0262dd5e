"""What strangers send and no rule refuses does nothing in a browser, with a policy and without.

All harmless cases of `cases/hostile/*.yml` stand in one edition, which is built as any other; every
page of it is read in Chromium.
"""

from __future__ import annotations

import functools
import http.server
import os
import pickle
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path

import pytest
import yaml
from filelock import FileLock
from playwright.sync_api import Browser, ConsoleMessage, Dialog, Page

import hostile
from harness import Server, StaticHost
from hostile import Case, harmless, read_cases
from visavis.asset import PAGES, is_taken
from visavis.site.csp import server_policy

pytestmark = pytest.mark.browser

PREFIX = "/edition/"
POLICY = server_policy()
A_CHAPTER = 40
"""Rows of a chapter: many cases a page, so that a browser has few to open."""
_META = re.compile(rb'<meta http-equiv="?Content-Security-Policy[^>]*>', re.IGNORECASE)
_OWN_WORLD = """
for (const name of ["alert", "confirm", "prompt", "print", "open"])
  window[name] = () => { window.hasRun = name; };
"""
_LOOK = """() => {
  // A text that names something `querySelectorAll` must not hide the rest from this test.
  const all = (what) => [...Document.prototype.querySelectorAll.call(document, what)];
  const main = all("*");
  const names = (one) => [...Element.prototype.getAttributeNames.call(one)];
  const value = (one, name) => Element.prototype.getAttribute.call(one, name) ?? "";
  const ids = main.map((one) => value(one, "id")).filter(Boolean);
  const address = ["href", "src", "action", "formaction", "xlink:href", "data", "poster", "srcset"];
  return {
    ran: window.hasRun ?? "",
    handlers: main.flatMap(names).filter((name) => name.startsWith("on")),
    twice: ids.filter((id, at) => ids.indexOf(id) !== at),
    schemes: main.flatMap((one) => address.map((name) => value(one, name)))
      .filter((text) => /^[\\u0000-\\u0020]*(javascript|vbscript|data:text)/i.test(text)),
    clobbered: main.map((one) => value(one, "name"))
      .filter((name) => name && name in Document.prototype),
    rows: all(".vv-pair").map((one) => value(one, "id")),
    sides: all(".vv-pair").map((one) =>
      [...Element.prototype.querySelectorAll.call(one, ".vv-side")].length),
  };
}"""
_TOUCH = """() => {
  const all = [...Document.prototype.querySelectorAll.call(document, "main *")];
  for (const one of all) {
    for (const event of ["mouseover", "focus", "pointerenter", "toggle", "animationstart"])
      one.dispatchEvent(new Event(event, { bubbles: true }));
    // What would leave the page is not followed, but where a row's own script takes the click.
    const stays = !one.href || one.pathname === location.pathname;
    if (one.matches(".vv-pair [data-term], button, summary, pre, [tabindex]") ||
        (stays && one.matches("a[href*='#']")))
      one.click();
  }
}"""


class Host(StaticHost):
    """Serves the site with a policy in a header, or without any, not even the page's own."""

    def __init__(self, *args: object, policy: str, **kwargs: object) -> None:
        self.policy = policy
        super().__init__(*args, prefix=PREFIX, **kwargs)

    def end_headers(self) -> None:
        """Send the policy with everything."""
        if self.policy:
            self.send_header("Content-Security-Policy", self.policy)
        super().end_headers()

    def do_GET(self) -> None:  # noqa: N802  (the base class calls it so)
        """Take the policy out of a page where there is to be none."""
        file = Path(self.translate_path(self.path))
        file = file / "index.html" if file.is_dir() else file
        if self.policy or file.suffix != ".html" or not file.is_file():
            super().do_GET()
            return
        body = _META.sub(b"", file.read_bytes())
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@dataclass
class Seen:
    """What a page did."""

    dialogs: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


class _Owned:
    """Writes a file when it is read back."""

    def __init__(self, place: Path) -> None:
        self.place = place

    def __reduce__(self) -> tuple[object, ...]:
        return (Path.touch, (self.place,))


@pytest.fixture(scope="session")
def hostile_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built edition; the first worker builds, the others wait for it."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    root = shared / "hostile"
    with FileLock(shared / "hostile.lock"):
        if not root.exists():
            _write(root, read_cases())
            command = [sys.executable, "-m", "visavis", "-C", str(root), "build"]
            done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
            assert done.returncode == 0, done.stdout + done.stderr
            assert "Traceback" not in done.stderr
    return root / "site"


def _write(root: Path, cases: list[Case]) -> None:
    """Put every harmless case into one edition."""
    hostile.begin_edition(root)
    for name, rows in _chapters(cases).items():
        text = "# Titre\n{: #p1 }\n\n" + "\n\n".join(case.row() for case in rows)
        _write_text(root, name, text)
    for number, head in enumerate(_heads(cases)):
        _write_text(root, f"f{number}", f"---\n{head}\n---\n\n{hostile.FR}")
    for case in harmless(cases, hostile.NAME):
        _write_text(root, case.input, hostile.FR)
    built = [case for case in cases if case.outcome == hostile.HARMLESS]
    terms = [case for case in built if case.family == "glossary"]
    for _, group in groupby(terms, key=lambda case: (case.input, case.place == "id of a term")):
        same = [*group]
        term = hostile.write_term(same)
        _put(root / "glossary" / f"{yaml.safe_load(term)['id']}.yml", term.encode())
    signed = [case for case in built if case.family == "record"]
    _put(
        root / "alignment" / "r.jsonl",
        "".join(hostile.write_record(case, case.id) for case in signed).encode(),
    )
    fr, en = ("\n\n".join(f"{w}.\n{{: #{c.id} }}" for c in signed) for w in ("Mot", "Word"))
    _write_text(root, "r", fr, en)
    for case in cases:
        if case.place == hostile.FILE and not _is_taken(case):
            path, content = case.file()
            _put(root / "docs" / path, content)
        elif case.place == hostile.CACHE:
            path, content = case.file()
            poison = pickle.dumps(_Owned(root / "owned"))
            _put(root / ".cache/visavis" / path, poison if content == b"PICKLE" else content)


def _heads(cases: list[Case]) -> list[str]:
    """Front matter that holds all harmless cases, each key once in one."""
    heads: list[dict[str, str]] = []
    for case in harmless(cases, hostile.FRONT_MATTER):
        key = case.input.partition(":")[0]
        head = next((one for one in heads if key not in one), None)
        if head is None:
            heads.append(head := {})
        head[key] = case.input
    return ["\n".join(head.values()) for head in heads]


def _is_taken(case: Case) -> bool:
    """Whether a file stops the build, and is not only left out."""
    path = case.file()[0]
    return is_taken(path) or path.endswith(PAGES)


def _chapters(cases: list[Case]) -> dict[str, list[Case]]:
    texts = [*harmless(cases, *(place for place in hostile.TEXTS if place != "code"))]
    many = {f"c{n:03}": texts[n : n + A_CHAPTER] for n in range(0, len(texts), A_CHAPTER)}
    return many | {f"d{case.number}": [case] for case in harmless(cases, "code")}


def _write_text(root: Path, name: str, fr: str, en: str = "") -> None:
    _put(root / "docs" / f"{name}.md", fr.encode())
    _put(root / "docs_en" / f"{name}.md", (en or fr).encode())


def _put(place: Path, content: bytes) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(content)


@pytest.fixture(scope="module", params=[POLICY, ""], ids=["with a policy", "without one"])
def host(request: pytest.FixtureRequest, hostile_site: Path) -> Iterator[str]:
    """The address of the home page."""
    handler = functools.partial(Host, directory=hostile_site, policy=request.param)
    server: http.server.HTTPServer = Server(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}{PREFIX}"
    server.shutdown()
    server.server_close()


@pytest.fixture
def page(browser: Browser) -> Iterator[tuple[Page, Seen]]:
    """A page, and what it does."""
    context = browser.new_context(service_workers="block", reduced_motion="reduce")
    context.add_init_script(_OWN_WORLD)
    opened, seen = context.new_page(), Seen()

    def refuse(dialog: Dialog) -> None:
        seen.dialogs.append(dialog.message)
        dialog.dismiss()

    def note(said: ConsoleMessage) -> None:
        if said.type == "error":
            seen.errors.append(said.text)

    opened.on("dialog", refuse)
    opened.on("console", note)
    opened.on("pageerror", lambda error: seen.errors.append(str(error)))
    context.on("request", lambda request: seen.asked.append(request.url))
    context.on("page", lambda _: seen.dialogs.append("a window was opened"))
    yield opened, seen
    context.close()


def _pages(site: Path) -> list[str]:
    return sorted(p.parent.relative_to(site).as_posix() for p in site.rglob("index.html"))


@pytest.mark.slow
def test_no_page_runs_asks_or_loses_anything(
    host: str, hostile_site: Path, page: tuple[Page, Seen]
) -> None:
    opened, seen = page
    wrong: list[str] = []
    rows = _chapters(read_cases())
    for path in _pages(hostile_site):
        opened.goto(host + ("" if path == "." else _quoted(path) + "/"))
        found = opened.evaluate(_LOOK)
        expected = rows.get(path.removeprefix("en/"))
        if expected is not None:
            wanted = ["p1", *(case.id for case in expected if case.place != "id of a row")]
            lost = [one for one in wanted if one not in found["rows"]]
            more = len(found["rows"]) - len(expected) - 1
            found |= {"lost": lost, "added rows": more or ""}
        found["sides"] = [count for count in found["sides"] if count != 2]
        del found["rows"]
        opened.evaluate(_TOUCH)
        found["ran"] = found["ran"] or opened.evaluate("window.hasRun ?? ''")
        wrong += [f"{path}: {name}: {value}" for name, value in found.items() if value]
        wrong += [f"{path}: {name}" for name in _taken(seen, host)]
    assert not wrong, "\n".join(wrong)


def test_no_address_of_a_page_does_anything(host: str, page: tuple[Page, Seen]) -> None:
    opened, seen = page
    wrong = []
    for case in harmless(read_cases(), hostile.ADDRESS):
        opened.goto(host + case.input.removeprefix("/"))
        opened.evaluate("() => new Promise((done) => requestIdleCallback(done))")
        found = opened.evaluate(_LOOK)
        bad = [found["ran"], *found["handlers"], *found["schemes"], *found["twice"]]
        bad += _taken(seen, host)
        wrong += [f"{case.input}: {one}" for one in bad if one]
    assert not wrong, "\n".join(wrong)


def test_no_file_beside_the_texts_does_anything(
    host: str, hostile_site: Path, page: tuple[Page, Seen]
) -> None:
    opened, seen = page
    wrong = []
    for case in read_cases():
        path = case.file()[0] if case.place == hostile.FILE else ""
        if path and case.outcome == hostile.REFUSED and not _is_taken(case):
            there = hostile_site / path  # the site may have a file of its own of that name
            assert not there.is_file() or there.read_bytes() != case.file()[1], path
        if path and case.outcome == hostile.HARMLESS and path.endswith(".svg"):
            opened.goto(host + path)
            wrong += [f"{path}: {one}" for one in (opened.evaluate("window.hasRun ?? ''"),) if one]
            # What a drawing lacks, its styles or what is not there, harms nobody.
            done = [
                one
                for one in _taken(seen, host.removesuffix("edition/"))
                if not one.startswith("said")
            ]
            wrong += [f"{path}: {one}" for one in done]
    assert not wrong, "\n".join(wrong)


def test_no_cache_runs_anything(hostile_site: Path) -> None:
    assert not (hostile_site.parent / "owned").exists()


def _taken(seen: Seen, host: str) -> list[str]:
    """What has been seen since the last time."""
    # Many pictures of the cases are not there; that a browser says so is no error of the page.
    seen.errors = [text for text in seen.errors if "404" not in text]
    own = (host, "data:", "blob:", "about:")
    said = [f"asked {url}" for url in seen.asked if not url.startswith(own)]
    said += [f"showed {text}" for text in seen.dialogs]
    said += [f"said {text}" for text in seen.errors]
    seen.asked, seen.dialogs, seen.errors = [], [], []
    return said


def _quoted(path: str) -> str:
    from urllib.parse import quote

    return quote(path)
