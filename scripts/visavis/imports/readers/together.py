"""Two files of texts that answer each other, read by looking at both."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from visavis.imports.bitext import Bitext, make_bitext
from visavis.imports.readers.file import TextFile, plain_reading, with_account
from visavis.imports.readers.plain import (
    NO_WISHES,
    Layout,
    PlainText,
    Wishes,
    answer_line_by_line,
    choose_beside,
    choose_together,
    read_line_by_line,
)
from visavis.imports.readers.subtitle import pair_cues
from visavis.imports.reading import Reading


def read_texts(source: TextFile, target: TextFile, wishes: Wishes = NO_WISHES) -> Bitext:
    """Two texts that answer each other, with joints between them where the files tell them.

    How plain texts mark their paragraphs is decided by looking at both. Raises VisavisError.
    """
    if source.has_times and target.has_times:
        return _by_times(source, target, wishes)
    if not (source.is_plain and target.is_plain):
        ours = None if source.is_plain else source.read(wishes)
        theirs = None if target.is_plain else target.read(wishes)
        ours = ours or _beside(source, theirs, wishes)
        return Bitext(ours, theirs or _beside(target, ours, wishes), ())
    one, other = source.open(wishes), target.open(wishes)
    if wishes.layout in (None, Layout.LINE) and answer_line_by_line(one.lines, other.lines):
        return _by_lines(source, target, one, other, wishes)
    layouts = choose_together(one.lines, other.lines)
    return Bitext(
        plain_reading(one, source.name, wishes, layouts[0]),
        plain_reading(other, target.name, wishes, layouts[1]),
        (),
    )


def _by_times(source: TextFile, target: TextFile, wishes: Wishes) -> Bitext:
    """Subtitles, whose times say what answers what."""
    readings = source.read(wishes), target.read(wishes)
    segments = pair_cues(source.cues(wishes), target.cues(wishes))
    languages = source.language, target.language
    bitext = make_bitext(source.name, languages, segments, Counter())
    ours, theirs = (
        replace(paired, name=read.name, told=read.told, given=read.given, named=read.named)
        for paired, read in zip((bitext.source, bitext.target), readings, strict=True)
    )
    return Bitext(ours, theirs, bitext.joints)


def _beside(file: TextFile, other: Reading | None, wishes: Wishes) -> Reading:
    text = file.open(wishes)
    layout = choose_beside(text.lines, len(other.pieces)) if other else None
    return plain_reading(text, file.name, wishes, layout)


def _by_lines(
    source: TextFile, target: TextFile, one: PlainText, other: PlainText, wishes: Wishes
) -> Bitext:
    segments = read_line_by_line(one, other, wishes)
    languages = source.language, target.language
    bitext = make_bitext(source.name, languages, segments, Counter())
    ours = replace(bitext.source, name=source.name, title=one.title)
    theirs = replace(bitext.target, name=target.name, title=other.title)
    return Bitext(with_account(ours, one), with_account(theirs, other), bitext.joints)
