"""The parts of a large book, each a PDF of Typst's, joined into one that is tagged as they are.

Pages, outline and structure are those of the parts, one after the other; what each part numbers
from nought is numbered on. A part cannot lead to a place in another, so each of its links within
the book names a place by its number, as a URI, and becomes a destination here.

Typst writes a table of all objects and puts none of them into streams, so that they can be copied
as they are with their references renumbered. Sources: ISO 32000-1, 7.5 (structure of a file), 12.3
(destinations, outline) and 14.7 (logical structure); ISO 14289-1, 7.18.5 (links).
"""

from __future__ import annotations

import hashlib
import re
from base64 import b64encode
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

PLACE = "visavis:"
"""How the address of a place in the book begins in a part."""
_REFERENCE = re.compile(rb"(\d+) 0 R\b")
_PARENT = re.compile(rb"/(StructParents?) (\d+)")
_STRING_SIGN = re.compile(rb"\\.|[()]", re.DOTALL)
_CELL = re.compile(rb"\((U\d+x\d+y\d+)\)")
_URI = re.compile(rb"/A<</Type/Action/S/URI/URI\(%b(\d+)\)>>" % PLACE.encode())
_ALTERNATIVE = re.compile(rb"/Contents\(%b\d+\)" % PLACE.encode())
_STREAM = b">>\nstream\n"
_NUMBERED = re.compile(rb"(\d+) (\d+) 0 R")
_NAMED = re.compile(rb"\((\w+)\)(\d+) 0 R")
_HEAD = b"%PDF-1.7\n%\x80\x80\x80\x80\n\n"
_CATALOGUE, _PAGES, _OUTLINE, _TREE, _DOCUMENT, _METADATA, _INFO = range(1, 8)
"""The numbers of the objects of which the book has one, as each part has."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a link leads."""

    page: int
    """From 1."""
    x: float
    y: float
    """In points from the lower left corner."""
    name: str
    """What is said of it to those who cannot see the page."""


def join(parts: Iterable[bytes], places: Sequence[Place]) -> bytes:
    """One PDF of some; `places` by the numbers that the links of the parts name them by."""
    return _Joiner(places).join(map(_Part, parts))


class _Part:
    """The objects of a PDF by their numbers, and the numbers of those that a PDF has one of."""

    def __init__(self, pdf: bytes) -> None:
        table = int(pdf[pdf.rindex(b"startxref") + 9 :].split()[0])
        lines = pdf[table : pdf.rindex(b"trailer")].split(b"\n")[2:]
        places = [(int(line[:10]), at) for at, line in enumerate(lines) if line[17:18] == b"n"]
        ends = [place for place, _ in sorted(places)[1:]] + [table]
        self.objects: dict[int, bytes] = {}
        for (start, number), end in zip(sorted(places), ends, strict=True):
            body = pdf[start:end]
            self.objects[number] = body[body.index(b"obj") + 4 : body.rindex(b"endobj")].rstrip()
        trailer = pdf[pdf.rindex(b"trailer") :]
        self.identifiers = re.findall(rb"\(([^)]*)\)", _find(rb"/ID\[(.*?)\]", trailer))
        self.catalogue, self.info = _refer(b"Root", trailer), _refer(b"Info", trailer)
        told = self.objects[self.catalogue]
        self.pages, self.metadata = _refer(b"Pages", told), _refer(b"Metadata", told)
        self.outline = _refer(b"Outlines", told) if b"/Outlines " in told else 0
        self.tree = _refer(b"StructTreeRoot", told)
        self.document = int(_find(rb"/K\[(\d+) 0 R\]", self.objects[self.tree]))

    def list_pages(self) -> list[int]:
        """The numbers of its pages, in their order."""
        return list(map(int, _REFERENCE.findall(_find(rb"/Kids\[(.*?)\]", self[self.pages]))))

    def __getitem__(self, number: int) -> bytes:
        return self.objects[number]


@dataclass(slots=True)
class _Joiner:
    places: Sequence[Place]
    written: list[bytes] = field(default_factory=list)
    """The objects after those of which there is one, as they will stand in the file."""
    pages: list[int] = field(default_factory=list)
    blocks: list[bytes] = field(default_factory=list)
    """References to what stands in the document, by the structure."""
    roles: dict[bytes, bytes] = field(default_factory=dict)
    parents: list[bytes] = field(default_factory=list)
    cells: list[tuple[bytes, int]] = field(default_factory=list)
    """Names of cells that head others, which must be one of a kind, with their objects."""
    entries: list[tuple[int, int]] = field(default_factory=list)
    """Of the outline: the first and the last of each part."""
    entry_count: int = 0
    next_parent: int = 0
    identifiers: list[bytes] = field(default_factory=list)
    links: list[tuple[int, bytes]] = field(default_factory=list)
    """Where links stand in `written` whose pages are not known yet."""

    def join(self, parts: Iterator[_Part]) -> bytes:
        first: dict[int, bytes] = {}
        for number, part in enumerate(parts):
            renumber = self._add(part, number)
            first = first or {
                _CATALOGUE: renumber(part[part.catalogue]),
                _METADATA: part[part.metadata],
                _INFO: part[part.info],
            }
        for at, link in self.links:
            self.written[at] = _URI.sub(self._lead, link)
        self._chain_outline()
        return self._write(first)

    def _add(self, part: _Part, number: int) -> Callable[[bytes], bytes]:
        """Take all of a part; gives what renumbers its references."""
        one = {
            part.catalogue: _CATALOGUE,
            part.pages: _PAGES,
            part.outline: _OUTLINE,
            part.tree: _TREE,
            part.document: _DOCUMENT,
            part.metadata: _METADATA,
            part.info: _INFO,
        }
        own = [old for old in part.objects if old not in one]
        new = {old: _INFO + 1 + len(self.written) + at for at, old in enumerate(own)} | one
        renumber = _Renumber(new, self.next_parent, b"(%d." % number)
        for old in own:
            body = renumber(part[old])
            if _URI.search(body):
                self.links.append((len(self.written), body))
            self.written.append(body)
        self.pages += [new[page] for page in part.list_pages()]
        self._add_structure(part, new, renumber, number)
        if part.outline:
            told = part[part.outline]
            self.entries.append((new[_refer(b"First", told)], new[_refer(b"Last", told)]))
            self.entry_count += int(_find(rb"/Count (\d+)", told))
        self.identifiers.append(part.identifiers[-1])
        return renumber

    def _add_structure(
        self, part: _Part, new: Mapping[int, int], renumber: _Renumber, number: int
    ) -> None:
        tree = part[part.tree]
        blocks = _find(rb"/K\[(.*)\]", part[part.document])
        self.blocks.append(renumber(blocks))
        roles = _find(rb"/RoleMap<<(.*?)>>", tree).split(b"/")[1:]
        self.roles.update(zip(roles[::2], roles[1::2], strict=True))
        for key, old in _NUMBERED.findall(_find(rb"/Nums\[(.*?)\]", tree)):
            self.parents.append(b"%d %d 0 R" % (int(key) + self.next_parent, new[int(old)]))
        self.next_parent += int(_find(rb"/ParentTreeNextKey (\d+)", tree))
        if b"/IDTree" in tree:
            for name, old in _NAMED.findall(_find(rb"/IDTree<</Names\[(.*?)\]", tree)):
                self.cells.append((b"%d.%b" % (number, name), new[int(old)]))

    def _lead(self, link: re.Match[bytes]) -> bytes:
        place = self.places[int(link[1])]
        page = self.pages[place.page - 1]
        said = place.name.encode("utf-16-be").hex().upper().encode()
        where = f"{page} 0 R/XYZ {round(place.x, 4)} {round(place.y, 4)} 0".encode()
        return b"/Dest[%b]/Contents<FEFF%b>" % (where, said)

    def _chain_outline(self) -> None:
        """Let the entries of a part follow those of the part before."""
        for (_, last), (first, _) in zip(self.entries, self.entries[1:], strict=False):
            for number, key, other in ((last, b"Next", first), (first, b"Prev", last)):
                at = number - _INFO - 1
                self.written[at] = self.written[at][:-2] + b"/%b %d 0 R>>" % (key, other)

    def _write(self, first: Mapping[int, bytes]) -> bytes:
        digest = hashlib.blake2b(b"".join(self.identifiers), digest_size=16).digest()
        instance, pages = b64encode(digest), b"".join(b"%d 0 R " % page for page in self.pages)
        roles = b"".join(b"/%b/%b" % role for role in self.roles.items())
        names = b"".join(b"(%b)%d 0 R" % cell for cell in sorted(self.cells))
        tree = b"/RoleMap<<%b>>/K[%d 0 R]/ParentTree<</Nums[%b]>>/ParentTreeNextKey %d" % (
            roles,
            _DOCUMENT,
            b" ".join(self.parents),
            self.next_parent,
        )
        tree += b"/IDTree<</Names[%b]>>" % names if names else b""
        metadata = _tell_metadata(first[_METADATA], len(self.pages), instance)
        outline = b"/First %d 0 R/Last %d 0 R/Count %d" % (
            self.entries[0][0],
            self.entries[-1][1],
            self.entry_count,
        )
        blocks = b" ".join(self.blocks)
        shared = [
            first[_CATALOGUE],
            b"<</Type/Pages/Count %d/Kids[%b]>>" % (len(self.pages), pages.rstrip()),
            b"<</Type/Outlines%b>>" % outline,
            b"<</Type/StructTreeRoot%b>>" % tree,
            b"<</Type/StructElem/S/Document/P %d 0 R/K[%b]>>" % (_TREE, blocks),
            metadata,
            first[_INFO],
        ]
        identifiers = hashlib.blake2b(instance, digest_size=16).digest()
        return _write_file([*shared, *self.written], b64encode(identifiers), instance)


class _Renumber:
    """Renumbers what an object refers to: other objects, parents of the structure, cells."""

    def __init__(self, new: Mapping[int, int], parents: int, cell: bytes) -> None:
        self._refer = lambda m: b"%d 0 R" % new[int(m[1])]
        self._parent = lambda m: b"/%b %d" % (m[1], int(m[2]) + parents)
        self._cell = cell

    def __call__(self, body: bytes) -> bytes:
        head, mark, stream = body.partition(_STREAM)
        made = b"".join(self._outside(piece) + string for piece, string in _split_strings(head))
        if b"/StructElem" in head:
            made = _CELL.sub(lambda m: self._cell + m[1] + b")", made)
        return _ALTERNATIVE.sub(b"", made) + mark + stream

    def _outside(self, piece: bytes) -> bytes:
        return _PARENT.sub(self._parent, _REFERENCE.sub(self._refer, piece))


def _split_strings(head: bytes) -> Iterator[tuple[bytes, bytes]]:
    """What stands before each string, with the string, which may hold what looks like anything."""
    at = 0
    while (start := head.find(b"(", at)) >= 0:
        depth, end = 0, start
        for sign in _STRING_SIGN.finditer(head, start):
            depth += {b"(": 1, b")": -1}.get(sign[0], 0)
            end = sign.end()
            if not depth:
                break
        yield head[at:start], head[start:end]
        at = end
    yield head[at:], b""


def _tell_metadata(stream: bytes, pages: int, instance: bytes) -> bytes:
    """What the first part says of itself (XMP), said of the book."""
    _, _, body = stream.partition(_STREAM)
    body = body.removesuffix(b"endstream").rstrip(b"\n")
    for name, value in ((b"xmpTPg:NPages", b"%d" % pages), (b"xmpMM:InstanceID", instance)):
        body = re.sub(rb"(<%b>)[^<]*" % name, rb"\g<1>" + value, body)
    head = b"<</Length %d/Type/Metadata/Subtype/XML>>\nstream\n" % len(body)
    return head + body + b"\nendstream"


def _write_file(objects: Sequence[bytes], document: bytes, instance: bytes) -> bytes:
    """The whole file: objects numbered from 1, the table of their places, the trailer."""
    written, places, at = [_HEAD], [], len(_HEAD)
    for number, body in enumerate(objects, 1):
        places.append(b"%010d 00000 n\r\n" % at)
        written.append(b"%d 0 obj\n%b\nendobj\n" % (number, body))
        at += len(written[-1])
    size = len(objects) + 1
    table = b"xref\n0 %d\n0000000000 65535 f\r\n%b" % (size, b"".join(places))
    told = b"/Size %d/Root %d 0 R/Info %d 0 R/ID[(%b)(%b)]" % (
        size,
        _CATALOGUE,
        _INFO,
        document,
        instance,
    )
    written += [table, b"trailer\n<<%b>>\nstartxref\n%d\n%%%%EOF" % (told, at)]
    return b"".join(written)


def _refer(key: bytes, told: bytes) -> int:
    """The number of the object that a key names."""
    return int(_find(rb"/%b (\d+) 0 R" % key, told))


def _find(pattern: bytes, told: bytes) -> bytes:
    found = re.search(pattern, told, re.DOTALL)
    assert found, "Typst writes it so"
    return found[1]
