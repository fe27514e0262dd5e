"""Old addresses still lead somewhere."""

from __future__ import annotations

import xml.etree.ElementTree as etree

import pytest

from chapters import chapter
from pages import ENGLISH, FRENCH, body, by_class, convert, parse, text
from standing import edition, recorded, signed
from visavis.edition import Edition
from visavis.record import Record, living_pairs, new_entry
from visavis.settings import TextSettings
from visavis.site.address import Addresses
from visavis.site.old_address import (
    compose_gone,
    find_gone_chapters,
    find_old_addresses,
    render_old_addresses,
)

FR = "Un.\n{: #p1 }\n"
EN = "One.\n{: #p1 }\n"
RETIRED = '{"id": "p2", "state": "retired", "source": "Two.", "target": "Deux."}'
MOVED = '{"id": "p3", "state": "moved", "moved_to": "#p1"}'
CHAIN = '{"id": "p10", "state": "moved", "moved_to": "#p3"}'
LOST = '{"id": "p4", "state": "moved", "moved_to": "#p2"}'


def old(whole: Edition, interface: TextSettings = FRENCH, name: str = "chapter") -> etree.Element:
    """The end of a chapter's page."""
    found = find_old_addresses(whole.followed).get(name, ())
    return parse(render_old_addresses(name, found, whole, interface, Addresses("fr")))


def with_lines(*lines: str) -> Edition:
    """A chapter whose only living pair is p1."""
    texts = chapter(FR, EN)
    alive = [new_entry(pair) for pair in living_pairs(texts)]
    return edition(texts, chapter=recorded(*lines).with_entries(alive))


def test_nothing_is_said_where_nothing_is_gone() -> None:
    texts = chapter(FR, EN)

    assert not by_class(old(edition(texts, chapter=signed(texts))), "vv-old")
    assert not by_class(old(edition(texts)), "vv-old")


def test_each_old_id_has_its_sentence_in_the_order_of_the_ids() -> None:
    whole = with_lines(CHAIN, RETIRED, MOVED, LOST)
    french, english = (by_class(old(whole, side), "vv-old") for side in (FRENCH, ENGLISH))

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

    assert [p.get("id") for p in by_class(old(whole), "vv-old")] == ["p2"]


def test_an_id_that_has_come_back_is_not_old() -> None:
    whole = edition(chapter(FR, EN), chapter=recorded('{"id": "p1", "state": "retired"}'))

    assert not by_class(old(whole), "vv-old")


def test_notes_have_no_address_of_their_own() -> None:
    assert not by_class(old(with_lines('{"id": "note-a", "state": "retired"}')), "vv-old")


def test_a_paragraph_in_another_chapter_is_named_with_it() -> None:
    whole = edition(
        chapter("# Titre\n{: #p1 }\n", "# Title\n{: #p1 }\n"),
        other=recorded('{"id": "p7", "state": "moved", "moved_to": "chapter#p1"}'),
    )
    (sentence,) = by_class(old(whole, ENGLISH, "other"), "vv-old")

    assert text(sentence) == "Paragraph 7 now stands elsewhere: paragraph 1, Title."
    assert [a.get("href") for a in sentence.iter("a")] == ["../chapter/#p1"]


def test_a_chapter_that_is_gone_leaves_a_page() -> None:
    whole = edition(chapter(FR, EN), other=recorded(RETIRED), empty=Record())
    found = find_old_addresses(whole.followed)
    made = compose_gone("other", found["other"], whole, FRENCH, Addresses("fr"))

    assert list(find_gone_chapters(whole, found)) == ["other"]
    assert "robots: noindex" in made
    assert [p.get("id") for p in by_class(parse(convert(body(made))), "vv-old")] == ["p2"]


@pytest.mark.parametrize("identifier", ['x\\"><script>', "<b>", "a b"])
def test_an_id_is_never_rendered(identifier: str) -> None:
    page = old(with_lines(f'{{"id": "{identifier}", "state": "retired"}}'))

    assert not list(page.iter("script"))
    assert not list(page.iter("b"))
