"""The books that a site offers: on its title page, in its head, in a feed; made once."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from desk import Desk, make_desk
from pages import ADDRESSES, by_class, links, parse, text
from visavis.edition import Edition, open_edition
from visavis.errors import VisavisError
from visavis.export.download import DOWNLOADS, Download, book_name, list_missing
from visavis.publication import Site, publish
from visavis.settings import DOWNLOADS as KNOWN
from visavis.settings import make_project
from visavis.side import Side
from visavis.site import books
from visavis.site.books import make_books
from visavis.site.edition_site import EditionSite

PAGE = "---\ntitle: T\n---\n\n# T\n{: #p1 }\n"


def site(edition: Edition, *, preview: bool = False, offline: bool = False) -> EditionSite:
    titles = {Side.SOURCE: "A book", Side.TARGET: "Un livre"}
    return EditionSite(
        publish(edition, findings=()),
        ADDRESSES,
        {},
        "Un livre",
        str,
        preview=preview,
        offline=offline,
        base="https://edition.example/",
        titles=titles,
    )


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    made = make_desk(tmp_path)
    made.write("index", PAGE, PAGE)
    return made


def opened(desk: Desk, *names: str) -> Edition:
    return open_edition(make_project(desk.root, {"downloads": [*names]}))


def test_the_settings_know_every_book_that_there_is() -> None:
    assert set(DOWNLOADS) <= set(KNOWN)


def test_the_title_page_offers_them_with_size_and_day(desk: Desk) -> None:
    whole = opened(desk, "epub", "epub-reveal")
    whole = replace(
        whole,
        project=replace(whole.project, citation=replace(whole.project.citation, date="2026-11-23")),
    )
    (home,) = [page for name, page in site(whole).pages.items() if name == "index.md"]
    (listed,) = by_class(parse(home.make().html), "vv-books")

    assert [href for href, _ in links(listed)] == [
        "downloads/un-livre.epub",
        "downloads/un-livre-reveal.epub",
    ]
    assert "ko · 23 novembre 2026" in text(listed)


def test_a_preview_and_a_site_without_a_server_offer_none(desk: Desk) -> None:
    whole = opened(desk, "epub")
    assert len(site(whole).books) == 1
    assert site(whole, preview=True).books == site(whole, offline=True).books == ()


def test_a_book_is_made_once_as_long_as_nothing_changes(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = []

    def make(*_: object) -> bytes:
        made.append(1)
        return b"%d" % len(made)

    monkeypatch.setitem(DOWNLOADS, "epub", Download("application/epub+zip", ".epub", make))

    def build() -> bytes:
        return site(opened(desk, "epub")).books[0].content

    assert [build(), build()] == [b"1", b"1"]
    desk.write("index", PAGE + "\nUn.\n{: #p2 }\n", PAGE + "\nOne.\n{: #p2 }\n")
    assert [build(), build()] == [b"2", b"2"]
    kept = list((desk.root / ".cache/visavis/downloads").iterdir())
    assert len(kept) == 1


def test_the_feed_lists_them_for_reading_programs(desk: Desk, tmp_path: Path) -> None:
    whole = site(opened(desk, "epub"))
    (tmp_path / "site").mkdir()
    books.write_books(tmp_path / "site", whole.books, whole.interfaces["fr"], whole.site)
    feed = json.loads((tmp_path / "site/opds.json").read_text("utf-8"))
    (one,) = feed["publications"]

    assert feed["links"][0]["href"] == "https://edition.example/opds.json"
    assert one["metadata"]["title"] == {"en": "A book", "fr": "Un livre"}
    assert one["metadata"]["language"] == ["en", "fr"]
    (link,) = one["links"]
    assert link["href"] == "https://edition.example/downloads/un-livre.epub"
    assert (tmp_path / "site/downloads/un-livre.epub").read_bytes() == whole.books[0].content


def test_what_wants_something_that_is_not_installed_is_left_out_and_named(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanting = Download("application/pdf", ".pdf", lambda *_: b"", "no_such_module", "pdf")
    monkeypatch.setitem(DOWNLOADS, "pdf", wanting)
    whole = publish(opened(desk, "pdf", "epub"), findings=())

    assert [book.name for book in make_books(whole, site(whole.edition).site)] == ["epub"]
    assert list_missing(("pdf", "epub")) == {"pdf": "pdf"}


@pytest.mark.parametrize("value", ["epub", ["mobi"], [["epub"]]])
def test_a_setting_that_names_no_book_is_refused(value: object) -> None:
    with pytest.raises(VisavisError, match="downloads"):
        make_project(Path("/nowhere"), {"downloads": value})


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("L’État, c’est « moi » !", "l-etat-c-est-moi.epub"),
        ("Młyn wodny, Øster Æsop", "mlyn-wodny-oster-aesop.epub"),
        ("歩くこと", "edition.epub"),
        ("a " * 60, "a" + "-a" * 29 + ".epub"),
    ],
)
def test_a_file_is_called_as_the_edition_in_signs_that_every_system_takes(
    title: str, name: str
) -> None:
    assert book_name(Site(ADDRESSES.page, {}, "fr", title=title), ".epub") == name
