"""What those who made the file have put around the book: a licence, their names, their remarks.

Project Gutenberg's files say in English where the book begins and ends, in whatever language it is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from visavis.imports.readers.plain.line import Left, Passage

_START = re.compile(
    r"^[ \t]*(?:\*{3}[ \t]*START[ \t]+OF[ \t]+(?:THE|THIS)[ \t]+PROJECT[ \t]+GUTENBERG[^*]*\*{3}"
    r"|\*END[ *]?THE SMALL PRINT!.*)[ \t]*$",
    re.IGNORECASE | re.MULTILINE,
)
_END = re.compile(
    r"^[ \t]*(?:\*{3}[ \t]*END[ \t]+OF[ \t]+(?:THE|THIS)[ \t]+PROJECT[ \t]+GUTENBERG"
    r"|(?:\*{3}[ \t]*)?END[ \t]+OF[ \t]+(?:THE[ \t]+|THIS[ \t]+)?PROJECT[ \t]+GUTENBERG)",
    re.IGNORECASE | re.MULTILINE,
)
_TITLE = re.compile(r"^Title:[ \t]*(\S.*(?:\n[ \t]+\S.*)*)", re.MULTILINE)
_MADE = re.compile(
    r"[\[(*]*\s*(?:(?:this\s+)?(?:e-?(?:book|text)|file|html version|electronic (?:text|edition))s?"
    r"\s+(?:was\s+|were\s+|is\s+)?(?:produced|prepared|transcribed|created|scanned|made|typed)\b"
    r"|(?:produced|prepared|transcribed|scanned|digitized|proof-?read|typed|created|text file "
    r"produced|updated (?:html )?edition)\s+(?:and\s+\w+\s+)?(?:by|from|for)\b"
    r"|\(?images? (?:generously )?(?:made available|provided|courtesy)"
    r"|credits?:\s)",
    re.IGNORECASE,
)
_SHOWN = re.compile(r"\[(?:illustration|image|picture|decoration|blank page)s?\.?\]", re.IGNORECASE)
_REMARK = re.compile(
    r"[\[*\s]*(?:transcriber|transcription|proof-?reader|producer)['’]?s?['’]?\s+notes?\b"
    r"|[\[*\s]*notes? (?:du|de la|de) transcript\w+|[\[*\s]*anmerkung(?:en)? (?:zur|der|des) "
    r"(?:transkription|bearbeiter)\w*|[\[*\s]*notas? d[eo]l? transcript\w+|[\[*\s]*not[ae] del? "
    r"tra(?:ns)?critt\w+|[\[*\s]*opmerkingen? van de bewerker",
    re.IGNORECASE,
)
_FRAME = "frame of Project Gutenberg"
_REMARKS = "producer’s note"
_NEAR = 25
"""Among so many passages at either end of the book those who made the file speak."""


def take_frame(text: str, left: Left) -> tuple[str, str]:
    """The book without the licence around it, and the title that the frame gives it."""
    start, end = _START.search(text), None
    begin = start.end() if start else 0
    end = _END.search(text, begin)
    if start is None and (end is None or "project gutenberg" not in text[:3_000].lower()):
        end = None if end is None or end.start() < len(text) // 2 else end
    stop = end.start() if end else len(text)
    left += [
        (_FRAME, passage)
        for around in (text[:begin], text[stop:])
        for passage in re.split(r"\n[^\S\n]*(?:\n[^\S\n]*)+", around)
        if passage.strip()
    ]
    title = _TITLE.search(text[:begin])
    return text[begin:stop], " ".join(title[1].split()) if title else ""


def take_remarks(passages: Sequence[Passage], left: Left) -> list[Passage]:
    """The passages without what those who made the file say of their work."""
    last = len(passages) - _NEAR
    kept: list[Passage] = []
    speaks = False
    for at, passage in enumerate(passages):
        is_near = at < _NEAR or at >= last
        remarks = bool(_REMARK.match(passage.text))
        if speaks and (at >= last or passage.gap <= 1) and not remarks:
            speaks = at >= _NEAR or passage.gap <= 1
        elif speaks:
            speaks = False
        if remarks and (is_near or passage.text.startswith("[")):
            # One between brackets ends with them; one under a heading goes on to the end, or gap.
            speaks = is_near and "]" not in passage.text and (at >= last or not _whole(passage))
            left.append((_REMARKS, passage.text))
        elif speaks or _SHOWN.fullmatch(passage.text) or (is_near and _MADE.match(passage.text)):
            left.append((_REMARKS, passage.text))
        else:
            kept.append(passage)
    return kept


def _whole(passage: Passage) -> bool:
    """Whether a remark says what it has to say in its own passage."""
    return len(passage.text) > 60
