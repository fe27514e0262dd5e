"""Bytes from the disk, with everything that can be wrong with them said in one line."""

from __future__ import annotations

import codecs
import re
from pathlib import Path

from visavis.errors import VisavisError, say_reason
from visavis.input.encoding import detect, known_codec, name_codec, not_decoded

_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff\ufeff]")
_LINE_ENDS = re.compile(r"\r\n?|\x0b|\x85|\u2028")
_PARAGRAPH_ENDS = re.compile(r"\x0c|\u2029")
_CHARSET = re.compile(rb"<(?:meta|\?xml)[^>]*?(?:charset|encoding)\s*=\s*[\"']?\s*([\w-]+)", re.I)
LARGEST = 200_000_000
"""No book is longer than this many bytes; what is, was named by mistake or with bad intent."""
_BINARY = (
    (b"PK\x03\x04", "a ZIP archive (as DOCX, ODT and EPUB are)"),
    (b"%PDF-", "a PDF"),
    (b"\xd0\xcf\x11\xe0", "an old Word document"),
    (b"{\\rtf", "an RTF document"),
    (b"\x1f\x8b", "a gzip archive"),
)


def read_bytes(path: Path, *, may_be_empty: bool = False) -> bytes:
    """The bytes of a file. Raises VisavisError where there is none, nothing in it, or too much."""
    place = str(path)
    if path.is_dir():
        raise VisavisError("this is a folder, not a file", place=place)
    if path.exists() and not path.is_file():  # reading a pipe would wait for ever
        raise VisavisError("this is not a regular file", place=place)
    try:
        size = path.stat().st_size
        if size > LARGEST:
            raise VisavisError(_too_large(size), place=place)
        data = path.read_bytes()
    except OSError as error:
        raise VisavisError(f"cannot be read: {say_reason(error)}", place=place) from None
    if not may_be_empty and not data.strip():
        raise VisavisError("the file is empty", place=place)
    return data


def decode(
    data: bytes,
    name: str,
    *,
    language: str = "",
    encoding: str = "",
    told: list[str] | None = None,
) -> str:
    """The text of a file, tidied: in UTF-8, in what its byte-order mark names, or in `encoding`.

    With a `language` it may also be in one of the encodings in which texts of that language used to
    be kept; which one is then added to `told`. Raises VisavisError with line and byte offset for
    anything else.
    """
    return clean(decode_raw(data, name, language=language, encoding=encoding, told=told))


def decode_raw(
    data: bytes,
    name: str,
    *,
    language: str = "",
    encoding: str = "",
    told: list[str] | None = None,
) -> str:
    """The same, as it stands: with its own line ends, and form feeds between pages."""
    for start, what in _BINARY:
        if data.startswith(start):
            raise VisavisError(f"this is {what}, not a text", place=name, hint="mend its suffix")
    codec, mark = (known_codec(encoding), 0) if encoding else detect(data, language, name)
    try:
        text = data[mark:].decode(codec)
    except UnicodeDecodeError as error:
        raise not_decoded(error, name, mark) from None
    text = text.removeprefix("\ufeff")
    if told is not None and (encoding or codec != "utf-8"):
        told.append(f"read as {name_codec(codec)}")
    nul = text.find("\0")
    if nul >= 0:
        line = text.count("\n", 0, nul) + 1
        raise VisavisError(
            "a NUL character: this is no text, or one of another encoding",
            place=f"{name}:{line}",
            hint="save the file as UTF-8, or name its encoding with --encoding",
        )
    return text


def decode_markup(data: bytes, name: str) -> str:
    """The text of a page, in the encoding that it says it has. Raises VisavisError as `decode`."""
    found = _CHARSET.search(data[:4096])
    if found and not data.startswith((codecs.BOM_UTF16_BE, codecs.BOM_UTF16_LE, codecs.BOM_UTF8)):
        charset = found[1].decode("ascii")
        try:
            if codecs.lookup(charset).name != "utf-8":
                return clean(data.decode(charset))
        except (LookupError, UnicodeError, ValueError):
            raise VisavisError(f"it says that it is {charset}, and is not", place=name) from None
    return decode(data, name)


def _too_large(size: int) -> str:
    return f"{size // 1_000_000} MB are too much; at most {LARGEST // 1_000_000} MB are read"


def clean(text: str) -> str:
    """Text with one kind of line end and without the characters that no text may hold."""
    text = _PARAGRAPH_ENDS.sub("\n\n", _LINE_ENDS.sub("\n", text))
    return _CONTROL.sub("", text)
