"""The export layer: an edition in the formats of others, one module a format."""

from visavis.export.annotations import export_annotations
from visavis.export.json_lines import export_json_lines
from visavis.export.po import export_po
from visavis.export.skos import export_skos
from visavis.export.tbx import export_tbx
from visavis.export.tei import export_tei
from visavis.export.tmx import export_tmx
from visavis.export.xliff import export_xliff

__all__ = [
    "export_annotations",
    "export_json_lines",
    "export_po",
    "export_skos",
    "export_tbx",
    "export_tei",
    "export_tmx",
    "export_xliff",
]
