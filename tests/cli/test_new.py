"""`visavis new`: a publisher's first minute."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from visavis.cli.main import cli
from visavis.settings import Name, read_project


def run(*arguments: object) -> tuple[int, str]:
    result = CliRunner().invoke(cli, [str(argument) for argument in arguments])
    return result.exit_code, result.output


@pytest.mark.slow
def test_a_new_edition_can_be_stamped_checked_and_built(tmp_path: Path) -> None:
    folder = tmp_path / "edition"
    code, _ = run("new", folder, "--source", "de", "--target", "it", "--title", 'Il "lupo": #1')
    assert code == 0

    assert run("-C", folder, "stamp") == (0, "Every block has its id.\n")
    assert run("-C", folder, "check")[0] == 0
    assert run("-C", folder, "build")[0] == 0
    assert "Il &#34;lupo&#34;" in (folder / "site" / "index.html").read_text("utf-8")
    assert '<html lang="de"' in (folder / "site" / "de" / "index.html").read_text("utf-8")


@pytest.mark.slow
def test_an_edition_in_languages_without_words_of_their_own_can_be_built(tmp_path: Path) -> None:
    folder = tmp_path / "edition"
    assert run("new", folder, "--source", "la", "--target", "grc")[0] == 0
    assert run("-C", folder, "check")[0] == 0
    code, output = run("-C", folder, "build")
    assert code == 0, output
    assert '<html lang="grc"' in (folder / "site" / "index.html").read_text("utf-8")
    assert '<html lang="la"' in (folder / "site" / "la" / "index.html").read_text("utf-8")


@pytest.mark.parametrize(
    ("tag", "name"),
    [("grc", "Ancient Greek"), ("non", "Old Norse"), ("qaa", "Qaa"), ("la", "Latina")],
)
def test_every_language_with_a_tag_can_be_one_of_an_edition(
    tmp_path: Path, tag: str, name: str
) -> None:
    folder = tmp_path / "edition"
    assert run("new", folder, "--source", "fr", "--target", tag)[0] == 0
    target = read_project(folder).target
    assert (target.language, target.folder, target.name) == (tag, "docs", name)
    settings = (folder / "mkdocs.yml").read_text("utf-8")
    assert ("visavis-i18n:" in settings) == (len(tag) > 2)


@pytest.mark.parametrize(
    ("languages", "said"),
    [
        (("de", "de"), "both sides are de"),
        (("de", "../x"), "../x is not a language tag"),
        (("de", "abcdefghi"), "abcdefghi is not a language tag"),
        (("de", "x"), "x is not a language tag"),
        (("french", "en"), "french is not a language tag; write it as in `fr` or `pt-BR`"),
    ],
)
def test_what_cannot_be_an_edition_is_said(
    tmp_path: Path, languages: tuple[str, str], said: str
) -> None:
    source, target = languages
    code, output = run("new", tmp_path / "x", "--source", source, "--target", target)
    assert (code, said in output) == (2, True)
    assert not (tmp_path / "x").exists()


def test_a_folder_that_holds_something_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("mine", "utf-8")
    code, output = run("new", tmp_path, "--source", "de", "--target", "it")
    assert (code, "not empty" in output) == (2, True)
    assert [file.name for file in tmp_path.iterdir()] == ["a.txt"]


def test_a_folder_that_cannot_be_made_is_said_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine", "utf-8")
    folder = tmp_path / "file" / "x"
    code, output = run("new", folder, "--source", "de", "--target", "it")
    assert output.startswith(f"visavis: {folder}: cannot be made: ")
    assert (code, output.count("\n")) == (2, 1)


def test_a_tag_that_yaml_takes_for_a_refusal_is_a_tag(tmp_path: Path) -> None:
    folder = tmp_path / "edition"
    assert run("new", folder, "--source", "no", "--target", "nn")[0] == 0
    assert run("-C", folder, "check")[0] == 0


def test_each_side_has_its_own_title_and_what_is_known_of_it(tmp_path: Path) -> None:
    folder = tmp_path / "edition"
    titles = ("--title", "Il giro del mondo", "--original-title", "Le Tour du monde")
    people = ("--author", "Verne, Jules", "--translator", "A, B", "--translator", "C")
    assert run("new", folder, "--source", "fr", "--target", "it", *titles, *people)[0] == 0
    assert "# Il giro del mondo\n" in (folder / "docs" / "index.md").read_text("utf-8")
    assert "# Le Tour du monde\n" in (folder / "docs_fr" / "index.md").read_text("utf-8")
    citation = read_project(folder).citation
    assert (citation.source.title, citation.target.title) == (titles[3], titles[1])
    assert citation.authors == (Name("Verne", "Jules"),)
    assert citation.target.translators == (Name("A", "B"), Name("C"))


def test_a_language_has_its_tag_of_two_letters(tmp_path: Path) -> None:
    folder = tmp_path / "edition"
    code, output = run("new", folder, "--source", "deu-AT", "--target", "eng")
    assert (code, output) == (
        2,
        "visavis: the tag of German (Austria) is not deu-AT; say --source de-AT\n",
    )
    assert not folder.exists()


@pytest.mark.parametrize(
    ("tag", "said"),
    [
        (
            "jp",
            "jp is the code of a country, Japan, and no language’s; say --target ja, if Japanese",
        ),
        (
            "cz",
            "cz is the code of a country, Czechia, and no language’s; say --target cs, if Czech",
        ),
        ("us", "say --target en, if English is meant"),
        ("gr-GR", "say --target el, if Greek is meant"),
    ],
)
def test_the_code_of_a_country_is_not_taken_for_a_language(
    tmp_path: Path, tag: str, said: str
) -> None:
    code, output = run("new", tmp_path / "x", "--source", "fr", "--target", tag)
    assert (code, said in output) == (2, True), output
    assert not (tmp_path / "x").exists()


@pytest.mark.parametrize("tag", ["br", "se", "kr", "grc", "non", "sr-Latn"])
def test_a_language_that_is_called_like_a_country_is_a_language(tmp_path: Path, tag: str) -> None:
    assert run("new", tmp_path / "x", "--source", "fr", "--target", tag)[0] == 0
