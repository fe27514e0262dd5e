"""Whatever a file holds, it is read or refused in one line."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from imports.specimen import pack, specimen, unpack
from visavis.errors import VisavisError
from visavis.imports.readers import TextFile, read_bitext, read_bitext_data, read_data
from visavis.imports.tree.picture import no_pictures

ENTITIES = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "bomb"}">' for n in range(12))
BOMB = f"<!DOCTYPE tmx [{ENTITIES}]><tmx><body><tu><tuv><seg>&e11;</seg></tuv></tu></body></tmx>"
OUTSIDE = (
    '<!DOCTYPE tmx [<!ENTITY f SYSTEM "file:///etc/passwd">]><tmx><body><tu>'
    '<tuv xml:lang="en"><seg>&f;</seg></tuv></tu></body></tmx>'
)

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512
LOCKED_ODT = pack(
    {
        "content.xml": b"\xd5\x00",
        "META-INF/manifest.xml": b"<manifest:encryption-data/>",
    }
)
LOCKED_EPUB = pack(
    {
        "META-INF/container.xml": b"<container/>",
        "META-INF/encryption.xml": b'<CipherReference URI="chapter.xhtml"/>',
    }
)


def refuses(data: bytes, suffix: str) -> str:
    """The one line with which a file is refused."""
    read: Callable[[], object]
    if suffix in (".tmx", ".xlf", ".po", ".tsv"):
        read = lambda: read_bitext_data(data, suffix, f"a{suffix}", ("en", "fr"))  # noqa: E731
    else:
        read = lambda: read_data(data, suffix, f"a{suffix}", "en")  # noqa: E731
    with pytest.raises(VisavisError) as error:
        read()
    assert "\n" not in str(error.value)
    return str(error.value)


def changed(name: str, path: str, content: bytes) -> bytes:
    """A specimen in which one file of the archive is another."""
    return pack({**unpack(specimen(name)), path: content})


@pytest.mark.parametrize(
    ("data", "suffix", "said"),
    [
        ("é".encode() * 9 + b"\xe9", ".txt", "a.txt:1: not UTF-8: byte 0xe9 at offset 18"),
        ("é".encode() * 9 + b"\n\nb\xff", ".md", "a.md:3: not UTF-8: byte 0xff at offset 21"),
        (b"a\0b", ".txt", "a.txt:1: a NUL character"),
        (b"PK\x03\x04....", ".txt", "this is a ZIP archive"),
        (b"%PDF-1.7", ".md", "this is a PDF"),
        (b"plain words", ".docx", "not a DOCX file"),
        (b"PK\x03\x04 nothing", ".odt", "not a readable ODT file"),
        (pack({"a.txt": b"a"}), ".epub", "not a EPUB file: it holds no META-INF/container.xml"),
        (
            pack({"word/document.xml": b"<no"}),
            ".docx",
            "a.docx: word/document.xml in it is not well-formed",
        ),
        (
            OLE,
            ".docx",
            "not a DOCX file: it has a password, or is of an older Word; save it as DOCX",
        ),
        (LOCKED_ODT, ".odt", "a.odt: it is encrypted; save it without a password"),
        (
            LOCKED_EPUB,
            ".epub",
            "a.epub: it is encrypted; save it without a password or copy protection",
        ),
        (b"   \n\n \t", ".md", "there is no text in it"),
        (b"<html><body></body></html>", ".html", "there is no text in it"),
        (b'<meta charset="klingon"><p>a', ".html", "it says that it is klingon, and is not"),
        (b"---\na: [\n---\nb", ".md", "a.md:3: not valid YAML"),
        (b"words", ".pdf", ".pdf is no format that can be imported"),
        (b"<tmx><body>", ".tmx", "a.tmx:1: not well-formed XML"),
        (b"<a/>", ".tmx", "its root is not <tmx>"),
        (b'<?xml version="1.0" encoding="klingon"?><tmx/>', ".tmx", "klingon"),
        (BOMB.encode(), ".tmx", "a.tmx:1: entities of its own are not accepted"),
        (OUTSIDE.encode(), ".xlf", "entities of its own are not accepted"),
        (b"<tmx>" * 200 + b"</tmx>" * 200, ".tmx", "nested too deeply"),
        (b'msgid "a"\nwhat is this\n', ".po", "a.po:2: not a readable PO file"),
    ],
)
def test_what_is_wrong_with_a_file_is_said(data: bytes, suffix: str, said: str) -> None:
    assert said in refuses(data, suffix)


def test_an_archive_that_unpacks_to_more_than_a_book_is_refused() -> None:
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"\0" * 201_000_000)
    assert refuses(bomb.getvalue(), ".docx") == "a.docx: it unpacks to more than 200 MB"


@pytest.mark.parametrize(
    ("name", "path"),
    [("lighthouse.en.docx", "word/document.xml"), ("lighthouse.en.odt", "content.xml")],
)
def test_entities_inside_an_archive_do_not_multiply(name: str, path: str) -> None:
    content = unpack(specimen(name))[path]
    head, root = content.split(b"?>\n", 1)
    bomb = head + b"?>" + f"<!DOCTYPE a [{ENTITIES}]>".encode() + root
    bomb = bomb.replace(b"Nobody came", b"&e11;")
    try:
        reading = read_data(changed(name, path, bomb), Path(name).suffix, name, "en")
    except VisavisError:
        return
    assert sum(len(piece.markdown) for piece in reading.pieces) < 100_000


@pytest.mark.parametrize("method", [zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_an_archive_that_is_damaged_is_refused_however_it_is_packed(method: int) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", method) as archive:
        archive.writestr("word/document.xml", b"<document/>" * 90)
    data = bytearray(packed.getvalue())
    data[60:70] = b"\xff" * 10
    assert refuses(bytes(data), ".docx").startswith("a.docx: not a readable DOCX file: ")


def test_pictures_are_never_unpacked() -> None:
    large = changed("lighthouse.en.epub", "cover.png", b"\0" * 201_000_000)
    assert read_data(large, ".epub", "a.epub", "en").pieces


@pytest.mark.parametrize(
    ("opening", "closing", "suffix"),
    [("> ", "", ".md"), ("- ", "", ".md"), ("<div>", "</div>", ".html"), ("*", "*", ".md")],
)
def test_endless_nesting_is_read_or_refused(opening: str, closing: str, suffix: str) -> None:
    data = (opening * 5_000 + "words" + closing * 5_000).encode()
    try:
        assert read_data(data, suffix, "a", "en").pieces
    except VisavisError as error:
        assert "\n" not in str(error)


def test_files_that_are_none_are_named(tmp_path: Path) -> None:
    huge = tmp_path / "huge.txt"
    with huge.open("wb") as stream:
        stream.truncate(300_000_000)
    (tmp_path / "empty.md").write_bytes(b"")
    for name, said in (
        ("missing.txt", "cannot be read: no such file or directory"),
        (".", "this is a folder, not a file"),
        ("huge.txt", "300 MB are too much; at most 200 MB are read"),
        ("empty.md", "the file is empty"),
    ):
        with pytest.raises(VisavisError) as error:
            TextFile(tmp_path / name, "en", no_pictures).read()
        assert said in str(error.value)
    with pytest.raises(VisavisError, match="the file is empty"):
        (tmp_path / "empty.po").write_bytes(b"")
        read_bitext(tmp_path / "empty.po", ("en", "fr"))


def test_what_is_no_name_of_an_element_keeps_nobody_from_its_words() -> None:
    reading = read_data(b"<p>Words <a}>here and <b}2<>there.</p>", ".html", "a.html", "en")
    assert "there." in " ".join(block.plain for block in reading.document.blocks)
