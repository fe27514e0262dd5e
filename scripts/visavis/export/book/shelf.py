"""Where the chapters of a book stand while the others are set: a file, since memory is dear."""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from contextlib import suppress
from tempfile import TemporaryFile

from visavis.export.book.laid import LaidChapter


class Shelf:
    """Chapters in their order. Use it as a context: what it holds goes with it."""

    def __enter__(self) -> Shelf:
        """Begin with nothing."""
        self._file = TemporaryFile(prefix="visavis-")
        return self

    def __exit__(self, *_: object) -> None:
        """Throw away what stands on it."""
        self._file.close()

    def put(self, chapter: LaidChapter) -> None:
        """Keep a chapter after the others."""
        pickle.dump(chapter, self._file)

    def __iter__(self) -> Iterator[LaidChapter]:
        """Each of them again, as it is asked for."""
        self._file.seek(0)
        with suppress(EOFError):
            while True:
                yield pickle.load(self._file)
