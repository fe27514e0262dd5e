"""The colour of an edition: Material's names for it, and whether it can be read."""

from __future__ import annotations

import re
from importlib import resources
from pathlib import Path

import pytest

from test_editions import copy
from visavis.site.colour import _ACCENT, _PRIMARY, Accent, contrast, find_accent


@pytest.mark.parametrize("kind", ["primary", "accent"])
def test_every_colour_of_material_can_be_read_on_light_and_on_dark(kind: str) -> None:
    folder = resources.files("material") / "templates" / "assets" / "stylesheets"
    (sheet,) = (
        file for file in folder.iterdir() if re.fullmatch(r"palette\.\w+\.min\.css", file.name)
    )
    names = set(re.findall(rf"\[data-md-color-{kind}=([a-z-]+)\]", sheet.read_text("utf-8")))
    assert names - {"white"} == set({"primary": _PRIMARY, "accent": _ACCENT}[kind])
    for name in names - {"white"}:
        accent = find_accent([{"scheme": "default", kind: name}])
        for colour, grounds in (
            (accent.light, ("fdfcf9", "f4f0e6")),
            (accent.dark, ("191816", "24221f")),
        ):
            assert all(contrast(colour, ground) >= 4.5 for ground in grounds), (name, colour)


def test_each_scheme_may_have_its_own() -> None:
    accent = find_accent(
        [
            {"media": "(prefers-color-scheme)"},
            {"scheme": "default", "primary": "indigo", "accent": "lime"},
            {"scheme": "slate", "accent": "teal"},
        ]
    )
    assert accent == Accent("#4051b5", "#00bda4")
    assert find_accent([{"scheme": "slate", "primary": "white"}, {}]) == Accent()


def test_a_site_has_the_colour_the_icon_and_the_logos_of_its_publisher(tmp_path: Path) -> None:
    desk = copy("everything", tmp_path)
    settings = desk.root / "mkdocs.yml"
    drawing = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9z"/></svg>'
    for name in ("logo", "logo-dark"):
        (desk.root / "docs" / f"{name}.svg").write_text(drawing, "utf-8")
    look = "  font: false\n  logo: logo.svg\n  logo_dark: logo-dark.svg\n"
    look += "  palette: [{scheme: default, primary: teal}]\n"
    settings.write_text(settings.read_text("utf-8").replace("  font: false\n", look), "utf-8")
    assert desk.run("build").code == 0
    site = desk.root / "site"
    accent = find_accent([{"primary": "teal"}])
    for file in ("page.css", "icon.svg"):
        assert accent.light in (site / "assets/visavis" / file).read_text("utf-8")
    page = (site / "en/index.html").read_text("utf-8")
    assert re.search(r'<link rel="icon" href="[./]*assets/visavis/icon.svg"', page)
    assert 'class="vv-on-light" src="../logo.svg"' in page
    assert 'class="vv-on-dark" src="../logo-dark.svg"' in page
