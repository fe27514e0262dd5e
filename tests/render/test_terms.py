"""Glossary terms are marked once a row, wherever the text is prose."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from desk import make_desk
from pages import FRENCH, by_class, by_id, page, sides, term, text
from visavis.edition import open_edition
from visavis.publication import publish
from visavis.settings import read_project

STATE = term("partner-state", "État partenaire", "Partner State", "États partenaires")
COMMONERS = term("commoners", "commoner", "commoner", "commoners")


def marked(
    fr: str, en: str = "A commoner of the Partner State.", language: str = "fr"
) -> list[str]:
    """The words that are marked in a text on the page of one row."""
    texts = f"{fr}\n{{: #p1 }}\n", f"{en}\n{{: #p1 }}\n"
    rows = sides(page(*texts, terms=(STATE, COMMONERS)))
    texts_of = [row[language] for row in rows if language in row]
    return [text(mark) for one in texts_of for mark in by_class(one, "vv-term")]


def test_the_first_use_in_a_row_is_marked() -> None:
    assert marked("Un commoner et deux commoners.") == ["commoner"]


def test_each_side_has_its_own_first_use() -> None:
    assert marked("Un commoner.", "One commoner, a commoner.", "en") == ["commoner"]
    assert marked("Un commoner.", "One commoner, a commoner.", "fr") == ["commoner"]


def test_each_row_has_its_own_first_use() -> None:
    fr = "Un commoner.\n{: #p1 }\n\nUn commoner.\n{: #p2 }\n"
    en = "A commoner.\n{: #p1 }\n\nA commoner.\n{: #p2 }\n"

    assert len(by_class(page(fr, en, terms=(COMMONERS,)), "vv-term")) == 4


def test_the_translation_has_a_term_only_where_the_original_of_the_row_has_it() -> None:
    assert marked("Un commoner de l’État partenaire.", "A commoner of the land.") == ["commoner"]
    assert marked("Un commoner.", "A word.") == []
    assert marked("Un mot.", "A commoner.", "en") == ["commoner"]


def test_a_variant_or_a_link_in_the_original_is_a_use_of_the_term() -> None:
    assert marked("Les États partenaires.", "The [Partner State](a.md).") == ["États partenaires"]


def test_what_answers_no_original_is_marked_wherever_a_term_stands() -> None:
    fr = "Un commoner.\n{: #p1 .alone }\n\nDes commoners.\n{: #p2 .edition }\n"
    root = page(fr, "A word.\n{: #p2 .edition }\n", terms=(COMMONERS,))
    assert [text(mark) for mark in by_class(root, "vv-term")] == ["commoner", "commoners"]
    raw = '<div markdown="1">\n{}\n</div>'
    assert marked("Un commoner.", raw.format("A commoner.")) == ["commoner"]


def test_a_kept_text_is_made_anew_where_the_original_takes_up_a_term(tmp_path: Path) -> None:
    desk = make_desk(tmp_path)
    (tmp_path / "glossary").mkdir()
    words = "fr: {term: rivière, definition: De l’eau.}, en: {term: river, definition: Water.}"
    (tmp_path / "glossary/river.yml").write_text(f"languages: {{{words}}}\n", encoding="utf-8")

    def linked(en: str) -> tuple[str, ...]:
        desk.write("chapter", "Une rivière.\n{: #p1 }\n", f"{en}\n{{: #p1 }}\n")
        published = publish(open_edition(read_project(tmp_path)))
        (passage,) = published.texts.of(published.chapters["chapter"], FRENCH).passages
        return passage.terms

    assert [linked("A word."), linked("A river."), linked("A word.")] == [(), ("river",), ()]


def test_two_terms_in_a_text_and_the_words_around_them_stay() -> None:
    fr = "Avant l’État partenaire, un commoner, après."
    en = "A commoner of the Partner State.\n{: #p1 }\n"
    root = page(f"{fr}\n{{: #p1 }}\n", en, terms=(STATE, COMMONERS))

    (french, *_) = by_class(root, "vv-side")
    assert len(by_class(french, "vv-term")) == 2
    assert text(french).strip() == fr


def test_an_elided_article_stays_outside() -> None:
    assert marked("Un mot de l’État partenaire.") == ["État partenaire"]


def test_no_break_spaces_and_capitals_make_no_difference() -> None:
    assert marked("L’ÉTAT\u00a0PARTENAIRE !") == ["ÉTAT\u00a0PARTENAIRE"]


def test_a_part_of_a_word_is_no_use() -> None:
    assert marked("Les commonerset autres.") == []


def test_code_and_links_and_note_calls_are_left_alone() -> None:
    assert marked("`commoner`, [un commoner](a.md), puis commoners.") == ["commoners"]


def test_emphasis_and_headings_and_lists_are_prose() -> None:
    assert marked("Un *commoner*.") == ["commoner"]
    assert marked("## Le commoner") == ["commoner"]
    assert marked("- un\n- commoner") == ["commoner"]


def test_a_title_is_not_marked_and_its_words_are_marked_below_it() -> None:
    assert marked("# Le commoner\n\nUn commoner.") == ["commoner"]
    assert marked("# Le commoner") == []


def test_a_mark_leads_to_the_page_of_its_term() -> None:
    root = page("Un commoner.\n{: #p1 }\n", "A commoner.\n{: #p1 }\n", terms=(COMMONERS,))

    marks = by_class(by_id(root, "p1"), "vv-term")
    assert [mark.get("href") for mark in marks] == ["../glossary/commoners/"] * 2


def spoken(fr: str, en: str) -> list[tuple[str, str]]:
    """The words of a page that are marked with a language of their own."""
    society = term("society", "Big Society", "Big Society", "grande société")
    root = page(fr, en, terms=(replace(society, untranslated=True), STATE))
    texts = [*by_class(root, "vv-side"), *by_class(root, "vv-notes")]
    marks = [e for part in texts for e in part.iter() if e.tag in ("a", "span") and e.get("lang")]
    return [(text(mark), mark.get("lang", "")) for mark in marks]


def test_a_word_that_stays_as_it_is_says_its_language_wherever_it_stands() -> None:
    note = "\n{: #p1 }\n\n[^1]: Big Society.\n"
    fr = f"La *Big Society*, encore la Big Society[^1], un État partenaire.{note}"
    en = f"The Big Society[^1], the Partner State.{note}"
    found = [mark for mark in spoken(fr, en) if mark[0] == "Big Society"]
    assert found == [("Big Society", "en")] * 3


def test_a_form_that_is_translated_is_spoken_as_the_translation() -> None:
    fr = "La grande société.\n{: #p1 }\n"
    assert "grande société" not in dict(spoken(fr, "The Big Society.\n{: #p1 }\n"))
