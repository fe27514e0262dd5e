"""The French text is the printed one: the words of the source, in order, none lost, none added.

`tests/data/source-fr.txt` is the translation as it was given, one paragraph between blank lines.
What the edition adds stands in blocks marked `{: .edition }`, in footnote definitions and in the
front matter; these are passed over, and so is every note call but `[^1]`, which stands for the
source's own "1" after a name.

The reader below is small and is not the package's own, so that a fault in the package cannot hide
a fault in the text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "tests" / "data" / "source-fr.txt"
CHAPTERS = ("index", "partner-state", "crisis-of-value")

FRONT_MATTER = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
ATTRIBUTE_LINE = re.compile(r"\n\{:(?P<items>[^{}]*)\}[ \t]*\Z")
HEADING_MARK = re.compile(r"\A#{1,6} ")
NOTE_DEFINITION = re.compile(r"\A\[\^[^\]]+\]:")
NOTE_CALL = re.compile(r"\[\^(?P<label>[^\]]+)\]")


def read_source() -> list[str]:
    """The paragraphs of the source, characters kept."""
    return SOURCE.read_text(encoding="utf-8").strip("\n").split("\n\n")


def read_pages() -> str:
    """The French chapters in the order of reading, as one text without front matter."""
    pages = ((ROOT / "docs" / f"{name}.md").read_text(encoding="utf-8") for name in CHAPTERS)
    return "\n\n".join(FRONT_MATTER.sub("", page).strip("\n") for page in pages)


def printed(text: str) -> list[str]:
    """The blocks of a text that are not the edition's own, without their markup."""
    return [plain(block) for block in printed_blocks(text)]


def printed_blocks(text: str) -> Iterator[str]:
    """The same blocks as they are written, without their attribute line."""
    in_note = False
    for block in re.split(r"\n(?:[ \t]*\n)+", text.strip("\n")):
        in_note = bool(NOTE_DEFINITION.match(block)) or (in_note and block.startswith("    "))
        attributes = ATTRIBUTE_LINE.search(block)
        classes = attributes["items"].split() if attributes else []
        if not in_note and ".edition" not in classes:
            yield ATTRIBUTE_LINE.sub("", block)


def plain(block: str) -> str:
    """The words of one block: heading mark, emphasis, link targets and our note calls taken off."""
    (inline,) = MarkdownIt("commonmark").parseInline(HEADING_MARK.sub("", block))
    words = "".join(
        "\n" if token.type in ("softbreak", "hardbreak") else token.content
        for token in inline.children or []
    )
    return NOTE_CALL.sub(lambda call: "1" if call["label"] == "1" else "", words)


def words(paragraphs: list[str]) -> list[str]:
    """The words in order. White space of any kind parts them and counts for nothing else."""
    return " ".join(paragraphs).split()


def test_the_words_are_those_of_the_source() -> None:
    assert words(printed(read_pages())) == words(read_source())


def test_each_block_is_one_paragraph_of_the_source_to_the_character() -> None:
    """No-break spaces, typographic apostrophes and dashes included."""
    assert printed(read_pages()) == read_source()


def test_the_source_is_the_text_that_was_given() -> None:
    """Without this, a word changed in both files would go unseen."""
    text = SOURCE.read_text(encoding="utf-8")  # line ends as a checkout may turn them do not count
    digest = "6b310f44c9c62bdeeb1b0895b709d56585bcc8e03a2c665b01c1d2d5b7763615"
    assert sha256(text.encode()).hexdigest() == digest


def swap(text: str, first: str, second: str) -> str:
    """The text with two of its passages in each other's place."""
    return text.replace(first, "\0").replace(second, first).replace("\0", second)


@pytest.mark.parametrize(
    "alter",
    [
        pytest.param(lambda text: text.replace("pilier", "socle"), id="a word replaced"),
        pytest.param(lambda text: text.replace("théorisé ", ""), id="a word lost"),
        pytest.param(lambda text: text.replace("un mythe", "un vieux mythe"), id="a word added"),
        pytest.param(lambda text: swap(text, "Facebook", "Google"), id="two words swapped"),
        pytest.param(
            lambda text: text.replace("à but lucratif", "à but non lucratif"), id="mended"
        ),
        pytest.param(lambda text: text.replace("l’état", "l’État"), id="a capital"),
        pytest.param(lambda text: text.replace("’", "'"), id="straight apostrophes"),
        pytest.param(lambda text: text.replace("[^1],", ","), id="the note call lost"),
        pytest.param(lambda text: text.replace(".caption", ".edition"), id="hidden"),
        pytest.param(lambda text: text + "\n\nUn mot de plus.", id="an unmarked block"),
        pytest.param(lambda text: re.sub(r"\n\{:.*\.edition \}", "", text), id="marks taken off"),
    ],
)
def test_an_alteration_is_noticed(alter: Callable[[str], str]) -> None:
    assert words(printed(alter(read_pages()))) != words(read_source())


def test_a_lost_no_break_space_and_a_joined_paragraph_are_noticed() -> None:
    pages = read_pages()
    assert printed(pages.replace("\u00a0", " ")) != read_source()
    assert printed(re.sub(r"\.\n\{: #p\d+ \}\n\n", ". ", pages, count=1)) != read_source()


def test_what_is_the_editions_own_is_passed_over() -> None:
    text = """\
# Le titre
{: #p1 }

Un *mot*[^tr-mot], un nom[^1] et un [lien](ailleurs.md).
{: #p2 .caption }

## Comment lire
{: #p3 .edition }

Ceci est de nous.
{: .edition }

[^1]: Une note.

[^tr-mot]: Une autre,

    sur deux paragraphes.

La suite."""
    assert printed(text) == ["Le titre", "Un mot, un nom1 et un lien.", "La suite."]


def test_ids_change_nothing() -> None:
    bare = re.sub(r"\n\{: #p\d+ \}|(?<=\{: )#p\d+ ", "", read_pages())
    assert "#p" not in bare
    assert printed(bare) == printed(read_pages()) == read_source()
