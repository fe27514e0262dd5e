"""Composed pages: what stands in the Markdown, from the texts alone."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from chapters import chapter, findings
from pages import (
    ENGLISH,
    FRENCH,
    PROJECT,
    body,
    by_class,
    compose,
    convert,
    edition,
    page,
    parse,
    sides,
    term,
    text,
    words,
)
from visavis.edition import Edition
from visavis.settings import Project, TextSettings
from visavis.site.address import Addresses
from visavis.site.compose import Layout, compose_chapter, compose_pages, compose_twin

FR = "---\ntitle: Un titre\ntext_status: published\n---\n\nUn mot.\n{: #p1 }\n"
EN = "---\ntitle: A title\ntext_status: reconstruction\n---\n\nA word.\n{: #p1 }\n"


def meta(page: str) -> dict[str, Any]:
    """The front matter of a page."""
    found: dict[str, Any] = yaml.safe_load(page.split("\n---\n", 1)[0])
    return found


def test_a_row_holds_both_texts_the_interface_s_first() -> None:
    assert body(compose(FR, EN)).strip().split("\n\n")[1:] == [
        "::: {: #p1 .vv-pair }",
        '::: {: .vv-side lang="fr" dir="ltr" }',
        "Un mot.",
        ":::",
        '::: {: .vv-side lang="en" dir="ltr" }',
        "A word.",
        ":::",
        ":::",
        ":::",
    ]
    for interface, order in ((FRENCH, ["fr", "en"]), (ENGLISH, ["en", "fr"])):
        assert [list(row) for row in sides(page(FR, EN, interface))] == [order]


def test_front_matter_is_the_interface_s_with_what_the_page_needs() -> None:
    french, english = (meta(compose(FR, EN, interface)) for interface in (FRENCH, ENGLISH))

    assert (french["title"], english["title"]) == ("Un titre", "A title")
    assert french["search"] == {"exclude": True}
    assert [side["text_status"] for side in french["visavis"]["sides"]] == [
        "published",
        "reconstruction",
    ]
    assert [side["language"] for side in english["visavis"]["sides"]] == ["en", "fr"]


def test_front_matter_of_a_text_cannot_pretend_to_be_the_page_s() -> None:
    fr = FR.replace("title: Un titre", "title: Un titre\nvisavis: {sides: []}")

    assert len(meta(compose(fr, EN))["visavis"]["sides"]) == 2


def test_a_notice_about_a_text_is_told_in_each_language_its_first_sentence_apart() -> None:
    notice = {"fr": "Reconstitué. Avec soin. Enfin.", "en": "A reconstruction."}
    source = TextSettings("en", "docs_en", "English", notice)
    project = Project(PROJECT.root, source, FRENCH)
    texts = chapter(FR, EN)
    made = compose_chapter(texts, Edition(project, (texts,)), FRENCH, Layout(Addresses("fr")))

    assert meta(made)["visavis"]["sides"][1]["status"] == [
        {"language": "fr", "text": "Reconstitué.", "more": "Avec soin. Enfin."},
        {"language": "en", "text": "A reconstruction.", "more": ""},
    ]


def test_each_side_has_the_address_where_its_own_file_is_edited() -> None:
    edit = {"fr": "https://example.org/edit/docs/", "en": "https://example.org/edit/docs_en/"}
    texts = chapter(FR, EN)
    layout = Layout(Addresses("fr"), edit=edit)
    made = meta(compose_chapter(texts, edition(texts), ENGLISH, layout))

    assert [side["edit_url"] for side in made["visavis"]["sides"]] == [
        "https://example.org/edit/docs_en/chapter.md",
        "https://example.org/edit/docs/chapter.md",
    ]


@pytest.mark.parametrize(("rows", "long"), [(119, False), (120, True)])
def test_a_long_chapter_says_so_in_both_interfaces(rows: int, long: bool) -> None:
    many = "".join(f"Un.\n{{: #p{row} }}\n\n" for row in range(1, rows + 1))
    texts = chapter(many, many)
    layout = Layout(Addresses("fr"), shared=True)
    pages = (
        compose_chapter(texts, edition(texts), FRENCH, layout),
        compose_twin(texts, edition(texts), ENGLISH, layout),
    )
    assert [".vv-chapter .vv-long " in page for page in pages] == [long, long]


def test_labels_of_notes_are_told_apart_by_language() -> None:
    fr = "Un mot.[^a] `[^a]`\n{: #p1 }\n\n[^a]: Une note.[^b]\n\n[^b]: Une [^a] autre.\n"
    en = "A word.[^a]\n{: #p1 }\n\n[^a]: A note.\n"
    made = compose(fr, en)

    assert "Un mot.[^fr--a] `[^a]`" in made
    assert "[^fr--a]: Une note.[^fr--b]\n" in made
    assert "[^fr--b]: Une [^fr--a] autre." in made
    assert "A word.[^en--a]\n" in made
    assert "[^en--a]: A note.\n" in made


def test_links_by_reference_become_direct() -> None:
    fr = (
        "[un][a], [a], [deux *mots*][a], ![image][a], [![image][a]][b] et [crochets].\n{: #p1 }\n\n"
        '[a]: <b c.md> "L\'état"\n[b]: d.md\n'
    )
    made = compose(fr, fr)

    assert '[un](<b c.md> "L\'état"), [a](<b c.md> "L\'état"), [deux *mots*](<b c.md>' in made
    assert '[![image](<b c.md> "L\'état")](<d.md>) et [crochets].' in made
    assert "[a]:" not in made


def test_one_label_may_mean_two_addresses_in_two_languages() -> None:
    def one(address: str) -> str:
        return f"[mot][a]\n{{: #p1 }}\n\n[a]: {address}\n"

    links = [a.get("href") for a in page(one("fr.md"), one("en.md")).iter("a")]
    assert links[:2] == ["fr.md", "en.md"]


def test_ids_marks_and_continuations_leave_and_other_attributes_stay() -> None:
    fr = 'Un.\n{: #p1 .verse data-x="y" }\n\nDeux.\n{: .p1 .caption }\n\nTrois.\n{: #p2 .alone }\n'
    made = body(compose(fr, "One.\n{: #p1 }\n"))

    assert 'Un.\n{: .verse data-x="y" }\n' in made
    assert "Deux.\n{: .caption }\n" in made
    assert "Trois.\n\n" in made


def test_what_one_side_lacks_is_an_empty_side() -> None:
    fr = "Un.\n{: #p1 .alone }\n\nDeux.\n{: #p2 .untranslated }\n"
    made = body(compose(fr, ""))

    assert '::: {: .vv-side .vv-empty lang="en" dir="ltr" }\n\n:::' in made
    assert '::: {: .vv-side .vv-untranslated lang="en" dir="ltr" }\n\n:::' in made


def test_a_language_written_from_the_right_says_so() -> None:
    arabic = TextSettings("ar", "docs", "العربية")
    project = Project(PROJECT.root, ENGLISH, arabic)
    texts = chapter(FR, EN)
    made = compose_chapter(texts, Edition(project, (texts,)), arabic, Layout(Addresses("ar")))

    assert 'lang="ar" dir="rtl"' in made


def test_findings_are_shown_at_their_rows_in_a_preview_only() -> None:
    fr = "Un [mot]().\n{: #p1 }\n\nDeux.\n{: #p2 }\n"
    en = "A [word]().\n{: #p1 }\n\nTwo.\n{: #p2 }\n"
    found = tuple(findings(fr, en))
    shown, hidden = (parse(convert(body(compose(fr, en, findings=f)))) for f in (found, ()))

    assert not by_class(hidden, "vv-finding")
    (box,) = by_class(shown, "vv-finding")
    first = by_class(shown, "vv-pair")[0]
    assert box in list(first)
    assert "link.empty" in text(box)
    assert "docs/chapter.md:1" in text(box)
    assert {a.get("href") for a in box.iter("a")} == {"../rules/#link.empty"}


def test_a_finding_about_a_text_without_ids_is_shown_once() -> None:
    fr, en = "Un.\n\nDeux.\n\nTrois.\n", "One.\n\nTwo.\n\nThree.\n"
    made = parse(convert(body(compose(fr, en, findings=tuple(findings(fr, en))))))

    assert text(made).count("id.missing") == 2, "one for each side"


@pytest.mark.parametrize(
    "bad",
    [
        "<script>alert(1)</script>",
        'Un <b onclick="alert(1)">mot</b>.',
        "[mot](javascript:alert(1))",
        "[mot](javascript:alert(1) un deux)",
        'Un *mot*{: onclick="alert(1)" }',
        "Un <img/onerror=alert(1)/src=x>",
        "<div>\n\nUn mot.",
        "<!-- un mot",
        "::: {: .vv-pair }",
        "```\nun mot",
    ],
)
def test_a_preview_shows_what_must_not_be_rendered_as_it_is_written(bad: str) -> None:
    fr = f"{bad}\n{{: #p1 }}\n\nFin.\n{{: #p2 }}\n"
    found = tuple(findings(fr, "A word.\n{: #p1 }\n\nEnd.\n{: #p2 }\n"))
    shown = parse(
        convert(body(compose(fr, "A word.\n{: #p1 }\n\nEnd.\n{: #p2 }\n", findings=found)))
    )
    rows = sides(shown)

    assert not list(shown.iter("script"))
    assert not [name for e in shown.iter() for name in e.attrib if name.startswith("on")]
    assert not [a for a in shown.iter("a") if "javascript" in a.get("href", "")]
    french, english = ("".join(words(row[tag]) for row in rows) for tag in ("fr", "en"))
    assert sorted(english.split(".")) == ["", "Aword", "End"]
    assert "".join(bad.split())[:12] in french
    assert "Fin." in french


def test_a_note_that_must_not_be_rendered_is_shown_as_it_is_written() -> None:
    fr = 'Un mot.[^a]\n{: #p1 }\n\n[^a]: <b onclick="x">Une\n    note</b>\n'
    en = "A word.[^a]\n{: #p1 }\n\n[^a]: A note.\n"
    shown = parse(convert(body(compose(fr, en, findings=tuple(findings(fr, en))))))

    assert not [e for e in shown.iter() if "onclick" in e.attrib]
    assert [words(row["fr"]) for row in sides(shown)] == ["Unmot."], "the row itself is rendered"
    assert "<bonclick=" in words(by_class(shown, "vv-notes")[0])


def test_there_is_a_page_for_every_chapter_and_interface() -> None:
    made = compose_pages(edition(chapter(FR, EN)), Layout(Addresses("fr")))

    assert sorted(made) == ["chapter.en.md", "chapter.md"]


def test_a_page_and_its_twin_show_the_same_rows() -> None:
    texts = chapter(FR, EN)
    layout = Layout(Addresses("fr"), shared=True)
    twin = compose_twin(texts, edition(texts), ENGLISH, layout)

    assert meta(twin) == meta(compose_chapter(texts, edition(texts), ENGLISH, layout))
    assert "Un mot" not in twin


def test_the_glossary_is_named_only_where_there_is_one() -> None:
    terms = (term("commoners", "commoner", "commoner"),)

    assert 'data-glossary="glossary"' in compose(FR, EN, terms=terms)
    assert "data-glossary" not in compose(FR, EN)
