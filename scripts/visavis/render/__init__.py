"""The render layer: what Python-Markdown needs to make the edition's pages, and what it sees."""

from visavis.render.extension import DIALECT, VisavisExtension
from visavis.render.fenced_div import FENCE
from visavis.render.kinds import rendered_kinds
from visavis.render.notes import SEPARATOR
from visavis.render.words import read_words

__all__ = [
    "DIALECT",
    "FENCE",
    "SEPARATOR",
    "VisavisExtension",
    "read_words",
    "rendered_kinds",
]
