"""Rules about sides that are too alike, too unlike, or in the wrong language."""

from __future__ import annotations

import math
import re
import statistics
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from visavis.checks.finding import Problem, Severity
from visavis.checks.rule import SAMPLE, Concern, at_side, rule
from visavis.checks.sample import Sample, SampledPair, count_words
from visavis.side import Side
from visavis.text import has_word, name_language
from visavis.unicode import UNSPACED, WORD, fold, has_dictionary, is_of_script, primary, script_of

_PLAIN_WORD = re.compile(r"(?:^|[\s'’(«“\"])([^\W\d_]{2,})(?=[,;:!?.…)»”\"]*(?:\s|$))")
"""A word by itself: the parts of commands, file names and addresses are of no language."""
_MARKS = re.compile(r"[\W_]+")
_UNSPACED = re.compile(f"[{UNSPACED}]")
_FEW = 6
"""A text with fewer words may be a title, a name, a greeting: alike, or in any language."""
_PROSE = 3
"""Words in lower case that make a text more than a title or a list of names."""
_LIMIT = 6.0
"""Spreads of the book's own lengths beyond which a pair is out of proportion."""
_FACTOR = 1.7
"""And no pair is, whose length differs by less than this factor from what is usual."""
_PRIOR_SPREAD = 1.5
"""How far lengths usually stray, see `_stray`; worth twenty pairs."""
_SURE = 0.6
"""Share of words that the other language knows, from which a text may be in it."""
_CLEARLY = 1.3
"""By so much it must know more of them than the text's own; dictionaries have many words of others.
"""
_ENOUGH = 10
_STRANGE = 0.6
"""A text of so many words in lower case, of which its own language knows less than this share, may
be in a third one."""
_ROWS, _READ = 3, 20
"""So many rows make a text that may have been exchanged for the other, and so many are read."""
_LARGE_NOUNS = frozenset({"de", "lb"})
_USUAL = 0.25
_REPEATED = 2
_DISTINCT = 2
"""A text is in its own language, where a quarter of its words stand in more than two texts of its
side, and twice as many as stand so on the other side.
"""

_OF_WORDS = ("pair.drifted", "term.missing", "term.translated")
"""What follows where a side has quite other words."""


_OF_A_COPY = (
    *("note.words", "note.uncalled", "typography.quotation"),
    *("typography.space", "typography.apostrophe", "typography.repetition"),
)
"""What follows where the original was copied over its translation, whose notes have gone."""


@rule(
    "pair.same",
    Severity.WARNING,
    SAMPLE,
    concern=Concern.PLACE,
    supersedes=(*_OF_WORDS, *_OF_A_COPY),
)
def pair_same(sample: Sample) -> Iterator[Problem]:
    """The two sides of a pair are not the same text.

    Case, accents and marks make no difference. Names, titles,
    and lines of fewer than six words may be the same. Mark a text
    that is to stay on one side only with `{.alone}`.
    """
    for sampled in sample.pairs:
        if _size(sample, sampled.source) == _size(sample, sampled.target) and is_same(sampled):
            source, target = sampled.chapter.documents
            if is_foreign(sampled.source, source.language, target.language):
                side, hint = Side.SOURCE, "put the original here again"
            else:
                side = Side.TARGET
                hint = "translate it, or mark the other side {.untranslated} and delete this one"
            message = f"{sampled.pair.id} is the same text as in {sampled.place(side.other)}"
            problem = at_side(sampled, side, message, hint)
            yield replace(problem, covers=(sampled.pair.id or "",))


@rule("pair.length", Severity.WARNING, SAMPLE, concern=Concern.LENGTH)
def pair_length(sample: Sample) -> Iterator[Problem]:
    """A translation is about as long, in proportion, as the others of the book.

    The proportion is the median of the book; how far a pair may stray from it, the book's own
    spread says (the median deviation, so that a few faults do not hide each other), and short pairs
    may stray more than long ones. Known false alarm: a free translation, or a sentence that was
    left out on purpose; waive the rule for the pair.
    """
    pairs = [sampled for sampled in sample.pairs if sampled.is_row]
    deviations = [sampled.ratio - sample.usual_ratio for sampled in pairs]
    strays = [_stray(deviation, c) for deviation, c in zip(deviations, pairs, strict=True)]
    spread = 1.4826 * statistics.median([*map(abs, strays), *[_PRIOR_SPREAD] * 20])
    for sampled, deviation, stray in zip(pairs, deviations, strays, strict=True):
        factor = math.exp(abs(deviation))
        if abs(stray) > _LIMIT * spread and factor > _FACTOR:
            place = sampled.place(Side.SOURCE)
            said, here, there = (
                ("long", "added", "left out") if deviation > 0 else ("short", "left out", "added")
            )
            yield at_side(
                sampled,
                Side.TARGET,
                f"{sampled.pair.id} is {factor:.1f} times as {said} as usual against {place}",
                f"see whether something is {here} here or {there} there",
            )


@rule("side.exchanged", Severity.WARNING, SAMPLE, concern=Concern.PLACE, silences=True)
def side_exchanged(sample: Sample) -> Iterator[Problem]:
    """The two files of a chapter stand in the folders of their languages.

    Where most of each file is in the language of the other, the two have been exchanged. What the
    rows have beside that is said once each is in its place.
    """
    chapters: dict[str, list[SampledPair]] = {}
    for sampled in sample.pairs:
        if sampled.is_row:
            chapters.setdefault(sampled.chapter.name, []).append(sampled)
    is_usual = _usual_words(sample)
    for rows in chapters.values():
        chapter = rows[0].chapter
        read = rows[:: len(rows) // _READ + 1]
        usual = sum(is_usual(row[side], side) for row in read for side in Side)
        if usual >= len(read):  # half of what is read
            continue
        texts = ["\n".join(row[side] for row in read) for side in Side]
        languages = (chapter.source.language, chapter.target.language)
        if len(rows) >= _ROWS and are_exchanged((texts[0], texts[1]), languages):
            here, there = map(name_language, languages)
            problem = at_side(
                rows[0],
                Side.SOURCE,
                f"the two files seem exchanged: this one looks {there}, and "
                f"{chapter.target.path} {here}",
                "give each the text of the other",
            )
            all_pairs = (*chapter.pairs, *chapter.notes)
            yield replace(problem, covers=tuple(pair.id for pair in all_pairs if pair.id))


@rule("side.language", Severity.WARNING, SAMPLE, concern=Concern.PAIR)
def side_language(sample: Sample) -> Iterator[Problem]:
    """Each side is in its own language.

    The words of both dictionaries (of `simplemma`, which knows some fifty languages) are counted;
    where the two languages have different scripts, the letters are. A text whose words or letters
    are those of neither is named too, unless its other side is no better: both may quote a third
    language. Texts of fewer than six words and languages that nothing is known of are not judged.
    Known false alarm: a paragraph that quotes another language at length.
    """
    is_usual = _usual_words(sample)
    for sampled in sample.pairs:
        for side in Side:
            ours, theirs, other = sampled[side], sampled[side.other], sampled.chapter[side.other]
            own = sampled.chapter[side].language
            if is_usual(ours, side):
                continue
            if is_foreign(ours, own, other.language):
                message = f"this looks {name_language(other.language)}, not {name_language(own)}"
                hint = f"translate it, or see whether it belongs into {other.path}"
            elif is_strange(ours, own) and not is_strange(theirs, other.language):
                message = f"this does not look {name_language(own)}"
                hint = f"see whether it belongs here; {sampled.place(side.other)} does"
            else:
                continue
            yield at_side(sampled, side, message, hint)


@rule("side.duplicate", Severity.WARNING, SAMPLE, concern=Concern.PLACE)
def side_duplicate(sample: Sample) -> Iterator[Problem]:
    """A paragraph does not stand twice in a chapter, unless it does so in both languages.

    Lines of fewer than six words are not looked at.
    """
    seen: dict[tuple[str, str], tuple[SampledPair, str]] = {}
    sides = [(sampled, side) for sampled in sample.pairs for side in Side]
    sizes = [(one.chapter[side].path, _size(sample, one[side])) for one, side in sides]
    often = Counter(sizes)
    for (sampled, side), size in zip(sides, sizes, strict=True):
        ours, theirs = sampled[side], sampled[side.other]
        # Texts that are the same are of the same size, and few are.
        if often[size] < 2 or len(sample.words(ours)) < _FEW:
            continue
        place = sampled.chapter[side].path, _letters(ours)
        first, answer = seen.setdefault(place, (sampled, theirs))
        if first is not sampled and _letters(answer) != _letters(theirs):
            problem = at_side(
                sampled,
                side,
                f"{sampled.pair.id} says the same as {first.pair.id}, though "
                f"{sampled.place(side.other)} does not",
                "delete it, and write what belongs here",
            )
            yield replace(problem, follows=(first.pair.id or "",))


def is_same(sampled: SampledPair) -> bool:
    """Whether both sides of a pair are one text, and not a name or a title."""
    alike = _letters(sampled.source) == _letters(sampled.target)
    return alike and count_words(sampled.source) >= _FEW and has_prose(sampled)


def has_prose(sampled: SampledPair) -> bool:
    """Whether both sides have words enough, besides names, to be told apart by."""
    return all(
        sum(word.islower() for word in WORD.findall(words)) >= _PROSE
        for words in (sampled.source, sampled.target)
    )


def is_foreign(text: str, own: str, other: str) -> bool:
    """Whether a text in one language looks like the other."""
    here, there = primary(own), primary(other)
    if here == there:
        return False
    script, others = script_of(own), script_of(other)
    if script and others and script != others:
        return _has_few_letters(text, script)
    words = _small_words(text)
    if len(words) < _FEW or not (has_dictionary(here) and has_dictionary(there)):
        return False
    known, unknown, most = 0, 0, (1 - _SURE) * len(words)
    for word in words:
        if has_word(word, there):
            known += 1
        elif (unknown := unknown + 1) > most:
            return False  # as nearly always, and long before the end
    return known > _CLEARLY * sum(has_word(word, here) for word in words)


def are_exchanged(texts: tuple[str, str], languages: tuple[str, str]) -> bool:
    """Whether each of two texts looks like the language of the other.

    A dictionary may have most words of the other language too, or miss many of its own; that the
    two together answer the wrong way round is clear then.
    """
    owns = others = 0.0
    for text, (own, other) in zip(texts, (languages, languages[::-1]), strict=True):
        shares = _shares(text, own, other)
        if shares is None or shares[0] >= shares[1]:
            return False
        owns, others = owns + shares[0], others + shares[1]
    return others > _CLEARLY * owns


def _shares(text: str, own: str, other: str) -> tuple[float, float] | None:
    """The shares of a text that two languages know, in letters or in words; None: unknown."""
    script, others = script_of(own), script_of(other)
    if primary(own) == primary(other):
        return None
    if script and others and script != others:
        letters = [c for c in text if c.isalpha()]
        one, two = (sum(is_of_script(c, known) for c in letters) for known in (script, others))
        return (one / len(letters), two / len(letters)) if _is_long(text) else None
    words = _small_words(text)
    if len(words) < _ENOUGH or not (
        has_dictionary(primary(own)) and has_dictionary(primary(other))
    ):
        return None
    one, two = (sum(has_word(word, tag) for word in words) for tag in (own, other))
    return one / len(words), two / len(words)


def is_strange(text: str, own: str) -> bool:
    """Whether hardly a letter, or hardly a word, of a text is of its language."""
    language, script = primary(own), script_of(own)
    if script and _has_few_letters(text, script):
        return True
    words = _small_words(text)
    if len(words) < _ENOUGH or not has_dictionary(language):
        return False
    return sum(has_word(word, language) for word in words) < _STRANGE * len(words)


def writes_nouns_large(language: str) -> bool:
    """Whether every noun is written large in a language, and not only names."""
    return primary(language) in _LARGE_NOUNS


def is_proper(word: str, language: str) -> bool:
    """Whether a word written large is so in the dictionary of its language too, or not there."""
    from simplemma import lemmatize

    tag = primary(language)
    return not has_dictionary(tag) or lemmatize(word, tag, low_memory=True)[:1].isupper()


def _small_words(text: str) -> list[str]:
    """The words of a text that are no names."""
    return [word for word in _PLAIN_WORD.findall(text) if word.islower()]


def _has_few_letters(text: str, script: Sequence[str]) -> bool:
    """Whether a text is long enough to tell that hardly a letter of it is of a script."""
    letters = [c for c in text if c.isalpha()]
    return _is_long(text) and 5 * sum(is_of_script(c, script) for c in letters) < len(letters)


def _is_long(text: str) -> bool:
    """Whether a text has words enough to show its letters; two signs may be one without a space."""
    return count_words(text) + len(_UNSPACED.findall(text)) // 2 >= _FEW


def _usual_words(sample: Sample) -> Callable[[str, Side], bool]:
    """Tells whether a text is surely in its own language, by the words of the rest of the book.

    That spares the dictionaries, which take longer to load than all the rest of a check: only a
    text that uses few of the words of its own side, or many of the other's, is looked up there.
    """
    words = {
        side: {word for word in counts if len(word) > 1 and word.islower()}
        for side, counts in sample.vocabulary.items()
    }
    # A word is in the text itself too, so it has to stand in two more.
    repeated = {
        side: {word for word in known if sample.vocabulary[side][word] > _REPEATED}
        for side, known in words.items()
    }

    def is_usual(text: str, side: Side) -> bool:
        found = sample.words(text)
        total, here, there = (
            sum(map(known.__contains__, found))
            for known in (words[side], repeated[side], repeated[side.other])
        )
        return here >= _USUAL * total and here > _DISTINCT * there

    return is_usual


def _stray(deviation: float, sampled: SampledPair) -> float:
    """How far a length strays, on one scale for long and short texts."""
    return deviation * math.sqrt(min(len(sampled.source), len(sampled.target)) + 10.0)


def _size(sample: Sample, text: str) -> int:
    """Letters of a text, which is cheap to know: texts of two sizes are not the same."""
    return len("".join(sample.words(text)))


def _letters(text: str) -> str:
    return _MARKS.sub("", fold(text))
