"""XLIFF (1.2 and 2) → segments."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from visavis.imports.bitext import FUZZY, SURE, Segment, match_languages
from visavis.imports.readers.codes import open_xml, read_unit
from visavis.imports.tree.picture import Album
from visavis.input import Element
from visavis.side import Side

XLIFF_SUFFIXES = (".xlf", ".xliff", ".sdlxliff", ".mqxliff")
_GUESSED = frozenset(
    "new initial needs-translation needs-adaptation needs-l10n needs-review-translation "
    "needs-review-adaptation needs-review-l10n".split()
)
"""States in which a translation is one that nobody has made, or seen."""


def read_xliff(
    data: bytes, name: str, languages: tuple[str, str], album: Album
) -> Iterator[Segment]:
    """The units of an XLIFF file (1.2, 2.0, 2.1), each in one piece. Raises VisavisError.

    Those whose state says that nobody has seen the translation are doubtful; what is not to be
    translated stands alone where it has no answer.
    """
    root = open_xml(data, name, "xliff", "XLIFF")
    for file in root.find_all("file"):
        attributes = {**root.attributes, **file.attributes}
        found = (
            attributes.get("source-language") or attributes.get("srcLang", ""),
            attributes.get("target-language") or attributes.get("trgLang", ""),
        )
        swapped = match_languages(found, languages, f"{name}:{file.line}")
        for unit, translated in _units(file, translated=True):
            parts = parts_of(unit)
            source, target = (list(side_of(parts, side)) for side in Side)
            said = [part for part in parts if part.name != "ignorable"]
            states = {part.attributes.get("state", "") for part in (*said, *target)}
            one, other = read_unit(source, album.lost), read_unit(target, album.lost)
            sides = (other, one) if swapped else (one, other)
            guessed = states & _GUESSED and other
            yield Segment(*sides, FUZZY if guessed else SURE, alone=not translated)


def parts_of(unit: Element) -> list[Element]:
    """The parts of a unit that have sides: its segments and what stands between them, or itself."""
    return list(unit.children("segment", "ignorable")) or [unit]


def side_of(parts: Sequence[Element], side: Side) -> Iterator[Element]:
    """One side of the parts of a unit.

    What stands between segments is the same on both sides, unless it says otherwise.
    """
    for part in parts:
        found = next(part.children(side.value), None)
        if found is None and part.name == "ignorable":
            found = next(part.children("source"), None)
        if found is not None:
            yield found


def _units(element: Element, *, translated: bool) -> Iterator[tuple[Element, bool]]:
    """The units inside, and whether they are to be translated: what stands around them may say."""
    for child in element.children():
        said = child.attributes.get("translate", "")
        inherited = said != "no" if said else translated
        if child.name in ("trans-unit", "unit"):
            yield child, inherited
        else:
            yield from _units(child, translated=inherited)
