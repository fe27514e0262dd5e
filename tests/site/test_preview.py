"""`visavis serve`: after an edit the touched page comes at once, what follows from it later."""

from __future__ import annotations

import logging
import re
import socket
import threading
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, replace

import pytest

from chapters import findings
from desk import Desk
from test_editions import copy
from visavis.checks import Severity
from visavis.site.build import show_log
from visavis.site.host import report
from visavis.site.preview import Preview

_EPOCH = re.compile(r"livereload\((\d+), \d+\);")


@dataclass(frozen=True)
class Reader:
    """Somebody whose browser shows the preview of an edition."""

    desk: Desk
    address: str

    def read(self, path: str = "") -> str:
        """A page as the server sends it."""
        with urllib.request.urlopen(self.address + path) as answer:
            return str(answer.read(), "utf-8")

    def wait(self, page: str) -> None:
        """Wait until the server asks the browser that shows this page to load it again."""
        (epoch,) = _EPOCH.findall(page)
        root = "/".join(self.address.split("/")[:3])
        with urllib.request.urlopen(f"{root}/livereload/{epoch}/1") as answer:
            answer.read()

    def follow(self, words: str, path: str = "") -> list[str]:
        """The page, each time that it was loaded, until it has these words."""
        seen = [self.read(path)]
        while words not in seen[-1]:
            self.wait(seen[-1])
            seen.append(self.read(path))
        return seen


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reader]:
    desk = copy("everything", tmp_path_factory.mktemp("preview"))
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    preview = Preview(desk.root, f"127.0.0.1:{port}", tmp_path_factory.mktemp("sites"))
    served = threading.Thread(target=preview.serve, daemon=True)
    served.start()
    while not preview.server.serve_thread.is_alive():
        assert served.is_alive(), "the preview has not begun"
        time.sleep(0.05)
    yield Reader(desk, preview.server.url)
    preview.server.shutdown()
    served.join()


def test_an_edit_is_shown_before_what_is_found_in_it(reader: Reader) -> None:
    assert "#number." not in reader.read()
    reader.desk.edit("docs/index.md", "Suite du même rang", "Suite des 1789 rangs")

    seen = reader.follow("#number.")
    assert "Suite des 1789 rangs" in seen[1], "it is there when the browsers are first told so"
    assert "Suite des 1789 rangs" in reader.read("en/")


def test_a_page_that_was_taken_from_the_site_before_shows_its_own_edit_at_once(
    reader: Reader,
) -> None:
    reader.desk.edit("docs/part/other.md", "la rivière.", "la rivière des 1848.")

    seen = reader.follow("#number.", "part/other/")
    assert "1848" in seen[1]


def test_the_frame_follows_too(reader: Reader) -> None:
    reader.desk.edit("docs/index.md", "title: Tout ce que le texte peut", "title: Un autre titre")
    assert "Suite" in reader.follow("<title>Un autre titre")[-1]


def test_what_is_no_text_is_followed_as_well(reader: Reader) -> None:
    reader.desk.edit("glossary/river.yml", "rivière", "fleuve")
    assert "fleuve" in reader.follow("fleuve", "glossary/")[-1]


def test_a_text_that_cannot_be_read_leaves_the_page_as_it_was(reader: Reader) -> None:
    text = reader.desk.root / "docs" / "index.md"
    good = text.read_bytes()
    before = reader.read()
    text.write_bytes(b"\xff")
    reader.wait(before)
    assert "Suite" in reader.read()
    text.write_bytes(good.replace(b"Suite", b"La suite"))
    assert reader.follow("La suite")


def test_settings_that_cannot_be_read_leave_the_site_as_it_was(
    reader: Reader, caplog: pytest.LogCaptureFixture
) -> None:
    settings = reader.desk.root / "mkdocs.yml"
    good = settings.read_text("utf-8")
    page = reader.read()
    settings.write_text("site_name: A story: of two\n", "utf-8")
    # What follows from the edit before may still be made, and is shown first.
    while not (told := [one for one in caplog.records if one.levelname == "ERROR"]):
        reader.wait(page)
        page = reader.read()
    assert page
    assert [one.exc_info for one in told] == [None]
    assert told[0].getMessage().startswith("mkdocs.yml:1: not valid YAML: ")
    settings.write_text(good.replace("site_name: ", "site_name: New "), "utf-8")
    assert reader.follow("New ")


def test_who_asks_for_a_page_while_the_site_is_made_anew_gets_it(reader: Reader) -> None:
    """A new setting makes a site in another folder, and the one before goes."""
    settings = (reader.desk.root / "mkdocs.yml").read_text("utf-8")
    name = re.findall(r"^site_name: .*$", settings, re.MULTILINE)[0]
    reader.desk.edit("mkdocs.yml", name, "site_name: Another name")
    while "Another name" not in reader.read("part/other/"):
        pass
    reader.desk.edit("mkdocs.yml", "site_name: Another name", name)


def test_a_warning_is_said_once_however_often_the_site_is_made(
    caplog: pytest.LogCaptureFixture,
) -> None:
    rows = ["Un 15.\n{: #p1 }\n", "Deux 16.\n{: #p2 }\n"], ["One.\n{: #p1 }\n", "Two.\n{: #p2 }\n"]
    french, english = ("\n".join(side) for side in rows)
    before = findings(french, english, "number.lost")
    moved = [replace(one, line=one.line + 1) for one in before]
    log = logging.LoggerAdapter(logging.getLogger("mkdocs"), {})
    with caplog.at_level(logging.INFO, "mkdocs"):
        assert report(before, log) == ""
        report([*moved, replace(before[0], rule="number.other")], log, before)
        report([replace(one, severity=Severity.ERROR) for one in before], log, before)
    said = [one.getMessage().partition(": ")[2].partition(":")[0] for one in caplog.records]
    lost = ["number.lost", "number.lost"]
    assert said == [*lost, "number.other", "", *lost]
    assert caplog.records[3].getMessage() == "2 findings as before"


def test_a_page_that_stands_is_not_called_empty(capsys: pytest.CaptureFixture[str]) -> None:
    logger = logging.getLogger("mkdocs")
    before, level = [*logger.handlers], logger.level
    try:
        show_log()
        logger.warning("Page skipped: 'index.md'. Generated empty output.")
        logger.warning("Something else.")
    finally:
        logger.handlers[:] = before
        logger.setLevel(level)
    assert capsys.readouterr().err == "WARNING  Something else.\n"
