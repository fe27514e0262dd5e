"""What a row says of its changes."""

from __future__ import annotations

import xml.etree.ElementTree as etree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chapters import chapter
from pages import ENGLISH, FRENCH, PROJECT, body, by_class, convert, parse, text
from standing import since, statuses
from visavis.edition import Edition
from visavis.record import compare, find_status
from visavis.render import VisavisExtension
from visavis.settings import TextSettings
from visavis.side import Side
from visavis.site.address import Addresses
from visavis.site.changes import render_changes
from visavis.site.compose import Layout, compose_chapter, compose_twin
from visavis.site.extra_page import make_additions
from visavis.site.old_address import find_old_addresses
from visavis.site.status import PairStatus

FR = "Un premier mot ici ; rien de plus.\n{: #p1 }\n\nDeux.\n{: #p2 }\n"
EN = "A first word here; no more.\n{: #p1 }\n\nTwo.\n{: #p2 }\n"
FR_NOW = FR.replace("premier mot", "dernier mot")
EN_NOW = EN.replace("Two.", "Two twos.")


def rendered(whole: Edition, *, shared: bool = True) -> list[etree.Element]:
    """The chapter's page in both interfaces, as the plugin makes it or as the plain tree does."""
    addresses = Addresses("fr")
    old = find_old_addresses(whole.followed)
    additions = make_additions(whole, statuses(whole), old, addresses)
    layout = Layout(addresses, shared=shared, additions=additions)
    extension = VisavisExtension(additions=additions)
    texts = whole.chapters[0]
    second = compose_twin if shared else compose_chapter
    pages = [
        compose_chapter(texts, whole, FRENCH, layout),
        second(texts, whole, ENGLISH, layout),
    ]
    return [parse(convert(body(page), extension)) for page in pages]


def badges(root: etree.Element) -> dict[str, str]:
    """By row, what its badge says; rows without one are left out."""
    return {
        row.get("id", ""): " ".join(text(badge).split())
        for row in by_class(root, "vv-pair")
        for badge in by_class(row, "vv-changed")
    }


@pytest.mark.parametrize("shared", [True, False], ids=["plugin", "tree"])
def test_a_changed_row_says_what_has_changed_in_the_language_of_the_interface(shared: bool) -> None:
    french, english = map(badges, rendered(since(FR, EN, FR_NOW, EN_NOW), shared=shared))

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
    whole = since("Un.\n{: #p1 }\n", EN, "Deux.\n{: #p1 }\n", EN)
    (status,) = statuses(whole)
    drift = compare(Side.TARGET, bad, "Deux.")
    assert drift
    page = parse(
        render_changes(PairStatus(status.pairs[0].pair, "drifted", (drift,)), PROJECT, FRENCH)
    )

    (old,) = page.iter("del")
    assert "<script>alert(1)</script> *un* [mot](javascript:x) &amp; `a`" in text(old)
    assert not list(page.iter("script"))
    assert not list(page.iter("a"))


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


WORDS = st.text("ab <>&\"'«» \n", max_size=80)


@given(WORDS, WORDS, st.sampled_from([FRENCH, ENGLISH]))
def test_every_change_is_shown_whatever_the_words(old: str, new: str, side: TextSettings) -> None:
    drift = compare(Side.TARGET if side is FRENCH else Side.SOURCE, old, new)
    if drift is None:
        return
    pair = chapter(FR, EN).pairs[0]
    status = PairStatus(pair, find_status(None, pair), (drift,))
    page = parse(render_changes(status, PROJECT, side))

    assert len(list(page.iter("del"))) == sum(bool(change.old) for change in drift.changes)
    assert len(list(page.iter("ins"))) == sum(bool(change.new) for change in drift.changes)
