"""Words → Markdown that every parser reads as these very words, and addresses that run nothing.

CommonMark and Python-Markdown agree on a backslash before a few signs; the others are written as
character references, which both take.
"""

from __future__ import annotations

import re
from urllib.parse import quote

_BOTH_ESCAPE = frozenset("\\`*_[]#|")
_SIGN = re.compile(r"[\\`*_#|{<\[\]]|&(?=#?\w+;)")
_ASIDE = re.compile(r"\[(?:…|\.{3}|[^\W_][^\[\]\\`*_#|{}<>&^:]*)\](?![\[(:])")
_LINE_START = re.compile(
    r"(?P<reference>=+(?=\s*$)|:::|~~~|\?\?\?)"
    r"|(?P<backslash>>|!!!|[+-](?=[\s+-]|$))"
    r"|(?P<number>\d+)(?P<point>[.)])(?=\s|$)"
)
_SAFE_ADDRESS = "/:?#@!$&'+,;=~%.-"
_WEB = re.compile(r"(?:https?://|mailto:|tel:)[^\s]", re.IGNORECASE)
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//")
_LONGEST_ADDRESS = 2_000


def escape_words(text: str, *, brackets: bool = True) -> str:
    """Words as Markdown, anywhere but at the beginning of a line.

    An editor's `[…]` or `[sic]` stays as it is, unless `brackets` forbids it (inside a link).
    """
    kept = {found.start() for found in _ASIDE.finditer(text)} if brackets else set()
    kept |= {text.index("]", start) for start in kept}
    return _SIGN.sub(lambda found: _escape_sign(found, kept), text)


def escape_line_start(line: str) -> str:
    """A line of Markdown whose first sign is not taken for the beginning of a list, a quote…"""
    found = _LINE_START.match(line)
    if found is None:
        return line
    if found["reference"]:
        return _reference(line[0]) + line[1:]
    if found["backslash"]:
        return "\\" + line
    return f"{found['number']}\\{found['point']}{line[found.end() :]}"


def spell_out(text: str) -> str:
    """Words in which every sign is a character reference: ugly, and beyond all misunderstanding."""
    return "".join(c if c.isalnum() or c == " " else _reference(c) for c in text)


def web_address(address: str) -> str:
    """An address as it can stand in a link; empty for one that does not lead into the web."""
    address = "".join(address.split())
    return _quoted(address) if _WEB.match(address) else ""


def near_address(address: str) -> str:
    """A web address, or one inside the edition; empty for any other."""
    address = "".join(address.split())
    return web_address(address) if _SCHEME.match(address) else _quoted(address)


def _quoted(address: str) -> str:
    if len(address) > _LONGEST_ADDRESS or not address.isprintable():
        return ""
    kept = "".join(c if ord(c) > 127 else quote(c, safe=_SAFE_ADDRESS) for c in address)
    return re.sub(r"&(?=#?\w+;)", "%26", kept)


def _escape_sign(found: re.Match[str], kept: set[int]) -> str:
    sign = found[0]
    if found.start() in kept:
        return sign
    if sign == "<":
        return "&lt;"
    if sign == "&":
        return "&amp;"
    return "\\" + sign if sign in _BOTH_ESCAPE else _reference(sign)


def _reference(sign: str) -> str:
    return f"&#{ord(sign)};"
