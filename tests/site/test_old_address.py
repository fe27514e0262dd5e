"""Old addresses still lead somewhere."""

from __future__ import annotations

import xml.etree.ElementTree as etree

import pytest

from chapters import chapter
from pages import CHAPTERS, ENGLISH, FRENCH, by_class, interface, read_page, text
from standing import edition, recorded, signed
from visavis.edition import Edition
from visavis.record import Record, living_pairs, new_entry
from visavis.side import Side
from visavis.site.host import describe_page
from visavis.site.pages import list_pages

FR = "Un.\n{: #p1 }\n"
EN = "One.\n{: #p1 }\n"
RETIRED = '{"id": "p2", "state": "retired", "source": "Two.", "target": "Deux."}'
MOVED = '{"id": "p3", "state": "moved", "moved_to": "#p1"}'
CHAIN = '{"id": "p10", "state": "moved", "moved_to": "#p3"}'
LOST = '{"id": "p4", "state": "moved", "moved_to": "#p2"}'


def old(whole: Edition, side: Side = FRENCH, name: str = "chapter") -> list[etree.Element]:
    """The sentences on a chapter's page."""
    return by_class(read_page(name, whole, side), "vv-old")


def with_lines(*lines: str) -> Edition:
    """A chapter whose only living pair is p1."""
    texts = chapter(FR, EN)
    alive = [new_entry(pair) for pair in living_pairs(texts)]
    return edition(texts, chapter=recorded(*lines).with_entries(alive))


def test_nothing_is_said_where_nothing_is_gone() -> None:
    texts = chapter(FR, EN)

    assert not old(edition(texts, chapter=signed(texts)))
    assert not old(edition(texts))


def test_each_old_id_has_its_sentence_in_the_order_of_the_ids() -> None:
    whole = with_lines(CHAIN, RETIRED, MOVED, LOST)
    french, english = (old(whole, side) for side in (FRENCH, ENGLISH))

    assert [p.get("id") for p in french] == ["p2", "p3", "p4", "p10"]
    assert [text(p) for p in english] == [
        "Paragraph 2 was taken out of this edition.",
        "Paragraph 3 now stands elsewhere: paragraph 1.",
        "Paragraph 4 was taken out of this edition.",
        "Paragraph 10 now stands elsewhere: paragraph 1.",
    ]
    assert text(french[1]) == "Le paragraphe 3 se trouve maintenant ailleurs\u202f: paragraphe 1."
    assert [[a.get("href") for a in p.iter("a")] for p in french] == [[], ["#p1"], [], ["#p1"]]


def test_an_id_that_the_texts_have_lost_counts_before_the_record_is_written() -> None:
    before = chapter(FR + "\nDeux.\n{: #p2 }\n", EN + "\nTwo.\n{: #p2 }\n")
    whole = edition(chapter(FR, EN), chapter=signed(before))

    assert [p.get("id") for p in old(whole)] == ["p2"]


def test_an_id_that_has_come_back_is_not_old() -> None:
    whole = edition(chapter(FR, EN), chapter=recorded('{"id": "p1", "state": "retired"}'))

    assert not old(whole)


def test_notes_have_no_address_of_their_own() -> None:
    assert not old(with_lines('{"id": "note-a", "state": "retired"}'))


def test_a_paragraph_in_another_chapter_is_named_with_it() -> None:
    whole = edition(
        chapter("# Titre\n{: #p1 }\n", "# Title\n{: #p1 }\n"),
        other=recorded('{"id": "p7", "state": "moved", "moved_to": "chapter#p1"}'),
    )
    (sentence,) = old(whole, ENGLISH, "other")

    assert text(sentence) == "Paragraph 7 now stands elsewhere: paragraph 1, Title."
    assert [a.get("href") for a in sentence.iter("a")] == ["../chapter/#p1"]


def test_a_chapter_that_is_gone_leaves_a_page() -> None:
    whole = edition(chapter(FR, EN), other=recorded(RETIRED), empty=Record())
    (gone,) = [page for page in list_pages(interface(whole), CHAPTERS) if page.gone]

    assert gone.name == "other"
    assert describe_page(gone)["robots"] == "noindex"
    assert [p.get("id") for p in old(whole, name="other")] == ["p2"]


@pytest.mark.parametrize("identifier", ['x\\"><script>', "<b>", "a b"])
def test_an_id_is_never_rendered(identifier: str) -> None:
    page = read_page("chapter", with_lines(f'{{"id": "{identifier}", "state": "retired"}}'))

    assert not list(page.iter("script"))
    assert not list(page.iter("b"))
