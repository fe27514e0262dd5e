"""What would hang the parsers is refused before it is read; what a book has is not."""

from __future__ import annotations

import pytest

from visavis.errors import VisavisError
from visavis.text import parse_document
from visavis.text.limit import BACKTICKS, BRACKETS, CALLS, COMMENTS, LINKS, NOTES, PARAGRAPH_CALLS


def refusal(text: str) -> str:
    """How a text is refused; empty if it is not."""
    try:
        parse_document(text, path="docs/a.md", language="fr")
    except VisavisError as error:
        return str(error)
    return ""


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("Un.\n\n" + "[" * (BRACKETS + 1), 3, "brackets nested too deeply"),
        ("Un.\n\n" + "![" * (BRACKETS + 1), 3, "brackets nested too deeply"),
        ("[" * (BRACKETS + 1) + "]" * (BRACKETS + 1), 1, "brackets nested too deeply"),
        ("<!-- a " * (COMMENTS + 1), 1, "too many comments"),
        ("<?" * (COMMENTS + 1), 1, "too many comments"),
        ("[^a] " * (PARAGRAPH_CALLS + 1), 1, "too many calls of one note"),
        ("Un[^a].\n\n" * (CALLS + 1), 2 * CALLS + 1, "too many calls of one note"),
        ("".join(f"[^{n}]" for n in range(PARAGRAPH_CALLS + 1)), 1, "too many notes"),
        ("".join(f"[^{n}]: Un.\n" for n in range(NOTES + 1)), NOTES + 1, "too many notes"),
        ("[a](b) " * (LINKS + 1), 1, "too many links"),
        ("Un.\n\n" + "`" * (BACKTICKS + 1), 3, "too many backticks"),
        ("[" * 3_000_000, 1, "brackets nested too deeply"),
    ],
)
def test_more_than_any_book_has_is_refused_with_its_line(
    text: str, line: int, message: str
) -> None:
    said = refusal(text)
    assert said.startswith(f"docs/a.md:{line}: {message}")
    assert "\n" not in said


@pytest.mark.parametrize(
    "text",
    [
        "[" * BRACKETS,
        "[a](b) " * (LINKS // 4),
        "`" * BACKTICKS,
        "Un[^a].\n\n" * CALLS,
        "[ouvert\n\n" * (2 * BRACKETS),
        "<!-- un mot -->\n\n" * (2 * COMMENTS),
    ],
)
def test_what_a_book_may_have_is_read(text: str) -> None:
    assert refusal(text) == ""
