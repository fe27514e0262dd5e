"""What the blocks of a text are, and what is known of each."""

from __future__ import annotations

import pytest

from visavis.errors import VisavisError
from visavis.text import (
    Block,
    Document,
    InlineKind,
    Kind,
    parse_document,
    read_pieces,
    write_pieces,
)


def read(text: str) -> Document:
    return parse_document(text, path="docs/a.md", language="fr")


def only(text: str) -> Block:
    (block,) = read(text).blocks
    return block


@pytest.mark.parametrize(
    ("text", "kind", "plain"),
    [
        ("## Un *titre* ##\n", Kind.HEADING, "Un titre"),
        ("Titre\n=====\n", Kind.HEADING, "Titre"),
        ("Un *mot*\net l’autre[^1].\n", Kind.PARAGRAPH, "Un mot et l’autre."),
        ("- a\n- b\n\n    c\n", Kind.LIST, "a b c"),
        ("> a\n> b\n", Kind.QUOTE, "a b"),
        ("| a |\n|---|\n| b |\n| c |\n", Kind.TABLE, "a b c"),
        ("```python\na\nb\n```\n", Kind.CODE, "a\nb\n"),
        ("    a\n", Kind.CODE, "a\n"),
        ("![Une image](i.png)\n", Kind.FIGURE, "Une image"),
        ("[![Une image](i.png)](p.md)\n", Kind.FIGURE, "Une image"),
        ("<figure>\n<img src='i.png'>\n</figure>\n", Kind.FIGURE, ""),
        ("<div>\na\n</div>\n", Kind.HTML, ""),
        ("a\nb\n{: .verse }\n", Kind.VERSE, "a\nb"),
        ("***\n", Kind.BREAK, ""),
        ("[^1]: Une note\n    plus longue.\n", Kind.NOTE, "Une note plus longue."),
        ('!!! note "T"\n    a\n', Kind.ADMONITION, "T a"),
        ('??? note "T"\n    a\n', Kind.ADMONITION, "T a"),
    ],
)
def test_a_block_has_a_kind_and_plain_words(text: str, kind: Kind, plain: str) -> None:
    block = only(text)
    assert (block.kind, block.plain) == (kind, plain)


@pytest.mark.parametrize(
    "before",
    ["Mot.", "## T", "- a\n- b", "> q", "| a |\n|---|\n| b |", "```\na\n```", "    a", "***",
     "![i](j)", "<div>\na\n</div>", '!!! note "T"\n    a', "Titre\n==="],
)  # fmt: skip
def test_the_attribute_line_belongs_to_the_block_before_it(before: str) -> None:
    block, following = read(f"{before}\n{{: #p7 .beau lang=fr }}\nSuite.\n").blocks
    assert block.source == before + "\n"
    assert (block.id, block.classes) == ("p7", ("beau",))
    assert block.attributes.others == (("lang", "fr"),)
    assert following.plain == "Suite."


def test_a_heading_has_a_level_and_lists_and_tables_a_length() -> None:
    assert only("### T\n").level == 3
    assert only("1. a\n2. b\n    - c\n").size == 2
    assert only("| a |\n|---|\n| b |\n| c |\n").size == 2


def test_a_link_by_reference_points_where_the_reference_says() -> None:
    (block,) = read("[un *mot*][r] ici\n\n[r]: http://x 'T'\n").blocks
    link = block.inlines[0]
    assert (link.text, link.target, link.title) == ("un mot", "http://x", "T")
    assert block.source[link.start : link.end] == "[un *mot*][r]"
    assert block.source[link.start : link.reference_at] == "[un *mot*]"


@pytest.mark.parametrize(
    "text", ["![i](j.png)", "- <img src=x>", "| [^1] |\n|---|", "- ![i](j)", "# `c`"]
)
def test_a_feature_that_stands_alone_in_its_line_is_seen(text: str) -> None:
    assert len(only(text + "\n").inlines) == 1


def test_a_place_inside_a_block_is_line_and_column() -> None:
    document = read("---\na: b\n---\n\nUn.\r\nDeux [^1].\r\n")
    block = document.blocks[0]
    (call,) = block.of_kind(InlineKind.NOTE)
    assert block.place.line == 5
    assert block.locate(call.start) == (6, 6)


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("Un.\n\n```\na\n", "fence.unclosed", 3),
        ("Un.\n{: #p1 mot }\n", "attributes.malformed", 2),
        ("Un.\n{: #p1\n", "attributes.malformed", 2),
        ("Un.\n{: #p1 #p2 }\n", "attributes.malformed", 2),
        ("Un.\n{: #p1 id=p2 }\n", "attributes.malformed", 2),
        ("Un.\n{: #P1 }\n", "id.malformed", 2),
        ("Un.\n{: #p٣ }\n", "id.malformed", 2),
        ("Un.\n\n{: #p1 }\n", "attributes.astray", 3),
        ("Un.\n{: #p1 }\n{: .beau }\n", "attributes.astray", 3),
        ("# Titre {: #p1 }\n", "attributes.astray", 1),
    ],
)
def test_what_cannot_be_read_as_it_was_meant_is_said_with_its_line(
    text: str, code: str, line: int
) -> None:
    assert [(flaw.code, flaw.line) for flaw in read(text).flaws] == [(code, line)]


def test_labels_without_an_end_take_no_longer_than_their_length() -> None:
    # Quadratic time would be minutes here, cubic hours.
    assert only("[^" * 1000 + "]\n").inlines == ()


@pytest.mark.parametrize("text", ["> " * 150 + "mot", "- " * 60 + "mot", "Mot.\n\n" + ">" * 2000])
def test_what_is_too_deep_to_be_read_is_refused_and_not_passed_over(text: str) -> None:
    with pytest.raises(VisavisError) as caught:
        read(text)
    line = 3 if text.startswith("Mot") else 1
    assert str(caught.value).startswith(f"docs/a.md:{line}: lists and quotes nested too deeply; ")


def test_twenty_levels_are_read() -> None:
    assert only("> - " * 20 + "mot\n").plain == "mot"


@pytest.mark.parametrize("space", ["\u00a0", "\u2028", "\x0c"])
def test_a_line_of_unusual_white_space_is_part_of_its_paragraph(space: str) -> None:
    assert only(f"Mot.\n{space}\n").source == f"Mot.\n{space}\n"


def test_what_says_a_language_is_none_of_the_words() -> None:
    text = "# *A b*{: lang=en }\n\n"
    text += "**C d**{: lang=de }, `e`{: lang=en } et [f](g){: lang=en dir=ltr }.\n"
    heading, row = parse_document(text, path="a.md", language="fr").blocks

    assert (heading.plain, row.plain) == ("A b", "C d, e et f.")


@pytest.mark.parametrize("words", ["a{: lang=en }", "*a* {: lang=en }", "*a*{: .b }", "*a*{: #b }"])
def test_anything_else_in_braces_is_words(words: str) -> None:
    (row,) = parse_document(f"Un {words}.\n", path="a.md", language="fr").blocks

    assert row.plain == f"Un {words}.".replace("*", "")


def test_what_says_a_language_belongs_to_the_code_that_closes() -> None:
    source = "*A b*{: lang=en }, ***c***{: lang=de } et [d](e){: lang=en }."
    (row,) = parse_document(source, path="a.md", language="fr").blocks
    pieces = read_pieces(row)

    assert [piece for piece in pieces if isinstance(piece, str)] == [
        "A b",
        ", ",
        "c",
        " et ",
        "d",
        ".",
    ]
    assert write_pieces(pieces, str) == source
