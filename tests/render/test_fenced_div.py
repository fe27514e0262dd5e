"""Divisions between `:::` lines nest, and nothing inside a row ends it."""

from __future__ import annotations

import pytest

from pages import by_id, convert, parse, words


def test_divisions_nest() -> None:
    text = (
        "::: {: #a }\n\nUn.\n\n::: {: #b }\n\nDeux.\n\n::: {: #c }\n\nTrois.\n\n:::\n\n:::\n\n"
        "Quatre.\n\n:::\n\nCinq.\n"
    )
    root = parse(convert(text))

    assert words(by_id(root, "a")) == "Un.Deux.Trois.Quatre."
    assert words(by_id(root, "b")) == "Deux.Trois."
    assert words(by_id(root, "c")) == "Trois."


def test_fences_may_stand_without_blank_lines() -> None:
    root = parse(convert("::: {: #a }\nUn.\n\n:::\n::: {: #b }\n- deux\n\n:::\n"))

    assert words(by_id(root, "a")) == "Un."
    assert [item.text for item in by_id(root, "b").iter("li")] == ["deux"]


@pytest.mark.parametrize(
    "inside",
    [
        "Un `</div>`.",
        "`</div>` un.",
        "    </div>",
        "```html\n</div>\n\n:::\n\n<div>\n```",
        "~~~\n:::\n~~~",
        "    :::\n\n    ::: {: #x }",
        "- `</div>`\n\n    ```\n    </div>\n    ```",
        "> `<div>` et `</section>`",
        "| `</div>` | b |\n|---|---|\n| `<td>` | `</table>` |",
        "Un <b>mot</b>, &lt;/div&gt;, \\</div\\>.",
        "<!-- </div> -->",
        "[^a]: `</div>`",
    ],
)
def test_nothing_inside_ends_a_division(inside: str) -> None:
    root = parse(
        convert(f"::: {{: #a }}\n\n{inside}\n\nFin.\n\n:::\n\n::: {{: #b }}\n\nAprès.\n\n:::\n")
    )

    assert words(by_id(root, "a")).endswith("Fin.")
    assert words(by_id(root, "b")) == "Après."
    assert not [e for e in by_id(root, "a").iter() if e.get("id") == "b"]


def test_a_closing_fence_alone_says_nothing() -> None:
    assert words(parse(convert("Un.\n\n:::\n\nDeux.\n"))) == "Un.Deux."


def test_a_division_that_is_never_closed_takes_the_rest() -> None:
    assert words(by_id(parse(convert("::: {: #a }\n\nUn.\n\nDeux.\n")), "a")) == "Un.Deux."
