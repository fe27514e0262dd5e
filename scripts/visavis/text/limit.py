"""How much of one thing a text may hold: far more than any book has, less than hangs a program.

The parsers of Markdown take the square of the time for some things that nobody writes: brackets
that are never closed, the same note called again and again. What is past a limit is refused before
it is read, in one look at the characters.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from visavis.errors import VisavisError

NOTES = 20_000
"""Definitions in a chapter."""
CALLS = 500
"""Calls of one note in a chapter."""
LINKS = 10_000
"""Links and pictures in a paragraph."""
PARAGRAPH_CALLS = 1_000
"""Calls of notes in a paragraph."""
BRACKETS = 1_000
"""Brackets that are open at once in a paragraph."""
COMMENTS = 1_000
"""Beginnings of comments, declarations and instructions (`<!`, `<?`) in a paragraph."""
BACKTICKS = 1_000
"""Backticks that follow each other."""
_SHORT = min(PARAGRAPH_CALLS, BRACKETS, COMMENTS, BACKTICKS)
_BLANK = re.compile(r"\n[ \t\r]*(?=\n)")
_DEFINITION = re.compile(r"^\[\^[^\s\[\]]+\]:", re.MULTILINE)
_CALL = re.compile(r"\[\^[^\s\[\]]+\](?!:)")
_BRACKET = re.compile(r"[\[\]]")


def check_limits(text: str, path: str, *, first_line: int = 1) -> None:
    """Raise VisavisError, with the line, for more than the parsers can take."""
    for at, message in _find_excess(text):
        line = first_line + text.count("\n", 0, at)
        hint = "part it, or put a backslash before what is none"
        raise VisavisError(message, place=f"{path}:{line}", hint=hint)


def _find_excess(text: str) -> Iterator[tuple[int, str]]:
    if len(text) <= _SHORT:
        return
    definitions = [found.start() for found in _DEFINITION.finditer(text)]
    if len(definitions) > NOTES:
        yield definitions[NOTES], f"too many notes: more than {NOTES:,} in one text"
    calls: Counter[str] = Counter()
    for found in _CALL.finditer(text):
        calls[found[0]] += 1
        if calls[found[0]] > CALLS:
            yield found.start(), f"too many calls of one note: more than {CALLS}"
    start = 0
    for end in (*(found.start() for found in _BLANK.finditer(text)), len(text)):
        if end - start > _SHORT:
            paragraph = text[start:end].lstrip("\n")
            yield from ((end - len(paragraph), message) for message in _judge(paragraph))
        start = end


def _judge(paragraph: str) -> Iterator[str]:
    if paragraph.count("](") + paragraph.count("][") > LINKS:
        yield f"too many links: more than {LINKS:,} in one paragraph"
    if paragraph.count("[^") > PARAGRAPH_CALLS:
        yield f"too many notes: more than {PARAGRAPH_CALLS:,} called in one paragraph"
    if paragraph.count("<!") + paragraph.count("<?") > COMMENTS:
        yield f"too many comments: more than {COMMENTS:,} in one paragraph"
    if "`" * (BACKTICKS + 1) in paragraph:
        yield f"too many backticks: more than {BACKTICKS:,} on end"
    if paragraph.count("[") > BRACKETS:
        depth = 0
        for found in _BRACKET.finditer(paragraph):
            depth = depth + 1 if found[0] == "[" else max(depth - 1, 0)
            if depth > BRACKETS:
                yield f"brackets nested too deeply: more than {BRACKETS:,} open at once"
                return
