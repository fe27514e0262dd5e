"""Front matter, and YAML that comes from many hands."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from visavis.errors import VisavisError
from visavis.text import (
    CarefulLoader,
    load_yaml,
    parse_document,
    read_front_matter,
    read_yaml,
    write_document,
)
from visavis.text.meta import KEYS


def meta(text: str) -> dict[str, object]:
    return dict(parse_document(text, path="docs/a.md", language="fr").meta)


def test_front_matter_is_a_map() -> None:
    assert meta("---\ntitle: T\n---\nUn.\n") == {"title": "T"}
    assert meta("\ufeff---\r\ntitle: T\r\n---\r\nUn.\r\n") == {"title": "T"}
    assert meta("---\n---\nUn.\n") == {}
    assert meta("Un.\n\n---\n\nDeux.\n") == {}


@pytest.mark.parametrize(
    ("yaml", "message"),
    [
        ("a: b\n- c", "docs/a.md:3: not valid YAML: "),
        ("a: [b", "docs/a.md:3: not valid YAML: "),
        ("- a", "docs/a.md:1: the front matter is a list, not a map; "),
        ("a", "docs/a.md:1: the front matter is text, not a map; "),
        ("a: &x [1]\nb: *x", "docs/a.md:3: not valid YAML: aliases are not allowed here"),
        ("a: " + "[" * 20_000, "docs/a.md:2: YAML nested too deeply"),
        ("a:\n  b: !!python/name:os.system", "docs/a.md:3: not valid YAML: "),
        ("a: 2026-13-40", "docs/a.md:2: not valid YAML: `2026-13-40` is no timestamp"),
        ("a: !!int ''", "docs/a.md:2: not valid YAML: `` is no int"),
        ("a: !!bool x", "docs/a.md:2: not valid YAML: `x` is no bool"),
        ("a: !!timestamp x", "docs/a.md:2: not valid YAML: `x` is no timestamp"),
        ("a: 1" + ":1" * 100_000, "docs/a.md:2: not valid YAML: `1:1:1"),
        ("a: " + "9" * 5000, "docs/a.md:2: not valid YAML: `999"),
        ("a: b\nc: \x07", "docs/a.md:3: not valid YAML: the character U+0007 may not stand in it"),
    ],
)
def test_anything_else_is_one_line_with_file_and_line(yaml: str, message: str) -> None:
    head = f"---\n{yaml}\n---\n"
    with pytest.raises(VisavisError) as caught:
        read_front_matter(head, "docs/a.md")
    assert str(caught.value).startswith(message)
    assert "\n" not in str(caught.value)
    (flaw,) = parse_document(f"{head}\nUn.\n", path="docs/a.md", language="fr").flaws
    assert (flaw.code, f"docs/a.md:{flaw.line}: {flaw.message}; {flaw.hint}") == (
        "meta.malformed",
        str(caught.value),
    )


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("---\ntitle: T\n\nUn.\n", 2),
        ("\ufeff---\r\ntitle: T\r\nauthor: A\r\n# Un\r\n", 3),
        ("---\ntags:\n  - un\n- deux\n\nUn.\n\n---\n\nDeux.\n", 4),
        ("---\ntitle: T", 2),
    ],
)
def test_what_is_not_closed_is_one_flaw_and_the_text_is_read(text: str, last: int) -> None:
    document = parse_document(text, path="docs/a.md", language="fr")
    (flaw,) = document.flaws
    assert (flaw.line, flaw.message) == (1, "the front matter is not closed")
    assert flaw.hint == f"write `---` on a line of its own after line {last}"
    assert "title" not in " ".join(block.plain for block in document.blocks)
    assert write_document(document) == text


@pytest.mark.parametrize(
    "text", ["---\nRemarque : un mot.\n", "---\n\ntitle: T\n", "---\nun mot\n"]
)
def test_a_break_before_a_paragraph_is_no_front_matter(text: str) -> None:
    document = parse_document(text, path="docs/a.md", language="fr")
    assert (document.head, document.flaws) == ("", ())


def test_an_empty_line_may_stand_in_it() -> None:
    assert meta("---\ntitle: T\n\nauthor: A\n---\nUn.\n") == {"title": "T", "author": "A"}


def test_dates_numbers_and_booleans_are_read_as_ever() -> None:
    assert load_yaml("a: 1.5\nb: yes\nc: 12_000", "x.yml") == {"a": 1.5, "b": True, "c": 12000}


def said(read: Callable[[], object]) -> str:
    try:
        return repr(read())
    except yaml.YAMLError as error:
        return str(error)


@given(st.text(st.sampled_from("ab:- \n'\"[]{},#|>&*!?%1.\té\u2028\ufeff"), max_size=20))
@example("a:\t- b")
@example("\ufeff\ufeff")
@example("|#")
@example("a: !")
def test_the_library_changes_neither_values_nor_errors(text: str) -> None:
    slowly = said(lambda: yaml.load(text, CarefulLoader))
    assert said(lambda: read_yaml(yaml.load, text)) == slowly


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=60))
@example("title: <img src=x onerror=alert(1)>\nicon: nowhere\n")
@example("? [title]\n: x\n<<: {title: y}\n")
@example("!!binary title: eA==\ntags: !!set {a, b}\ndate: 2026-11-23T10:00:00Z\n")
def test_whatever_stands_in_it_only_the_written_keys_are_read(head: str) -> None:
    try:
        found = meta(f"---\n{head}\n---\nUn.\n")
    except VisavisError:
        return
    assert set(found) <= set(KEYS)
    for value in found.values():
        lines = value if isinstance(value, tuple) else (value,)
        assert all(isinstance(line, (str, bool)) for line in lines)
        assert not any(isinstance(line, str) and "\n" in line for line in lines)
