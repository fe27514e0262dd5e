"""After a clean check no text makes a build fail, and no page leads nowhere."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import unquote, urlsplit

from hypothesis import given, settings
from hypothesis import strategies as st

from desk import make_desk
from strategies import scraps
from visavis.checks import Finding, Severity, check
from visavis.edition import open_edition
from visavis.settings import read_project
from visavis.site.tree import compose_tree

_LINKS = r"""
[a](b.md) | [a](b.md#p1) | [a](B.md) | [a](b.md#p9) | [a](#p2) | [a](#p99) | [a](b.md#la)
[a](glossary.md) | [a](glossary.md#word) | [a](glossary/word.md) | ![i](i.png) | ![i](j.png)
[a](i.png) | [a](/b.md) | [a](../b.md) | [a](b/) | [a](b) | [a](.) | [a](b.md?x#p1) | [a](%62.md)
<a href="b.md#p1">a</a> | <a href="c.md">a</a> | <a id="la">a</a> | <img src="i.png" alt="">
[a](<b.md>) | [a][r] | [a](mailto:a@b.c) | [a](//b.c/d) | [a](alignment.md) | [a]( b.md )
[a](#fn:fr--n) | [a](#__toc) | [a](b.md#note-n) | <video src='i.png'></video> | [a](javascript:x)
<b>x</b> | {x} | &lt; | \[ | [] | ![]() | ==a== | `c` | [a](b.md#fn:n) | [a](search.md) | [a](a.md#)
[a](b.md#top) | [a](rules.md) | [a](glossary.md#nothing) | [a](glossary/nothing.md) | [a](i.PNG)
[a](alignment.json) | [a](b.md/) | [a](b.html) | [a](b/index.html) | [a](en/b.md) | [a](b.en.md)
"""
_WRITTEN = [one.strip() for line in _LINKS.strip().splitlines() for one in line.split(" | ")]
_ADDRESS = re.compile(r"""\s(?:href|src|poster)\s*=\s*"([^"]*)\"""")
_ID = re.compile(r"""\s(?:id|name)\s*=\s*"([^"]*)\"""")


def dead_links(texts: Mapping[str, tuple[str, str]]) -> list[tuple[str, str]]:
    """What leads nowhere on the pages of an edition of those chapters that the check lets pass."""
    with TemporaryDirectory() as name:
        root = Path(name)
        desk = make_desk(root)
        desk.write("b", "Un.\n{: #p1 }\n", "One.\n{: #p1 }\n")
        for chapter, sides in texts.items():
            desk.write(chapter, *sides)
        (root / "docs" / "i.png").write_bytes(b"\x89PNG\r\n\x1a\n")
        (root / "glossary").mkdir(exist_ok=True)
        entry = "{term: xyzzy, definition: A word.}"
        term = f"languages:\n  en: {entry}\n  fr: {entry}\n"
        (root / "glossary" / "word.yml").write_text(term, "utf-8")
        for name, row in {(Path(one.path).name, one.pair) for one in _errors(root)}:
            for folder in ("docs", "docs_en"):
                _take_out(root / folder / name, row)
        assert not _errors(root)
        return _find_dead(compose_tree(open_edition(read_project(root))))


def _take_out(file: Path, row: str | None) -> None:
    """Take a row out of a text, or the text where it is no line of its own with its id behind."""
    if file.exists():
        text = file.read_text("utf-8")
        left = re.sub(rf"\n\n[^\n]*\n\{{: #{row} \}}\n", "\n", text)
        if row == "p0" or left == text:
            file.unlink()
        else:
            file.write_text(left, "utf-8")


def _errors(root: Path) -> list[Finding]:
    found = check(open_edition(read_project(root)))
    return [one for one in found if one.severity is Severity.ERROR]


def test_every_link_that_the_check_lets_pass_leads_somewhere() -> None:
    rows = "".join(
        f"\n\nUn {link}.\n{{: #p{number} }}\n" for number, link in enumerate(_WRITTEN, 1)
    )

    assert dead_links({"c": (rows, rows.replace("Un ", "One "))}) == []


@given(st.lists(scraps(), min_size=8, max_size=8))
@settings(max_examples=3, deadline=None)
def test_of_whatever_texts_the_check_lets_pass_a_site_is_made(written: list[str]) -> None:
    texts = {
        f"c{number}": (f"Un.\n{{: #p0 }}\n\n{text}", f"One.\n{{: #p0 }}\n\n{text}")
        for number, text in enumerate(written)
    }

    assert dead_links(texts) == []


def _find_dead(files: Mapping[str, str | bytes]) -> list[tuple[str, str]]:
    """The addresses on the pages of a tree that lead to no page, place or file of it."""
    pages = {
        path.removesuffix("index.md").removeprefix("docs/"): content
        for path, content in files.items()
        if path.endswith("index.md") and isinstance(content, str)
    }
    ids = {path: {unquote(one) for one in _ID.findall(content)} for path, content in pages.items()}
    return [
        (page, address)
        for page, content in pages.items()
        for address in _ADDRESS.findall(content)
        if not _leads(address, page, ids, files)
    ]


def _leads(
    address: str, page: str, ids: Mapping[str, set[str]], files: Mapping[str, object]
) -> bool:
    parts = urlsplit(address)
    if parts.scheme or parts.netloc:
        return True
    path = posixpath.normpath(posixpath.join("/", page, unquote(parts.path)))[1:]
    there = page if not parts.path else f"{path}/" if path else ""
    place = unquote(parts.fragment)
    if there in ids:
        return not place or place in ids[there] or place in ("top", "__toc")
    return f"docs/{path}" in files
