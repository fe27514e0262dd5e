"""`visavis export`: the edition in the formats of others."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from desk import Desk, make_desk

FR = "Un mot[^ed-a].\n{: #p1 }\n\n[^ed-a]: Une note.\n"
EN = "A word[^ed-a].\n{: #p1 }\n\n[^ed-a]: A note.\n"


def desk(root: Path) -> Desk:
    """An edition with a note."""
    made = make_desk(root)
    made.write("chapter", FR, EN)
    return made


def test_annotations_are_printed_or_written(tmp_path: Path) -> None:
    here = desk(tmp_path)
    printed = here.run("export", "annotations")
    written = here.run("export", "annotations", "--output", str(tmp_path / "out" / "a.jsonld"))

    assert printed.code == written.code == 0
    assert written.out == ""
    assert (tmp_path / "out" / "a.jsonld").read_text("utf-8") == printed.out
    assert json.loads(printed.out)["label"] == "An edition"


def test_the_address_of_the_site_is_given_or_that_of_its_settings(tmp_path: Path) -> None:
    here = desk(tmp_path)
    settings = tmp_path / "mkdocs.yml"
    settings.write_text(
        "site_name: A\nsite_url: https://a.example/x\nuse_directory_urls: false\n", "utf-8"
    )

    def source(*options: str) -> str:
        (item,) = json.loads(here.run("export", "annotations", *options).out)["first"]["items"]
        (found,) = [to["source"] for to in item["target"] if to["language"] == "fr"]
        return str(found)

    assert source() == "https://a.example/x/chapter.html#p1"
    assert source("--base-url", "https://b.example") == "https://b.example/chapter.html#p1"


def test_a_format_that_is_none_is_told_with_those_there_are(tmp_path: Path) -> None:
    said = desk(tmp_path).run("export", "pptx")

    assert said.code == 2
    assert "annotations" in said.err


def test_options_stand_after_the_format_or_before_it(tmp_path: Path) -> None:
    here = desk(tmp_path)
    for place, words in enumerate((["tmx", "-o"], ["-o"])):
        file = tmp_path / f"{place}.tmx"
        said = here.run("export", *words, str(file), *(["tmx"] if place else []))
        assert said.code == 0
        assert file.read_text("utf-8") == here.run("export", "tmx").out


@pytest.mark.parametrize("form", ["epub", "pdf"])
def test_a_book_of_texts_with_errors_is_written_and_the_command_fails(
    form: str, tmp_path: Path
) -> None:
    here = desk(tmp_path)
    file = tmp_path / f"book.{form}"
    assert here.run("export", form, "-o", str(file)).code == 0
    clean = file.read_bytes()
    here.edit("docs/chapter.md", "Une note.", "Une note[^ed-b].")
    here.edit("docs/chapter.md", "#p1", "#p2")
    found = json.loads(here.run("check", "--format", "json").out)
    errors = sum(one["severity"] == "error" for one in found)
    said = here.run("export", form, "-o", str(file))

    assert errors > 1
    assert said.code == 1
    assert f"{errors} errors in the texts of this book; visavis check says where" in said.err
    assert file.read_bytes() != clean
