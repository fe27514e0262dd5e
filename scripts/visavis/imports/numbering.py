"""The numbers of chapters: `Chapter IV.`, `4`, `Viertes Kapitel`, `第四章`, with what follows."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

from visavis.unicode import read_roman


class Division(str, Enum):
    """What a numbered heading says it begins."""

    PART = "part"
    CHAPTER = "chapter"
    NUMBER = "number"

    def __str__(self) -> str:
        return self.value


@dataclass(frozen=True, slots=True)
class Numbered:
    """A line that begins, or is, a number."""

    division: Division
    value: int
    """0 for a word that nobody has counted."""
    rest: str
    """What follows it: the title."""
    mark: str = ""
    """The sign between the two: `.` in `I. The river`."""
    in_figures: bool = False
    """Whether it is written in figures: `4`, not `IV`."""


_PARTS = (
    "part|book|volume|vol|act|partie|livre|tome|volume|acte|teil|buch|band|akt|parte|libro|tomo|atto|"
    "livro|deel|boek|del|bok|bog|osa|kirja|część|księga|tom|část|kniha|díl|rész|könyv|kötet|"
    "partea|cartea|bölüm kitabı|kitap|часть|книга|том|частина|част|део|μέρος|βιβλίο"
)
_CHAPTERS = (
    "chapter|chap|section|canto|scene|letter|chapitre|chant|section|lettre|scène|kapitel|kap|abschnitt|"
    "brief|szene|gesang|capitolo|cap|sezione|lettera|scena|capítulo|capitulo|sección|carta|canto|"
    "capitol|capítol|secção|hoofdstuk|kapittel|kapitlet|luku|rozdział|kapitola|fejezet|capitolul|"
    "bölüm|глава|розділ|поглавље|κεφάλαιο|κεφάλαιον|פרק|الفصل|فصل"
)
_WORDS_OF_NUMBERS = (
    "one|first|un|une|premi[eè]re?|ein|eins|erste[rs]?|uno|una|primo|prima|primero|primera|primeiro|"
    "primeira|een|eerste|första|første|ensimmäinen|pierwsz[ya]|prvn[ií]|els[őo]|întâi|birinci|перв(?:ая|ый)",
    "two|second|deux|deuxi[eè]me|seconde?|zwei|zweite[rs]?|due|secondo|seconda|dos|segundo|segunda|"
    "dois|duas|twee|tweede|andra|anden|annen|toinen|drug[ia]|druh[áý]|második|doua|ikinci|втор(?:ая|ой)",
    "three|third|trois|troisi[eè]me|drei|dritte[rs]?|tre|terzo|terza|tres|tercero|tercera|tercer|"
    "três|terceir[oa]|drie|derde|tredje|kolmas|trzeci[a]?|třetí|harmadik|treia|üçüncü|трет(?:ья|ий)",
    "four|fourth|quatre|quatri[eè]me|vier|vierte[rs]?|quattro|quart[oa]|cuatro|cuart[oa]|quatro|"
    "vierde|fjärde|fjerde|neljäs|czwart[ya]|čtvrt[áý]|negyedik|patra|четв[её]рт(?:ая|ый)",
    "five|fifth|cinq|cinqui[eè]me|fünf|fünfte[rs]?|cinque|quint[oa]|cinco|vijf|vijfde|femte|viides|"
    "piąt[ya]|pát[áý]|ötödik|cincea|пят(?:ая|ый)",
    "six|sixth|sixi[eè]me|sechs|sechste[rs]?|sei|sest[oa]|seis|sext[oa]|zes|zesde|sjätte|sjette|"
    "kuudes|szóst[ya]|šest[áý]|hatodik|шест(?:ая|ой)",
    "seven|seventh|sept|septi[eè]me|sieben|siebente?[rs]?|siebte[rs]?|sette|settim[oa]|siete|s[eé]ptim[oa]|"
    "sete|sétim[oa]|zeven|zevende|sjunde|syvende|siódm[ya]|sedm[áý]|hetedik|седьм(?:ая|ой)",
    "eight|eighth|huit|huiti[eè]me|acht|achte[rs]?|otto|ottav[oa]|ocho|octav[oa]|oito|oitav[oa]|"
    "achtste|åttonde|ottende|ósm[ya]|osm[áý]|nyolcadik|восьм(?:ая|ой)",
    "nine|ninth|neuf|neuvi[eè]me|neun|neunte[rs]?|nove|non[oa]|nueve|noven[oa]|negen|negende|nionde|"
    "niende|dziewiąt[ya]|devát[áý]|kilencedik|девят(?:ая|ый)",
    "ten|tenth|dix|dixi[eè]me|zehn|zehnte[rs]?|dieci|decim[oa]|diez|d[eé]cim[oa]|dez|tien|tiende|"
    "tionde|dziesiąt[ya]|desát[áý]|tizedik|десят(?:ая|ый)",
    "eleven|eleventh|onze|onzi[eè]me|elfte[rs]?|undici|undicesim[oa]|once|und[eé]cim[oa]|elf|elfde",
    "twelve|twelfth|douze|douzi[eè]me|zwölf|zwölfte[rs]?|dodici|dodicesim[oa]|doce|duod[eé]cim[oa]",
)
_MOST = 400
"""No book has more chapters; what looks like a greater number is a word, or a year."""
_HAN_DIGITS = {c: n for n, s in enumerate("〇一二三四五六七八九") for c in s} | {
    "零": 0,
    "两": 2,
    "兩": 2,
}
_HAN_TENS = {"十": 10, "百": 100, "廿": 20, "卅": 30}
_WORD_VALUES = [re.compile(f"(?:the )?(?:{words})", re.IGNORECASE) for words in _WORDS_OF_NUMBERS]
_ROMAN = r"[IVXLCDM]{1,9}|[ivxlcdm]{1,9}"
_NUMBER = rf"\d{{1,3}}|(?:{_ROMAN})|(?:the )?(?:{'|'.join(_WORDS_OF_NUMBERS)})"
_UNDER = r"[_*=]{0,2}"
_AFTER = (
    r"(?P<mark>(?:\s*[.:)]|\s*[–—]|\s*--|\s+-)*)[_*=]{0,2}"
    r"(?:(?:\s+|(?<=[–—])|(?<=--))(?P<rest>\S.*))?"
)
_NAMED = re.compile(
    rf"{_UNDER}(?:(?P<part>{_PARTS})|(?:{_CHAPTERS}))\.?\s+(?P<number>{_NUMBER}){_AFTER}",
    re.IGNORECASE,
)
_WORDED = re.compile(
    rf"{_UNDER}(?P<word>[^\W\d_]{{3,20}})\.?\s+(?:the )?(?P<number>{_NUMBER}){_AFTER}",
    re.IGNORECASE,
)
_NAMED_LAST = re.compile(
    rf"{_UNDER}(?:the )?(?P<number>{_NUMBER})\.?\s+(?:(?P<part>{_PARTS})|(?:{_CHAPTERS})){_AFTER}",
    re.IGNORECASE,
)
_HAN = re.compile(
    r"第\s*(?P<number>[\d〇零一二三四五六七八九十百两兩廿卅]+)\s*"
    r"(?:(?P<part>[部卷編编篇冊册])|[章回節节話话幕])[\s:：]*(?P<rest>.*)"
)
_KOREAN = re.compile(r"제\s*(?P<number>\d+)\s*(?:(?P<part>[부권편])|[장화회절])[\s.:]*(?P<rest>.*)")
_BARE = re.compile(
    rf"{_UNDER}(?P<number>\d{{1,3}}|{_ROMAN}|[一二三四五六七八九十百]{{1,5}})"
    r"(?P<mark>(?:\s*[.:)、．–—]|\s+-)*)[_*=]{0,2}(?:\s*(?<=[\s、．–—])(?P<rest>\S.*))?"
)


def read_number(line: str) -> Numbered | None:
    """The number with which a line begins, and its title; None where it has none."""
    line = line.strip()
    for pattern in (_NAMED, _NAMED_LAST, _HAN, _KOREAN):
        found = pattern.fullmatch(line)
        value = _value(found["number"]) if found else 0
        if found and value:
            division = Division.PART if found["part"] else Division.CHAPTER
            mark = found.groupdict().get("mark") or ""
            return Numbered(division, value, found["rest"] or "", mark.strip())
    found = _BARE.fullmatch(line)
    if not found:
        return None
    value = _value(found["number"])
    if not 0 < value <= _MOST:
        return None
    mark, figures = found["mark"].strip(), found["number"].isdecimal()
    return Numbered(Division.NUMBER, value, found["rest"] or "", mark, figures)


def read_worded(line: str) -> tuple[str, Numbered] | None:
    """A word that is no usual one for a chapter, with its number: `STAVE ONE`, `Adventure II.`

    Only where several of a book have the same word and count up they are headings.
    """
    found = _WORDED.fullmatch(line.strip())
    value = _value(found["number"]) if found else 0
    if not found or not 0 < value <= _MOST or not found["word"][0].isupper():
        return None
    mark = (found["mark"] or "").strip()
    number = Numbered(Division.CHAPTER, value, found["rest"] or "", mark)
    return found["word"].casefold(), number


def is_capital(text: str) -> bool:
    """Whether a text is in capitals, but for a name or two."""
    cased = [c.isupper() for c in text if c.isupper() or c.islower()]
    return sum(cased) > 0.75 * len(cased) and any(word.isupper() for word in text.split())


def _value(text: str) -> int:
    if text.isdecimal():
        return int(text)
    if re.fullmatch(_ROMAN, text):
        return read_roman(text)
    if text[0] in _HAN_DIGITS or text[0] in _HAN_TENS:
        return _han(text)
    return next((n for n, words in enumerate(_WORD_VALUES, 1) if words.fullmatch(text)), 0)


def _han(text: str) -> int:
    if not any(c in _HAN_TENS for c in text):
        digits = "".join(str(_HAN_DIGITS.get(c, c)) for c in text)
        return int(digits) if digits.isdecimal() else 0
    total = digit = 0
    for sign in text:
        if sign in _HAN_TENS:
            total += (digit or 1) * _HAN_TENS[sign]
            digit = 0
        else:
            digit = _HAN_DIGITS.get(sign, 0)
    return total + digit
