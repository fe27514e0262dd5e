"""JSON Lines: one object a row or note.

    {"id": "partner-state#p7", "chapter": "partner-state", "pair": "p7", "kind": "paragraph",
     "state": "final", "en": "…", "fr": "…", "markdown": {"en": "…", "fr": "…"}}

`markdown` has each side as it is written, with its attribute line; `state` is `final` where the row
was signed off, `initial` where nothing answers the original, otherwise `translated`. A side that
has nothing is null. Fields may be added, none is changed. Indonesian, whose tag is `id`, stands
under `id-Latn`.
"""

from __future__ import annotations

import json

from visavis.edition import Edition
from visavis.export.unit import list_units
from visavis.publication import Site
from visavis.side import Side


def export_json_lines(edition: Edition, site: Site) -> str:
    """The text of the file."""
    source, target = edition.project.languages
    lines = [
        {
            "id": unit.id,
            "chapter": unit.chapter,
            "pair": unit.pair.id,
            "kind": unit.kind,
            "state": unit.state,
            _name(source): unit.source if unit.pair.source else None,
            _name(target): unit.target if unit.pair.target else None,
            "markdown": {source: unit.markdown(Side.SOURCE), target: unit.markdown(Side.TARGET)},
        }
        for unit in list_units(edition)
    ]
    return "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)


def _name(language: str) -> str:
    return "id-Latn" if language == "id" else language
