"""What those who made the file have put around the book: a licence, their names, their remarks.

Project Gutenberg's files say in English where the book begins and ends, in whatever language it is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from visavis.imports.numbering import read_number
from visavis.imports.readers.plain.line import Left, PlainPassage, is_finished

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
_BEHIND = 0.8
_FEW = 3
_NEAR = 25
"""Among so many passages at either end of the book those who made the file speak."""


def take_frame(text: str, left: Left) -> tuple[str, str]:
    """The book without the licence around it, and the title that the frame gives it."""
    start = _START.search(text)
    begin = start.end() if start else 0
    end = _END.search(text, begin)
    is_sure = start is not None or "project gutenberg" in text[:3_000].lower()
    stop = end.start() if end and (is_sure or end.start() >= len(text) // 2) else len(text)
    left += [
        (_FRAME, passage)
        for around in (text[:begin], text[stop:])
        for passage in re.split(r"\n[^\S\n]*(?:\n[^\S\n]*)+", around)
        if passage.strip()
    ]
    title = _TITLE.search(text[:begin])
    return text[begin:stop], " ".join(title[1].split()) if title else ""


def take_remarks(passages: Sequence[PlainPassage], left: Left) -> list[PlainPassage]:
    """The passages without what those who made the file say of their work.

    A remark under a heading of its own goes on for a few passages, up to a gap or a chapter; one
    behind the book to its end.
    """
    end = max(len(passages) - _NEAR, int(_BEHIND * len(passages)))
    is_framed = any(kind == _FRAME for kind, _ in left)
    kept: list[PlainPassage] = []
    goes_on = 0
    for at, passage in enumerate(passages):
        is_near = at < _NEAR or at >= end
        if _REMARK.match(passage.text) and (is_near or passage.text.startswith("[")):
            says_all = len(passage.text) > 60 or "]" in passage.text
            goes_on = 0 if says_all else len(passages) if at >= end else _FEW
        elif goes_on and passage.gap <= 2 and not _begins_chapter(passage):
            goes_on -= 1
        elif _SHOWN.fullmatch(passage.text) or (
            is_near and _MADE.match(passage.text) and (is_framed or _is_line(passage))
        ):
            goes_on = 0
        else:
            goes_on = 0
            kept.append(passage)
            continue
        left.append((_REMARKS, passage.text))
    return kept


def _begins_chapter(passage: PlainPassage) -> bool:
    first = passage.lines[0].strip()
    return first.isupper() or read_number(first) is not None


def _is_line(passage: PlainPassage) -> bool:
    """Whether a passage is a line of credits, and no sentence that begins like one."""
    return len(passage.lines) == 1 and not is_finished(passage.text)
