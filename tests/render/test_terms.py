"""Glossary terms are marked once a row, wherever the text is prose."""

from __future__ import annotations

from dataclasses import replace

from pages import by_class, by_id, page, term, text

STATE = term("partner-state", "État partenaire", "Partner State", "États partenaires")
COMMONERS = term("commoners", "commoner", "commoner", "commoners")


def marked(fr: str, en: str = "A word.") -> list[str]:
    """The words that are marked on the page of one row."""
    texts = f"{fr}\n{{: #p1 }}\n", f"{en}\n{{: #p1 }}\n"
    return [text(mark) for mark in by_class(page(*texts, terms=(STATE, COMMONERS)), "vv-term")]


def test_the_first_use_in_a_row_is_marked() -> None:
    assert marked("Un commoner et deux commoners.") == ["commoner"]


def test_each_side_has_its_own_first_use() -> None:
    assert marked("Un commoner.", "One commoner, a commoner.") == ["commoner", "commoner"]


def test_each_row_has_its_own_first_use() -> None:
    fr = "Un commoner.\n{: #p1 }\n\nUn commoner.\n{: #p2 }\n"
    root = page(fr, "A word.\n{: #p1 }\n\nA word.\n{: #p2 }\n", terms=(COMMONERS,))

    assert len(by_class(root, "vv-term")) == 2


def test_two_terms_in_a_text_and_the_words_around_them_stay() -> None:
    root = page(
        "Avant l’État partenaire, un commoner, après.\n{: #p1 }\n",
        "A word.\n{: #p1 }\n",
        terms=(STATE, COMMONERS),
    )

    assert text(by_class(root, "vv-side")[0]).strip() == (
        "Avant l’État partenaire, un commoner, après."
    )


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
    root = page("Un commoner.\n{: #p1 }\n", "A word.\n{: #p1 }\n", terms=(COMMONERS,))

    (mark,) = by_class(by_id(root, "p1"), "vv-term")
    assert mark.get("href") == "../glossary/commoners/"


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
