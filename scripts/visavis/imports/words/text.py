"""The words of plain text and of Markdown."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from visavis.errors import VisavisError
from visavis.imports.words.placed import PlacedText
from visavis.input import decode
from visavis.text import read_front_matter

_BLANK = re.compile(r"\n[^\S\n]*(?:\n[^\S\n]*)+")
_HEAD = re.compile(r"\A(?:---[ \t]*\n.*?\n(?:---|\.\.\.)[ \t]*(?:\n|\Z))", re.DOTALL)
_DIVISION = re.compile(r"^:{3,}[ \t]*(?:\{[^{}\n]*\}|[\w.-]*)[ \t]*:*[ \t]*$", re.MULTILINE)
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_FENCE = re.compile(
    r"^[ ]{0,3}(?P<fence>`{3,}|~{3,})[^`\n]*(?:\n.*?)??(?:\n[ ]{0,3}(?P=fence)[`~]*[ \t]*$|\Z)",
    re.DOTALL | re.MULTILINE,
)
_CODE = re.compile(r"(`[^`]+`|``.+?``)", re.DOTALL)
_TAG = re.compile(r"</?[a-zA-Z][^\s<>:@]*(?:\s[^<>]*)?>")
_LIST = re.compile(r"\{(?=[:#.]|\s|[\w-]+=)[^{}\n]*\}")
_NUMBER = re.compile(r"^([ \t>*+-]*)(\d{1,9})[.)](?=[ \t]|$)", re.MULTILINE)
_CALL = re.compile(r"\[\^[^\]\n]*\]")
_DEFINITION = re.compile(r"^[ ]{0,3}\[[^\]\n]+\]:[ \t]*\S+(.*)$", re.MULTILINE)
_ADDRESS = re.compile(r"\]\(\s*<?(?:[^\s()<>]|\([^\s()]*\))*>?(\s+(?:\"[^\"]*\"|'[^']*'))?\s*\)")
_REFERENCE = re.compile(r"\]\[[^\]\n]*\]")


def plain_words(data: bytes, name: str) -> Iterator[PlacedText]:
    """The pieces between blank lines."""
    yield from _pieces(decode(data, name), 1, "paragraph")


def markdown_words(data: bytes, name: str) -> Iterator[PlacedText]:
    """The pieces between blank lines, without what is written for the program that reads them."""
    text = decode(data, name)
    head = _HEAD.match(text)
    if head:
        try:
            meta = read_front_matter(head[0], name)
        except VisavisError:
            meta = {}
        for key, value in meta.items():
            kind = "title" if key == "title" else "front matter"
            yield PlacedText(kind, "1", str(value))
    body = text[head.end() :] if head else text
    first = 1 + text.count("\n", 0, len(text) - len(body))
    at = 0
    for fence in [*_FENCE.finditer(body), None]:
        text = body[at : fence.start() if fence else len(body)]
        yield from _marked(text, first)
        if fence:
            first += text.count("\n")
            yield PlacedText("code", str(first), fence[0])
            first += fence[0].count("\n")
            at = fence.end()


def _marked(text: str, first: int) -> Iterator[PlacedText]:
    """The words of what stands between blocks of code; `first` is its line."""
    for found in _COMMENT.finditer(text):
        yield PlacedText("comment", str(first), found[0][4:-3])
    text = _COMMENT.sub(lambda found: "\n" * found[0].count("\n"), _DIVISION.sub("", text))
    for passage in _pieces(text, first, "paragraph"):
        yield from without_markup(passage)


def without_markup(passage: PlacedText) -> Iterator[PlacedText]:
    """The words of a passage of Markdown, and apart from them its numbers and titles."""
    text, place = passage.text, passage.place
    kind = "heading" if text.lstrip().startswith("#") else passage.kind
    kind = "note" if re.match(r"\s*\[\^[^\]]*\]:", text) else kind
    for found in _NUMBER.finditer(text):
        yield PlacedText("list number", place, found[2])
    text = _NUMBER.sub(r"\1", text)
    codes = _CODE.findall(text)
    text = _CODE.sub("\ue000", text.replace("\ue000", " "))  # what stands in code is no markup
    text = _CALL.sub(" ", text)
    titles = [*_DEFINITION.findall(text), *_ADDRESS.findall(text)]
    text = _ADDRESS.sub("] ", _DEFINITION.sub("", text))
    text = _LIST.sub(" ", _TAG.sub(_space, _REFERENCE.sub("] ", text)))
    text = html.unescape(text.replace("*", "").replace("\\", ""))
    yield PlacedText(kind, place, re.sub("\ue000", lambda _: codes.pop(0) if codes else "", text))
    for title in titles:
        yield PlacedText("title of a link or a picture", place, html.unescape(title))


def _space(found: re.Match[str]) -> str:
    """What a tag parts: a line break does, others stand within words."""
    return " " if found[0].lower().startswith("<br") else ""


def _pieces(text: str, line: int, kind: str) -> Iterator[PlacedText]:
    at = 0
    for end in [*_BLANK.finditer(text), None]:
        piece = text[at : end.start() if end else len(text)]
        if piece.strip():
            start = len(piece) - len(piece.lstrip())
            yield PlacedText(kind, str(line + piece.count("\n", 0, start)), piece)
        if end:
            line += text.count("\n", at, end.end())
            at = end.end()
