"""The next step that a finding names is the right one."""

from __future__ import annotations

import pytest

from chapters import FRENCH, chapter, check_chapters, findings, finds
from visavis.record import parse_record

TWO = "Un.\n{: #p1 }\n\nDeux.\n{: #p2 }\n"


def hint(fr: str | None, en: str | None, rule: str) -> str:
    """The hint of the one finding of a rule."""
    (found,) = findings(fr, en, rule)
    return found.hint


def test_a_missing_paragraph_goes_after_the_one_before_it() -> None:
    en = "One.\n{: #p1 }\n\nTwo.\n{: #p2 }\n\nThree.\n{: #p3 }\n"
    fr = "Un.\n{: #p1 }\n\nTrois.\n{: #p3 }\n"

    assert hint(fr, en, "pair.missing") == (
        "write it after p1 (docs/chapter.md:1) or mark it {: .alone }"
    )


def test_a_forgotten_id_is_no_reason_to_write_the_paragraph_again() -> None:
    fr = "Un.\n{: #p1 }\n\nDeux.\n"
    en = "One.\n{: #p1 }\n\nTwo.\n{: #p2 }\n"

    assert hint(fr, en, "pair.missing") == (
        "if it is the block without an id at docs/chapter.md:4, run `visavis stamp`"
    )
    assert "docs_en/chapter.md:1, run `visavis stamp`" in hint(
        TWO, "One.\n\nTwo.\n{: #p2 }\n", "pair.missing"
    )


def test_a_missing_paragraph_goes_after_the_last_piece_of_the_one_before_it() -> None:
    en = "One.\n{: #p1 }\n\nTwo.\n{: #p2 }\n"
    fr = "Un.\n{: #p1 }\n\nEncore.\n{: .p1 }\n"

    assert "after p1 (docs/chapter.md:4)" in hint(fr, en, "pair.missing")


def test_a_missing_first_paragraph_goes_to_the_beginning() -> None:
    assert "at the beginning of docs_en/chapter.md" in hint(TWO, "Two.\n{: #p2 }\n", "pair.missing")


def test_an_empty_side_is_said_once_and_not_paragraph_by_paragraph() -> None:
    noted = f"{TWO}\n[^1]: Note.\n".replace("Deux.", "Deux.[^1]")
    for text in (TWO, noted):
        assert [found.rule for found in findings(text, "")] == ["file.empty"]
        assert [found.rule for found in findings(text, None)] == ["file.missing"]


def test_a_paragraph_cut_on_one_side_says_what_continues_it() -> None:
    en = (
        "Brest is a city. The mayor had an idea about the commons.\n{: #p1 }\n\n"
        "Naples too.\n{: #p2 }\n"
    )
    fr = (
        "Brest est une ville.\n{: #p1 }\n\nLe maire eut une idée des communs.\n\n"
        "Naples aussi.\n{: #p2 }\n"
    )

    assert hint(fr, en, "id.missing") == (
        "write {: .p1 } after it; then run `visavis stamp`; or cut the other side too, and run "
        "`visavis stamp`"
    )


def test_where_stamp_would_refuse_every_hint_names_the_first_step() -> None:
    en = "Brest is a city.\n\nNaples too, in its own way.\n{: #p2 }\n"
    fr = "# Brest est une ville.\n\nNaples aussi, à sa manière.\n{: #p2 }\n"

    assert [found.hint for found in findings(fr, en, "id.missing")] == [
        "write it as a paragraph, as docs_en/chapter.md:1 is; then run `visavis stamp`",
        "write it as a heading, as docs/chapter.md:1 is; then run `visavis stamp`",
    ]


def test_a_continuation_without_its_paragraph_loses_its_class() -> None:
    fr = "Encore.\n{: .p7 }\n\nUn.\n{: #p1 }\n"

    assert "delete the class .p7" in hint(fr, "One.\n{: #p1 }\n", "continuation.astray")


@pytest.mark.parametrize(
    ("text", "step"),
    [
        ("#Titre", "a space after #"),
        ("1) un\n2) deux", "begin items with -, * or 1."),
        ("- un\n  - deux", "by four spaces"),
        ("Un *mot*{: .small }", "on a line of its own"),
        ('Il dit \\"mot\\".', "write it otherwise"),
    ],
)
def test_a_disagreement_names_the_way_out(text: str, step: str) -> None:
    assert step in hint(f"{text}\n{{: #p1 .alone }}\n", "Word.\n{: #p2 }\n", "parsers.disagree")


def test_a_message_about_words_marks_them() -> None:
    (found,) = findings("Un [mot](a.md).\n{: #p1 }\n", "A word.\n{: #p1 }\n", "link.lost")

    assert (found.path, found.line, found.column, found.end_column) == (FRENCH, 1, 4, 15)


def test_a_message_about_raw_html_names_the_line_and_the_column() -> None:
    html = '<div>\n<p>Un mot.</p>\n<p onclick="x">Un autre.</p>\n</div>'
    (found,) = findings(f"{html}\n{{: #p1 .alone }}\n", "Word.\n{: #p2 }\n", "html.unsafe")

    assert (found.line, found.column) == (3, 4)


def test_two_fences_that_nobody_closes_are_found_where_they_stand() -> None:
    text = "``` un`\n{: #p1 }\n\nUn mot.\n{: #p2 }\n\n``` un`\n{: #p3 }\n"

    assert {line for _, line in finds("parsers.disagree", text, text)} <= {1, 7}


def test_a_block_that_spoils_the_next_is_named_and_not_the_next() -> None:
    text = "<section>\n{: #p1 }\n\n- un\n- deux\n{: #p2 }\n\n- un\n- deux\n{: #p3 }\n"

    assert {(found.rule, found.line) for found in findings(text, text)} == {("html.unbalanced", 1)}


@pytest.mark.parametrize("openings", ["[" * 900, "<a " * 20_000, "[a](" * 900])
def test_what_would_take_hours_to_render_is_found_at_once(openings: str) -> None:
    text = f"Un mot. {openings}\n{{: #p1 }}\n"

    assert ("fr", 1) in finds("parsers.disagree", text, text)


@pytest.mark.parametrize("mark", ["(un)", "[un](a.md)", "<b>un</b>", "*un*", "{un}", "`un`", "&"])
def test_a_long_paragraph_and_a_long_file_are_read_to_the_end(mark: str) -> None:
    text = f"Un mot {mark} " * 2000 + "\n{: #p1 }\n" + "\nUn mot.\n{: #p2 }\n" * 2000

    assert finds("parsers.disagree", text, text) == []


SIGNED = "\n".join(
    f'{{"id": "p{n}", "state": "reviewed", "source": "{en}", "target": "{fr}", "date": "2026"}}'
    for n, (fr, en) in enumerate(
        (
            ("Brest est une ville. Le maire eut une idée des communs.",
             "Brest is a city. The mayor had an idea about the commons."),
            ("Naples a fait de même, à sa manière, un peu plus tard.",
             "Naples did the same, in its own way, a little later."),
        ),
        1,
    )
)  # fmt: skip
SIGNED_FR = (
    "Brest est une ville. Le maire eut une idée des communs.\n{: #p1 }\n\n"
    "Naples a fait de même, à sa manière, un peu plus tard.\n{: #p2 }\n"
)
SIGNED_EN = (
    "Brest is a city. The mayor had an idea about the commons.\n{: #p1 }\n\n"
    "Naples did the same, in its own way, a little later.\n{: #p2 }\n"
)


@pytest.mark.parametrize(
    ("old", "new", "rule", "step"),
    [
        (". Le", ".\n{: #p1 }\n\nLe", "id.duplicate", "write .p1 in the place of #p1"),
        (
            ". Le",
            ".\n\nLe",
            "id.missing",
            "write {: #p1 } after it, and at docs/chapter.md:3 write",
        ),
        ("\n{: #p1 }\n\n", " ", "pair.missing", "`visavis join chapter#p1 p2`"),
        ("{: #p2 }", "{: p2 }", "attributes.malformed", "write {: #p2 } for the id"),
    ],
)
def test_what_was_done_to_one_side_is_one_finding_with_the_step(
    old: str, new: str, rule: str, step: str
) -> None:
    found = findings(SIGNED_FR.replace(old, new), SIGNED_EN, record=SIGNED)

    assert [one.rule for one in found] == [rule]
    assert step in found[0].hint


def test_a_paragraph_cut_on_one_side_is_said_to_be_so() -> None:
    (found,) = findings(
        SIGNED_FR.replace(". Le", ".\n{: #p1 }\n\nLe").replace("{: #p1 }\n\nNaples", "\nNaples"),
        SIGNED_EN,
        record=SIGNED,
    )

    assert found.message.startswith("p1 is cut in two here: the paragraph “Le maire")
    assert found.hint.startswith("write {: .p1 } after it; then run `visavis stamp`; or cut the")


def test_an_attribute_line_that_was_lost_is_said_once() -> None:
    for ids in (("{: #p1 }\n", ""), ("{: #p2 }\n", "")):
        (found,) = findings(SIGNED_FR.replace(*ids), SIGNED_EN, record=SIGNED)
        assert (found.rule, found.hint) == ("id.missing", "run `visavis stamp`")


def test_of_a_paragraph_that_is_gone_the_notes_are_not_named_too() -> None:
    note = "\n[^tr-maire]: « Le maire » / “The mayor”. Et voilà.\n"
    fr, en = (
        SIGNED_FR.replace("idée", "idée[^tr-maire]"),
        SIGNED_EN.replace("idea", "idea[^tr-maire]"),
    )
    gone = fr[fr.index("Naples") :] + note
    english = en + "\n[^tr-maire]: “The mayor” / « Le maire ». So there.\n"

    assert findings(fr + note, english, record=SIGNED) == []
    assert [one.rule for one in findings(gone, english, record=SIGNED)] == ["pair.missing"]


@pytest.mark.parametrize("ids", ["", "{: #p1 }\n"])
def test_a_paragraph_copied_from_another_chapter_is_told_by_its_address(ids: str) -> None:
    copied = "Naples a fait de même, à sa manière, un peu plus tard."
    record = parse_record(SIGNED, "alignment/a.jsonl")
    own = '{"id": "p1", "source": "A quite different chapter begins.", "target": "Un tout autre."}'
    here = chapter(
        f"Un tout autre.\n{{: #p1 }}\n\n{copied}\n{ids}",
        "A quite different chapter begins.\n{: #p1 }\n",
        "b",
    )
    records = {"a": record, "b": parse_record(own, "alignment/b.jsonl")}
    found = check_chapters(chapter(SIGNED_FR, SIGNED_EN, "a"), here, records=records)

    (one,) = [finding for finding in found if not finding.rule.startswith("pair.un")]
    assert (one.rule, one.message) == ("pair.displaced", "this is a#p2 (docs/chapter.md:4)")
    assert "`visavis move a#p2 --to b --after p1`" in one.hint


def test_a_marked_section_that_is_none_stops_nothing() -> None:
    text = "<div>\n<![<CDATA[ un mot\n</div>\n{: #p1 }\n"

    assert ("fr", 1) in finds("html.unsafe", text, text)


def test_a_text_without_marks_of_its_language_is_told_the_usual_ones() -> None:
    """Of marks that stand equally often, which is not at all here, the first of the language."""
    strange = "He says „yes“ and goes.\n{: #p1 }\n"

    assert hint("Il dit oui.\n{: #p1 }\n", strange, "typography.quotation") == "write “…”"


def test_code_by_a_tab_is_named_as_such() -> None:
    fr, en = "Un.\n{: #p1 }\n\n\tDeux.\n{: #p2 }\n", "One.\n{: #p1 }\n\nTwo.\n{: #p2 }\n"
    assert hint(fr, en, "kind.differs") == (
        "begin docs/chapter.md:4 at the left margin: a tab or four spaces make it code"
    )
    for found in findings("\tUn.\n\nDeux.\n", "One.\n\nTwo.\n", "id.missing"):
        assert "a tab or four spaces make it code" in found.hint


def test_an_address_with_a_space_is_written_out() -> None:
    said = hint("Un [mot](un mot.md).\n{: #p1 }\n", "A word.\n{: #p1 }\n", "parsers.disagree")
    assert said == "write `<un mot.md>` or `un%20mot.md`"


def test_two_empty_files_do_not_lead_to_each_other() -> None:
    for found in findings("", "", "file.empty"):
        assert found.hint == "write both texts, then run `visavis stamp`"


def test_git_is_advised_where_git_has_the_file() -> None:
    record = parse_record('{"id": "p1", "state": "reviewed", "source": "A.", "target": "Un."}')
    (found,) = check_chapters(chapter(None, "A.\n{: #p1 }\n"), records={"chapter": record})
    assert found.hint == (
        "restore it, where git has it by `git checkout -- docs/chapter.md`; or let the chapter go: "
        "delete docs_en/chapter.md, then run `visavis stamp`"
    )
