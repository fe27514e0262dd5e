"""In which encoding a file is: by its byte-order mark, as UTF-8, or as its language is written."""

from __future__ import annotations

import codecs
import re
from collections.abc import Sequence

from visavis.errors import VisavisError
from visavis.unicode import WORD, primary

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # begins as UTF-16 does, so it is looked for first
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_WESTERN = ("cp1252", "mac_roman", "cp850")
_CENTRAL = ("cp1250", "iso8859_2", "cp852", "mac_latin2")
_CYRILLIC = ("cp1251", "koi8_r", "iso8859_5", "cp866", "mac_cyrillic")
_USUAL = {
    **dict.fromkeys("cs hr hu pl ro sk sl sq".split(), _CENTRAL),
    **dict.fromkeys("be bg mk ru sr".split(), _CYRILLIC),
    "uk": ("cp1251", "koi8_u", "iso8859_5", "cp1125", "mac_cyrillic"),
    **dict.fromkeys("et lt lv".split(), ("cp1257", "iso8859_13", "iso8859_4")),
    **dict.fromkeys("tr az".split(), ("cp1254", "cp857")),
    "el": ("cp1253", "iso8859_7", "cp737"),
    "he": ("cp1255", "cp862"),
    "yi": ("cp1255", "cp862"),
    **dict.fromkeys("ar fa ur".split(), ("cp1256", "iso8859_6")),
    "th": ("cp874",),
    "vi": ("cp1258",),
    "ja": ("iso2022_jp", "cp932", "euc_jp"),
    "ko": ("cp949", "johab"),
    "zh": ("gb18030", "big5hkscs", "hz"),
}
"""The encodings in which texts of a language were kept before UTF-8, the commonest first."""
_NAMES = {"mac_roman": "Mac Roman", "cp932": "Shift JIS", "gb18030": "GB 18030"}
_CONTROL = re.compile("[\x7f-\x84\x86-\x9f]")
_SEVEN_BIT = re.compile(rb"\x1b\$[@B]|~\{")
_MUCH = 500
"""So many signs beyond ASCII tell an encoding by their mere frequency."""
_SAMPLE = 200_000
"""So many bytes are enough to judge by; beyond, judging would take longer than reading."""


def detect(data: bytes, language: str, name: str) -> tuple[str, int]:
    """The codec of a text, and how many bytes of it are a byte-order mark.

    What is not UTF-8 is looked at as texts of its language used to be kept, by charset-normalizer;
    without a language it is refused. Raises VisavisError where nothing fits, with line and offset
    of the first byte that is wrong.
    """
    mark, encoding = next(((m, e) for m, e in _MARKS if data.startswith(m)), (b"", ""))
    if encoding:
        return encoding, len(mark)
    wide = _wide(data) if language else ""
    if wide:
        return wide, 0
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        if not language or _is_nearly_utf8(data):
            raise not_decoded(error, name) from None
        return _legacy(data, language) or _refuse(error, name), 0
    seven = _legacy(data, language) if language and _SEVEN_BIT.search(data) else ""
    return seven if seven in ("iso2022_jp", "hz") else "utf-8", 0


def telling_language(languages: Sequence[str]) -> str:
    """The one of several languages of a text that says most of its encoding."""
    return next((tag for tag in languages if primary(tag) in _USUAL), languages[0])


def known_codec(encoding: str) -> str:
    """The codec of an encoding that somebody names. Raises VisavisError for one nobody knows."""
    try:
        found = codecs.lookup(encoding)
        "".encode(found.name)  # some codecs (`rot13`, `hex`) are not of text
    except (LookupError, ValueError, TypeError):
        raise VisavisError(
            f"--encoding: {encoding} is no encoding of text that is known",
            hint="write it as in utf-8, utf-16, windows-1252, koi8-r, shift_jis",
        ) from None
    return found.name


def name_codec(codec: str) -> str:
    """What people call an encoding: `Windows-1252` for `cp1252`."""
    if codec in _NAMES:
        return _NAMES[codec]
    if re.fullmatch(r"cp12\d\d|cp874", codec):
        return f"Windows-{codec[2:]}"
    name = codec.removesuffix("-le").removesuffix("-be").replace("_", "-").upper()
    return re.sub(r"^ISO8859", "ISO-8859", name)


def not_decoded(error: UnicodeDecodeError, name: str, mark: int = 0) -> VisavisError:
    """What is said of a byte that is none of the encoding."""
    data, offset = error.object, error.start
    line = data.count(b"\n", 0, offset) + 1
    return VisavisError(
        f"not {error.encoding.upper()}: byte 0x{data[offset]:02x} at offset {offset + mark}",
        place=f"{name}:{line}",
        hint="save the file as UTF-8, or name its encoding with --encoding",
    )


def _wide(data: bytes) -> str:
    """UTF-16 without a mark: every second byte of an alphabet’s text is a zero."""
    start = data[:4_000]
    even, odd = start[::2].count(0), start[1::2].count(0)
    half = max(len(start) // 2, 1)
    if len(data) % 2 or max(even, odd) < 0.3 * half or min(even, odd) > 0.05 * half:
        return ""
    return "utf-16-be" if even > odd else "utf-16-le"


def _is_nearly_utf8(data: bytes) -> bool:
    """Whether it was UTF-8 once, and is damaged: another encoding would read only rubbish."""
    text = data.decode("utf-8", "replace")
    wrong = text.count("\ufffd")
    return sum(c > "\x7f" for c in text) - wrong > 2 * wrong


def _legacy(data: bytes, language: str) -> str:
    usual = _USUAL.get(primary(language), _WESTERN)
    sample = data[:_SAMPLE]
    fitting = [codec for codec in usual if _decodes(data, codec)]
    if fitting:
        best = _best(sample, fitting)
        return _with_known_words(sample, fitting, language) or best or fitting[0]
    free = _best(sample, ())
    return free if free and _decodes(data, free) else ""


def _best(sample: bytes, among: Sequence[str]) -> str:
    if len(among) == 1:
        return among[0]
    from charset_normalizer import from_bytes  # slow to load, and seldom needed

    # A sample may end within a sign of several bytes; its last line is not needed.
    sample = sample[: sample.rfind(b"\n")] if len(sample) == _SAMPLE else sample
    found = from_bytes(sample, cp_isolation=list(among) or None).best()
    return found.encoding if found else ""


def _with_known_words(sample: bytes, among: Sequence[str], language: str) -> str:
    """The codec in which a short text has more words of its language than in any other.

    charset-normalizer judges by what a text looks like, for which a few lines are too little.
    """
    if len(among) < 2 or sum(byte > 127 for byte in sample) > _MUCH:
        return ""
    from simplemma import is_known

    counts = []
    for codec in among:
        words = WORD.findall(sample.decode(codec, "ignore"))
        try:
            known = sum(is_known(w, language, low_memory=True) for w in words if not w.isascii())
        except ValueError:  # a language of which it has no words
            return ""
        counts.append((known, codec))
    (most, best), (second, _) = sorted(counts, key=lambda count: -count[0])[:2]
    return best if most > second else ""


def _decodes(data: bytes, codec: str) -> bool:
    try:
        text = data.decode(codec)
    except (UnicodeDecodeError, LookupError):
        return False
    return not _CONTROL.search(text)


def _refuse(error: UnicodeDecodeError, name: str) -> str:
    raise not_decoded(error, name)
