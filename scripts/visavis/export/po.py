"""PO: the edition for gettext’s tools, in Markdown, as po4a and mdpo have it.

The context of an entry is the address of its row. What only the translation has cannot stand in PO,
where every entry is a text to be translated.

Source: GNU gettext manual, *The Format of PO Files*.
"""

from __future__ import annotations

from collections.abc import Iterator

from visavis.edition import Edition
from visavis.export.unit import TranslationUnit, list_units
from visavis.publication import Site
from visavis.text import Block


def export_po(edition: Edition, site: Site) -> str:
    """The text of the file."""
    entries = [_header(edition.project.target.language)]
    entries += ["\n".join(_entry(unit)) for unit in list_units(edition) if unit.pair.source]
    return "\n\n".join(entries) + "\n"


def _header(language: str) -> str:
    fields = f"Language: {language.replace('-', '_')}\nMIME-Version: 1.0\n"
    fields += "Content-Type: text/plain; charset=UTF-8\nContent-Transfer-Encoding: 8bit\n"
    return f'msgid ""\nmsgstr {_quoted(fields)}'


def _entry(unit: TranslationUnit) -> Iterator[str]:
    yield f"#. type: {unit.kind}"
    yield f"#: {unit.chapter}.md"
    yield f"msgctxt {_quoted(unit.id)}"
    yield f"msgid {_quoted(_written(unit.pair.source))}"
    yield f"msgstr {_quoted(_written(unit.pair.target))}"


def _written(blocks: tuple[Block, ...]) -> str:
    """The Markdown of some blocks; of a note without its label."""
    return "\n\n".join(
        block.source.strip() if block.label is None else block.source.partition("]:")[2].strip()
        for block in blocks
    )


def _quoted(text: str) -> str:
    """A string of PO, a line of it for each of the text’s."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\t", "\\t")
    lines = escaped.replace("\r", "").split("\n")
    pieces = [f'"{line}\\n"' for line in lines[:-1]]
    pieces += [f'"{lines[-1]}"'] if lines[-1] or not pieces else []
    return pieces[0] if len(pieces) == 1 else "\n".join(['""', *pieces])
