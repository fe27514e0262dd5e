"""The pictures of a chapter: where an import finds them, and what becomes of those there are."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from visavis.cli.importing import Import, Stock, gallery_path
from visavis.errors import VisavisError
from visavis.imports import Find, in_folder
from visavis.project import Project, TextSettings
from visavis.text import InlineKind


def pictures_of(project: Project, text: Path) -> Find:
    """Finds the pictures of a text: beside it.

    Those of a text of the edition are where its chapter is shown, which is in the folder of the
    translation, or beside it; never outside the folders of both texts.
    """
    place = text.resolve()
    folders = [(project.root / side.folder).resolve() for side in project.sides]
    homes = [folder for folder in folders if place.is_relative_to(folder)]
    if not homes:
        return in_folder(text.parent)
    below = place.parent.relative_to(homes[0])
    finds = [in_folder(folder / below, within=folder) for folder in folders]

    def find(address: str) -> bytes | None:
        return next((data for one in finds if (data := one(address)) is not None), None)

    return find


def shown_pictures(stock: Stock, side: TextSettings) -> dict[str, bytes]:
    """The pictures that one text of a chapter shows, by their addresses."""
    assert stock.pairing is not None
    document = stock.pairing.source if side is stock.project.source else stock.pairing.target
    images = (i for block in document.blocks for i in block.of_kind(InlineKind.IMAGE))
    find = pictures_of(stock.project, stock.project.root / stock.path(side))
    return {image.target: find(image.target) or b"" for image in images}


def check_pictures(project: Project, done: Import, *, force: bool) -> None:
    """Raise VisavisError where a picture would replace a folder, or another picture unasked."""
    for path, data in done.pictures.items():
        file = project.root / path
        if file.exists() and not file.is_file():
            raise VisavisError(
                "this is no file, and a picture is to stand here",
                place=path,
                hint="give it another name",
            )
        if not force and file.exists() and file.read_bytes() != data:
            raise VisavisError(
                "another picture is there already", place=path, hint="--force writes over it"
            )


def pictures_left_over(stock: Stock, done: Import) -> Iterator[str]:
    """The files among the pictures of a chapter that its import has not written."""
    folder = gallery_path(stock.project, stock.name)
    for file in sorted((stock.project.root / folder).glob("[!.]*")):
        path = f"{folder}/{file.name}"
        if path not in done.pictures and file.is_file():
            yield path
