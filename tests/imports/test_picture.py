"""Pictures are looked up in an archive, a folder or their own address, and never at any price."""

from __future__ import annotations

import base64
import io
import tracemalloc
import zipfile
from collections import Counter
from pathlib import Path
from urllib.parse import quote_from_bytes

import pytest

from imports.specimen import pack, picture
from visavis.imports import Reading
from visavis.imports.readers import read_data
from visavis.imports.tree import picture as pictures
from visavis.imports.tree.picture import Album, Find, in_archive, in_folder, no_pictures

PNG = picture(1)
CODED = base64.b64encode(PNG).decode()


def album(find: Find = no_pictures) -> Album:
    return Album(find, Counter())


def why(address: str, find: Find = no_pictures) -> str:
    """The reason for which a picture is left out; empty where it is taken."""
    taking = album(find)
    taking.take(address, "")
    return next((kind for kind, _ in taking.lost), "")


@pytest.mark.parametrize(
    "address",
    [
        f"data:image/png;base64,{CODED}",
        f"DATA:image/png;BASE64,{CODED}",
        f"data:image/png;charset=utf-8;base64,{CODED}",
        f"data:image/png;name=a.png;charset=x;base64,{CODED}",
        f"data:image/png;base64,{CODED.replace('=', '%3D').replace('+', '%2B')}",
        f"data:image/png;base64,{CODED[:40]}\n{CODED[40:]}",
        f"data:image/png,{quote_from_bytes(PNG)}",
    ],
)
def test_a_picture_may_be_written_into_its_address(address: str) -> None:
    taking = album()
    assert taking.take(address, "")
    assert list(taking.kept.values()) == [PNG]


def test_escapes_are_read_wherever_they_stand() -> None:
    data = PNG[:8] + bytes(range(256)) * 900
    for shift in range(3):
        written = (
            "data:image/png,"
            + quote_from_bytes(data[: 8 + shift])
            + "".join(f"%{byte:02x}" for byte in data[8 + shift :])
        )
        taking = album()
        assert taking.take(written, "")
        assert list(taking.kept.values()) == [data]


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("https://example.org/a.png", "image of another host"),
        ("HTTP://example.org/a.png", "image of another host"),
        ("//example.org/a.png", "image of another host"),
        ("file:///home/ana/a.png", "image at an address that is not followed"),
        ("blob:https://example.org/1-2", "image at an address that is not followed"),
        ("cid:part1@mail", "image at an address that is not followed"),
        ("data:image/png;base64,A", "image written into its address that cannot be read"),
        ("data:nonsense", "image written into its address that cannot be read"),
        ("data:image/png;base64,é", "image written into its address that cannot be read"),
        ("a.png", "image that is not there"),
    ],
)
def test_the_reason_for_leaving_a_picture_out_is_its_own(address: str, reason: str) -> None:
    assert why(address) == reason


@pytest.mark.parametrize("start", ["data:image/png;base64,", "data:image/png,"])
def test_an_address_that_is_too_long_is_not_unpacked(start: str) -> None:
    escaped, plain = start + "%41" * 1_000_000, start + "A" * 3 * pictures.LARGEST
    tracemalloc.start()
    try:
        assert why(escaped) == "image that is no PNG, JPEG, GIF or WebP"
        assert tracemalloc.get_traced_memory()[1] < 20_000_000
        tracemalloc.reset_peak()
        assert why(plain) == "image over 20 MB"
        assert tracemalloc.get_traced_memory()[1] < 1_000_000
    finally:
        tracemalloc.stop()


def test_the_pictures_of_a_text_have_a_common_bound() -> None:
    large = PNG + b"\0" * (pictures.LARGEST - len(PNG) - 4)
    looked = []

    def find(address: str) -> bytes:
        looked.append(address)
        return large + address.encode().rjust(4)

    taking = album(find)
    taken = [taking.take(str(number), "") for number in range(13)]
    assert taken == [True] * 10 + [False] * 3
    assert taking.lost == {
        ("image after the first 200 MB of pictures", str(number)): 1 for number in (10, 11, 12)
    }
    assert len(looked) == 11
    assert taking.take("3", "again")


def test_a_picture_is_looked_up_once() -> None:
    looked = []

    def find(address: str) -> bytes | None:
        looked.append(address)
        return PNG if address == "a.png" else None

    taking = album(find)
    for _ in range(3):
        assert taking.take("a.png", "A")
        assert not taking.take("none.png", "None")
    assert looked == ["a.png", "none.png"]
    assert len(taking.drain()) == 3
    assert taking.lost == {("image that is not there", "none.png"): 3}


def test_pictures_of_an_archive_are_found_by_the_end_of_their_path() -> None:
    find = in_archive(pack({"word/media/a.png": b"1", "media/a.png": b"2", "x/b c.png": b"3"}))
    assert find("media/a.png") == b"2"
    assert find("word/media/a.png") == b"1"
    assert find("../x/b%20c.png") == b"3"
    assert find("edia/a.png") is None
    assert find("") is None


def damaged(method: int) -> bytes:
    """An archive whose one picture is not packed as it says."""
    result = io.BytesIO()
    with zipfile.ZipFile(result, "w", method) as archive:
        archive.writestr("a.png", PNG * 50)
    data = bytearray(result.getvalue())
    data[50:60] = b"\xff" * 10
    return bytes(data)


@pytest.mark.parametrize(
    "data",
    [
        b"no archive",
        damaged(zipfile.ZIP_DEFLATED),
        damaged(zipfile.ZIP_BZIP2),
        damaged(zipfile.ZIP_LZMA),
        pack({"a.png": PNG}).replace(b"\x08\x00", b"\x63\x00"),  # packed in an unknown way
        pack({"é.png": PNG}).replace("é".encode(), b"\xff\xfe"),
    ],
)
@pytest.mark.parametrize("address", ["a.png", "a://[x", "é.png"])
def test_a_damaged_archive_has_no_picture(data: bytes, address: str) -> None:
    assert in_archive(data)(address) is None


def test_an_address_that_is_none_is_no_picture_of_a_folder(tmp_path: Path) -> None:
    for address in ("a://[x", "a\0b", "a" * 5_000, "", "."):
        assert in_folder(tmp_path)(address) is None


def read(text: str, suffix: str = ".md") -> Reading:
    """A text with one picture beside it, `a.png`."""
    find = {"a.png": PNG}.get
    return read_data(text.encode(), suffix, f"a{suffix}", "en", find)


def written(reading: Reading) -> list[str]:
    """Its pieces; a picture is called `a.png` again."""
    (name,) = reading.pictures or [""]
    return [piece.markdown.replace(f"]({name})", "](a.png)") for piece in reading.pieces]


def test_a_note_that_is_called_twice_has_its_picture_once() -> None:
    reading = read("One.[^1]\n\nTwo.[^1]\n\n[^1]: A note ![A](a.png) with <b>tags.\n")
    assert written(reading) == [
        "One.[^n1]",
        "![A](a.png)",
        "Two.[^n1]",
        "[^n1]: A note with tags.",
    ]
    assert reading.lost == {("raw HTML", "<b>"): 1}


def test_an_endnote_that_is_called_twice_has_its_picture_once() -> None:
    calls = "<p>One.<a id='r1' href='#n1'>1</a></p><p>Two.<a href='#n1'>1</a></p>"
    note = "<ol><li id='n1'><p>A note. <img src='a.png'> <a href='#r1'>↩</a></p></li></ol>"
    reading = read(calls + note, ".html")
    assert sum(bool(piece.label) for piece in reading.pieces) == 1
    assert sum(piece.is_picture for piece in reading.pieces) == 1


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("![What it shows](none.png)", ["What it shows"]),
        ("Before ![what it shows](none.png) after.", ["Before what it shows after."]),
        ("![One](none.png)\n![two](a.png)\n![three.](none.png)", ["One three.", "![two](a.png)"]),
        ("![](none.png)\n\nOne.", ["One."]),
        ("![Two](a.png)", ["![Two](a.png)"]),
    ],
)
def test_the_words_of_a_picture_that_is_left_out_stay(text: str, pieces: list[str]) -> None:
    assert [" ".join(piece.split()) for piece in written(read(text))] == pieces


def test_a_picture_keeps_its_place_before_or_behind_its_caption() -> None:
    figures = (
        "<figure><img src='a.png' alt='Map A'><figcaption>Below.</figcaption></figure>"
        "<figure><figcaption>Above.</figcaption>"
        "<a href='a.png'><img src='b.png' alt='Map B'></a></figure>"
        "<div><img src='c.png' alt='Map C'><p>Beside.</p></div>"
    )
    book = f"<html><body><h1>Maps</h1>{figures}</body></html>".encode()
    named = dict.fromkeys(("a.png", "b.png", "c.png"), PNG)
    reading = read_data(book, ".html", "a", "en", named.get)
    shown = [piece.markdown.partition("(")[0] for piece in reading.pieces]
    assert shown == ["# Maps", "![Map A]", "Below.", "Above.", "![Map B]", "![Map C]", "Beside."]
