"""Segments of aligned material → two readings and the links between their blocks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import TypeVar

from visavis.errors import VisavisError
from visavis.imports.reading import Reading
from visavis.imports.tree.node import Block
from visavis.imports.tree.picture import Album
from visavis.imports.tree.write import MarkdownWriter, WrittenBlock
from visavis.side import Side, TwoSided
from visavis.unicode import has_dictionary, primary

T = TypeVar("T")
SURE = 1.0
FUZZY = 0.5
"""What a program guessed and nobody has looked at yet."""


@dataclass(frozen=True, slots=True)
class Segment(TwoSided):
    """One translation unit."""

    source: tuple[Block, ...]
    target: tuple[Block, ...]
    score: float = SURE
    alone: bool = False
    """Whether it is not to be translated: where one side has nothing, the other stands alone."""


@dataclass(frozen=True, slots=True)
class Joint(TwoSided):
    """Blocks of two texts that answer each other; the order of the joints is that of both texts."""

    source: tuple[int, ...]
    """Consecutive indices; empty where the source has nothing."""
    target: tuple[int, ...]
    score: float = SURE
    """How likely it is right, 0 to 1."""

    def among(self, source: Sequence[int], target: Sequence[int]) -> Joint:
        """The joint of some blocks as one of all: those are the indices that each of them has."""
        ours, theirs = (source[at] for at in self.source), (target[at] for at in self.target)
        return Joint(tuple(ours), tuple(theirs), self.score)


@dataclass(frozen=True, slots=True)
class Bitext:
    """Two texts with the alignment that they came with."""

    source: Reading
    target: Reading
    joints: tuple[Joint, ...]


def make_bitext(
    name: str, languages: tuple[str, str], segments: Iterable[Segment], album: Album | None = None
) -> Bitext:
    """Write the segments as two texts. Raises VisavisError where one of them would be empty."""
    writers = {side: MarkdownWriter() for side in Side}
    pieces: dict[Side, list[WrittenBlock]] = {side: [] for side in Side}
    joints = []
    for segment in segments:
        source, target = (
            _add(writers[side].write(segment[side]), pieces[side], segment.alone) for side in Side
        )
        if source or target:
            joints.append(Joint(source, target, segment.score))
    for side, language in zip(Side, languages, strict=True):
        if not pieces[side]:
            raise VisavisError(f"there is no {language} text in it", place=name)
    ours, theirs = (
        Reading(name, language, (*pieces[side], *writers[side].notes())).sound()
        for side, language in zip(Side, languages, strict=True)
    )
    # What there is to say of the file is said once, of the original.
    return Bitext(ours.with_album(album) if album else ours, theirs, tuple(joints))


def match_languages(found: tuple[str, str], wanted: tuple[str, str], place: str) -> bool:
    """Whether material runs the other way round than the edition; unnamed languages fit any.

    Raises VisavisError where it is in other languages.
    """
    if _alike(found, wanted):
        return False
    if _alike(found[::-1], wanted):
        return True
    said = " and ".join(found)
    raise VisavisError(f"it is in {said}, the edition in {' and '.join(wanted)}", place=place)


@cache
def known_share(words: str, language: str) -> float:
    """The share of words that the dictionary of a language has; 0 where there is none of it."""
    from simplemma import in_target_language  # slow to load, and seldom needed

    tag = primary(language)
    return float(in_target_language(words, tag, low_memory=True)) if has_dictionary(tag) else 0.0


def find_versions(versions: Mapping[str, T], languages: Sequence[str]) -> list[T | None]:
    """What there is in each of some languages, of versions by their tags.

    It has that very tag, or one of the same language that is none of the others'.
    """
    tags = {tag.replace("_", "-").lower(): tag for tag in reversed([*versions])}
    wanted = [language.lower() for language in languages]
    free = [tag for tag in tags if tag not in wanted][::-1]
    found: list[T | None] = []
    for language in wanted:
        alike = [tag for tag in free if primary(tag) == primary(language)]
        tag = language if language in tags else next(iter(alike), None)
        if tag in free:
            free.remove(tag)
        found.append(None if tag is None else versions[tags[tag]])
    return found


def _alike(found: Sequence[str], wanted: Sequence[str]) -> bool:
    return all(not f or primary(f) == primary(w) for f, w in zip(found, wanted, strict=True))


def _add(new: Iterable[WrittenBlock], into: list[WrittenBlock], alone: bool) -> tuple[int, ...]:
    start = len(into)
    into.extend(replace(piece, alone=alone) for piece in new)
    return tuple(range(start, len(into)))
