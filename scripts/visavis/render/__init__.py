"""The render layer: what Python-Markdown needs to make the edition's pages, and what it sees."""

from visavis.render.extension import DIALECT, VisavisExtension
from visavis.render.fenced_div import FENCE
from visavis.render.kept import RenderCache
from visavis.render.notes import SEPARATOR
from visavis.render.page import Addition, Additions, Cards
from visavis.render.proof import (
    VOID,
    Shown,
    is_bare,
    is_tangled,
    is_whole,
    read_html,
    show_blocks,
)
from visavis.render.sentence_mark import SentenceMarks
from visavis.render.source import OWN_CLASS, compose_block, composed_label
from visavis.render.term_mark import find_loans
from visavis.render.typography import typeset
from visavis.render.words import mark_html, number_locale, read_words, spoken_language

__all__ = [
    "DIALECT",
    "FENCE",
    "OWN_CLASS",
    "SEPARATOR",
    "VOID",
    "Addition",
    "Additions",
    "Cards",
    "RenderCache",
    "SentenceMarks",
    "Shown",
    "VisavisExtension",
    "compose_block",
    "composed_label",
    "find_loans",
    "is_bare",
    "is_tangled",
    "is_whole",
    "mark_html",
    "number_locale",
    "read_html",
    "read_words",
    "show_blocks",
    "spoken_language",
    "typeset",
]
