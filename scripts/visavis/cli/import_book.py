"""`visavis import --chapters`: a whole book, a chapter a file."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import PurePosixPath

from visavis.cli.importing import Import, Stock, gallery_path, import_pair, take_stock
from visavis.imports import Joint, Reading, divide
from visavis.project import Project

Chapters = list[tuple[Stock, Import]]


def import_book(
    project: Project,
    name: str,
    texts: tuple[Reading, Reading],
    joints: Sequence[Joint],
    level: int | None,
) -> Chapters:
    """The chapters of a book as they would be written: NAME-01, NAME-02…

    What stands before the first heading is NAME-00. Raises VisavisError.
    """
    parts = divide(*texts, joints, level)
    first = 0 if parts[0].is_opening else 1
    width = max(2, len(str(first + len(parts) - 1)))
    chapters = []
    for number, part in enumerate(parts, first):
        stock = take_stock(project, f"{name}-{number:0{width}}")
        done = import_pair(stock, part.source, part.target, part.joints)
        chapters.append((stock, replace(done, passed=part.passed)))
    return chapters


def left_over(project: Project, name: str, chapters: Chapters) -> Iterator[str]:
    """Texts, and folders of pictures, of an earlier import of the same book that had more chapters.

    Only numbers of as many figures are looked at: `hist-1914` is somebody's chapter of that name.
    """
    written = {path for _, done in chapters for path in done.files}
    written |= {gallery_path(project, stock.name) for stock, _ in chapters}
    width = len(chapters[0][0].name) - len(f"{name}-")
    texts = [(f"{side.folder}/{name}", r"\.md") for side in project.sides]
    for start, end in (*texts, (gallery_path(project, name), "")):
        place = PurePosixPath(start)
        numbered = re.compile(rf"{re.escape(place.name)}-[0-9]{{{width}}}{end}")
        for file in sorted((project.root / place.parent).glob(f"{place.name}-*")):
            path = f"{place.parent}/{file.name}"
            if path not in written and numbered.fullmatch(file.name):
                yield path
