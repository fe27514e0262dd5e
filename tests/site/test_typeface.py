"""The typeface of an edition: its letters and no others, made once, and not for what it lacks."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from importlib.resources import files
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from chapters import chapter
from pages import ADDRESSES, edition
from test_editions import copy
from visavis.publication import publish
from visavis.site.edition_site import EditionSite
from visavis.site.typeface import _STAND_INS as STAND_INS
from visavis.site.typeface import LICENCE, NONE, SHEET, Typeface, make_typeface

FRENCH = "Pouvons-nous alors imaginer une nouvelle sorte d’État, un cœur commun ?"
ENGLISH = "Can we then imagine a new kind of state?"


def letters(typeface: Typeface, face: str) -> set[str]:
    """The characters that a face of it has."""
    (content,) = (data for name, data in typeface.files.items() if name.startswith(f"serif-{face}"))
    return set(map(chr, TTFont(io.BytesIO(content)).getBestCmap()))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Typeface]:
    """That of two languages, with a Polish name in one of them."""
    root = tmp_path_factory.mktemp("typeface")
    return root, make_typeface(root, {"fr": [FRENCH, "Łódź"], "en": [ENGLISH]})


def test_it_has_the_letters_of_the_edition_in_every_face(made: tuple[Path, Typeface]) -> None:
    _, typeface = made
    for face in ("regular", "it", "bold"):
        held = letters(typeface, face)
        assert set(FRENCH + ENGLISH + "Łódź") <= held
        assert "Ж" not in held and len(held) < 300


def test_upright_and_italic_are_sixty_kilobytes_at_most(made: tuple[Path, Typeface]) -> None:
    _, typeface = made
    sizes = {name: len(data) for name, data in typeface.files.items()}
    assert sum(sizes[name] for name in sizes if name.startswith(("serif-r", "serif-i"))) < 60_000
    # The licence goes along, and the reserved name does not.
    assert b"SIL Open Font License" in typeface.files[LICENCE]
    (upright,) = (data for name, data in typeface.files.items() if name.startswith("serif-r"))
    told = {str(name) for name in TTFont(io.BytesIO(upright))["name"].names if name.nameID <= 4}
    assert not any(name.startswith("Source") for name in told if "Copyright" not in name)


def test_it_is_made_once(made: tuple[Path, Typeface], monkeypatch: pytest.MonkeyPatch) -> None:
    root, typeface = made
    for name in ("_open", "_cut"):
        monkeypatch.setattr(f"visavis.site.typeface.{name}", lambda *face: pytest.fail(str(face)))
    # Another word in letters that any edition has changes nothing.
    assert make_typeface(root, {"fr": [FRENCH, "Łódź, déjà ?"], "en": [ENGLISH]}) == typeface


def test_it_does_not_tell_when_it_was_made(made: tuple[Path, Typeface]) -> None:
    # Its digest is in its name, which stands on every page: no two builds would be alike.
    (upright,) = (data for name, data in made[1].files.items() if name.startswith("serif-r"))
    font = files("font_source_serif_pro") / "files" / "SourceSerifPro-Regular.ttf"
    assert TTFont(io.BytesIO(upright))["head"].modified == TTFont(str(font))["head"].modified


@pytest.mark.parametrize(
    ("text", "suits"),
    [
        ("Ἐν ἀρχῇ ἦν ὁ λόγος", False),
        ("В начале было Слово", False),  # its italic has no Cyrillic
        ("在吧", False),
        ("Tiếng Việt", False),
        ("Příliš žluťoučký kůň", True),
        ("", True),
    ],
)
def test_a_language_is_set_in_it_whose_letters_it_has(
    text: str, suits: bool, made: tuple[Path, Typeface]
) -> None:
    sheet = make_typeface(made[0], {"xx": [text], "fr": [FRENCH]}).files[SHEET].decode()
    assert (":lang(xx){--vv-serif:var(--vv-system-serif)}" in sheet) is not suits
    assert ":lang(fr)" in sheet


def test_an_edition_of_two_such_languages_has_none(made: tuple[Path, Typeface]) -> None:
    assert make_typeface(made[0], {"ja": ["在吧"], "ru": ["В начале"]}) == NONE


def test_what_stands_in_for_it_is_as_wide_in_every_face(made: tuple[Path, Typeface]) -> None:
    sheet = made[1].files[SHEET].decode()
    widths = {face: re.findall(rf"{face}.*?size-adjust:([0-9.]+)%", sheet) for face in STAND_INS}
    assert widths["Georgia"] != [widths["Georgia"][0]] * 3
    for face, (_, own) in STAND_INS.items():
        assert len(widths[face]) == len(own)
        for told, wide, ours in zip(widths[face], own, (0.4411, 0.4063, 0.4553), strict=True):
            assert float(told) / 100 * wide == pytest.approx(ours, rel=0.002)
    assert sheet.count("font-display:optional") == 3, "see `_sheet`"


def test_the_path_of_a_picture_has_no_part_in_it(tmp_path: Path) -> None:
    path = f"img/{'الفصل-الأول-البحر' * 20}.png"
    whole = edition(chapter(f"{FRENCH}\n\n![Mer]({path})\n", f"{ENGLISH}\n\n![Sea]({path})\n"))
    whole = replace(whole, project=replace(whole.project, root=tmp_path))
    site = EditionSite(publish(whole), ADDRESSES, {}, "Une édition", str)
    assert ":lang(fr)" in site.typeface.files[SHEET].decode()


def test_font_system_leaves_it_out(tmp_path: Path) -> None:
    desk = copy("everything", tmp_path)
    settings = desk.root / "mkdocs.yml"
    text = settings.read_text("utf-8")
    settings.write_text(
        text.replace("      glossary: glossary", "      glossary: glossary\n      font: system")
    )
    assert desk.run("build").code == 0
    site = desk.root / "site"
    assert not list(site.rglob("*.woff2"))
    assert "font-face" not in (site / "assets/visavis/page.css").read_text("utf-8")
    assert "preload" not in (site / "index.html").read_text("utf-8")
    settings.write_text(text.replace("glossary: glossary", "glossary: glossary\n      font: mine"))
    told = desk.run("build")
    assert told.code == 2
    assert "font: mine is no choice; write serif or system" in told.err
