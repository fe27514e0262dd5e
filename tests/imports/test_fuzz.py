"""No bytes whatever lead to a traceback."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from golden import CASES, load
from imports.specimen import UNITS, pack, specimen, unpack, written
from visavis.errors import VisavisError
from visavis.imports.exchange import EXCHANGE_SUFFIXES, read_units
from visavis.imports.readers import (
    BITEXT_SUFFIXES,
    TEXT_SUFFIXES,
    read_bitext_data,
    read_data,
)

ARCHIVES = {
    ".docx": ("word/document.xml", "word/footnotes.xml", "word/numbering.xml"),
    ".odt": ("content.xml", "styles.xml"),
    ".epub": ("text.xhtml", "content.opf"),
}
FEW = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
MANY = settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
NASTY = st.sampled_from(
    [
        *(b"<", b">", b"</", b"<![CDATA[", b"<!--", b"&#0;", b"&#x110000;", b"&lt;", b"\0"),
        *(b'"', b"'", b"\n", b"\t", b"\\", b"[^1]", b"[^1]: ", b"](", b"```", b"***", b"{: #a }"),
        *(b"\xed\xa0\x80", b"\xef\xbb\xbf", b"\xff\xfe", b"99999999999999999999", b"-1", b"\xff"),
        *(b"#, fuzzy\n", b"msgid_plural ", b"<seg>", b"xml:lang", b"<p>", b"<table>", b"<li>"),
    ]
)


def read(data: bytes, suffix: str) -> None:
    """Read a file, or have it refused in one line."""
    try:
        if suffix in BITEXT_SUFFIXES:
            bitext = read_bitext_data(data, suffix, "a", ("en", "fr"))
            readings = [bitext.source, bitext.target]
        else:
            readings = [read_data(data, suffix, "a", "en")]
    except VisavisError as error:
        assert str(error).startswith("a")
        return
    for reading in readings:
        assert not reading.misread()
        "".join(piece.markdown for piece in reading.pieces).encode()


@st.composite
def damaged(draw: st.DrawFn, whole: bytes) -> bytes:
    """A file in which a few stretches are exchanged for something nasty, or gone."""
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(whole)))
        end = start + draw(st.integers(0, 30))
        whole = whole[:start] + draw(st.one_of(NASTY, st.binary(max_size=6))) + whole[end:]
    return whole


@pytest.mark.parametrize("suffix", [*TEXT_SUFFIXES, *BITEXT_SUFFIXES])
def test_any_bytes(suffix: str) -> None:
    @FEW
    @given(st.one_of(st.binary(max_size=60), st.lists(NASTY, max_size=12).map(b"".join)))
    def check(data: bytes) -> None:
        read(data, suffix)

    check()


@pytest.mark.parametrize("name", ["lighthouse.en.md", "lighthouse.en.txt", *UNITS])
def test_damaged_texts(name: str) -> None:
    whole = specimen(name)

    @MANY
    @given(damaged(whole))
    def check(data: bytes) -> None:
        read(data, Path(name).suffix)

    check()


@pytest.mark.parametrize("file", sorted((CASES / "import").glob("*.yml")), ids=lambda f: f.stem)
def test_damaged_cases(file: Path) -> None:
    texts = [
        (written(case[name]), case.get("suffix", ".txt"))
        for case in load(file)
        for name in (case.get("languages", ["en", "fr"]) if "both" not in case else ["both"])
    ]

    @MANY
    @given(st.data())
    def check(data: st.DataObject) -> None:
        whole, suffix = data.draw(st.sampled_from(texts))
        read(data.draw(damaged(whole)), suffix)

    check()


@pytest.mark.parametrize("suffix", EXCHANGE_SUFFIXES)
def test_damaged_files_of_translators(suffix: str) -> None:
    name = {".tmx": "units.tmx", ".po": "units.po", ".jsonl": "units.tsv"}.get(suffix)
    whole = specimen(name or "units-2.0.xlf").replace(b"<tu>", b'<tu tuid="a#p1">')

    @FEW
    @given(damaged(whole))
    def check(data: bytes) -> None:
        try:
            read_units(data, suffix, "a", ("en", "fr"))
        except VisavisError as error:
            assert str(error).startswith("a")

    check()


def test_damaged_pages() -> None:
    @FEW
    @given(damaged(specimen("lighthouse.en.html")))
    def check(data: bytes) -> None:
        read(data, ".html")

    check()


@pytest.mark.parametrize(("suffix", "path"), [(s, p) for s, ps in ARCHIVES.items() for p in ps])
def test_damaged_archives(suffix: str, path: str) -> None:
    files = unpack(specimen(f"lighthouse.en{suffix}"))

    @FEW
    @given(damaged(files[path]))
    def inside(content: bytes) -> None:
        read(pack({**files, path: content}), suffix)

    @FEW
    @given(damaged(pack(files)))
    def outside(data: bytes) -> None:
        read(data, suffix)

    inside()
    outside()
