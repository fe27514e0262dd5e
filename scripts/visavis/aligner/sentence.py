"""Where sentences begin and end: for the rules, the lit pairs of the pages and the aligner alike.

The library `sentencex` decides, with its lists of abbreviations by language. It takes a quotation
for one sentence however many are in it, so it sees the text with its quotation marks blanked; and
it cuts at every question mark, so an end is taken back where the sentence goes on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import accumulate

import sentencex

from visavis.unicode import primary

_MARKS = '"“”„«»‹›「」『』〝〞'
_APOSTROPHES = "'‘’‚`"
_QUOTE = _MARKS + _APOSTROPHES
_BLANKED = re.compile(rf"[{_QUOTE}](?:(?<=[{_MARKS}])|(?<!\w.)|(?!\w))")
"""Quotation marks; an apostrophe inside a word is none."""
_AHEAD = re.compile(rf"[\s{_QUOTE}¿¡…\-–—―]*")
"""What may stand before the first word of a sentence."""
_CLOSING = re.compile(rf"(?:[{_QUOTE}]+(?=\s|$)|[\"”»›’'」』〞]*)(?:\s+[»”›](?=\s|$))?")
"""Marks that stand close behind a sentence, or where French has its space before one."""
_QUOTED = re.compile(rf"[.!?…]\s?[{_QUOTE}](?=\s)")
"""A stop and a closing mark, which end a sentence whatever the word before the stop is."""
_NO = re.compile(r"\bNo\.(?=\W+[^\W\d_])")
"""The answer, and no abbreviation of “number”."""
_DOTTED = re.compile(r"([^\W\d_]+)\.\s*$")
_NUMERAL = re.compile(r"\b(?:\d{1,2}|[IVXLC]+)\.\s*$")
_LONGEST = 24
"""Characters in which the last word is looked for."""
_VOWEL = re.compile(r"[^\x00-\x7f]|[aeiouy]", re.IGNORECASE)
_TITLES = frozenset(
    "Capt Col Comm Dott Dr Dra Esq Gen Gov Hon Ing Lieut Lt Mlle Mlles Mme Mmes Mr Mrs Ms Prof "
    "Profa Rep Rev Sen Sgt Sig Sigra Sr Sra Srta St Sta Ste".split()
)
"""What stands before a name; books in each language have some of others."""
_REFERENCES = frozenset(
    "abb art bd cap ch chap fig n no nos nr num núm p pag pág pp sect sez tab tav vol".split()
)
"""What stands before a number."""
_ORDINAL = frozenset("cs da de et fi hr hu is lt lv nb nn no pl sk sl sr tr".split())
"""Languages that write the 3rd as `3.`."""
_SYLLABIC = frozenset("bs cs hr mk sk sl sr".split())
"""Languages that have words without vowels (Czech `prst`); in others these are abbreviations."""


def split_sentences(text: str, language: str) -> list[tuple[int, int]]:
    """The sentences as (start, end) in characters; joined again they are the text, byte for byte.

    `language` is a BCP 47 tag, of which the first part counts. White space belongs to the sentence
    before it, and so does what says who speaks (`« … ! » dit-il.`); an empty text has no sentences.
    """
    spans: list[tuple[int, int]] = []
    start = 0
    for end in (*_ends(text, primary(language)), len(text)):
        if text[start:end].strip():
            spans.append((start, end))
            start = end
    if start < len(text):
        spans.append((spans.pop()[0] if spans else 0, len(text)))
    return spans


def _ends(text: str, tag: str) -> Iterator[int]:
    """Where sentences end, rising."""
    blanked = _BLANKED.sub(" ", text)
    if "No." in blanked:
        blanked = _NO.sub("Oh.", blanked)
    pieces = sentencex.segment(tag, blanked)
    if "".join(pieces) != blanked:
        return  # pieces that are not the text say nothing of it
    found = {*accumulate(map(len, pieces)), *(mark.end() for mark in _QUOTED.finditer(text))}
    last = 0
    for end in sorted({_place(text, at) for at in found}):
        if last < end < len(text) and _is_end(text[last:end], text[end:], tag):
            yield end
            last = end


def _place(text: str, at: int) -> int:
    """Where a sentence ends that is over near here: behind its closing marks and white space."""
    while at and (text[at - 1].isspace() or text[at - 1] in _QUOTE):
        at -= 1
    closing = _CLOSING.match(text, at)
    at = closing.end() if closing else at
    while at < len(text) and text[at].isspace():
        at += 1
    return at


def _is_end(sentence: str, rest: str, tag: str) -> bool:
    """Whether what seems to be a sentence is over, and does not go on in the rest."""
    ahead = _AHEAD.match(rest)
    begin = ahead.end() if ahead else 0
    first = rest[begin : begin + 1]
    if not first or first.islower():
        return False
    if not begin and sentence[-1] in _QUOTE:  # Chinese: “走吧。”他说。
        return False
    last_words = sentence[-_LONGEST:]
    if tag in _ORDINAL and _NUMERAL.search(last_words):
        return False
    dotted = _DOTTED.search(last_words)
    return not (dotted and _is_abbreviation(dotted[1], first, tag))


def _is_abbreviation(word: str, following: str, tag: str) -> bool:
    """Whether the point behind a word belongs to it, by the letter that follows."""
    if len(word) == 1 and word.isupper():
        return (word, tag) != ("I", "en") and following.isupper()
    if word in _TITLES:
        return following.isupper()
    if word.casefold() in _REFERENCES:
        return following.isdigit()
    if tag in _SYLLABIC or len(word) == 1 or word.isupper():
        return False
    return not _VOWEL.search(word)
