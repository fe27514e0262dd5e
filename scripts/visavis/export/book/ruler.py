"""Measures sides: each by Typst once, and kept for the next book of the edition."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from visavis.export.book.typesetter import Measured, Typesetter
from visavis.export.book.volume import BookSide
from visavis.store import Cache, content_key


@dataclass(frozen=True, slots=True)
class Ruler:
    """For sides of one width."""

    typesetter: Typesetter
    write: Callable[[BookSide], Mapping[str, Any]]
    """A side as Typst reads it."""
    width: float
    cache: Cache | None = None

    def measure(self, sides: Sequence[BookSide]) -> list[Measured]:
        """Lay each out by itself; what is to be marked stands in it."""
        jobs = [
            json.dumps({**self.write(side), "width": self.width}, ensure_ascii=False)
            for side in sides
        ]
        if self.cache is None:
            return self.typesetter.measure(jobs)
        keys = [content_key(job) for job in jobs]
        known = {key: _read(value) for key in keys if (value := self.cache.get(key))}
        new = {key: job for key, job in zip(keys, jobs, strict=True) if key not in known}
        for key, measured in zip(new, self.typesetter.measure([*new.values()]), strict=True):
            self.cache.put(key, [measured.height, measured.first, measured.marks])
            known[key] = measured
        return [known[key] for key in keys]

    def save(self) -> None:
        """Keep what was measured."""
        if self.cache:
            self.cache.save()


def _read(value: list[Any]) -> Measured:
    height, first, marks = value
    return Measured(height, first, tuple((x, y) for x, y in marks))
