"""The imports layer: texts in other formats, and aligned material → the two files of a chapter."""

from visavis.imports.chapter import (
    Chapter,
    Known,
    body_of,
    join,
    words_of_side,
)
from visavis.imports.division import Part, divide
from visavis.imports.evidence import merge_joints, with_rows
from visavis.imports.file import BITEXT_SUFFIXES, TEXT_SUFFIXES, read_bitext, read_file
from visavis.imports.gallery import join_pictures, without_pictures
from visavis.imports.picture import Find, in_folder
from visavis.imports.reading import Reading
from visavis.imports.replacement import replace_side, without_edition
from visavis.imports.row import Misfit, Row
from visavis.imports.safe_xml import Element, parse_xml
from visavis.imports.segment import Bitext, Joint
from visavis.imports.source import decode, read_bytes
from visavis.imports.tree import UNCALLED, Losses

__all__ = [
    "BITEXT_SUFFIXES",
    "TEXT_SUFFIXES",
    "UNCALLED",
    "Bitext",
    "Chapter",
    "Element",
    "Find",
    "Joint",
    "Known",
    "Losses",
    "Misfit",
    "Part",
    "Reading",
    "Row",
    "body_of",
    "decode",
    "divide",
    "in_folder",
    "join",
    "join_pictures",
    "merge_joints",
    "parse_xml",
    "read_bitext",
    "read_bytes",
    "read_file",
    "replace_side",
    "with_rows",
    "without_edition",
    "without_pictures",
    "words_of_side",
]
