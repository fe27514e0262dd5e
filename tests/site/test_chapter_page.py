"""A chapter's page: what it shows of the texts, row by row, and what its frame is told."""

from __future__ import annotations

import xml.etree.ElementTree as etree
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from chapters import chapter, findings
from pages import (
    ADDRESSES,
    CHAPTERS,
    ENGLISH,
    FRENCH,
    PROJECT,
    both_pages,
    by_class,
    classes,
    edition,
    find_page,
    interface,
    links,
    page,
    parse,
    read_page,
    sides,
    text,
    words,
)
from visavis.edition import Edition
from visavis.publication import publish
from visavis.settings import TextSettings
from visavis.side import Side
from visavis.site.edition_site import EditionSite
from visavis.site.host import describe_page
from visavis.site.page import Page

FR = "---\ntitle: Un titre\ntext_status: published\n---\n\nUn mot.\n{: #p1 }\n"
EN = "---\ntitle: A title\ntext_status: reconstruction\n---\n\nA word.\n{: #p1 }\n"


def shown(fr: str, en: str, side: Side = FRENCH, **told: Any) -> Page:
    """A chapter's page; `told` is what its maker knows besides the texts."""
    return find_page(
        "chapter", interface(edition(chapter(fr, en)), side), replace(CHAPTERS, **told)
    )


def preview(fr: str, en: str) -> etree.Element:
    """A chapter's page as the preview shows it."""
    return parse(shown(fr, en, findings=findings(fr, en)).make().html)


def test_a_row_holds_both_texts_the_interface_s_first() -> None:
    for side, order in ((FRENCH, ["fr", "en"]), (ENGLISH, ["en", "fr"])):
        root = page(FR, EN, side)
        (row,) = by_class(root, "vv-pair")
        (texts,) = sides(root)

        assert row.get("id") == "p1"
        assert list(texts) == order
        assert {tag: words(found) for tag, found in texts.items()} == {
            "fr": "Unmot.",
            "en": "Aword.",
        }
        assert {found.get("dir") for found in texts.values()} == {"ltr"}


def test_the_frame_of_a_page_is_told_what_the_interface_s_text_says_of_itself() -> None:
    french, english = (shown(FR, EN, side) for side in (FRENCH, ENGLISH))
    told = [describe_page(page) for page in (french, english)]

    assert (french.title, english.title) == ("Un titre", "A title")
    assert told[0]["search"] == {"exclude": True}
    assert [side["text_status"] for side in told[0]["visavis"]["sides"]] == [
        "published",
        "reconstruction",
    ]
    assert [side["language"] for side in told[1]["visavis"]["sides"]] == ["en", "fr"]


def test_front_matter_of_a_text_cannot_pretend_to_be_the_page_s() -> None:
    fr = FR.replace("title: Un titre", "title: Un titre\nvisavis: {sides: []}\nrobots: none")
    told = describe_page(shown(fr, EN))

    assert len(told["visavis"]["sides"]) == 2
    assert "robots" not in told


def test_a_notice_is_a_line_below_the_title_that_tells_the_rest() -> None:
    notice = {"fr": "Reconstitué. Voir `LICENCE`.", "en": "A reconstruction."}
    source = TextSettings("en", "docs_en", "English", notice)
    titled = [
        side.replace(word, f"# T\n{{: #p0 }}\n\n{word}")
        for side, word in ((FR, "Un mot"), (EN, "A word"))
    ]
    whole = Edition(replace(PROJECT, source=source), (chapter(*titled),))
    for side, line, said in (
        (FRENCH, "Anglais\u202f: une reconstruction – pourquoi", "Reconstitué. Voir LICENCE."),
        (ENGLISH, "English: a reconstruction – why", "A reconstruction."),
    ):
        root = read_page("chapter", whole, side)
        (told,) = by_class(root, "vv-status")
        summary, rest = told
        assert (text(summary), text(rest)) == (line, said)
        assert rest.get("lang") == ("fr" if side is FRENCH else "en")
        (chapter_element,) = by_class(root, "vv-chapter")
        assert [classes(child)[0] for child in chapter_element] == [
            "vv-pair",
            "vv-heads",
            "vv-pair",
        ]
    (untitled,) = by_class(
        read_page("chapter", Edition(whole.project, (chapter(FR, EN),))), "vv-chapter"
    )
    assert [classes(child)[0] for child in untitled] == ["vv-heads", "vv-pair"]


def test_each_side_has_the_address_where_its_own_file_is_edited() -> None:
    edit = {side: f"https://example.org/edit/{PROJECT[side].folder}/" for side in Side}

    assert [side["edit_url"] for side in shown(FR, EN, ENGLISH, edit=edit).about()["sides"]] == [
        "https://example.org/edit/docs_en/chapter.md",
        "https://example.org/edit/docs/chapter.md",
    ]


@pytest.mark.parametrize(("rows", "long"), [(119, False), (120, True)])
def test_a_long_chapter_says_so_in_both_interfaces(rows: int, long: bool) -> None:
    many = "".join(f"Un.\n{{: #p{row} }}\n\n" for row in range(1, rows + 1))
    pages = both_pages(chapter(many, many))

    assert [bool(by_class(root, "vv-long")) for root in pages] == [long, long]


def test_labels_of_notes_are_told_apart_by_language() -> None:
    fr = "Un mot.[^a] `[^a]`\n{: #p1 }\n\n[^a]: Une note.[^b]\n\n[^b]: Une [^a] autre.\n"
    root = page(fr, "A word.[^a]\n{: #p1 }\n\n[^a]: A note.\n")
    called = [a.get("href") for a in by_class(root, "footnote-ref")]

    assert called == ["#fn:fr--a", "#fn:en--a", "#fn:fr--b", "#fn:fr--a"]
    assert [text(code) for code in root.iter("code")] == ["[^a]"]
    assert [li.get("id") for li in root.iter("li")] == ["fn:fr--a", "fn:fr--b", "fn:en--a"]


def test_links_by_reference_lead_where_their_definitions_say() -> None:
    fr = (
        "[un][a], [a], [deux *mots*][a], ![image][c], [![image][c]][b] et [crochets].\n{: #p1 }\n\n"
        '[a]: <b c.md> "L\'état"\n[b]: d.md\n[c]: e.png "Un"\n'
    )
    row = sides(page(fr, "A.\n{: #p1 }\n"))[0]["fr"]

    assert links(row) == [
        *(("../b%20c/", said) for said in ("un", "a", "deux mots")),
        ("../d/", ""),
    ]
    assert {a.get("title") for a in row.iter("a")} == {"L'état", None}
    assert [(i.get("src"), i.get("title")) for i in row.iter("img")] == [("../e.png", "Un")] * 2
    assert text(row).strip().endswith("et [crochets].")


def test_one_label_may_mean_two_addresses_in_two_languages() -> None:
    def one(address: str) -> str:
        return f"[mot][a]\n{{: #p1 }}\n\n[a]: {address}\n"

    found = [href for href, _ in links(page(one("fr.md"), one("en.md")))]
    assert found[:2] == ["../fr/", "../en/"]


def test_ids_marks_and_continuations_leave_and_other_attributes_stay() -> None:
    fr = 'Un.\n{: #p1 .verse title="y" }\n\nDeux.\n{: .p1 .caption }\n\nTrois.\n{: #p2 .alone }\n'
    first, second = sides(page(fr, "One.\n{: #p1 }\n"))
    told = [(classes(p), p.get("id"), p.get("title")) for p in (*first["fr"], *second["fr"])]

    assert told == [(["verse"], None, "y"), (["caption"], None, None), ([], None, None)]


def test_what_one_side_lacks_is_an_empty_side() -> None:
    fr = "Un.\n{: #p1 .alone }\n\nDeux.\n{: #p2 .untranslated }\n"
    lacking = [row["en"] for row in sides(page(fr, ""))]

    assert [classes(side) for side in lacking] == [
        ["vv-side", "vv-empty"],
        ["vv-side", "vv-untranslated"],
    ]
    assert [words(side) for side in lacking] == ["", ""], "but for a label"


def test_a_language_written_from_the_right_says_so() -> None:
    arabic = replace(PROJECT, target=TextSettings("ar", "docs", "العربية"))
    root = parse(find_page("chapter", interface(Edition(arabic, (chapter(FR, EN),)))).make().html)

    assert sides(root)[0]["ar"].get("dir") == "rtl"


def test_findings_are_shown_at_their_rows_in_a_preview_only() -> None:
    fr = "Un [mot]().\n{: #p1 }\n\nDeux.\n{: #p2 }\n"
    en = "A [word]().\n{: #p1 }\n\nTwo.\n{: #p2 }\n"
    root = preview(fr, en)

    assert not by_class(page(fr, en), "vv-finding")
    (box,) = by_class(root, "vv-finding")
    assert box in list(by_class(root, "vv-pair")[0])
    assert "link.empty" in text(box)
    assert "docs/chapter.md:1" in text(box)
    assert {href for href, _ in links(box)} == {"../rules/#link.empty"}


def test_a_finding_about_a_text_without_ids_is_shown_once() -> None:
    root = preview("Un.\n\nDeux.\n\nTrois.\n", "One.\n\nTwo.\n\nThree.\n")

    assert text(root).count("id.missing") == 2, "one for each side"


@pytest.mark.parametrize(
    ("bad", "left"),
    [
        ("<script>alert(1)</script>", ""),
        ('Un <b onclick="alert(1)">mot</b>.', "Unmot."),
        ("[mot](javascript:alert(1))", "mot"),
        ("[mot](javascript:alert(1) un deux)", "mot"),
        ('Un *mot*{: onclick="alert(1)" }', "Unmot"),
        ("Un <img/onerror=alert(1)/src=x>", "Un"),
        ("<div>\n\nUn mot.", "Unmot."),
        ("<!-- un mot", "<!--unmot"),
        ("::: {: .vv-pair }", ":::{:.vv-pair}"),
        ("```\nun mot", "```unmot"),
    ],
)
def test_what_must_not_be_rendered_never_is_and_leaves_the_other_text_alone(
    bad: str, left: str
) -> None:
    fr, en = f"{bad}\n{{: #p1 }}\n\nFin.\n{{: #p2 }}\n", "A word.\n{: #p1 }\n\nEnd.\n{: #p2 }\n"
    root = preview(fr, en)
    rows = sides(root)

    assert not list(root.iter("script"))
    assert not [name for e in root.iter() for name in e.attrib if name.startswith("on")]
    assert not [href for href, _ in links(root) if "javascript" in (href or "")]
    french, english = ("".join(words(row[tag]) for row in rows) for tag in ("fr", "en"))
    assert sorted(english.split(".")) == ["", "Aword", "End"]
    assert french.startswith(left)
    assert "Fin." in french


def test_what_must_not_be_rendered_in_a_note_is_taken_out_of_it() -> None:
    fr = 'Un mot.[^a]\n{: #p1 }\n\n[^a]: <b onclick="x">Une\n    note</b>\n'
    root = preview(fr, "A word.[^a]\n{: #p1 }\n\n[^a]: A note.\n")

    assert not [e for e in root.iter() if "onclick" in e.attrib]
    assert [words(row["fr"]) for row in sides(root)] == ["Unmot."]
    assert words(by_class(root, "vv-notes")[0]).startswith("Unenote")


def test_there_is_a_page_for_every_chapter_and_interface() -> None:
    whole = publish(edition(chapter(FR, EN)))
    site = EditionSite(whole, ADDRESSES, {}, "Une édition", str)

    assert {name for name, page in site.pages.items() if page.in_nav} == {
        "chapter.en.md",
        "chapter.md",
    }


def test_a_page_and_its_twin_show_the_same_rows() -> None:
    fr = f"{FR}\n# Titre[^a]\n{{: #p2 }}\n\n[^a]: Une *note*.\n"
    pages = both_pages(chapter(fr, f"{EN}\n# Title\n{{: #p2 }}\n"))
    french, english = (
        [{tag: etree.tostring(side).strip() for tag, side in row.items()} for row in sides(root)]
        for root in pages
    )

    assert french == english


def test_of_an_edition_that_was_not_read_from_disk_nothing_is_kept_there(tmp_path: Path) -> None:
    whole = Edition(replace(PROJECT, root=tmp_path), (chapter(FR, EN),))
    read_page("chapter", whole)

    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("fr", ["", "---\ntext_status: untranslated\n---\n\nUn.\n{: #p1 }\n"])
def test_a_chapter_that_is_not_translated_yet_says_so_in_every_row(fr: str) -> None:
    root = page(fr, "One.\n{: #p1 }\n\nTwo.\n{: #p2 }\n")
    empty = by_class(root, "vv-untranslated")

    assert len(empty) == (1 if fr else 2)
    assert all("Pas encore traduit" in text(side) for side in empty)
