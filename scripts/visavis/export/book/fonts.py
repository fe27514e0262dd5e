"""The letters of a book: those that Typst brings, and the open fonts that the edition names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path, PurePosixPath

from visavis.errors import VisavisError
from visavis.settings import CONFIG, Project
from visavis.side import Side
from visavis.store import check_inside, list_files

SUFFIXES = (".ttf", ".otf", ".ttc", ".otc")
_FAMILY, _LICENCE, _LICENCE_ADDRESS, _BOOK_FAMILY = 1, 13, 14, 16
"""Numbers of the names that a font bears (OpenType, table `name`)."""
_NOT_TO_BE_EMBEDDED = 0x0002
"""`fsType` of the table `OS/2`: embedding only with the maker's leave."""


@dataclass(frozen=True, slots=True)
class Font:
    """The font in which one text is set."""

    families: tuple[str, ...]
    files: Mapping[str, bytes] = field(default_factory=dict)
    licences: tuple[str, ...] = ()
    """What its files say of their licence, a sentence each."""


def read_font(project: Project, side: Side) -> Font | None:
    """The font that the settings name for a text. Raises VisavisError where it is none."""
    place = project[side].font
    if not place:
        return None
    way = f"plugins.visavis.{side.value}.font"
    check_inside(project.root, place)
    found = dict(_read_files(project.root, place))
    if not found:
        said = f"{place} holds no font ({', '.join(SUFFIXES)})"
        raise VisavisError(f"{way}: {said}", place=CONFIG, hint="name a file, or its folder")
    families, licences = dict[str, None](), dict[str, None]()
    for name, content in found.items():
        for family, licence in _read_names(content, name):
            families[family] = licences[licence] = None
    return Font(tuple(families), found, tuple(filter(None, licences)))


def _read_files(root: Path, place: str) -> Iterator[tuple[str, bytes]]:
    if (root / place).is_file():
        paths = [place] if place.lower().endswith(SUFFIXES) else []
    elif (root / place).is_dir():
        files = list_files(root, place)
        paths = [f"{place}/{name}" for name in files if name.lower().endswith(SUFFIXES)]
    else:
        paths = []
    for path in sorted(paths):
        check_inside(root, path)
        yield PurePosixPath(path).name, (root / path).read_bytes()


def _read_names(content: bytes, name: str) -> Iterator[tuple[str, str]]:
    """Family and licence of each font in a file."""
    from fontTools.ttLib import TTFont, TTLibError
    from fontTools.ttLib.ttCollection import TTCollection

    try:
        many = content[:4] == b"ttcf"
        fonts = TTCollection(BytesIO(content)).fonts if many else [TTFont(BytesIO(content))]
        for font in fonts:
            told = font["name"]
            family = told.getDebugName(_BOOK_FAMILY) or told.getDebugName(_FAMILY) or ""
            if font["OS/2"].fsType & 0x000F == _NOT_TO_BE_EMBEDDED:
                said = f"{family} may not be embedded in a book, as it says itself"
                raise VisavisError(said, place=name, hint="take an open font")
            words = (told.getDebugName(_LICENCE), told.getDebugName(_LICENCE_ADDRESS))
            yield family, " ".join(filter(None, (_first_sentence(words[0]), words[1])))
    except (TTLibError, KeyError, AssertionError, ValueError) as error:
        raise VisavisError("this is no font that can be read", place=name) from error


def _first_sentence(words: str | None) -> str:
    said = " ".join((words or "").split())
    end = said.find(". ")
    return said[: end + 1] if end > 0 else said
