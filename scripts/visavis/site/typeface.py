"""The typeface of the texts: Source Serif, cut down to the letters that an edition has.

Its four hundred kilobytes hold the letters of a hundred languages; a reader loads those of two. A
language whose letters are not all in it, in upright, italic and bold, is set in what the reader's
system has. The font is licensed under the SIL Open Font License, which goes along; as that asks of
a changed font with a reserved name, ours has another.
"""

from __future__ import annotations

import io
from base64 import b64decode, b64encode
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import Any

from visavis.store import Cache, content_key

FOLDER = "assets/visavis"
SHEET = "typeface.css"
LICENCE = "typeface-licence.txt"
_PACKAGE = "font_source_serif_pro"
_FAMILY = "Visavis Serif"
_FACES = {"Regular": "400;font-style:normal", "It": "400;font-style:italic", "Bold": "600 900"}
"""The files that are taken, and what CSS calls them."""
_ALWAYS = frozenset(map(chr, (*range(0x20, 0x7F), *range(0xA0, 0x100)))) | frozenset(
    "ŒœŸ–—‘’‚“”„†‡•…‰′″‹›⁄−\u2002\u2003\u2009\u202f€№"
)
"""What any edition in Latin letters may come to need: a new word seldom makes a new font."""
_FEATURES = "ccmp kern liga lnum locl mark mkmk onum pnum tnum".split()
_STRANGERS = 0.002
"""So large a part of a text's letters may be missing: names and words of other languages."""
_TIMES = ("Times New Roman{}", "Liberation Serif{}")
_USUAL = (
    29 * " " + 20 * "e" + "".join(12 * c for c in "tiaonrs") + "llllllccccccuuuuuudddddhhhhmmmmpppp"
    "ff,,gg..bbvvé:yw’q"
)
"""Letters as often as French and English have them."""
_STAND_INS = {
    "Georgia": (("Georgia{}",), (0.4333, 0.4417, 0.5068)),
    "Times": (_TIMES, (0.3934, 0.3979, 0.4195)),
    "DejaVu": (("DejaVu Serif{}",), (0.5054, 0.5054, 0.5588)),
}
"""What is shown where the font has not come: its local names, and the mean width of its letters of
`_USUAL`, in ems: upright, italic, bold. Georgia was measured by Gelasio, which is as wide."""
_STYLES = {"Regular": "", "It": " Italic", "Bold": " Bold"}
"""What the faces are called in those names."""


@dataclass(frozen=True, slots=True)
class Typeface:
    """The files of the typeface of an edition, by name."""

    files: Mapping[str, bytes]
    preload: tuple[str, ...] = ()
    """The paths in the site of what nearly every page needs at once: the upright and the italic."""

    def write(self, site: Path) -> None:
        """Write them into a site."""
        folder = site / FOLDER
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in self.files.items():
            (folder / name).write_bytes(content)


NONE = Typeface({SHEET: b""})
"""That of an edition which is set in what the reader has."""


def make_typeface(root: Path, texts: Mapping[str, Iterable[str]]) -> Typeface:
    """The typeface of an edition at `root`, of texts by language; what was made is kept there."""
    made_by = f"{version('font-source-serif-pro')} {version('fonttools')}"
    cache = Cache(root, "typeface", made_by)
    held = _covered(cache)
    used = {language: Counter("".join(pieces)) for language, pieces in texts.items()}
    suited = [language for language, letters in used.items() if _suits(letters, held)]
    if not suited:
        return NONE
    wanted = set(_ALWAYS).union(*used.values()) & held
    faces = {face: _subset(cache, face, "".join(sorted(wanted))) for face in _FACES}
    sizes = _measure(cache)
    names = {
        face: f"serif-{face.lower()}-{content_key(faces[face].hex())[:8]}.woff2" for face in faces
    }
    cache.save()
    return Typeface(
        {
            **{names[face]: content for face, content in faces.items()},
            SHEET: _sheet(
                names, sizes, suited, [one for one in used if one not in suited]
            ).encode(),
            LICENCE: (files(_PACKAGE) / "files" / "LICENSE.txt").read_bytes(),
        },
        tuple(f"{FOLDER}/{names[face]}" for face in ("Regular", "It")),
    )


def _suits(letters: Mapping[str, int], held: frozenset[str]) -> bool:
    """Whether a text can be set in it."""
    counted = {letter: number for letter, number in letters.items() if letter.isalpha()}
    missing = sum(number for letter, number in counted.items() if letter not in held)
    return missing <= _STRANGERS * sum(counted.values())


def _covered(cache: Cache) -> frozenset[str]:
    """The characters that every face has."""
    found = cache.get("covered")
    if found is None:
        faces = [set(map(chr, _open(face).getBestCmap())) for face in _FACES]
        found = "".join(sorted(set.intersection(*faces)))
        cache.put("covered", found)
    return frozenset(found)


def _subset(cache: Cache, face: str, characters: str) -> bytes:
    """A face with these characters only, as WOFF2."""
    key = content_key(face, characters, *_FEATURES)
    kept = cache.get(key)
    if kept is not None:
        return b64decode(kept)
    made = _cut(face, characters)
    cache.put(key, b64encode(made).decode())
    return made


@lru_cache(maxsize=12)
def _cut(face: str, characters: str) -> bytes:
    """The same, made anew: once a process, which may build several editions in these letters."""
    # Slow to load, and seldom needed.
    from fontTools import subset

    options = subset.Options(hinting=False, layout_features=_FEATURES, notdef_outline=True)
    font = _open(face)
    # It would look through every rule of the font for names of stylistic sets, which are left out.
    names = font["name"]
    del font["name"]
    subsetter = subset.Subsetter(options)
    subsetter.populate(text=characters)
    subsetter.subset(font)
    font["name"] = names
    names.names = [record for record in names.names if _is_kept(record, options)]
    for record in names.names:
        if record.nameID in (1, 4, 6, 16):
            record.string = _FAMILY if record.nameID != 6 else _FAMILY.replace(" ", "")
    font.flavor = "woff2"
    packed = io.BytesIO()
    font.save(packed)
    return packed.getvalue()


def _is_kept(record: Any, options: Any) -> bool:
    known = record.nameID in options.name_IDs and record.langID in options.name_languages
    return bool(known and record.isUnicode())


def _measure(cache: Cache) -> dict[str, tuple[float, float, float]]:
    """Of each face, in ems: the mean width of a letter, ascent and descent."""
    known = cache.get("sizes") or {face: _read_sizes(face) for face in _FACES}
    cache.put("sizes", known)
    return {face: (width, up, down) for face, (width, up, down) in known.items()}


def _read_sizes(face: str) -> tuple[float, float, float]:
    font = _open(face)
    named, widths, heights = font.getBestCmap(), font["hmtx"], font["hhea"]
    size = font["head"].unitsPerEm
    wide = sum(widths[named[ord(letter)]][0] for letter in _USUAL)
    return wide / len(_USUAL) / size, heights.ascent / size, -heights.descent / size


def _open(face: str) -> Any:
    from fontTools.ttLib import TTFont

    path = str(files(_PACKAGE) / "files" / f"SourceSerifPro-{face}.ttf")
    # Else the time of the build would be in it, and no two builds would be alike.
    return TTFont(path, lazy=True, recalcTimestamp=False)


def _sheet(
    names: Mapping[str, str],
    sizes: Mapping[str, tuple[float, float, float]],
    suited: Iterable[str],
    foreign: Iterable[str],
) -> str:
    """The rules that make a browser use it, and its like where it does not come at once.

    A line of other letters breaks elsewhere, however alike their sizes are: `swap` moved a page by
    0.19 (CLS) where the font came late. `optional` moves nothing, and the next page has the font.
    """
    own = "".join(
        f'@font-face{{font-family:"{_FAMILY}";font-weight:{form};font-display:optional;'
        f'src:url("{names[face]}") format("woff2")}}\n'
        for face, form in _FACES.items()
    )
    likes = "".join(
        _stand_in(name, face, sizes[face], width)
        for name, (_, widths) in _STAND_INS.items()
        for face, width in zip(_FACES, widths, strict=True)
    )
    stack = "".join(f'"{_FAMILY}{name}",' for name in ("", *(f" {like}" for like in _STAND_INS)))
    places = ",".join([":root", *(f":lang({language})" for language in suited)])
    rules = f":is({places}){{--vv-serif:{stack}var(--vv-system-serif)}}\n"
    for language in foreign:
        rules += f":lang({language}){{--vv-serif:var(--vv-system-serif)}}\n"
    if foreign:
        texts = ".vv-side,.vv-notes > ol,.vv-definitions > *,.vv-authors,.vv-credits,.vv-contents"
        rules += f":is({texts}){{font-family:var(--vv-serif)}}\n"
    else:
        # It is drawn smaller than most of what systems have.
        rules += ":root{--vv-size:0.9rem}\n"
    return f"{own}{likes}@layer visavis{{\n{rules}}}\n"


def _stand_in(name: str, face: str, sizes: tuple[float, float, float], width: float) -> str:
    """The rule for a face of what the reader may have, made as large as ours."""
    style = _STYLES[face]
    source = ",".join(f'local("{one.format(style)}")' for one in _STAND_INS[name][0])
    own, ascent, descent = sizes
    return (
        f'@font-face{{font-family:"{_FAMILY} {name}";font-weight:{_FACES[face]};src:{source};'
        f"size-adjust:{own / width:.1%};ascent-override:{ascent * width / own:.1%};"
        f"descent-override:{descent * width / own:.1%};line-gap-override:0%}}\n"
    )
