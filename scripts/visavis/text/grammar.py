"""The parser of the edition's dialect: markdown-it-py, with our attribute line as a block.

Three things are added to the stock rules. The attribute line ends whatever block stands before it,
a list says the language of the emphasis, link, picture or code before it (`*Walden*{: lang=en }`),
and links, images, note calls and raw HTML remember where in the text they stand.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache, partial

from markdown_it import MarkdownIt
from markdown_it.helpers import parseLinkLabel
from markdown_it.rules_block import StateBlock, html_block
from markdown_it.rules_inline import StateInline, autolink, backtick, html_inline, image, link
from markdown_it.token import Token
from mdit_py_plugins.admon import admon_plugin
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.footnote.index import footnote_ref

from visavis.text.attribute import is_attribute_line, parse_attributes
from visavis.text.language import is_tag

ATTRIBUTE_LINE = "visavis_attribute_line"
MOST_LEVELS = 100
"""Levels of quotes and lists (which count twice) in each other; what is deeper is not read."""

_ENDS_BY_ITSELF = re.compile(r"\s*<(?:[!?]|(?:pre|script|style|textarea)\b)", re.IGNORECASE)
_NOTE_CALL = re.compile(r"\[\^[^\s\[\]]+\]")
_INLINE_LIST = re.compile(r"\{:[^{}\r\n]*\}")
_LISTED = "visavis_attribute_list"
_DESCRIBED = frozenset("em_close strong_close link_close code_inline image".split())
"""What an attribute list inside a paragraph may follow, …"""
_SAID: dict[str, Callable[[str], bool]] = {
    "lang": is_tag,
    "dir": frozenset({"ltr", "rtl", "auto"}).__contains__,
}
"""… and what it may say."""

InlineRule = Callable[[StateInline, bool], bool]


def _stands_at(state: StateBlock, line: int) -> bool:
    begin = state.bMarks[line]
    at_margin = begin == 0 or state.src[begin - 1] == "\n"
    if not at_margin or state.tShift[line]:
        return False  # inside a quote or a list item it is that one's own business
    return is_attribute_line(state.src[begin : state.eMarks[line]])


def _attribute_line(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    if not _stands_at(state, start):
        return False
    if silent:
        return True
    token = state.push(ATTRIBUTE_LINE, "", 0)
    token.map = [start, start + 1]
    state.line = start + 1
    return True


def _html_block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Raw HTML ends at an attribute line too; CommonMark's runs to the next blank line."""
    if not html_block(state, start, end, silent):
        return False
    if not silent and not _ENDS_BY_ITSELF.match(state.tokens[-1].content):
        for line in range(start + 1, state.line):
            if _stands_at(state, line):
                state.line = line
                state.tokens[-1].map = [start, line]
                state.tokens[-1].content = state.getLines(start, line, state.blkIndent, True)
                break
    return True


def _recording(rule: InlineRule, state: StateInline, silent: bool) -> bool:
    start, before = state.pos, len(state.tokens)
    if not rule(state, silent):
        return False
    if not silent:
        made = (token for token in state.tokens[before:] if token.type != "text")
        token = next(made, None)
        if token is not None:
            token.meta["span"] = (start, state.pos)
            if token.type in ("link_open", "image") and state.src[state.pos - 1] == "]":
                opening = start + (token.type == "image")
                label = parseLinkLabel(state, opening, token.type == "link_open")
                token.meta["words_end"] = label + 1
    return True


def _note_call(state: StateInline, silent: bool) -> bool:
    # The stock rule looks for the end of the label from every `[^`, to the end of the paragraph.
    if _NOTE_CALL.match(state.src, state.pos) is None:
        return False
    return footnote_ref(state, silent, always_match=True)


def _attribute_list(state: StateInline, silent: bool) -> bool:
    """A list inside a paragraph, until it is known what stands before it."""
    found = _INLINE_LIST.match(state.src, state.pos)
    said = parse_attributes(found[0]) if found else None
    if found is None or said is None or said.id or said.classes:
        return False
    if not all(name in _SAID and _SAID[name](value) for name, value in said.others):
        return False
    if not silent:
        token = state.push(_LISTED, "", 0)
        token.content, token.meta["end"] = found[0], found.end()
    state.pos = found.end()
    return True


def _hand_over_lists(state: StateInline) -> None:
    """Tell what stands before a list where it ends; a list behind mere words is words too."""
    kept: list[Token] = []
    for token in state.tokens:
        if token.type == _LISTED:
            # The signs of emphasis leave empty texts behind.
            before = next((t for t in reversed(kept) if t.type != "text" or t.content), None)
            if before and before.type in _DESCRIBED and "list_end" not in before.meta:
                before.meta["list_end"] = token.meta["end"]
                continue
            token.type = "text"
        kept.append(token)
    state.tokens[:] = kept


@cache
def markdown_parser() -> MarkdownIt:
    """The one parser; it keeps no state from text to text."""
    parser = MarkdownIt("commonmark", {"maxNesting": MOST_LEVELS}).enable("table")
    parser.use(footnote_plugin, inline=False, move_to_end=False, always_match_refs=True)
    parser.use(admon_plugin)
    # Every target is kept as written; what is dangerous is a finding, not a silent loss.
    parser.validateLink = lambda url: True  # type: ignore[method-assign]
    parser.normalizeLink = lambda url: url  # type: ignore[method-assign]
    parser.block.ruler.before(
        "code",
        "attribute_line",
        _attribute_line,
        {"alt": ["paragraph", "reference", "blockquote", "list", "table"]},
    )
    parser.inline.ruler.push("attribute_list", _attribute_list)
    parser.inline.ruler2.before("fragments_join", "attribute_list", _hand_over_lists)
    alternatives = ["paragraph", "reference", "blockquote"]
    parser.block.ruler.at("html_block", _html_block, {"alt": alternatives})
    rules: dict[str, InlineRule] = {
        "link": link,
        "image": image,
        "autolink": autolink,
        "html_inline": html_inline,
        "backticks": backtick,
        "footnote_ref": _note_call,
    }
    for name, rule in rules.items():
        parser.inline.ruler.at(name, partial(_recording, rule))
    return parser
