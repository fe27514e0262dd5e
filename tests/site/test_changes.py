"""What a row says of its changes."""

from __future__ import annotations

import xml.etree.ElementTree as etree
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from chapters import chapter
from pages import ENGLISH, FRENCH, PROJECT, by_class, interface, links, read_page, text
from standing import edition, signed, since
from visavis.edition import Edition
from visavis.publication import PairStatus
from visavis.record import compare
from visavis.side import Side
from visavis.site.pages.change import describe_changes

FR = "Un premier mot ici ; rien de plus.\n{: #p1 }\n\nDeux.\n{: #p2 }\n"
EN = "A first word here; no more.\n{: #p1 }\n\nTwo.\n{: #p2 }\n"
FR_NOW = FR.replace("premier mot", "dernier mot")
EN_NOW = EN.replace("Two.", "Two twos.")


def rendered(whole: Edition) -> list[etree.Element]:
    """The chapter's page in both interfaces."""
    return [read_page("chapter", whole, side) for side in (FRENCH, ENGLISH)]


def badges(root: etree.Element) -> dict[str, str]:
    """By row, what its badge says; rows without one are left out."""
    return {
        row.get("id", ""): " ".join(text(badge).split())
        for row in by_class(root, "vv-pair")
        for badge in by_class(row, "vv-changed")
    }


def test_a_changed_row_says_what_has_changed_in_the_language_of_the_interface() -> None:
    french, english = map(badges, rendered(since(FR, EN, FR_NOW, EN_NOW)))

    assert french == {
        "p1": "Modifié depuis la relecture du 2024-05-06Français Un ancien texte : premier "
        "nouveau texte : dernier mot ici ; rien de plus.",
        "p2": "Modifié depuis la relecture du 2024-05-06English Two nouveau texte : twos.",
    }
    assert english["p1"] == (
        "Changed since its review of 2024-05-06Français Un old text: premier "
        "new text: dernier mot ici ; rien de plus."
    )


def test_a_row_as_it_was_signed_off_or_never_was_says_nothing() -> None:
    for root in rendered(since(FR, EN, FR, EN)):
        assert not by_class(root, "vv-changed")
        assert not by_class(root, "vv-end")
    for root in rendered(Edition(PROJECT, (chapter(FR, EN),))):
        assert not by_class(root, "vv-changed")


def test_words_taken_out_and_put_in_are_marked_in_their_own_language() -> None:
    french, _ = rendered(since(FR, EN, FR_NOW, EN_NOW))
    (first, _) = by_class(french, "vv-changed")

    assert ["".join(e.itertext()) for e in first.iter("del")] == ["ancien texte : premier"]
    assert ["".join(e.itertext()) for e in first.iter("ins")] == ["nouveau texte : dernier"]
    assert {e.get("lang") for e in by_class(first, "vv-hidden")} == {"fr"}
    assert first.tag == "details", "it opens without a script"


def test_recorded_words_are_never_rendered() -> None:
    bad = "<script>alert(1)</script> *un* [mot](javascript:x) &amp; `a` \x02wzxhzdk:0\x03"
    texts = chapter("Deux.\n{: #p1 }\n", EN)
    record = signed(texts)
    whole = edition(texts, chapter=record.with_entries([replace(record.entries["p1"], target=bad)]))
    page = read_page("chapter", whole)

    (old,) = page.iter("del")
    assert "<script>alert(1)</script> *un* [mot](javascript:x) &amp; `a`" in text(old)
    assert not list(page.iter("script"))
    assert not [href for href, _ in links(page) if "javascript" in (href or "")]
    assert not list(old.iter("em"))


def test_marks_of_the_renderer_in_a_record_are_taken_out() -> None:
    whole = since("Un \x02wzxhzdk:0\x03.\n{: #p1 }\n", EN, "Deux.\n{: #p1 }\n", EN)

    for root in rendered(whole):
        assert all("\x02" not in said for said in badges(root).values())


def test_what_is_far_from_a_change_is_left_out() -> None:
    long = " ".join(f"mot{number}" for number in range(100))
    fr = f"{long} ancien {long} autre {long}\n{{: #p1 }}\n"
    new = fr.replace("ancien", "nouveau").replace("autre", "même")
    (said,) = badges(rendered(since(fr, EN, new, EN))[0]).values()

    assert "mot0 mot1" in said
    assert said.count("…") == 3
    assert len(said) < 500


SHOWN = {side: interface(Edition(PROJECT, ()), side) for side in Side}
WORDS = st.text("ab <>&\"'«» \n", max_size=80)


@given(WORDS, WORDS, st.sampled_from(Side))
def test_every_change_is_shown_whatever_the_words(old: str, new: str, side: Side) -> None:
    drift = compare(side, old, new)
    if drift is None:
        return
    status = PairStatus(chapter(FR, EN).pairs[0], "drifted", (drift,))
    (told,) = describe_changes(status, SHOWN[side])["sides"]
    marks = [piece["mark"] for piece in told["pieces"]]

    assert marks.count("del") == sum(bool(change.old) for change in drift.changes)
    assert marks.count("ins") == sum(bool(change.new) for change in drift.changes)
