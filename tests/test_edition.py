"""An edition's settings, folders and files, and what is refused of them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from desk import Desk, make_desk
from visavis.edition import open_edition
from visavis.errors import VisavisError
from visavis.settings import TextSettings, find_root, read_project

FR, EN = "Un.\n{: #p1 }\n", "One.\n{: #p1 }\n"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """An edition of one chapter."""
    desk = make_desk(tmp_path)
    desk.write("a", FR, EN)
    return desk


def settings(source: str = "", target: str = "", more: str = "") -> str:
    """An `mkdocs.yml`; what is not said stands as it does by itself."""
    lines = ["site_name: An edition", "plugins:", "  - search", "  - visavis:"]
    lines += [f"      source: {{language: en, {source}}}"]
    lines += [f"      target: {{language: fr, {target}}}"] + [f"      {more}"] * bool(more)
    return "\n".join(lines) + "\n"


def refusal(desk: Desk, config: str | None = None) -> str:
    """The one line with which the edition is refused."""
    if config is not None:
        (desk.root / "mkdocs.yml").write_text(config, "utf-8")
    with pytest.raises(VisavisError) as caught:
        open_edition(read_project(desk.root))
    said = str(caught.value)
    assert "\n" not in said
    return said


def test_without_settings_the_original_is_english_and_the_translation_french(desk: Desk) -> None:
    project = read_project(desk.root)
    assert project.target == TextSettings("fr", "docs", "Français")
    assert project.source == TextSettings("en", "docs_en", "English")
    assert (project.glossary, project.record) == ("glossary", "alignment")


def test_settings_are_read_past_the_tags_that_only_mkdocs_knows(desk: Desk) -> None:
    config = settings("folder: ./docs_en/, name: English", "folder: docs", "record: kept")
    config += (
        "repo_url: !ENV [REPO, '']\n"
        "a: !!python/name:pymdownx.superfences.fence_code_format\n"
        "b: !!python/object/apply:os.system [exit]\n"
        "c: !relative $docs_dir\n"
        "d: &d {e: f}\ng: *d\n"
    )
    (desk.root / "mkdocs.yml").write_text(config, "utf-8")
    project = read_project(desk.root)
    assert (project.source.folder, project.record) == ("docs_en", "kept")


def test_the_folder_of_the_translation_is_that_of_mkdocs(desk: Desk) -> None:
    (desk.root / "docs").rename(desk.root / "textes")
    (desk.root / "mkdocs.yml").write_text("site_name: x\ndocs_dir: textes\n", "utf-8")
    assert open_edition(read_project(desk.root))["a"].target.path == "textes/a.md"


def test_a_language_written_from_right_to_left_is_known_by_its_tag() -> None:
    assert TextSettings("ar-MA", "x").direction == "rtl"
    assert TextSettings("fr", "x").direction == "ltr"


def test_chapters_stand_in_the_order_of_their_names_with_those_of_folders(desk: Desk) -> None:
    desk.write("part/b", FR, EN)
    desk.write(".hidden", FR, EN)
    (desk.root / "docs" / "only.md").write_text(FR, "utf-8")
    edition = open_edition(read_project(desk.root))
    assert [chapter.name for chapter in edition.chapters] == ["a", "only", "part/b"]
    assert not edition["only"].source.exists
    assert edition["only"].source.path == "docs_en/only.md"
    chosen = open_edition(read_project(desk.root), ["part/b"])
    assert [chapter.name for chapter in chosen.chapters] == ["part/b"]


def test_the_root_is_the_nearest_folder_upward(desk: Desk) -> None:
    assert find_root(desk.root / "docs") == desk.root


@pytest.mark.parametrize("name", ["glossary", "glossary-reverse", "glossary/commons"])
def test_a_chapter_where_the_glossary_has_its_pages_is_refused(desk: Desk, name: str) -> None:
    desk.write(name, "Un.\n{: #p1 }\n", "One.\n{: #p1 }\n")
    assert desk.run("check").code == 0
    terms = desk.root / "glossary"
    terms.mkdir(exist_ok=True)
    term = "languages:\n  fr: {term: commun, definition: Ce qui se partage.}\n"
    term += "  en: {term: commons, definition: What is shared.}\n"
    (terms / "commons.yml").write_text(term, "utf-8")
    said = desk.run("check")
    assert said.code == 2
    assert said.err.startswith(
        f"visavis: docs/{name}.md: the glossary has its pages at this chapter's address; "
        "give the chapter another name"
    )


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("folder: ../elsewhere", "source.folder: ../elsewhere leads out of the edition"),
        ("folder: /etc", "source.folder: /etc leads out of the edition"),
        ("folder: 'C:\\texts'", "source.folder: C:\\texts leads out of the edition"),
        ("folder: a/../../b", "source.folder: a/../../b leads out of the edition"),
        ("folder: docs", "the folders of both sides, docs and docs, are one"),
        ("folder: ./docs/", "the folders of both sides, docs and docs, are one"),
        ("folder: docs/en", "the folders of both sides, docs and docs/en, are one or stand in "),
        ("folder: .", "source.folder: the name of a folder is needed"),
        ("folder: ''", "source.folder: the name of a folder is needed"),
        ("folder: [a]", "source.folder: the name of a folder is needed"),
        ("name: [a]", "source.name: this is not text; put it in quotation marks"),
        ("notice: a", "source.notice: a map of language to sentence is needed"),
    ],
)
def test_settings_that_cannot_be_meant_are_refused(desk: Desk, source: str, said: str) -> None:
    assert said in refusal(desk, settings(source))


@pytest.mark.parametrize(
    ("config", "said"),
    [
        (settings(more="glossary: ../g"), "glossary: ../g leads out of the edition"),
        (settings(more="record: /r"), "record: /r leads out of the edition"),
        (
            settings(more="colour: red"),
            "mkdocs.yml:7: plugins.visavis.colour: no such setting; there are source, target",
        ),
        (settings(source="folder: [a]"), "mkdocs.yml:5: plugins.visavis.source.folder: the name "),
        (settings().replace("en,", "fr,"), "both sides are fr"),
        (settings().replace("en,", "'e\"n',"), "is not a language tag"),
        (settings().replace("en,", "english,"), "english is not a language tag; write it as in"),
        ("plugins:\n- visavis: [a]\n", "plugins.visavis: a map is needed here"),
        ("docs_dir: [a]\n", "docs_dir: the name of a folder is needed"),
        ("", "mkdocs.yml:1: not a map of settings"),
        ("a: [b\n", "mkdocs.yml:2: not valid YAML: "),
        (
            "b: 1\n<<<<<<< HEAD\na: 1\n=======\na: 2\n>>>>>>> ana\n",
            "mkdocs.yml:2: git has left two versions here, down to line 6; keep what is right, and",
        ),
        (
            settings() + "theme: {name: material}\ntheme:\n  palette: {primary: teal}\n",
            "theme stands in line 7 already; make one of both",
        ),
        (
            "a: &a {b: 1}\nc:\n  <<: *a\n  b: 2\n  d: {e: 1, e: 2}\n",
            "mkdocs.yml:5: not valid YAML: e stands in line 5 already; make one of both",
        ),
        ("a: " + "[" * 20_000, "mkdocs.yml:1: YAML nested too deeply"),
        ("a: !!int ''\n", "mkdocs.yml:1: not valid YAML: `` is no int"),
    ],
)
def test_a_broken_configuration_is_one_line(desk: Desk, config: str, said: str) -> None:
    assert said in refusal(desk, config)


def test_a_few_lines_that_stand_for_gigabytes_are_refused(desk: Desk) -> None:
    merged = "a0: &a0 {k: v}\n" + "".join(
        f"a{n}: &a{n}\n  <<: [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 10)
    )
    listed = "a0: &a0 [x]\n" + "".join(
        f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 12)
    )
    assert "a map of more than 10000 keys" in refusal(desk, merged)
    assert "the name of a folder is needed" in refusal(desk, listed + "docs_dir: *a11\n")


def test_what_is_not_a_file_of_the_edition_is_refused(desk: Desk) -> None:
    desk.write("x.md/y", FR, EN)
    assert refusal(desk) == "docs_en/x.md: this is a folder, not a file"


@pytest.mark.skipif(os.name == "nt", reason="links need a right there that few have")
@pytest.mark.parametrize(
    ("link", "target", "said"),
    [
        ("docs/x.md", "/etc/passwd", "docs/x.md: this leads out of the edition"),
        ("docs/x.md", "../../outside.md", "docs/x.md: this leads out of the edition"),
        ("docs/x", "/etc", "docs/x: this leads out of the edition"),
        ("docs/x", "../docs_en", "docs/x: a link to a folder: "),
        ("docs/x.md", "nowhere.md", "docs/x.md: cannot be read: no such file"),
        ("docs/x.md", "x.md", "docs/x.md: cannot be read: too many levels of symbolic links"),
        ("glossary", "/etc", "glossary: this leads out of the edition"),
    ],
)
def test_no_link_leads_out_or_nowhere(desk: Desk, link: str, target: str, said: str) -> None:
    (desk.root / link).symlink_to(target)
    assert refusal(desk).startswith(said)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes among files here")
def test_a_pipe_is_refused_and_not_waited_for(desk: Desk) -> None:
    os.mkfifo(desk.root / "docs" / "x.md")
    assert refusal(desk) == "docs/x.md: this is not a regular file"


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read all")
def test_a_file_or_folder_that_may_not_be_read_is_named(desk: Desk) -> None:
    (desk.root / "docs" / "a.md").chmod(0)
    assert refusal(desk) == "docs/a.md: cannot be read: permission denied"
    (desk.root / "docs").chmod(0)
    assert refusal(desk) == "docs: cannot be read: permission denied"
    (desk.root / "docs").chmod(0o755)


@pytest.mark.parametrize(
    ("one", "other", "said"),
    [
        ("docs/ab.md", "docs/Ab.md", "docs/ab.md: Ab.md and ab.md differ only in upper and lower"),
        ("docs/ab.md", "docs_en/Ab.md", "docs/ab.md: Ab.md and ab.md differ only in upper"),
        ("docs/P/a.md", "docs/p/b.md", "docs/p: P and p differ only in upper and lower case"),
        ("docs/\u00e9.md", "docs/e\u0301.md", "docs/\u00e9.md: "),
    ],
)
def test_names_that_some_systems_take_for_one_are_refused(
    desk: Desk, one: str, other: str, said: str
) -> None:
    for path in (one, other):
        (desk.root / path).parent.mkdir(exist_ok=True)
        if (desk.root / path).exists():
            pytest.skip("this system takes them for one")
        (desk.root / path).write_text(FR, "utf-8")
    assert refusal(desk).startswith(said)


@pytest.mark.parametrize("folder", ["docs", "docs_en"])
def test_a_folder_that_is_not_there_is_named(desk: Desk, folder: str) -> None:
    (desk.root / folder).rename(desk.root / "other")
    assert refusal(desk).startswith(f"{folder}: the folder of the ")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"ab\nc\xe9d\n", "docs/a.md:2: not UTF-8: byte 0xe9 at offset 4"),
        ("Un.".encode("utf-16"), "docs/a.md:1: not UTF-8: byte 0xff at offset 0"),
        (b"a\n\0b", "docs/a.md:2: a NUL character at offset 2"),
    ],
)
def test_a_file_that_is_no_text_is_named_with_its_line(desk: Desk, data: bytes, said: str) -> None:
    (desk.root / "docs" / "a.md").write_bytes(data)
    assert refusal(desk).startswith(said)
    (desk.root / "mkdocs.yml").write_bytes(b"a: \xff")
    assert refusal(desk).startswith("mkdocs.yml:1: not UTF-8: byte 0xff at offset 3")
