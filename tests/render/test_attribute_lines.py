"""An attribute line gives its id and classes to the block before it, and to nothing else."""

from __future__ import annotations

import pytest

from pages import by_id, classes, convert, parse, words

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
EACH = pytest.mark.parametrize(("block", "tag"), BLOCKS.values(), ids=BLOCKS)


@EACH
@pytest.mark.parametrize("line", ['{: #p1 .a .b data-x="y" }', "{ #p1 .a .b data-x=y }"])
def test_it_reaches_the_block_and_nothing_else(block: str, tag: str, line: str) -> None:
    root = parse(convert(f"Avant.\n\n{block}\n{line}\n\nAprès.\n"))

    element = by_id(root, "p1")
    assert element.tag == tag
    assert {"a", "b"} <= set(classes(element))
    assert element.get("data-x") == "y"
    assert [e.tag for e in root.iter() if {"a", "b"} & set(classes(e))] == [tag]
    assert not [e for e in root.iter("p") if words(e) in ("Avant.", "Après.") and e.attrib]


@EACH
def test_nothing_of_it_is_left_in_the_words(block: str, tag: str) -> None:
    alone, marked = (parse(convert(f"{block}\n{line}")) for line in ("", "{: #p1 .a }\n"))

    assert words(marked) == words(alone)


@EACH
def test_what_follows_without_a_blank_line_is_another_block(block: str, tag: str) -> None:
    root = parse(convert(f"{block}\n{{: #p1 }}\nAprès.\n{{: #p2 }}\n"))

    assert by_id(root, "p1").tag == tag
    assert words(by_id(root, "p2")) == "Après."


@pytest.mark.parametrize("kind", ["list", "numbered list", "quote", "indented code", "admonition"])
def test_a_block_does_not_join_the_one_before_it(kind: str) -> None:
    block, tag = BLOCKS[kind]
    root = parse(convert(f"{block}\n{{: #p1 }}\n\n{block}\n{{: #p2 }}\n\n    code\n{{: #p3 }}\n"))

    assert [by_id(root, name).tag for name in ("p1", "p2", "p3")] == [tag, tag, "pre"]
    assert words(by_id(root, "p1")) == words(by_id(root, "p2"))


def test_the_line_of_two_quotes_in_a_list_item_stays_there() -> None:
    root = parse(convert("- un\n\n    > deux\n    {: .a }\n\n    > trois\n\n- quatre\n{: #p1 }\n"))

    assert [classes(e) for e in root.iter("blockquote")] == [["a"], []]
    assert by_id(root, "p1").tag == "ul"


def test_braces_in_a_sentence_stay() -> None:
    assert words(parse(convert("Un mot {#}, {: un autre }.\n"))) == "Unmot{#},{:unautre}."


def test_code_that_shows_an_attribute_line_keeps_it() -> None:
    root = parse(convert("```\n{: #x }\n```\n{: #p1 }\n\n    {: #y }\n{: #p2 }\n"))

    assert "{:#x}" in words(by_id(root, "p1"))
    assert "{:#y}" in words(by_id(root, "p2"))
