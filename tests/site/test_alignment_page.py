"""The page *Alignment*, its plot, and what it leaves for other sites."""

from __future__ import annotations

import json
import math
import xml.etree.ElementTree as etree
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chapters import chapter, findings
from pages import ADDRESSES, ENGLISH, FRENCH, by_class, by_id, find_page, interface, parse, text
from standing import edition, recorded, since, statuses
from visavis.checks import Finding, Severity, check
from visavis.edition import Edition
from visavis.pairs import pair_documents
from visavis.publication import (
    Counts,
    Interface,
    Publication,
    count_all,
    find_bins,
    publish,
)
from visavis.publication.ratio import find_ratio
from visavis.render import read_words
from visavis.side import Side
from visavis.site.host import describe_page
from visavis.site.pages.alignment import alignment_page
from visavis.site.summary import draw_badge, summarize
from visavis.text import parse_document

FR = "# Titre\n{: #p1 }\n\nUn mot.[^a]\n{: #p2 }\n\n[^a]: Une note.\n"
SVG = "{http://www.w3.org/2000/svg}"
EN = "# Title\n{: #p1 }\n\nA word.[^a]\n{: #p2 }\n\n[^a]: A note.\n"


def alignment(whole: Edition, side: Side = FRENCH, nav: tuple[str, ...] = ()) -> etree.Element:
    """The page as a browser reads it."""
    return read(publish(replace(whole, project=replace(whole.project, nav=nav))), side)


def read(published: Publication, side: Side = FRENCH) -> etree.Element:
    """The same of what was worked out."""
    return parse(alignment_page(Interface(published, side, ADDRESSES)).make().html)


def plot(*ratios: float, side: Side = FRENCH) -> etree.Element:
    """The page of an edition with these ratios."""
    texts = chapter(FR, EN)
    published = publish(edition(texts))
    published.__dict__["ratios"] = tuple((ratio, texts, texts.pairs[0]) for ratio in ratios)
    return read(published, side)


def ticks(root: etree.Element) -> list[tuple[str | None, str | None]]:
    """Where each tick leads and what it says."""
    return [(a.get("href"), a.get("title")) for a in by_class(root, "vv-tick") if a.tag == "a"]


def named(name: str) -> Edition:
    """An edition of one chapter of this name."""
    documents = (
        parse_document(t, path=f"{f}/{name}.md", language=g)
        for t, f, g in ((EN, "docs_en", "en"), (FR, "docs", "fr"))
    )
    return edition(pair_documents(name, *documents))


def test_every_pair_is_a_tick_that_leads_to_its_row_and_says_how_it_stands() -> None:
    whole = since(FR, EN, FR.replace("mot", "nom"), EN)

    assert ticks(alignment(whole)) == [
        ("../chapter/#p1", "1, relu"),
        ("../chapter/#p2", "2, modifié depuis la relecture"),
        ("../chapter/#fn:fr--a", "Note 1, Une note, relu"),
    ]
    assert ticks(alignment(whole, ENGLISH))[1:] == [
        ("../chapter/#p2", "2, changed since its review"),
        ("../chapter/#fn:en--a", "Note 1, A note, reviewed"),
    ]


def test_a_tick_tells_every_kind_and_has_the_form_of_the_gravest() -> None:
    fr = "Un [mot](a.md).\n{: #p1 }\n\nEt.\n{: .p1 }\n\nSeul.\n{: #p2 .alone }\n"
    root = alignment(edition(chapter(fr, "A word.\n{: #p1 }\n")))

    assert [said for _, said in ticks(root)] == [
        "1, à vérifier, non relu, plusieurs pour un",
        "2, non relu, un seul côté",
    ]
    assert [a.get("class") for a in by_class(root, "vv-tick") if a.tag == "a"] == [
        "vv-tick vv-is-doubtful vv-is-several",
        "vv-tick vv-is-unreviewed vv-is-one_sided",
    ]


def test_counts_are_told_for_each_chapter_and_in_all() -> None:
    root = alignment(since(FR, EN, FR.replace("mot", "nom"), EN), ENGLISH)
    told = "pairs of paragraphs: 2 · reviewed: 1 · changed since their review: 1"

    assert text(by_class(root, "vv-total")[0]) == f"{told} notes: 1 · reviewed: 1"
    assert f"{told} notes: 1 · reviewed: 1" in text(by_class(root, "vv-strips")[0])
    without = alignment(edition(chapter("Un.\n{: #p1 }\n", "One.\n{: #p1 }\n")), ENGLISH)
    assert "notes" not in text(by_class(without, "vv-total")[0])


def test_as_many_ticks_are_marked_to_be_checked_as_are_counted() -> None:
    fr = "Un [mot](a.md).\n{: #p1 }\n\nUn [nom](b.md).\n{: #p2 }\n"
    en = "A word.\n{: #p1 }\n\nA name.\n{: #p2 }\n"
    root = alignment(since(fr, en, fr.replace("Un [nom]", "Ce [nom]"), en), ENGLISH)

    assert "to be checked: 2" in text(by_class(root, "vv-total")[0])
    assert "changed since their review: 1" in text(by_class(root, "vv-total")[0])
    strip = by_class(root, "vv-strip")[0]
    assert len(by_class(strip, "vv-is-doubtful")) == 2
    assert len(by_class(strip, "vv-is-drifted")) == 1


def test_a_note_has_the_number_and_the_first_words_that_readers_see() -> None:
    fr = (
        "Un[^b] mot[^a].\n{: #p1 }\n\n[^a]: Première définie, et la dernière des deux à être "
        "appelée.\n\n[^b]: B.[^c]\n\n[^c]: D’une note.\n\n[^d]: De personne.\n"
    )
    root = alignment(edition(chapter(fr, "A word.\n{: #p1 }\n")))

    assert [
        said.partition(", à")[0].partition(", non")[0] for _, said in ticks(root)[1:] if said
    ] == [
        "Note 2, Première définie, et la dernière des…",
        "Note 1, B",
        "Note 3, D’une note",
        "Note, De personne",
    ]


def test_a_finding_names_the_text_and_not_the_line_of_a_file() -> None:
    fr, en = "# Un\n{: #p1 }\n", "One\n{: #p1 }\n"
    whole = edition(chapter(fr, en))
    (found,) = [f for f in check(whole) if f.rule == "kind.differs"]
    said = text(by_class(alignment(whole), "vv-remarks")[0])

    assert "docs_en/" in found.message
    assert "docs" not in said and "the English text" in said


def test_chapters_stand_in_the_order_of_the_navigation() -> None:
    whole = Edition(
        named("a").project, (*named("a").chapters, *named("b").chapters, *named("c").chapters)
    )
    hrefs = [href for href, _ in ticks(alignment(whole, nav=("c.md", "a.md")))]

    assert [href for href in hrefs if href and href.endswith("#p1")] == [
        "../c/#p1",
        "../a/#p1",
        "../b/#p1",
    ]


def test_findings_stand_with_their_rule_and_a_link_to_the_row() -> None:
    root = alignment(edition(chapter("Un [mot](chapter.md).\n{: #p1 }\n", "A <word>.\n{: #p1 }\n")))
    (remarks,) = by_class(root, "vv-remarks")
    first = next(iter(remarks))

    assert [a.get("href") for a in first.iter("a")] == ["../chapter/#p1", "../rules/#link.lost"]
    assert "link.lost" in text(first)
    assert [s.get("lang") for s in first.iter("span")] == ["en"], "messages are English"
    assert "Aucune remarque." in text(alignment(edition(chapter(FR, EN))))


def test_the_words_of_a_finding_are_never_rendered() -> None:
    whole = edition(chapter(FR, EN))
    said = "<script>x</script>"
    bad = Finding("docs/chapter.md", 1, said, rule="some.rule", severity=Severity.WARNING)
    root = read(replace(publish(whole), findings=(bad,)))

    assert not list(root.iter("script"))
    assert "<script>x</script>" in text(root)


def test_very_many_findings_are_cut_and_counted() -> None:
    whole = edition(chapter(FR, EN))
    many = findings("Un [mot](a.md).\n{: #p1 }\n", "A word.\n{: #p1 }\n") * 2_000
    root = read(replace(publish(whole), findings=tuple(many)), ENGLISH)

    assert len(by_class(root, "vv-remarks")[0]) == 500
    assert f"And {len(many) - 500} more; visavis check says them all." in text(root)


def test_the_plot_is_a_picture_with_a_name_and_a_table_of_the_same_data() -> None:
    root = plot(0.5, 1.05, 1.06, 9.0)
    (picture,), (table,) = (list(root.iter(tag)) for tag in (f"{SVG}svg", "table"))

    assert picture.get("role") == "img"
    title = by_id(root, picture.get("aria-labelledby") or "")
    assert text(title) == read_words("fr")["ratio_title"] == table.get("aria-label")
    assert [text(row) for row in list(table.iter("tr"))[1:]] == [
        "0,50 – 0,551",
        "1,00 – 1,092",
        "≥ 3,671",
    ]


def test_without_ratios_there_is_a_sentence() -> None:
    root = plot(side=ENGLISH)
    assert not list(root.iter(f"{SVG}svg"))
    assert read_words("en")["ratio_none"] in text(root)
    assert find_ratio(chapter("Un.\n{: #p1 .alone }\n", "").pairs[0]) is None


@given(st.lists(st.floats(min_value=1e-6, max_value=1e6)))
def test_every_ratio_is_in_one_class_that_holds_it(ratios: list[float]) -> None:
    bins = find_bins(ratios)

    assert sum(part.number for part in bins) == len(ratios)
    assert [part.low for part in bins[1:]] == [part.high for part in bins[:-1]]
    assert (bins[0].low, bins[-1].high) == (0, math.inf)


def test_a_chapter_may_be_called_as_the_page() -> None:
    def name(whole: Edition) -> str:
        return interface(whole).names.alignment

    assert name(edition(chapter(FR, EN))) == "alignment"
    assert name(named("alignment")) == "alignment-2"
    assert name(edition(chapter(FR, EN), alignment=recorded())) == "alignment-2"


def test_the_head_of_the_page_stays_out_of_the_search() -> None:
    page = find_page("alignment", interface(edition(chapter(FR, EN))))

    assert describe_page(page)["search"] == {"exclude": True}
    assert page.title == "Alignement"
    assert "<h1" in page.make().html


def test_the_summary_counts_by_chapter_and_in_all() -> None:
    whole = since(FR, EN, FR.replace("mot", "nom"), EN)
    counts = {
        **{"pairs": 3, "reviewed": 2, "unreviewed": 0, "drifted": 1},
        **{"doubtful": 0, "waived": 0, "several": 0, "one_sided": 0},
    }
    parts = {
        "rows": {**counts, "pairs": 2, "reviewed": 1},
        "notes": {**counts, "pairs": 1, "reviewed": 1, "drifted": 0},
    }

    assert json.loads(summarize(interface(whole))) == {
        "version": 1,
        **counts,
        **parts,
        "chapters": [
            {"name": "chapter", "title": "Titre", "address": "chapter/", **counts, **parts},
        ],
    }


def test_the_badge_is_an_image_that_needs_nothing_else() -> None:
    badge = draw_badge(Counts(pairs=42, reviewed=38))
    image = etree.fromstring(badge)

    assert image.get("aria-label") == "alignment 38/42 reviewed"
    assert text(image[0]) == "alignment 38/42 reviewed"
    assert "href" not in badge and "url(" not in badge
    assert count_all(statuses(edition(chapter(FR, EN), chapter=recorded()))).pairs == 3


@pytest.mark.parametrize("language", ["fr"])
def test_the_interface_has_the_same_words_in_every_language(language: str) -> None:
    assert list(read_words(language)) == list(read_words("en"))
