"""The rule about numbers: what is written in figures on one side stands on the other, somehow."""

from __future__ import annotations

import re
from collections.abc import Iterator

from visavis.checks.finding import Problem, Severity
from visavis.checks.rule import SAMPLE, Concern, at_side, rule
from visavis.checks.sample import Sample, SampledPair
from visavis.side import Side
from visavis.unicode import digits_of, primary, read_roman

# One space, point, comma or apostrophe between groups of three digits; one mark before a fraction.
_FIGURES = re.compile(
    r"\d+(?:(?=(?P<mark>[.,'’\u066c\u00a0\u202f\u2009 ]))(?:(?P=mark)\d{3}(?!\d))+)?"
    r"(?:[.,\u066b]\d+)?"
)
_ROMAN = re.compile(
    r"\b(?=[IVXLCDM])M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})"
    r"(?=\b|[ᵃ-ᵿʰʳˢⁿ]|e\b|er\b|ère\b|ème\b|th\b|st\b|nd\b|rd\b)"
)
_SCALED = re.compile(
    r"(\d+)(?:[.,](\d))?\s(million|milliard|billion|Million|Milliarde|millón|milione|miljoen)"
)
_TIME = re.compile(
    r"\b([01]?\d|2[0-4])(?:[:.]|\s?(?:h|heures?|Uhr|ore|horas?|uur)\s?|\s[ey]\s)"
    r"([0-5]\d)(?!\d)"
)
"""A time of day: 11.40, 11:40, 11 h 40, « 11 heures 40 », 11 Uhr 40, le ore 11 e 40."""
_AFTERNOON = re.compile(r"(\d{1,2})(?:[:.]\d\d)?\s?(?:p\.?\s?m\b|o[’']clock\b)", re.IGNORECASE)
_LATE = re.compile(r"\b(1[3-9]|2[0-4])\s?(?:h|heures?|Uhr|ore|horas?|uur)\b")
_IN_OTHER_WORDS: dict[str, re.Pattern[str]] = {
    value: re.compile(rf"\b(?:{words})\b", re.IGNORECASE)
    for value, words in {
        "6": r"demi-douzaines?|half(?: a)?[- ]dozen",
        "12": r"douzaines?|dozens?",
        "14": r"quinzaine|quinze jours|fortnight",
        "15": r"quinzaine|fortnight",
        "20": r"vingtaine|score",
        "30": r"trentaine",
        "40": r"quarantaine",
        "50": r"cinquantaine",
        "100": r"centaines?|hundreds?|total\w*|enti[èe]re\w*|entirely|compl\w+|fully|wholly|purely",
        "1000": r"milliers?|thousands?",
    }.items()
}
"""Numbers in words that are none, French and English: a dozen, « totalement » for 100 %."""
_SPELLED = frozenset({"da", "de", "en", "es", "fr", "it", "nl", "pt"})
"""Languages whose words for numbers can be read (by `text2num`)."""
_BRACKETED = re.compile(r"[(（][^()（）]*[)）]")
_ASIDES = 3
_MANY = 5
_TELLING = 13
"""From here on a number is hardly ever put in other words, such as "both" or « une paire »."""


@rule(
    "number.lost",
    Severity.WARNING,
    SAMPLE,
    concern=Concern.WORD,
    supersedes=("punctuation.bracket",),
)
def number_lost(sample: Sample) -> Iterator[Problem]:
    """A number in figures stands on both sides.

    It may be written otherwise: « 3,5 » is 3.5, « 1 000 » is 1,000, the 2nd is « la deuxième », the
    19th century « le XIXᵉ siècle », the 1960s « les années 60 », 5 p.m. « 17 heures », 11.40 a.m.
    « 11 h 40 ». Two numbers of which each stands on one side only are always said; one alone from
    13 on, as smaller ones are often put in other words. Numbers in words are understood in Danish,
    Dutch, English, French, German, Italian, Portuguese and Spanish; they need no figure on the
    other side. So are a dozen, « une centaine », and « totalement » for 100 %, in English and
    French. Numbers in brackets, such as a sum in another money, are not missed where the book
    leaves out more than three of them.

    Known false alarm: other units (miles and kilometres).
    """
    found = [(sampled, find_lost_numbers(sampled)) for sampled in sample.pairs]
    asides = {id(sampled) for sampled, lost in found if _is_aside(sampled, lost)}
    for sampled, lost in found:
        if not any(lost.values()) or (id(sampled) in asides and len(asides) > _ASIDES):
            continue
        side = Side.TARGET if lost[Side.TARGET] else Side.SOURCE
        answers = sampled.place(side.other)
        verb = "stands" if len({*lost[side]}) == 1 else "stand"
        told = f"{_listed(lost[side])} {verb} here and not in {answers}"
        told += f", which has {_listed(lost[side.other])}" if lost[side.other] else ""
        yield at_side(sampled, side, told, "compare the two")


def _is_aside(sampled: SampledPair, lost: dict[Side, list[str]]) -> bool:
    """Whether all that is lost stood in brackets on one side."""
    sides = [side for side in Side if lost[side]]
    if len(sides) != 1:
        return False
    outside = _BRACKETED.sub(" ", sampled[sides[0]])
    return not any(written in outside for written in lost[sides[0]])


def has_other_numbers(sampled: SampledPair) -> bool:
    """Whether a number of one side, however small, stands nowhere on the other.

    Among many that stand on both, a small one more is put otherwise.
    """
    languages = [sampled.chapter[side].language for side in Side]
    shared = _figures(sampled.source).keys() & _figures(sampled.target).keys()
    return len(shared) < _MANY and any(_without_answer(sampled.source, sampled.target, *languages))


def find_lost_numbers(sampled: SampledPair) -> dict[Side, list[str]]:
    """The numbers of each side that the other does not have."""
    languages = (sampled.chapter[side].language for side in Side)
    return dict(zip(Side, find_lost(sampled.source, sampled.target, *languages), strict=True))


def find_lost(ours: str, theirs: str, language: str, other: str) -> tuple[list[str], list[str]]:
    """The numbers of each of two texts that the other does not have, as they are written."""
    lost, missing = _without_answer(ours, theirs, language, other)
    if lost and missing:
        return lost, missing
    return [w for w in lost if _is_telling(w)], [w for w in missing if _is_telling(w)]


def _without_answer(
    ours: str, theirs: str, language: str, other: str
) -> tuple[list[str], list[str]]:
    here, there = _figures(ours), _figures(theirs)
    if here.keys() == there.keys():
        return [], []
    known_here, known_there = _values(ours, language), _values(theirs, other)
    lost = [written for value, written in here.items() if not _stands_in(value, known_there)]
    missing = [written for value, written in there.items() if not _stands_in(value, known_here)]
    return lost, missing


def _figures(text: str) -> dict[str, str]:
    """Value → how it is written; marks between the digits differ from language to language."""
    return {_value(found[0]): found[0] for found in _FIGURES.finditer(text)}


def _values(text: str, language: str) -> set[str]:
    """Every number that a text can be said to hold."""
    values = set(_figures(text))
    values |= {str(read_roman(found)) for found in _ROMAN.findall(text) if found}
    values |= set(_scaled(text, values))
    values |= {value for value, words in _IN_OTHER_WORDS.items() if words.search(text)}
    values |= set(_times(text))
    return values | set(_figures(_spelled_out(text, language)))


def _times(text: str) -> Iterator[str]:
    """Hour, minutes and both together, of the twelve hours and of the twenty-four."""
    yield from (str(int(hour) + 12) for hour in _AFTERNOON.findall(text))
    yield from (str(int(hour) - 12) for hour in _LATE.findall(text))
    for hour, minutes in _TIME.findall(text):
        yield from (_value(hour), _value(minutes))
        for one in (int(hour), int(hour) + 12, int(hour) - 12):
            yield _value(f"{one}{minutes}")


def _scaled(text: str, figures: set[str]) -> Iterator[str]:
    """Millions in both notations: 2.5 million has 2,500,000 too, and the other way round."""
    for whole, tenth, scale in _SCALED.findall(text):
        zeros = 6 if scale.lower().startswith(("million", "mill", "mili", "milj")) else 9
        zeros = 9 if scale.lower().startswith("milliard") else zeros
        yield str(int(whole + (tenth or "0")) * 10 ** (zeros - 1))
    for value in figures:
        for zeros in (6, 9):
            if value.endswith("0" * (zeros - 1)) and len(value) > zeros:
                yield value[:-zeros] if value.endswith("0" * zeros) else value[: 1 - zeros]


def _stands_in(value: str, others: set[str]) -> bool:
    """Whether a number is among others, a year of two digits and one of four being the same."""
    short = {other[-2:] for other in others if len(other) == len("1960")}
    return value in others or value in short or (len(value) == len("1960") and value[-2:] in others)


def _spelled_out(text: str, language: str) -> str:
    """The text with its numbers in words put in figures."""
    tag = primary(language)
    if tag not in _SPELLED:
        return ""
    try:
        from text_to_num import alpha2digit
    except ImportError:  # there is none for some Macs, see `pyproject.toml`
        return ""
    done: str = alpha2digit(text.replace("\u2019", "'"), tag, threshold=0)
    return done


def _value(written: str) -> str:
    return digits_of(written).lstrip("0") or "0"


def _is_telling(written: str) -> bool:
    return len(_value(written)) > 1 and int(_value(written)[:9]) >= _TELLING


def _listed(numbers: list[str]) -> str:
    return ", ".join(dict.fromkeys(numbers))
