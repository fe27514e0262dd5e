"""The record follows the texts: an id that is gone leaves its address, and none is given twice."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chapters import chapter, stamped
from visavis.pairs import Pairing, pair_documents, stamp
from visavis.record import (
    Address,
    Gone,
    Record,
    RecordEntry,
    Records,
    follow,
    list_old,
    living_pairs,
    resolve,
    sign_off,
)
from visavis.text import parse_document

BREST = (
    "Il y a quelques années, j’ai pu visiter la ville française de Brest, bombardée en guerre.",
    "A few years ago I was able to visit the French city of Brest, bombed during the war.",
)
NAPLES = (
    "La ville de Naples a créé la fonction d’assistant du maire pour les biens communs.",
    "The city of Naples created the office of assistant to the mayor for the commons.",
)
LINZ = (
    "La région autrichienne de Linz s’est elle-même déclarée région de biens communs l’an dernier.",
    "The Austrian region of Linz has declared itself a region of the commons last year.",
)
END = ("Fin.", "The end.")


def texts(name: str, *rows: tuple[str, tuple[str, str]]) -> Pairing:
    """A chapter of rows: an id and both texts."""
    fr, en = (
        "\n".join(f"{both[side]}\n{{: #{identifier} }}\n" for identifier, both in rows)
        for side in (0, 1)
    )
    source = parse_document(en, path=f"docs_en/{name}.md", language="en")
    target = parse_document(fr, path=f"docs/{name}.md", language="fr")
    return pair_documents(name, source, target)


def signed(*chapters: Pairing) -> Records:
    """The records of an edition in which everything is signed off."""
    return {
        name: record.with_entries(
            sign_off(record.entries[pair.id or ""], pair, date="2024-01-01", name="Ana")
            for chapter in chapters
            if chapter.name == name
            for pair in living_pairs(chapter)
        )
        for name, record in follow({}, chapters).items()
    }


FIRST = texts("a", ("p1", BREST), ("p2", NAPLES), ("p3", LINZ), ("p4", END))
BEFORE = signed(FIRST)


def test_new_ids_enter_with_their_words_and_nobody_has_signed_them() -> None:
    record = follow({}, [FIRST])["a"]

    assert record.entries["p1"] == RecordEntry("p1", source=BREST[1], target=BREST[0])
    assert list(record.entries) == ["p1", "p2", "p3", "p4"]


def test_notes_are_in_the_record_too() -> None:
    fr, en = "Un mot.[^a]\n\n[^a]: Une note.\n", "A word.[^a]\n\n[^a]: A note.\n"

    assert set(follow({}, [stamped(fr, en)])["chapter"].entries) == {"p1", "note-a"}


def test_following_twice_changes_nothing() -> None:
    after = texts("a", ("p1", BREST), ("p9", NAPLES))
    once = follow(BEFORE, [after])

    assert follow(BEFORE, [FIRST]) == BEFORE
    assert follow(once, [after]) == once


def test_entries_of_the_first_form_are_given_their_words() -> None:
    old = {
        "a": Record(
            {"p1": RecordEntry("p1"), "p2": RecordEntry("p2", date="2023", state="reviewed")}
        )
    }
    record = follow(old, [FIRST])["a"]

    assert record.entries["p1"].source == BREST[1]
    assert record.entries["p2"] == RecordEntry("p2", "reviewed", NAPLES[1], NAPLES[0], "2023")


def test_a_deleted_paragraph_is_retired_with_what_was_known_of_it() -> None:
    records = follow(BEFORE, [texts("a", ("p1", BREST), ("p3", LINZ), ("p4", END))])

    assert records["a"].entries["p2"] == replace(BEFORE["a"].entries["p2"], state="retired")
    assert isinstance(resolve(records, "a", "p2"), Gone)


def test_a_paragraph_under_a_new_id_is_found_and_its_sign_off_goes_with_it() -> None:
    after = texts("a", ("p1", BREST), ("p20", NAPLES), ("p3", LINZ), ("p4", END))
    records = follow(BEFORE, [after])

    assert records["a"].entries["p2"].moved_to == "#p20"
    assert records["a"].entries["p20"] == replace(BEFORE["a"].entries["p2"], id="p20")
    assert resolve(records, "a", "p2") == Address("a", "p20")


def test_a_paragraph_that_was_moved_and_mended_is_found() -> None:
    mended = (NAPLES[0].replace("fonction", "charge"), NAPLES[1].replace("office", "post"))
    after = texts("a", ("p1", BREST), ("p3", LINZ), ("p5", mended), ("p4", END))

    assert resolve(follow(BEFORE, [after]), "a", "p2") == Address("a", "p5")


def test_a_paragraph_moved_to_another_chapter_is_found() -> None:
    here = texts("a", ("p1", BREST), ("p3", LINZ), ("p4", END))
    there = texts("part/b", ("p1", NAPLES))
    records = follow(BEFORE, [here, there])

    assert records["a"].entries["p2"].moved_to == "part/b#p1"
    assert resolve(records, "a", "p2") == Address("part/b", "p1")


def test_a_merged_paragraph_leads_to_the_one_that_took_it_in() -> None:
    both = (f"{BREST[0]} {NAPLES[0]}", f"{BREST[1]} {NAPLES[1]}")
    records = follow(BEFORE, [texts("a", ("p1", both), ("p3", LINZ), ("p4", END))])

    assert resolve(records, "a", "p2") == Address("a", "p1")
    assert records["a"].entries["p1"].source == BREST[1], "only a reviewer signs off"


def test_two_paragraphs_merged_under_a_new_id_both_lead_there_and_nobody_has_signed_it() -> None:
    both = (f"{BREST[0]} {NAPLES[0]}", f"{BREST[1]} {NAPLES[1]}")
    records = follow(BEFORE, [texts("a", ("p9", both), ("p3", LINZ), ("p4", END))])

    assert resolve(records, "a", "p1") == resolve(records, "a", "p2") == Address("a", "p9")
    assert records["a"].entries["p9"].state == "unreviewed"


def test_a_split_paragraph_leads_to_its_first_part() -> None:
    first = ("Il y a quelques années, j’ai pu visiter", "A few years ago I was able to visit")
    second = (BREST[0].removeprefix(first[0]).strip(), BREST[1].removeprefix(first[1]).strip())
    after = texts("a", ("p8", first), ("p9", second), ("p2", NAPLES), ("p3", LINZ), ("p4", END))

    assert resolve(follow(BEFORE, [after]), "a", "p1") == Address("a", "p8")


def test_a_split_that_keeps_the_id_keeps_the_address() -> None:
    first, second = BREST[0][:40], BREST[0][40:]
    after = texts("a", ("p1", (first, BREST[1][:40])), ("p1-1", (second, BREST[1][40:])))

    assert resolve(follow(BEFORE, [after]), "a", "p1") == Address("a", "p1")


def test_what_could_have_gone_to_two_places_is_retired() -> None:
    after = texts("a", ("p1", BREST), ("p8", NAPLES), ("p9", NAPLES), ("p3", LINZ), ("p4", END))

    assert isinstance(resolve(follow(BEFORE, [after]), "a", "p2"), Gone)


def test_two_that_are_nearly_alike_are_no_answer_either() -> None:
    nearly = (NAPLES[0].replace("La ville", "Ville"), NAPLES[1])
    rest = (("p1", BREST), ("p3", LINZ), ("p4", END))
    after = texts("a", *rest, ("p8", NAPLES), ("p9", nearly))

    assert isinstance(resolve(follow(BEFORE, [after]), "a", "p2"), Gone)


def test_a_short_paragraph_is_found_only_word_for_word() -> None:
    rest = (("p1", BREST), ("p2", NAPLES), ("p3", LINZ))

    same = follow(BEFORE, [texts("a", *rest, ("p9", END))])
    other = follow(BEFORE, [texts("a", *rest, ("p9", ("Fin de partie.", "The end of it.")))])

    assert resolve(same, "a", "p4") == Address("a", "p9")
    assert isinstance(resolve(other, "a", "p4"), Gone)


def test_a_text_about_the_same_things_is_not_the_same_paragraph() -> None:
    after = texts("a", ("p1", BREST), ("p9", LINZ), ("p3", LINZ), ("p4", END))

    assert isinstance(resolve(follow(BEFORE, [after]), "a", "p2"), Gone)


def test_a_file_that_was_renamed_keeps_every_address() -> None:
    refrain = ("Refrain, toujours le même refrain.", "A refrain, always the same refrain.")
    old = texts("a", ("p1", BREST), ("p2", refrain), ("p3", LINZ), ("p4", refrain), ("p5", END))
    new = texts("b", ("p1", BREST), ("p2", refrain), ("p3", LINZ), ("p4", refrain), ("p5", END))
    records = follow(signed(old), [new])

    for number in range(1, 6):
        assert resolve(records, "a", f"p{number}") == Address("b", f"p{number}")
        assert records["b"].entries[f"p{number}"].state == "reviewed"


def test_a_chain_of_moves_leads_to_its_end() -> None:
    here = texts("a", ("p1", BREST), ("p20", NAPLES), ("p3", LINZ), ("p4", END))
    rest = texts("a", ("p1", BREST), ("p3", LINZ), ("p4", END))
    records = follow(follow(BEFORE, [here]), [rest, texts("b", ("p1", NAPLES))])

    assert resolve(records, "a", "p2") == Address("b", "p1")
    assert dict(list_old(records)) == {
        Address("a", "p2"): Address("b", "p1"),
        Address("a", "p20"): Address("b", "p1"),
    }


def test_moves_in_a_circle_end() -> None:
    record = Record(
        {
            "p1": RecordEntry("p1", "moved", moved_to="#p2"),
            "p2": RecordEntry("p2", "moved", moved_to="a#p1"),
        }
    )

    assert isinstance(resolve({"a": record}, "a", "p1"), Gone)


@pytest.mark.parametrize("moved_to", ["", "p7", "a#", "#", "b#p1"])
def test_an_address_that_leads_nowhere_is_gone(moved_to: str) -> None:
    entry = RecordEntry("p1", "moved", moved_to=moved_to)

    assert isinstance(resolve({"a": Record({"p1": entry})}, "a", "p1"), Gone)


def test_an_id_that_never_was_is_gone_without_an_entry() -> None:
    assert resolve(BEFORE, "a", "p99") == Gone()
    assert resolve(BEFORE, "z", "p1") == Gone()


def test_a_deletion_undone_brings_the_sign_off_back() -> None:
    gone = follow(BEFORE, [texts("a", ("p1", BREST), ("p3", LINZ), ("p4", END))])

    assert follow(gone, [FIRST]) == BEFORE


def test_a_chapter_that_cannot_be_read_surely_is_left_alone() -> None:
    unclosed = chapter("Un.\n{: #p1 }\n\n```\nDeux.\n{: #p2 }\n", "One.\n{: #p1 }\n")
    half = chapter("Un.\n{: #p1 }\n", None)
    record = Record({name: RecordEntry(name, source="Two words.") for name in ("p1", "p2")})

    assert follow({"chapter": record}, [unclosed]) == {"chapter": record}
    assert follow({"chapter": record}, [half]) == {"chapter": record}


EDITS = st.lists(
    st.tuples(st.sampled_from(["insert", "delete"]), st.integers(0, 9)), min_size=1, max_size=12
)


@given(EDITS)
@settings(deadline=None)
def test_an_id_that_is_gone_is_never_allotted_again(edits: list[tuple[str, int]]) -> None:
    rows = [f"word{n} and nothing else{n}" for n in range(3)]
    blocks = [[text, text] for text in rows]
    record, ever = Record(), set[str]()
    for count, (kind, at) in enumerate(edits):
        if kind == "insert":
            blocks.insert(at % (len(blocks) + 1), [f"new{count} words here{count}"] * 2)
        elif len(blocks) > 1:
            del blocks[at % len(blocks)]
        before = {line for block in blocks for line in block[0].split("\n") if line.startswith("{")}
        fr, en = ("\n\n".join(block[side] for block in blocks) + "\n" for side in (0, 1))
        done = stamp(
            parse_document(en, path="docs_en/a.md", language="en"),
            parse_document(fr, path="docs/a.md", language="fr"),
            record.ids,
        )
        assert not done.doubts
        assert not set(done.new) & ever, "an id was given twice"
        ever |= set(done.new)
        living = pair_documents("a", done.source, done.target)
        record = follow({"a": record}, [living])["a"]
        assert {name for name, entry in record.entries.items() if not entry.gone} == {
            pair.id for pair in living.pairs
        }
        assert record.ids == ever
        blocks = [
            [f"{b.source.rstrip()}\n{b.attribute_source.rstrip()}"] * 2 for b in done.target.blocks
        ]
        assert before <= {f"{{: #{name} }}" for name in ever}
