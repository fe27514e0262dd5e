"""What the edition has of a chapter before an import: its rows, ids, record and pictures."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from pathlib import Path

from visavis.edition import Edition, check_name, open_edition, read_record
from visavis.errors import VisavisError
from visavis.imports.chapter import Known, words_of_side
from visavis.imports.rows import Row
from visavis.imports.tree.picture import Find, in_folder
from visavis.pairs import Pair, Pairing
from visavis.record import Record
from visavis.settings import Project
from visavis.side import Side
from visavis.text import InlineKind, Kind

PICTURES = "img"
"""The folder, beside the texts, in which each chapter has one for its pictures."""
_NAME = re.compile(r"[^\W_][\w.-]*(?:/[^\W_][\w.-]*)*")


@dataclass(frozen=True, slots=True)
class Stock:
    """What the edition has of a chapter before the import."""

    project: Project
    name: str
    pairing: Pairing | None
    record: Record

    @property
    def known(self) -> list[Known]:
        """The rows as they are, by id and words."""
        pairs = self.pairing.pairs if self.pairing else ()
        return [(p.id, words_of_side(p.source), words_of_side(p.target)) for p in pairs if p.id]

    @property
    def used(self) -> frozenset[str]:
        """Every id that was ever given in the chapter."""
        return self.record.ids | {name for name, _, _ in self.known}

    def path(self, side: Side) -> str:
        """Where the text of a side stands, relative to the root."""
        return f"{self.project[side].folder}/{self.name}.md"


def gallery_path(project: Project, name: str) -> str:
    """Where the pictures of a chapter stand: beside the translation, where MkDocs finds them."""
    return f"{project.target.folder}/{PICTURES}/{name}"


def take_stock(project: Project, name: str, edition: Edition | None = None) -> Stock:
    """Look at what there is under a name. Raises VisavisError for a name that cannot be one.

    `edition` has been opened already, for whoever asks for many.
    """
    if not _NAME.fullmatch(name) or name.endswith(".md"):
        raise VisavisError(
            f"{name} is no name for a chapter",
            hint="write it as in `partner-state` or `part-1/partner-state`, without a suffix",
        )
    stock = Stock(project, name, None, Record())
    for text in project.texts:
        _check_case(project.root, text.folder, name)
    check_name(name, project)
    record = read_record(project, name)
    record.check()
    if any((project.root / stock.path(side)).exists() for side in Side):
        edition = edition or open_edition(project, [name])
        return replace(stock, pairing=edition[name], record=record)
    return replace(stock, record=record)


def check_free(stock: Stock, *, force: bool) -> None:
    """Raise VisavisError where an import would overwrite something unasked."""
    for side in Side:
        path = stock.path(side)
        if (stock.project.root / path).exists() and not force:
            raise VisavisError(
                "the chapter is there already",
                place=path,
                hint="--force writes over it, --replace exchanges one of its sides",
            )


def rows_of(stock: Stock) -> list[Row]:
    """The rows of a chapter that is to have another side. Raises VisavisError if it has faults."""
    pairing = stock.pairing
    if pairing is None or not all(document.exists for document in pairing.documents):
        place = stock.path(Side.TARGET)
        raise VisavisError("there is no such chapter yet", place=place, hint="import both texts")
    faulty = pairing.duplicates or pairing.crossed or pairing.strays
    if faulty or any(pair.id is None for pair in pairing.pairs) or pairing.source.flaws:
        raise VisavisError(
            "the ids of this chapter are not in order",
            place=pairing.target.path,
            hint="run `visavis check` and mend what it finds first",
        )
    return [Row(p.source, p.target, id=p.id, settled=_stays(p)) for p in pairing.pairs]


def _stays(pair: Pair) -> bool:
    """Whether another text has nothing to say of a row: it is the edition's own, or a picture."""
    return any(block.is_edition for block in pair.blocks) or all(
        block.kind is Kind.FIGURE for block in pair.blocks
    )


def _check_case(root: Path, folder: str, name: str) -> None:
    wanted = unicodedata.normalize("NFC", name).casefold()
    for path in (root / folder).rglob("*.md"):
        found = path.relative_to(root / folder).with_suffix("").as_posix()
        if found != name and unicodedata.normalize("NFC", found).casefold() == wanted:
            raise VisavisError(
                f"{found}.md and {name}.md differ only in upper and lower case",
                place=f"{folder}/{found}.md",
                hint="many systems take them for one file; choose another name",
            )


def pictures_of(project: Project, file: Path) -> Find:
    """Finds the pictures of a text: beside it.

    Those of a text of the edition are where its chapter is shown, which is in the folder of the
    translation, or beside it; never outside the folders of both texts.
    """
    place = file.resolve()
    folders = [(project.root / text.folder).resolve() for text in project.texts]
    homes = [folder for folder in folders if place.is_relative_to(folder)]
    if not homes:
        return in_folder(file.parent)
    below = place.parent.relative_to(homes[0])
    finds = [in_folder(folder / below, within=folder) for folder in folders]

    def find(address: str) -> bytes | None:
        return next((data for one in finds if (data := one(address)) is not None), None)

    return find


def shown_pictures(stock: Stock, side: Side) -> dict[str, bytes]:
    """The pictures that one text of a chapter shows, by their addresses."""
    assert stock.pairing is not None
    blocks = stock.pairing[side].blocks
    images = (i for block in blocks for i in block.of_kind(InlineKind.IMAGE))
    find = pictures_of(stock.project, stock.project.root / stock.path(side))
    return {image.target: find(image.target) or b"" for image in images}
