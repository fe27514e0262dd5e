"""What comes out of the printer: PDFs made by the browser and read again."""

from __future__ import annotations

import io
import unicodedata
from dataclasses import dataclass

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from harness import Visit

pytestmark = pytest.mark.browser

CHAPTER = "partner-state/"
ADDRESS = "https://edition.example/edition/partner-state/"
INTERFACE = ["Affichage", "Rechercher", "Retour en haut", "Suivant", "L’autre langue", "Alignement"]

with_and_without_script = pytest.mark.parametrize("js", [True, False], ids=["js", "no-js"])


@dataclass(frozen=True, slots=True)
class Row:
    """The words with which the texts of a row begin and end."""

    id: str
    ends: dict[str, tuple[str, str]]

    tall: bool
    """Whether it is longer than a quarter of a sheet."""


def squeeze(text: str) -> str:
    """A text without ligatures, white space and hyphens: a line may end at each of those."""
    return "".join(letter for letter in unicodedata.normalize("NFKC", text) if letter.isalnum())


def print_page(page: Page) -> list[str]:
    """The text of each sheet."""
    # As the file stands on any reader's desk: the paper is the style sheet's affair.
    made = page.pdf(format="A4", prefer_css_page_size=True)
    return [sheet.extract_text() for sheet in PdfReader(io.BytesIO(made)).pages]


def rows(page: Page) -> list[Row]:
    """The rows of a page as they stand in it, whatever is shown of them."""
    told = page.locator(".vv-pair").evaluate_all(
        """rows => rows.map(row => [row.id, row.matches('.vv-tall'),
            [...row.querySelectorAll(':scope > .vv-side')]
                .map(side => [side.lang, side.textContent])])"""
    )
    return [
        Row(name, {lang: (squeeze(text)[:20], squeeze(text)[-20:]) for lang, text in sides}, tall)
        for name, tall, sides in told
    ]


@with_and_without_script
@pytest.mark.parametrize("width", [390, 1280])
def test_paper_has_both_columns_and_a_foot_and_nothing_of_the_interface(
    width: int, js: bool, visit: Visit
) -> None:
    page = visit(CHAPTER, width=width, js=js)
    wanted = rows(page)
    printed = print_page(page)
    assert len(printed) > 1
    for number, text in enumerate(printed, 1):
        assert "4. Vers un État partenaire – Vers une société contributive" in text
        assert ADDRESS in text
        assert f"{number} / {len(printed)}" in text
        assert [word for word in INTERFACE if word in text] == []
    flat = [squeeze(text) for text in printed]
    for row in wanted:
        # Both texts of a row, from their first words to their last, are on one sheet; a long row
        # may end on the next, but begins level.
        together = [end for ends in row.ends.values() for end in (ends[:1] if row.tall else ends)]
        assert [text for text in flat if all(end in text for end in together)], row.id
        assert all(end in "".join(flat) for ends in row.ends.values() for end in ends), row.id
    assert {row.id for row in wanted if row.tall} == {"p5", "p9", "p12"}
    # So the first sheet is full, though the row that follows on it is long.
    assert wanted[4].ends["fr"][0] in flat[0]
    notes = "".join(flat).index(squeeze("Le français écrit tantôt « état »"))
    assert notes > "".join(flat).index(wanted[-1].ends["fr"][1])


@with_and_without_script
def test_the_view_chosen_is_the_view_printed(js: bool, visit: Visit) -> None:
    page = visit(CHAPTER, js=js)
    wanted = {row.id: row.ends for row in rows(page)}
    page.locator(".vv-views-button").click()
    page.locator("#vv-view-only-2").check()
    flat = squeeze("".join(print_page(page)))
    assert all(ends["en"][0] in flat for ends in wanted.values())
    assert wanted["p3"]["fr"][0] not in flat
    page.locator("#vv-view-reveal").check()
    page.keyboard.press("Escape")
    flat = squeeze("".join(print_page(page)))
    assert all(ends["fr"][0] in flat for ends in wanted.values())
    # Nothing of the other text, its head and its notes neither.
    assert [
        ends["en"][0] for name, ends in wanted.items() if name != "p1" and ends["en"][0] in flat
    ] == []
    for said in ("English", "Italian scholar"):
        assert squeeze(said) not in flat
    assert squeeze("Chercheur italien en économie") in flat
    page.locator("#p3 > .vv-more > summary").click()
    flat = squeeze("".join(print_page(page)))
    assert all(ends["fr"][0] in flat for ends in wanted.values())
    assert wanted["p3"]["en"][0] in flat
    assert [name for name, ends in wanted.items() if name != "p1" and ends["en"][0] in flat] == [
        "p3"
    ]
    # Nothing has been opened for the printer that stays open.
    assert page.locator(".vv-more[open]").count() == 1


@with_and_without_script
def test_notes_are_printed_or_not_as_was_chosen(js: bool, visit: Visit) -> None:
    page = visit(CHAPTER, js=js)
    note, call = squeeze("Chercheur italien en économie"), "nouvelle sorte d’état1"
    page.locator(".vv-views-button").click()
    page.locator("#vv-paper-bare").check()
    flat = squeeze("".join(print_page(page)))
    assert note not in flat and squeeze(call) not in flat
    assert squeeze("Pouvons-nous alors imaginer") in flat
    # On the screen they stand where they stood.
    expect(page.locator(".vv-notes > ol").first).to_be_visible()
    page.locator("#vv-paper-notes").check()
    flat = squeeze("".join(print_page(page)))
    assert note in flat and squeeze(call) in flat
    if js:
        assert "paper" not in page.url
        page.locator("#vv-paper-bare").check()
        assert "paper=bare" in page.url
        page.reload()
        assert note not in squeeze("".join(print_page(page)))


def test_definitions_are_printed_face_to_face(visit: Visit) -> None:
    page = visit("glossary/partner-state/", width=390)
    page.emulate_media(media="print")
    tops = page.locator(".vv-definitions").first.evaluate(
        "one => [...one.children].map(side => side.getBoundingClientRect().top)"
    )
    assert len(tops) == 2 and tops[0] == tops[1]
