"""A text is rendered alone: what one block says changes no other, but for what holds for all."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chapters import chapter, read
from pages import ENGLISH, FRENCH, edition, interface, parse, text, words
from rendering import render, rows, show
from visavis.publication import Resolver
from visavis.render import Dialect, Dropped, TextRenderer, find_dropped

ABBREVIATIONS = Dialect.of(["abbr"], {})


OPEN = [
    "<div>mot", "mot</div>", "`</div>`", "```\n</div></section>\n```", "    </div>", "mot <!-- mot",
    "<table><tr><td>mot", "mot <script>mot", "<b>mot", "</p></li>", "<a href='b.md", "<math><mi>",
]  # fmt: skip


@pytest.mark.parametrize("block", OPEN)
def test_what_a_block_leaves_open_ends_with_it(block: str) -> None:
    found = rows(f"Avant.\n\n{block}\n{{: #p1 }}\n\nAprès.\n")
    page = parse("".join(f"<section>{html}</section>" for html in found))[1]

    assert [element.tag for element in page] == ["section"] * len(found)
    assert (words(page[0]), words(page[-1])) == ("Avant.", "Après.")


PIECES = [
    "Un *mot*.", "- un\n- deux", "> un", "## Titre", "```\n</div>\n```", "<div>un", "</section>",
    "| a |\n|---|\n| <b> |", '!!! note "T"\n    un', "<p>un</p>", "[un](a.md#x)", "<b>un",
]  # fmt: skip
BLOCKS = st.lists(st.sampled_from(PIECES), min_size=1, max_size=6)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(BLOCKS)
def test_a_block_is_rendered_as_it_is_alone(blocks: Sequence[str]) -> None:
    lines = [f"{block}\n{{: #p{number} }}\n" for number, block in enumerate(blocks)]

    assert rows("\n".join(lines)) == [html for line in lines for html in rows(line)]


def test_an_abbreviation_holds_in_the_whole_text_wherever_it_is_defined() -> None:
    found = rows(
        "Le HTML.\n\n- du HTML\n\n*[HTML]: Un langage\n\nEt *HTML*[^a].\n\n[^a]: HTML.\n",
        dialect=ABBREVIATIONS,
    )

    marked = [[text(a) for a in parse(html).iter("abbr")] for html in found]
    assert marked == [["HTML"], ["HTML"], [], ["HTML"]]
    assert parse(found[0]).find(".//abbr[@title='Un langage']") is not None


def test_abbreviations_are_words_where_nobody_asked_for_them_and_hold_in_no_other_text() -> None:
    assert "abbr" not in rows("Le HTML.\n\n*[HTML]: Un langage\n")[0]
    renderer = TextRenderer("fr", ABBREVIATIONS)
    for source, times in (("HTML\n\n*[HTML]: Un langage\n", 1), ("HTML\n", 0)):
        document = read(source, "fr")
        shown = renderer.render(document, [[block] for block in document.blocks])
        assert show(shown.passages[0].html).count("<abbr") == times


def test_the_ids_of_a_text_bear_its_language_and_links_to_them_follow() -> None:
    fr = (
        'Un <span id="ici">mot</span> et [là](#ici).\n{: #p1 }\n\n'
        "Voir [p1](#p1), [là](#ici), [ailleurs](b.md#ici) et [nulle part](#rien).\n{: #p2 }\n"
    )
    en = fr.replace('id="ici"', 'id="other"').replace("#ici", "#other")
    shown = interface(edition(chapter(fr, en)))
    published = shown.publication
    found = published.texts.of(published.chapters["chapter"], FRENCH)
    resolve = Resolver(shown, "chapter", "chapter")

    assert found.ids == {"ici"}
    assert 'id="fr:ici"' in show(found.passages[0].html)
    assert [resolve(target) for target in found.passages[1].html.targets] == [
        "#p1", "#fr:ici", "../b/#ici", "#rien"
    ]  # fmt: skip
    english = published.texts.of(published.chapters["chapter"], ENGLISH)
    assert [resolve(target) for target in english.passages[0].html.targets] == ["#en:other"]


def test_an_id_that_stands_twice_in_a_text_is_given_once() -> None:
    found = render('<b id="a">un</b>\n\n<b id="a">deux</b>\n\n[^x]\n\n[^x]: <i id="a">trois</i>\n')

    assert (
        "".join(map(show, (*[p.html for p in found.passages], *found.notes.values()))).count(
            ' id="fr:a"'
        )
        == 1
    )


DROPPED = [
    ("<script>x</script>", [Dropped("script")]),
    ('<form action="a.md">un</form>', [Dropped("form")]),
    ('<b onclick="x">un</b>', [Dropped("b", "onclick", "x")]),
    ('*un*{: style="color: red" }', [Dropped("em", "style", "color: red")]),
    ("[un](javascript:x)", [Dropped("a", "href", "javascript:x")]),
    ('<b class="small vv-row">un</b>', [Dropped("b", "class", "vv-row")]),
    ('<b id="a">un</b> <i id="a">deux</i>', [Dropped("i", "id", "a")]),
    ("un\n{: .nulle lang=fr }", [Dropped("p", "class", "nulle")]),
    ("[un](a.md#b \"un titre\") ![deux](<c'\" d.png>) [^a]", []),
    ("<table><tr><td>un</table> <IMG SRC=a.png> <br/> <!-- un -->", []),
    ('<ol type="a" reversed><li>un<li>deux</ol>', []),
    ("```python\nx = '<b onclick=1>'\n```", []),
    ("| a | b |\n|:--|--:|\n| un | `<form>` |", []),
    ("&lt;script&gt; &eacute; <math><mi>x</mi></math>", []),
]  # fmt: skip


@pytest.mark.parametrize(("source", "dropped"), DROPPED)
def test_what_the_gate_takes_away_is_named(source: str, dropped: list[Dropped]) -> None:
    (block,) = read(f"{source}\n", "fr").blocks

    assert find_dropped(block, "fr") == dropped
