"""What the texts show besides words: the files beside them, and which of them are published.

They come from anybody, so a file is published only if it is of a kind that an edition needs and its
first bytes agree, and never in the place of a file of the site's own. What could run is not: a
drawing (SVG) is written anew without it, and scripts and styles are the owner's, who names them in
`mkdocs.yml`.
"""

from __future__ import annotations

import posixpath
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path, PurePosixPath

from visavis.errors import VisavisError, say_reason
from visavis.settings import CONFIG, Project
from visavis.store import check_inside, list_files
from visavis.text import name_language
from visavis.theme import theme_folders

_BYTES = 64
"""So much of a file tells its kind."""
_LARGEST_DRAWING = 5_000_000
KINDS: dict[str, re.Pattern[bytes]] = {
    suffix: re.compile(pattern, re.DOTALL)
    for suffixes, pattern in (
        ("png", rb"\x89PNG\r\n\x1a\n"),
        ("jpg jpeg", rb"\xff\xd8\xff"),
        ("gif", rb"GIF8[79]a"),
        ("webp", rb"RIFF....WEBP"),
        ("avif", rb"....ftypavi[fs]"),
        ("ico", rb"\x00\x00\x01\x00"),
        ("pdf", rb"%PDF-"),
        ("mp3", rb"ID3|\xff[\xe2-\xff]"),
        ("ogg oga ogv opus", rb"OggS\x00"),
        ("flac", rb"fLaC"),
        ("wav", rb"RIFF....WAVE"),
        ("mp4 m4a m4v", rb"....ftyp"),
        ("webm", rb"\x1a\x45\xdf\xa3"),
        ("woff", rb"wOFF"),
        ("woff2", rb"wOF2"),
        ("ttf", rb"\x00\x01\x00\x00|true"),
        ("otf", rb"OTTO"),
        # A file that begins as a page does is shown as one where a server does not say its type.
        ("txt csv tsv json jsonl geojson bib ris vtt srt", rb"(?!\s*(?:\xef\xbb\xbf)?\s*<)"),
    )
    for suffix in suffixes.split()
}
"""Every kind that is published as it is, and how its first bytes look."""
_TEXT = frozenset("txt csv tsv json jsonl geojson bib ris vtt srt".split())
_PUBLISHED = "pictures, PDF, sound, film, fonts and plain data are published"

_IN_DRAWINGS = {"image": ["png", "jpeg", "gif", "webp"]}
"""What a drawing may hold as a `data:` address."""

_PLAIN_SIGNS = frozenset("/-_.,+' ’()")
PAGES = (".markdown", ".mdown", ".mkdn", ".mkd")
_REPORT = "alignment"
"""The page that says how far an edition has been reviewed: no text may speak in its place."""
WRITTEN = ("alignment.json", "alignment.svg", "annotations.jsonld", "opds.json")
"""Files that the build writes at the root of the site."""
_OWN_FOLDERS = re.compile(
    r"assets/(?:visavis|javascripts|stylesheets|external)/|(?:[^/]+/)?search/"
)
"""Folders in which only the build and the theme write."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """A file that is not published, and why."""

    path: str
    """Relative to the edition's root."""
    message: str
    hint: str


@dataclass(frozen=True, slots=True)
class Published:
    """The files beside the texts, by their path in the site."""

    files: dict[str, Path]
    drawings: dict[str, bytes]
    """What SVG among them is, written anew: this is published, and not what its file holds."""
    unpublished: tuple[Refusal, ...] = ()
    """What is of no kind that is published; the site is built without it."""
    taken: tuple[Refusal, ...] = ()
    """What stands in the place of another file."""
    spaced: tuple[Refusal, ...] = ()
    """Chapters whose addresses have a space in them, once for both texts."""

    def read(self) -> Iterator[tuple[str, bytes]]:
        """Every file with its content."""
        for path in self.files:
            yield path, self.read_file(path)

    def read_file(self, path: str) -> bytes:
        """The content of one of them, as it is published."""
        return self.drawings.get(path) or self.files[path].read_bytes()


def find_path(name: str, path: str) -> str:
    """Where a path leads that the text of a chapter names, from the folder of the texts."""
    folder = "" if path.startswith("/") else posixpath.dirname(name)
    return posixpath.normpath(posixpath.join(folder, path.lstrip("/")))


def published_files(project: Project) -> Published:
    """What of both folders is published besides the chapters. Raises VisavisError.

    A page shows both texts and stands where the translation does, so a path means one file on both
    sides.
    """
    files: dict[str, Path] = {}
    drawings: dict[str, bytes] = {}
    unpublished: list[Refusal] = []
    taken: list[Refusal] = []
    pages: dict[str, Refusal] = {}  # by path, as a chapter is renamed in both folders
    spaced: dict[str, Refusal] = {}
    for side in (project.target, project.source):
        there = (project.root / side.folder).is_dir()
        for path in list_files(project.root, side.folder) if there else ():
            place = f"{side.folder}/{path}"
            file = project.root / place
            own = side is project.target and path in project.own_files
            if path.endswith(".md"):
                if refusal := _find_taken_page(path, place, project):
                    pages.setdefault(path, refusal)
                elif " " in path:
                    spaced.setdefault(path, _advise_name(path, place))
                continue
            if file.suffix.lower() in PAGES:
                said = "MkDocs takes this for a page, and nobody has checked it"
                taken.append(Refusal(place, said, "write it in a file that ends in .md"))
                continue
            if not own and is_taken(path):
                said = "the site has a file of its own of this path"
                taken.append(Refusal(place, said, "give it another name, in the texts too"))
                continue
            fault = _find_fault(project.root, place, path, own=own)
            if fault:
                unpublished.append(Refusal(place, *fault))
                continue
            other = files.setdefault(path, file)
            if other is not file and other.read_bytes() != file.read_bytes():
                said = f"{project.target.folder}/{path} is another file of the same path"
                hint = f"give each a name of its own, as {_two_names(path, project)}, in both texts"
                taken.append(Refusal(place, said, hint))
            if file.suffix.lower() == ".svg":
                drawings[path] = _redraw(file)
    taken += pages.values()
    return Published(files, drawings, tuple(unpublished), tuple(taken), tuple(spaced.values()))


def write_drawings(site: Path, published: Published) -> None:
    """Put the drawings into a site in place of their files, which have been copied there."""
    for path, content in published.drawings.items():
        (site / path).write_bytes(content)


def is_taken(path: str) -> bool:
    """Whether the theme or the build writes a file of this path, as systems compare paths."""
    folded = _fold(path)
    return folded in _theme_files() or folded in WRITTEN or bool(_OWN_FOLDERS.match(folded))


def _find_taken_page(path: str, place: str, project: Project) -> Refusal | None:
    """Why a chapter cannot have the page that its name would give it."""
    name = path.removesuffix(".md")
    first, _, last = name.split("/")[0], *name.rpartition("/")[1:]
    hint = "give the chapter another name, in both folders"
    if not _is_plain(name):
        said = "the name of a chapter is its address: letters, digits, hyphens, and spaces at most"
        return Refusal(place, said, _advise_plain(name) or hint)
    if _fold(name) == _REPORT:
        return Refusal(place, f"the site’s own report has its page at {_REPORT}", hint)
    if first in project.languages:
        said = f"the pages in {name_language(first)} stand in the folder {first}"
        return Refusal(place, said, hint)
    if last == "README":
        return Refusal(place, "MkDocs takes this for the first page of its folder", "call it index")
    return None


def _advise_name(path: str, place: str) -> Refusal:
    name = path.removesuffix(".md")
    said = f"the address of this chapter is {name}, with a space in it"
    return Refusal(place, said, _advise_plain(name))


def _advise_plain(name: str) -> str:
    """What to call a chapter instead; empty where nothing of its name is left."""
    plain = "".join(sign if _is_plain(sign) else "-" for sign in re.sub(r"\.(?!\d)", "-", name))
    joined = re.sub(r"[ -]*-[ -]*|[ ]+", "-", plain).lower()
    parts = [part.strip("-") for part in joined.split("/")]
    advice = f"call it {'/'.join(parts)}.md in both folders, then run `visavis stamp`"
    return advice if all(parts) else ""


def _is_plain(path: str) -> bool:
    """Whether a path holds nothing that an address or a server would read in a way of its own.

    A dot may stand before a digit: what follows one otherwise is taken for the kind of the file.
    """
    return not re.search(r"\.(?!\d)", path) and all(
        unicodedata.category(sign)[0] in "LMN" or sign in _PLAIN_SIGNS for sign in path
    )


@cache
def _theme_files() -> frozenset[str]:
    """Every file that the theme brings, by its path in the site."""
    folders = (Path(__file__).parent / "site" / "theme", *theme_folders())
    return frozenset(
        _fold(file.relative_to(folder).as_posix())
        for folder in folders
        for file in folder.glob("assets/**/*")
    )


def _fold(path: str) -> str:
    return unicodedata.normalize("NFC", path).casefold()


def _find_fault(root: Path, place: str, path: str, *, own: bool) -> tuple[str, str] | None:
    """Why a file is not published, and what to do."""
    file = root / place
    try:
        check_inside(root, place)
        if not file.is_file():
            return "this leads nowhere, or is no file", "put the file itself here"
        with file.open("rb") as stream:
            begin = stream.read(_BYTES)
    except VisavisError as error:
        return error.message, error.hint
    except OSError as error:
        return f"cannot be read: {say_reason(error)}", "let it be read"
    return None if own else _judge(file, path, begin)


def _judge(file: Path, path: str, begin: bytes) -> tuple[str, str] | None:
    name, _, suffix = path.rpartition(".")
    suffix = suffix.lower()
    if suffix in ("js", "css"):
        return (
            "scripts and styles are the owner's, and are not published from here",
            f"name it in {CONFIG} under extra_css or extra_javascript, if it is",
        )
    if suffix == "md":
        said = "the file of a chapter ends in .md, in small letters"
        return said, f"rename it to {PurePosixPath(name).name}.md, in both folders"
    if suffix != "svg" and suffix not in KINDS:
        return "a file of this kind is not published", _PUBLISHED
    if not _is_plain(name):
        said = (
            "a name is letters, digits, hyphens and spaces: servers read other signs as their own"
        )
        return said, "rename it, in the texts too"
    if not begin and suffix not in _TEXT:
        return "the file is empty", "put in its place what it is to show, or delete it"
    if suffix == "svg":
        return None if _redraw(file) else ("this is no drawing that can be read", _PUBLISHED)
    if not KINDS[suffix].match(begin) or (suffix in _TEXT and not _is_text(file)):
        return f"its bytes are not those of a .{suffix}", _PUBLISHED
    return None


def _is_text(file: Path) -> bool:
    try:
        return "\0" not in file.read_text("utf-8")
    except UnicodeDecodeError:
        return False


def _redraw(file: Path) -> bytes:
    """An SVG without anything that runs or asks another host; empty where it cannot be read."""
    from py_svg_hush import filter_svg  # few editions have drawings

    if file.stat().st_size > _LARGEST_DRAWING:
        return b""
    try:
        return bytes(filter_svg(file.read_bytes(), keep_data_url_mime_types=_IN_DRAWINGS))
    except ValueError:
        return b""


def _two_names(path: str, project: Project) -> str:
    name = PurePosixPath(path)
    return " and ".join(f"{name.stem}-{tag}{name.suffix}" for tag in project.languages)
