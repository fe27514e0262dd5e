"""A book → its chapters: two texts and the joints between them, cut where both have a heading.

Chapters of a book are numbered and named by their titles: NAME-01-the-mill, NAME-02-the-river…
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from visavis.imports.bitext import Joint
from visavis.imports.bring import Import, import_pair
from visavis.imports.chapter import body_of
from visavis.imports.cut import find_chapter_cuts, part_at_chapters
from visavis.imports.gallery import without_pictures
from visavis.imports.reading import Reading
from visavis.imports.stock import gallery_path, take_stock
from visavis.imports.title import headings_of, name_chapter, title_chapter
from visavis.imports.tree.write import WrittenBlock
from visavis.settings import Project
from visavis.side import Side
from visavis.text import Block, Kind

_LEAST = 2
"""Words. A `by`, or a year, between the titles makes no page of its own."""


@dataclass(frozen=True, slots=True)
class BookPart:
    """One chapter to be."""

    source: Reading
    target: Reading
    joints: tuple[Joint, ...]
    is_opening: bool = False
    """Whether it is what stands before the first heading: a title page, a dedication."""
    passed: tuple[tuple[Side, str], ...] = ()
    """Headings at which a chapter would begin, had they an answer: their side and their words."""


def divide(
    source: Reading, target: Reading, joints: Sequence[Joint], level: int | None = None
) -> list[BookPart]:
    """Cut a book into its chapters; see `find_chapter_cuts`.

    A heading that directly follows one at which the book was cut stays with it. What stands before
    the first is a part of its own where it is more than headings, in both texts; otherwise it opens
    the first chapter. Pictures are passed over in both. The headings of a chapter move up so that
    its own is of level 1.

    Law: every piece of either text is in exactly one part, in its order; notes go where they are
    called. Raises VisavisError where there is nothing to cut at.
    """
    texts = {Side.SOURCE: source, Side.TARGET: target}
    bodies = {side: body_of(text.document) for side, text in texts.items()}
    joints = list(part_at_chapters(joints, bodies))
    found = find_chapter_cuts(texts, bodies, joints, level)
    cuts = _apart(found.at, joints, bodies)
    opens = _is_worth_a_page(joints[: cuts[0]], bodies, _LEAST)
    starts = [0, *cuts] if opens else [0, *cuts[1:]]
    while len(starts) > 1 and not _is_worth_a_page(joints[: starts[1]], bodies, 1):
        del starts[1]  # a page of titles opens the first chapter
    parts = []
    for start, stop in zip(starts, [*starts[1:], len(joints)], strict=True):
        within = joints[start:stop]
        ours, theirs = (_slice(texts[side], bodies[side], _indices(within, side)) for side in Side)
        passed = tuple((side, words) for at, side, words in found.passed if start <= at < stop)
        parts.append(
            BookPart(ours, theirs, tuple(_from_zero(within)), opens and start == 0, passed)
        )
    return parts


def _apart(
    chosen: Sequence[int], joints: Sequence[Joint], bodies: Mapping[Side, Sequence[Block]]
) -> list[int]:
    """Those that do not directly follow another, but for pictures."""
    told = [
        at
        for at, joint in enumerate(joints)
        if without_pictures([bodies[side][index] for side in Side for index in joint[side]])
    ]
    before = dict(zip(told[1:], told, strict=False))
    return [at for at in chosen if before.get(at) not in chosen]


def _is_worth_a_page(
    opening: Sequence[Joint], bodies: Mapping[Side, Sequence[Block]], least: int
) -> bool:
    """Whether both texts say at least so many words there beside their headings."""
    for side in Side:
        blocks = (bodies[side][index] for index in _indices(opening, side))
        told = (b.plain for b in blocks if b.kind not in (Kind.HEADING, Kind.FIGURE))
        if len(" ".join(told).split()) < least:
            return False
    return True


def _indices(joints: Iterable[Joint], side: Side) -> list[int]:
    return [index for joint in joints for index in joint[side]]


def _from_zero(joints: Sequence[Joint]) -> Iterator[Joint]:
    source = target = 0
    for joint in joints:
        ours, theirs = source + len(joint.source), target + len(joint.target)
        yield Joint(tuple(range(source, ours)), tuple(range(target, theirs)), joint.score)
        source, target = ours, theirs


def _slice(reading: Reading, body: Sequence[Block], indices: Sequence[int]) -> Reading:
    """Some blocks of a text as a text of its own, whose first heading is of level 1."""
    level = next((body[i].level for i in indices if body[i].kind is Kind.HEADING), 1)
    part = reading.part(indices)
    raised = [_raised(p, body[i], level - 1) for p, i in zip(part.pieces, indices, strict=False)]
    pieces = [*raised, *part.pieces[len(indices) :]]
    return Reading(reading.name, reading.language, tuple(pieces), pictures=reading.pictures).sound()


def _raised(piece: WrittenBlock, block: Block, by: int) -> WrittenBlock:
    if block.kind is not Kind.HEADING or not by:
        return piece
    cut = min(by, block.level - 1)
    return replace(piece, markdown=piece.markdown[cut:], plainer=piece.plainer[cut:])


def import_book(
    project: Project,
    name: str,
    texts: tuple[Reading, Reading],
    joints: Sequence[Joint],
    level: int | None,
) -> list[Import]:
    """The chapters of a book as they would be written: NAME-01-the-mill, NAME-02-the-river…

    What stands before the first heading is NAME-00. Raises VisavisError.
    """
    parts = divide(*texts, joints, level)
    first = 0 if parts[0].is_opening else 1
    width = max(2, len(str(first + len(parts) - 1)))
    chapters = []
    for number, part in enumerate(parts, first):
        title = "" if part.is_opening else _name_of(part)
        ours, theirs = (replace(text, title=_title_of(text)) for text in (part.source, part.target))
        stock = take_stock(project, f"{name}-{number:0{width}}{f'-{title}' if title else ''}")
        done = import_pair(stock, ours, theirs, part.joints)
        chapters.append(replace(done, passed=part.passed))
    return chapters


def _name_of(part: BookPart) -> str:
    """The title of a chapter as files are called: the original's, or else the translation's."""
    for reading in (part.source, part.target):
        name = name_chapter(headings_of(body_of(reading.document)))
        if name:
            return name
    return ""


def _title_of(text: Reading) -> str:
    return text.title or title_chapter(headings_of(body_of(text.document)))


def left_over(name: str, chapters: Sequence[Import]) -> Iterator[str]:
    """Texts, and folders of pictures, of an earlier import of the same book.

    Only numbers of as many figures are looked at: `hist-1914` is somebody's chapter of that name.
    """
    project = chapters[0].stock.project
    written = {path for done in chapters for path in done.files}
    written |= {gallery_path(project, done.stock.name) for done in chapters}
    width = len(chapters[0].stock.name[len(name) + 1 :].partition("-")[0])
    texts = [(f"{text.folder}/{name}", r"\.md") for text in project.texts]
    for start, end in (*texts, (gallery_path(project, name), "")):
        place = PurePosixPath(start)
        numbered = re.compile(rf"{re.escape(place.name)}-[0-9]{{{width}}}(?:-[^/]*)?{end}")
        for file in sorted((project.root / place.parent).glob(f"{place.name}-*")):
            path = f"{place.parent}/{file.name}"
            if path not in written and numbered.fullmatch(file.name):
                yield path
