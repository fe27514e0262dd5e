"""The input layer: bytes from strangers → text, XML or an archive that can do no harm."""

from visavis.input.archive import DAMAGED, repack
from visavis.input.decode import clean, decode, decode_markup, decode_raw, read_bytes
from visavis.input.xml import Element, Node, parse_xml

__all__ = [
    "DAMAGED",
    "Element",
    "Node",
    "clean",
    "decode",
    "decode_markup",
    "decode_raw",
    "parse_xml",
    "read_bytes",
    "repack",
]
