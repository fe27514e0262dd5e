"""The intake layer: texts in other formats, and aligned material → the two files of a chapter."""

from visavis.intake.chapter import (
    Chapter,
    Known,
    body_of,
    join,
    words_of_side,
)
from visavis.intake.division import Part, divide
from visavis.intake.evidence import merge_joints, with_rows
from visavis.intake.file import BITEXT_SUFFIXES, TEXT_SUFFIXES, read_bitext, read_file
from visavis.intake.gallery import join_pictures, without_pictures
from visavis.intake.picture import Find, in_folder
from visavis.intake.reading import Reading
from visavis.intake.replacement import replace_side, without_edition
from visavis.intake.row import Misfit, Row
from visavis.intake.safe_xml import Element, parse_xml
from visavis.intake.segment import Bitext, Joint
from visavis.intake.source import decode, read_bytes
from visavis.intake.tree import UNCALLED, Losses

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
