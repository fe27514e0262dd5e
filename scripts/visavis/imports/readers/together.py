"""Two files of texts that answer each other, read by looking at both."""

from __future__ import annotations

from dataclasses import replace

from visavis.imports.bitext import Bitext, make_bitext
from visavis.imports.readers.file import TextFile, plain_reading, with_account
from visavis.imports.readers.plain import (
    Layout,
    PlainText,
    answer_line_by_line,
    choose_beside,
    choose_together,
    read_line_by_line,
)
from visavis.imports.readers.subtitle import pair_cues
from visavis.imports.reading import Reading


def read_texts(source: TextFile, target: TextFile) -> Bitext:
    """Two texts that answer each other, with joints between them where the files tell them.

    How plain texts mark their paragraphs is decided by looking at both. Raises VisavisError.
    """
    if source.has_times and target.has_times:
        return _by_times(source, target)
    if not (source.is_plain and target.is_plain):
        ours = None if source.is_plain else source.read()
        theirs = None if target.is_plain else target.read()
        ours = ours or _beside(source, theirs)
        return Bitext(ours, theirs or _beside(target, ours), ())
    one, other = source.open(), target.open()
    wished = one.wishes.layout
    if wished in (None, Layout.LINE) and answer_line_by_line(one.lines, other.lines):
        return _by_lines(source, target, one, other)
    layouts = choose_together(one.lines, other.lines)
    return Bitext(
        plain_reading(one, source.name, layouts[0]),
        plain_reading(other, target.name, layouts[1]),
        (),
    )


def _by_times(source: TextFile, target: TextFile) -> Bitext:
    """Subtitles, whose times say what answers what."""
    readings = source.read(), target.read()
    segments = pair_cues(source.cues(), target.cues())
    bitext = make_bitext(source.name, (source.language, target.language), segments)
    ours, theirs = (
        replace(read, pieces=paired.pieces)
        for paired, read in zip((bitext.source, bitext.target), readings, strict=True)
    )
    return replace(bitext, source=ours, target=theirs)


def _beside(file: TextFile, other: Reading | None) -> Reading:
    text = file.open()
    layout = choose_beside(text.lines, len(other.pieces)) if other else None
    return plain_reading(text, file.name, layout)


def _by_lines(source: TextFile, target: TextFile, one: PlainText, other: PlainText) -> Bitext:
    segments = read_line_by_line(one, other)
    bitext = make_bitext(source.name, (source.language, target.language), segments)
    ours = replace(bitext.source, title=one.title)
    theirs = replace(bitext.target, name=target.name, title=other.title)
    return Bitext(with_account(ours, one), with_account(theirs, other), bitext.joints)
