"""The render layer: each text becomes clean HTML, once and by itself."""

from visavis.render.html import Html, show_code
from visavis.render.markdown import Dialect, MarkdownRenderer
from visavis.render.marks.term import TermMarker, find_loans
from visavis.render.marks.typography import typeset
from visavis.render.note_call import call_address, note_address
from visavis.render.proof import (
    VOID,
    Dropped,
    Shown,
    find_dropped,
    is_bare,
    is_tangled,
    read_html,
    show_block,
)
from visavis.render.sanitize import ATTRIBUTES, CLASSES
from visavis.render.text import Passage, PassageHeading, RenderedText, TextRenderer
from visavis.render.words import (
    mark_html,
    mark_words,
    number_locale,
    read_words,
    say_number,
    spoken_language,
)

__all__ = [
    "ATTRIBUTES",
    "CLASSES",
    "VOID",
    "Dialect",
    "Dropped",
    "Html",
    "MarkdownRenderer",
    "Passage",
    "PassageHeading",
    "RenderedText",
    "Shown",
    "TermMarker",
    "TextRenderer",
    "call_address",
    "find_dropped",
    "find_loans",
    "is_bare",
    "is_tangled",
    "mark_html",
    "mark_words",
    "note_address",
    "number_locale",
    "read_html",
    "read_words",
    "say_number",
    "show_block",
    "show_code",
    "spoken_language",
    "typeset",
]
