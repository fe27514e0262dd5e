"""`visavis review`, as a translator types it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from desk import Desk, make_desk

FR = "Douze personnes vivent ici.\n{: #p1 }\n\nElles chantent.\n{: #p2 }\n"
EN = "Twelve people live here.\n{: #p1 }\n\nThey sing.\n{: #p2 }\n"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Two chapters: `a` of two pairs, `part/b` of one that has the id of one of them."""
    desk = make_desk(tmp_path)
    desk.write("a", FR, EN)
    desk.write("part/b", "Elles dansent.\n{: #p2 }\n", "They dance.\n{: #p2 }\n")
    assert desk.run("stamp").code == 0
    return desk


def test_what_is_new_is_shown_side_by_side(desk: Desk) -> None:
    said = desk.run("review")

    assert said.code == 0
    assert "a#p1  nobody has signed it off\n" in said.out
    line = next(line for line in said.out.splitlines() if "Douze personnes" in line)
    assert line.index("Twelve people") < line.index("Douze personnes")
    assert "2 chapters, 3 pairs: 3 new, 0 changed, 0 doubtful" in said.out
    assert "\x1b" not in said.out


def test_a_narrow_terminal_shows_one_text_above_the_other(desk: Desk) -> None:
    lines = desk.run("review", "a#p1", columns=50).out.splitlines()

    assert lines[:5] == [
        "a#p1  nobody has signed it off",
        "en  docs_en/a.md:1",
        "Twelve people live here.",
        "fr  docs/a.md:1",
        "Douze personnes vivent ici.",
    ]


def test_a_pair_is_signed_off_with_both_texts_date_and_name(desk: Desk) -> None:
    said = desk.run("review", "--accept", "p1", "--name", "Ana")

    assert (said.code, said.out) == (0, "Signed off: a#p1.\n")
    assert json.loads((desk.root / "alignment/a.jsonl").read_text("utf-8").splitlines()[0]) == {
        "id": "p1",
        "state": "reviewed",
        "source": "Twelve people live here.",
        "target": "Douze personnes vivent ici.",
        "date": "2023-11-14T22:13:20Z",
        "name": "Ana",
    }
    assert "1 new" in desk.run("review", "--chapter", "a").out.replace("2 new", "1 new")
    assert "a#p1" not in desk.run("review").out


def test_everything_can_be_signed_off_at_once(desk: Desk) -> None:
    assert desk.run("review", "--all", "--name", "Ana").out == (
        "Signed off: a#p1, a#p2, part/b#p2.\n"
    )
    assert desk.run("review").out == "2 chapters, 3 pairs: all signed off as they stand.\n"


def test_only_one_chapter_can_be_signed_off(desk: Desk) -> None:
    assert desk.run("review", "--all", "--chapter", "part/b", "--name", "Ana").code == 0
    assert "2 new" in desk.run("review").out


def test_an_id_of_two_chapters_has_to_be_named_with_one(desk: Desk) -> None:
    before = desk.files()
    said = desk.run("review", "--accept", "p2", "--name", "Ana")

    assert said.code == 2
    assert said.err == "visavis: p2 may be a#p2, part/b#p2; name the chapter too\n"
    assert desk.files() == before
    assert desk.run("review", "--accept", "part/b#p2", "--name", "Ana").code == 0
    assert desk.run("review", "--accept", "p2", "--chapter", "a", "--name", "Ana").code == 0
    assert desk.entry("a", "p2").state == desk.entry("part/b", "p2").state == "reviewed"
    assert desk.entry("a", "p1").state == "unreviewed"


def test_a_change_is_shown_old_and_new_and_signed_off_again(desk: Desk) -> None:
    desk.run("review", "--all", "--name", "Ana")
    desk.edit("docs_en/a.md", "Twelve", "Thirteen")

    shown = desk.run("review").out
    assert "a#p1  changed since its sign-off of 2023-11-14 by Ana" in shown
    assert "[-Twelve-]{+Thirteen+} people live here." in shown
    assert "0 new, 1 changed, 0 doubtful" in shown
    checked = desk.run("check", "--fail-on", "warning")
    assert checked.code == 1
    assert checked.out.count("pair.drifted") == 1
    assert checked.out.startswith("docs/a.md:1: pair.drifted: the English side of p1 has changed")
    assert desk.run("review", "--accept", "p1", "--name", "Ben", epoch=1_800_000_000).code == 0
    assert desk.run("check", "--fail-on", "warning").code == 0
    assert desk.entry("a", "p1").name == "Ben"


def test_a_doubtful_pair_is_shown_with_its_findings(desk: Desk) -> None:
    desk.edit("docs/a.md", "Elles chantent", "Elles [chantent](a.md)")
    shown = desk.run("review", "--only", "doubtful").out

    assert "a#p2  doubtful" in shown
    assert "docs/a.md:4: link.lost: the link to a.md has none" in shown
    assert "a#p1" not in shown


def test_what_is_found_in_a_pair_that_is_signed_off_is_to_be_mended_or_waived(desk: Desk) -> None:
    desk.edit("docs/a.md", "Elles chantent", "Elles chantent  *là*")
    desk.run("review", "--all", "--name", "Ana")

    said = desk.run("review").out
    assert (
        "1 doubtful; mend what is found, or let it stand with `--waive RULE --reason WHY`.\n"
        in said
    )
    assert "--accept" not in said


def test_a_pair_with_an_error_is_not_signed_off_and_the_others_are(desk: Desk) -> None:
    desk.edit("docs/a.md", "Elles chantent", "Elles [chantent](a.md)")
    said = desk.run("review", "--all", "--name", "Ana")

    assert said.code == 1
    assert said.out == "Signed off: a#p1, part/b#p2.\n"
    assert said.err.startswith("docs/a.md:4: a#p2 is not signed off: the link to a.md")


def test_a_rule_is_waived_until_an_edit(desk: Desk) -> None:
    desk.edit("docs/a.md", "Elles chantent", "Elles [chantent](a.md)")
    assert desk.run("check").code == 1

    said = desk.run("review", "--waive", "link.lost", "--reason", "a note", "a#p2", "--name", "Ana")
    assert said.code == 0
    assert "link.lost is waived for a#p2 until one of its texts is edited" in said.out
    (waiver,) = desk.entry("a", "p2").waivers
    assert (waiver.rule, waiver.reason, waiver.name) == ("link.lost", "a note", "Ana")
    assert desk.run("check").code == 0
    assert desk.run("review", "--accept", "a#p2", "--name", "Ana").code == 0
    assert len(desk.entry("a", "p2").waivers) == 1
    desk.edit("docs/a.md", "Elles [chantent]", "Elles deux [chantent]")
    assert desk.run("check").code == 1


def test_all_that_makes_no_sense_is_said_at_once(desk: Desk) -> None:
    done = desk.run("review", "--waive", "link.list", "--rule", "no.rule", "--ask", " ")

    assert done.code == 2
    for said in (
        "one by one",
        "needs the ids",
        "a --reason",
        "--ask says nothing",
        "no rule link.",
    ):
        assert said in done.err
    assert "there is no rule no.rule" in done.err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--waive", "link.list", "--reason", "so", "p1"], "there is no rule link.list"),
        (["--waive", "html.unsafe", "--reason", "so", "p1"], "html.unsafe cannot be waived"),
        (["--waive", "pair.drifted", "--reason", "so", "p1"], "sign the pair off"),
        (["--waive", "link.lost", "--reason", "so", "p1"], "link.lost finds nothing at a#p1"),
        (["--waive", "link.lost", "p1"], "--reason"),
        (["--waive", "link.lost", "--reason", " ", "p1"], "--reason"),
        (["--waive", "link.lost", "--reason", "so"], "needs the ids"),
        (["--reason", "so", "p1"], "belongs to --waive"),
        (["--accept"], "needs the ids of the pairs"),
        (["--all", "p1"], "not both"),
        (["--accept", "p1", "--waive", "link.lost", "--reason", "so"], "one by one"),
        (["--accept", "p9"], "there is no pair p9"),
        (["--accept", "c#p1"], "there is no chapter c"),
        (["--chapter", "c"], "there are a, part/b"),
        (["--rule", "link.list"], "there is no rule link.list"),
    ],
)
def test_what_makes_no_sense_is_said_and_nothing_is_written(
    desk: Desk, arguments: list[str], said: str
) -> None:
    before = desk.files()
    done = desk.run("review", "--name", "Ana", *arguments)

    assert done.code == 2
    assert said in done.err
    assert desk.files() == before


def test_who_signs_is_whom_git_knows(desk: Desk) -> None:
    desk.git("init", "-q")
    desk.git("config", "user.name", "Chloé")
    assert desk.run("review", "--accept", "p1").code == 0

    assert desk.entry("a", "p1").name == "Chloé"


def test_signing_off_follows_the_texts_too(desk: Desk) -> None:
    desk.run("review", "--all", "--name", "Ana")
    for folder in ("docs", "docs_en"):
        desk.edit(f"{folder}/a.md", "#p1 ", "#p7 ")
    said = desk.run("review", "--accept", "p7", "--name", "Ana")

    assert said.out == "a: p1 is gone; its address leads to #p7\nSigned off: a#p7.\n"
    assert desk.entry("a", "p1").moved_to == "#p7"


def test_stamp_leaves_the_address_of_what_went_to_another_chapter(desk: Desk) -> None:
    for folder in ("docs", "docs_en"):
        text = (desk.root / folder / "a.md").read_text("utf-8")
        first, rest = text.split("\n\n")
        (desk.root / folder / "a.md").write_text(rest, "utf-8")
        moved = first.partition("\n")[0]
        (desk.root / folder / "part/b.md").write_text(
            f"{(desk.root / folder / 'part/b.md').read_text('utf-8')}\n{moved}\n", "utf-8"
        )
    said = desk.run("stamp")

    assert said.code == 0
    assert "a: p1 is gone; its address leads to part/b#p3" in said.out
    assert desk.entry("part/b", "p3").source == "Twelve people live here."


def test_a_chapter_that_was_deleted_leaves_its_addresses(desk: Desk) -> None:
    for folder in ("docs", "docs_en"):
        (desk.root / folder / "part/b.md").unlink()
    said = desk.run("stamp")

    assert "part/b: p2 is gone; retired" in said.out
    assert desk.records()["part/b"].entries["p2"].state == "retired"


def test_a_damaged_line_outlives_a_sign_off(desk: Desk) -> None:
    file = desk.root / "alignment/a.jsonl"
    file.write_text(file.read_text("utf-8") + '{"id": "p7", "stat\n', "utf-8")
    said = desk.run("review", "--accept", "p1", "--name", "Ana")

    assert said.code == 0
    assert '{"id": "p7", "stat' in file.read_text("utf-8").splitlines()
    assert "alignment/a.jsonl:3: record.damaged" in desk.run("check").out


def test_a_text_cannot_steer_the_terminal(desk: Desk) -> None:
    desk.edit("docs/a.md", "Douze", "Dou\x1b[31mze")

    assert "\x1b" not in desk.run("review").out


def test_a_clock_that_is_none_is_said(desk: Desk) -> None:
    said = desk.run("review", "--accept", "p1", "--name", "Ana", epoch=10**30)

    assert (said.code, said.out) == (2, "")
    assert "SOURCE_DATE_EPOCH" in said.err


def test_what_is_wrong_with_the_options_is_said_at_once(desk: Desk) -> None:
    said = desk.run("review", "--waive", "link.lost", "--accept", "--all", "p1").err

    assert "name the pairs, or say --all, not both" in said
    assert "--accept and --waive are done one by one" in said
    assert "--waive needs a --reason" in said


def test_a_rule_is_waived_wherever_it_speaks_in_a_chapter(desk: Desk) -> None:
    for words in ("Elles chantent", "Douze personnes"):
        desk.edit("docs/a.md", words, f"[{words}](part/b.md)")
    typed = ("--waive", "link.lost", "--chapter", "a", "--all", "--reason", "as printed")
    said = desk.run("review", *typed, "--name", "Ana")

    assert (said.code, said.out.splitlines()[-1]) == (
        0,
        "link.lost is waived for a#p1, a#p2 until one of its texts is edited.",
    )
    assert "link.lost" not in desk.run("check").out
    assert not desk.entry("part/b", "p2").waivers


def test_a_question_is_open_until_it_is_answered_whoever_signs_off(desk: Desk) -> None:
    asked = desk.run("review", "--ask", "Is “vivent” right?", "a#p1", "--name", "Ana")
    assert (asked.code, asked.out) == (0, "Asked about a#p1: Is “vivent” right?\n")
    desk.run("review", "--accept", "a#p1", "--name", "Ben", epoch=1_800_000_000)

    shown = desk.run("review", "--only", "asked").out
    assert "a#p1  a question is open; signed off 2027-01-15 by Ben" in shown
    assert "Ana asks (2023-11-14): Is “vivent” right?" in shown
    checked = desk.run("check", "--fail-on", "warning")
    assert checked.code == 1
    assert "pair.asked: Ana asks about p1: Is “vivent” right?" in checked.out
    assert "`visavis review --answer TEXT a#p1`" in checked.out

    desk.run("review", "--answer", "Yes.", "a#p1", "--name", "Ben")
    assert desk.entry("a", "p1").queries[0].answer == "Yes."
    assert "pair.asked" not in desk.run("check").out
    assert "nothing is asked about a#p1" in desk.run("review", "--answer", "No.", "a#p1").err


def test_questions_of_two_people_are_merged_line_by_line(desk: Desk) -> None:
    desk.git("init", "-q")
    desk.git("add", ".")
    desk.git("commit", "-qm", "first")
    desk.git("checkout", "-qb", "ben")
    desk.run("review", "--ask", "Ben’s?", "a#p1", "--name", "Ben")
    desk.git("commit", "-qam", "ben")
    desk.git("checkout", "-q", "main")
    desk.run("review", "--ask", "Ana’s?", "a#p1", "--name", "Ana")
    desk.run("review", "--accept", "a#p1", "--name", "Ana", epoch=1_800_000_000)
    desk.git("commit", "-qam", "ana")
    desk.git("merge", "-q", "ben")

    entry = desk.entry("a", "p1")
    assert [query.text for query in entry.open_queries] == ["Ana’s?", "Ben’s?"]
    assert entry.state == "reviewed"


def test_filters(desk: Desk) -> None:
    desk.run("review", "--accept", "a#p1", "a#p2", "--name", "Ana")
    desk.edit("docs_en/a.md", "They sing", "They shout")
    desk.edit("docs/part/b.md", "Elles dansent", "Elles [dansent](../a.md)")

    assert "a#p2" in desk.run("review", "--side", "target").out
    assert "nothing of the kind waits" in desk.run("review", "--side", "source").out
    assert "part/b#p2" in desk.run("review", "--rule", "link.lost").out
    assert "1 changed" in desk.run("review", "--person", "Ana").out
    assert "nothing of the kind waits" in desk.run("review", "--kind", "notes").out


def test_what_is_long_is_printed_page_by_page(desk: Desk) -> None:
    words = [f"Mot {n}.\n" for n in range(60)]
    desk.write("long", "\n".join(words), "\n".join(w.replace("Mot", "Word") for w in words))
    desk.run("stamp")
    first = desk.run("review", "--chapter", "long").out
    last = desk.run("review", "--chapter", "long", "--page", "3").out

    assert "Page 1 of 3; the next: `--page 2`." in first
    assert first.count("nobody has signed it off") == 25
    assert last.count("nobody has signed it off") == 10
    whole = desk.run("review", "--chapter", "long", "--page", "0").out
    assert whole.count("nobody has signed it off") == 60


def test_two_pairs_of_eyes(desk: Desk) -> None:
    settings = "site_name: An edition\nplugins:\n  - visavis:\n      review: {second: true}\n"
    (desk.root / "mkdocs.yml").write_text(settings, "utf-8")
    desk.run("review", "--accept", "a#p1", "--name", "Ana")
    assert (
        "a#p1  waits for a second pair of eyes; signed off 2023-11-14 by Ana"
        in desk.run("review", "--only", "second").out
    )
    desk.run("review", "--accept", "a#p1", "--name", "Ana")
    assert "a#p1" in desk.run("review", "--only", "second").out
    desk.run("review", "--accept", "a#p1", "--name", "Ben")

    entry = desk.entry("a", "p1")
    assert (entry.name, entry.author) == ("Ben", "Ana")
    assert "a#p1" not in desk.run("review").out


def test_who_did_not_write_a_pair_is_eyes_enough(desk: Desk) -> None:
    settings = "site_name: An edition\nplugins:\n  - visavis:\n      review: {second: true}\n"
    (desk.root / "mkdocs.yml").write_text(settings, "utf-8")
    desk.git("init", "-q")
    desk.git("add", ".")
    desk.git("commit", "-qm", "first")
    desk.run("review", "--accept", "a#p1", "--name", "Ben")

    assert desk.entry("a", "p1").author == "Ana"
    assert "a#p1" not in desk.run("review").out


def test_two_people_are_enough_where_each_has_written_one_side(desk: Desk) -> None:
    settings = "site_name: An edition\nplugins:\n  - visavis:\n      review: {second: true}\n"
    (desk.root / "mkdocs.yml").write_text(settings, "utf-8")
    desk.git("init", "-q")
    desk.git("add", ".")
    desk.git("commit", "-qm", "first")
    desk.run("review", "--all", "--name", "Ben")
    desk.edit("docs/a.md", "vivent", "habitent")
    desk.git("commit", "-qa", "--author=Ben <ben@example.org>", "-m", "second")
    desk.run("review", "--accept", "a#p1", "--name", "Ben")
    assert "a#p1  waits for a second pair of eyes" in desk.run("review").out
    desk.run("review", "--accept", "a#p1", "--name", "Ana")  # who wrote the original, long ago
    assert "a#p1" not in desk.run("review").out

    desk.edit("docs/a.md", "habitent", "logent")
    desk.edit("docs_en/a.md", "live", "dwell")
    desk.git("commit", "-qm", "third", "docs_en")
    desk.git("commit", "-qa", "--author=Ben <ben@example.org>", "-m", "fourth")
    desk.run("review", "--accept", "a#p1", "--name", "Ana")
    assert "a#p1  waits for a second pair of eyes" in desk.run("review").out
    desk.run("review", "--accept", "a#p1", "--name", "Ben")
    assert "a#p1" not in desk.run("review").out


def test_what_has_changed_or_is_asked_about_is_chosen_by_its_rule(desk: Desk) -> None:
    desk.run("review", "--all")
    desk.edit("docs/a.md", "vivent", "habitent")
    desk.run("review", "--ask", "Do they?", "a#p2")

    changed, asked = (
        desk.run("review", "--rule", f"pair.{one}").out for one in ("drifted", "asked")
    )
    assert "a#p1  changed" in changed and "a#p2" not in changed
    assert "a#p2  a question is open" in asked and "a#p1" not in asked


def test_a_chapter_that_waits_for_its_translation_makes_no_pair_of_it_doubtful(desk: Desk) -> None:
    (desk.root / "docs_en/new.md").write_text("Nobody has translated this.\n", "utf-8")
    assert desk.run("stamp").code == 0

    said = desk.run("review", "--chapter", "new").out
    assert said.startswith("new#p1  nobody has signed it off\n")
    assert "1 new, 0 changed, 0 doubtful" in said and "--waive" not in said
    desk.run("review", "--all")
    assert desk.run("review").out.endswith("all signed off as they stand.\n")


def test_what_cannot_be_waived_is_not_said_to_be(desk: Desk) -> None:
    desk.write("a", FR + "\nElles dorment.\n{: #p3 }\n", EN)

    said = desk.run("review").out
    assert "1 doubtful; sign off" in said and "--waive" not in said


def test_of_all_that_waits_only_what_is_asked_about_is_answered(desk: Desk) -> None:
    desk.run("review", "--ask", "Do they?", "a#p2")

    assert desk.run("review", "--answer", "Yes.", "--all").out == "Answered: a#p2.\n"
    assert desk.run("review", "--answer", "Yes.", "--all").out == "Nothing of the kind waits.\n"


def test_where_nothing_is_chosen_nothing_is_done(desk: Desk) -> None:
    waived = desk.run("review", "--waive", "number.lost", "--all", "--reason", "So it is.")

    assert (waived.code, waived.out) == (0, "Nothing of the kind waits.\n")


def test_a_pair_that_is_named_and_signed_off_is_not_called_new(desk: Desk) -> None:
    desk.run("review", "--accept", "a#p1", "--name", "Ana")

    assert desk.run("review", "a#p1").out.startswith("a#p1  signed off 2023-11-14 by Ana\n")


@pytest.mark.parametrize("value", ["true", "{second: 1}", "{third: true}"])
def test_a_setting_that_is_none_is_said(desk: Desk, value: str) -> None:
    settings = f"site_name: An edition\nplugins:\n  - visavis:\n      review: {value}\n"
    (desk.root / "mkdocs.yml").write_text(settings, "utf-8")

    assert "plugins.visavis.review" in desk.run("review").err
