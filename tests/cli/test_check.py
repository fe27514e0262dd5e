"""`visavis check`, as a translator types it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

import visavis
from books import book
from desk import Desk, environment, make_desk
from visavis.cli.main import cli

ROOT = Path(__file__).resolve().parents[2]
FR = "Un.\n{: #p1 }\n\nDeux.\n{: #p2 }\n"
EN = "One.\n{: #p1 }\n\nTwo.\n{: #p2 }\n"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Two chapters without a finding."""
    desk = make_desk(tmp_path)
    desk.write("a", FR, EN)
    desk.write("part/b", FR, EN)
    return desk


def test_a_clean_edition_is_praised(desk: Desk) -> None:
    said = desk.run("check")
    assert (said.code, said.err) == (0, "")
    assert said.out == "No findings: 2 chapters, 4 pairs, and all of them agree.\n"


def test_a_finding_has_its_place_and_its_line(desk: Desk) -> None:
    desk.edit("docs/a.md", "\nDeux.\n{: #p2 }\n", "")
    said = desk.run("check")
    assert said.code == 1
    assert said.out.startswith(
        "docs_en/a.md:4: pair.missing: p2 has no French side; "
        "write it after p1 (docs/a.md:1) or mark it {: .alone }\n     4 | Two.\n"
    )


def test_the_quoted_line_is_the_right_one_also_after_unusual_line_breaks(desk: Desk) -> None:
    text = "\ufeffUn\u2028.\x0c\x85\r\n{: #p1 }\r\n\r\nQuatre.\r\n"
    (desk.root / "docs/a.md").write_bytes(text.encode())
    assert "     4 | Quatre.\n" in desk.run("check", "docs/a.md").out


@pytest.mark.parametrize(
    ("fail_on", "code"), [("error", 0), ("warning", 1), ("never", 0)]
)  # fmt: skip
def test_a_warning_fails_only_where_it_is_asked_to(desk: Desk, fail_on: str, code: int) -> None:
    desk.edit("docs/a.md", "\nDeux.\n{: #p2 }\n", "")
    desk.edit("docs_en/a.md", "#p2 }", "#p2 .untranslated }")
    said = desk.run("check", "--fail-on", fail_on)
    assert said.code == code
    assert "pair.untranslated" in said.out


def test_json_is_the_array_that_scripts_rely_on(desk: Desk) -> None:
    assert json.loads(desk.run("check", "--format", "json").out) == []
    desk.edit("docs/a.md", "{: #p2 }", "{: #P2 }")
    found = json.loads(desk.run("check", "--format", "json").out)
    (one,) = [finding for finding in found if finding["rule"] == "id.malformed"]
    assert list(one) == ["rule", "severity", "path", "line", "pair", "side", "message", "hint"]
    assert (one["path"], one["line"], one["side"]) == ("docs/a.md", 5, "fr")


@pytest.mark.parametrize(
    ("paths", "chapters"),
    [
        (["docs/a.md"], "1 chapter, 2 pairs"),
        (["docs_en/part/b.md"], "1 chapter, 2 pairs"),
        (["docs/part"], "1 chapter, 2 pairs"),
        (["docs/a.md", "docs_en/part/../a.md", "docs/part"], "2 chapters, 4 pairs"),
        (["docs"], "2 chapters, 4 pairs"),
        (["docs_en", "docs/a.md"], "2 chapters, 4 pairs"),
        (["."], "2 chapters, 4 pairs"),
    ],
)
def test_files_and_folders_choose_chapters(desk: Desk, paths: list[str], chapters: str) -> None:
    assert desk.run("check", *paths).out.startswith(f"No findings: {chapters}")
    absolute = [str(desk.root / path) for path in paths]
    assert desk.run("check", *absolute).out.startswith(f"No findings: {chapters}")


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("nowhere.md", "visavis: nowhere.md: there is no such file\n"),
        ("mkdocs.yml", "visavis: mkdocs.yml: there is no Markdown text of docs_en and docs here\n"),
        ("docs/i.png", "visavis: docs/i.png: there is no Markdown text of docs_en and docs here\n"),
        ("empty", "visavis: empty: there is no Markdown text of docs_en and docs here\n"),
    ],
)
def test_a_path_without_a_text_is_a_mistake(desk: Desk, path: str, said: str) -> None:
    (desk.root / "docs" / "i.png").touch()
    (desk.root / "empty").mkdir()
    done = desk.run("check", path)
    assert (done.code, done.out, done.err) == (2, "", said)


def test_the_edition_is_the_one_around_the_current_folder(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(desk.root / "docs" / "part")
    for arguments in (["check"], ["check", "b.md"], ["-C", "../..", "check", "../a.md"]):
        done = CliRunner().invoke(cli, arguments, env=environment(), catch_exceptions=False)
        assert (done.exit_code, done.stderr) == (0, "")


@pytest.mark.skipif(os.name == "nt", reason="links need a right there that few have")
def test_an_edition_behind_a_link_is_the_same_edition(desk: Desk, tmp_path: Path) -> None:
    link = desk.root / "link"
    link.symlink_to(desk.root)
    assert Desk(link).run("check", str(desk.root / "docs/a.md")).code == 0
    assert desk.run("check", str(link / "docs/a.md")).code == 0


def test_a_folder_without_an_edition_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for name, said in (
        ("none", "there is no such folder"),
        ("file", "there is no such folder"),
        ("", "there is no mkdocs.yml in it"),
    ):
        folder = tmp_path / name
        assert Desk(folder).run("check").err == f"visavis: {folder}: {said}\n"
        assert Desk(folder).run("check").code == 2


def test_the_program_says_texts_in_utf_8_whatever_the_terminal_says(desk: Desk) -> None:
    (desk.root / "docs" / "é.md").write_text("Été.\n{: #p1 }\n", "utf-8")
    source = str(Path(visavis.__file__).parent.parent)
    done = subprocess.run(
        [sys.executable, "-m", "visavis", "-C", str(desk.root), "check", "--fail-on", "warning"],
        env={**os.environ, "PYTHONPATH": source, "PYTHONIOENCODING": "ascii", "NO_COLOR": "1"},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 1
    assert "docs/é.md:1: file.missing: " in done.stdout.decode("utf-8")
    assert done.stderr == b""


def test_a_paragraph_that_was_renamed_and_changed_has_drifted_before_the_record_says_so(
    desk: Desk,
) -> None:
    long = "Douze personnes vivent ici depuis que la dernière mine de la vallée a fermé."
    desk.write("a", f"{long}\n{{: #p1 }}\n", "Twelve people live here.\n{: #p1 }\n")
    desk.run("stamp")
    desk.run("review", "--all", "--name", "Ana")
    for folder in ("docs", "docs_en"):
        (desk.root / folder / "a.md").rename(desk.root / folder / "z.md")
    desk.edit("docs/z.md", "Douze", "Treize")
    whole = desk.run("check", "--format", "json").out
    drifted = [f for f in json.loads(whole) if f["rule"] == "pair.drifted"]
    assert [(f["path"], f["pair"]) for f in drifted] == [("docs_en/z.md", "p1")]
    # Also where only that chapter is asked for, and the one it came from is not read for itself.
    alone = json.loads(desk.run("check", "docs/z.md", "--format", "json").out)
    assert [f for f in alone if f["rule"] == "pair.drifted"] == drifted


HEAVY = ("jsonschema", "markdown", "mkdocs", "numpy", "simplemma", "sentencex")


def loaded_by_check(root: Path) -> set[str]:
    """The heavy packages that a check of an edition, in a process of its own, asks for."""
    code = (
        "import atexit, sys; from visavis.cli import main;"
        f"atexit.register(lambda: print(*set({HEAVY!r}).intersection(sys.modules)));"
        f"sys.argv = ['visavis', '-C', {str(root)!r}, 'check', '--fail-on=never']; main()"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(done.stdout.splitlines()[-1].split()) & set(HEAVY)


def test_an_edition_that_has_not_changed_is_checked_without_heavy_packages(tmp_path: Path) -> None:
    desk = make_desk(tmp_path)
    english, french = book()
    desk.write("a", marked(french), marked(english))
    (tmp_path / "glossary").mkdir()
    term = "languages:\n  fr: {term: un, definition: Un}\n  en: {term: one, definition: One}\n"
    (tmp_path / "glossary" / "one.yml").write_text(term)
    assert "simplemma" in loaded_by_check(tmp_path)
    assert loaded_by_check(tmp_path) == set()
    # Of a text that has changed, only words that no text had before are looked up.
    desk.edit("docs/a.md", "En 1800 ", "En 1807 ")
    assert "numpy" in (loaded := loaded_by_check(tmp_path))
    assert "simplemma" not in loaded


def test_no_dictionary_is_asked_which_language_a_text_of_the_book_is_in(tmp_path: Path) -> None:
    english, french = book()
    make_desk(tmp_path).write("a", marked(french), marked(english))
    assert "simplemma" not in loaded_by_check(tmp_path)


def marked(paragraphs: list[str]) -> str:
    """Paragraphs with their ids."""
    return "\n".join(f"{text}\n{{: #p{n} }}\n" for n, text in enumerate(paragraphs, 1))


def test_the_hook_sees_a_chapter_that_was_deleted_in_a_folder_of_the_repository(desk: Desk) -> None:
    hook = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))[0]
    # Files that were deleted are not among those by which pre-commit chooses its hooks.
    assert hook["always_run"]
    assert not hook["pass_filenames"]
    command = [sys.executable, "-m", hook["entry"], "-C", desk.root.name, *hook["args"]]
    assert subprocess.run(command, cwd=desk.root.parent, capture_output=True).returncode == 0
    assert desk.run("stamp").code == 0
    (desk.root / "docs/a.md").unlink()
    said = subprocess.run(command, cwd=desk.root.parent, capture_output=True, text=True)
    assert said.returncode == 1
    assert "file.deleted" in said.stdout


@pytest.mark.parametrize("form", ["json", "sarif", "junit", "github"])
def test_a_file_that_cannot_be_read_is_in_the_reports_of_machines(desk: Desk, form: str) -> None:
    (desk.root / "docs/a.md").write_bytes(FR.encode() + b"\xff")
    said = desk.run("check", "--format", form)
    assert said.code == 2
    assert said.err.startswith("visavis: docs/a.md:6: not UTF-8")
    for told in ("docs/a.md", "6", "set-up", "not UTF-8"):
        assert told in said.out
    if form in ("json", "sarif"):
        assert json.loads(said.out)


def test_a_mistyped_id_is_one_finding_that_names_the_right_one(desk: Desk) -> None:
    desk.run("stamp")
    desk.edit("docs/a.md", "#p2 }", "#p22 }")
    found = json.loads(desk.run("check", "--format", "json").out)
    assert [(f["rule"], f["path"], f["line"]) for f in found] == [("id.unrecorded", "docs/a.md", 4)]
    assert found[0]["hint"].startswith("write p2 again")


def test_where_two_paragraphs_were_made_one_the_join_is_proposed_and_works(desk: Desk) -> None:
    first, second = "A first paragraph, of some length.", "A second one, of about that length."
    french = ["Un premier paragraphe, assez long.", "Un deuxième, à peu près aussi long."]
    english = "".join(f"{text}\n{{: #p{n} }}\n\n" for n, text in enumerate((first, second), 1))
    desk.write("c", f"{' '.join(french)}\n{{: #p1 }}\n", english)
    said = desk.run("check", "docs/c.md").out
    assert (
        "docs_en/c.md:4: pair.missing: p2 has no French side; if docs/c.md:1 says it too, "
        "`visavis join c#p1 p2`; or write it after p1 (docs/c.md:1) or mark it {: .alone }\n"
    ) in said
    assert desk.run("join", "c#p1", "p2").code == 0
    assert desk.run("check", "docs/c.md").code == 0


@pytest.mark.parametrize("form", ["json", "sarif", "junit", "github"])
def test_a_wrong_setting_is_in_the_reports_of_machines(desk: Desk, form: str) -> None:
    (desk.root / "mkdocs.yml").write_text("plugins: [visavis: {sauce: en}]\n", "utf-8")
    said = desk.run("check", "--format", form)
    assert said.code == 2
    for told in ("mkdocs.yml", "set-up", "plugins.visavis.sauce: no such setting"):
        assert told in said.out


def test_the_advice_for_a_copy_is_to_delete_it(desk: Desk) -> None:
    words = "A paragraph of more than a few words."
    english = f"{words}\n{{: #p1 }}\n\nTwo.\n{{: #p2 }}\n"
    for copy in (f"{words}\n{{: #p1 }}\n\n", f"{words}\n\n"):
        desk.write("a", FR, english.replace("Two.", copy + "Two."))
        (found,) = json.loads(desk.run("check", "docs/a.md", "--format", "json").out)
        assert found["line"] == 4
        assert found["hint"].startswith("delete it: it says the same")


def test_a_link_to_a_renamed_chapter_says_what_it_is_called_now(desk: Desk) -> None:
    words = "Un fleuve large et calme passe.", "A wide and quiet river passes."
    desk.write("a", f"{words[0]}\n", f"{words[1]}\n")
    desk.write("b", "Voir [là](a.md).\n", "See [there](a.md).\n")
    desk.run("stamp")
    for folder in ("docs", "docs_en"):
        (desk.root / folder / "a.md").rename(desk.root / folder / "z.md")
    said = "the link a.md leads nowhere: a is called z now; write z.md"

    assert said in desk.run("check", "--format", "line").out
    desk.run("stamp")
    assert said in desk.run("check", "--format", "line").out
