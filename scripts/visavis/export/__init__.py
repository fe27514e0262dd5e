"""The export layer: an edition in the formats of others, one module a format."""

from visavis.export.annotations import export_annotations

__all__ = ["export_annotations"]
