"""The input layer: bytes from strangers → text, XML or an archive that can do no harm."""

from visavis.input.archive import DAMAGED, repack
from visavis.input.cue import Cue, read_cues
from visavis.input.decode import clean, decode, decode_markup, decode_raw, read_bytes
from visavis.input.encoding import telling_language
from visavis.input.json_lines import read_objects
from visavis.input.sheet import SheetRow, read_delimited, read_table
from visavis.input.xml import Element, Node, parse_xml

__all__ = [
    "DAMAGED",
    "Cue",
    "Element",
    "Node",
    "SheetRow",
    "clean",
    "decode",
    "decode_markup",
    "decode_raw",
    "parse_xml",
    "read_bytes",
    "read_cues",
    "read_delimited",
    "read_objects",
    "read_table",
    "repack",
    "telling_language",
]
