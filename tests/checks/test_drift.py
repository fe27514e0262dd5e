"""Drift as a finding: one for a pair, at the side that has not followed; and waivers."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from chapters import ENGLISH, FRENCH, chapter, check_chapters
from visavis.checks import RULES, SAMPLE, Finding
from visavis.pairs import Pairing
from visavis.record import (
    Record,
    Waiver,
    follow,
    living_pairs,
    parse_record,
    sign_off,
    waive,
)

FR = "Un mot.\n{: #p1 }\n\nDouze *commoners* vivent ici.\n{: #p2 }\n"
EN = "A word.\n{: #p1 }\n\nTwelve commoners live here.\n{: #p2 }\n"
WORD = st.text("abcdefghij", min_size=1, max_size=6)


def signed(texts: Pairing) -> Record:
    """The record of a chapter in which everything is signed off."""
    record = follow({}, [texts])["chapter"]
    return record.with_entries(
        sign_off(record.entries[pair.id or ""], pair, date="2024-05-06T07:08:09Z", name="Ana")
        for pair in living_pairs(texts)
    )


def found(fr: str, en: str, record: Record) -> list[Finding]:
    rules = [rule for rule in RULES if rule.needs != SAMPLE]
    return check_chapters(chapter(fr, en), rules=rules, records={"chapter": record})


BEFORE = signed(chapter(FR, EN))


def test_texts_as_they_were_signed_off_have_not_drifted() -> None:
    assert found(FR, EN, BEFORE) == []


def test_a_word_changed_on_one_side_is_one_finding_at_the_other() -> None:
    (finding,) = found(FR, EN.replace("Twelve", "Thirteen"), BEFORE)

    assert (finding.rule, finding.severity.value, finding.pair) == ("pair.drifted", "warning", "p2")
    assert (finding.path, finding.line, finding.side) == (FRENCH, 4, "fr")
    assert finding.message == (
        "the English side of p2 has changed since Ana signed it off on 2024-05-06, the French side "
        "has not: “[-Twelve-] commoners live here.” → “{+Thirteen+} commoners live here.”"
    )
    assert finding.hint == (
        "compare it with docs_en/chapter.md:4, then `visavis review --accept chapter#p2`"
    )


def test_a_change_of_the_translation_points_to_the_original() -> None:
    (finding,) = found(FR.replace("ici", "là"), EN, BEFORE)

    assert (finding.path, finding.line, finding.side) == (ENGLISH, 4, "en")
    assert "“Douze commoners vivent [-ici-].” → “Douze commoners vivent {+là+}.”" in finding.message


def test_both_sides_changed_are_one_finding_that_says_so() -> None:
    (finding,) = found(FR.replace("ici", "là"), EN.replace("here", "there now"), BEFORE)

    assert (finding.path, finding.line, finding.side) == (FRENCH, 4, None)
    assert finding.message == (
        "both sides of p2 have changed since Ana signed it off on 2024-05-06: "
        "English “Twelve commoners live [-here-].” → “Twelve commoners live {+there now+}.”; "
        "French “Douze commoners vivent [-ici-].” → “Douze commoners vivent {+là+}.”"
    )


def test_words_put_in_and_taken_out_are_named() -> None:
    (finding,) = found(FR, EN.replace("Twelve", "The twelve").replace("live here", "live"), BEFORE)

    assert "“[-Twelve-] commoners live [-here-].” → “{+The twelve+} commoners live.”" in (
        finding.message
    )


def test_it_says_where_the_words_have_changed() -> None:
    wrapped = EN.replace("Twelve commoners", "Twelve commoners of the town\nand *two* others")
    before = signed(chapter(FR, wrapped))
    (finding,) = found(FR, wrapped.replace("two", "three"), before)

    (place,) = finding.related
    assert (place.path, place.line, place.column) == (ENGLISH, 5, 6)
    assert place.message == (
        "p2 has changed here: “Twelve commoners of the town and [-two-] others live here.” → "
        "“Twelve commoners of the town and {+three+} others live here.”"
    )


def test_changed_sentences_are_counted_and_long_ones_cut() -> None:
    trees = "chêne hêtre frêne orme tilleul".split()
    fr = " ".join(f"Ceci est une phrase sur un {tree}." for tree in trees) + "\n{: #p1 }\n"
    long = fr.replace("un orme", "un " + "long" * 80)
    (finding,) = found(fr, fr.replace("Ceci", "Voilà"), signed(chapter(fr, fr)))

    assert finding.message.endswith(" and 3 more sentences")
    assert len(finding.message) < 400
    (one,) = found(fr, long, signed(chapter(fr, fr)))
    assert len(one.message) < 400
    assert "sur un [-orme-].” → “" in one.message


def test_white_space_typography_and_markup_are_no_drift() -> None:
    fr = FR.replace("Un mot.", "«Un\u202fmot»").replace("*commoners* vivent", "commoners\nvivent")
    en = EN.replace("live here.", "“live” – here…")

    assert [f for f in found(fr, en, BEFORE) if f.rule == "pair.drifted"] == []


def test_a_pair_that_nobody_has_signed_off_is_no_finding() -> None:
    record = follow({}, [chapter(FR, EN)])["chapter"]

    assert found(FR.replace("ici", "là"), EN, record) == []
    assert found(FR.replace("ici", "là"), EN, Record()) == []


def test_a_side_that_went_is_the_business_of_another_rule() -> None:
    rules = {f.rule for f in found(FR.partition("Douze")[0], EN, BEFORE)}

    assert rules == {"pair.missing"}


def test_a_note_drifts_like_a_row() -> None:
    fr = "Un mot.[^a]\n{: #p1 }\n\n[^a]: Une note.\n"
    en = "A word.[^a]\n{: #p1 }\n\n[^a]: A note.\n"
    (finding,) = found(fr, en.replace("A note", "A footnote"), signed(chapter(fr, en)))

    assert (finding.pair, finding.path, finding.line) == ("note-a", FRENCH, 4)


@given(st.lists(WORD, min_size=2, max_size=12, unique_by=str.casefold), st.data())
@settings(deadline=None)
def test_one_changed_word_is_exactly_one_finding(words: list[str], data: st.DataObject) -> None:
    text = " ".join(words) + "\n{: #p1 }\n"
    at = data.draw(st.integers(0, len(words) - 1))
    changed = " ".join([*words[:at], words[at] + "z", *words[at + 1 :]]) + "\n{: #p1 }\n"
    record = signed(chapter(text, text))

    assert found(text, text, record) == []
    (finding,) = found(text, changed, record)
    assert finding.side == "fr"
    assert f"[-{words[at]}-]" in finding.message
    assert f"{{+{words[at]}z+}}" in finding.message


def test_a_damaged_line_of_the_record_is_a_finding_with_its_place() -> None:
    record = parse_record('{"id": "p1"}\n{"id": "p2", "st', "alignment/chapter.jsonl")
    (finding,) = found(FR, EN, record)

    assert (finding.rule, finding.path, finding.line) == (
        "record.damaged",
        "alignment/chapter.jsonl",
        2,
    )


LIST_FR = "- un\n- deux\n{: #p1 }\n"
LIST_EN = "- one\n- two\n- three\n{: #p1 }\n"


def waived(rule: str, fr: str, en: str) -> Record:
    texts = chapter(fr, en)
    record = follow({}, [texts])["chapter"]
    waiver = Waiver(rule, "two in one", "2024-05-06", "Ana")
    return record.with_entries([waive(record.entries["p1"], texts.pairs[0], waiver)])


def test_a_waived_finding_is_not_reported_while_the_texts_stand() -> None:
    assert [f.rule for f in found(LIST_FR, LIST_EN, Record())] == ["list.length"]
    assert found(LIST_FR, LIST_EN, waived("list.length", LIST_FR, LIST_EN)) == []


def test_a_waiver_is_for_one_rule() -> None:
    record = waived("kind.differs", LIST_FR, LIST_EN)

    assert [f.rule for f in found(LIST_FR, LIST_EN, record)] == ["list.length"]


def test_an_edit_on_either_side_ends_a_waiver() -> None:
    record = waived("list.length", LIST_FR, LIST_EN)

    assert found(LIST_FR.replace("deux", "**deux**"), LIST_EN, record)
    assert found(LIST_FR, LIST_EN.replace("three", "four"), record)
    assert not found(LIST_FR.replace("- un\n", "-   un\n"), LIST_EN, record), "white space"


def test_a_waiver_holds_for_what_stands_in_a_second_block_of_the_pair() -> None:
    fr = "Un mot.\n{: #p1 }\n\nUn [autre](chapter.md).\n{: .p1 }\n"
    en = "A word. Another.\n{: #p1 }\n"

    assert [f.rule for f in found(fr, en, Record())] == ["link.lost"]
    assert found(fr, en, waived("link.lost", fr, en)) == []


def test_a_waiver_of_the_first_form_of_the_record_holds_while_the_words_stand() -> None:
    record = parse_record(
        '{"id": "p1", "state": "waived", "rule": "list.length", "reason": "so",'
        ' "source": "one two three", "target": "un deux"}'
    )

    assert found(LIST_FR, LIST_EN, record) == []
    assert found(LIST_FR, LIST_EN.replace("three", "four"), record)


def test_rules_that_guard_the_page_cannot_be_waived() -> None:
    html = 'Un <b onclick="x">mot</b>.\n{: #p1 }\n', "A word.\n{: #p1 }\n"

    assert [f.rule for f in found(*html, waived("html.unsafe", *html))] == ["html.unsafe"]
    never = {rule.name for rule in RULES if not rule.waivable}
    assert {"html.unsafe", "id.duplicate", "parsers.disagree", "pair.drifted"} <= never
    assert not {"link.lost", "kind.differs", "note.one-sided"} & never
