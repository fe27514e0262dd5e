"""The words of RTF: the text of its groups, but for those that hold settings."""

from __future__ import annotations

import re
from collections.abc import Iterator

from visavis.imports.words.placed import PlacedText

_TOKEN = re.compile(
    rb"\\([a-zA-Z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z])|([{}])|([^\\{}]+)"
)
_SILENT = frozenset(
    "fonttbl colortbl stylesheet info pict object listtable listoverridetable rsidtbl generator "
    "fldinst themedata datastore latentstyles xmlnstbl filetbl revtbl bkmkstart bkmkend".split()
)
_ENDS = frozenset("par sect page cell row line tab footnote".split())
_SIGNS = {
    "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”", "emdash": "—",
    "endash": "–", "bullet": "•",
}  # fmt: skip
_CODE_PAGE = re.compile(rb"\\ansicpg(\d{3,5})")


def rtf_words(data: bytes, name: str) -> Iterator[PlacedText]:
    """The paragraphs of a document, with its notes where they are called."""
    found = _CODE_PAGE.search(data[:500])
    codec = f"cp{found[1].decode()}" if found else "cp1252"
    text: list[str] = []
    silent: list[bool] = [False]
    skip = number = 0
    wide = 1
    for token in _TOKEN.finditer(data):
        word, argument, byte, sign, brace, words = token.groups()
        if brace:
            silent = [*silent, silent[-1]] if brace == b"{" else silent[:-1] or [False]
        elif word:
            said = word.decode("ascii")
            if said in _SILENT:
                silent[-1] = True
            elif said == "uc":
                wide = int(argument or 1)
            elif said == "u" and not silent[-1]:
                text.append(chr(int(argument or 63) % 65536))
                skip = wide
            elif said in _ENDS and not silent[-1]:
                number += 1
                yield PlacedText("paragraph", str(number), "".join(text))
                text = []
            elif not silent[-1]:
                text.append(_SIGNS.get(said, ""))
        elif sign == b"*":
            silent[-1] = True
        elif not silent[-1]:
            shown = _shown(byte, sign, words, codec)
            text.append(shown[skip:])
            skip = max(0, skip - len(shown))
    yield PlacedText("paragraph", str(number + 1), "".join(text))


def _shown(byte: bytes | None, sign: bytes | None, words: bytes | None, codec: str) -> str:
    if byte:
        return bytes.fromhex(byte.decode()).decode(codec, "replace")
    if sign:
        return {b"~": "\u00a0", b"_": "-", b"-": ""}.get(sign, sign.decode("latin-1"))
    return (words or b"").replace(b"\r", b"").replace(b"\n", b"").decode(codec, "replace")
