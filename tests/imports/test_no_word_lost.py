"""The law of every reader: each word of a file comes out, or is named.

Every word of a generated file is another, so that none can stand for a lost one.
"""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from imports.specimen import pack, pack_book, specimen, unpack
from visavis.errors import VisavisError
from visavis.imports.ledger import balance_words
from visavis.imports.readers import read_bitext_data, read_data
from visavis.imports.words import came_out

FEW = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
LESS = settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
BLOCKS = (
    "p p p div section article aside nav footer header h1 h2 h3 ul ol li table tr td th blockquote "
    "pre figure figcaption dl dt dd details summary form center button address main unknown hr"
).split()
INLINES = "em b a sup sub span q code br img ruby rt del small cite wbr i u font label".split()
SAID = (
    "",
    'class="pagenum"',
    'class="verse"',
    'class="poem"',
    'class="footnote"',
    'class="footnotes"',
    'class="sidebar"',
    'epub:type="noteref" href="#a"',
    'href="#a"',
    'href="#b"',
    'href="https://example.org/"',
    'id="a"',
    'id="b"',
    'role="doc-endnotes"',
    'rowspan="2"',
    'colspan="3"',
    'style="font-style: italic"',
)


class Words:
    """Gives words, each once."""

    def __init__(self) -> None:
        self.given: list[str] = []

    def __call__(self) -> str:
        self.given.append(f"w{len(self.given):04}x")
        return self.given[-1]


@st.composite
def markup(draw: st.DrawFn, words: Words, depth: int = 3) -> str:
    """Some HTML, of which much is where it should not be."""
    pieces = []
    for _ in range(draw(st.integers(1, 4))):
        kind = draw(st.integers(0, 3 if depth else 1))
        if kind < 2:
            pieces.append(words() + draw(st.sampled_from(["", " ", ". ", "\n", "&nbsp;"])))
            continue
        tag = draw(st.sampled_from(BLOCKS if kind == 2 else INLINES))
        if tag == "img":
            pieces.append(f'<img src="a.png" alt="{words()}">')
        elif tag in ("br", "hr", "wbr"):
            pieces.append(f"<{tag}/>")
        else:
            inside = draw(markup(words, depth - 1))
            pieces.append(f"<{tag} {draw(st.sampled_from(SAID))}>{inside}</{tag}>")
    return "".join(pieces)


def lose_nothing(words: Words, data: bytes, suffix: str) -> None:
    """Read a file, and look for each of its words in what came or is named."""
    try:
        if suffix in (".tmx", ".xlf", ".po", ".tsv"):
            bitext = read_bitext_data(data, suffix, "a", ("en", "fr"))
            readings = [bitext.source, bitext.target]
        else:
            readings = [read_data(data, suffix, "a", "en")]
    except VisavisError as error:
        assert "text in it" in str(error), data
        return
    came = list(came_out([reading.document for reading in readings]))
    named = [one for reading in readings for one in reading.named]
    entries = balance_words(readings[0].given, came, named)
    said = [passage.text for passage in came] + [one.text for one in entries]
    said += [text for _, text in named]
    everything = "\n".join(said)
    assert [word for word in words.given if word not in everything] == []


def test_of_a_page() -> None:
    @FEW
    @given(st.data())
    def check(data: st.DataObject) -> None:
        words = Words()
        page = f"<html><body>{data.draw(markup(words))}<p>{words()}</p></body></html>"
        lose_nothing(words, page.encode(), ".html")

    check()


def test_of_a_book() -> None:
    @FEW
    @given(st.data())
    def check(data: st.DataObject) -> None:
        words = Words()
        files = {f"{n}.xhtml": f"{data.draw(markup(words))}<p>{words()}</p>" for n in range(2)}
        lose_nothing(words, pack_book(files), ".epub")

    check()


MARKS = [
    *(
        "\n\n",
        "\n\n",
        "\n",
        " ",
        " ",
        "*",
        "**",
        "_",
        "`",
        "# ",
        "> ",
        "- ",
        "1. ",
        "    ",
        "| ",
        " |",
    ),
    *("[", "](https://a.org)", '](b "', '")', "[^1]", "\n\n[^1]: ", "<b>", "</b>", "<br>", "&amp;"),
    *("^[", "]", "![", "](a.png)", "\\", "\n~~~\n", "{#a}", "\n{: .b }\n", "\n!!! note ", "\n:   "),
    *(
        "\n| --- | --- |\n",
        "<div>",
        "</div>",
        "~~",
        "==",
        "$",
        "\n::: {.c}\n",
        "\n:::\n",
        "[[",
        "]]",
    ),
]


@st.composite
def marked(draw: st.DrawFn, words: Words) -> str:
    """Words between signs of Markdown."""
    pieces = draw(st.lists(st.sampled_from([*MARKS, None, None]), min_size=1, max_size=25))
    return "".join(words() if piece is None else piece for piece in [None, *pieces, None])


@pytest.mark.parametrize("suffix", [".md", ".txt"])
def test_of_a_text(suffix: str) -> None:
    @settings(FEW, max_examples=150)
    @given(st.data())
    def check(data: st.DataObject) -> None:
        words = Words()
        lose_nothing(words, data.draw(marked(words)).encode(), suffix)

    check()


W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
T = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
)
RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
    'relationships/{}" Target="{}"/></Relationships>'
)


def word(words: Words, numbers: list[int]) -> bytes:
    """A Word document with paragraphs, a table, a note and changes."""

    def run() -> str:
        return f"<w:r><w:t>{words()} </w:t></w:r>"

    def cell() -> str:
        return f"<w:tc><w:p>{run()}</w:p></w:tc>"

    shapes = (
        lambda: f"<w:p>{run()}{run()}</w:p>",
        lambda: f'<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr>{run()}</w:p>',
        lambda: f"<w:tbl><w:tr>{cell()}{cell()}</w:tr></w:tbl>",
        lambda: f'<w:p>{run()}<w:r><w:footnoteReference w:id="2"/></w:r></w:p>',
        lambda: f"<w:p>{run()}<w:del><w:r><w:delText>{words()}</w:delText></w:r></w:del></w:p>",
        lambda: f"<w:p><w:ins>{run()}</w:ins>{run()}</w:p>",
        lambda: f"<w:sdt><w:sdtContent><w:p>{run()}</w:p></w:sdtContent></w:sdt>",
    )
    body = "".join(shapes[number % len(shapes)]() for number in numbers) + f"<w:p>{run()}</w:p>"
    note = f'<w:footnotes {W}><w:footnote w:id="2"><w:p>{run()}</w:p></w:footnote></w:footnotes>'
    files = {
        "_rels/.rels": RELATIONS.format("officeDocument", "word/document.xml"),
        "word/_rels/document.xml.rels": RELATIONS.format("footnotes", "footnotes.xml"),
        "word/document.xml": f"<w:document {W}><w:body>{body}</w:body></w:document>",
        "word/footnotes.xml": note,
    }
    return pack({path: content.encode() for path, content in files.items()})


def writer(words: Words, numbers: list[int]) -> bytes:
    """An OpenDocument text with paragraphs, a list, a table, notes and comments."""

    def paragraph() -> str:
        return f"<text:p>{words()}</text:p>"

    def around(names: str, inside: str) -> str:
        opening = "".join(f"<{name}>" for name in names.split())
        return opening + inside + "".join(f"</{name}>" for name in reversed(names.split()))

    def note() -> str:
        inside = around("text:note-body", paragraph())
        return (
            f'<text:p>{words()}<text:note text:note-class="footnote">'
            f"<text:note-citation>1</text:note-citation>{inside}</text:note></text:p>"
        )

    shapes = (
        lambda: f"<text:p>{words()} <text:span>{words()}</text:span></text:p>",
        lambda: f'<text:h text:outline-level="1">{words()}</text:h>',
        lambda: around("text:list text:list-item", paragraph()),
        note,
        lambda: around("table:table table:table-row table:table-cell", paragraph()),
        lambda: f"<text:p>{words()}{around('office:annotation', paragraph())}</text:p>",
    )
    body = "".join(shapes[number % len(shapes)]() for number in numbers) + paragraph()
    text = around("office:body office:text", body)
    content = f"<office:document-content {T}>{text}</office:document-content>"
    return pack({**unpack(specimen("lighthouse.en.odt")), "content.xml": content.encode()})


@pytest.mark.parametrize(("make", "suffix"), [(word, ".docx"), (writer, ".odt")])
def test_of_a_document(make: Callable[[Words, list[int]], bytes], suffix: str) -> None:
    @LESS
    @given(st.lists(st.integers(0, 6), max_size=6))
    def check(numbers: list[int]) -> None:
        words = Words()
        lose_nothing(words, make(words, numbers), suffix)

    check()


INSIDE = [
    "{}",
    "{} {}",
    "<ph>{}</ph>{}",
    "<hi>{}</hi> {}",
    "<bpt i='1'>&lt;b&gt;</bpt>{}<ept i='1'>&lt;/b&gt;</ept>",
    "<unknown>{}</unknown>",
]


@pytest.mark.parametrize("suffix", [".tmx", ".xlf", ".po", ".tsv"])
def test_of_aligned_units(suffix: str) -> None:
    @FEW
    @given(st.data())
    def check(data: st.DataObject) -> None:
        words = Words()
        shapes = st.sampled_from(INSIDE)
        chosen = data.draw(st.lists(st.tuples(shapes, shapes), min_size=1, max_size=4))
        units = [(filling(words, a, suffix), filling(words, b, suffix)) for a, b in chosen]
        lose_nothing(words, UNITS[suffix](units).encode(), suffix)

    check()


def filling(words: Words, inside: str, suffix: str) -> str:
    """The words of one side of a unit, without elements where the format has none."""
    text = "".join(words() if piece == "{}" else piece for piece in re.split(r"(\{\})", inside))
    return text if suffix in (".tmx", ".xlf") else re.sub("<[^>]*>|&lt;|&gt;", " ", text)


def tmx(units: list[tuple[str, str]]) -> str:
    sides = "<tu><tuv xml:lang='en'><seg>{}</seg></tuv><tuv xml:lang='fr'><seg>{}</seg></tuv></tu>"
    return f"<tmx><body>{''.join(sides.format(*unit) for unit in units)}</body></tmx>"


def xliff(units: list[tuple[str, str]]) -> str:
    sides = "<trans-unit><source>{}</source><target>{}</target></trans-unit>"
    inside = "".join(sides.format(*unit) for unit in units)
    languages = "source-language='en' target-language='fr'"
    return f"<xliff version='1.2'><file {languages}><body>{inside}</body></file></xliff>"


UNITS: dict[str, Callable[[list[tuple[str, str]]], str]] = {
    ".tmx": tmx,
    ".xlf": xliff,
    ".po": lambda units: "".join(f'msgid "{one}"\nmsgstr "{other}"\n\n' for one, other in units),
    ".tsv": lambda units: "".join(f"{one}\t{other}\n" for one, other in units),
}
