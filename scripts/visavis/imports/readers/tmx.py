"""TMX (1.1 to 1.4b) → segments."""

from __future__ import annotations

from collections.abc import Iterator

from visavis.imports.bitext import Segment, find_versions, match_languages
from visavis.imports.readers.codes import open_xml, read_unit
from visavis.imports.tree.node import Block
from visavis.imports.tree.picture import Album
from visavis.input import Element


def read_tmx(data: bytes, name: str, languages: tuple[str, str], album: Album) -> Iterator[Segment]:
    """The units of a TMX file (1.1 to 1.4b). Raises VisavisError.

    A unit that answers in a language that is none of the edition's is left out as a whole.
    """
    root = open_xml(data, name, "tmx", "TMX")
    foreign: list[tuple[str, int]] = []
    kept = 0
    for unit in root.find_all("tu"):
        by_language: dict[str, Element] = {}
        for version in unit.children("tuv"):
            tag = version.attributes.get("xml:lang") or version.attributes.get("lang", "")
            by_language.setdefault(tag.lower().replace("_", "-"), version)
        source, target = find_versions(by_language, languages)
        found = (source is not None) + (target is not None)
        if found < 2 and (len(by_language) > found or not found):
            foreign.append((" and ".join(by_language) or "no language", unit.line))
            album.lost["unit of other languages", foreign[-1][0]] += 1
            continue
        kept += 1
        yield Segment(_segment(source, album), _segment(target, album))
    if foreign and not kept:
        said, line = foreign[0]
        match_languages((said, said), languages, f"{name}:{line}")


def _segment(version: Element | None, album: Album) -> tuple[Block, ...]:
    segments = list(version.children("seg"))[:1] if version else []
    return read_unit(segments, album.lost)
