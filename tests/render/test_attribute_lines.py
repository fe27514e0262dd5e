"""An attribute line says something of the block before it, and of nothing else."""

from __future__ import annotations

import xml.etree.ElementTree as etree

import pytest

from pages import by_class, parse, words
from rendering import rows

BLOCKS = {
    "paragraph": ("Un mot,\nun autre.", "p"),
    "heading": ("## Titre", "h2"),
    "underlined heading": ("Titre\n=====", "h1"),
    "list": ("- un\n- deux", "ul"),
    "numbered list": ("1. un\n2. deux", "ol"),
    "nested list": ("- un\n    - deux\n\n    encore\n\n- trois", "ul"),
    "quote": ("> un\n>\n> deux", "blockquote"),
    "table": ("| a | b |\n|---|---|\n| 1 | 2 |", "table"),
    "figure": ("![une image](a.png)", "p"),
    "fence": ("```\nun\n\n{: #x }\n```", "div"),
    "indented code": ("    un\n\n    deux", "pre"),
    "thematic break": ("---", "hr"),
    "admonition": ('!!! note "Titre"\n    un\n\n    deux', "div"),
    "details": ('??? note "Titre"\n    un\n\n    deux', "details"),
    "raw HTML": ("<section><p>un</p></section>", "div"),
    "HTML figure": ('<figure>\n<img src="a.png">\n</figure>', "div"),
    "verse": ("un mot\nun vers", "p"),
}
LINES = ['{: #p1 .small .right lang="de" }', "{ #p1 .small .right lang=de }"]
EACH = pytest.mark.parametrize(("block", "tag"), BLOCKS.values(), ids=BLOCKS)


def read(text: str) -> list[etree.Element]:
    """The rows of a text, as a browser reads them."""
    return [parse(html)[1] for html in rows(text)]


@EACH
@pytest.mark.parametrize("line", LINES)
def test_it_reaches_the_block_and_nothing_else(block: str, tag: str, line: str) -> None:
    before, row, after = read(f"Avant.\n\n{block}\n{line}\n\nAprès.\n")

    (element,) = by_class(row, "small")
    assert element is row[-1]
    assert (element.tag, element.get("lang")) == (tag, "de")
    assert by_class(row, "right") == [element]
    assert not any(e.get("id") for e in row.iter()), "the row bears it"
    assert [e.attrib for e in (*before, *after)] == [{}, {}]


@EACH
def test_nothing_of_it_is_left_in_the_words(block: str, tag: str) -> None:
    (alone,), (marked,) = (read(f"{block}\n{line}") for line in ("", "{: #p1 .small }\n"))

    assert words(marked) == words(alone)


@EACH
def test_what_follows_without_a_blank_line_is_another_block(block: str, tag: str) -> None:
    first, second = read(f"{block}\n{{: #p1 }}\nAprès.\n{{: #p2 }}\n")

    assert words(first) == words(read(block)[0])
    assert words(second) == "Après."


@pytest.mark.parametrize("kind", ["list", "numbered list", "quote", "indented code", "admonition"])
def test_a_block_does_not_join_the_one_before_it(kind: str) -> None:
    block, tag = BLOCKS[kind]
    found = read(f"{block}\n{{: #p1 }}\n\n{block}\n{{: #p2 }}\n\n    code\n{{: #p3 }}\n")

    assert [[e.tag for e in row] for row in found] == [[tag], [tag], ["pre"]]
    assert words(found[0]) == words(found[1])


def test_a_line_inside_a_list_item_stays_there() -> None:
    (row,) = read("- un\n\n    > deux\n    {: .small }\n\n    > trois\n\n- quatre\n{: #p1 }\n")

    assert [words(e) for e in by_class(row, "small")] == ["deux"]


def test_braces_in_a_sentence_stay() -> None:
    (row,) = read("Un mot {#}, {: un autre }.\n")

    assert words(row) == "Unmot{#},{:unautre}."


def test_code_that_shows_an_attribute_line_keeps_it() -> None:
    first, second = read("```\n{: #x }\n```\n{: #p1 }\n\n    {: #y }\n{: #p2 }\n")

    assert (words(first), words(second)) == ("{:#x}", "{:#y}")
