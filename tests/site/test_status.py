"""Where the pairs of an edition stand."""

from __future__ import annotations

from dataclasses import asdict

from chapters import chapter
from standing import edition, recorded, signed, since, statuses
from visavis.publication import Counts, count
from visavis.record import Record
from visavis.side import Side

FR = "Un.\n{: #p1 }\n\nDeux.\n{: #p2 }\n"
EN = "One.\n{: #p1 }\n\nTwo.\n{: #p2 }\n"


def counts(fr: str, en: str, record: Record | None = None) -> Counts:
    """What is counted in one chapter."""
    (status,) = statuses(edition(chapter(fr, en), chapter=record or Record()))
    return count(status.pairs)


def test_a_pair_that_nobody_has_read_is_unreviewed() -> None:
    assert counts(FR, EN) == Counts(pairs=2, unreviewed=2)
    assert counts(FR, EN, recorded('{"id": "p1", "state": "unreviewed"}')).unreviewed == 2


def test_a_pair_stands_as_it_was_signed_off_or_has_changed() -> None:
    (status,) = statuses(since(FR, EN, FR.replace("Deux", "Trois"), EN))

    assert [pair.status for pair in status.pairs] == ["reviewed", "drifted"]
    assert [pair.signed for pair in status.pairs] == ["2024-05-06"] * 2
    (drift,) = status.pairs[1].drifts
    assert (drift.side, drift.old, drift.new) == (Side.TARGET, "Deux.", "Trois.")


def test_typography_is_no_change() -> None:
    (status,) = statuses(since("Un « mot ».\n{: #p1 }\n", EN, "Un “mot”.\n{: #p1 }\n", EN))

    assert status.pairs[0].status == "reviewed"


def test_shapes_and_doubts_are_counted_beside_the_states() -> None:
    fr = (
        "Un [mot](a.md).\n{: #p1 }\n\nDeux.\n{: #p2 }\n\nTrois.\n{: .p2 }\n\n"
        "Seul.\n{: #p3 .alone }\n\nAttend.\n{: #p4 .untranslated }\n"
    )
    found = counts(fr, "A word.\n{: #p1 }\n\nTwo. Three.\n{: #p2 }\n")

    assert asdict(found) == {
        "pairs": 4,
        "reviewed": 0,
        "unreviewed": 4,
        "drifted": 0,
        "doubtful": 2,  # the link that is lost, and what is not translated
        "waived": 0,
        "several": 1,
        "one_sided": 2,
    }


def test_a_change_is_no_doubt_as_it_is_said_already() -> None:
    (status,) = statuses(since(FR, EN, FR.replace("Deux", "Trois"), EN))

    assert not any(pair.doubtful for pair in status.pairs)


def test_a_waiver_counts_as_long_as_it_stands() -> None:
    line = (
        '{"id": "p1", "source": "A word.", "target": "Un mot.", '
        '"waivers": [{"rule": "link.lost", "reason": "so"}]}'
    )
    fr, en = "Un [mot](chapter.md).\n{: #p1 }\n", "A word.\n{: #p1 }\n"

    found = counts(fr, en, recorded(line))
    assert (found.waived, found.doubtful) == (1, 0)
    edited = counts(fr.replace("Un", "Le"), en, recorded(line))
    assert (edited.waived, edited.doubtful) == (0, 1)


def test_notes_are_signed_off_too() -> None:
    fr = "Un.[^a]\n{: #p1 }\n\n[^a]: Note.\n"

    assert counts(fr, fr).pairs == 2


def test_a_sign_off_goes_with_a_paragraph_that_got_a_new_id() -> None:
    words = "Une phrase assez longue pour être reconnue où qu’elle aille."
    fr, en = f"{words}\n{{: #p1 }}\n", "A sentence long enough to be known again.\n{: #p1 }\n"
    whole = since(fr, en, fr.replace("p1", "p9"), en.replace("p1", "p9"))
    (status,) = statuses(whole)

    assert [(pair.id, pair.status) for pair in status.pairs] == [("p9", "reviewed")]
    assert whole.followed["chapter"].entries["p1"].moved_to == "#p9"


def test_a_record_that_fits_the_texts_is_taken_as_it_is() -> None:
    texts = chapter(FR, EN)
    whole = edition(texts, chapter=signed(texts))

    assert whole.followed is whole.records
