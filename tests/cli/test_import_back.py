"""What was exported, and edited elsewhere, comes back into its rows."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from desk import Desk, make_desk

ROOT = Path(__file__).parents[2]
FORMATS = {"tei": ".xml", "tmx": ".tmx", "xliff": ".xlf", "po": ".po", "jsonl": ".jsonl"}
ENGLISH = """# The *old* mill
{: #p1 }

The **old** miller looked at the river,[^1] and at [the map](https://example.org/).
{: #p2 }

Grey is the water,
grey is the stone.
{: #p3 .verse }

Nobody came.
{: #p4 .untranslated }

One.
{: #p5 }

Two.
{: .p5 }

[^1]: A *small* stream.
"""
FRENCH = """# Le *vieux* moulin
{: #p1 }

Le **vieux** meunier regardait la rivière[^1] et [le plan](https://example.org/).
{: #p2 }

Grise est l’onde,
grise est la pierre.
{: #p3 .verse }

Un.
{: #p5 }

Deux.
{: .p5 }

[^1]: Un *petit* cours d’eau.
"""


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    root = tmp_path / "edition"
    root.mkdir()
    desk = make_desk(root)
    desk.write("mill", FRENCH, ENGLISH)
    assert desk.run("stamp").code == 0
    return desk


def export(desk: Desk, form: str) -> Path:
    file = desk.root.parent / f"work{FORMATS[form]}"
    said = desk.run("export", form, "-o", str(file))
    assert said.code == 0, said.err
    return file


def edit(file: Path, *changes: tuple[str, str]) -> None:
    text = file.read_text("utf-8")
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    file.write_text(text, "utf-8")


def bring(desk: Desk, file: Path, *options: str) -> str:
    said = desk.run("import", str(file), *options)
    assert said.code == 0, said.err
    return said.out


def text(desk: Desk, path: str) -> str:
    return (desk.root / path).read_text("utf-8")


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("side", ["source", "target"])
def test_what_nobody_has_edited_changes_nothing(desk: Desk, form: str, side: str) -> None:
    before = desk.files()
    said = bring(desk, export(desk, form), "--replace", side)
    assert "0 rows changed\nNothing had to be written." in said
    assert desk.files() == before


@pytest.mark.parametrize("form", ["tei", "tmx", "xliff", "jsonl"])
@pytest.mark.parametrize("tags", ["zh-Hans zh-Hant", "en-GB en-US", "id en"])
def test_languages_that_differ_little_from_each_other_or_a_field_come_back(
    tmp_path: Path, form: str, tags: str
) -> None:
    (tmp_path / "edition").mkdir()
    desk = make_desk(tmp_path / "edition")
    source, target = tags.split()
    settings = f"  - visavis:\n      source: {{language: {source}, folder: docs_en}}\n"
    settings += f"      target: {{language: {target}, folder: docs}}\n"
    (desk.root / "mkdocs.yml").write_text(f"site_name: An edition\nplugins:\n{settings}", "utf-8")
    desk.write("one", "Red or gray.\n", "Warna merah.\n")
    assert desk.run("stamp").code == 0
    file = export(desk, form)
    before = desk.files()
    for side in ("source", "target"):
        assert "0 rows changed" in bring(desk, file, "--replace", side)
    assert desk.files() == before
    edit(file, ("or gray", "or pink"))
    assert "1 row changed: one#p1" in bring(desk, file, "--replace", "target")
    assert "Red or pink." in text(desk, "docs/one.md")


@pytest.mark.parametrize("form", ["tei", "tmx", "xliff", "jsonl"])
def test_changed_words_are_changed_and_their_markup_stays(desk: Desk, form: str) -> None:
    file = export(desk, form)
    edit(
        file,
        ("meunier regardait", "Pierre contemplait"),
        ("Un ", "Un tout "),
    )
    said = bring(desk, file, "--replace", "target")
    assert "2 rows changed: mill#p2, mill#note-1" in said
    wanted = FRENCH.replace("meunier regardait", "Pierre contemplait").replace(
        "Un *petit*", "Un tout *petit*"
    )
    assert text(desk, "docs/mill.md").endswith(wanted)
    assert text(desk, "docs_en/mill.md").endswith(ENGLISH)
    assert desk.run("check").code == 0


def test_codes_that_were_moved_move_the_markup(desk: Desk) -> None:
    file = export(desk, "tmx")
    code = [f'<{tag} i="1"{of}>**</{tag}>' for tag, of in (("bpt", ' type="bold"'), ("ept", ""))]
    edit(file, (f"Le {code[0]}vieux{code[1]} meunier", f"Le vieux {code[0]}meunier{code[1]}"))
    assert "1 row changed: mill#p2" in bring(desk, file, "--replace", "target")
    assert "Le vieux **meunier** regardait" in text(desk, "docs/mill.md")


def test_markdown_that_was_edited_is_taken_as_it_is(desk: Desk) -> None:
    file = export(desk, "po")
    edit(file, ("Le **vieux** meunier regardait", "Le *vieux* meunier voyait"))
    assert "1 row changed: mill#p2" in bring(desk, file, "--replace", "target")
    assert "Le *vieux* meunier voyait la rivière[^1] et [le" in text(desk, "docs/mill.md")


def test_a_row_that_waited_gets_its_translation(desk: Desk) -> None:
    file = export(desk, "xliff")
    edit(
        file,
        ("<source>Nobody came.</source>", "<source>Nobody came.</source><target>Non.</target>"),
    )
    assert "1 row changed: mill#p4" in bring(desk, file, "--replace", "target")
    assert "pierre.\n{: #p3 .verse }\n\nNon.\n{: #p4 }\n\nUn.\n" in text(desk, "docs/mill.md")
    assert "Nobody came.\n{: #p4 }\n" in text(desk, "docs_en/mill.md")
    assert desk.run("check").code == 0


def test_what_was_found_right_elsewhere_is_signed_off(desk: Desk) -> None:
    file = export(desk, "xliff")
    edit(file, ('<segment state="translated">', '<segment state="final">'))
    said = bring(desk, file, "--replace", "target")
    assert "5 rows found right in the other program" in said
    assert desk.entry("mill", "p2").state == "reviewed"
    assert desk.entry("mill", "p4").state == "unreviewed"
    assert 'state="final"' in export(desk, "xliff").read_text("utf-8")


def test_what_cannot_be_placed_is_listed_and_nothing_else_is_lost(desk: Desk) -> None:
    file = export(desk, "tmx")
    edit(
        file,
        ('tuid="mill#p1"', 'tuid="mill#p9"'),
        ("Un.\n\nDeux.</seg>", "Un.\n\nDeux.\n\nTrois.</seg>"),
    )
    before = desk.files()
    said = bring(desk, file, "--replace", "target")
    assert "mill#p9: there is no such row" in said
    assert "mill#p5: it has 3 paragraphs, the row 2" in said
    assert desk.files() == before


def test_a_unit_without_its_address_is_found_by_the_words_of_its_other_side(desk: Desk) -> None:
    file = export(desk, "tmx")
    edit(file, ('tuid="mill#p2"', ""), ("meunier regardait", "meunier voyait"))
    said = bring(desk, file, "--replace", "target")
    assert "1 row changed: mill#p2" in said
    assert "not brought in" not in said


@pytest.mark.parametrize("form", FORMATS)
def test_an_edition_that_is_exported_and_imported_is_the_same(
    desk: Desk, form: str, tmp_path: Path
) -> None:
    for folder in ("docs", "docs_en"):
        shutil.rmtree(desk.root / folder)
        shutil.copytree(ROOT / folder, desk.root / folder)
    desk.write("mill", FRENCH, ENGLISH)
    shutil.copy(ROOT / "mkdocs.yml", desk.root)
    file = export(desk, form)
    root = tmp_path / "other"
    root.mkdir()
    other = make_desk(root)
    shutil.copy(ROOT / "mkdocs.yml", root)
    bring(other, file, "--force")
    if form == "po":  # which has no place for what only the translation has
        assert "Le **vieux** meunier" in text(other, "docs/mill.md")
        assert text(other, "docs_en/mill.md").endswith(ENGLISH)
        return
    assert export(other, form).read_text("utf-8") == file.read_text("utf-8")


def test_a_translation_that_was_added_elsewhere_comes_into_a_new_edition_too(
    desk: Desk, tmp_path: Path
) -> None:
    file = export(desk, "tmx")
    edit(
        file,
        (
            "Nobody came.</seg>\n   </tuv>",
            'Nobody came.</seg></tuv><tuv xml:lang="fr"><seg>Non.</seg></tuv>',
        ),
    )
    root = tmp_path / "other"
    root.mkdir()
    other = make_desk(root)
    bring(other, file, "--as", "moulin")
    assert "\n\nNon.\n{: #p4 }\n\n" in text(other, "docs/moulin.md")
    assert "Nobody came.\n{: #p4 }\n" in text(other, "docs_en/moulin.md")
    assert other.run("check").code == 0


def test_a_row_that_spoils_its_chapter_comes_back_where_there_is_no_record(desk: Desk) -> None:
    code = "\n```\n{}\n```\n{{: #p6 }}\n"
    desk.write("mill", FRENCH + code.format("ici"), ENGLISH + code.format("here"))
    file = export(desk, "po")
    shutil.rmtree(desk.root / "alignment")
    edit(file, ('"ici\\n"\n"```"', '"ici"'))
    said = bring(desk, file, "--replace", "target")
    assert "1 row changed: mill#p6" in said
    assert "docs/mill.md:" in desk.run("check").out
