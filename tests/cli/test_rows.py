"""`visavis split`, `join`, `shift` and `move`, as a translator types them."""

from __future__ import annotations

from pathlib import Path

import pytest

from desk import Desk, make_desk
from visavis.action import History, Join, carry_out
from visavis.edition import open_edition
from visavis.errors import VisavisError
from visavis.settings import read_project

FR = (
    "Brest est une ville de l’ouest, détruite en 1944. On y construisit des logements sociaux peu "
    "attrayants. Le maire eut alors une idée.\n{: #p1 }\n\nElles chantent.\n{: #p2 }\n"
)
EN = (
    "Brest is a city of the west, destroyed in 1944. Unattractive social housing was built there. "
    "The mayor then had an idea.\n{: #p1 }\n\nThey sing.\n{: #p2 }\n"
)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Two chapters, all signed off."""
    desk = make_desk(tmp_path)
    desk.write("a", FR, EN)
    desk.write("part/b", "Elles dansent.\n{: #p1 }\n", "They dance.\n{: #p1 }\n")
    assert desk.run("stamp").code == 0
    assert desk.run("review", "--all", "--name", "Ana").code == 0
    return desk


def clean(desk: Desk) -> bool:
    """Whether nothing is left to say of the edition."""
    return desk.run("check", "--fail-on", "warning").code == 0


def test_both_sides_are_parted_where_one_is_said_and_the_other_answers(desk: Desk) -> None:
    said = desk.run("split", "a#p1", "--at", "Le maire eut")

    assert (said.code, said.out) == (
        0,
        "a: p1 is parted into p1 and p1-1\n"
        "the English side is parted before “The mayor then had an idea.”\n",
    )
    assert "\n\nThe mayor then had an idea.\n{: #p1-1 }\n" in (
        desk.root / "docs_en/a.md"
    ).read_text("utf-8")
    assert clean(desk)
    assert desk.entry("a", "p1-1").name == "Ana"


def test_a_split_is_joined_again(desk: Desk) -> None:
    before = {name: text for name, text in desk.files().items() if name.endswith(".md")}
    desk.run("split", "a#p1", "--at", "On y construisit", "--at", "Unattractive")
    said = desk.run("join", "a#p0", "p1")

    assert (said.code, said.out) == (0, "a: p0 is part of p1, and leads there\n")
    after = {name: text for name, text in desk.files().items() if name.endswith(".md")}
    assert after == before
    assert clean(desk)


def test_a_dry_run_shows_the_lines_and_writes_nothing(desk: Desk) -> None:
    before = desk.files()
    said = desk.run("split", "a#p1", "--at", "Le maire eut", "--dry-run")

    assert said.code == 0
    assert "--- docs/a.md\n+++ docs/a.md\n" in said.out
    assert "+{: #p1-1 }\n" in said.out
    assert said.out.endswith("This was a dry run: nothing was written.\n")
    assert desk.files() == before


def test_a_shift_leaves_what_is_translated_no_longer_marked(desk: Desk) -> None:
    said = desk.run("shift", "a#p1..p2", "--side", "target", "--by", "1")

    assert (said.code, said.out) == (0, "a: the French side of p1 to p2 is shifted 1 on\n")
    assert "{: #p1 .untranslated }" in (desk.root / "docs_en/a.md").read_text("utf-8")
    assert "{: #p3 .alone }" in (desk.root / "docs/a.md").read_text("utf-8")
    assert desk.run("shift", "a#p2..", "--side", "target", "--by", "-1").code == 0
    assert (desk.root / "docs/a.md").read_text("utf-8") == FR
    assert (desk.root / "docs_en/a.md").read_text("utf-8") == EN


def test_a_row_goes_to_another_chapter_and_its_address_leads_there(desk: Desk) -> None:
    said = desk.run("move", "p2", "--to", "part/b", "--after", "p1")

    assert (said.code, said.out) == (0, "a: p2 is part/b#p2 now\n")
    assert desk.entry("a", "p2").moved_to == "part/b#p2"
    assert desk.entry("part/b", "p2").state == "reviewed"
    assert clean(desk)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["split", "a#p1"], "say --at WORDS"),
        (["split", "a#p1", "--at", "Marseille"], "the words “Marseille” stand nowhere in p1"),
        (["split", "a#p1", "--at", "Brest"], "give the first words of the second part"),
        (["split", "a#p1", "--at", "1944"], "stand 2 times in p1"),
        (["split", "a#p1", "--at", "une idée"], "say it with a second --at and its words"),
        (["split", "p1", "--at", "Le"], "p1 may be a#p1, part/b#p1; name the chapter too"),
        (["join", "a#p2", "p1"], "p1 does not follow p2"),
        (["shift", "a#p2..p1", "--side", "target", "--by", "1"], "write a#p1..p2"),
        (["shift", "a#p1..p2", "--side", "target", "--by", "0"], "there is nothing to shift"),
        (["move", "a#p1", "--to", "c"], "there is no chapter c; there are a, part/b"),
        (["move", "a#p1", "--to", "par"], "there is no chapter par; did you mean part/b?"),
        (["move", "a#p1", "--to", "a"], "is in a already"),
        (["split", "a#p1", "--at", "A", "--side", "target"], "docs/a.md:1: the words “A” stand"),
    ],
)
def test_what_makes_no_sense_is_said_and_nothing_is_written(
    desk: Desk, arguments: list[str], said: str
) -> None:
    before = desk.files()
    done = desk.run(*arguments)

    assert done.code == 2
    assert said in done.err
    assert desk.files() == before


def test_of_a_long_book_a_few_chapters_are_named(desk: Desk) -> None:
    for number in range(10, 40):
        desk.write(f"c{number}", "Un.\n{: #p1 }\n", "One.\n{: #p1 }\n")

    ended = "p1 may be a#p1, c10#p1, c11#p1, c12#p1, c13#p1 and 27 more; name the chapter too\n"
    assert desk.run("join", "p1", "p2").err.endswith(ended)
    ended = "there is no chapter zzz; there are a, c10, c11, c12, c13 and 27 more\n"
    assert desk.run("move", "a#p1", "--to", "zzz").err.endswith(ended)


def test_what_nothing_answers_is_parted_by_hand(desk: Desk) -> None:
    more = "Only I warn you that I shall do it at your expense, and that it will cost you all."
    others = "".join(f"\n{{0}}\n{{{{: #p{n} }}}}\n" for n in range(2, 6))
    fr, en = "Brest fut détruite en 1944.", "Brest was destroyed in 1944."
    desk.write(
        "c",
        f"{fr}\n{{: #p1 }}\n{others.format(fr)}",
        f"{en} {more}\n{{: #p1 }}\n{others.format(en)}",
    )
    said = desk.run("split", "c#p1", "--at", "Only I warn")

    assert said.code == 2
    assert "it is not sure where the French side of p1 is to be parted" in said.err


def test_ids_in_disorder_are_mended_first(desk: Desk) -> None:
    desk.edit("docs/a.md", "#p2", "#p1")

    assert "mend first what `visavis check docs/a.md` says" in desk.run("join", "a#p1", "p2").err


def test_a_plan_is_undone_and_never_written_over_what_has_changed(desk: Desk) -> None:
    project = read_project(desk.root)
    before = desk.files()
    plan = Join(address="a#p1", with_="a#p2").plan(open_edition(project))
    history = History(project)
    history.do(plan)
    assert desk.files() != before
    history.undo()
    assert desk.files() == before

    desk.edit("docs/a.md", "Elles chantent", "Elles crient")
    after = desk.files()
    with pytest.raises(VisavisError, match="changed meanwhile"):
        carry_out(project, plan)
    assert desk.files() == after


def test_a_note_is_written_with_its_label_or_without(desk: Desk) -> None:
    desk.write("n", "Un[^1].\n{: #p1 }\n\n[^1]: Oui.\n", "A[^1].\n{: #p1 }\n\n[^1]: Yes.\n")
    for text in ("Peut-être.", "[^1]: Peut-être."):
        desk.run("write", "n#note-1", "--side", "target", "--text", "Non.")
        said = desk.run("write", "n#note-1", "--side", "target", "--text", text)
        assert said.code == 0, said.err
        assert (desk.root / "docs/n.md").read_text("utf-8").endswith("\n\n[^1]: Peut-être.\n")
    assert desk.run("write", "n#note-1", "--side", "target", "--text", "A.\n\nB.").code == 0
    assert (desk.root / "docs/n.md").read_text("utf-8").endswith("[^1]: A.\n\n    B.\n")

    said = desk.run("write", "n#note-1", "--side", "target", "--text", "")
    assert said.err.startswith("visavis: docs/n.md:4: nothing would be left")
    said = desk.run("write", "n#note-1", "--side", "target", "--text", "[^2]: Non.")
    assert said.err.startswith("visavis: docs/n.md:4: a note is one paragraph with its label")
